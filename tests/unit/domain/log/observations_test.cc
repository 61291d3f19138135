// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/log/observations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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
