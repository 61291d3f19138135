// SPDX-License-Identifier: EUPL-1.2
//
// The pages of the board.

#ifndef SAMLAD_CLIENTS_WEB_BOARD_ROUTES_H_
#define SAMLAD_CLIENTS_WEB_BOARD_ROUTES_H_

#include <span>

#include "clients/web/session/visit.h"

namespace samlad::web {

std::span<const Route> BoardRoutes();

}  // namespace samlad::web

#endif  // SAMLAD_CLIENTS_WEB_BOARD_ROUTES_H_
