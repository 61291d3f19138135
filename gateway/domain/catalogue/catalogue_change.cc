// SPDX-License-Identifier: EUPL-1.2

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_join.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/catalogue/catalogue_check.h"
#include "gateway/domain/catalogue/catalogue_checker.h"
#include "gateway/domain/catalogue/catalogue_index.h"
#include "gateway/domain/values/periods.h"
#include "gateway/domain/values/printable.h"

namespace samlad::domain {
namespace {

std::string_view YesOrNo(bool yes) { return yes ? "true" : "false"; }

void AddRemoved(CatalogueChecker& checker, std::string_view collection, std::string_view id) {
  const std::string path = StrCat(collection, "[", id, "]");
  checker.AddTop("CATALOGUE_USED_REMOVED", path, path, "");
}

template <class Elements, class Rests>
void CheckRemoved(CatalogueChecker& checker, std::string_view collection, const Elements& before,
                  const Elements& after, const Rests& rests) {
  absl::flat_hash_set<std::string_view> kept;
  for (const auto& element : after) kept.insert(element.id());
  for (const auto& element : before) {
    if (!kept.contains(element.id()) && rests(element)) {
      AddRemoved(checker, collection, element.id());
    }
  }
}

std::string_view ParentOf(const v1::Code& code) {
  return code.parent().empty() ? std::string_view("_T") : code.parent();
}

// The codes that figures use, and all codes that these are parts of.
absl::flat_hash_set<std::string_view> CarryingCodes(const v1::CodeList& list, const Used& used) {
  absl::flat_hash_map<std::string_view, const v1::Code*> codes;
  for (const v1::Code& code : list.codes()) codes.emplace(code.id(), &code);
  absl::flat_hash_set<std::string_view> carrying;
  for (const v1::Code& code : list.codes()) {
    if (!used("code_lists", StrCat(list.id(), "/", code.id()))) continue;
    for (auto at = codes.find(code.id()); at != codes.end();
         at = codes.find(at->second->parent())) {
      if (!carrying.insert(at->first).second) break;
    }
  }
  return carrying;
}

// By the tree wholes are computed, of past periods too, and by the tree it was
// weighed what must be hidden: it stays as it was under figures.
void CheckCodesInUse(CatalogueChecker& checker, const v1::Catalogue& before,
                     const v1::Catalogue& after, const Used& used) {
  absl::flat_hash_map<std::string, std::pair<int, int>> places;  // list, code
  for (int i = 0; i < after.code_lists_size(); ++i) {
    const v1::CodeList& list = after.code_lists(i);
    for (int j = 0; j < list.codes_size(); ++j) {
      places.try_emplace(StrCat(list.id(), "/", list.codes(j).id()), i, j);
    }
  }
  for (const v1::CodeList& list : before.code_lists()) {
    const auto carrying = CarryingCodes(list, used);
    for (const v1::Code& was : list.codes()) {
      if (!carrying.contains(was.id())) continue;
      const auto place = places.find(StrCat(list.id(), "/", was.id()));
      if (place == places.end()) {
        AddRemoved(checker, "code_lists", StrCat(list.id(), "/", was.id()));
        continue;
      }
      const int i = place->second.first, j = place->second.second;
      const std::string codes = StrCat("code_lists[", i, "].codes");
      const v1::Code& is = after.code_lists(i).codes(j);
      const auto compare = [&](std::string_view leaf, std::string_view old, std::string_view now) {
        if (old != now) checker.Add("CATALOGUE_CODE_CHANGED", {codes, j}, leaf, now, old);
      };
      compare("parent", ParentOf(was), ParentOf(is));
      compare("exhaustive", YesOrNo(was.exhaustive()), YesOrNo(is.exhaustive()));
    }
  }
}

std::string BreakdownNames(const v1::Indicator& indicator) {
  return absl::StrJoin(indicator.breakdowns(), ", ", [](std::string* out, int dimension) {
    StrAppend(out, v1::Dimension_Name(static_cast<v1::Dimension>(dimension)));
  });
}

bool KeepsBreakdowns(const v1::Indicator& before, const v1::Indicator& after) {
  return std::ranges::all_of(before.breakdowns(), [&](int dimension) {
    return std::ranges::find(after.breakdowns(), dimension) != after.breakdowns().end();
  });
}

// What figures that are already reported would mean something else by, or
// would no longer fit.
void CheckDefinition(CatalogueChecker& checker, Element element, const v1::Indicator& before,
                     const v1::Indicator& after) {
  const auto compare = [&](std::string_view leaf, std::string_view was, std::string_view is) {
    if (was != is) checker.Add("CATALOGUE_DEFINITION_CHANGED", element, leaf, is, was);
  };
  // One that was missing may be filled in.
  const auto compare_text = [&](std::string_view leaf, const v1::Text& was, const v1::Text& is) {
    if (was.sv().empty() || was.sv() == is.sv()) return;
    compare(leaf, Printable(was.sv(), limits::kFindingGotBytesMax), is.sv());
  };
  compare_text("definition", before.definition(), after.definition());
  compare_text("numerator", before.numerator(), after.numerator());
  compare_text("denominator", before.denominator(), after.denominator());
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
  if (!KeepsBreakdowns(before, after)) {
    compare("breakdowns", BreakdownNames(before), BreakdownNames(after));
  }
  // Decides which of the reported figures are counts of persons.
  compare("numerator_beyond_denominator", YesOrNo(before.numerator_beyond_denominator()),
          YesOrNo(after.numerator_beyond_denominator()));
}

std::string ShowProtection(const v1::Protection& protection) {
  if (protection.not_personal()) return "not_personal";
  return StrCat("k = ", ProtectionOf(protection), protection.sensitive() ? ", sensitive" : "");
}

bool IsState(v1::Aggregation part) { return part == v1::AGGREGATION_STOCK; }

// Figures that were hidden when they were reported may become visible.
void CheckProtection(CatalogueChecker& checker, Element element, const v1::Indicator& before,
                     const v1::Indicator& after) {
  const v1::Protection& was = before.protection();
  const v1::Protection& is = after.protection();
  const auto weakened = [&](std::string_view leaf, std::string_view now, std::string_view then) {
    checker.Add("CATALOGUE_PROTECTION_WEAKENED", element, leaf, now, then);
  };
  if (ProtectionOf(is) < ProtectionOf(was) || (was.sensitive() && !is.sensitive())) {
    weakened("protection", ShowProtection(is), ShowProtection(was));
  }
  // Steps within a year are checked of what accumulates only.
  const auto compare_part = [&](std::string_view leaf, v1::Aggregation then, v1::Aggregation now) {
    if (IsState(now) && !IsState(then)) weakened(leaf, "stock", "flow");
  };
  compare_part("numerator_aggregation", before.numerator_aggregation(),
               after.numerator_aggregation());
  compare_part("denominator_aggregation", before.denominator_aggregation(),
               after.denominator_aggregation());
  if (!before.denominator_indicator().empty() &&
      before.denominator_indicator() != after.denominator_indicator()) {
    weakened("denominator_indicator",
             after.denominator_indicator().empty() ? "-" : after.denominator_indicator(),
             before.denominator_indicator());
  }
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

// The latest of the periods for which figures of the indicator were accepted.
std::optional<PeriodId> LastReported(const v1::Catalogue& before, std::string_view indicator,
                                     const Used& used) {
  std::optional<PeriodId> last;
  for (const v1::Period& period : before.periods()) {
    const auto parsed = ParsePeriod(period.id());
    if (!parsed || (last && EndInThirds(*parsed) <= EndInThirds(*last))) continue;
    if (used("figures", StrCat(indicator, "/", period.id()))) last = parsed;
  }
  return last;
}

// A figure counts under the version of its period alone: one that begins before
// would leave figures behind that no view shows.
void CheckNewVersions(CatalogueChecker& checker, const v1::Catalogue& before,
                      const v1::Catalogue& after, const Used& used) {
  absl::flat_hash_set<std::pair<std::string_view, uint32_t>> known;
  for (const v1::Indicator& version : before.indicators()) {
    known.emplace(version.id(), version.version());
  }
  for (int i = 0; i < after.indicators_size(); ++i) {
    const v1::Indicator& version = after.indicators(i);
    const auto first = ParsePeriod(version.first_period());
    if (!first || known.contains({version.id(), version.version()})) continue;
    const auto last = LastReported(before, version.id(), used);
    if (!last || first->year > last->year) continue;
    checker.Add("CATALOGUE_VERSION_REPORTED", {"indicators", i}, "first_period",
                version.first_period(), FormatPeriod(*last));
  }
}

}  // namespace

std::vector<v1::Finding> CheckCatalogueChange(const v1::Catalogue& before,
                                              const v1::Catalogue& after, const Used& used) {
  CatalogueChecker checker(after);
  // Forbidden also if nothing uses it, because afterwards no certificate would be
  // accepted and nobody could undo the change.
  if (before.trust_domain() != after.trust_domain()) {
    checker.AddTop("CATALOGUE_TRUST_DOMAIN_CHANGED", "trust_domain", after.trust_domain(),
                   before.trust_domain());
  }
  CheckRemoved(checker, "organisations", before.organisations(), after.organisations(),
               [&](const v1::Organisation& organisation) {
                 return used("organisations", organisation.id()) ||
                        HadDueDatePassed(before, organisation, used);
               });
  CheckCodesInUse(checker, before, after, used);
  CheckIndicatorChanges(checker, before, after, used);
  CheckNewVersions(checker, before, after, used);
  CheckRemoved(checker, "periods", before.periods(), after.periods(),
               [&](const v1::Period& period) { return used("periods", period.id()); });
  CheckRemoved(checker, "obligations", before.obligations(), after.obligations(),
               [&](const v1::Obligation& obligation) {
                 return used("obligations", obligation.id()) ||
                        HasPassed("obligations", obligation.id(), obligation.periods(), used);
               });
  // One that is decided on is closed or stopped.
  CheckRemoved(
      checker, "projects", before.projects(), after.projects(), [&](const v1::Project& project) {
        return project.state() == v1::PROJECT_STATE_APPROVED ||
               project.state() == v1::PROJECT_STATE_RUNNING || used("projects", project.id()) ||
               HasPassed("projects", project.id(), project.follow_ups(), used);
      });
  CheckDueDates(checker, before, after, used);
  CheckProjectChanges(checker, before, after);
  CheckClosedTargets(checker, before, after, used);
  CheckApprovals(checker, before, after, used);
  CheckOrphanedReports(checker, before, after, used);
  CheckRegisters(checker, before, after, used);
  return checker.Take();
}

}  // namespace samlad::domain
