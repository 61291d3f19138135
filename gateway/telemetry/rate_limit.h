// SPDX-License-Identifier: EUPL-1.2
//
// Keeps events that strangers can cause from filling the log: a token bucket over
// the monotonic clock that counts the events that it held back.

#ifndef SAMLAD_GATEWAY_TELEMETRY_RATE_LIMIT_H_
#define SAMLAD_GATEWAY_TELEMETRY_RATE_LIMIT_H_

#include <chrono>
#include <cstdint>
#include <optional>

#include "gateway/base/mutex.h"

namespace samlad::telemetry {

// Thread-safe.
class RateLimit {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // Starts full.
  RateLimit(int per_second, int burst) : per_second_(per_second), burst_(burst), tokens_(burst) {}

  // Whether an event at `now` may be logged: the number of events that were
  // held back since the last one that was, or nothing if it may not.
  std::optional<uint64_t> Allow(Time now = std::chrono::steady_clock::now());

 private:
  const double per_second_;
  const double burst_;
  Mutex mutex_;
  double tokens_ SAMLAD_GUARDED_BY(mutex_);
  Time last_ SAMLAD_GUARDED_BY(mutex_) = {};
  uint64_t held_back_ SAMLAD_GUARDED_BY(mutex_) = 0;
};

}  // namespace samlad::telemetry

#endif  // SAMLAD_GATEWAY_TELEMETRY_RATE_LIMIT_H_
