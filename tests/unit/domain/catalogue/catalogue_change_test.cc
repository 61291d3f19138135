// SPDX-License-Identifier: EUPL-1.2

#include <functional>
#include <ostream>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "gateway/domain/catalogue/catalogue_check.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/domain/small_catalogue.h"

namespace samlad::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using FoundChange = std::pair<std::string, std::string>;  // code, field

bool AllUsed(std::string_view, std::string_view) { return true; }
bool NoneUsed(std::string_view, std::string_view) { return false; }

std::vector<FoundChange> CheckChange(
    const v1::Catalogue& after,
    const std::function<bool(std::string_view, std::string_view)>& used) {
  std::vector<FoundChange> found;
  for (const v1::Finding& finding : CheckCatalogueChange(SmallCatalogue(), after, used)) {
    EXPECT_EQ(finding.severity(), v1::SEVERITY_ERROR);
    found.emplace_back(finding.code(), finding.location().field());
  }
  return found;
}

std::vector<FoundChange> Places(const std::vector<v1::Finding>& findings) {
  std::vector<FoundChange> found;
  for (const v1::Finding& finding : findings) {
    found.emplace_back(finding.code(), finding.location().field());
  }
  return found;
}

TEST(CatalogueChangeTest, NoChangeIsNoFinding) {
  EXPECT_THAT(CheckChange(SmallCatalogue(), AllUsed), IsEmpty());
}

// It would refuse every certificate, the administrators' too.
TEST(CatalogueChangeTest, TheTrustDomainStaysEvenWhereNothingRestsOnIt) {
  v1::Catalogue after = SmallCatalogue();
  after.set_trust_domain("samlad.se");
  for (const auto used : {AllUsed, NoneUsed}) {
    EXPECT_THAT(CheckChange(after, used),
                ElementsAre(FoundChange("CATALOGUE_TRUST_DOMAIN_CHANGED", "trust_domain")));
  }
}

struct ChangeCase {
  std::string_view code;
  std::string_view field;
  std::function<void(v1::Catalogue&)> change;
};
void PrintTo(const ChangeCase& c, std::ostream* out) { *out << c.code << " " << c.field; }

class ForbiddenChangeTest : public ::testing::TestWithParam<ChangeCase> {};

TEST_P(ForbiddenChangeTest, IsFoundWhenReportsRestOnItAndOnlyThen) {
  v1::Catalogue after = SmallCatalogue();
  GetParam().change(after);
  EXPECT_THAT(CheckChange(after, AllUsed),
              ElementsAre(FoundChange(GetParam().code, GetParam().field)));
  EXPECT_THAT(CheckChange(after, NoneUsed), IsEmpty());
}

// A second version of I-2.
void AddVersion(v1::Catalogue& catalogue, const std::string& first_period) {
  v1::Indicator& version = *catalogue.add_indicators();
  version = catalogue.indicators(2);
  version.set_version(2);
  version.set_first_period(first_period);
}

