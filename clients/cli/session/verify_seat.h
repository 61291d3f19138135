// SPDX-License-Identifier: EUPL-1.2
//
// The certificate of a seat as a file: made for `audit seat`, and verified offline.

#ifndef SAMLAD_CLIENTS_CLI_SESSION_VERIFY_SEAT_H_
#define SAMLAD_CLIENTS_CLI_SESSION_VERIFY_SEAT_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/cli/results.pb.h"
#include "clients/cli/session/verify_files.h"
#include "samlad/v1/board_service.pb.h"

namespace samlad::cli {

// DATA_LOSS if it is no certificate.
absl::StatusOr<SeatFile> MakeSeatFile(const v1::GetSeatCertificateResponse& response);

// Whether a file is, or was before somebody changed it, a JSON file of a seat.
bool LooksLikeSeat(std::string_view text);

// A seat's certificate, and INVALID_ARGUMENT with what does not hold; NOT_FOUND if
// none of the editions commits to it.
struct SeatVerdict {
  VerifiedSeat seat;
  absl::Status status;
};
// Each with its edition, which is verified by itself; in the given order.
std::vector<SeatVerdict> VerifySeatFiles(std::span<const NamedText> seats,
                                         std::span<const NamedText> editions);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_SESSION_VERIFY_SEAT_H_
