// SPDX-License-Identifier: EUPL-1.2

#include "clients/reporting/gateway_clock.h"

namespace samlad::reporting {

int64_t GatewayClock(sdk::Client& client, std::string_view origin, int64_t own_ms) {
  if (origin.starts_with("demo.")) {
    const auto newest = client.GetTreeSize("9999-12-31");
    if (newest.ok()) return newest->time_ms();
  }
  return own_ms + client.gateway_ahead().value_or(std::chrono::milliseconds(0)).count();
}

}  // namespace samlad::reporting
