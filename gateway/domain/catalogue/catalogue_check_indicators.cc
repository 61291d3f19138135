// SPDX-License-Identifier: EUPL-1.2
//
// Indicators, their versions, and targets.

#include <algorithm>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/catalogue/catalogue_checker.h"
#include "gateway/domain/catalogue/catalogue_index.h"

namespace samlad::domain {
namespace {

// Code list of a dimension; empty for the indicator's own.
std::string_view ListOf(v1::Dimension dimension) {
  switch (dimension) {
    case v1::DIMENSION_AREA:
      return "area";
    case v1::DIMENSION_SEX:
      return "sex";
    case v1::DIMENSION_AGE:
      return "age";
    case v1::DIMENSION_BACKGROUND:
      return "background";
    default:
      return "";
  }
}

void CheckBreakdowns(CatalogueChecker& checker, Element element, const v1::Indicator& indicator) {
  const std::string collection = StrCat(element.collection, "[", element.index, "].breakdowns");
  absl::flat_hash_set<int> seen;
  for (int i = 0; i < indicator.breakdowns_size(); ++i) {
    const v1::Dimension dimension = indicator.breakdowns(i);
    const Element item{collection, i};
    checker.CheckEnum(item, "", dimension, v1::Dimension_IsValid);
    if (!seen.insert(dimension).second) {
      checker.Add("CATALOGUE_LIST_REPEATED", item, "", v1::Dimension_Name(dimension), "");
    }
    const std::string_view list = ListOf(dimension);
    if (!list.empty() && !checker.ids().code_lists.ids.contains(list)) {
      checker.Add("CATALOGUE_BREAKDOWN_WITHOUT_LIST", item, "", v1::Dimension_Name(dimension),
                  list);
    }
  }
  const bool split = seen.contains(v1::DIMENSION_CATEGORY);
  if (split && indicator.category_list().empty()) {
    checker.Add("CATALOGUE_CATEGORY_WITHOUT_LIST", element, "category_list", "", "code_lists[].id");
  } else if (!split && !indicator.category_list().empty()) {
    checker.Add("CATALOGUE_CATEGORY_UNUSED", element, "category_list", indicator.category_list(),
                "breakdowns: [category]");
  }
  checker.CheckReference(element, "category_list", indicator.category_list(),
                         checker.ids().code_lists);
}

void CheckRatio(CatalogueChecker& checker, Element element, const v1::Indicator& indicator) {
  if (indicator.aggregation() == v1::AGGREGATION_UNSPECIFIED) return;
  if (indicator.aggregation() != v1::AGGREGATION_RATIO) {
    if (indicator.factor() > 1) {
      checker.Add("CATALOGUE_FACTOR_UNUSED", element, "factor", StrCat(indicator.factor()),
                  "aggregation: ratio");
    }
    if (indicator.numerator_beyond_denominator()) {
      checker.Add("CATALOGUE_FACTOR_UNUSED", element, "numerator_beyond_denominator", "true",
                  "aggregation: ratio");
    }
    return;
  }
  if (indicator.unit().sv() == "%" && indicator.factor() != 100) {
    checker.Add("CATALOGUE_FACTOR_UNIT", element, "factor", StrCat(indicator.factor()), "100");
  }
  if (indicator.numerator().sv().empty()) {
    checker.Add("CATALOGUE_RATIO_PARTS", element, "numerator", "", "");
  }
  if (indicator.denominator().sv().empty()) {
    checker.Add("CATALOGUE_RATIO_PARTS", element, "denominator", "", "");
  }
}

void CheckPlausible(CatalogueChecker& checker, Element element, const v1::Indicator& indicator) {
  const auto min = checker.CheckDecimal(element, "plausible_min", indicator.plausible_min());
  const auto max = checker.CheckDecimal(element, "plausible_max", indicator.plausible_max());
  if (min && max && *max < *min) {
    checker.Add("CATALOGUE_RANGE_ORDER", element, "plausible_max", indicator.plausible_max(),
                StrCat(">= ", indicator.plausible_min()));
  }
  if (indicator.decimals() > limits::kDecimalScale) {
    checker.Add("CATALOGUE_DECIMALS_TOO_MANY", element, "decimals", StrCat(indicator.decimals()),
                StrCat("0-", limits::kDecimalScale));
  }
}

void CheckResponsibility(CatalogueChecker& checker, Element element,
                         const v1::Indicator& indicator) {
  // Who answered for an earlier version may be gone.
  if (checker.NewestVersion(indicator.id()) == &indicator || indicator.owner().empty()) {
    checker.CheckOwner(element, indicator.owner());
  } else {
    checker.CheckReference(element, "owner", indicator.owner(), checker.ids().owners);
  }
  if (indicator.goal().empty()) {
    checker.Add("CATALOGUE_INDICATOR_WITHOUT_GOAL", element, "goal", "", "goals[].id");
  }
  checker.CheckReference(element, "goal", indicator.goal(), checker.ids().goals);
  checker.CheckPresent(element, "priority_area", indicator.priority_area());
  checker.CheckReference(element, "priority_area", indicator.priority_area(),
                         checker.ids().priority_areas);
}

void CheckFirstPeriod(CatalogueChecker& checker, Element element, const v1::Indicator& indicator) {
  const auto first = ParsePeriod(indicator.first_period());
  if (!first || first->third != 0) {
    checker.Add("CATALOGUE_PERIOD_MALFORMED", element, "first_period", indicator.first_period(),
                "2025");
  }
}

struct Version {
  uint32_t version = 0;
  int place = 0;
};

// Versions run from 1 without holes, and each begins after the one before.
void CheckVersions(CatalogueChecker& checker, std::vector<Version>& versions) {
  const auto& indicators = checker.catalogue().indicators();
  std::ranges::stable_sort(versions, {}, &Version::version);
  for (size_t i = 0; i < versions.size(); ++i) {
    const Element element{"indicators", versions[i].place};
    const uint32_t before = i == 0 ? 0 : versions[i - 1].version;
    if (versions[i].version == before && i > 0) continue;  // a duplicate
    if (versions[i].version != before + 1) {
      checker.Add("CATALOGUE_VERSION_SEQUENCE", element, "version", StrCat(versions[i].version),
                  StrCat(before + 1));
    }
    if (i == 0) continue;
    const v1::Indicator& earlier = indicators[versions[i - 1].place];
    const v1::Indicator& later = indicators[versions[i].place];
    const auto earlier_first = ParsePeriod(earlier.first_period());
    const auto later_first = ParsePeriod(later.first_period());
    if (earlier_first && later_first && later_first->year <= earlier_first->year) {
      checker.Add("CATALOGUE_VERSION_PERIOD", element, "first_period", later.first_period(),
                  StrCat("> ", earlier.first_period()));
    }
  }
}

void CheckBaseline(CatalogueChecker& checker, Element element, const v1::Target& target) {
  if (target.baseline().empty() && target.baseline_period().empty()) {
    if (checker.IsExpresslyProtected(target.indicator())) return;
    checker.Add("CATALOGUE_TARGET_WITHOUT_BASELINE", element, "baseline", "", "");
    return;
  }
  checker.CheckPresent(element, "baseline", target.baseline());
  checker.CheckPresent(element, "baseline_period", target.baseline_period());
  checker.CheckBaselinePeriod(element, target.baseline_period(), target.period());
}

void CheckTargetValue(CatalogueChecker& checker, Element element, const v1::Target& target) {
  const v1::Indicator* definition = checker.DefinitionFor(target.indicator(), target.period());
  checker.CheckPresent(element, "value", target.value());
  checker.CheckFigure(element, "value", target.value(), definition);
  checker.CheckFigure(element, "baseline", target.baseline(), definition);
  if (definition != nullptr && definition->direction() == v1::DIRECTION_CONTEXT) {
    checker.Add("CATALOGUE_TARGET_WITHOUT_DIRECTION", element, "indicator", target.indicator(),
                "direction: up, down");
  }
}

// Two documents may set the same target, but not two.
void CheckContradiction(CatalogueChecker& checker, Element element, const v1::Target& target,
                        absl::flat_hash_map<std::string, const v1::Target*>& first) {
  const auto [it, inserted] =
      first.emplace(StrCat(target.indicator(), " ", target.period()), &target);
  const v1::Target& other = *it->second;
  if (inserted || other.document() == target.document()) return;
  const auto value = ParseDecimal(target.value());
  const auto before = ParseDecimal(other.value());
  if (value && before && *value != *before) {
    checker.Add("CATALOGUE_TARGET_CONTRADICTED", element, "value",
                StrCat(target.value(), " (", target.document(), ")"),
                StrCat(other.value(), " (", other.document(), ")"));
  }
}

}  // namespace

void CheckIndicators(CatalogueChecker& checker) {
  const auto& indicators = checker.catalogue().indicators();
  absl::flat_hash_set<std::string> seen;
  absl::flat_hash_map<std::string_view, std::vector<Version>> versions;
  for (int i = 0; i < indicators.size(); ++i) {
    const v1::Indicator& indicator = indicators[i];
    const Element element{"indicators", i};
    checker.CheckId(element, indicator.id(), IdForm::kCode);
    if (!indicator.id().empty()) {
      checker.CheckUnique(element, "id", StrCat(indicator.id(), "@", indicator.version()), seen);
      versions[indicator.id()].push_back({indicator.version(), i});
    }
    CheckFirstPeriod(checker, element, indicator);
    checker.CheckPresent(element, "title.sv", indicator.title().sv());
    checker.CheckPresent(element, "definition.sv", indicator.definition().sv());
    checker.CheckPresent(element, "unit.sv", indicator.unit().sv());
    checker.CheckEnum(element, "direction", indicator.direction(), v1::Direction_IsValid);
    checker.CheckEnum(element, "aggregation", indicator.aggregation(), v1::Aggregation_IsValid);
    checker.CheckEnum(element, "level", indicator.level(), v1::ResultLevel_IsValid);
    CheckBreakdowns(checker, element, indicator);
    CheckRatio(checker, element, indicator);
    CheckPlausible(checker, element, indicator);
    CheckResponsibility(checker, element, indicator);
  }
  for (int i = 0; i < indicators.size(); ++i) {
    // In the catalogue's order, so that findings come in a fixed order.
    const auto it = versions.find(indicators[i].id());
    if (it == versions.end()) continue;
    CheckVersions(checker, it->second);
    versions.erase(it);
  }
}

void CheckTargets(CatalogueChecker& checker) {
  const auto& targets = checker.catalogue().targets();
  absl::flat_hash_set<std::string> seen;
  absl::flat_hash_map<std::string, const v1::Target*> first;
  for (int i = 0; i < targets.size(); ++i) {
    const v1::Target& target = targets[i];
    const Element element{"targets", i};
    checker.CheckPresent(element, "indicator", target.indicator());
    checker.CheckReference(element, "indicator", target.indicator(), checker.ids().indicators);
    checker.CheckPresent(element, "period", target.period());
    checker.CheckReference(element, "period", target.period(), checker.ids().periods);
    checker.CheckReference(element, "document", target.document(), checker.ids().documents);
    checker.CheckUnique(element, "period",
                        StrCat(target.indicator(), " ", target.period(), " ", target.document()),
                        seen);
    CheckContradiction(checker, element, target, first);
    CheckTargetValue(checker, element, target);
    CheckBaseline(checker, element, target);
  }
}

}  // namespace samlad::domain
