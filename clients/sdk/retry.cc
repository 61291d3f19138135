// SPDX-License-Identifier: EUPL-1.2

#include "clients/sdk/retry.h"

#include <algorithm>
#include <random>
#include <thread>

#include "clients/sdk/error.h"

namespace samlad::sdk {
namespace {

using std::chrono::milliseconds;

double Uniform() {
  thread_local std::mt19937_64 generator{std::random_device{}()};
  return std::uniform_real_distribution<double>(0.0, 1.0)(generator);
}

}  // namespace

bool IsSafeToRetry(const absl::Status& status) {
  const auto delay = RetryDelay(status);
  if (delay && *delay > limits::kClientRetryDelayMax) return false;
  if (absl::IsResourceExhausted(status)) return delay.has_value();
  return absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status);
}

milliseconds RetryWait(const RetryOptions& options, int attempt, const absl::Status& status,
                       double random) {
  milliseconds ceiling = options.backoff_initial;
  for (int i = 1; i < attempt && ceiling < options.backoff_max; ++i) ceiling *= 2;
  ceiling = std::min(ceiling, options.backoff_max);
  const milliseconds jitter(static_cast<int64_t>(static_cast<double>(ceiling.count()) * random));
  return RetryDelay(status).value_or(milliseconds(0)) + jitter;
}

double Jitter(const RetryOptions& options) { return options.random ? options.random() : Uniform(); }

absl::Status CallWithRetry(const RetryOptions& options, absl::FunctionRef<absl::Status()> call) {
  for (int attempt = 1;; ++attempt) {
    absl::Status status = call();
    if (!status.ok() && attempt == 1 && options.examine) status = options.examine(status);
    if (status.ok() || IsPermanent(status) || attempt >= options.attempts_max ||
        !IsSafeToRetry(status) || IsNoSuchHost(status)) {
      return status;
    }
    const milliseconds wait = RetryWait(options, attempt, status, Jitter(options));
    if (options.on_wait) options.on_wait({attempt, options.attempts_max, status, wait});
    if (options.sleep) {
      options.sleep(wait);
    } else {
      std::this_thread::sleep_for(wait);
    }
  }
}

}  // namespace samlad::sdk
