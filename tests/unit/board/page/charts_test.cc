// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/page/charts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "clients/board/page/line_chart.h"

namespace samlad::board {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class ChartsTest : public ::testing::Test {
 protected:
  std::string Draw(const v1::IndicatorRow& row) {
    Html html;
    AddSparkline(page_, row, html);
    return std::move(html).Take();
  }

  static v1::IndicatorRow Row() {
    v1::IndicatorRow row;
    int year = 2023;
    for (const char* value : {"10", "20", "15"}) {
      v1::Figure* figure = year == 2025 ? row.mutable_figure() : row.add_history();
      figure->set_period(std::to_string(year++));
      figure->set_value(value);
    }
    return row;
  }

  static void Hide(v1::Figure* figure) {
    figure->clear_value();
    figure->set_code(v1::FIGURE_CODE_CONFIDENTIAL);
  }

  v1::View view_;
  PageOptions options_;
  PageContext page_{.view = view_,
                    .language = Language::kSv,
                    .options = options_,
                    .words = MessagesIn(Language::kSv),
                    .page_words = PageWordsIn(Language::kSv),
                    .names = NamesInView(view_, Language::kSv),
                    .zone = absl::UTCTimeZone()};
};

TEST_F(ChartsTest, ALineOverTheYearsAndADotForNow) {
  const std::string drawn = Draw(Row());
  EXPECT_THAT(drawn, HasSubstr("<path d=\"M8 47 120 9 232 28\"/>"));
  EXPECT_THAT(drawn, HasSubstr("<path class=\"q\" d=\"M232 28h0\"/>"));
  EXPECT_THAT(drawn, Not(HasSubstr("class=\"t\"")));
}

TEST_F(ChartsTest, SaysInWordsWhatItShows) {
  v1::IndicatorRow row = Row();
  row.mutable_figure()->set_value("1234.5");
  row.set_target("1500");
  row.set_target_period("2026");
  Hide(row.mutable_history(0));
  EXPECT_EQ(SparklineText(page_, row), "2023: [c] → 2025: 1\u202F234,5; Mål: 1\u202F500 (2026)");
  EXPECT_THAT(Draw(row), HasSubstr("role=\"img\" aria-label=\"2023: [c] → 2025"));
}

TEST_F(ChartsTest, TheTargetStretchesTheScale) {
  v1::IndicatorRow row = Row();
  row.set_target("30");
  const std::string drawn = Draw(row);
  EXPECT_THAT(drawn, HasSubstr("<path class=\"t\" d=\"M0 9h240\"/>"));
  EXPECT_THAT(drawn, HasSubstr("M8 47 120 28 232 38"));
}

TEST_F(ChartsTest, AHiddenFigureIsAGapAndStretchesNothing) {
  v1::IndicatorRow row = Row();
  row.mutable_history(1)->set_value("1000");  // beside its code, a value is none
  row.mutable_history(1)->set_code(v1::FIGURE_CODE_CONFIDENTIAL);
  EXPECT_THAT(Draw(row), HasSubstr("<path d=\"M8 47h0M232 9h0\"/>"));
  Hide(row.mutable_figure());
  EXPECT_THAT(Draw(row), Not(HasSubstr("class=\"q\"")));
  Hide(row.mutable_history(0));
  EXPECT_EQ(Draw(row), "");
}

TEST_F(ChartsTest, ANewDefinitionBreaksTheLine) {
  v1::IndicatorRow row = Row();
  row.mutable_figure()->add_flags(v1::FIGURE_FLAG_BREAK);
  EXPECT_THAT(Draw(row), HasSubstr("<path d=\"M8 47 120 9M232 28h0\"/>"));
}

TEST_F(ChartsTest, OneValueAndEqualValuesAreInTheMiddle) {
  v1::IndicatorRow row;
  row.mutable_figure()->set_value("7");
  EXPECT_THAT(Draw(row), HasSubstr("M120 28h0"));
  row = Row();
  for (v1::Figure& figure : *row.mutable_history()) figure.set_value("15");
  EXPECT_THAT(Draw(row), HasSubstr("M8 28 120 28 232 28"));
}

TEST_F(ChartsTest, TheLargeChartWritesItsValuesAndYears) {
  v1::IndicatorRow row = Row();
  Hide(row.mutable_history(1));
  row.set_target("30");
  row.set_target_period("2026");
  Html html;
  AddLineChart(page_, row, html);
  const std::string drawn = std::move(html).Take();
  EXPECT_THAT(drawn, HasSubstr(">2024</text>"));
  EXPECT_THAT(drawn, HasSubstr(">[c]</text>"));
  EXPECT_THAT(drawn, HasSubstr(">Mål 30 (2026)</text>"));
  EXPECT_THAT(drawn, HasSubstr("<path class=\"target\" d=\"M0 36h420\"/>"));
  EXPECT_THAT(drawn, HasSubstr("<path class=\"line\" d=\"M40 176h0M380 141h0\"/>"));
  EXPECT_THAT(drawn, Not(HasSubstr(">20</text>")));
  for (v1::Figure* figure : {row.mutable_history(0), row.mutable_figure()}) Hide(figure);
  Html nothing;
  AddLineChart(page_, row, nothing);
  EXPECT_EQ(std::move(nothing).Take(), "");
}

TEST_F(ChartsTest, SharesFillTheBar) {
  Html html;
  AddShares(std::vector<Share>{{1, "<rect class=\"b\""}, {0, "<rect class=\"f\""}, {2, "<rect"}},
            html);
  const std::string drawn = std::move(html).Take();
  EXPECT_THAT(drawn, HasSubstr("<rect class=\"b\" x=\"0\" height=\"10\" width=\"333\"/>"
                               "<rect x=\"333\" height=\"10\" width=\"667\"/></svg>"));
}

TEST_F(ChartsTest, BarsStayWithinTheirWhole) {
  for (const auto& [value, width] : {std::pair{50.0, "500"}, {250.0, "1000"}, {-1.0, "0"}}) {
    Html html;
    AddBar(value, 100, html);
    EXPECT_THAT(std::move(html).Take(), HasSubstr("width=\"" + std::string(width) + "\"/>"));
  }
  Html html;
  AddBar(5, 0, html);
  EXPECT_EQ(std::move(html).Take(), "");
}

TEST_F(ChartsTest, ATrackGoesFromTheBaselineToWhatIsExpected) {
  for (const auto& [measured, x] :
       {std::pair{60.0, "50"}, {50.0, "190"}, {55.0, "120"}, {0.0, "225"}, {100.0, "15"}}) {
    Html html;
    AddTrack(60, 50, measured, html);
    EXPECT_THAT(std::move(html).Take(), HasSubstr("d=\"M" + std::string(x) + " 12h0\""));
  }
}

}  // namespace
}  // namespace samlad::board
