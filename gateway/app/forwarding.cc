// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/forwarding.h"

#include "gateway/app/deadlines.h"

namespace samlad::app {

Forwarding::Forwarding(const ForwardConfig& config, const std::string& origin,
                       exchange::Exchange& exchange, const Clock& log_clock,
                       const Clock& wall_clock, const telemetry::Log& log,
                       telemetry::Metrics& metrics)
    : inbox_(forward::MakeGrpcInbox(config.inbox, wall_clock, log)),
      forwarder_(exchange, *inbox_, log_clock, log, metrics,
                 {.origin = origin, .ask_interval = config.ask_interval}),
      task_(std::make_unique<PeriodicTask>(kDeadlineInterval, [this] { forwarder_.RunOnce(); })) {}

Forwarding::~Forwarding() { Stop(); }

void Forwarding::Stop() {
  forwarder_.Cancel();
  task_.reset();
}

}  // namespace samlad::app