// clang-format off
const ChangeCase kForbidden[] = {
    {"CATALOGUE_USED_REMOVED", "organisations[subsidiary]", [](auto& c) { c.mutable_organisations()->RemoveLast(); }},
    {"CATALOGUE_USED_REMOVED", "code_lists[residence/PART]", [](auto& c) { c.mutable_code_lists(1)->mutable_codes()->RemoveLast(); }},
    {"CATALOGUE_USED_REMOVED", "indicators[I-2@1]", [](auto& c) { c.mutable_indicators()->RemoveLast(); }},
    {"CATALOGUE_USED_REMOVED", "indicators[I-1@2]", [](auto& c) { c.mutable_indicators()->DeleteSubrange(1, 1); }},
    {"CATALOGUE_USED_REMOVED", "periods[2025]", [](auto& c) { c.mutable_periods()->RemoveLast(); }},
    {"CATALOGUE_USED_REMOVED", "obligations[annual]", [](auto& c) { c.clear_obligations(); }},
    {"CATALOGUE_USED_REMOVED", "projects[p1].follow_ups[2025]", [](auto& c) { c.mutable_projects(0)->clear_follow_ups(); }},
    {"CATALOGUE_DUE_CHANGED", "obligations[0].periods[1].due", [](auto& c) { c.mutable_obligations(0)->mutable_periods(1)->set_due("2026-03-01"); }},
    {"CATALOGUE_DUE_CHANGED", "obligations[0].periods[1].due", [](auto& c) { c.mutable_obligations(0)->mutable_periods(1)->clear_due(); }},
    {"CATALOGUE_DUE_CHANGED", "projects[0].follow_ups[0].due", [](auto& c) { c.mutable_projects(0)->mutable_follow_ups(0)->set_due("2026-03-01"); }},
    {"CATALOGUE_DUE_CHANGED", "recommendations[0].due", [](auto& c) { c.mutable_recommendations(0)->set_due("2026-12-31"); }},
    {"CATALOGUE_CODE_CHANGED", "code_lists[1].codes[1].parent", [](auto& c) { c.mutable_code_lists(1)->mutable_codes(1)->clear_parent(); }},
    {"CATALOGUE_CODE_CHANGED", "code_lists[0].codes[1].exhaustive", [](auto& c) { c.mutable_code_lists(0)->mutable_codes(1)->set_exhaustive(false); }},
    {"CATALOGUE_VERSION_REPORTED", "indicators[3].first_period", [](auto& c) { AddVersion(c, "2025"); }},
    {"CATALOGUE_DEFINITION_CHANGED", "indicators[0].definition", [](auto& c) { c.mutable_indicators(0)->mutable_definition()->set_sv("Något annat."); }},
    {"CATALOGUE_DEFINITION_CHANGED", "indicators[2].numerator", [](auto& c) { c.mutable_indicators(2)->mutable_numerator()->set_sv("Annat"); }},
    {"CATALOGUE_DEFINITION_CHANGED", "indicators[2].denominator", [](auto& c) { c.mutable_indicators(2)->clear_denominator(); }},
    {"CATALOGUE_DEFINITION_CHANGED", "indicators[0].unit", [](auto& c) { c.mutable_indicators(0)->mutable_unit()->set_sv("tusental"); }},
    {"CATALOGUE_DEFINITION_CHANGED", "indicators[0].direction", [](auto& c) { c.mutable_indicators(0)->set_direction(v1::DIRECTION_DOWN); }},
    {"CATALOGUE_DEFINITION_CHANGED", "indicators[0].aggregation", [](auto& c) { c.mutable_indicators(0)->set_aggregation(v1::AGGREGATION_STOCK); }},
    {"CATALOGUE_DEFINITION_CHANGED", "indicators[2].factor", [](auto& c) { c.mutable_indicators(2)->set_factor(1000); }},
    {"CATALOGUE_DEFINITION_CHANGED", "indicators[2].decimals", [](auto& c) { c.mutable_indicators(2)->set_decimals(0); }},
    {"CATALOGUE_DEFINITION_CHANGED", "indicators[2].breakdowns", [](auto& c) { c.mutable_indicators(2)->mutable_breakdowns()->RemoveLast(); }},
    {"CATALOGUE_DEFINITION_CHANGED", "indicators[2].category_list", [](auto& c) { c.mutable_indicators(2)->set_category_list("sex"); }},
    {"CATALOGUE_DEFINITION_CHANGED", "indicators[2].numerator_beyond_denominator", [](auto& c) { c.mutable_indicators(2)->set_numerator_beyond_denominator(!c.indicators(2).numerator_beyond_denominator()); }},
    {"CATALOGUE_USED_REMOVED", "documents[roadmap]", [](auto& c) { c.mutable_documents()->RemoveLast(); }},
    {"CATALOGUE_USED_REMOVED", "roles[steering]", [](auto& c) { c.clear_roles(); }},
    {"CATALOGUE_USED_REMOVED", "recommendations[R1]", [](auto& c) { c.clear_recommendations(); }},
    {"CATALOGUE_USED_REMOVED", "comparisons[s1]", [](auto& c) { c.clear_comparisons(); }},
    {"CATALOGUE_APPROVAL_CHANGED", "obligations[0].requires_approval", [](auto& c) { c.mutable_obligations(0)->set_requires_approval(true); }},
    {"CATALOGUE_REPORT_ORPHANED", "obligations[0]", [](auto& c) { c.mutable_organisations(2)->set_valid_to("2025-12-30"); }},
    {"CATALOGUE_REPORT_ORPHANED", "obligations[0]", [](auto& c) { c.mutable_organisations(2)->set_valid_from("2025-01-01"); }},
    {"CATALOGUE_DEFINITION_CHANGED", "indicators[1].first_period", [](auto& c) { c.mutable_indicators(1)->set_first_period("2026"); }},
};
// clang-format on

