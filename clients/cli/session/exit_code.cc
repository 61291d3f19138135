// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/session/exit_code.h"

#include "clients/sdk/error.h"

namespace samlad::cli {

ExitCode ExitCodeOf(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kOutOfRange:
      return ExitCode::kUsage;
    case absl::StatusCode::kDataLoss:
      return ExitCode::kRejected;
    case absl::StatusCode::kPermissionDenied:
    case absl::StatusCode::kUnauthenticated:
    case absl::StatusCode::kNotFound:
    case absl::StatusCode::kAlreadyExists:
    case absl::StatusCode::kFailedPrecondition:
    case absl::StatusCode::kAborted:
      return ExitCode::kRefused;
    case absl::StatusCode::kResourceExhausted:
      return sdk::Reason(status) == "QUOTA_EXCEEDED" ? ExitCode::kRefused : ExitCode::kUnreachable;
    default:
      // Any other error, because every call is safe to repeat.
      return ExitCode::kUnreachable;
  }
}

}  // namespace samlad::cli
