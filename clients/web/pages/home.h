// SPDX-License-Identifier: EUPL-1.2
//
// The start page: what waits for the one who is signed in.

#ifndef SAMLAD_CLIENTS_WEB_PAGES_HOME_H_
#define SAMLAD_CLIENTS_WEB_PAGES_HOME_H_

#include "clients/web/session/visit.h"

namespace samlad::web {

Response HomePage(Visit& visit);

}  // namespace samlad::web

#endif  // SAMLAD_CLIENTS_WEB_PAGES_HOME_H_
