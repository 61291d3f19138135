// SPDX-License-Identifier: EUPL-1.2
//
// Roles, the auditors' recommendations, thresholds and comparison series.

#include <algorithm>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "gateway/base/strings.h"
#include "gateway/domain/catalogue/catalogue_checker.h"
#include "gateway/domain/values/date.h"

namespace samlad::domain {
namespace {

constexpr std::string_view kEvidenceForms = "document, goal, role, obligation, project, position";

// What a description of a role, or a recommendation, must say to be whole.
void CheckSaid(CatalogueChecker& checker, std::string_view code, Element element,
               std::string_view leaf, bool said) {
  if (!said) checker.Add(code, element, leaf, "", "");
}

void CheckHolder(CatalogueChecker& checker, Element element, const v1::Role& role) {
  checker.CheckPresent(element, "holder", role.holder());
  checker.CheckReference(element, "holder", role.holder(), checker.ids().organisations);
  const v1::Organisation* holder = checker.FindOrganisation(role.holder());
  if (holder == nullptr) return;
  const auto end = ParseDate(holder->valid_to());
  if (end && checker.horizon() && *end < *checker.horizon()) {
    checker.Add("CATALOGUE_HOLDER_ENDED", element, "holder", role.holder(), holder->valid_to());
  }
  const auto began = ParseDate(holder->valid_from());
  const auto review = ParseDate(role.last_review());
  if (began && review && *review < *began) {
    checker.Add("CATALOGUE_ROLE_OUTDATED", element, "last_review", role.last_review(),
                holder->valid_from());
  }
}

bool NamesSomething(const v1::Evidence& evidence) {
  return !evidence.document().empty() || !evidence.goal().empty() || !evidence.role().empty() ||
         !evidence.obligation().empty() || !evidence.project().empty() || evidence.position() > 0;
}

void CheckEvidence(CatalogueChecker& checker, Element element, const v1::Evidence& evidence) {
  const CatalogueIds& ids = checker.ids();
  checker.CheckPresent(element, "title.sv", evidence.title().sv());
  if (!NamesSomething(evidence)) {
    checker.Add("CATALOGUE_EVIDENCE_EMPTY", element, "", "", kEvidenceForms);
  }
  checker.CheckReference(element, "document", evidence.document(), ids.documents);
  checker.CheckReference(element, "goal", evidence.goal(), ids.goals);
  checker.CheckReference(element, "role", evidence.role(), ids.roles);
  checker.CheckReference(element, "obligation", evidence.obligation(), ids.obligations);
  checker.CheckReference(element, "organisation", evidence.organisation(), ids.organisations);
  checker.CheckReference(element, "period", evidence.period(), ids.periods);
  checker.CheckReference(element, "project", evidence.project(), ids.projects);
}

struct Range {
  std::string_view leaf;
  uint32_t value = 0, max = 0;
};

std::vector<Range> Exceeded(const v1::Thresholds& thresholds) {
  std::vector<Range> found;
  for (const Range& range : {Range{"coverage_min_percent", thresholds.coverage_min_percent(), 100},
                             Range{"on_track_percent", thresholds.on_track_percent(), 100},
                             Range{"level_permille", thresholds.level_permille(), 1000}}) {
    if (range.value > range.max) found.push_back(range);
  }
  return found;
}

}  // namespace

void CheckRoles(CatalogueChecker& checker) {
  constexpr std::string_view kIncomplete = "CATALOGUE_ROLE_INCOMPLETE";
  const auto& roles = checker.catalogue().roles();
  Seen seen;
  for (int i = 0; i < roles.size(); ++i) {
    const v1::Role& role = roles[i];
    const Element element{"roles", i};
    checker.CheckId(element, role.id(), IdForm::kCode);
    checker.CheckUnique(element, "id", role.id(), seen);
    if (checker.ids().organisations.ids.contains(role.id())) {
      checker.Add("CATALOGUE_ROLE_ID_TAKEN", element, "id", role.id(), "");
    }
    checker.CheckPresent(element, "title.sv", role.title().sv());
    checker.CheckEnum(element, "kind", role.kind(), v1::RoleKind_IsValid);
    CheckSaid(checker, kIncomplete, element, "mandate.sv", !role.mandate().sv().empty());
    CheckSaid(checker, kIncomplete, element, "document", !role.document().empty());
    CheckSaid(checker, kIncomplete, element, "last_review", !role.last_review().empty());
    checker.CheckReference(element, "document", role.document(), checker.ids().documents);
    checker.CheckDate(element, "last_review", role.last_review());
    CheckHolder(checker, element, role);
  }
}

void CheckRecommendations(CatalogueChecker& checker) {
  constexpr std::string_view kIncomplete = "CATALOGUE_RECOMMENDATION_INCOMPLETE";
  const auto& recommendations = checker.catalogue().recommendations();
  Seen seen;
  for (int i = 0; i < recommendations.size(); ++i) {
    const v1::Recommendation& one = recommendations[i];
    const Element element{"recommendations", i};
    checker.CheckId(element, one.id(), IdForm::kCode);
    checker.CheckUnique(element, "id", one.id(), seen);
    checker.CheckPresent(element, "title.sv", one.title().sv());
    CheckSaid(checker, kIncomplete, element, "document", !one.document().empty());
    CheckSaid(checker, kIncomplete, element, "measure.sv", !one.measure().sv().empty());
    CheckSaid(checker, kIncomplete, element, "due", !one.due().empty());
    CheckSaid(checker, kIncomplete, element, "evidence", !one.evidence().empty());
    checker.CheckReference(element, "document", one.document(), checker.ids().documents);
    checker.CheckOwner(element, one.owner(), checker.CheckDate(element, "due", one.due()));
    const std::string collection = StrCat("recommendations[", i, "].evidence");
    for (int j = 0; j < one.evidence_size(); ++j) {
      CheckEvidence(checker, {collection, j}, one.evidence(j));
    }
  }
}

void CheckComparisons(CatalogueChecker& checker) {
  const auto& comparisons = checker.catalogue().comparisons();
  Seen seen, seen_codes;
  for (int i = 0; i < comparisons.size(); ++i) {
    const v1::ComparisonSeries& series = comparisons[i];
    const Element element{"comparisons", i};
    checker.CheckId(element, series.id(), IdForm::kCode);
    checker.CheckUnique(element, "id", series.id(), seen);
    checker.CheckPresent(element, "title.sv", series.title().sv());
    checker.CheckPresent(element, "provider", series.provider());
    checker.CheckPresent(element, "code", series.code());
    checker.CheckUnique(element, "code", StrCat(series.provider(), " ", series.code()), seen_codes);
    checker.CheckPresent(element, "indicator", series.indicator());
    checker.CheckReference(element, "indicator", series.indicator(), checker.ids().indicators);
    checker.CheckEnum(element, "direction", series.direction(), v1::Direction_IsValid);
    if (series.regions().empty()) checker.CheckPresent(element, "regions", "");
    const std::string collection = StrCat("comparisons[", i, "].regions");
    absl::flat_hash_set<std::string_view> seen_regions;
    for (int j = 0; j < series.regions_size(); ++j) {
      checker.CheckPresent({collection, j}, "", series.regions(j));
      if (!seen_regions.insert(series.regions(j)).second) {
        checker.Add("CATALOGUE_LIST_REPEATED", {collection, j}, "", series.regions(j), "");
      }
    }
  }
}

void CheckThresholds(CatalogueChecker& checker) {
  for (const Range& range : Exceeded(checker.catalogue().thresholds())) {
    checker.AddTop("CATALOGUE_THRESHOLD_RANGE", StrCat("thresholds.", range.leaf),
                   StrCat(range.value), StrCat("0-", range.max));
  }
  const auto& indicators = checker.catalogue().indicators();
  for (int i = 0; i < indicators.size(); ++i) {
    for (const Range& range : Exceeded(indicators[i].thresholds())) {
      checker.Add("CATALOGUE_THRESHOLD_RANGE", {"indicators", i}, StrCat("thresholds.", range.leaf),
                  StrCat(range.value), StrCat("0-", range.max));
    }
  }
}

}  // namespace samlad::domain
