// SPDX-License-Identifier: EUPL-1.2

#include "clients/sdk/gateway_order.h"

#include <algorithm>

#include "clients/sdk/retry.h"

namespace samlad::sdk {

bool MayServeElsewhere(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status);
}

GatewayOrder::GatewayOrder(size_t count, size_t first) : current_(first % count), health_(count) {}

size_t GatewayOrder::Choose(Time now) const {
  const MutexLock lock(mutex_);
  size_t soonest = current_;
  for (size_t i = 0; i < health_.size(); ++i) {
    const size_t at = (current_ + i) % health_.size();
    if (health_[at].rests_until <= now) return at;
    if (health_[at].rests_until < health_[soonest].rests_until) soonest = at;
  }
  return soonest;
}

void GatewayOrder::NoteServed(size_t at) {
  const MutexLock lock(mutex_);
  current_ = at;
  health_[at] = {};
}

void GatewayOrder::NoteFailed(size_t at, Time now) {
  const MutexLock lock(mutex_);
  Health& health = health_[at];
  std::chrono::milliseconds rest = kBackoffInitial;
  for (int i = 0; i < health.failures && rest < kBackoffMax; ++i) rest *= 2;
  ++health.failures;
  health.rests_until = now + std::min(rest, kBackoffMax);
}

}  // namespace samlad::sdk
