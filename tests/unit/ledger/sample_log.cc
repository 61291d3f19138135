// SPDX-License-Identifier: EUPL-1.2

#include "tests/unit/ledger/sample_log.h"

#include "gateway/base/strings.h"
#include "gateway/ledger/hash.h"

namespace samlad::ledger {
namespace {

constexpr char kOrigin[] = "log.samlad.example/1488";
constexpr uint64_t kPosition = 4;
constexpr uint64_t kSize = 7;

}  // namespace

SampleLog::SampleLog()
    : signer_(*NoteSigner::FromPem(kOrigin, NoteSigner::GenerateKeyPem())),
      salt_(RandomBytes(32)),
      payload_("a report's bytes, as received"),
      submission_id_("eidar:arsrapport:2025-1") {}

NoteVerifier SampleLog::Verifier() const { return *NoteVerifier::FromVkey(vkey()); }

v1::EntryHeader SampleLog::header() const {
  v1::EntryHeader header;
  header.set_format(1);
  header.set_kind(v1::ENTRY_KIND_REPORT_ACCEPTED);
  header.set_time_ms(1'771'000'000'123);
  header.set_organisation("eidar");
  header.set_system("affarssystem");
  header.mutable_payload()->set_scheme(1);
  header.mutable_payload()->set_digest(std::string(AsBytes(CommitPayload(salt_, payload_))));
  v1::Decision& decision = *header.mutable_decision();
  decision.set_verdict(v1::VERDICT_ACCEPTED_WITH_WARNINGS);
  decision.mutable_counts()->set_inserted(212);
  decision.mutable_counts()->set_changed(3);
  decision.set_rules_version(1);
  decision.set_catalogue_position(0);
  decision.set_organisation("eidar");
  decision.set_obligation("arsrapport-bolag");
  decision.set_period("2025");
  decision.set_replaces(2);
  decision.set_submission_digest(std::string(AsBytes(CommitSubmission(salt_, submission_id_))));
  return header;
}

v1::Receipt SampleLog::ReceiptFor(const std::string& header_bytes) const {
  Tree tree;
  for (uint64_t i = 0; i < kSize; ++i) {
    tree.Append(LeafHash(i == kPosition ? header_bytes : StrCat("entry ", i)));
  }
  v1::Receipt receipt;
  receipt.set_origin(kOrigin);
  receipt.set_position(kPosition);
  receipt.set_header(header_bytes);
  receipt.set_salt(salt_);
  receipt.set_submission_id(submission_id_);
  receipt.set_checkpoint(
      signer_.Sign(FormatCheckpoint({.origin = kOrigin, .size = kSize, .root = tree.Root(kSize)})));
  for (const Hash& hash : tree.InclusionProof(kPosition, kSize)) {
    receipt.add_inclusion_proof(std::string(AsBytes(hash)));
  }
  return receipt;
}

std::string SampleLog::receipt() const {
  return ReceiptFor(header().SerializeAsString()).SerializeAsString();
}

}  // namespace samlad::ledger
