// SPDX-License-Identifier: EUPL-1.2
//
// Rules by which the gateway publishes editions itself.

#include <string>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/catalogue/catalogue_checker.h"
#include "gateway/domain/values/periods.h"

namespace samlad::domain {
namespace {

void CheckDay(CatalogueChecker& checker, Element element, std::string_view leaf,
              const v1::Publication& rule, const v1::PublicationDay& day) {
  const auto date = checker.CheckDate(element, StrCat(leaf, ".date"), day.date());
  const bool has_date = !day.date().empty();
  if (has_date == (day.days_after() != 0) || (has_date && rule.periods_size() != 1) ||
      day.days_after() > limits::kPublicationDaysMax) {
    checker.Add("CATALOGUE_PUBLICATION_DAY", element, leaf, rule.id(),
                StrCat(limits::kPublicationDaysMax));
  }
  if (!date || rule.periods_size() != 1) return;
  const auto period = ParsePeriod(rule.periods(0));
  if (period && *date <= LastDay(*period)) {
    checker.Add("CATALOGUE_DUE_EARLY", element, StrCat(leaf, ".date"), day.date(), rule.periods(0));
  }
}

void CheckDimensions(CatalogueChecker& checker, Element element, std::string_view leaf,
                     const google::protobuf::RepeatedField<int>& dimensions) {
  const std::string collection = StrCat(element.collection, "[", element.index, "].", leaf);
  absl::flat_hash_set<int> seen;
  for (int i = 0; i < dimensions.size(); ++i) {
    checker.CheckEnum({collection, i}, "", dimensions[i], v1::Dimension_IsValid);
    if (!seen.insert(dimensions[i]).second) {
      checker.Add("CATALOGUE_LIST_REPEATED", {collection, i}, "", v1::Dimension_Name(dimensions[i]),
                  "");
    }
  }
}

void CheckWhen(CatalogueChecker& checker, Element element, const v1::Publication& rule) {
  if (rule.has_on() == rule.has_when_complete() || (rule.has_at_latest() && rule.has_on())) {
    checker.Add("CATALOGUE_PUBLICATION_WHEN", element, "on", rule.id(), "");
  }
  if (rule.has_on()) CheckDay(checker, element, "on", rule, rule.on());
  if (rule.has_at_latest()) CheckDay(checker, element, "at_latest", rule, rule.at_latest());
  checker.CheckReferences(element, "when_complete.obligations", rule.when_complete().obligations(),
                          checker.ids().obligations);
}

}  // namespace

void CheckPublications(CatalogueChecker& checker) {
  const auto& rules = checker.catalogue().publications();
  absl::flat_hash_set<std::string> seen;
  for (int i = 0; i < rules.size(); ++i) {
    const v1::Publication& rule = rules[i];
    const Element element{"publications", i};
    checker.CheckId(element, rule.id(), IdForm::kCode);
    checker.CheckUnique(element, "id", rule.id(), seen);
    checker.CheckReferences(element, "periods", rule.periods(), checker.ids().periods);
    const bool has_every = rule.every() != v1::PERIOD_KIND_UNSPECIFIED;
    if (has_every) checker.CheckEnum(element, "every", rule.every(), v1::PeriodKind_IsValid);
    if (has_every != rule.periods().empty()) {
      checker.Add("CATALOGUE_PUBLICATION_PERIODS", element, "periods", rule.id(), "");
    }
    CheckWhen(checker, element, rule);
    CheckDimensions(checker, element, "left_out", rule.left_out());
    CheckDimensions(checker, element, "coarse", rule.coarse());
  }
}

}  // namespace samlad::domain
