// SPDX-License-Identifier: EUPL-1.2
//
// Finds the page of an address among those of all rooms. Pure; thread-safe.

#ifndef SAMLAD_CLIENTS_WEB_ROUTER_H_
#define SAMLAD_CLIENTS_WEB_ROUTER_H_

#include <optional>
#include <string_view>
#include <vector>

#include "clients/web/session/visit.h"

namespace samlad::web {

// The pages of all rooms.
std::vector<Route> AllRoutes();

// The values of the parts that the pattern names; nullopt: the path is another.
// "/reports/{position}" takes "/reports/17", and not "/reports/" or "/reports/17/x".
std::optional<Fields> MatchPattern(std::string_view pattern, std::string_view path);

struct Found {
  const Route* route = nullptr;  // null: no page has this path
  Fields path_values = {};
  bool other_method = false;  // a page has it, for another method
};

// A route without names goes before one that would take the same path by a name.
Found FindRoute(const std::vector<Route>& routes, Method method, std::string_view path);

}  // namespace samlad::web

#endif  // SAMLAD_CLIENTS_WEB_ROUTER_H_
