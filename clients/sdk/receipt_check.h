// SPDX-License-Identifier: EUPL-1.2
//
// Checks that a receipt from a gateway is one for what we sent. Nothing is
// accepted only because the gateway says it.

#ifndef SAMLAD_CLIENTS_SDK_RECEIPT_CHECK_H_
#define SAMLAD_CLIENTS_SDK_RECEIPT_CHECK_H_

#include <optional>
#include <string_view>

#include "absl/status/status.h"
#include "gateway/ledger/note.h"

namespace samlad::sdk {

// What we know about the submission. Parts that are not set are not compared.
struct Sent {
  std::optional<std::string_view> payload;
  std::optional<std::string_view> submission_id;
};

// With `verifier`: everything that ledger::VerifyReceipt checks. Without (no
// log key was configured): the payload commitment and the submission id only.
// DATA_LOSS, naming the place that does not hold.
absl::Status CheckReceipt(std::string_view receipt, const ledger::NoteVerifier* verifier,
                          const Sent& sent);

// Whether the receipt's header commits to `payload`. False also for bytes that
// are no receipt.
bool CommitsTo(std::string_view receipt, std::string_view payload);

}  // namespace samlad::sdk

#endif  // SAMLAD_CLIENTS_SDK_RECEIPT_CHECK_H_
