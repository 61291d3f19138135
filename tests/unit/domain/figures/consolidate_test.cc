// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/figures/consolidate.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace samlad::domain {
namespace {

constexpr int64_t kOne = kMicrosPerUnit;

v1::Indicator Definition(v1::Aggregation aggregation, uint32_t decimals, uint32_t factor = 0) {
  v1::Indicator definition;
  definition.set_aggregation(aggregation);
  definition.set_decimals(decimals);
  definition.set_factor(factor);
  return definition;
}

std::string ConsolidatedFigure(const v1::Indicator& definition,
                               const std::vector<PartOfSum>& parts) {
  const auto micros = Consolidate(definition, parts);
  return micros ? FormatMicros(*micros, ShownDecimals(definition)) : "none";
}

TEST(ConsolidateTest, CountsAreSummed) {
  const std::vector<PartOfSum> parts = {{.value = 70 * kOne}, {.value = 0}, {.value = 5 * kOne}};
  EXPECT_EQ(ConsolidatedFigure(Definition(v1::AGGREGATION_FLOW, 0), parts), "75");
  EXPECT_EQ(ConsolidatedFigure(Definition(v1::AGGREGATION_STOCK, 1), parts), "75.0");
}

TEST(ConsolidateTest, SumsExceedSixtyFourBits) {
  const std::vector<PartOfSum> parts(30, PartOfSum{.value = 999'999'999'999 * kOne});
  EXPECT_EQ(ConsolidatedFigure(Definition(v1::AGGREGATION_FLOW, 0), parts), "29999999999970");
}

// No catalogue that was checked has them, but a log might.
TEST(ConsolidateTest, NeverShowsMoreDecimalsThanAFigureHas) {
  const std::vector<PartOfSum> parts = {{.value = kOne}};
  for (const uint32_t decimals : {7u, 0xFFFF'FFFFu}) {
    EXPECT_EQ(ConsolidatedFigure(Definition(v1::AGGREGATION_FLOW, decimals), parts), "1.000000");
  }
}

// 30/60 and 10/40 are 40 %, not the mean of 50 % and 25 %.
TEST(ConsolidateTest, RatiosComeFromSumsOfTheirParts) {
  const std::vector<PartOfSum> parts = {{.numerator = 30 * kOne, .denominator = 60 * kOne},
                                        {.numerator = 10 * kOne, .denominator = 40 * kOne}};
  EXPECT_EQ(ConsolidatedFigure(Definition(v1::AGGREGATION_RATIO, 1, 100), parts), "40.0");
  EXPECT_EQ(ConsolidatedFigure(Definition(v1::AGGREGATION_RATIO, 0, 1000), parts), "400");
  EXPECT_EQ(ConsolidatedFigure(Definition(v1::AGGREGATION_RATIO, 2), parts), "0.40");
}

TEST(ConsolidateTest, RatioOfNothingIsNone) {
  const std::vector<PartOfSum> parts = {{.numerator = 0, .denominator = 0}};
  EXPECT_EQ(ConsolidatedFigure(Definition(v1::AGGREGATION_RATIO, 1, 100), parts), "none");
}

// 1249999999/25000000000 = 0.04999999996: by way of 0.050000 it would be 0.1.
TEST(ConsolidateTest, RoundsOnce) {
  const std::vector<PartOfSum> parts = {
      {.numerator = 1'249'999'999 * kOne, .denominator = 25'000'000'000 * kOne}};
  EXPECT_EQ(ConsolidatedFigure(Definition(v1::AGGREGATION_RATIO, 1), parts), "0.0");
}

TEST(ConsolidateTest, RoundsHalfAwayFromZero) {
  EXPECT_EQ(ConsolidatedFigure(Definition(v1::AGGREGATION_FLOW, 0), {{.value = kOne / 2}}), "1");
  EXPECT_EQ(ConsolidatedFigure(Definition(v1::AGGREGATION_FLOW, 0), {{.value = -kOne / 2}}), "-1");
  EXPECT_EQ(ConsolidatedFigure(Definition(v1::AGGREGATION_FLOW, 0), {{.value = kOne / 2 - 1}}),
            "0");
}

// (10 * 90 + 20 * 10) / 100 = 11, not 15.
TEST(ConsolidateTest, MeansAndIndexesAreWeighted) {
  const std::vector<PartOfSum> parts = {{.value = 10 * kOne, .n = 90},
                                        {.value = 20 * kOne, .n = 10}};
  EXPECT_EQ(ConsolidatedFigure(Definition(v1::AGGREGATION_MEAN, 2), parts), "11.00");
  EXPECT_EQ(ConsolidatedFigure(Definition(v1::AGGREGATION_INDEX, 0), parts), "11");
}

TEST(ConsolidateTest, DistinctPersonsAreNeverSummed) {
  const v1::Indicator definition = Definition(v1::AGGREGATION_DISTINCT, 0);
  EXPECT_EQ(ConsolidatedFigure(definition, {{.value = 40 * kOne}}), "40");
  EXPECT_EQ(ConsolidatedFigure(definition, {{.value = 40 * kOne}, {.value = 50 * kOne}}), "none");
}

TEST(ConsolidateTest, PairWithOnePartMissingIsDropped) {
  EXPECT_TRUE(IsUsable(v1::AGGREGATION_RATIO, {.numerator = 0, .denominator = kOne}));
  EXPECT_FALSE(IsUsable(v1::AGGREGATION_RATIO, {.numerator = kOne}));
  EXPECT_FALSE(IsUsable(v1::AGGREGATION_RATIO, {.value = kOne, .denominator = kOne}));
  EXPECT_TRUE(IsUsable(v1::AGGREGATION_MEAN, {.value = 0, .n = 1}));
  EXPECT_FALSE(IsUsable(v1::AGGREGATION_MEAN, {.value = kOne}));
  EXPECT_FALSE(IsUsable(v1::AGGREGATION_MEAN, {.value = kOne, .n = 0}));
  EXPECT_TRUE(IsUsable(v1::AGGREGATION_FLOW, {.value = 0}));
  EXPECT_FALSE(IsUsable(v1::AGGREGATION_FLOW, {}));
}

}  // namespace
}  // namespace samlad::domain
