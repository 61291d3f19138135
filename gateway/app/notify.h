// SPDX-License-Identifier: EUPL-1.2
//
// Messages to the service manager: sd_notify(3), one datagram each. Without a
// manager (no NOTIFY_SOCKET) nothing happens. Thread-safe.

#ifndef SAMLAD_GATEWAY_APP_NOTIFY_H_
#define SAMLAD_GATEWAY_APP_NOTIFY_H_

#include <cstdint>
#include <string_view>

#include "gateway/exchange/exchange.h"

namespace samlad::app {

// Calls are served; `status` is the line that `systemctl status` shows. Also
// ends a reload.
void NotifyReady(std::string_view status);

// The configuration is being read again. NotifyReady follows, whether it was
// accepted or refused.
void NotifyReloading();

void NotifyStopping();

// Tells the manager that the gateway is alive as long as the exchange answers.
// When the exchange no longer answers, the manager waits for WatchdogSec= and
// then restarts the gateway. Not thread-safe.
class Watchdog {
 public:
  // To be called at even intervals, several within WatchdogSec=. The exchange
  // answers if nothing waits, or if something was answered since the last call.
  void NotifyIfAnswering(const exchange::Stats& stats);

 private:
  uint64_t answered_ = 0;
};

}  // namespace samlad::app

#endif  // SAMLAD_GATEWAY_APP_NOTIFY_H_
