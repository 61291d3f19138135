// SPDX-License-Identifier: EUPL-1.2
//
// Verifies a receipt file offline, with the files that belong to it.

#ifndef SAMLAD_CLIENTS_CLI_SESSION_VERIFY_RECEIPT_H_
#define SAMLAD_CLIENTS_CLI_SESSION_VERIFY_RECEIPT_H_

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/cli/results.pb.h"
#include "gateway/ledger/note.h"

namespace samlad::cli {

// Whether a file is, or was before somebody changed it, a receipt file or a
// checkpoint. A file that was tampered with must fail and not be skipped.
bool LooksLikeReceipt(std::string_view text);
bool LooksLikeCheckpoint(std::string_view text);

// Bytes that a receipt should commit to, and where they came from.
struct Payload {
  std::string file;
  std::string bytes;
};

// `report` if it is not empty, else the file next to `receipt` if it is there.
absl::StatusOr<std::optional<Payload>> FindPayload(const std::string& report,
                                                   const std::string& receipt);

// The view of an acknowledgement next to its receipt, if it is there.
absl::StatusOr<std::optional<Payload>> FindView(const std::string& receipt);

// Checks the receipt, the payload, and, if it is at hand, the view that an
// acknowledgement names. Fills `result`; the signed checkpoint. INVALID_ARGUMENT says
// what does not hold.
absl::StatusOr<ledger::Checkpoint> VerifyReceiptFile(std::string_view text,
                                                     const std::optional<Payload>& payload,
                                                     const std::optional<Payload>& view,
                                                     const ledger::NoteVerifier& verifier,
                                                     VerifiedReceipt& result);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_SESSION_VERIFY_RECEIPT_H_
