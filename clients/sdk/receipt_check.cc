// SPDX-License-Identifier: EUPL-1.2

#include "clients/sdk/receipt_check.h"

#include "gateway/base/strings.h"
#include "gateway/ledger/hash.h"
#include "gateway/ledger/receipt.h"

namespace samlad::sdk {
namespace {

absl::Status BrokenReceipt(std::string_view why) {
  return absl::DataLossError(StrCat("the gateway's receipt is not valid: ", why,
                                    "; keep the report and contact the operator of the gateway"));
}

bool Commits(const v1::Receipt& receipt, std::string_view payload) {
  v1::EntryHeader header;
  if (!header.ParseFromString(receipt.header())) return false;
  const ledger::Hash digest = ledger::CommitPayload(receipt.salt(), payload);
  return header.payload().digest() == ledger::AsBytes(digest);
}

}  // namespace

absl::Status CheckReceipt(std::string_view receipt, const ledger::NoteVerifier* verifier,
                          const Sent& sent) {
  if (receipt.empty()) return BrokenReceipt("it is empty");
  const auto parsed = ledger::ParseReceipt(receipt);
  if (!parsed.ok()) return BrokenReceipt(Message(parsed.status()));
  if (sent.submission_id && parsed->submission_id() != *sent.submission_id) {
    return BrokenReceipt(StrCat("submission_id: it is for '", parsed->submission_id(),
                                "', sent was '", *sent.submission_id, "'"));
  }
  if (verifier != nullptr) {
    const auto verified = ledger::VerifyReceipt(receipt, *verifier, sent.payload);
    return verified.ok() ? absl::OkStatus() : BrokenReceipt(Message(verified.status()));
  }
  if (sent.payload && !Commits(*parsed, *sent.payload)) {
    return BrokenReceipt("payload: the header commits to bytes that differ from those sent");
  }
  return absl::OkStatus();
}

bool CommitsTo(std::string_view receipt, std::string_view payload) {
  const auto parsed = ledger::ParseReceipt(receipt);
  return parsed.ok() && Commits(*parsed, payload);
}

}  // namespace samlad::sdk
