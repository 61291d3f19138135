// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/catalogue/catalogue_check.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "gateway/base/limits.h"
#include "gateway/domain/findings/finding.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/domain/catalogue/catalogue_faults.h"
#include "tests/unit/domain/small_catalogue.h"

namespace samlad::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Found = std::pair<std::string, std::string>;  // code, field

std::vector<Found> Check(const v1::Catalogue& catalogue) {
  std::vector<Found> found;
  for (const v1::Finding& finding : CheckCatalogue(catalogue)) {
    found.emplace_back(finding.code(), finding.location().field());
  }
  return found;
}

TEST(CatalogueCheckTest, HasNothingToSayAboutAGoodCatalogue) {
  EXPECT_THAT(Check(SmallCatalogue()), IsEmpty());
}

TEST(CatalogueCheckTest, AProjectWithoutIndicatorsHasNoEffectsEither) {
  v1::Catalogue catalogue = SmallCatalogue();
  catalogue.mutable_projects(0)->clear_indicators();
  catalogue.mutable_projects(0)->clear_effects();
  EXPECT_THAT(Check(catalogue),
              ElementsAre(Found("CATALOGUE_PROJECT_INCOMPLETE", "projects[0].indicators"),
                          Found("CATALOGUE_PROJECT_INCOMPLETE", "projects[0].effects")));
}

// Every text of every message, ids included; not the figures, which have the
// digits that they have, and are checked to be figures.
void ExpectFoundInEveryText(v1::Catalogue& catalogue, google::protobuf::Message& message) {
  const std::set<std::string> figures = {"plausible_min", "plausible_max", "value", "baseline",
                                         "expected"};
  const auto& reflection = *message.GetReflection();
  for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
    const auto& field = *message.GetDescriptor()->field(i);
    if (field.type() == google::protobuf::FieldDescriptor::TYPE_STRING) {
      if (figures.contains(field.name())) continue;
      if (field.is_repeated()) {
        reflection.AddString(&message, &field, "811218-9876");
      } else {
        reflection.SetString(&message, &field, "811218-9876");
      }
      EXPECT_EQ(std::ranges::count(Check(catalogue), "CATALOGUE_PERSONAL_NUMBER", &Found::first), 1)
          << field.full_name();
      reflection.ClearField(&message, &field);
    } else if (field.message_type() != nullptr) {
      ExpectFoundInEveryText(catalogue, field.is_repeated()
                                            ? *reflection.AddMessage(&message, &field)
                                            : *reflection.MutableMessage(&message, &field));
      reflection.ClearField(&message, &field);
    }
  }
}

TEST(CatalogueCheckTest, FindsPersonalNumbersInEveryText) {
  v1::Catalogue catalogue;
  ExpectFoundInEveryText(catalogue, catalogue);

  catalogue = SmallCatalogue();
  catalogue.mutable_title()->set_en("ask 811218-9876");
  catalogue.mutable_code_lists(0)->mutable_codes(1)->mutable_title()->set_sv("1981-12-18-9876");
  catalogue.mutable_documents(1)->set_decision("KS § 4, 8112189876 och 701063-2391");
  EXPECT_THAT(Check(catalogue),
              ::testing::UnorderedElementsAre(
                  Found("CATALOGUE_PERSONAL_NUMBER", "title.en"),
                  Found("CATALOGUE_PERSONAL_NUMBER", "code_lists[0].codes[1].title.sv"),
                  Found("CATALOGUE_PERSONAL_NUMBER", "documents[1].decision")));
  for (const v1::Finding& finding : CheckCatalogue(catalogue)) {
    EXPECT_EQ(finding.severity(), v1::SEVERITY_ERROR);
    EXPECT_THAT(finding.ShortDebugString(), ::testing::Not(::testing::HasSubstr("9876")));
  }
}

class BrokenCatalogueTest : public ::testing::TestWithParam<CatalogueFault> {};

