// SPDX-License-Identifier: EUPL-1.2

#include "gateway/exchange/entry.h"

#include <optional>
#include <utility>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/exchange/commands/common.h"
#include "gateway/exchange/commands/table.h"
#include "gateway/ledger/header.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::exchange {
namespace {

std::string Bytes(const ledger::Hash& hash) { return std::string(ledger::AsBytes(hash)); }

std::string CommitToFindings(std::string_view salt, const std::vector<v1::Finding>& findings) {
  if (findings.empty()) return "";
  v1::FindingList list;
  list.mutable_findings()->Assign(findings.begin(), findings.end());
  return Bytes(ledger::CommitFindings(salt, list.SerializeAsString()));
}

absl::StatusOr<domain::Fact> ReadInitialisation(uint64_t position, const store::Record& record,
                                                domain::Symbols& symbols) {
  v1::LogInitialised initialised;
  v1::Catalogue first;
  if (!initialised.ParseFromString(record.payload) ||
      !first.ParseFromString(initialised.catalogue())) {
    return Unreadable("log initialisation");
  }
  return domain::Fact{.time_ms = 0,
                      .what = domain::CatalogueFact{
                          domain::CatalogueIndex::Build(std::move(first), position, symbols)}};
}

absl::StatusOr<domain::Fact> ReadWhat(uint64_t position, const v1::EntryHeader& header,
                                      const store::Record& record,
                                      const domain::CatalogueIndex* catalogue,
                                      domain::Symbols& symbols) {
  if ((catalogue == nullptr) != (header.kind() == v1::ENTRY_KIND_LOG_INITIALISED)) {
    return absl::DataLossError("the log must begin with its initialisation, and only there");
  }
  if (catalogue == nullptr) return ReadInitialisation(position, record, symbols);
  const EntrySpec* entry = FindEntry(header.kind());
  if (entry == nullptr) {
    return absl::DataLossError(StrCat("entry of unknown kind ", header.kind()));
  }
  return entry->read({.position = position,
                      .header = header,
                      .payload = record.payload,
                      .catalogue = *catalogue,
                      .symbols = symbols});
}

}  // namespace

store::Record Seal(Staged& staged, int64_t time_ms, const identity::Principal& sender,
                   std::string_view submission_id, const std::vector<v1::Finding>& findings) {
  store::Record record;
  record.salt = ledger::RandomBytes(limits::kSaltBytes);
  record.payload = std::move(staged.payload);
  record.key = std::move(staged.key);

  v1::EntryHeader header;
  header.set_format(ledger::kHeaderFormat);
  header.set_kind(staged.kind);
  header.set_time_ms(time_ms);
  header.set_organisation(sender.organisation);
  header.set_system(
      ledger::WriteSystem({.system = sender.system,
                           .represented_by = staged.fact.represented_by == nullptr
                                                 ? std::nullopt
                                                 : std::optional(*staged.fact.represented_by)}));
  header.mutable_payload()->set_scheme(ledger::kCommitmentScheme);
  header.mutable_payload()->set_digest(Bytes(ledger::CommitPayload(record.salt, record.payload)));
  if (staged.decision.has_value()) {
    *header.mutable_decision() = std::move(*staged.decision);
    header.mutable_decision()->set_findings_digest(CommitToFindings(record.salt, findings));
    header.mutable_decision()->set_submission_digest(
        Bytes(ledger::CommitSubmission(record.salt, submission_id)));
  }
  record.header = header.SerializeAsString();
  staged.fact.time_ms = time_ms;
  return record;
}

std::string MakeReceipt(std::string_view origin, uint64_t position, const store::Record& record,
                        std::string_view submission_id, std::string_view checkpoint,
                        std::span<const ledger::Hash> proof) {
  v1::Receipt receipt;
  receipt.set_origin(std::string(origin));
  receipt.set_position(position);
  receipt.set_header(record.header);
  receipt.set_salt(record.salt);
  receipt.set_submission_id(std::string(submission_id));
  receipt.set_checkpoint(std::string(checkpoint));
  for (const ledger::Hash& hash : proof) receipt.add_inclusion_proof(Bytes(hash));
  return receipt.SerializeAsString();
}

absl::StatusOr<domain::Fact> ReadFact(uint64_t position, const v1::EntryHeader& header,
                                      const store::Record& record,
                                      const domain::CatalogueIndex* catalogue,
                                      domain::Symbols& symbols) {
  absl::StatusOr<domain::Fact> fact = ReadWhat(position, header, record, catalogue, symbols);
  if (!fact.ok()) return fact;
  fact->time_ms = header.time_ms();
  auto causing = ledger::ReadSystem(header.system());
  if (!causing.ok()) return absl::DataLossError(causing.status().message());
  if (causing->represented_by.has_value()) {
    fact->represented_by =
        std::make_shared<const v1::Representative>(*std::move(causing->represented_by));
  }
  return fact;
}

}  // namespace samlad::exchange
