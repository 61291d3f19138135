// SPDX-License-Identifier: EUPL-1.2
//
// Exit codes of `samlad`. They are few, and a calling program can act on each.

#ifndef SAMLAD_CLIENTS_CLI_SESSION_EXIT_CODE_H_
#define SAMLAD_CLIENTS_CLI_SESSION_EXIT_CODE_H_

#include "absl/status/status.h"

namespace samlad::cli {

enum class ExitCode {
  kDone = 0,      // warnings were printed; --strict makes them kRejected
  kRejected = 1,  // by validation, or a verification failed
  kUsage = 2,     // usage, or input that cannot be read
  // Gateway not reached, not identified, or overloaded, or its answer or
  // receipt could not be saved: safe to retry. A gateway that does not accept
  // our certificate belongs here, because it only closes the connection, as an
  // overloaded one does.
  kUnreachable = 3,
  kRefused = 4,  // permission, revoked, own quota, a state that has changed
};

// For an answer of the gateway (or of the client library about it). Never
// kDone.
ExitCode ExitCodeOf(const absl::Status& status);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_SESSION_EXIT_CODE_H_
