// SPDX-License-Identifier: EUPL-1.2
//
// Figures over years, weights of coverage and thresholds, by hand.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "gateway/domain/view/view.h"
#include "tests/unit/domain/sample_log.h"

namespace samlad::domain {
namespace {

using ::testing::ElementsAre;

v1::Figure OverYears(const v1::View& view, std::string_view indicator) {
  return RowOf(view, indicator).over_years();
}

SampleLog ThreeYears() {
  SampleLog log;
  log.Report("eidar", "2023",
             {Count("OPEN", "10"), Count("STOCK", "40"), Ratio("RATIO", "10", "20"),
              Mean("MEAN", "10", 10), Mean("INDEX", "60", 10), Count("HEADS", "40")});
  log.Report("asf", "2023", {Count("OPEN", "5")});
  log.Report("eidar", "2024",
             {Count("OPEN", "20"), Count("STOCK", "41"), Ratio("RATIO", "20", "80"),
              Mean("MEAN", "20", 10), Mean("INDEX", "61", 10), Count("HEADS", "41")});
  log.Report("eidar", "2025",
             {Count("OPEN", "30"), Count("STOCK", "42"), Ratio("RATIO", "60", "100"),
              Mean("MEAN", "30", 20), Mean("INDEX", "62", 10), Count("HEADS", "42")});
  return log;
}

TEST(OverYearsTest, EveryKindOfIndicatorByHand) {
  const v1::View view = ThreeYears().View();
  EXPECT_EQ(Shown(OverYears(view, "OPEN")), "65");
  EXPECT_EQ(Shown(OverYears(view, "STOCK")), "42");
  EXPECT_EQ(Shown(OverYears(view, "RATIO")), "45.0");
  EXPECT_EQ(Shown(OverYears(view, "MEAN")), "22.50");
  EXPECT_EQ(Shown(OverYears(view, "INDEX")), "62.0");
  EXPECT_EQ(Shown(OverYears(view, "HEADS")), "[z]");
  EXPECT_EQ(OverYears(view, "OPEN").period(), "2023/2025");
  EXPECT_EQ(OverYears(view, "OPEN").coverage().reported(), 4u);
  EXPECT_EQ(OverYears(view, "OPEN").coverage().expected(), 12u);
  EXPECT_THAT(OverYears(view, "OPEN").positions(), ElementsAre(1, 2, 3, 4));
}

TEST(OverYearsTest, NotOfOneYearNorOfPartsOfYears) {
  SampleLog log = ThreeYears();
  log.Report("eidar", "2025-T2", {Count("OPEN", "8")});
  EXPECT_FALSE(RowOf(log.View("2025-T2"), "OPEN").has_over_years());
  v1::ViewQuery query;
  query.set_period("2025");
  query.set_years(1);
  EXPECT_FALSE(RowOf(log.View(query), "OPEN").has_over_years());
}

TEST(OverYearsTest, AYearWithoutFigureIsNotTakenForZero) {
  SampleLog log;
  log.Report("eidar", "2023", {Count("OPEN", "10")});
  log.Report("eidar", "2025", {Count("OPEN", "30")});
  EXPECT_EQ(Shown(OverYears(log.View(), "OPEN")), "[x]");
}

TEST(OverYearsTest, NothingIsPutTogetherAcrossABreak) {
  SampleLog log;
  log.Report("eidar", "2023", {Count("BROKEN", "10")});
  log.Report("eidar", "2024", {Count("BROKEN", "10")});
  Figures now = Count("BROKEN", "30");
  now.version = 2;
  log.Report("eidar", "2025", {now});
  EXPECT_EQ(Shown(OverYears(log.View(), "BROKEN")), "[z]");
  EXPECT_EQ(Shown(OverYears(log.View("2024"), "BROKEN")), "[x]");
}

TEST(OverYearsTest, WhatIsHiddenIsHiddenOverYears) {
  SampleLog log;
  for (const std::string_view year : {"2023", "2024", "2025"}) {
    log.Report("eidar", year, {Count("FLOW", year == "2024" ? "3" : "30")});
  }
  EXPECT_EQ(Shown(OverYears(log.View(), "FLOW")), "[c]");
}

v1::Catalogue Weighed(uint32_t eidar) {
  v1::Catalogue catalogue = SampleCatalogue();
  for (v1::Organisation& organisation : *catalogue.mutable_organisations()) {
    if (organisation.id() == "eidar") organisation.set_weight(eidar);
  }
  return catalogue;
}

TEST(CoverageTest, IsCountedAndWeighed) {
  SampleLog log(Weighed(97));
  log.Report("asf", "2025", {Count("OPEN", "200")});
  log.Report("utb", "2025", {Count("OPEN", "200")});
  const v1::IndicatorRow row = RowOf(log.View(), "OPEN");
  EXPECT_EQ(row.figure().coverage().reported_weight(), 2u);
  EXPECT_EQ(row.figure().coverage().expected_weight(), 100u);
  // Half of the organisations, but hardly any of what they stand for.
  EXPECT_EQ(row.status(), v1::TARGET_STATUS_INSUFFICIENT);
  log.Report("eidar", "2025", {Count("OPEN", "1")});
  EXPECT_EQ(RowOf(log.View(), "OPEN").status(), v1::TARGET_STATUS_MET);
}

TEST(ThresholdsTest, TheIndicatorsComeBeforeTheCatalogues) {
  v1::Catalogue catalogue = SampleCatalogue();
  catalogue.mutable_thresholds()->set_coverage_min_percent(75);
  const auto status = [](const v1::Catalogue& with) {
    SampleLog log(with);
    log.Report("asf", "2025", {Count("OPEN", "200")});
    log.Report("utb", "2025", {Count("OPEN", "200")});
    return RowOf(log.View(), "OPEN").status();
  };
  EXPECT_EQ(status(SampleCatalogue()), v1::TARGET_STATUS_MET);
  EXPECT_EQ(status(catalogue), v1::TARGET_STATUS_INSUFFICIENT);
  catalogue.mutable_indicators(0)->mutable_thresholds()->set_coverage_min_percent(50);
  EXPECT_EQ(status(catalogue), v1::TARGET_STATUS_MET);
}

TEST(ThresholdsTest, ASmallChangeIsNone) {
  v1::Catalogue catalogue = SampleCatalogue();
  const auto trend = [](const v1::Catalogue& with) {
    SampleLog log(with);
    log.Report("eidar", "2024", {Count("OPEN", "100")});
    log.Report("eidar", "2025", {Count("OPEN", "101")});
    return RowOf(log.View(), "OPEN").trend();
  };
  EXPECT_EQ(trend(catalogue), v1::TREND_BETTER);
  catalogue.mutable_thresholds()->set_level_permille(9);
  EXPECT_EQ(trend(catalogue), v1::TREND_BETTER);
  catalogue.mutable_thresholds()->set_level_permille(10);
  EXPECT_EQ(trend(catalogue), v1::TREND_LEVEL);
}

}  // namespace
}  // namespace samlad::domain
