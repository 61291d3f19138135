// SPDX-License-Identifier: EUPL-1.2
//
// Whether the clock can be relied on, and which time an entry gets. A clock that
// is behind the log, or that has jumped forward, would make late reports punctual
// or punctual reports late, and entries are for ever. So nothing that depends on
// the time is entered until the clock is right, or until the operator has
// confirmed it by naming the head of the log.

#ifndef SAMLAD_GATEWAY_EXCHANGE_LOG_CLOCK_H_
#define SAMLAD_GATEWAY_EXCHANGE_LOG_CLOCK_H_

#include <chrono>
#include <cstdint>
#include <optional>

#include "absl/status/status.h"
#include "gateway/base/clock.h"
#include "gateway/base/limits.h"
#include "gateway/base/mutex.h"

namespace samlad::exchange {

// The newest entry of a log, or a confirmed one.
struct LogHead {
  uint64_t position = 0;
  int64_t time_ms = 0;  // milliseconds since the Unix epoch
};

// Thread-safe.
class LogClock {
 public:
  struct Reading {
    // OK, or why nothing that depends on the time may be entered: UNAVAILABLE
    // with the reason CLOCK_BEHIND or CLOCK_JUMPED and the times.
    absl::Status reliable;
    // Time of an entry that is made now. While the clock is behind, the time of
    // the head; after a jump, the time at which the clock would be without it.
    int64_t entry_ms = 0;
    // How far the clock is behind the head, and how far it has gone ahead of the
    // steady clock (at the start, of the head); at least 0.
    int64_t behind_ms = 0, ahead_ms = 0;
  };

  // `clock` must outlive it.
  explicit LogClock(const Clock& clock) : clock_(clock) {}

  // Compares the clock with the head, and with the last reliable reading.
  Reading Read(const LogHead& head);

  // The operator has found the clock right while `head` was the head of the log.
  // A log that is ahead is then waited for: entries get its time until the clock
  // has caught up. Nothing is confirmed once an entry with a later time follows.
  // A clock that has jumped is taken if `head` still is the head.
  void Confirm(const LogHead& head);

 private:
  const Clock& clock_;
  Mutex mutex_;
  std::optional<LogHead> confirmed_ SAMLAD_GUARDED_BY(mutex_);
  bool jump_confirmed_ SAMLAD_GUARDED_BY(mutex_) = false;
  // A moment at which the clock was right, on both clocks; at the start, that of
  // the head. And how far the clock may be ahead of it.
  struct Anchor {
    int64_t wall_ms = 0, steady_ms = 0;
    std::chrono::milliseconds ahead_max = limits::kClockGapMax;
  };
  std::optional<Anchor> anchor_ SAMLAD_GUARDED_BY(mutex_);
};

}  // namespace samlad::exchange

#endif  // SAMLAD_GATEWAY_EXCHANGE_LOG_CLOCK_H_
