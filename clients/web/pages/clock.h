// SPDX-License-Identifier: EUPL-1.2
//
// The gateway's clock, by which reports fall due: not this computer's, and in a
// demonstration a clock of its own. As of what it last answered; blocks for a call at
// most, and falls back to this computer's.

#ifndef SAMLAD_CLIENTS_WEB_PAGES_CLOCK_H_
#define SAMLAD_CLIENTS_WEB_PAGES_CLOCK_H_

#include <chrono>
#include <cstdint>

#include "clients/web/session/visit.h"

namespace samlad::web {

// Milliseconds since the epoch.
int64_t GatewayNow(const Visit& visit);
// In the catalogue's time zone.
std::chrono::sys_days GatewayToday(const Visit& visit);

}  // namespace samlad::web

#endif  // SAMLAD_CLIENTS_WEB_PAGES_CLOCK_H_
