// SPDX-License-Identifier: EUPL-1.2
//
// Metrics of calls: how many, how they ended, how long they took, how large
// they were, and what was decided. Labels are methods of the table, status
// codes and verdicts, so that no client can make new series.

#ifndef SAMLAD_GATEWAY_SERVICE_GUARD_CALL_METRICS_H_
#define SAMLAD_GATEWAY_SERVICE_GUARD_CALL_METRICS_H_

#include <array>
#include <memory>

#include "gateway/service/guard/methods.h"
#include "gateway/telemetry/metrics.h"

namespace samlad::service {

struct CallRecord;

// Thread-safe; never blocks. A series appears when its first call ends.
class CallMetrics {
 public:
  // `metrics` must outlive it.
  explicit CallMetrics(telemetry::Metrics& metrics);
  ~CallMetrics();

  void Count(const CallRecord& record) const;

 private:
  struct Method;

  // As kMethods; the last is for what is not in the table.
  std::array<std::unique_ptr<Method>, std::size(kMethods) + 1> methods_;
};

}  // namespace samlad::service

#endif  // SAMLAD_GATEWAY_SERVICE_GUARD_CALL_METRICS_H_
