// SPDX-License-Identifier: EUPL-1.2
//
// What the gateway does when a check of its own fails (base/check.h): it says
// where, and ends with kExitDataLoss, because what it would do next may not be
// what the log promises. Ends at once, without answering anybody.

#ifndef SAMLAD_GATEWAY_APP_FAILED_CHECK_H_
#define SAMLAD_GATEWAY_APP_FAILED_CHECK_H_

#include "gateway/base/check.h"
#include "gateway/telemetry/log.h"

namespace samlad::app {

// Before there is a log: the line goes to stderr.
void ExitOnFailedCheck(const FailedCheck& failed);

// The line goes to `log`, and is waited for, at most limits::kLogFlushMax.
FailedCheckHandler LogAndExitOnFailedCheck(telemetry::Log log);

// For std::set_terminate: says on stderr what was thrown, and where to look, and aborts,
// so that a supervisor starts the program again. Memory and threads are all that can
// be thrown past everybody. Allocates nothing.
[[noreturn]] void SayAndAbort() noexcept;

}  // namespace samlad::app

#endif  // SAMLAD_GATEWAY_APP_FAILED_CHECK_H_
