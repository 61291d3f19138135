// SPDX-License-Identifier: EUPL-1.2
//
// Which of several gateways of one log the next attempt goes to. They are equals:
// every gateway serves every call, and a repeated write gets its original answer from
// any of them. So a client stays with the one that served it last, and goes on to the
// next when that one cannot be reached. One that failed rests, longer each time, unless
// all do.

#ifndef SAMLAD_CLIENTS_SDK_GATEWAY_ORDER_H_
#define SAMLAD_CLIENTS_SDK_GATEWAY_ORDER_H_

#include <chrono>
#include <cstddef>
#include <vector>

#include "absl/status/status.h"
#include "gateway/base/mutex.h"

namespace samlad::sdk {

// Whether another gateway may serve a call that failed so: UNAVAILABLE and
// DEADLINE_EXCEEDED. Not RESOURCE_EXHAUSTED: whoever is over its quota waits.
bool MayServeElsewhere(const absl::Status& status);

// Thread-safe.
class GatewayOrder {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // Of `count` gateways, at least one, beginning with `first`, which should be random,
  // so that clients spread.
  GatewayOrder(size_t count, size_t first);

  // The one to try now.
  size_t Choose(Time now) const;

  // What an attempt at gateway `at` came to.
  void NoteServed(size_t at);
  void NoteFailed(size_t at, Time now);

 private:
  struct Health {
    int failures = 0;  // in a row
    Time rests_until{};
  };

  mutable Mutex mutex_;
  size_t current_ SAMLAD_GUARDED_BY(mutex_);
  std::vector<Health> health_ SAMLAD_GUARDED_BY(mutex_);
};

}  // namespace samlad::sdk

#endif  // SAMLAD_CLIENTS_SDK_GATEWAY_ORDER_H_