TEST_P(BrokenCatalogueTest, GivesExactlyItsFinding) {
  v1::Catalogue catalogue = SmallCatalogue();
  GetParam().break_it(catalogue);
  EXPECT_THAT(Check(catalogue), ElementsAre(Found(GetParam().code, GetParam().field)));
}

INSTANTIATE_TEST_SUITE_P(Head, BrokenCatalogueTest,
                         ::testing::ValuesIn(HeadFaults().begin(), HeadFaults().end()));
INSTANTIATE_TEST_SUITE_P(Organisations, BrokenCatalogueTest,
                         ::testing::ValuesIn(OrganisationFaults().begin(),
                                             OrganisationFaults().end()));
INSTANTIATE_TEST_SUITE_P(Register, BrokenCatalogueTest,
                         ::testing::ValuesIn(RegisterFaults().begin(), RegisterFaults().end()));
INSTANTIATE_TEST_SUITE_P(Indicators, BrokenCatalogueTest,
                         ::testing::ValuesIn(IndicatorFaults().begin(), IndicatorFaults().end()));
INSTANTIATE_TEST_SUITE_P(Targets, BrokenCatalogueTest,
                         ::testing::ValuesIn(TargetFaults().begin(), TargetFaults().end()));
INSTANTIATE_TEST_SUITE_P(Duties, BrokenCatalogueTest,
                         ::testing::ValuesIn(DutyFaults().begin(), DutyFaults().end()));
INSTANTIATE_TEST_SUITE_P(Responsibility, BrokenCatalogueTest,
                         ::testing::ValuesIn(ResponsibilityFaults().begin(),
                                             ResponsibilityFaults().end()));
INSTANTIATE_TEST_SUITE_P(Publication, BrokenCatalogueTest,
                         ::testing::ValuesIn(PublicationFaults().begin(),
                                             PublicationFaults().end()));

// Codes that only a change of catalogue can have.
const std::set<std::string_view> kChangeCodes = {
    "CATALOGUE_APPROVAL_CHANGED",   "CATALOGUE_BASELINE_HIDDEN",
    "CATALOGUE_BASE_OLDER",         "CATALOGUE_CLOSED_TARGET_CHANGED",
    "CATALOGUE_CODE_CHANGED",       "CATALOGUE_DEFINITION_CHANGED",
    "CATALOGUE_DUE_CHANGED",        "CATALOGUE_PROJECT_ENDED_CHANGED",
    "CATALOGUE_PROJECT_TRANSITION", "CATALOGUE_PROTECTION_WEAKENED",
    "CATALOGUE_REPORT_ORPHANED",    "CATALOGUE_TRUST_DOMAIN_CHANGED",
    "CATALOGUE_USED_REMOVED",       "CATALOGUE_VERSION_REPORTED"};

TEST(CatalogueCheckTest, EveryRuleIsBrokenByACase) {
  std::set<std::string_view> broken;
  const auto note = [&](const auto& cases) {
    for (const CatalogueFault& c : cases) broken.insert(c.code);
  };
  note(HeadFaults());
  note(OrganisationFaults());
  note(RegisterFaults());
  note(IndicatorFaults());
  note(TargetFaults());
  note(DutyFaults());
  note(ResponsibilityFaults());
  note(PublicationFaults());
  for (const Rule& rule : Rules()) {
    if (rule.group != "Catalogue" || kChangeCodes.contains(rule.code)) continue;
    EXPECT_TRUE(broken.contains(rule.code)) << rule.code;
  }
}

