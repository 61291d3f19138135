// SPDX-License-Identifier: EUPL-1.2

#include <algorithm>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_join.h"
#include "gateway/base/strings.h"
#include "gateway/domain/catalogue_check.h"
#include "gateway/domain/catalogue_checker.h"
#include "gateway/domain/catalogue_index.h"

namespace samlad::domain {
namespace {

void AddRemoved(CatalogueChecker& checker, std::string_view collection, std::string_view id) {
  const std::string path = StrCat(collection, "[", id, "]");
  checker.AddTop("CATALOGUE_USED_REMOVED", path, path, "");
}

template <class Elements>
void CheckRemoved(CatalogueChecker& checker, std::string_view collection, const Elements& before,
                  const Elements& after, const Used& used) {
  absl::flat_hash_set<std::string_view> kept;
  for (const auto& element : after) kept.insert(element.id());
  for (const auto& element : before) {
    if (!kept.contains(element.id()) && used(collection, element.id())) {
      AddRemoved(checker, collection, element.id());
    }
  }
}

void CheckRemovedCodes(CatalogueChecker& checker, const v1::Catalogue& before,
                       const v1::Catalogue& after, const Used& used) {
  absl::flat_hash_set<std::string> kept;
  for (const v1::CodeList& list : after.code_lists()) {
    for (const v1::Code& code : list.codes()) kept.insert(StrCat(list.id(), "/", code.id()));
  }
  for (const v1::CodeList& list : before.code_lists()) {
    for (const v1::Code& code : list.codes()) {
      const std::string id = StrCat(list.id(), "/", code.id());
      if (!kept.contains(id) && used("code_lists", id)) AddRemoved(checker, "code_lists", id);
    }
  }
}

std::string Names(const v1::Indicator& indicator) {
  return absl::StrJoin(indicator.breakdowns(), ", ", [](std::string* out, int dimension) {
    StrAppend(out, v1::Dimension_Name(static_cast<v1::Dimension>(dimension)));
  });
}

bool KeepsBreakdowns(const v1::Indicator& before, const v1::Indicator& after) {
  return std::ranges::all_of(before.breakdowns(), [&](int dimension) {
    return std::ranges::find(after.breakdowns(), dimension) != after.breakdowns().end();
  });
}

std::string_view YesOrNo(bool yes) { return yes ? "true" : "false"; }

// What figures that are already reported would mean something else by, or
// would no longer fit.
void CheckDefinition(CatalogueChecker& checker, Element element, const v1::Indicator& before,
                     const v1::Indicator& after) {
  const auto compare = [&](std::string_view leaf, std::string_view was, std::string_view is) {
    if (was != is) checker.Add("CATALOGUE_DEFINITION_CHANGED", element, leaf, is, was);
  };
  compare("unit", before.unit().sv(), after.unit().sv());
  compare("direction", v1::Direction_Name(before.direction()),
          v1::Direction_Name(after.direction()));
  compare("aggregation", v1::Aggregation_Name(before.aggregation()),
          v1::Aggregation_Name(after.aggregation()));
  // 0 and 1 both leave the quotient as it is.
  compare("factor", StrCat(std::max(before.factor(), 1U)), StrCat(std::max(after.factor(), 1U)));
  compare("category_list", before.category_list(), after.category_list());
  compare("first_period", before.first_period(), after.first_period());
  if (after.decimals() < before.decimals()) {
    compare("decimals", StrCat(before.decimals()), StrCat(after.decimals()));
  }
  if (!KeepsBreakdowns(before, after)) compare("breakdowns", Names(before), Names(after));
  // Decides which of the reported figures are counts of persons.
  compare("numerator_beyond_denominator", YesOrNo(before.numerator_beyond_denominator()),
          YesOrNo(after.numerator_beyond_denominator()));
}

std::string Show(const v1::Protection& protection) {
  return protection.not_personal() ? "not_personal" : StrCat("k = ", ProtectionOf(protection));
}

// Figures that were hidden when they were reported may become visible.
void CheckProtection(CatalogueChecker& checker, Element element, const v1::Indicator& before,
                     const v1::Indicator& after) {
  if (ProtectionOf(after.protection()) >= ProtectionOf(before.protection())) return;
  checker.Add("CATALOGUE_PROTECTION_WEAKENED", element, "protection", Show(after.protection()),
              Show(before.protection()));
}

void CheckIndicatorChanges(CatalogueChecker& checker, const v1::Catalogue& before,
                           const v1::Catalogue& after, const Used& used) {
  absl::flat_hash_map<std::pair<std::string_view, uint32_t>, int> places;
  for (int i = 0; i < after.indicators_size(); ++i) {
    places.emplace(
        std::pair(std::string_view(after.indicators(i).id()), after.indicators(i).version()), i);
  }
  for (const v1::Indicator& indicator : before.indicators()) {
    if (!used("indicators", indicator.id())) continue;
    const auto it = places.find({indicator.id(), indicator.version()});
    if (it == places.end()) {
      AddRemoved(checker, "indicators", StrCat(indicator.id(), "@", indicator.version()));
    } else {
      const Element element{"indicators", it->second};
      CheckDefinition(checker, element, indicator, after.indicators(it->second));
      CheckProtection(checker, element, indicator, after.indicators(it->second));
    }
  }
}

}  // namespace

std::vector<v1::Finding> CheckCatalogueChange(const v1::Catalogue& before,
                                              const v1::Catalogue& after, const Used& used) {
  CatalogueChecker checker(after);
  CheckRemoved(checker, "organisations", before.organisations(), after.organisations(), used);
  CheckRemovedCodes(checker, before, after, used);
  CheckIndicatorChanges(checker, before, after, used);
  CheckRemoved(checker, "periods", before.periods(), after.periods(), used);
  CheckRemoved(checker, "obligations", before.obligations(), after.obligations(), used);
  CheckRemoved(checker, "projects", before.projects(), after.projects(), used);
  CheckProjectChanges(checker, before, after);
  CheckClosedTargets(checker, before, after, used);
  CheckApprovals(checker, before, after, used);
  CheckOrphanedReports(checker, before, after, used);
  CheckRegisters(checker, before, after, used);
  return checker.Take();
}

}  // namespace samlad::domain
