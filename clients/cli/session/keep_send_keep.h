// SPDX-License-Identifier: EUPL-1.2

#ifndef SAMLAD_CLIENTS_CLI_SESSION_KEEP_SEND_KEEP_H_
#define SAMLAD_CLIENTS_CLI_SESSION_KEEP_SEND_KEEP_H_

#include <string_view>

#include "absl/status/status.h"
#include "clients/cli/session/context.h"
#include "clients/cli/session/exit_code.h"
#include "clients/cli/session/submission_files.h"

namespace samlad::cli {

// Says that sending failed. What the gateway refused was certainly not stored:
// its bytes are withdrawn. Otherwise they stay, and a new run of the same
// command finds out. A receipt that came from a log that is not the one
// remembered is kept.
ExitCode FailSend(const Context& context, SubmissionFiles& files, const absl::Status& status);

// Keeps the receipt of what was judged. Without one it was rejected, and its
// bytes are withdrawn: where that fails it is said, and is no error.
absl::Status KeepAnswer(const Context& context, SubmissionFiles& files, std::string_view receipt);

// Says that what was sent is done, and that its receipt, which the client
// library has checked, could not be saved: kUnreachable.
ExitCode FailKeep(const Context& context, std::string_view receipt, const absl::Status& status);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_SESSION_KEEP_SEND_KEEP_H_
