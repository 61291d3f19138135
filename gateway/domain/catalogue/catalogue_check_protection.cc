// SPDX-License-Identifier: EUPL-1.2
//
// Protection of small counts: what an indicator says of it, and counts that the
// catalogue itself would tell.

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/catalogue/catalogue_check.h"
#include "gateway/domain/catalogue/catalogue_checker.h"
#include "gateway/domain/catalogue/catalogue_index.h"

namespace samlad::domain {
namespace {

bool IsCount(v1::Aggregation aggregation) {
  return aggregation == v1::AGGREGATION_FLOW || aggregation == v1::AGGREGATION_STOCK ||
         aggregation == v1::AGGREGATION_DISTINCT;
}

void CheckPart(CatalogueChecker& checker, Element element, std::string_view leaf,
               const v1::Indicator& indicator, v1::Aggregation part) {
  if (part == v1::AGGREGATION_UNSPECIFIED) return;
  const std::string name =
      v1::Aggregation_IsValid(part) ? v1::Aggregation_Name(part) : StrCat(static_cast<int>(part));
  if (part != v1::AGGREGATION_FLOW && part != v1::AGGREGATION_STOCK) {
    checker.Add("CATALOGUE_PART_AGGREGATION", element, leaf, name, "flow, stock");
  } else if (indicator.aggregation() != v1::AGGREGATION_RATIO) {
    checker.Add("CATALOGUE_FACTOR_UNUSED", element, leaf, name, "aggregation: ratio");
  }
}

bool CanReport(const v1::Catalogue& catalogue, const v1::Organisation& organisation,
               std::string_view indicator) {
  return std::ranges::any_of(catalogue.obligations(), [&](const v1::Obligation& obligation) {
    return std::ranges::find(obligation.indicators(), indicator) != obligation.indicators().end() &&
           CatalogueIndex::MustReport(organisation, obligation);
  });
}

void CheckDenominatorIndicator(CatalogueChecker& checker, Element element,
                               const v1::Indicator& indicator) {
  const std::string& id = indicator.denominator_indicator();
  if (id.empty()) return;
  constexpr std::string_view kLeaf = "denominator_indicator";
  if (indicator.aggregation() != v1::AGGREGATION_RATIO) {
    checker.Add("CATALOGUE_FACTOR_UNUSED", element, kLeaf, id, "aggregation: ratio");
    return;
  }
  checker.CheckReference(element, kLeaf, id, checker.ids().indicators);
  const v1::Indicator* count = checker.NewestVersion(id);
  if (count == nullptr) return;
  const bool is_state = indicator.denominator_aggregation() == v1::AGGREGATION_STOCK;
  if (!IsCount(count->aggregation()) ||
      is_state != (count->aggregation() == v1::AGGREGATION_STOCK)) {
    checker.Add("CATALOGUE_DENOMINATOR_INDICATOR", element, kLeaf, id,
                is_state ? "stock" : "flow, distinct");
    return;
  }
  for (const v1::Organisation& organisation : checker.catalogue().organisations()) {
    if (CanReport(checker.catalogue(), organisation, indicator.id()) &&
        !CanReport(checker.catalogue(), organisation, id)) {
      checker.Add("CATALOGUE_DENOMINATOR_REPORTERS", element, kLeaf, organisation.id(), id);
    }
  }
}

void CheckProtectionItself(CatalogueChecker& checker, Element element,
                           const v1::Protection& protection) {
  if (protection.k() != 0 && protection.k() < limits::kSmallCountMin) {
    checker.Add("CATALOGUE_PROTECTION_K", element, "protection.k", StrCat(protection.k()),
                StrCat(">= ", limits::kSmallCountMin));
  }
  if (protection.not_personal() && protection.sensitive()) {
    checker.Add("CATALOGUE_PROTECTION_CONTRADICTED", element, "protection.sensitive", "true",
                "not_personal");
  }
}

// A value of a count that the indicator's own figures would hide.
bool IsSmallCount(const CatalogueChecker& checker, std::string_view indicator,
                  std::string_view value) {
  const v1::Indicator* newest = checker.NewestVersion(indicator);
  const auto figure = ParseDecimal(value);
  if (newest == nullptr || !figure || !IsCount(newest->aggregation())) return false;
  const int64_t k = checker.LargestK(indicator);
  if (k == 0) return false;
  if (figure->micros == 0) return newest->protection().sensitive();
  return figure->micros < Int128{k} * kMicrosPerUnit;
}

// Calls `visit(element, indicator, period, baseline)` for every baseline.
template <class Visit>
void ForEachBaseline(const v1::Catalogue& catalogue, const Visit& visit) {
  for (int i = 0; i < catalogue.targets_size(); ++i) {
    const v1::Target& target = catalogue.targets(i);
    if (target.baseline().empty()) continue;
    visit(Element{"targets", i}, target.indicator(), target.baseline_period(), target.baseline());
  }
  for (int i = 0; i < catalogue.projects_size(); ++i) {
    const std::string collection = StrCat("projects[", i, "].effects");
    for (int j = 0; j < catalogue.projects(i).effects_size(); ++j) {
      const v1::ExpectedEffect& effect = catalogue.projects(i).effects(j);
      if (effect.baseline().empty()) continue;
      visit(Element{collection, j}, effect.indicator(), effect.baseline_period(),
            effect.baseline());
    }
  }
}

}  // namespace

void CheckProtections(CatalogueChecker& checker) {
  const v1::Catalogue& catalogue = checker.catalogue();
  for (int i = 0; i < catalogue.indicators_size(); ++i) {
    const v1::Indicator& indicator = catalogue.indicators(i);
    const Element element{"indicators", i};
    CheckProtectionItself(checker, element, indicator.protection());
    CheckPart(checker, element, "numerator_aggregation", indicator,
              indicator.numerator_aggregation());
    CheckPart(checker, element, "denominator_aggregation", indicator,
              indicator.denominator_aggregation());
    CheckDenominatorIndicator(checker, element, indicator);
  }
  ForEachBaseline(catalogue, [&](Element element, std::string_view indicator, std::string_view,
                                 std::string_view baseline) {
    if (!IsSmallCount(checker, indicator, baseline)) return;
    checker.Add("CATALOGUE_BASELINE_SMALL", element, "baseline", baseline,
                StrCat(">= ", checker.LargestK(indicator)));
  });
}

std::vector<v1::Finding> CheckHiddenBaselines(const v1::Catalogue& catalogue,
                                              const IsHidden& is_hidden) {
  CatalogueChecker checker(catalogue);
  ForEachBaseline(catalogue, [&](Element element, std::string_view indicator,
                                 std::string_view period, std::string_view baseline) {
    // A small one is an error already.
    if (checker.LargestK(indicator) == 0 || IsSmallCount(checker, indicator, baseline)) return;
    if (!is_hidden(indicator, period, baseline)) return;
    checker.Add("CATALOGUE_BASELINE_HIDDEN", element, "baseline", baseline, indicator);
  });
  return checker.Take();
}

}  // namespace samlad::domain
