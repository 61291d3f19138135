// SPDX-License-Identifier: EUPL-1.2
//
// The gateway's clock, by which reports are late and signed off too early.

#ifndef SAMLAD_CLIENTS_REPORTING_GATEWAY_CLOCK_H_
#define SAMLAD_CLIENTS_REPORTING_GATEWAY_CLOCK_H_

#include <cstdint>
#include <string_view>

#include "clients/sdk/client.h"

namespace samlad::reporting {

// Milliseconds since the Unix epoch. The log of a demonstration, whose name (`origin`)
// says that it is one, has a clock of its own; its newest entry is what is known of it.
// Otherwise `own_ms`, this computer's clock, as far as the last call has shown it to be
// off.
int64_t GatewayClock(sdk::Client& client, std::string_view origin, int64_t own_ms);

}  // namespace samlad::reporting

#endif  // SAMLAD_CLIENTS_REPORTING_GATEWAY_CLOCK_H_
