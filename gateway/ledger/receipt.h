// SPDX-License-Identifier: EUPL-1.2
//
// Receipts: making them, checking them offline, and their file form.

#ifndef SAMLAD_GATEWAY_LEDGER_RECEIPT_H_
#define SAMLAD_GATEWAY_LEDGER_RECEIPT_H_

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "gateway/ledger/note.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::ledger {

// What a verified receipt says.
struct VerifiedReceipt {
  v1::Receipt receipt;
  v1::EntryHeader header;
  Checkpoint checkpoint;
};

// Parses a receipt without verifying it. INVALID_ARGUMENT if it is not in the
// one serialised form.
absl::StatusOr<v1::Receipt> ParseReceipt(std::string_view receipt_bytes);

// Checks everything that a receipt claims: it is written in the one canonical
// form, the checkpoint is signed by the log's key, the header is the leaf at
// the position, and the submission id is the one that the header commits to.
// With `payload` also that the header commits to those bytes.
// INVALID_ARGUMENT names the place that does not hold ("inclusion_proof",
// "checkpoint", "payload", ...), what was found and what was expected.
absl::StatusOr<VerifiedReceipt> VerifyReceipt(std::string_view receipt_bytes,
                                              const NoteVerifier& verifier,
                                              std::optional<std::string_view> payload);

// The file NAME.receipt.json: {"format": "samlad-receipt-v1", "receipt":
// <base64>, "readable": {...}}, two-space indentation, final newline. The
// readable part is derived from the bytes.
absl::StatusOr<std::string> ReceiptToFile(std::string_view receipt_bytes);

// The receipt's bytes. The file must be exactly what ReceiptToFile writes, so
// that nothing readable can differ from what is proven: else INVALID_ARGUMENT
// naming the first line that differs.
absl::StatusOr<std::string> ReceiptFromFile(std::string_view file);

}  // namespace samlad::ledger

#endif  // SAMLAD_GATEWAY_LEDGER_RECEIPT_H_
