// SPDX-License-Identifier: EUPL-1.2
//
// Breakdowns of a view: consolidated as totals are, parts put together, and
// withheld where they would give a small count away.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>
#include <vector>

#include "gateway/base/strings.h"
#include "gateway/domain/view/view.h"
#include "tests/unit/domain/sample_log.h"

namespace samlad::domain {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

v1::ViewQuery ByAreaAndSex(std::string_view period = "2025") {
  v1::ViewQuery query;
  query.set_period(std::string(period));
  query.add_breakdowns(v1::DIMENSION_AREA);
  query.add_breakdowns(v1::DIMENSION_SEX);
  return query;
}

std::vector<std::string> CellsOf(const v1::View& view, std::string_view indicator) {
  std::vector<std::string> cells;
  const v1::IndicatorRow row = RowOf(view, indicator);
  for (const v1::CellFigure& cell : row.cells()) {
    cells.push_back(StrCat(cell.area(), " ", cell.sex(), " ", Shown(cell.figure())));
  }
  return cells;
}

Figures Of(Figures row, std::string_view area, std::string_view sex) {
  row.area = area;
  row.sex = sex;
  return row;
}

TEST(BreakdownTest, SumsOverOrganisationsWithCoverage) {
  SampleLog log;
  log.Report("eidar", "2025",
             {Count("FLOW", "60"), Of(Count("FLOW", "40"), "nn", ""),
              Of(Count("FLOW", "20"), "south", ""), Of(Count("FLOW", "35"), "", "F")});
  log.Report("asf", "2025", {Count("FLOW", "30"), Of(Count("FLOW", "30"), "nn", "")});
  const v1::View view = log.View(ByAreaAndSex());
  EXPECT_THAT(CellsOf(view, "FLOW"), ElementsAre("_T F 35", "nn _T 70", "south _T 20"));
  const v1::Figure nn = RowOf(view, "FLOW").cells(1).figure();
  EXPECT_EQ(nn.coverage().reported(), 2u);
  EXPECT_EQ(nn.coverage().expected(), 4u);
  EXPECT_THAT(nn.positions(), ElementsAre(1, 2));
  EXPECT_EQ(nn.indicator_version(), 1u);
}

TEST(BreakdownTest, OnlyWhatIsAskedFor) {
  SampleLog log;
  log.Report("eidar", "2025",
             {Count("FLOW", "60"), Of(Count("FLOW", "40"), "nn", ""),
              Of(Count("FLOW", "35"), "", "F"), Of(Count("FLOW", "30"), "nn", "F")});
  v1::ViewQuery query;
  query.set_period("2025");
  EXPECT_THAT(CellsOf(log.View(query), "FLOW"), IsEmpty());
  query.add_breakdowns(v1::DIMENSION_AREA);
  EXPECT_THAT(CellsOf(log.View(query), "FLOW"), ElementsAre("nn _T 40"));
  query.add_breakdowns(v1::DIMENSION_AGE);
  EXPECT_THAT(CellsOf(log.View(query), "FLOW"), ElementsAre("nn _T 40"));
  query.add_breakdowns(v1::DIMENSION_AREA);
  EXPECT_FALSE(ConsolidateView(log.facts(), query).ok());
}

TEST(BreakdownTest, AllPartsMakeTheWholeThatNobodyReports) {
  SampleLog log;
  log.Report(
      "eidar", "2025",
      {Count("FLOW", "100"), Of(Count("FLOW", "40"), "nn", ""), Of(Count("FLOW", "30"), "ns", ""),
       Of(Ratio("RATIO", "30", "60"), "", ""), Of(Ratio("RATIO", "10", "20"), "nn", ""),
       Of(Ratio("RATIO", "20", "40"), "ns", ""), Of(Mean("MEAN", "10", 30), "", ""),
       Of(Mean("MEAN", "4", 10), "nn", ""), Of(Mean("MEAN", "13", 20), "ns", "")});
  // Reports the whole itself; its part is a part only.
  log.Report("asf", "2025",
             {Count("FLOW", "80"), Of(Count("FLOW", "50"), "north", ""),
              Of(Count("FLOW", "20"), "nn", "")});
  const v1::View view = log.View(ByAreaAndSex());
  EXPECT_THAT(CellsOf(view, "FLOW"), ElementsAre("north _T 120", "nn _T 60", "ns _T 30"));
  EXPECT_THAT(CellsOf(view, "RATIO"), ElementsAre("north _T 50.0", "nn _T 50.0", "ns _T 50.0"));
  EXPECT_THAT(CellsOf(view, "MEAN"), ElementsAre("north _T 10.00", "nn _T 4.00", "ns _T 13.00"));
  EXPECT_EQ(RowOf(view, "MEAN").cells(0).figure().coverage().reported(), 1u);
}

TEST(BreakdownTest, AWholeLacksAPartOrIsOfPersonsAndIsNotMade) {
  SampleLog log;
  log.Report("eidar", "2025",
             {Count("FLOW", "100"), Of(Count("FLOW", "40"), "nn", ""), Count("HEADS", "50"),
              Of(Count("HEADS", "30"), "nn", ""), Of(Count("HEADS", "30"), "ns", ""),
              Count("STOCK", "1")});
  log.Report("asf", "2025",
             {Count("FLOW", "100"), Of(Count("FLOW", "40"), "nn", ""),
              Of({.indicator = "FLOW", .status = v1::OBSERVATION_STATUS_MISSING}, "ns", "")});
  const v1::View view = log.View(ByAreaAndSex());
  EXPECT_THAT(CellsOf(view, "FLOW"), ElementsAre("nn _T 80", "ns _T [x]"));
  EXPECT_THAT(CellsOf(view, "HEADS"), ElementsAre("nn _T 30", "ns _T 30"));
}

TEST(BreakdownTest, WholesAreMadeAlongBothDimensions) {
  SampleLog log;
  log.Report(
      "eidar", "2025",
      {Count("FLOW", "100"), Of(Count("FLOW", "10"), "nn", "F"), Of(Count("FLOW", "20"), "nn", "M"),
       Of(Count("FLOW", "30"), "ns", "F"), Of(Count("FLOW", "40"), "ns", "M")});
  EXPECT_THAT(CellsOf(log.View(ByAreaAndSex()), "FLOW"),
              ElementsAre("north _T 100", "north F 40", "north M 60", "nn _T 30", "nn F 10",
                          "nn M 20", "ns _T 70", "ns F 30", "ns M 40"));
}

TEST(BreakdownTest, PartsOfTheTotalMakeNoCell) {
  SampleLog log;
  log.Report(
      "eidar", "2025",
      {Count("FLOW", "100"), Of(Count("FLOW", "40"), "", "F"), Of(Count("FLOW", "60"), "", "M")});
  EXPECT_THAT(CellsOf(log.View(ByAreaAndSex()), "FLOW"), ElementsAre("_T F 40", "_T M 60"));
}

TEST(BreakdownTest, DistinctPersonsOfTwoAreRefused) {
  SampleLog log;
  for (const std::string_view organisation : {"eidar", "asf"}) {
    log.Report(organisation, "2025", {Count("HEADS", "50"), Of(Count("HEADS", "30"), "nn", "")});
  }
  EXPECT_THAT(CellsOf(log.View(ByAreaAndSex()), "HEADS"), ElementsAre("nn _T [z]"));
}

// --- What is withheld --------------------------------------------------------

struct Leak {
  const char* name;
  std::vector<Figures> rows;
};

class LeakTest : public ::testing::TestWithParam<Leak> {};

// The total is harmless, and shown; of its breakdowns nothing is.
TEST_P(LeakTest, WithholdsAllBreakdownsAndNoTotal) {
  SampleLog log;
  log.Report("asf", "2025",
             {Count("FLOW", "90"), Of(Count("FLOW", "90"), "south", ""),
              Ratio("RATIO", "50", "100"), Of(Ratio("RATIO", "50", "100"), "south", "")});
  log.Report("eidar", "2025", GetParam().rows);
  const v1::View view = log.View(ByAreaAndSex());
  const std::string_view indicator = GetParam().rows.front().indicator;
  EXPECT_THAT(CellsOf(view, indicator), Each(EndsWith("[c]")));
  EXPECT_THAT(CellsOf(view, indicator), Not(IsEmpty()));
  EXPECT_THAT(Shown(RowOf(view, indicator).figure()), Not(HasSubstr("[c]")));
  // Neither by a filter, nor once the report was replaced and let go of.
  log.Report("eidar", "2025", {Count("FLOW", "60"), Ratio("RATIO", "30", "60")});
  log.Release(2);
  v1::ViewQuery query = ByAreaAndSex();
  query.add_organisations("asf");
  EXPECT_THAT(CellsOf(log.View(query), indicator), ElementsAre("south _T [c]"));
}

INSTANTIATE_TEST_SUITE_P(
    Ways, LeakTest,
    ::testing::Values(
        Leak{"Cell", {Count("FLOW", "60"), Of(Count("FLOW", "4"), "nn", "")}},
        Leak{"WhatPartsLeaveOver",
             {Count("FLOW", "60"), Of(Count("FLOW", "40"), "north", ""),
              Of(Count("FLOW", "17"), "south", "")}},
        Leak{"WhatPartsOfAPartLeaveOver",
             {Count("FLOW", "60"), Of(Count("FLOW", "40"), "north", ""),
              Of(Count("FLOW", "37"), "nn", "")}},
        // Nobody but two is a man outside the south: 100 - 60 - 50 + 12.
        Leak{"CrossTable",
             {Count("FLOW", "100"), Of(Count("FLOW", "60"), "south", ""),
              Of(Count("FLOW", "50"), "", "F"), Of(Count("FLOW", "12"), "south", "F")}},
        // The same: that nobody says how many there are north of the river, men
        // and women, does not hide it.
        Leak{"CrossTableThatLacksAMargin",
             {Count("FLOW", "100"), Of(Count("FLOW", "60"), "south", ""),
              Of(Count("FLOW", "50"), "", "F"), Of(Count("FLOW", "12"), "south", "F"),
              Of(Count("FLOW", "30"), "nn", "F")}},
        // Two are in none of the cells.
        Leak{"CellsWithoutAnyMargin",
             {Count("FLOW", "102"), Of(Count("FLOW", "10"), "nn", "F"),
              Of(Count("FLOW", "20"), "nn", "M"), Of(Count("FLOW", "30"), "ns", "F"),
              Of(Count("FLOW", "40"), "ns", "M")}},
        Leak{"Complement", {Ratio("RATIO", "40", "60"), Of(Ratio("RATIO", "37", "40"), "nn", "")}},
        Leak{"Denominator",
             {Ratio("RATIO", "40", "60"), Of(Ratio("RATIO", "10", "20"), "nn", ""),
              Of(Ratio("RATIO", "30", "37"), "ns", "")}}),
    [](const auto& info) { return info.param.name; });

TEST(BreakdownDisclosureTest, WhatIsLargeOrZeroIsShown) {
  SampleLog log;
  log.Report("eidar", "2025",
             {Count("FLOW", "60"), Of(Count("FLOW", "55"), "north", ""),
              Of(Count("FLOW", "0"), "south", ""), Of(Count("FLOW", "5"), "nn", "")});
  EXPECT_THAT(CellsOf(log.View(ByAreaAndSex()), "FLOW"),
              ElementsAre("north _T 55", "nn _T 5", "south _T 0"));
}

TEST(BreakdownDisclosureTest, PartsOfAYearAreWithheld) {
  SampleLog log;
  log.Report("eidar", "2025-T2", {Count("FLOW", "60"), Of(Count("FLOW", "40"), "nn", "")});
  const v1::View view = log.View(ByAreaAndSex("2025-T2"));
  EXPECT_EQ(Shown(RowOf(view, "FLOW").figure()), "60");
  EXPECT_THAT(CellsOf(view, "FLOW"), ElementsAre("nn _T [c]"));
}

TEST(BreakdownDisclosureTest, AHiddenCellKeepsNoFlags) {
  SampleLog log;
  Figures small = Of(Count("FLOW", "3"), "nn", "");
  small.status = v1::OBSERVATION_STATUS_PROVISIONAL;
  log.Report("eidar", "2025", {Count("FLOW", "60"), small});
  const v1::View view = log.View(ByAreaAndSex());
  EXPECT_THAT(RowOf(view, "FLOW").cells(0).figure().flags(), IsEmpty());
}

// --- What has left memory ----------------------------------------------------

TEST(BreakdownReleaseTest, IsRefusedRatherThanWrong) {
  SampleLog log;
  log.Report("eidar", "2025", {Count("FLOW", "60"), Of(Count("FLOW", "40"), "nn", "")});
  log.Report("asf", "2025", {Count("OPEN", "7")});
  log.Report("asf", "2025", {Count("OPEN", "8")});
  log.Release(2);  // had no breakdown to lose
  v1::ViewQuery before = ByAreaAndSex();
  before.set_as_of(log.facts().size());
  EXPECT_TRUE(ConsolidateView(log.facts(), before).ok());

  log.Report("eidar", "2025", {Count("FLOW", "61"), Of(Count("FLOW", "41"), "nn", "")});
  log.Release(1);
  const auto view = ConsolidateView(log.facts(), before);
  EXPECT_EQ(view.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(view.status().message()), HasSubstr("position 1"));
  EXPECT_THAT(CellsOf(log.View(ByAreaAndSex()), "FLOW"), ElementsAre("nn _T 41"));
  before.clear_breakdowns();
  EXPECT_TRUE(ConsolidateView(log.facts(), before).ok());
}

// --- Properties --------------------------------------------------------------

// Random tables, complete in both dimensions: areas add up to what their
// parents have, sexes to both, whoever reports which level.
TEST(BreakdownPropertyTest, PartsSumToTotals) {
  for (uint32_t seed = 1; seed <= 20; ++seed) {
    std::mt19937 random(seed);
    SampleLog log;
    for (const std::string_view organisation : {"eidar", "asf", "utb", "sgn"}) {
      std::vector<std::string> texts;
      texts.reserve(16);
      std::vector<Figures> rows;
      const auto add = [&](int64_t value, std::string_view area, std::string_view sex) {
        rows.push_back(Of(Count("FLOW", texts.emplace_back(StrCat(value))), area, sex));
      };
      int64_t total = 0, north = 0;
      for (const std::string_view area : {"nn", "ns", "south"}) {
        const int64_t women = 5 + random() % 90, men = 5 + random() % 90;
        add(women, area, "F");
        add(men, area, "M");
        total += women + men;
        if (area != "south") north += women + men;
      }
      if (random() % 2 == 0) add(north, "north", "");
      add(total, "", "");
      log.Report(organisation, "2025", rows);
    }
    const v1::View view = log.View(ByAreaAndSex());
    std::map<std::string, int64_t> cells;
    const v1::IndicatorRow row = RowOf(view, "FLOW");
    for (const v1::CellFigure& cell : row.cells()) {
      cells[StrCat(cell.area(), cell.sex())] = std::stoll(cell.figure().value());
    }
    for (const std::string sex : {"_T", "F", "M"}) {
      EXPECT_EQ(cells["north" + sex], cells["nn" + sex] + cells["ns" + sex]) << seed;
    }
    for (const std::string area : {"north", "nn", "ns", "south"}) {
      EXPECT_EQ(cells[area + "_T"], cells[area + "F"] + cells[area + "M"]) << seed;
    }
    EXPECT_EQ(std::to_string(cells["north_T"] + cells["south_T"]),
              RowOf(view, "FLOW").figure().value());
  }
}

TEST(BreakdownPropertyTest, TheSameReportAgainChangesNothing) {
  const auto view_after = [](int times) {
    SampleLog log;
    for (int i = 0; i < times; ++i) {
      const uint64_t position =
          log.Report("eidar", "2025",
                     {Count("FLOW", "60"), Of(Count("FLOW", "40"), "nn", ""), Count("OPEN", "9")});
      if (i + 1 < times) log.Release(position);
    }
    v1::View view = log.View(ByAreaAndSex());
    for (v1::AreaView& area : *view.mutable_areas()) {
      for (v1::IndicatorRow& row : *area.mutable_rows()) {
        row.mutable_figure()->clear_positions();
        for (auto& cell : *row.mutable_cells()) cell.mutable_figure()->clear_positions();
        for (auto& part : *row.mutable_contributions()) part.mutable_figure()->clear_positions();
        row.mutable_over_years()->clear_positions();
      }
    }
    v1::View figures;
    *figures.mutable_areas() = view.areas();
    return figures.SerializeAsString();
  };
  EXPECT_EQ(view_after(1), view_after(3));
}

}  // namespace
}  // namespace samlad::domain
