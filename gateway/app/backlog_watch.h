// SPDX-License-Identifier: EUPL-1.2
//
// Tells people that the write-ahead log is not merged into the database, which
// nobody else would notice before the disk is full.

#ifndef SAMLAD_GATEWAY_APP_BACKLOG_WATCH_H_
#define SAMLAD_GATEWAY_APP_BACKLOG_WATCH_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <utility>

#include "gateway/store/store.h"
#include "gateway/telemetry/log.h"

namespace samlad::app {

// Not thread-safe.
class BacklogWatch {
 public:
  using Time = std::chrono::steady_clock::time_point;

  explicit BacklogWatch(telemetry::Log log) : log_(std::move(log)) {}

  // To be called regularly. Warns if merging has failed since the last call, or
  // if the file is longer than it should stay; one line in
  // limits::kWalWarningInterval at most.
  void Look(const store::Backlog& backlog, Time now);

 private:
  const telemetry::Log log_;
  uint64_t failures_ = 0;  // that a line has told of
  std::optional<Time> warned_at_;
};

}  // namespace samlad::app

#endif  // SAMLAD_GATEWAY_APP_BACKLOG_WATCH_H_
