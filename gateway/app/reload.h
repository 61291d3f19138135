// SPDX-License-Identifier: EUPL-1.2
//
// Which parts of a configuration can change while the gateway serves.

#ifndef SAMLAD_GATEWAY_APP_RELOAD_H_
#define SAMLAD_GATEWAY_APP_RELOAD_H_

#include <string_view>
#include <vector>

#include "gateway/app/config.h"

namespace samlad::app {

// Keys, as the operator writes them, whose values differ and only take effect
// with a restart.
std::vector<std::string_view> NeedRestart(const Config& serving, const Config& wanted);

}  // namespace samlad::app

#endif  // SAMLAD_GATEWAY_APP_RELOAD_H_
