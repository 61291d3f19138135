// SPDX-License-Identifier: EUPL-1.2
//
// What the view may never tell. Counts below 5 are protected in the sample.

#include "gateway/domain/figures/disclosure.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "tests/unit/domain/sample_log.h"

namespace samlad::domain {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// Nothing of the row but what everybody knows: definition, target, coverage,
// positions, and where nobody reported.
void ExpectHidden(const v1::IndicatorRow& row) {
  EXPECT_EQ(Shown(row.figure()), "[c]");
  EXPECT_EQ(row.status(), v1::TARGET_STATUS_INSUFFICIENT);
  EXPECT_EQ(row.trend(), v1::TREND_INSUFFICIENT);
  EXPECT_THAT(row.figure().flags(), IsEmpty());
  for (const v1::Figure& figure : row.history()) {
    EXPECT_EQ(Shown(figure), figure.coverage().reported() > 0 ? "[c]" : "[x]");
    EXPECT_THAT(figure.flags(), IsEmpty());
  }
  EXPECT_THAT(row.over_years().flags(), IsEmpty());
  for (const v1::Contribution& contribution : row.contributions()) {
    EXPECT_EQ(Shown(contribution.figure()),
              contribution.figure().coverage().reported() > 0 ? "[c]" : "[x]")
        << contribution.organisation();
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

// The coverage says so anyway, and [c] would look like a figure.
TEST(DisclosureTest, WhereNobodyReportedIsNotCalledHidden) {
  SampleLog log;
  log.Report("eidar", "2023", {Count("FLOW", "20")});
  log.Report("asf", "2025", {Count("FLOW", "2")});
  const v1::IndicatorRow row = RowOf(log.View(), "FLOW");
  ASSERT_EQ(row.history_size(), 2);
  EXPECT_EQ(Shown(row.history(0)), "[c]");
  EXPECT_EQ(Shown(row.history(1)), "[x]");
  EXPECT_EQ(Shown(row.figure()), "[c]");
  EXPECT_EQ(Shown(row.over_years()), "[x]");
  EXPECT_THAT(row.over_years().flags(), IsEmpty());
  // Before the first definition there was nothing to report.
  v1::ViewQuery query;
  query.set_period("2025");
  query.set_years(8);
  EXPECT_EQ(Shown(RowOf(log.View(query), "FLOW").history(0)), "[z]");
}

v1::Catalogue Changed(std::string_view indicator,
                      const std::function<void(v1::Indicator&)>& change) {
  v1::Catalogue catalogue = SampleCatalogue();
  for (v1::Indicator& one : *catalogue.mutable_indicators()) {
    if (one.id() == indicator) change(one);
  }
  return catalogue;
}

// 0 of 7 and 7 of 7 say something of each of the seven.
TEST(DisclosureTest, NobodyAndEverybodyOfASensitiveIndicatorAreHidden) {
  const auto sensitive = [](v1::Indicator& one) { one.mutable_protection()->set_sensitive(true); };
  const auto shown = [&](std::string_view indicator, const Figures& row, bool marked) {
    SampleLog log(marked ? Changed(indicator, sensitive) : SampleCatalogue());
    log.Report("asf", "2025", {row});
    return Shown(RowOf(log.View(), indicator).figure());
  };
  EXPECT_EQ(shown("RATIO", Ratio("RATIO", "0", "7"), false), "0.0");
  EXPECT_EQ(shown("RATIO", Ratio("RATIO", "0", "7"), true), "[c]");
  EXPECT_EQ(shown("RATIO", Ratio("RATIO", "7", "7"), false), "100.0");
  EXPECT_EQ(shown("RATIO", Ratio("RATIO", "7", "7"), true), "[c]");
  EXPECT_EQ(shown("RATIO", Ratio("RATIO", "7", "14"), true), "50.0");
  EXPECT_EQ(shown("RATE", Ratio("RATE", "0", "7"), true), "[c]");
  EXPECT_EQ(shown("RATE", Ratio("RATE", "7", "7"), true), "1000.0");  // not everybody
  EXPECT_EQ(shown("FLOW", Count("FLOW", "0"), false), "0");
  EXPECT_EQ(shown("FLOW", Count("FLOW", "0"), true), "[c]");
  EXPECT_EQ(shown("OPEN", Count("OPEN", "0"), false), "0");
}

TEST(DisclosureTest, NobodyAndEverybodyInABreakdownHideIt) {
  const auto cell = [](bool marked, std::vector<Figures> rows) {
    SampleLog log(Changed(
        "RATIO", [&](v1::Indicator& one) { one.mutable_protection()->set_sensitive(marked); }));
    log.Report("asf", "2025", rows);
    v1::ViewQuery query;
    query.set_period("2025");
    query.add_breakdowns(v1::DIMENSION_SEX);
    const v1::IndicatorRow row = RowOf(log.View(query), "RATIO");
    EXPECT_GT(row.cells_size(), 0);
    return Shown(row.figure()) + " " + (row.cells_size() > 0 ? Shown(row.cells(0).figure()) : "");
  };
  const auto rows = [](std::string_view women, std::string_view men, std::string_view all) {
    Figures f = Ratio("RATIO", women, "294"), m = Ratio("RATIO", men, "7");
    f.sex = "F";
    m.sex = "M";
    return std::vector<Figures>{Ratio("RATIO", all, "301"), f, m};
  };
  EXPECT_EQ(cell(false, rows("118", "0", "118")).substr(0, 5), "39.2 ");
  EXPECT_EQ(cell(true, rows("118", "0", "118")), "39.2 [c]");
  EXPECT_EQ(cell(true, rows("118", "7", "125")), "41.5 [c]");
  EXPECT_NE(cell(false, rows("118", "7", "125")), "41.5 [c]");
}

// What the log holds of older versions: k = 1 hid nothing, and k = 2 only ones.
TEST(DisclosureTest, ATooSmallThresholdOfAnOlderCatalogueCountsAsThree) {
  for (const uint32_t k : {1U, 2U, 3U}) {
    SampleLog log(Changed("FLOW", [&](v1::Indicator& one) { one.mutable_protection()->set_k(k); }));
    log.Report("eidar", "2025", {Count("FLOW", "3")});
    EXPECT_EQ(Shown(RowOf(log.View(), "FLOW").figure()), "3");
    log.Report("asf", "2025", {Count("FLOW", "2")});
    ExpectHidden(RowOf(log.View(), "FLOW"));
  }
}

// 7,165 dwellings in August and 7,168 in December are no three dwellings.
TEST(DisclosureTest, StepsCountForPartsThatAccumulateOnly) {
  const auto shown = [](v1::Aggregation numerator, v1::Aggregation denominator, const Figures& then,
                        const Figures& now, std::string_view indicator) {
    SampleLog log(Changed(indicator, [&](v1::Indicator& one) {
      one.set_numerator_aggregation(numerator);
      one.set_denominator_aggregation(denominator);
    }));
    log.Report("eidar", "2025-T2", {then});
    log.Report("eidar", "2025", {now});
    return Shown(RowOf(log.View(), indicator).figure());
  };
  constexpr auto kNone = v1::AGGREGATION_UNSPECIFIED;
  constexpr auto kFlow = v1::AGGREGATION_FLOW;
  constexpr auto kStock = v1::AGGREGATION_STOCK;
  const Figures then = Ratio("RATE", "280", "7165"), now = Ratio("RATE", "412", "7168");
  EXPECT_EQ(shown(kNone, kNone, then, now, "RATE"), "[c]");
  EXPECT_EQ(shown(kFlow, kFlow, then, now, "RATE"), "[c]");
  EXPECT_EQ(shown(kFlow, kStock, then, now, "RATE"), "57.5");
  EXPECT_EQ(shown(kFlow, kStock, then, Ratio("RATE", "282", "7168"), "RATE"), "[c]");
  EXPECT_EQ(shown(kStock, kStock, then, Ratio("RATE", "282", "7168"), "RATE"), "39.3");
  EXPECT_EQ(shown(kStock, kStock, then, Ratio("RATE", "270", "7000"), "RATE"), "38.6");
  // Of a state there is no complement that could accumulate.
  EXPECT_EQ(shown(kFlow, kStock, Ratio("RATIO", "20", "40"), Ratio("RATIO", "30", "52"), "RATIO"),
            "57.7");
  EXPECT_EQ(shown(kStock, kStock, Ratio("RATIO", "30", "52"), Ratio("RATIO", "4", "52"), "RATIO"),
            "[c]");
}

TEST(DisclosureTest, BreakdownsOfStatesAreShownForPartsOfAYear) {
  const auto shown = [](v1::Aggregation part) {
    SampleLog log(Changed("RATIO", [&](v1::Indicator& one) {
      one.set_numerator_aggregation(part);
      one.set_denominator_aggregation(part);
    }));
    Figures women = Ratio("RATIO", "40", "90");
    women.sex = "F";
    log.Report("asf", "2025-T2", {Ratio("RATIO", "80", "200"), women});
    v1::ViewQuery query;
    query.set_period("2025-T2");
    query.add_breakdowns(v1::DIMENSION_SEX);
    const v1::IndicatorRow row = RowOf(log.View(query), "RATIO");
    return row.cells_size() == 0 ? "" : Shown(row.cells(0).figure());
  };
  EXPECT_EQ(shown(v1::AGGREGATION_FLOW), "[c]");
  EXPECT_EQ(shown(v1::AGGREGATION_STOCK), "44.4");
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
