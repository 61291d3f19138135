// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/demonstration_clock.h"

namespace samlad::app {

DemonstrationClock::DemonstrationClock(int64_t start_ms)
    : start_ms_(start_ms), started_(std::chrono::steady_clock::now()) {}

int64_t DemonstrationClock::NowMs() const {
  const auto elapsed = std::chrono::steady_clock::now() - started_;
  return start_ms_.load() + std::chrono::duration_cast<std::chrono::milliseconds>(elapsed).count();
}

void DemonstrationClock::AdvanceTo(int64_t ms) {
  const int64_t lag = ms - NowMs();
  if (lag > 0) start_ms_ += lag;
}

}  // namespace samlad::app
