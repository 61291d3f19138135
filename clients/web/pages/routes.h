// SPDX-License-Identifier: EUPL-1.2
//
// The pages that belong to no role: start, help, accessibility.

#ifndef SAMLAD_CLIENTS_WEB_PAGES_ROUTES_H_
#define SAMLAD_CLIENTS_WEB_PAGES_ROUTES_H_

#include <optional>
#include <span>

#include "clients/web/session/language_choice.h"
#include "clients/web/session/visit.h"

namespace samlad::web {

std::span<const Route> CommonRoutes();

// The page at `path` for somebody who is not signed in; nullopt: there is none.
std::optional<Response> PublicPage(const Request& request, const LanguageChoice& language);

}  // namespace samlad::web

#endif  // SAMLAD_CLIENTS_WEB_PAGES_ROUTES_H_
