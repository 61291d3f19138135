// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/system_clock.h"

namespace samlad::app {
namespace {

int64_t Ms(auto duration) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(duration).count();
}

}  // namespace

int64_t SystemClock::NowMs() const {
  return Ms(std::chrono::system_clock::now().time_since_epoch());
}

DemonstrationClock::DemonstrationClock(int64_t start_ms)
    : start_ms_(start_ms), started_(std::chrono::steady_clock::now()) {}

int64_t DemonstrationClock::NowMs() const {
  return start_ms_.load() + Ms(std::chrono::steady_clock::now() - started_);
}

void DemonstrationClock::AdvanceTo(int64_t ms) {
  const int64_t lag = ms - NowMs();
  if (lag > 0) start_ms_ += lag;
}

}  // namespace samlad::app
