// SPDX-License-Identifier: EUPL-1.2
//
// The clock of a demonstration, which follows the dates of the samples.

#ifndef SAMLAD_GATEWAY_APP_DEMONSTRATION_CLOCK_H_
#define SAMLAD_GATEWAY_APP_DEMONSTRATION_CLOCK_H_

#include <atomic>
#include <chrono>

#include "gateway/base/clock.h"

namespace samlad::app {

// Begins at a chosen moment and runs at the pace of the machine's monotonic
// clock. Thread-safe.
class DemonstrationClock final : public Clock {
 public:
  explicit DemonstrationClock(int64_t start_ms);
  int64_t NowMs() const override;
  // Goes forward to `ms` if the clock is earlier. An earlier demonstration may
  // have written to the same log; its newest entry is where this one goes on.
  void AdvanceTo(int64_t ms);

 private:
  std::atomic<int64_t> start_ms_;
  const std::chrono::steady_clock::time_point started_;
};

}  // namespace samlad::app

#endif  // SAMLAD_GATEWAY_APP_DEMONSTRATION_CLOCK_H_
