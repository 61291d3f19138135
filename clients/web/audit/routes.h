// SPDX-License-Identifier: EUPL-1.2
//
// The pages of the auditor and the administrator.

#ifndef SAMLAD_CLIENTS_WEB_AUDIT_ROUTES_H_
#define SAMLAD_CLIENTS_WEB_AUDIT_ROUTES_H_

#include <span>

#include "clients/web/session/visit.h"

namespace samlad::web {

std::span<const Route> AuditRoutes();

}  // namespace samlad::web

#endif  // SAMLAD_CLIENTS_WEB_AUDIT_ROUTES_H_
