// SPDX-License-Identifier: EUPL-1.2
//
// How long to wait before the next attempt: twice as long after each failure, up to
// a bound, less a random part of up to half, so that gateways which lost one system
// do not come back in step.

#ifndef SAMLAD_GATEWAY_FORWARD_BACKOFF_H_
#define SAMLAD_GATEWAY_FORWARD_BACKOFF_H_

#include <chrono>

#include "gateway/base/limits.h"

namespace samlad::forward {

// A value.
class Backoff {
 public:
  explicit Backoff(std::chrono::milliseconds initial = limits::kForwardBackoffInitial,
                   std::chrono::milliseconds max = limits::kForwardBackoffMax)
      : initial_(initial), max_(max), ceiling_(initial) {}

  // The wait after one more failure. `random`: uniform in [0, 1).
  std::chrono::milliseconds Next(double random);
  // After a success.
  void Reset() { ceiling_ = initial_; }

 private:
  std::chrono::milliseconds initial_, max_, ceiling_;
};

}  // namespace samlad::forward

#endif  // SAMLAD_GATEWAY_FORWARD_BACKOFF_H_