INSTANTIATE_TEST_SUITE_P(All, ForbiddenChangeTest, ::testing::ValuesIn(kForbidden));

// Every step from every state; one that is allowed is no finding.
TEST(CatalogueChangeTest, AProjectTakesOneStepAtATime) {
  constexpr v1::ProjectState kStates[] = {v1::PROJECT_STATE_PROPOSED, v1::PROJECT_STATE_APPROVED,
                                          v1::PROJECT_STATE_RUNNING, v1::PROJECT_STATE_CLOSED,
                                          v1::PROJECT_STATE_STOPPED};
  const std::set<std::pair<v1::ProjectState, v1::ProjectState>> allowed = {
      {v1::PROJECT_STATE_PROPOSED, v1::PROJECT_STATE_APPROVED},
      {v1::PROJECT_STATE_APPROVED, v1::PROJECT_STATE_RUNNING},
      {v1::PROJECT_STATE_RUNNING, v1::PROJECT_STATE_CLOSED},
      {v1::PROJECT_STATE_PROPOSED, v1::PROJECT_STATE_STOPPED},
      {v1::PROJECT_STATE_APPROVED, v1::PROJECT_STATE_STOPPED},
      {v1::PROJECT_STATE_RUNNING, v1::PROJECT_STATE_STOPPED}};
  for (const v1::ProjectState from : kStates) {
    for (const v1::ProjectState to : kStates) {
      v1::Catalogue before = SmallCatalogue(), after = SmallCatalogue();
      before.mutable_projects(0)->set_state(from);
      after.mutable_projects(0)->set_state(to);
      const auto findings = CheckCatalogueChange(before, after, NoneUsed);
      const bool fine = from == to || allowed.contains({from, to});
      ASSERT_EQ(findings.size(), fine ? 0 : 1) << from << " to " << to;
      if (fine) continue;
      EXPECT_EQ(findings[0].code(), "CATALOGUE_PROJECT_TRANSITION");
      EXPECT_EQ(findings[0].location().field(), "projects[0].state");
      EXPECT_FALSE(findings[0].expected().empty());
    }
  }
}

TEST(CatalogueChangeTest, AProjectWithoutAStateMayGetAny) {
  v1::Catalogue before = SmallCatalogue();
  before.mutable_projects(0)->clear_state();
  EXPECT_THAT(CheckCatalogueChange(before, SmallCatalogue(), AllUsed), IsEmpty());
}

TEST(CatalogueChangeTest, WhatHasEndedStaysAsItWas) {
  v1::Catalogue before = SmallCatalogue();
  before.mutable_projects(0)->set_state(v1::PROJECT_STATE_STOPPED);
  v1::Catalogue after = before;
  after.mutable_projects(0)->set_budget_sek(2000);
  after.mutable_projects(0)->mutable_effects(0)->set_expected("16");
  after.mutable_projects(0)->mutable_effects(0)->set_baseline("21");
  const auto findings = CheckCatalogueChange(before, after, NoneUsed);
  ASSERT_EQ(findings.size(), 2);
  EXPECT_EQ(findings[0].code(), "CATALOGUE_PROJECT_ENDED_CHANGED");
  EXPECT_EQ(findings[0].location().field(), "projects[0].budget_sek");
  EXPECT_EQ(findings[1].location().field(), "projects[0].effects");
}

