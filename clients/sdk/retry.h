// SPDX-License-Identifier: EUPL-1.2
//
// Retries calls when that is safe. Every call of the contract is idempotent:
// reads by nature, writes by their submission id (the gateway answers a repeat
// with the original receipt). So a call whose answer was lost may be sent
// again; a refused call may not.
//
// Waits grow exponentially with full jitter (each wait is uniform between zero
// and the ceiling), so that many clients that lost one gateway do not come
// back in step.

#ifndef SAMLAD_CLIENTS_SDK_RETRY_H_
#define SAMLAD_CLIENTS_SDK_RETRY_H_

#include <chrono>
#include <functional>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "gateway/base/limits.h"

namespace samlad::sdk {

// Waits between attempts, doubled from the first to the last.
inline constexpr std::chrono::milliseconds kBackoffInitial{200};
inline constexpr std::chrono::milliseconds kBackoffMax{5'000};

// A failed attempt, and the wait before the next.
struct RetryNotice {
  int attempt = 0;       // the failed one, from 1
  int attempts_max = 0;  // 0: no limit
  absl::Status status;   // why it failed
  std::chrono::milliseconds wait{0};
};

// How to try again. The functions may be replaced by tests; all are called on
// the thread that makes the call.
struct RetryOptions {
  int attempts_max = limits::kClientAttemptsMax;
  std::chrono::milliseconds backoff_initial = kBackoffInitial;
  std::chrono::milliseconds backoff_max = kBackoffMax;
  // Called before each wait; may be null.
  std::function<void(const RetryNotice&)> on_wait;
  // Called with the first failure of a call; what it returns is the failure from
  // then on, and ends the attempts if it is permanent (error.h). May be null.
  std::function<absl::Status(const absl::Status&)> examine = {};
  // Null: a Client waits as WaitConnecting does (channel.h), others sleep.
  std::function<void(std::chrono::milliseconds)> sleep;
  // Uniform in [0, 1). Null: a generator seeded by the system.
  std::function<double()> random;
};

// Whether the same call may be sent again: UNAVAILABLE, DEADLINE_EXCEEDED, and
// RESOURCE_EXHAUSTED when it says how long to wait, no longer than
// limits::kClientRetryDelayMax.
bool IsSafeToRetry(const absl::Status& status);

// Wait after `attempt` (from 1) failed with `status`: full jitter under the
// doubled ceiling, on top of what the gateway asked for. `random` in [0, 1).
std::chrono::milliseconds RetryWait(const RetryOptions& options, int attempt,
                                    const absl::Status& status, double random);

// Uniform in [0, 1): from options.random or, where that is null, from a
// generator seeded by the system.
double Jitter(const RetryOptions& options);

// Calls until the call succeeds, fails for good (also if there is no such
// host, or TLS fails for a reason that stays), or attempts_max is reached; returns the last status.
// Thread-safe if the functions in `options` are.
absl::Status CallWithRetry(const RetryOptions& options, absl::FunctionRef<absl::Status()> call);

}  // namespace samlad::sdk

#endif  // SAMLAD_CLIENTS_SDK_RETRY_H_
