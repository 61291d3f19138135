// SPDX-License-Identifier: EUPL-1.2
//
// The running part of forwarding to the board's system.

#ifndef SAMLAD_GATEWAY_APP_FORWARDING_H_
#define SAMLAD_GATEWAY_APP_FORWARDING_H_

#include <memory>
#include <string>

#include "gateway/app/config.h"
#include "gateway/app/periodic_task.h"
#include "gateway/base/clock.h"
#include "gateway/exchange/exchange.h"
#include "gateway/forward/forwarder.h"
#include "gateway/telemetry/log.h"
#include "gateway/telemetry/metrics.h"

namespace samlad::app {

// Delivers from construction to Stop, on a thread of its own. The arguments
// must outlive it, and it must outlive the last Metrics::Text().
class Forwarding {
 public:
  // `log_clock`: of the entries; `wall_clock`: the machine's.
  Forwarding(const ForwardConfig& config, const std::string& origin, exchange::Exchange& exchange,
             const Clock& log_clock, const Clock& wall_clock, const telemetry::Log& log,
             telemetry::Metrics& metrics);

  // As Stop.
  ~Forwarding();

  // Ends an attempt that is under way. Idempotent; from one thread.
  void Stop();

 private:
  const std::unique_ptr<forward::Inbox> inbox_;
  forward::Forwarder forwarder_;
  std::unique_ptr<PeriodicTask> task_;
};

}  // namespace samlad::app

#endif  // SAMLAD_GATEWAY_APP_FORWARDING_H_
