// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/log/observations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>
#include <tuple>

#include "gateway/domain/validation/check_content.h"
#include "tests/unit/domain/validation/check_fixture.h"

namespace samlad::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

class ObservationsTest : public ::testing::Test {
 protected:
  Observations Table(std::string_view text) { return Tabulate(MakeReport(text), *index_); }
  v1::Counts Compare(std::string_view before, std::string_view after) {
    const Observations old = Table(before);
    return CompareObservations(&old, Table(after));
  }

  Symbols symbols_;
  std::shared_ptr<const CatalogueIndex> index_ = CheckedIndex(symbols_);
};

TEST_F(ObservationsTest, PutsTotalsFirst) {
  const Observations rows = Table(R"pb(
    observations { indicator: "FLOW" sex: "F" value: "4" }
    observations { indicator: "FLOW" area: "west" value: "3" }
    observations { indicator: "MONEY" value: "2.50" n: 3 status: OBSERVATION_STATUS_ESTIMATED }
  )pb");
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_EQ(rows.totals, 2u);
  EXPECT_THAT((std::vector(rows.row.begin(), rows.row.begin() + 2)), UnorderedElementsAre(0u, 3u));
  for (size_t i = 0; i < rows.size(); ++i) {
    if (rows.row[i] == 2) {
      EXPECT_EQ(symbols_.Name(rows.area[i]), "west");
    }
    if (rows.row[i] != 3) continue;
    EXPECT_EQ(symbols_.Name(rows.indicator[i]), "MONEY");
    EXPECT_EQ(rows.value[i], 2'500'000);
    EXPECT_EQ(rows.n[i], 3);
    EXPECT_EQ(rows.numerator[i], kNoFigure);
    EXPECT_EQ(rows.status[i], v1::OBSERVATION_STATUS_ESTIMATED);
  }
}

TEST_F(ObservationsTest, ComputesRatiosFromTheirParts) {
  const Observations rows =
      Table("observations { indicator: 'RATIO' numerator: '1' denominator: '3' value: '33.3' }");
  const size_t i = rows.row[0] == 1 ? 0 : 1;
  EXPECT_EQ(rows.value[i], 33'333'333);
  EXPECT_EQ(rows.numerator[i], 1'000'000);
}

TEST_F(ObservationsTest, LeavesOutWhatDoesNotResolveAndKeepsTheFirstOfEqualRows) {
  const Observations rows = Table(R"pb(
    observations { indicator: "FLOW" value: "10" }
    observations { indicator: "WHAT" value: "1" }
    observations { indicator: "FLOW" sex: "X" value: "1" }
    observations { indicator: "STOCK" value: "many" }
  )pb");
  EXPECT_THAT(rows.row, ElementsAre(0u));
  EXPECT_EQ(Tabulate(MakeReport("period: 'x'"), *index_).size(), 0u);
}

// Reports of rows that mostly resolve, in any order, with repetitions.
v1::Report RandomReport(std::mt19937& random) {
  const auto one_of = [&random](auto... values) {
    const std::array<std::string, sizeof...(values)> all = {values...};
    return all[random() % all.size()];
  };
  v1::Report report = MakeReport("");
  for (size_t rows = 1 + random() % 6; rows > 0; --rows) {
    v1::Observation& row = *report.add_observations();
    row.set_indicator(one_of("FLOW", "FLOW", "RATIO", "MONEY", "STOCK", "OLD"));
    if (random() % 3 == 0) row.set_area(one_of("west", "east", "_T", "north"));
    if (random() % 3 == 0) row.set_sex(one_of("F", "M", ""));
    if (row.indicator() == "RATIO") {
      row.set_numerator(one_of("7", "8"));
      row.set_denominator(one_of("20", "21"));
    } else {
      row.set_value(one_of("10", "12", "3"));
      if (row.indicator() == "MONEY") row.set_n(5);
    }
  }
  return report;
}

