// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/sender/routes.h"

namespace samlad::web {

std::span<const Route> SenderRoutes() { return {}; }

}  // namespace samlad::web