TEST(CatalogueChangeTest, TargetsOfAClosedPeriodAreFixed) {
  v1::Catalogue before = SmallCatalogue();
  before.mutable_periods(1)->set_closed(true);
  const auto check = [&](const std::function<void(v1::Catalogue&)>& change, const auto& used) {
    v1::Catalogue after = before;
    change(after);
    std::vector<FoundChange> found;
    for (const v1::Finding& finding : CheckCatalogueChange(before, after, used)) {
      found.emplace_back(finding.code(), finding.location().field());
    }
    return found;
  };
  const auto value = [](v1::Catalogue& c) { c.mutable_targets(0)->set_value("13"); };
  const auto baseline = [](v1::Catalogue& c) { c.mutable_targets(0)->set_baseline("21"); };
  const auto added = [](v1::Catalogue& c) {
    *c.add_targets() = c.targets(0);
    c.mutable_targets(1)->set_document("plan");
  };
  const auto removed = [](v1::Catalogue& c) { c.clear_targets(); };
  const auto found = [](std::string_view field) {
    return ElementsAre(FoundChange("CATALOGUE_CLOSED_TARGET_CHANGED", field));
  };
  EXPECT_THAT(check(value, AllUsed), found("targets[0].value"));
  EXPECT_THAT(check(baseline, AllUsed), found("targets[0].value"));
  EXPECT_THAT(check(added, AllUsed), found("targets[1].value"));
  EXPECT_THAT(check(removed, AllUsed), found("targets[I-2@2025]"));
  EXPECT_THAT(check(value, NoneUsed), IsEmpty());
  EXPECT_THAT(check([](v1::Catalogue& c) { c.mutable_targets(0)->set_value("12.50"); }, AllUsed),
              IsEmpty());
  EXPECT_THAT(check(
                  [&](v1::Catalogue& c) {
                    c.mutable_periods(1)->set_closed(false);  // the legal way
                    value(c);
                  },
                  AllUsed),
              IsEmpty());
}

TEST(CatalogueChangeTest, AsksForTheReportsThatWouldBelongNowhere) {
  v1::Catalogue after = SmallCatalogue();
  after.mutable_obligations(0)->mutable_periods()->RemoveLast();  // 2025
  const auto one_report = [](std::string_view kind, std::string_view id) {
    return kind == "reports" && id == "company/annual/2025";
  };
  EXPECT_THAT(CheckChange(after, one_report),
              ElementsAre(FoundChange("CATALOGUE_REPORT_ORPHANED", "obligations[0]")));
  const auto another = [](std::string_view kind, std::string_view id) {
    return kind == "reports" && id == "company/annual/2024";
  };
  EXPECT_THAT(CheckChange(after, another), IsEmpty());
}

TEST(CatalogueChangeTest, ANewVersionBeginsAfterWhatIsReported) {
  const auto reported = [](std::string_view kind, std::string_view id) {
    return kind == "figures" && id == "I-2/2024";
  };
  v1::Catalogue after = SmallCatalogue();
  AddVersion(after, "2025");
  EXPECT_THAT(CheckChange(after, reported), IsEmpty());
  after.mutable_indicators(3)->set_first_period("2024");
  const auto findings = CheckCatalogueChange(SmallCatalogue(), after, reported);
  ASSERT_EQ(findings.size(), 1);
  EXPECT_EQ(findings[0].code(), "CATALOGUE_VERSION_REPORTED");
  EXPECT_EQ(findings[0].expected(), "2024");
}

TEST(CatalogueChangeTest, WhatFellDueAndNobodyAnsweredStays) {
  v1::Catalogue before = SmallCatalogue();
  before.mutable_projects(0)->set_state(v1::PROJECT_STATE_PROPOSED);
  const auto passed = [](std::string_view kind, std::string_view id) {
    return kind == "deadlines" && (id == "obligations/annual/2025" || id == "projects/p1/2025");
  };
  const auto check = [&](const std::function<void(v1::Catalogue&)>& change, const auto& used) {
    v1::Catalogue after = before;
    change(after);
    std::vector<std::string> fields;
    for (const v1::Finding& finding : CheckCatalogueChange(before, after, used)) {
      EXPECT_EQ(finding.code(), "CATALOGUE_USED_REMOVED");
      fields.push_back(finding.location().field());
    }
    return fields;
  };
  const auto obligation = [](v1::Catalogue& c) { c.clear_obligations(); };
  const auto project = [](v1::Catalogue& c) { c.clear_projects(); };
  const auto last = [](v1::Catalogue& c) {
    c.mutable_obligations(0)->mutable_periods()->RemoveLast();
  };
  const auto first = [](v1::Catalogue& c) {
    c.mutable_obligations(0)->mutable_periods()->DeleteSubrange(0, 1);
  };
  EXPECT_THAT(check(obligation, passed), ElementsAre("obligations[annual]"));
  EXPECT_THAT(check(project, passed), ElementsAre("projects[p1]"));
  EXPECT_THAT(check(last, passed), ElementsAre("obligations[annual].periods[2025]"));
  EXPECT_THAT(check(first, passed), IsEmpty()) << "had no due date";
  const auto organisation = [](v1::Catalogue& c) { c.mutable_organisations()->RemoveLast(); };
  EXPECT_THAT(check(organisation, passed), ElementsAre("organisations[subsidiary]"));
  before.mutable_organisations(2)->set_valid_from("2026-01-01");
  EXPECT_THAT(check(organisation, passed), IsEmpty()) << "owed nothing of 2025";
  before.mutable_organisations(2)->clear_valid_from();
  for (const auto& change :
       {std::function(obligation), std::function(project), std::function(organisation)}) {
    EXPECT_THAT(check(change, NoneUsed), IsEmpty());
  }
}

