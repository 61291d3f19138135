// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/page/reading.h"

#include <gtest/gtest.h>

#include "tests/unit/board/sample_view.h"

namespace samlad::board {
namespace {

v1::IndicatorRow Row(v1::Direction direction, v1::Trend trend) {
  v1::IndicatorRow row;
  row.set_direction(direction);
  row.set_trend(trend);
  row.set_status(v1::TARGET_STATUS_OFF_TRACK);
  for (const auto& [year, value] : {std::pair{"2023", "70"}, {"2024", "68.0"}}) {
    v1::Figure* figure = row.add_history();
    figure->set_period(year);
    figure->set_value(value);
  }
  row.mutable_figure()->set_period("2025");
  row.mutable_figure()->set_value("72.5");
  row.set_target("76");
  row.set_target_period("2026");
  return row;
}

TEST(DifferenceTest, IsExactAndKeepsTheDecimals) {
  EXPECT_EQ(DifferenceOf("0.1", "0.3")->decimal, "0.2");
  EXPECT_EQ(DifferenceOf("70", "68.50")->decimal, "-1.50");
  EXPECT_EQ(DifferenceOf("5", "5")->sign, 0);
  EXPECT_EQ(DifferenceOf("-2", "4")->relative, 3);
  EXPECT_EQ(DifferenceOf("0", "4")->relative, 4);
  EXPECT_FALSE(DifferenceOf("", "4"));
  EXPECT_FALSE(DifferenceOf("4", "<b>"));
}

TEST(DifferenceTest, IsWrittenAsTheLanguageDoes) {
  const Difference fewer = *DifferenceOf("12345.5", "0");
  EXPECT_EQ(FormatSigned(fewer, Language::kSv), "-12\u202F345,5");
  EXPECT_EQ(FormatSize(fewer, Language::kEn), "12,345.5");
  EXPECT_EQ(FormatSigned(*DifferenceOf("1", "2"), Language::kSv), "+1");
  EXPECT_EQ(FormatSigned(*DifferenceOf("1", "1"), Language::kSv), "0");
}

TEST(ReadingTest, ChangesSinceTheNearestComparableYear) {
  v1::IndicatorRow row = Row(v1::DIRECTION_UP, v1::TREND_BETTER);
  EXPECT_EQ(ChangeOf(row)->from->period(), "2024");
  EXPECT_EQ(ChangeOf(row)->size.decimal, "4.5");
  // Fewer organisations were behind the year between.
  row.mutable_history(1)->mutable_coverage()->set_reported(7);
  EXPECT_EQ(ChangeOf(row)->from->period(), "2023");
  row.mutable_history(0)->set_indicator_version(2);
  EXPECT_FALSE(ChangeOf(row));
}

TEST(ReadingTest, NoSizeThatContradictsTheTrend) {
  EXPECT_FALSE(ChangeOf(Row(v1::DIRECTION_UP, v1::TREND_WORSE)));
  EXPECT_TRUE(ChangeOf(Row(v1::DIRECTION_DOWN, v1::TREND_WORSE)));
  EXPECT_TRUE(ChangeOf(Row(v1::DIRECTION_CONTEXT, v1::TREND_UP)));
  EXPECT_FALSE(ChangeOf(Row(v1::DIRECTION_UP, v1::TREND_LEVEL)));
  EXPECT_FALSE(ChangeOf(Row(v1::DIRECTION_UP, v1::TREND_INSUFFICIENT)));
}

TEST(ReadingTest, GapsByDirection) {
  v1::IndicatorRow row = Row(v1::DIRECTION_UP, v1::TREND_BETTER);
  EXPECT_FALSE(GapOf(row)->reached);
  EXPECT_EQ(GapOf(row)->size.decimal, "-3.5");
  row.set_direction(v1::DIRECTION_DOWN);
  EXPECT_TRUE(GapOf(row)->reached);
  row.set_direction(v1::DIRECTION_CONTEXT);
  EXPECT_FALSE(GapOf(row));
  row.set_direction(v1::DIRECTION_UP);
  row.clear_target();
  EXPECT_FALSE(GapOf(row));
}

// What a hidden figure could be must not follow from its status, trend, change
// or gap, whatever the row says.
TEST(ReadingTest, NothingNarrowsAHiddenFigure) {
  v1::IndicatorRow row = Row(v1::DIRECTION_UP, v1::TREND_BETTER);
  row.mutable_figure()->clear_value();
  row.mutable_figure()->set_code(v1::FIGURE_CODE_CONFIDENTIAL);
  for (const v1::TargetStatus status :
       {v1::TARGET_STATUS_MET, v1::TARGET_STATUS_ON_TRACK, v1::TARGET_STATUS_OFF_TRACK}) {
    row.set_status(status);
    EXPECT_EQ(StatusShown(row), v1::TARGET_STATUS_INSUFFICIENT);
  }
  EXPECT_EQ(TrendShown(row), v1::TREND_INSUFFICIENT);
  EXPECT_FALSE(ChangeOf(row));
  EXPECT_FALSE(GapOf(row));
  EXPECT_EQ(WhyStatus(row, PageWordsIn(Language::kSv)), "värdet är dolt");
  // A value beside the code is no value.
  row.mutable_figure()->set_value("3");
  EXPECT_EQ(StatusShown(row), v1::TARGET_STATUS_INSUFFICIENT);
  EXPECT_FALSE(GapOf(row));
}

TEST(ReadingTest, EveryStatusSaysWhy) {
  const PageWords& words = PageWordsIn(Language::kEn);
  v1::IndicatorRow row = Row(v1::DIRECTION_UP, v1::TREND_BETTER);
  EXPECT_EQ(WhyStatus(row, words), "behind the line to it");
  row.set_target_period("2025");
  EXPECT_EQ(WhyStatus(row, words), "the target was missed");
  row.set_status(v1::TARGET_STATUS_ON_TRACK);
  EXPECT_EQ(WhyStatus(row, words), "on the line to it");
  row.set_status(v1::TARGET_STATUS_MET);
  EXPECT_EQ(WhyStatus(row, words), "");
  row.set_status(v1::TARGET_STATUS_NO_TARGET);
  EXPECT_EQ(WhyStatus(row, words), "the target cannot be compared with the value");
  row.clear_target();
  EXPECT_EQ(WhyStatus(row, words), "");
  row.set_status(v1::TARGET_STATUS_INSUFFICIENT);
  EXPECT_EQ(WhyStatus(row, words), "too few have reported");
  row.mutable_figure()->clear_value();
  row.mutable_figure()->set_code(v1::FIGURE_CODE_NOT_REPORTED);
  EXPECT_EQ(WhyStatus(row, words), "the value is missing");
}

}  // namespace
}  // namespace samlad::board
