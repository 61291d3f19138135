// SPDX-License-Identifier: EUPL-1.2

#include <string>
#include <vector>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/catalogue/catalogue_check.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace samlad::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

v1::Catalogue Parse(const std::string& text) {
  v1::Catalogue catalogue;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &catalogue));
  return catalogue;
}

// Two companies that owe a report for 2025, and an office that leads a project.
v1::Catalogue City() {
  return Parse(R"pb(
    organisations { id: "homes" kind: ORGANISATION_KIND_COMPANY }
    organisations { id: "energy" kind: ORGANISATION_KIND_COMPANY }
    organisations { id: "office" kind: ORGANISATION_KIND_OFFICE }
    roles { id: "lead" holder: "office" }
    obligations {
      id: "annual"
      kinds: ORGANISATION_KIND_COMPANY
      periods { period: "2025" due: "2026-02-15" }
    }
    projects {
      id: "p1"
      owner: "lead"
      follow_ups { period: "2025" due: "2026-03-01" }
    }
  )pb");
}

// "+ homes annual 2026 2027-02-15", "~ homes annual 2025 2026-02-15 > 2026-03-01".
std::vector<std::string> Lines(const v1::Catalogue& before, const v1::Catalogue& after) {
  std::vector<std::string> lines;
  for (const v1::CatalogueConsequence& one : ConsequencesOf(before, after).first) {
    const bool changed = one.kind() == v1::CHANGE_KIND_CHANGED;
    lines.push_back(StrCat(one.kind() == v1::CHANGE_KIND_ADDED ? "+ "
                           : changed                           ? "~ "
                                                               : "- ",
                           one.organisation(), " ", one.obligation(), one.project(),
                           one.publication(), " ", one.period(), " ",
                           changed ? one.due_before() + " > " : "", one.due(),
                           one.begins_before_member() ? " !" : ""));
  }
  return lines;
}

TEST(CatalogueConsequencesTest, EqualDutiesHaveNone) {
  v1::Catalogue after = City();
  after.mutable_obligations(0)->mutable_title()->set_sv("Annat namn");
  EXPECT_THAT(Lines(City(), after), IsEmpty());
}

TEST(CatalogueConsequencesTest, ANewPeriodIsOwedByEachOrganisationOfTheKind) {
  v1::Catalogue after = City();
  v1::DuePeriod& due = *after.mutable_obligations(0)->add_periods();
  due.set_period("2026");
  due.set_due("2027-02-15");
  EXPECT_THAT(Lines(City(), after),
              ElementsAre("+ energy annual 2026 2027-02-15", "+ homes annual 2026 2027-02-15"));
}

TEST(CatalogueConsequencesTest, AnotherDueDateIsAChange) {
  v1::Catalogue after = City();
  after.mutable_obligations(0)->mutable_periods(0)->set_due("2026-03-01");
  EXPECT_THAT(Lines(City(), after), ElementsAre("~ energy annual 2025 2026-02-15 > 2026-03-01",
                                                "~ homes annual 2025 2026-02-15 > 2026-03-01"));
}

// The kind of the newcomer is enough; nothing in the obligation names it.
TEST(CatalogueConsequencesTest, SaysWhichPeriodsBeginBeforeANewMember) {
  v1::Catalogue after = City();
  v1::Organisation& company = *after.add_organisations();
  company.set_id("schools");
  company.set_kind(v1::ORGANISATION_KIND_COMPANY);
  company.set_valid_from("2025-07-01");
  EXPECT_THAT(Lines(City(), after), ElementsAre("+ schools annual 2025 2026-02-15 !"));
  after.mutable_organisations(3)->set_valid_from("2025-01-01");
  EXPECT_THAT(Lines(City(), after), ElementsAre("+ schools annual 2025 2026-02-15"));
  after.mutable_organisations(3)->set_valid_from("2026-01-01");
  EXPECT_THAT(Lines(City(), after), IsEmpty());
}

TEST(CatalogueConsequencesTest, AFollowUpGoesWithTheRole) {
  v1::Catalogue after = City();
  after.mutable_roles(0)->set_holder("homes");
  EXPECT_THAT(Lines(City(), after),
              ElementsAre("+ homes p1 2025 2026-03-01", "- office p1 2025 2026-03-01"));
}

TEST(CatalogueConsequencesTest, AnOrganisationThatIsRemovedOwesNothing) {
  v1::Catalogue after = City();
  after.mutable_organisations()->DeleteSubrange(0, 1);
  EXPECT_THAT(Lines(City(), after), ElementsAre("- homes annual 2025 2026-02-15"));
}

TEST(CatalogueConsequencesTest, EditionsThatTheGatewayPublishesAreNamedWithTheirDays) {
  v1::Catalogue before = City();
  before.add_periods()->set_id("2025");
  v1::Publication& rule = *before.add_publications();
  rule.set_id("yearly");
  rule.set_every(v1::PERIOD_KIND_YEAR);
  rule.mutable_on()->set_days_after(60);
  v1::Catalogue after = before;
  EXPECT_THAT(Lines(before, after), IsEmpty());
  after.add_periods()->set_id("2026");
  EXPECT_THAT(Lines(before, after), ElementsAre("+  yearly 2026 2027-03-01"));
  after.mutable_publications(0)->mutable_on()->set_days_after(59);
  EXPECT_THAT(Lines(before, after),
              ElementsAre("~  yearly 2025 2026-03-01 > 2026-02-28", "+  yearly 2026 2027-02-28"));
  after.mutable_publications(0)->set_id("complete");
  after.mutable_publications(0)->mutable_when_complete();
  after.mutable_publications(0)->clear_on();
  EXPECT_THAT(Lines(before, after),
              ElementsAre("-  yearly 2025 2026-03-01", "+  complete 2025 ", "+  complete 2026 "));
}

TEST(CatalogueConsequencesTest, BeyondTheBoundTheyAreCounted) {
  v1::Catalogue after = City();
  for (uint64_t i = 0; i <= limits::kConsequencesMax; ++i) {
    v1::Organisation& company = *after.add_organisations();
    company.set_id(StrCat("company-", i));
    company.set_kind(v1::ORGANISATION_KIND_COMPANY);
  }
  const Consequences consequences = ConsequencesOf(City(), after);
  EXPECT_EQ(consequences.first.size(), limits::kConsequencesMax);
  EXPECT_EQ(consequences.total, limits::kConsequencesMax + 1);
}

}  // namespace
}  // namespace samlad::domain
