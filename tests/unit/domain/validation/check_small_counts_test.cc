// SPDX-License-Identifier: EUPL-1.2
//
// What a report will hide is said when it is checked.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/unit/domain/validation/check_fixture.h"

namespace samlad::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// "CODE@field got: expected" of what is said of small counts.
std::vector<std::string> SaidOf(const v1::Report& report, const v1::Catalogue& catalogue) {
  Symbols symbols;
  const ContentCheck check = CheckContent(report, *CatalogueIndex::Build(catalogue, 0, symbols));
  std::vector<std::string> said;
  for (const v1::Finding& finding : check.findings) {
    if (finding.code().find("SMALL") == std::string::npos) continue;
    EXPECT_EQ(finding.severity(), v1::SEVERITY_INFO);
    said.push_back(finding.code() + "@" + finding.location().field() + " " + finding.got() + ": " +
                   finding.expected());
  }
  return said;
}

std::vector<std::string> SaidOfRow(const std::string& row,
                                   const v1::Catalogue& catalogue = CheckedCatalogue()) {
  return SaidOf(MakeReport("observations { " + row + " }"), catalogue);
}

v1::Catalogue Sensitive(std::string_view indicator) {
  v1::Catalogue catalogue = CheckedCatalogue();
  for (v1::Indicator& one : *catalogue.mutable_indicators()) {
    if (one.id() == indicator) one.mutable_protection()->set_sensitive(true);
  }
  return catalogue;
}

TEST(SmallCountsCheckTest, SaysWhatACountBelowKWillHide) {
  EXPECT_THAT(SaidOfRow("indicator: 'STOCK' value: '3'"),
              ElementsAre("OBS_SMALL_COUNT@observations[1].value 3: STOCK"));
  EXPECT_THAT(SaidOfRow("indicator: 'STOCK' value: '5'"), IsEmpty());
  EXPECT_THAT(SaidOfRow("indicator: 'STOCK' value: '0'"), IsEmpty());
  EXPECT_THAT(SaidOfRow("indicator: 'MONEY' value: '3.00'"), IsEmpty());
  EXPECT_THAT(SaidOfRow("indicator: 'STOCK' status: OBSERVATION_STATUS_MISSING"), IsEmpty());
  EXPECT_THAT(SaidOfRow("indicator: 'RATIO' numerator: '3' denominator: '30'"),
              ElementsAre("OBS_SMALL_COUNT@observations[1].numerator 3/30: RATIO"));
  EXPECT_THAT(SaidOfRow("indicator: 'RATIO' numerator: '27' denominator: '30'"),
              ElementsAre("OBS_SMALL_COUNT@observations[1].numerator 27/30: RATIO"));
  EXPECT_THAT(SaidOfRow("indicator: 'RATIO' numerator: '0' denominator: '4'"),
              ElementsAre("OBS_SMALL_COUNT@observations[1].denominator 0/4: RATIO"));
  EXPECT_THAT(SaidOfRow("indicator: 'MEAN' value: '2.5' n: 4"),
              ElementsAre("OBS_SMALL_COUNT@observations[1].n 4: MEAN"));
  EXPECT_THAT(SaidOfRow("indicator: 'MEAN' value: '2.5' n: 5"), IsEmpty());
}

TEST(SmallCountsCheckTest, SaysWhatAPartWillHide) {
  EXPECT_THAT(SaidOfRow("indicator: 'STOCK' value: '30' } "
                        "observations { indicator: 'STOCK' category: 'permanent' value: '1'"),
              ElementsAre("OBS_SMALL_COUNT_IN_PART@observations[2].value 1: STOCK"));
}

TEST(SmallCountsCheckTest, SaysOfASensitiveIndicatorWhatNobodyAndEverybodyHide) {
  const std::string nobody = "indicator: 'RATIO' numerator: '0' denominator: '7'";
  const std::string all = "indicator: 'RATIO' numerator: '7' denominator: '7'";
  EXPECT_THAT(SaidOfRow(nobody), IsEmpty());
  EXPECT_THAT(SaidOfRow(all), IsEmpty());
  EXPECT_THAT(SaidOfRow(nobody, Sensitive("RATIO")),
              ElementsAre("OBS_SMALL_COUNT@observations[1].numerator 0/7: RATIO"));
  EXPECT_THAT(SaidOfRow(all + " sex: 'M'", Sensitive("RATIO")),
              ElementsAre("OBS_SMALL_COUNT_IN_PART@observations[1].numerator 7/7: RATIO"));
  EXPECT_THAT(SaidOfRow("indicator: 'STOCK' value: '0'", Sensitive("STOCK")),
              ElementsAre("OBS_SMALL_COUNT@observations[1].value 0: STOCK"));
}

TEST(SmallCountsCheckTest, NamesEveryIndicatorThatIsHiddenWithIt) {
  v1::Catalogue catalogue = CheckedCatalogue();
  for (v1::Indicator& one : *catalogue.mutable_indicators()) {
    if (one.id() == "RATIO") one.set_denominator_indicator("DIST");
  }
  EXPECT_THAT(SaidOfRow("indicator: 'DIST' value: '3'", catalogue),
              ElementsAre("OBS_SMALL_COUNT@observations[1].value 3: DIST, RATIO"));
  EXPECT_THAT(SaidOfRow("indicator: 'RATIO' numerator: '3' denominator: '30'", catalogue),
              ElementsAre("OBS_SMALL_COUNT@observations[1].numerator 3/30: RATIO, DIST"));
}

// It may be right, so it says for how long, and blocks nothing.
TEST(SmallCountsCheckTest, BlocksNothingAndSaysForHowLong) {
  const ContentCheck check = CheckText("observations { indicator: 'DIST' value: '3' }");
  EXPECT_EQ(check.verdict, v1::VERDICT_ACCEPTED);
  const v1::Finding& finding = Find(check, "OBS_SMALL_COUNT");
  EXPECT_THAT(finding.message().sv(), HasSubstr("alla år"));
  EXPECT_THAT(finding.message().en(), HasSubstr("even after the figure has been corrected"));
}

TEST(SmallCountsCheckTest, CountsLikeTheStrictestVersion) {
  v1::Catalogue catalogue = CheckedCatalogue();
  for (v1::Indicator& one : *catalogue.mutable_indicators()) {
    if (one.id() == "OLD" && one.version() == 1) one.mutable_protection()->set_k(9);
  }
  EXPECT_THAT(SaidOfRow("indicator: 'OLD' value: '8'"), IsEmpty());
  EXPECT_THAT(SaidOfRow("indicator: 'OLD' value: '8'", catalogue),
              ElementsAre("OBS_SMALL_COUNT@observations[1].value 8: OLD"));
}

}  // namespace
}  // namespace samlad::domain
