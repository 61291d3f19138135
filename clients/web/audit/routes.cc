// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/audit/routes.h"

namespace samlad::web {

std::span<const Route> AuditRoutes() { return {}; }

}  // namespace samlad::web
