// SPDX-License-Identifier: EUPL-1.2
//
// What the view may never tell. Counts below 5 are protected in the sample.

#include "gateway/domain/figures/disclosure.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/domain/sample_log.h"

namespace samlad::domain {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// Nothing of the row but what everybody knows: definition, target, coverage,
// positions.
void ExpectHidden(const v1::IndicatorRow& row) {
  EXPECT_EQ(Shown(row.figure()), "[c]");
  EXPECT_EQ(row.status(), v1::TARGET_STATUS_INSUFFICIENT);
  EXPECT_EQ(row.trend(), v1::TREND_INSUFFICIENT);
  EXPECT_THAT(row.figure().flags(), IsEmpty());
  for (const v1::Figure& figure : row.history()) {
    EXPECT_EQ(Shown(figure), "[c]");
    EXPECT_THAT(figure.flags(), IsEmpty());
  }
  for (const v1::Contribution& contribution : row.contributions()) {
    EXPECT_EQ(Shown(contribution.figure()), "[c]") << contribution.organisation();
    EXPECT_THAT(contribution.figure().flags(), IsEmpty());
  }
}

TEST(DisclosureTest, SmallCountHidesTheRow) {
  SampleLog log;
  log.Report("eidar", "2025", {Count("FLOW", "4")});
  log.Report("asf", "2025", {Count("FLOW", "60")});
  ExpectHidden(RowOf(log.View(), "FLOW"));
  ExpectHidden(OwnRowOf(log.View(), "eidar", "FLOW"));
}

TEST(DisclosureTest, CountOfKIsShown) {
  SampleLog log;
  log.Report("eidar", "2025", {Count("FLOW", "5")});
  EXPECT_EQ(Shown(RowOf(log.View(), "FLOW").figure()), "5");
}

TEST(DisclosureTest, TrueZeroIsShown) {
  SampleLog log;
  log.Report("eidar", "2025", {Count("FLOW", "0")});
  EXPECT_EQ(Shown(RowOf(log.View(), "FLOW").figure()), "0");
  EXPECT_EQ(RowOf(log.View(), "FLOW").status(), v1::TARGET_STATUS_INSUFFICIENT);  // 1 of 4
}

TEST(DisclosureTest, FigureWithoutPersonsIsNeverHidden) {
  SampleLog log;
  log.Report("eidar", "2025", {Count("OPEN", "2")});
  EXPECT_EQ(Shown(RowOf(log.View(), "OPEN").figure()), "2");
}

// 3 per 8,000 is 0.4 per 1,000, which looks harmless and is a count of 3.
TEST(DisclosureTest, RateIsACount) {
  SampleLog log;
  log.Report("eidar", "2025", {Ratio("RATE", "3", "8000")});
  ExpectHidden(RowOf(log.View(), "RATE"));
}

TEST(DisclosureTest, ComplementIsACount) {
  SampleLog log;
  log.Report("asf", "2025", {Ratio("RATIO", "77", "80")});
  ExpectHidden(RowOf(log.View(), "RATIO"));
}

TEST(DisclosureTest, NumeratorBeyondItsDenominatorHasNoComplement) {
  SampleLog log;
  log.Report("eidar", "2025", {Ratio("RATE", "77", "80")});
  EXPECT_EQ(Shown(RowOf(log.View(), "RATE").figure()), "962.5");
}

TEST(DisclosureTest, SmallDenominatorHides) {
  SampleLog log;
  log.Report("asf", "2025", {Ratio("RATIO", "0", "4"), Ratio("RATE", "0", "4")});
  ExpectHidden(RowOf(log.View(), "RATIO"));
  ExpectHidden(RowOf(log.View(), "RATE"));
}

TEST(DisclosureTest, AllOfEverybodyIsShown) {
  SampleLog log;
  log.Report("asf", "2025", {Ratio("RATIO", "80", "80")});
  EXPECT_EQ(Shown(RowOf(log.View(), "RATIO").figure()), "100.0");
}

TEST(DisclosureTest, FewAnswersBehindAMeanOrIndexHide) {
  SampleLog log;
  log.Report("asf", "2025", {Mean("MEAN", "71.5", 4), Mean("INDEX", "80", 1)});
  log.Report("utb", "2025", {Mean("MEAN", "80", 400), Mean("INDEX", "80", 400)});
  ExpectHidden(RowOf(log.View(), "MEAN"));
  ExpectHidden(RowOf(log.View(), "INDEX"));
}

TEST(DisclosureTest, FewDistinctPersonsHide) {
  SampleLog log;
  log.Report("sgn", "2025", {Count("HEADS", "3")});
  ExpectHidden(RowOf(log.View(), "HEADS"));
}

TEST(DisclosureTest, OneSmallYearHidesAllYears) {
  SampleLog log;
  log.Report("eidar", "2023", {Count("FLOW", "2")});
  log.Report("eidar", "2024", {Count("FLOW", "20")});
  log.Report("eidar", "2025", {Count("FLOW", "30")});
  ExpectHidden(RowOf(log.View(), "FLOW"));
  // Also where that year is not on the page.
  v1::ViewQuery query;
  query.set_period("2025");
  query.set_years(1);
  ExpectHidden(RowOf(log.View(query), "FLOW"));
}

TEST(DisclosureTest, ThirdOfAYearHidesTheYear) {
  SampleLog log;
  log.Report("eidar", "2025-T2", {Count("FLOW", "2")});
  log.Report("eidar", "2025", {Count("FLOW", "30")});
  ExpectHidden(RowOf(log.View(), "FLOW"));
}

// 8 until August less 6 until April is 2 in the summer.
TEST(DisclosureTest, SmallDifferenceWithinAYearHides) {
  const auto hidden = [](std::string_view first, std::string_view second, std::string_view whole) {
    SampleLog log;
    if (!first.empty()) log.Report("eidar", "2025-T1", {Count("FLOW", first)});
    if (!second.empty()) log.Report("eidar", "2025-T2", {Count("FLOW", second)});
    if (!whole.empty()) log.Report("eidar", "2025", {Count("FLOW", whole)});
    return Shown(RowOf(log.View(), "FLOW").figure()) == "[c]";
  };
  EXPECT_TRUE(hidden("6", "8", "20"));
  EXPECT_TRUE(hidden("6", "", "8"));
  EXPECT_TRUE(hidden("", "16", "18"));
  EXPECT_TRUE(hidden("", "16", "15"));  // corrected since
  EXPECT_FALSE(hidden("6", "6", "11"));
  EXPECT_FALSE(hidden("", "", "11"));
}

TEST(DisclosureTest, SmallDifferenceOfSupersededFiguresHides) {
  SampleLog log;
  log.Report("eidar", "2025", {Count("FLOW", "18")});
  log.Report("eidar", "2025", {Count("FLOW", "30")});
  log.Report("eidar", "2025-T2", {Count("FLOW", "10")});
  EXPECT_EQ(Shown(RowOf(log.View(), "FLOW").figure()), "30");
  log.Report("eidar", "2025-T2", {Count("FLOW", "16")}, "extra");
  log.Report("eidar", "2025-T2", {Count("FLOW", "10")}, "extra");
  ExpectHidden(RowOf(log.View(), "FLOW"));
}

TEST(DisclosureTest, SmallDifferenceOfAPartOfARatioHides) {
  const auto hidden = [](const Figures& second, const Figures& whole) {
    SampleLog log;
    log.Report("asf", "2025-T2", {second});
    log.Report("asf", "2025", {whole});
    return Shown(RowOf(log.View(), "RATIO").figure()) == "[c]";
  };
  EXPECT_TRUE(hidden(Ratio("RATIO", "20", "40"), Ratio("RATIO", "22", "60")));  // numerator
  EXPECT_TRUE(hidden(Ratio("RATIO", "20", "40"), Ratio("RATIO", "20", "42")));  // denominator
  EXPECT_TRUE(hidden(Ratio("RATIO", "20", "40"), Ratio("RATIO", "30", "52")));  // complement
  EXPECT_FALSE(hidden(Ratio("RATIO", "20", "40"), Ratio("RATIO", "30", "60")));
}

TEST(DisclosureTest, DifferencesTellNothingAcrossOrganisationsAndYearsOrOfStocks) {
  SampleLog log;
  log.Report("eidar", "2025-T2", {Count("FLOW", "16"), Count("STOCK", "16"), Count("OPEN", "16")});
  log.Report("eidar", "2025", {Count("STOCK", "18"), Count("OPEN", "18")});
  log.Report("asf", "2025", {Count("FLOW", "18")});
  log.Report("eidar", "2024", {Count("FLOW", "18")});
  EXPECT_EQ(Shown(RowOf(log.View(), "FLOW").figure()), "18");
  EXPECT_EQ(Shown(RowOf(log.View(), "STOCK").figure()), "18");
  EXPECT_EQ(Shown(RowOf(log.View(), "OPEN").figure()), "18");
}

TEST(DisclosureTest, SupersededRevisionStillHides) {
  SampleLog log;
  log.Report("eidar", "2025", {Count("FLOW", "3")});
  log.Report("eidar", "2025", {Count("FLOW", "30")});
  ExpectHidden(RowOf(log.View(), "FLOW"));
}

TEST(DisclosureTest, EarlierVersionOfTheDefinitionStillHides) {
  SampleLog log;
  log.Report("eidar", "2024", {Count("BROKEN", "3")});
  log.Report("eidar", "2025", {{.indicator = "BROKEN", .value = "30", .version = 2}});
  ExpectHidden(RowOf(log.View(), "BROKEN"));
}

TEST(DisclosureTest, RatioWithOnePartMissingStillHides) {
  SampleLog log;
  log.Report("asf", "2025", {{.indicator = "RATIO", .numerator = "3"}});
  log.Report("utb", "2025", {Ratio("RATIO", "30", "60")});
  ExpectHidden(RowOf(log.View(), "RATIO"));
}

// Otherwise +10 and -8 would show a sum of 2.
TEST(DisclosureTest, NegativeIsNoCount) {
  SampleLog log;
  log.Report("eidar", "2025", {Count("FLOW", "10")});
  log.Report("asf", "2025", {Count("FLOW", "-8")});
  ExpectHidden(RowOf(log.View(), "FLOW"));
}

TEST(DisclosureTest, FilterCannotUncover) {
  SampleLog log;
  log.Report("eidar", "2025", {Count("FLOW", "4")});
  log.Report("asf", "2025", {Count("FLOW", "60")});
  v1::ViewQuery query;
  query.set_period("2025");
  query.add_organisations("asf");
  ExpectHidden(RowOf(log.View(query), "FLOW"));
  query.add_indicators("FLOW");
  query.set_years(1);
  ExpectHidden(RowOf(log.View(query), "FLOW"));
}

// Same coverage, same positions, other figures: nothing in the row differs.
TEST(DisclosureTest, HiddenRowsLookTheSameWhateverTheReason) {
  const auto row = [](std::string_view first, std::string_view second) {
    SampleLog log;
    log.Report("eidar", "2025", {Count("FLOW", first)});
    log.Report("eidar", "2025", {Count("FLOW", second)});
    log.Report("asf", "2025", {Count("FLOW", "2")});
    return RowOf(log.View(), "FLOW").SerializeAsString();
  };
  EXPECT_EQ(row("30", "30"), row("70", "0"));
}

TEST(DisclosureTest, EarlierReadsAreUnchanged) {
  SampleLog log;
  const uint64_t before = log.Report("eidar", "2025", {Count("FLOW", "30")}) + 1;
  log.Report("asf", "2025", {Count("FLOW", "2")});
  v1::ViewQuery query;
  query.set_period("2025");
  query.set_as_of(before);
  EXPECT_EQ(Shown(RowOf(log.View(query), "FLOW").figure()), "30");
}

TEST(DisclosureTest, OwnThresholdOfAnIndicator) {
  v1::Catalogue catalogue = SampleCatalogue();
  for (v1::Indicator& indicator : *catalogue.mutable_indicators()) {
    if (indicator.id() == "FLOW") indicator.mutable_protection()->set_k(10);
  }
  SampleLog log(catalogue);
  log.Report("eidar", "2025", {Count("FLOW", "9"), Count("STOCK", "9")});
  ExpectHidden(RowOf(log.View(), "FLOW"));
  EXPECT_EQ(Shown(RowOf(log.View(), "STOCK").figure()), "9");
}

TEST(DisclosureTest, NoFigureOfAHiddenRowIsAnywhereInTheBytes) {
  SampleLog log;
  log.Report("eidar", "2025", {Count("FLOW", "4")});
  log.Report("asf", "2025", {Count("FLOW", "918273")});
  log.Report("asf", "2024", {Count("FLOW", "564738")});
  const std::string bytes = log.View().SerializeAsString();
  for (const char* figure : {"918273", "918277", "564738"}) {
    EXPECT_THAT(bytes, Not(HasSubstr(figure)));
  }
}

}  // namespace
}  // namespace samlad::domain
