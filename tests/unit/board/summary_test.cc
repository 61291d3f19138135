// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/summary.h"

#include <gtest/gtest.h>

#include "tests/unit/board/sample_view.h"

namespace samlad::board {
namespace {

TEST(SummaryTest, AnswersTheFourQuestions) {
  const v1::View view = SampleView();
  const Summary summary = Summarise(view);
  ASSERT_EQ(summary.off_target.size(), 1);
  EXPECT_EQ(summary.off_target[0]->indicator(), "EID-02");
  ASSERT_EQ(summary.changed.size(), 2);
  EXPECT_EQ(summary.changed[0]->trend(), v1::TREND_WORSE);
  EXPECT_EQ(summary.changed[1]->trend(), v1::TREND_BETTER);
  ASSERT_EQ(summary.overdue_reports.size(), 1);
  EXPECT_EQ(summary.overdue_reports[0]->organisation(), "asf");
  ASSERT_EQ(summary.overdue_projects.size(), 1);
  EXPECT_EQ(summary.overdue_projects[0]->project(), "P1");
  ASSERT_EQ(summary.overdue_recommendations.size(), 1);
  EXPECT_EQ(summary.OverdueCount(), 3);
  ASSERT_EQ(summary.not_reported.size(), 2);
  EXPECT_EQ(summary.not_reported[1]->organisation(), "utb");
  EXPECT_EQ(summary.not_judged, 1);
}

TEST(SummaryTest, WhoNeedNotReportIsNotMissed) {
  v1::View view = SampleView();
  view.mutable_obligations(2)->set_state(v1::REPORT_STATE_WAIVED);
  EXPECT_EQ(Summarise(view).not_reported.size(), 1);
}

TEST(SummaryTest, WhatWasSentBackIsNotReported) {
  v1::View view = SampleView();
  ASSERT_NE(view.obligations(0).position(), 0);
  view.mutable_obligations(0)->set_state(v1::REPORT_STATE_RETURNED);
  const Summary summary = Summarise(view);
  EXPECT_EQ(summary.reports_due, 3);
  ASSERT_EQ(summary.not_reported.size(), 3);
  EXPECT_EQ(summary.not_reported[0]->organisation(), "eidar");
}

}  // namespace
}  // namespace samlad::board