TEST(CatalogueChangeTest, AProjectThatIsDecidedOnIsNotRemoved) {
  for (const v1::ProjectState state : {v1::PROJECT_STATE_APPROVED, v1::PROJECT_STATE_RUNNING}) {
    v1::Catalogue before = SmallCatalogue();
    before.mutable_projects(0)->set_state(state);
    v1::Catalogue after = before;
    after.clear_projects();
    const auto findings = CheckCatalogueChange(before, after, NoneUsed);
    ASSERT_EQ(findings.size(), 1) << state;
    EXPECT_EQ(findings[0].code(), "CATALOGUE_USED_REMOVED");
  }
}

TEST(CatalogueChangeTest, WhatUsedCodesArePartsOfStaysToo) {
  const auto part = [](std::string_view kind, std::string_view id) {
    return kind == "code_lists" && id == "residence/PART";
  };
  v1::Catalogue after = SmallCatalogue();
  after.mutable_code_lists(1)->mutable_codes(0)->set_exhaustive(true);  // FULL
  EXPECT_THAT(
      CheckChange(after, part),
      ElementsAre(FoundChange("CATALOGUE_CODE_CHANGED", "code_lists[1].codes[0].exhaustive")));
  after = SmallCatalogue();
  after.mutable_code_lists(0)->mutable_codes(0)->set_exhaustive(false);
  after.mutable_code_lists(1)->mutable_codes(0)->mutable_title()->set_sv("Bättre titel");
  EXPECT_THAT(CheckChange(after, part), IsEmpty());
}

TEST(CatalogueChangeTest, TextsMayBeTranslatedAndFilledIn) {
  v1::Catalogue before = SmallCatalogue();
  before.mutable_indicators(2)->clear_numerator();
  v1::Catalogue after = SmallCatalogue();
  after.mutable_indicators(2)->mutable_definition()->set_en("Part of a whole.");
  EXPECT_THAT(CheckCatalogueChange(before, after, AllUsed), IsEmpty());
}

TEST(CatalogueChangeTest, WhatDoesNotTouchReportsIsAllowed) {
  v1::Catalogue after = SmallCatalogue();
  after.mutable_indicators(0)->mutable_title()->set_sv("Bättre titel");
  after.mutable_indicators(0)->set_decimals(2);
  after.mutable_indicators(0)->set_factor(1);  // as good as none
  after.mutable_indicators(0)->add_breakdowns(v1::DIMENSION_SEX);
  after.mutable_periods(0)->set_closed(true);
  v1::Indicator& version = *after.add_indicators();
  version = after.indicators(2);
  version.set_version(2);
  version.set_first_period("2026");
  version.mutable_unit()->set_sv("promille");
  std::swap(*after.mutable_organisations(0), *after.mutable_organisations(1));
  EXPECT_THAT(CheckChange(after, AllUsed), IsEmpty());
}

TEST(CatalogueChangeTest, WarnsOfWeakerProtectionOfWhatIsUsed) {
  v1::Catalogue before = SmallCatalogue();
  before.mutable_indicators(0)->clear_protection();
  const auto codes = [&](const std::function<void(v1::Protection&)>& change, const auto& used) {
    v1::Catalogue after = before;
    change(*after.mutable_indicators(0)->mutable_protection());
    std::vector<FoundChange> found;
    for (const v1::Finding& finding : CheckCatalogueChange(before, after, used)) {
      EXPECT_EQ(finding.severity(), v1::SEVERITY_WARNING);
      found.emplace_back(finding.code(), finding.location().field());
    }
    return found;
  };
  const auto lower = [](v1::Protection& p) { p.set_k(4); };
  const auto none = [](v1::Protection& p) { p.set_not_personal(true); };
  const FoundChange weakened("CATALOGUE_PROTECTION_WEAKENED", "indicators[0].protection");
  EXPECT_THAT(codes(lower, AllUsed), ElementsAre(weakened));
  EXPECT_THAT(codes(none, AllUsed), ElementsAre(weakened));
  EXPECT_THAT(codes(lower, NoneUsed), IsEmpty());
  EXPECT_THAT(codes([](v1::Protection& p) { p.set_k(5); }, AllUsed), IsEmpty());  // the default
  EXPECT_THAT(codes([](v1::Protection& p) { p.set_k(6); }, AllUsed), IsEmpty());
}