// What is in order, although a careless rule would find it.
TEST(CatalogueCheckTest, LetsPassWhatIsInOrder) {
  v1::Catalogue catalogue = SmallCatalogue();
  Successor(catalogue);
  Doc(catalogue, 1).set_valid_to("2023-12-31");
  Doc(catalogue, 1).set_subject("x");
  Doc(catalogue, 2).set_subject("x");
  EXPECT_THAT(Check(catalogue), IsEmpty()) << "replaced in good order";
  Doc(catalogue, 1).clear_valid_to();
  EXPECT_THAT(Check(catalogue), IsEmpty()) << "valid until it is replaced";
  Doc(catalogue, 1).set_owner("subsidiary");
  Org(catalogue, 2).set_valid_to("2024-06-30");
  EXPECT_THAT(Check(catalogue), IsEmpty()) << "its owner outlived it";

  catalogue = SmallCatalogue();
  Close(catalogue);
  Prj(catalogue).set_owner("subsidiary");
  Org(catalogue, 2).set_valid_to("2025-06-30");
  EXPECT_THAT(Check(catalogue), IsEmpty()) << "who answered for what is over is history";
  Asked(catalogue);
  Prj(catalogue).clear_closing();
  Prj(catalogue).set_owner("company");
  for (const auto clear : {&v1::Project::clear_purpose, &v1::Project::clear_target_group}) {
    (Prj(catalogue).*clear)();
  }
  Prj(catalogue).clear_budget_sek();
  Prj(catalogue).clear_follow_ups();
  Prj(catalogue).clear_start();
  EXPECT_THAT(Check(catalogue), IsEmpty()) << "a proposal may lack most";

  catalogue = SmallCatalogue();
  Ind(catalogue, 0).set_owner("subsidiary");
  Org(catalogue, 2).set_valid_to("2024-12-31");
  EXPECT_THAT(Check(catalogue), IsEmpty()) << "of an earlier version";

  catalogue = SmallCatalogue();
  Ind(catalogue, 2).mutable_protection()->set_k(3);
  Tgt(catalogue).clear_baseline();
  Tgt(catalogue).clear_baseline_period();
  Eff(catalogue).clear_baseline();
  Eff(catalogue).clear_baseline_period();
  EXPECT_THAT(Check(catalogue), IsEmpty()) << "a protected figure needs no baseline";
  Ind(catalogue, 2).set_denominator_indicator("I-1");
  Ind(catalogue, 2).set_numerator_aggregation(v1::AGGREGATION_STOCK);
  Ind(catalogue, 2).set_denominator_aggregation(v1::AGGREGATION_FLOW);
  EXPECT_THAT(Check(catalogue), IsEmpty()) << "parts of a ratio, and whose count one of them is";
  Ind(catalogue, 1).mutable_protection()->set_not_personal(true);
  Ind(catalogue, 0).mutable_protection()->set_not_personal(true);
  Tgt(catalogue).set_indicator("I-1");
  Tgt(catalogue).set_value("1");
  Tgt(catalogue).set_baseline("3");
  Tgt(catalogue).set_baseline_period("2024");
  EXPECT_THAT(Check(catalogue), IsEmpty()) << "a small count, but not of persons";

  catalogue = SmallCatalogue();
  v1::Target& target = *catalogue.add_targets();
  target = catalogue.targets(0);
  target.set_document("plan");
  target.set_value("12.50");
  EXPECT_THAT(Check(catalogue), IsEmpty()) << "two documents of one mind";
}

TEST(CatalogueCheckTest, ARoleThatOwnsFailsWithItsHolder) {
  v1::Catalogue catalogue = SmallCatalogue();
  Role(catalogue).set_holder("subsidiary");
  Org(catalogue, 2).set_valid_to("2025-06-30");
  EXPECT_THAT(Check(catalogue),
              ElementsAre(Found("CATALOGUE_OWNER_ENDED", "obligations[0].owner"),
                          Found("CATALOGUE_HOLDER_ENDED", "roles[0].holder"),
                          Found("CATALOGUE_OWNER_ENDED", "recommendations[0].owner")));
}

TEST(CatalogueCheckTest, GroupsWhatHasOneCauseAndKeepsApartWhatHasNot) {
  v1::Catalogue catalogue = SmallCatalogue();
  Ind(catalogue, 0).set_goal("gone");
  Ind(catalogue, 1).set_goal("gone");
  Ind(catalogue, 2).set_goal("lost");
  const auto findings = CheckCatalogue(catalogue);
  ASSERT_EQ(findings.size(), 3u);  // and the goal that is left without indicator
  EXPECT_EQ(findings[0].got(), "gone");
  EXPECT_EQ(findings[0].occurrences(), 2u);
  EXPECT_THAT(findings[0].also(), ElementsAre(1));
  EXPECT_EQ(findings[0].expected(), "g1");
  EXPECT_EQ(findings[1].got(), "lost");
  EXPECT_EQ(findings[1].location().field(), "indicators[2].goal");
  EXPECT_EQ(findings[2].code(), "CATALOGUE_GOAL_WITHOUT_INDICATOR");
}

