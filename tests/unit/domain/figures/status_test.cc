// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/figures/status.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace samlad::domain {
namespace {

constexpr PeriodId k2025{.year = 2025};

v1::Target Target(std::string period, std::string value, std::string baseline = "",
                  std::string baseline_period = "") {
  v1::Target target;
  target.set_period(std::move(period));
  target.set_value(std::move(value));
  target.set_baseline(std::move(baseline));
  target.set_baseline_period(std::move(baseline_period));
  return target;
}

v1::Coverage Covered(uint32_t reported, uint32_t expected) {
  v1::Coverage coverage;
  coverage.set_reported(reported);
  coverage.set_expected(expected);
  return coverage;
}

const v1::Thresholds kDefaults = ThresholdsOf({}, {});

v1::TargetStatus StatusAt(const v1::Target& target, v1::Direction direction, int64_t value,
                          const v1::Coverage& coverage = Covered(1, 1),
                          const v1::Thresholds& thresholds = kDefaults) {
  return StatusOf(&target, direction, k2025, Int128{value} * kMicrosPerUnit, coverage, thresholds);
}

TEST(StatusTest, TargetOfThePeriodIsMetOrNot) {
  const v1::Target target = Target("2025", "70");
  EXPECT_EQ(StatusAt(target, v1::DIRECTION_UP, 70), v1::TARGET_STATUS_MET);
  EXPECT_EQ(StatusAt(target, v1::DIRECTION_UP, 69), v1::TARGET_STATUS_OFF_TRACK);
  EXPECT_EQ(StatusAt(target, v1::DIRECTION_DOWN, 70), v1::TARGET_STATUS_MET);
  EXPECT_EQ(StatusAt(target, v1::DIRECTION_DOWN, 71), v1::TARGET_STATUS_OFF_TRACK);
}

// From 50 in 2023 to 70 in 2027: 60 in 2025.
TEST(StatusTest, LaterTargetIsInterpolatedFromItsBaseline) {
  const v1::Target target = Target("2027", "70", "50", "2023");
  EXPECT_EQ(StatusAt(target, v1::DIRECTION_UP, 60), v1::TARGET_STATUS_ON_TRACK);
  EXPECT_EQ(StatusAt(target, v1::DIRECTION_UP, 59), v1::TARGET_STATUS_OFF_TRACK);
  EXPECT_EQ(StatusAt(target, v1::DIRECTION_UP, 70), v1::TARGET_STATUS_MET);
}

TEST(StatusTest, LineMayFall) {
  const v1::Target target = Target("2027", "10", "50", "2023");
  EXPECT_EQ(StatusAt(target, v1::DIRECTION_DOWN, 30), v1::TARGET_STATUS_ON_TRACK);
  EXPECT_EQ(StatusAt(target, v1::DIRECTION_DOWN, 31), v1::TARGET_STATUS_OFF_TRACK);
}

TEST(StatusTest, BeforeTheBaselineTheBaselineIsTheLine) {
  const v1::Target target = Target("2030", "70", "50", "2026");
  EXPECT_EQ(StatusAt(target, v1::DIRECTION_UP, 50), v1::TARGET_STATUS_ON_TRACK);
  EXPECT_EQ(StatusAt(target, v1::DIRECTION_UP, 49), v1::TARGET_STATUS_OFF_TRACK);
}

TEST(StatusTest, WithoutTargetBaselineOrDirectionThereIsNone) {
  EXPECT_EQ(StatusOf(nullptr, v1::DIRECTION_UP, k2025, Int128{1}, Covered(1, 1), kDefaults),
            v1::TARGET_STATUS_NO_TARGET);
  EXPECT_EQ(StatusAt(Target("2027", "70"), v1::DIRECTION_UP, 60), v1::TARGET_STATUS_NO_TARGET);
  EXPECT_EQ(StatusAt(Target("2025", "70"), v1::DIRECTION_CONTEXT, 70), v1::TARGET_STATUS_NO_TARGET);
}

TEST(StatusTest, TooFewReportersAreInsufficient) {
  const v1::Target target = Target("2025", "70");
  EXPECT_EQ(StatusAt(target, v1::DIRECTION_UP, 80, Covered(1, 3)), v1::TARGET_STATUS_INSUFFICIENT);
  EXPECT_EQ(StatusAt(target, v1::DIRECTION_UP, 80, Covered(2, 4)), v1::TARGET_STATUS_MET);
  EXPECT_EQ(StatusOf(&target, v1::DIRECTION_UP, k2025, std::nullopt, Covered(1, 1), kDefaults),
            v1::TARGET_STATUS_INSUFFICIENT);
}

// From 50 in 2023 to 70 in 2027: 60 in 2025, and a tenth of the way is 2.
TEST(StatusTest, TheLineMayHaveSlack) {
  const v1::Target target = Target("2027", "70", "50", "2023");
  v1::Thresholds slack = kDefaults;
  slack.set_on_track_percent(10);
  EXPECT_EQ(StatusAt(target, v1::DIRECTION_UP, 58, Covered(1, 1), slack),
            v1::TARGET_STATUS_ON_TRACK);
  EXPECT_EQ(StatusAt(target, v1::DIRECTION_UP, 57, Covered(1, 1), slack),
            v1::TARGET_STATUS_OFF_TRACK);
  EXPECT_EQ(
      StatusAt(Target("2027", "10", "50", "2023"), v1::DIRECTION_DOWN, 34, Covered(1, 1), slack),
      v1::TARGET_STATUS_ON_TRACK);
}

TEST(StatusTest, NearestTargetThatIsNotPast) {
  const std::vector<v1::Target> targets = {Target("2024", "1"), Target("2028", "2"),
                                           Target("2026", "3"), Target("2025-T2", "4")};
  std::vector<const v1::Target*> all;
  for (const v1::Target& target : targets) all.push_back(&target);
  EXPECT_EQ(TargetFor(all, v1::AGGREGATION_RATIO, k2025)->value(), "3");
  EXPECT_EQ(TargetFor(all, v1::AGGREGATION_RATIO, {.year = 2025, .third = 2})->value(), "4");
  EXPECT_EQ(TargetFor(all, v1::AGGREGATION_RATIO, {.year = 2029}), nullptr);
  // A count of events up to August says nothing of a whole year's target.
  EXPECT_EQ(TargetFor(all, v1::AGGREGATION_FLOW, {.year = 2026, .third = 2}), nullptr);
}

TrendPoint Point(std::optional<Int128> micros, uint32_t version = 1,
                 std::vector<uint32_t> reporters = {1}) {
  return {.micros = micros, .version = version, .reporters = std::move(reporters)};
}

TEST(TrendTest, FollowsTheDirection) {
  const std::vector<TrendPoint> rising = {Point(1), Point(2)};
  EXPECT_EQ(TrendOf(rising, v1::DIRECTION_UP, 0), v1::TREND_BETTER);
  EXPECT_EQ(TrendOf(rising, v1::DIRECTION_DOWN, 0), v1::TREND_WORSE);
  EXPECT_EQ(TrendOf(rising, v1::DIRECTION_CONTEXT, 0), v1::TREND_UP);
  const std::vector<TrendPoint> level = {Point(2), Point(2)};
  EXPECT_EQ(TrendOf(level, v1::DIRECTION_UP, 0), v1::TREND_LEVEL);
}

TEST(TrendTest, SkipsYearsThatCannotBeCompared) {
  const std::vector<TrendPoint> gap = {Point(1), Point(std::nullopt), Point(2)};
  EXPECT_EQ(TrendOf(gap, v1::DIRECTION_UP, 0), v1::TREND_BETTER);
  const std::vector<TrendPoint> fewer = {Point(1, 1, {1, 2}), Point(9, 1, {1}),
                                         Point(2, 1, {1, 2})};
  EXPECT_EQ(TrendOf(fewer, v1::DIRECTION_UP, 0), v1::TREND_BETTER);
}

TEST(TrendTest, NoneAcrossADefinitionBreak) {
  const std::vector<TrendPoint> broken = {Point(1, 1), Point(2, 2)};
  EXPECT_EQ(TrendOf(broken, v1::DIRECTION_UP, 0), v1::TREND_INSUFFICIENT);
  const std::vector<TrendPoint> back = {Point(1, 2), Point(1, 1), Point(2, 2)};
  EXPECT_EQ(TrendOf(back, v1::DIRECTION_UP, 0), v1::TREND_INSUFFICIENT);
}

TEST(TrendTest, NoneWithoutTwoPoints) {
  const std::vector<TrendPoint> alone = {Point(2)};
  EXPECT_EQ(TrendOf(alone, v1::DIRECTION_UP, 0), v1::TREND_INSUFFICIENT);
  const std::vector<TrendPoint> missing = {Point(1), Point(std::nullopt)};
  EXPECT_EQ(TrendOf(missing, v1::DIRECTION_UP, 0), v1::TREND_INSUFFICIENT);
}

}  // namespace
}  // namespace samlad::domain
