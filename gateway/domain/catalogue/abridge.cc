// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/catalogue/abridge.h"

#include "gateway/domain/catalogue/catalogue_index.h"

namespace samlad::domain {
namespace {

// Of a target or an expected effect; returns whether there was one.
template <class Element>
bool LeaveOutBaseline(Element& element) {
  if (element.baseline().empty()) return false;
  element.clear_baseline();
  element.clear_baseline_period();
  return true;
}

}  // namespace

void AddProtected(const v1::Catalogue& catalogue, absl::flat_hash_set<std::string_view>& ids) {
  for (const v1::Indicator& indicator : catalogue.indicators()) {
    if (ProtectionOf(indicator.protection()) > 0) ids.insert(indicator.id());
  }
}

bool LeaveOutBaselines(const absl::flat_hash_set<std::string_view>& ids, v1::Catalogue& catalogue) {
  bool any = false;
  for (v1::Target& target : *catalogue.mutable_targets()) {
    if (ids.contains(target.indicator())) any |= LeaveOutBaseline(target);
  }
  for (v1::Project& project : *catalogue.mutable_projects()) {
    for (v1::ExpectedEffect& effect : *project.mutable_effects()) {
      if (ids.contains(effect.indicator())) any |= LeaveOutBaseline(effect);
    }
  }
  return any;
}

}  // namespace samlad::domain
