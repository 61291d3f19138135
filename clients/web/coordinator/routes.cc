// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/coordinator/routes.h"

namespace samlad::web {

std::span<const Route> CoordinatorRoutes() { return {}; }

}  // namespace samlad::web
