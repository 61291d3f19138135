// SPDX-License-Identifier: EUPL-1.2
//
// Any bytes as a receipt, and any change to a receipt's file. Two lines of
// base64: the receipt; pairs of bytes, a place in its file and what to change
// there. A small log is signed here, so whatever verifies must be one of its
// receipts, bit for bit.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/ledger/hash.h"
#include "gateway/ledger/receipt.h"
#include "gateway/ledger/tree.h"
#include "tests/fuzz/base64_lines.h"
#include "tests/fuzz/log_key.h"
#include "tests/fuzz/require.h"

namespace samlad::fuzz {
namespace {

constexpr uint64_t kEntries = 7;
constexpr char kPayload[] = "a report's bytes, as received";

std::string Salt(uint64_t position) {
  return std::string(limits::kSaltBytes, static_cast<char>('a' + position));
}

std::string SubmissionId(uint64_t position) { return StrCat("eidar:annual:", position); }

std::string HeaderAt(uint64_t position) {
  v1::EntryHeader header;
  header.set_format(1);
  header.set_kind(v1::ENTRY_KIND_REPORT_ACCEPTED);
  header.set_time_ms(1'771'000'000'000 + static_cast<int64_t>(position));
  header.set_organisation("eidar");
  header.set_system("main");
  header.mutable_payload()->set_scheme(1);
  header.mutable_payload()->set_digest(
      std::string(ledger::AsBytes(ledger::CommitPayload(Salt(position), kPayload))));
  v1::Decision& decision = *header.mutable_decision();
  decision.set_verdict(v1::VERDICT_ACCEPTED);
  decision.mutable_counts()->set_inserted(1);
  decision.set_organisation("eidar");
  decision.set_obligation("annual");
  decision.set_period("2025");
  decision.set_submission_digest(std::string(
      ledger::AsBytes(ledger::CommitSubmission(Salt(position), SubmissionId(position)))));
  return header.SerializeAsString();
}

// The receipts of every entry, under every checkpoint that covers it.
std::vector<std::string> IssuedReceipts() {
  const ledger::NoteSigner signer = LogSigner();
  ledger::Tree tree;
  std::vector<std::string> issued;
  for (uint64_t size = 1; size <= kEntries; ++size) {
    tree.Append(ledger::LeafHash(HeaderAt(size - 1)));
    const std::string checkpoint = signer.Sign(
        ledger::FormatCheckpoint({.origin = kOrigin, .size = size, .root = tree.Root(size)}));
    for (uint64_t position = 0; position < size; ++position) {
      v1::Receipt receipt;
      receipt.set_origin(kOrigin);
      receipt.set_position(position);
      receipt.set_header(HeaderAt(position));
      receipt.set_salt(Salt(position));
      receipt.set_submission_id(SubmissionId(position));
      receipt.set_checkpoint(checkpoint);
      for (const ledger::Hash& hash : tree.InclusionProof(position, size)) {
        receipt.add_inclusion_proof(std::string(ledger::AsBytes(hash)));
      }
      issued.push_back(receipt.SerializeAsString());
    }
  }
  return issued;
}

void CheckReceipt(const std::string& bytes) {
  static const std::vector<std::string> issued = IssuedReceipts();
  static const ledger::NoteVerifier verifier = LogVerifier();
  const bool sound = std::ranges::find(issued, bytes) != issued.end();
  Require(ledger::VerifyReceipt(bytes, verifier, kPayload).ok() == sound,
          "a receipt verifies if it was issued");
  Require(ledger::VerifyReceipt(bytes, verifier, std::nullopt).ok() == sound,
          "also without its payload");
  Require(!ledger::VerifyReceipt(bytes, verifier, "another payload").ok(),
          "but for no other payload");
  const auto parsed = ledger::ParseReceipt(bytes);
  Require(!parsed.ok() || parsed->SerializeAsString() == bytes, "a receipt has one form");
}

void CheckFile(const std::string& bytes, std::string_view edits) {
  const auto file = ledger::ReceiptToFile(bytes);
  if (!file.ok()) return;
  const auto again = ledger::ReceiptFromFile(*file);
  Require(again.ok() && *again == bytes, "a file gives the receipt that it was made of");
  std::string edited = *file;
  for (size_t i = 0; i + 1 < edits.size(); i += 2) {
    const size_t place = static_cast<unsigned char>(edits[i]) * edited.size() / 256;
    edited[place] ^= edits[i + 1];
  }
  const auto other = ledger::ReceiptFromFile(edited);
  if (!other.ok()) return;
  const auto other_file = ledger::ReceiptToFile(*other);
  Require(other_file.ok() && *other_file == edited, "what a file says is what its receipt says");
}

}  // namespace
}  // namespace samlad::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto lines = samlad::fuzz::ReadLines(data, size, 2);
  if (!lines.has_value()) return -1;
  samlad::fuzz::CheckReceipt((*lines)[0]);
  samlad::fuzz::CheckFile((*lines)[0], (*lines)[1]);
  return 0;
}