TEST(CatalogueCheckTest, NamesTheWholeCircle) {
  v1::Catalogue catalogue = SmallCatalogue();
  Doc(catalogue, 0).add_parents("roadmap");
  const auto findings = CheckCatalogue(catalogue);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].got(), "plan > roadmap > plan");
}

// Every pair of them is a circle, and the longest has them all.
TEST(CatalogueCheckTest, NamesSomeCirclesOfManyAndOfEachSomeMembers) {
  v1::Catalogue catalogue = SmallCatalogue();
  std::vector<std::string> ids;
  for (int i = 0; i < 700; ++i) ids.push_back("d" + std::to_string(i));
  for (const std::string& id : ids) {
    v1::Document& document = *catalogue.add_documents();
    document = catalogue.documents(1);
    document.set_id(id);
    for (const std::string& other : ids) {
      if (other != id) document.add_parents(other);
    }
  }
  // Of all circles no list would end.
  const auto findings = CheckCatalogue(catalogue);
  size_t circles = 0;
  for (const v1::Finding& finding : findings) {
    if (finding.code() != "CATALOGUE_CYCLE") continue;
    ++circles;
    const auto members = std::ranges::count(finding.got(), '>');
    EXPECT_LE(members, limits::kCycleMembersMax + 1) << finding.got();
    if (members > 20) {
      EXPECT_THAT(finding.got(), ::testing::HasSubstr("> ... > d"));
    }
  }
  EXPECT_EQ(circles, limits::kCyclesMax);
}

TEST(CatalogueCheckTest, ADocumentThatEndsOutlivesAParentThatEndedBefore) {
  v1::Catalogue catalogue = SmallCatalogue();
  Doc(catalogue, 1).set_valid_to("2025-06-30");
  Doc(catalogue, 0).set_valid_to("2025-06-30");
  EXPECT_THAT(Check(catalogue), IsEmpty());
  Doc(catalogue, 0).set_valid_to("2025-06-29");
  const auto findings = CheckCatalogue(catalogue);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].code(), "CATALOGUE_PARENT_EXPIRED");
  EXPECT_EQ(findings[0].expected(), "valid_to >= 2025-06-30");
}

TEST(CatalogueCheckTest, AnEmptyCatalogueIsAnsweredNotTrusted) {
  EXPECT_EQ(VerdictOf(CheckCatalogue({})), v1::VERDICT_REJECTED);
}

// A chain of parents may be as long as the catalogue: no recursion.
TEST(CatalogueCheckTest, ChecksTheLargestCataloguesWithoutAFinding) {
  v1::Catalogue catalogue = SmallCatalogue();
  for (int i = 0; i < 1'000; ++i) {
    v1::Organisation& organisation = *catalogue.add_organisations();
    organisation = catalogue.organisations(2);
    organisation.set_id("org-" + std::to_string(i));
    if (i > 0) organisation.set_parent("org-" + std::to_string(i - 1));
  }
  v1::Obligation& obligation = Obl(catalogue);
  for (int i = 0; i < 5'000; ++i) {
    v1::Indicator& indicator = *catalogue.add_indicators();
    indicator = catalogue.indicators(2);
    indicator.set_id("N-" + std::to_string(i));
    obligation.add_indicators(indicator.id());
    obligation.add_mandatory(indicator.id());
    v1::Target& target = *catalogue.add_targets();
    target = catalogue.targets(0);
    target.set_indicator(indicator.id());
  }
  EXPECT_THAT(Check(catalogue), IsEmpty());
}

}  // namespace
}  // namespace samlad::domain
