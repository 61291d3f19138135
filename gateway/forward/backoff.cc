// SPDX-License-Identifier: EUPL-1.2

#include "gateway/forward/backoff.h"

#include <algorithm>

namespace samlad::forward {

using std::chrono::milliseconds;

milliseconds Backoff::Next(double random) {
  const milliseconds ceiling = ceiling_;
  ceiling_ = std::min<milliseconds>(2 * ceiling_, max_);
  const auto part = static_cast<milliseconds::rep>(random * static_cast<double>(ceiling.count()));
  return ceiling - milliseconds(part / 2);
}

}  // namespace samlad::forward
