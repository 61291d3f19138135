// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/board/routes.h"

namespace samlad::web {

std::span<const Route> BoardRoutes() { return {}; }

}  // namespace samlad::web
