// SPDX-License-Identifier: EUPL-1.2
//
// The start of every session with a gateway: compares its log with what this
// computer remembers of it (sdk/session.h).

#ifndef SAMLAD_CLIENTS_CLI_SESSION_LOG_SESSION_H_
#define SAMLAD_CLIENTS_CLI_SESSION_LOG_SESSION_H_

#include <memory>

#include "absl/status/statusor.h"
#include "clients/cli/session/context.h"
#include "clients/sdk/session.h"

namespace samlad::cli {

// The memory of the log whose key the connection names, in samlad/checkpoints
// of $XDG_STATE_HOME or ~/.local/state. INVALID_ARGUMENT without a log key, or
// if none of the two variables is set.
absl::StatusOr<sdk::CheckpointMemory> OpenMemory(const Connection& connection,
                                                 const Environment& environment);

struct LogSession {
  sdk::Client client;
  std::shared_ptr<sdk::CheckpointMemory> memory;  // the client's, too
  sdk::Session session;
};

// Errors: INVALID_ARGUMENT as of Context::Open and OpenMemory, and those of
// sdk::VerifySession. A log that was rolled back or forked is a result, not an
// error.
absl::StatusOr<LogSession> OpenLogSession(const Context& context, const Connection& connection);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_SESSION_LOG_SESSION_H_