auto ColumnsOf(const Observations& rows) {
  return std::tuple(rows.totals, rows.indicator, rows.version, rows.area, rows.sex, rows.age,
                    rows.background, rows.category, rows.value, rows.numerator, rows.denominator,
                    rows.n, rows.status, rows.row);
}

TEST_F(ObservationsTest, TheContentCheckTabulatesTheSame) {
  std::mt19937 random(16);
  int accepted = 0, with_breakdowns = 0;
  for (int i = 0; i < 4'000; ++i) {
    const v1::Report report = RandomReport(random);
    const CheckedContent content = CheckAndTabulate(report, *index_);
    const ContentCheck alone = CheckContent(report, *index_);
    EXPECT_EQ(content.check.verdict, alone.verdict);
    EXPECT_EQ(content.check.findings.size(), alone.findings.size());
    ASSERT_EQ(content.observations.has_value(), alone.verdict != v1::VERDICT_REJECTED);
    if (!content.observations) continue;
    const Observations expected = Tabulate(report, *index_);
    EXPECT_EQ(ColumnsOf(*content.observations), ColumnsOf(expected)) << report.DebugString();
    EXPECT_EQ(content.observations->splits.size(), expected.splits.size());
    ++accepted;
    with_breakdowns += expected.size() > expected.totals ? 1 : 0;
  }
  EXPECT_GT(accepted, 200);
  EXPECT_GT(with_breakdowns, 100);
}

TEST_F(ObservationsTest, NamesTheDefinitionThatHeld) {
  v1::Report report = MakeReport("period: '2023' observations { indicator: 'OLD' value: '1' }");
  report.mutable_observations()->DeleteSubrange(0, 1);
  EXPECT_THAT(Tabulate(report, *index_).version, ElementsAre(1));
  report.set_period("2025");
  EXPECT_THAT(Tabulate(report, *index_).version, ElementsAre(2));
}

TEST_F(ObservationsTest, CountsWhatAReplacementDoes) {
  const v1::Counts counts =
      Compare(R"pb(
                observations { indicator: "STOCK" value: "1" }
                observations { indicator: "OLD" value: "1" }
                observations { indicator: "FLOW" sex: "F" value: "4" }
                observations { indicator: "FLOW" sex: "M" value: "6" }
              )pb",
              R"pb(
                observations { indicator: "FLOW" sex: "F" value: "5" }
                observations { indicator: "MONEY" value: "1" }
                observations { indicator: "DIST" value: "1" }
                observations { indicator: "STOCK" value: "1.0" status: OBSERVATION_STATUS_NORMAL }
              )pb");
  EXPECT_EQ(counts.inserted(), 2u);
  EXPECT_EQ(counts.changed(), 1u);
  EXPECT_EQ(counts.unchanged(), 2u);
  EXPECT_EQ(counts.removed(), 2u);
}

TEST_F(ObservationsTest, CountsAFirstReportAsInserted) {
  EXPECT_EQ(CompareObservations(nullptr, Table("")).inserted(), 1u);
  const Observations none;
  const Observations one = Table("");
  EXPECT_EQ(CompareObservations(&none, one).inserted(), 1u);
  EXPECT_EQ(CompareObservations(&one, none).removed(), 1u);
}

TEST_F(ObservationsTest, AChangedStatusOrNIsAChange) {
  const char* before = "observations { indicator: 'MEAN' value: '1' n: 5 }";
  EXPECT_EQ(Compare(before, "observations { indicator: 'MEAN' value: '1' n: 6 }").changed(), 1u);
  EXPECT_EQ(Compare(before,
                    "observations { indicator: 'MEAN' value: '1' n: 5 status: "
                    "OBSERVATION_STATUS_PROVISIONAL }")
                .changed(),
            1u);
  EXPECT_EQ(Compare(before, before).unchanged(), 2u);
}

}  // namespace
}  // namespace samlad::domain
