// SPDX-License-Identifier: EUPL-1.2
//
// The machine's clock. Only gateway/app, the programs' main files and tests
// include this: all other code is given a Clock, because what it does must
// follow from the log and be repeatable in a test.

#ifndef SAMLAD_GATEWAY_BASE_SYSTEM_CLOCK_H_
#define SAMLAD_GATEWAY_BASE_SYSTEM_CLOCK_H_

#include <time.h>

#include <chrono>

#include "gateway/base/clock.h"

namespace samlad {

// Thread-safe.
class SystemClock final : public Clock {
 public:
  int64_t NowMs() const override {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
  }
  // Counts the time for which the machine was suspended, too.
  int64_t SteadyMs() const override {
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return int64_t{now.tv_sec} * 1'000 + now.tv_nsec / 1'000'000;
  }
};

}  // namespace samlad

#endif  // SAMLAD_GATEWAY_BASE_SYSTEM_CLOCK_H_
