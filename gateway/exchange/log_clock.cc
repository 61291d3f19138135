// SPDX-License-Identifier: EUPL-1.2

#include "gateway/exchange/log_clock.h"

#include <algorithm>

#include "gateway/exchange/refusal.h"

namespace samlad::exchange {

using std::chrono::milliseconds;

LogClock::Reading LogClock::Read(const LogHead& head) {
  MutexLock lock(mutex_);
  const int64_t now_ms = clock_.NowMs();
  const int64_t steady_ms = clock_.SteadyMs();
  if (!anchor_.has_value()) anchor_ = Anchor{.wall_ms = head.time_ms, .steady_ms = steady_ms};
  const int64_t expected_ms = anchor_->wall_ms + (steady_ms - anchor_->steady_ms);
  Reading reading{.reliable = absl::OkStatus(),
                  .entry_ms = std::max(now_ms, head.time_ms),
                  .behind_ms = std::max<int64_t>(0, head.time_ms - now_ms),
                  .ahead_ms = std::max<int64_t>(0, now_ms - expected_ms)};

  const bool waits = confirmed_.has_value() && confirmed_->time_ms == head.time_ms;
  if (milliseconds(reading.behind_ms) > limits::kClockSkewMax && !waits) {
    reading.reliable = ClockBehind(now_ms, head);
    return reading;
  }
  if (milliseconds(reading.ahead_ms) > anchor_->ahead_max) {
    if (!jump_confirmed_ || confirmed_->position != head.position) {
      reading.entry_ms = std::max(expected_ms, head.time_ms);
      reading.reliable = ClockJumped(now_ms, expected_ms, head);
      return reading;
    }
    // For this jump only.
    jump_confirmed_ = false;
    reading.ahead_ms = 0;
  }
  anchor_ = Anchor{
      .wall_ms = now_ms, .steady_ms = steady_ms, .ahead_max = milliseconds(limits::kClockJumpMax)};
  return reading;
}

void LogClock::Confirm(const LogHead& head) {
  MutexLock lock(mutex_);
  confirmed_ = head;
  jump_confirmed_ = true;
}

}  // namespace samlad::exchange
