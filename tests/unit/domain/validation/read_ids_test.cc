// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/validation/read_ids.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "gateway/base/strings.h"
#include "tests/unit/domain/validation/check_fixture.h"

namespace samlad::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> ReadAs(const std::vector<v1::Finding>& findings) {
  std::vector<std::string> told;
  for (const v1::Finding& finding : findings) {
    told.push_back(StrCat(finding.code(), "@", finding.location().field(), " ", finding.got(), " ",
                          finding.expected()));
  }
  return told;
}

TEST(ReadIdsTest, TakesIdsThatDifferOnlyInCaseOrAccents) {
  v1::Report report = MakeReport(R"pb(
    organisation: "EIDAR"
    obligation: "Annual"
    observations { indicator: "flow" area: "Kronogården" sex: "f" value: "1" }
    observations { indicator: "Stock" category: "PERMANENT" value: "1" }
    activities { id: "A" title: "t" indicators: "stock" priority_area: "f3" }
    follow_ups {
      project: "p1"
      measured { indicator: "ratio" value: "1" }
    }
  )pb");
  const auto findings = ReadIdsAsMeant(CheckedCatalogue(), report);
  EXPECT_THAT(
      ReadAs(findings),
      ElementsAre(
          "ID_READ_AS@organisation EIDAR eidar", "ID_READ_AS@obligation Annual annual",
          "ID_READ_AS@observations[1].indicator flow FLOW",
          "ID_READ_AS@observations[1].area Kronogården kronogarden",
          "ID_READ_AS@observations[1].sex f F", "ID_READ_AS@observations[2].indicator Stock STOCK",
          "ID_READ_AS@observations[2].category PERMANENT permanent",
          "ID_READ_AS@activities[0].indicators[0] stock STOCK",
          "ID_READ_AS@activities[0].priority_area f3 F3", "ID_READ_AS@follow_ups[0].project p1 P1",
          "ID_READ_AS@follow_ups[0].measured[0].indicator ratio RATIO"));
  for (const v1::Finding& finding : findings) EXPECT_EQ(finding.severity(), v1::SEVERITY_INFO);
  EXPECT_EQ(report.observations(1).area(), "kronogarden");
  EXPECT_EQ(report.follow_ups(0).measured(0).indicator(), "RATIO");
}

TEST(ReadIdsTest, TakesNamesThatStandForOneId) {
  v1::Catalogue catalogue = CheckedCatalogue();
  const auto sex = std::ranges::find(*catalogue.mutable_code_lists(), "sex", &v1::CodeList::id);
  sex->mutable_codes(0)->mutable_title()->set_sv("Kvinnor");
  sex->mutable_codes(0)->mutable_title()->set_en("Women");
  sex->mutable_codes(1)->mutable_title()->set_sv("Män");
  const std::string rows = R"pb(
    observations { indicator: "FLOW" sex: "kvinnor" value: "1" }
    observations { indicator: "FLOW" sex: "Women" value: "1" }
    observations { indicator: "FLOW" sex: "Man" value: "1" }
  )pb";
  v1::Report report = MakeReport(rows);
  // Of the rows of the fixture there is one before them.
  EXPECT_THAT(ReadAs(ReadIdsAsMeant(catalogue, report)),
              ElementsAre("NAME_READ_AS@observations[1].sex kvinnor F",
                          "NAME_READ_AS@observations[2].sex Women F",
                          "NAME_READ_AS@observations[3].sex Man M"));
  EXPECT_EQ(report.observations(2).sex(), "F");

  // A name of two codes means neither.
  sex->mutable_codes(1)->mutable_title()->set_en("Kvinnor");
  report = MakeReport(rows);
  EXPECT_THAT(ReadAs(ReadIdsAsMeant(catalogue, report)),
              ElementsAre("NAME_READ_AS@observations[2].sex Women F",
                          "NAME_READ_AS@observations[3].sex Man M"));
  EXPECT_EQ(report.observations(1).sex(), "kvinnor");
}

TEST(ReadIdsTest, GuessesNothing) {
  v1::Catalogue catalogue = CheckedCatalogue();
  catalogue.mutable_code_lists(1)->add_codes()->set_id("Väst");
  catalogue.mutable_code_lists(1)->add_codes()->set_id("vast");
  const std::string before = R"pb(
    observations { indicator: "FLO" area: "VAST" value: "1" }
    observations { indicator: "FLOW " area: "mars" sex: "Kvinnor" value: "1" }
    observations { indicator: "FLOW" area: "_T" category: "" value: "1" }
  )pb";
  v1::Report report = MakeReport(before);
  EXPECT_THAT(ReadAs(ReadIdsAsMeant(catalogue, report)), IsEmpty());
  EXPECT_EQ(report.SerializeAsString(), MakeReport(before).SerializeAsString());
}

TEST(ReadIdsTest, GroupsTheSameIdOfTheSameField) {
  v1::Report report = MakeReport(R"pb(
    observations { indicator: "flow" value: "1" }
    observations { indicator: "Flow" value: "1" }
    observations { indicator: "flow" value: "1" }
  )pb");
  const auto findings = ReadIdsAsMeant(CheckedCatalogue(), report);
  ASSERT_EQ(findings.size(), 2u);
  EXPECT_EQ(findings[0].occurrences(), 2u);
  EXPECT_THAT(findings[0].also(), ElementsAre(3));
}

}  // namespace
}  // namespace samlad::domain
