// SPDX-License-Identifier: EUPL-1.2

#ifndef SAMLAD_CLIENTS_CLI_SEND_FAILURE_H_
#define SAMLAD_CLIENTS_CLI_SEND_FAILURE_H_

#include "absl/status/status.h"
#include "clients/cli/context.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/submission_files.h"

namespace samlad::cli {

// Says that sending failed. What the gateway refused was certainly not stored:
// its bytes are withdrawn. Otherwise they stay, and a new run of the same
// command gets the receipt if there is one.
ExitCode FailSend(const Context& context, SubmissionFiles& files, const absl::Status& status);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_SEND_FAILURE_H_
