// SPDX-License-Identifier: EUPL-1.2

#include "gateway/telemetry/rate_limit.h"

#include <algorithm>
#include <utility>

namespace samlad::telemetry {

std::optional<uint64_t> RateLimit::Allow(Time now) {
  MutexLock lock(mutex_);
  const std::chrono::duration<double> passed = std::max(now, last_) - last_;
  last_ = std::max(now, last_);
  tokens_ = std::min(burst_, tokens_ + passed.count() * per_second_);
  if (tokens_ < 1) {
    ++held_back_;
    return std::nullopt;
  }
  tokens_ -= 1;
  return std::exchange(held_back_, 0);
}

}  // namespace samlad::telemetry