// Steps between the periods of a year would no longer be checked, or less would
// be hidden.
TEST(CatalogueChangeTest, WarnsIfPartsOfARatioBecomeStatesOrAreNoLongerShared) {
  v1::Catalogue before = SmallCatalogue();
  v1::Indicator& ratio = *before.mutable_indicators(2);
  ratio.set_denominator_indicator("I-1");
  ratio.mutable_protection()->set_sensitive(true);
  v1::Catalogue after = before;
  v1::Indicator& changed = *after.mutable_indicators(2);
  changed.set_numerator_aggregation(v1::AGGREGATION_STOCK);
  changed.set_denominator_aggregation(v1::AGGREGATION_STOCK);
  changed.clear_denominator_indicator();
  changed.mutable_protection()->set_sensitive(false);
  EXPECT_THAT(
      Places(CheckCatalogueChange(before, after, AllUsed)),
      ElementsAre(
          FoundChange("CATALOGUE_PROTECTION_WEAKENED", "indicators[2].protection"),
          FoundChange("CATALOGUE_PROTECTION_WEAKENED", "indicators[2].numerator_aggregation"),
          FoundChange("CATALOGUE_PROTECTION_WEAKENED", "indicators[2].denominator_aggregation"),
          FoundChange("CATALOGUE_PROTECTION_WEAKENED", "indicators[2].denominator_indicator")));
  EXPECT_THAT(Places(CheckCatalogueChange(after, before, AllUsed)), IsEmpty());
}

TEST(CatalogueChangeTest, WarnsOfBaselinesThatAreHidden) {
  const auto found = Places(CheckHiddenBaselines(
      SmallCatalogue(),
      [](std::string_view indicator, std::string_view period, std::string_view value) {
        return indicator == "I-2" && period == "2024" && value == "20";
      }));
  EXPECT_THAT(found, ElementsAre(FoundChange("CATALOGUE_BASELINE_HIDDEN", "targets[0].baseline"),
                                 FoundChange("CATALOGUE_BASELINE_HIDDEN",
                                             "projects[0].effects[0].baseline")));
}

// What should never have been told may be taken out of what is over.
TEST(CatalogueChangeTest, LetsBaselinesOfProtectedIndicatorsBeTakenBack) {
  v1::Catalogue before = SmallCatalogue();
  before.mutable_projects(0)->set_state(v1::PROJECT_STATE_STOPPED);
  before.mutable_periods(1)->set_closed(true);
  v1::Catalogue after = before;
  after.mutable_targets(0)->clear_baseline();
  after.mutable_targets(0)->clear_baseline_period();
  v1::ExpectedEffect& effect = *after.mutable_projects(0)->mutable_effects(0);
  effect.clear_baseline();
  effect.clear_baseline_period();
  EXPECT_THAT(Places(CheckCatalogueChange(before, after, AllUsed)), IsEmpty());
  after.mutable_targets(0)->set_value("13");
  effect.set_expected("14");
  EXPECT_THAT(Places(CheckCatalogueChange(before, after, AllUsed)),
              ElementsAre(FoundChange("CATALOGUE_PROJECT_ENDED_CHANGED", "projects[0].effects"),
                          FoundChange("CATALOGUE_CLOSED_TARGET_CHANGED", "targets[0].value")));
}

TEST(CatalogueChangeTest, AsksByKindAndId) {
  v1::Catalogue after = SmallCatalogue();
  after.mutable_code_lists(1)->mutable_codes()->RemoveLast();
  after.clear_projects();
  std::vector<std::pair<std::string, std::string>> asked;
  CheckChange(after, [&](std::string_view kind, std::string_view id) {
    asked.emplace_back(kind, id);
    return false;
  });
  EXPECT_THAT(asked, ::testing::IsSupersetOf({FoundChange("code_lists", "residence/PART"),
                                              FoundChange("projects", "p1")}));
}

}  // namespace
}  // namespace samlad::domain
