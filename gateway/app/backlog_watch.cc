// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/backlog_watch.h"

#include "gateway/base/limits.h"

namespace samlad::app {

void BacklogWatch::Look(const store::Backlog& backlog, Time now) {
  const bool failed = backlog.failures > failures_;
  const bool is_long = backlog.since.has_value() && backlog.bytes > limits::kWalKeptBytes;
  if (!failed && !is_long) return;
  if (warned_at_.has_value() && now - *warned_at_ < limits::kWalWarningInterval) return;
  warned_at_ = now;
  failures_ = backlog.failures;
  if (failed) {
    log_.Warn("the write-ahead log could not be merged into the database, and grows",
              {{"why", backlog.why}, {"failures", backlog.failures}, {"bytes", backlog.bytes}});
  } else {
    log_.Warn(
        "the write-ahead log grows, because another program reads the database and does not end",
        {{"bytes", backlog.bytes}, {"bytes_max", limits::kWalBytesMax}});
  }
}

}  // namespace samlad::app
