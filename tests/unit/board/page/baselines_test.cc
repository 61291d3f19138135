// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/page/baselines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/board/page/board_page.h"

namespace samlad::board {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

class BaselinesTest : public testing::Test {
 protected:
  BaselinesTest() {
    row_.set_indicator("EID-01");
    row_.set_direction(v1::DIRECTION_UP);
    row_.set_status(v1::TARGET_STATUS_OFF_TRACK);
    row_.mutable_figure()->set_period("2025");
    row_.mutable_figure()->set_value("72.9");
    row_.set_target("76");
    row_.set_target_period("2026");
    edition_.add_definitions()->set_id("EID-01");
    catalogue_.add_indicators()->set_id("EID-01");
    v1::Target& target = *catalogue_.add_targets();
    target.set_indicator("EID-01");
    target.set_period("2026");
    target.set_value("76");
    target.set_baseline("70.2");
    target.set_baseline_period("2023");
  }

  v1::View View() const {
    v1::View view;
    *view.add_areas()->add_rows() = row_;
    return view;
  }
  Baselines Found() const { return BaselinesOf(edition_, View(), catalogue_); }

  v1::IndicatorRow row_;
  v1::Edition edition_;
  v1::Catalogue catalogue_;
};

TEST_F(BaselinesTest, ThePageSaysWhatItWouldBeOnTheLine) {
  const Baselines baselines = Found();
  ASSERT_EQ(baselines.size(), 1u);
  EXPECT_EQ(OnTheLine(row_, baselines.at("EID-01")), "74.1");
  EXPECT_THAT(RenderBoardPage(View(), Language::kSv, {.baselines = baselines}),
              HasSubstr("på linjen dit vore det 74,1"));
  EXPECT_THAT(RenderBoardPage(View(), Language::kEn, {.baselines = baselines}),
              HasSubstr("on the line to it, it would be 74.1"));
  EXPECT_THAT(RenderBoardPage(View(), Language::kEn), HasSubstr("behind the line to it"));
}

TEST_F(BaselinesTest, TheBaselineOfAProtectedIndicatorIsNotTold) {
  edition_.mutable_definitions(0)->mutable_protection()->set_k(5);
  EXPECT_THAT(Found(), IsEmpty());
  edition_.clear_definitions();
  EXPECT_THAT(Found(), IsEmpty());
}

TEST_F(BaselinesTest, WhatChangedItsDefinitionHasNoLine) {
  v1::Indicator& later = *catalogue_.add_indicators();
  later.set_id("EID-01");
  later.set_version(2);
  EXPECT_THAT(Found(), IsEmpty());
}

TEST_F(BaselinesTest, OnlyTheTargetThatIsShownCounts) {
  row_.set_target("80");
  EXPECT_THAT(Found(), IsEmpty());
  row_.set_target("76");
  catalogue_.mutable_targets(0)->clear_baseline();
  EXPECT_THAT(Found(), IsEmpty());
}

TEST_F(BaselinesTest, ALineThatSaysNothingIsNotSaid) {
  const auto line = [this](std::string_view value, std::string_view period) {
    return OnTheLine(row_, {std::string(value), std::string(period)});
  };
  EXPECT_FALSE(line("", "2023"));
  EXPECT_FALSE(line("70.2", "2023-T1"));  // another part of the year
  EXPECT_FALSE(line("70.2", "2026"));     // no way left
  EXPECT_FALSE(line("66.7", "2023"));     // 72.9: the value itself
  row_.mutable_figure()->set_code(v1::FIGURE_CODE_CONFIDENTIAL);
  EXPECT_FALSE(line("70.2", "2023"));
  row_.mutable_figure()->clear_code();
  row_.mutable_figure()->set_period("2026");
  EXPECT_FALSE(line("70.2", "2023"));  // the target is due
}

}  // namespace
}  // namespace samlad::board
