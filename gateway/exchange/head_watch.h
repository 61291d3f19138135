// SPDX-License-Identifier: EUPL-1.2
//
// Whether this gateway knows the newest entry of the log. A gateway that has lost
// its store must stop serving, because it may have missed a revocation.

#ifndef SAMLAD_GATEWAY_EXCHANGE_HEAD_WATCH_H_
#define SAMLAD_GATEWAY_EXCHANGE_HEAD_WATCH_H_

#include <atomic>
#include <chrono>

#include "absl/status/status.h"
#include "gateway/exchange/log_reader.h"

namespace samlad::exchange {

// Thread-safe.
class HeadWatch {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // Taken for confirmed at `now`; whoever serves calls Confirm first, because reading the
  // log may have taken long. `log` must outlive it.
  HeadWatch(const LogReader& log, Time now) : log_(log), confirmed_at_(now) {}

  // Asks the store, which may block; if it still holds the newest entry, the
  // head is confirmed as of `now`, the moment of asking.
  absl::Status Confirm(Time now);

  // UNAVAILABLE if the head was last confirmed more than
  // limits::kHeadUnconfirmedMax before `now`. Cheap.
  absl::Status Check(Time now) const;

 private:
  const LogReader& log_;
  std::atomic<Time> confirmed_at_;
};

}  // namespace samlad::exchange

#endif  // SAMLAD_GATEWAY_EXCHANGE_HEAD_WATCH_H_
