// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/send_failure.h"

namespace samlad::cli {

ExitCode FailSend(const Context& context, SubmissionFiles& files, const absl::Status& status) {
  const ExitCode code = context.FailCall(status);
  if (code == ExitCode::kUnreachable) {
    // Who was told to wait was told, too, that nothing was stored.
    const bool open = !absl::IsResourceExhausted(status);
    context.err() << (open ? "  whether the gateway stored it is not known; the" : "  the")
                  << " bytes are kept in " << files.payload_path()
                  << (open ? " and a new run gets the same receipt\n" : " for a new run\n");
  } else if (code != ExitCode::kRejected) {
    if (const auto withdrawn = files.Withdraw(); !withdrawn.ok()) context.FailInput(withdrawn);
  }
  return code;
}

}  // namespace samlad::cli
