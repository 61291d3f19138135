// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/router.h"

#include <algorithm>
#include <utility>

#include "clients/web/audit/routes.h"
#include "clients/web/board/routes.h"
#include "clients/web/coordinator/routes.h"
#include "clients/web/pages/routes.h"
#include "clients/web/sender/routes.h"

namespace samlad::web {

std::vector<Route> AllRoutes() {
  std::vector<Route> routes;
  for (const auto rooms :
       {CommonRoutes(), SenderRoutes(), BoardRoutes(), CoordinatorRoutes(), AuditRoutes()}) {
    routes.insert(routes.end(), rooms.begin(), rooms.end());
  }
  return routes;
}

std::optional<Fields> MatchPattern(std::string_view pattern, std::string_view path) {
  Fields values;
  while (!pattern.empty() && !path.empty()) {
    const std::string_view wanted = pattern.substr(0, pattern.find('/', 1));
    const std::string_view given = path.substr(0, path.find('/', 1));
    pattern.remove_prefix(wanted.size());
    path.remove_prefix(given.size());
    if (wanted.starts_with("/{") && wanted.ends_with('}')) {
      if (given.size() < 2) return std::nullopt;
      values.emplace(wanted.substr(2, wanted.size() - 3), given.substr(1));
    } else if (wanted != given) {
      return std::nullopt;
    }
  }
  if (!pattern.empty() || !path.empty()) return std::nullopt;
  return values;
}

Found FindRoute(const std::vector<Route>& routes, Method method, std::string_view path) {
  Found best;
  for (const Route& route : routes) {
    auto values = MatchPattern(route.pattern, path);
    if (!values) continue;
    if (route.method != method) {
      best.other_method = true;
    } else if (best.route == nullptr || values->size() < best.path_values.size()) {
      best.route = &route;
      best.path_values = *std::move(values);
    }
  }
  if (best.route != nullptr) best.other_method = false;
  return best;
}

}  // namespace samlad::web
