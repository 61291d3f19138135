// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/session/visit.h"

#include <algorithm>

namespace samlad::web {

const v1::Organisation& Visit::Own() const {
  for (const v1::Organisation& organisation : catalogue->catalogue().organisations()) {
    if (organisation.id() == who.organisation) {
      return organisation;
    }
  }
  return v1::Organisation::default_instance();
}

bool Visit::May(v1::Permission permission) const {
  const auto& granted = Own().permissions();
  return std::find(granted.begin(), granted.end(), permission) != granted.end();
}

}  // namespace samlad::web
