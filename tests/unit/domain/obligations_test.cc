// SPDX-License-Identifier: EUPL-1.2

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "gateway/domain/view.h"
#include "tests/unit/domain/sample_log.h"

namespace samlad::domain {
namespace {

using ::testing::ElementsAre;

bool Everybody(std::string_view) { return true; }

v1::ObligationState StateOf(const SampleLog& log, std::string_view organisation,
                            uint64_t as_of = 0) {
  for (const v1::ObligationState& state : ObligationStates(log.facts(), as_of, "2025", Everybody)) {
    if (state.organisation() == organisation && state.obligation() == "year") return state;
  }
  ADD_FAILURE() << organisation << " owes nothing";
  return {};
}

TEST(ObligationsTest, ExpectedUntilTheDeadlineEntry) {
  SampleLog log;
  EXPECT_EQ(StateOf(log, "asf").state(), v1::REPORT_STATE_EXPECTED);
  log.PassDeadline("year", "2025");
  EXPECT_EQ(StateOf(log, "asf").state(), v1::REPORT_STATE_MISSING);
  EXPECT_EQ(StateOf(log, "asf", 1).state(), v1::REPORT_STATE_EXPECTED);  // as of before
}

TEST(ObligationsTest, DeadlineOfAnotherPeriodOrObligationDoesNotCount) {
  SampleLog log;
  log.PassDeadline("year", "2024");
  log.PassDeadline("extra", "2025");
  EXPECT_EQ(StateOf(log, "eidar").state(), v1::REPORT_STATE_EXPECTED);
}

TEST(ObligationsTest, FirstAcceptedRevisionDecidesLateness) {
  SampleLog log;
  const uint64_t first = log.Report("asf", "2025", {Count("OPEN", "1")});
  log.PassDeadline("year", "2025");
  const uint64_t second = log.Report("asf", "2025", {Count("OPEN", "2")});
  log.Report("utb", "2025", {Count("OPEN", "1")});
  const v1::ObligationState state = StateOf(log, "asf");
  EXPECT_EQ(state.state(), v1::REPORT_STATE_ON_TIME);
  EXPECT_EQ(state.position(), second);
  EXPECT_EQ(state.revisions(), 2);
  EXPECT_EQ(state.accepted_ms(), static_cast<int64_t>(first) * 1000);
  EXPECT_EQ(StateOf(log, "utb").state(), v1::REPORT_STATE_LATE);
}

TEST(ObligationsTest, ReturnedUntilResentOrMissing) {
  SampleLog log;
  log.Return("asf", "2025");
  log.Return("utb", "2025");
  EXPECT_EQ(StateOf(log, "asf").state(), v1::REPORT_STATE_RETURNED);
  log.Report("asf", "2025", {Count("OPEN", "1")});
  log.Return("asf", "2025");
  EXPECT_EQ(StateOf(log, "asf").state(), v1::REPORT_STATE_ON_TIME);
  log.PassDeadline("year", "2025");
  EXPECT_EQ(StateOf(log, "utb").state(), v1::REPORT_STATE_MISSING);
}

TEST(ObligationsTest, ByDueDateThenCatalogueOrder) {
  std::vector<std::string> order;
  for (const v1::ObligationState& state :
       ObligationStates(SampleLog().facts(), 0, "2025", Everybody)) {
    order.push_back(state.obligation() + " " + state.organisation());
  }
  EXPECT_THAT(order, ElementsAre("extra eidar", "year eidar", "year asf", "year utb", "year sgn"));
}

// 2023 is closed.
TEST(ObligationsTest, WithoutPeriodEveryOpenOneOfWhomeverIsAskedFor) {
  std::vector<std::string> order;
  for (const v1::ObligationState& state :
       ObligationStates(SampleLog().facts(), 0, "",
                        [](std::string_view organisation) { return organisation == "sgn"; })) {
    order.push_back(state.organisation() + " " + state.period());
  }
  EXPECT_THAT(order, ElementsAre("sgn 2024", "sgn 2025-T2", "sgn 2025"));
}

Prose FollowUpOf(std::string_view project, std::string_view effect) {
  Prose prose;
  v1::FollowUp& follow_up = prose.follow_ups.emplace_back();
  follow_up.set_project(std::string(project));
  follow_up.set_effect(std::string(effect));
  return prose;
}

TEST(ProjectsTest, FollowedUpExpectedOverdueOrNotOwed) {
  SampleLog log;
  auto rows = ProjectRows(log.facts(), 0, "2025");
  ASSERT_EQ(rows.size(), 2);
  EXPECT_EQ(rows[0].state(), v1::FOLLOW_UP_STATE_EXPECTED);
  EXPECT_EQ(rows[0].due(), "2026-02-15");
  EXPECT_TRUE(rows[0].never_followed_up());
  EXPECT_EQ(rows[1].state(), v1::FOLLOW_UP_STATE_NONE);

  log.PassProjectDeadline("P1", "2025");
  EXPECT_EQ(ProjectRows(log.facts(), 0, "2025")[0].state(), v1::FOLLOW_UP_STATE_OVERDUE);

  const uint64_t position = log.Report("eidar", "2025", {}, "year", FollowUpOf("P1", "god"));
  rows = ProjectRows(log.facts(), 0, "2025");
  EXPECT_EQ(rows[0].state(), v1::FOLLOW_UP_STATE_DONE);
  EXPECT_EQ(rows[0].follow_up().effect(), "god");
  EXPECT_EQ(rows[0].position(), position);
  EXPECT_FALSE(rows[0].never_followed_up());
}

TEST(ProjectsTest, FollowUpThatARevisionDropsNoLongerCounts) {
  SampleLog log;
  log.Report("eidar", "2025", {}, "year", FollowUpOf("P1", "god"));
  log.Report("eidar", "2025", {}, "year");
  const auto rows = ProjectRows(log.facts(), 0, "2025");
  EXPECT_EQ(rows[0].state(), v1::FOLLOW_UP_STATE_EXPECTED);
  EXPECT_FALSE(rows[0].never_followed_up());
}

TEST(ProjectsTest, FollowUpOfAnotherPeriodIsHistory) {
  SampleLog log;
  log.Report("eidar", "2024", {}, "year", FollowUpOf("P1", "god"));
  const auto rows = ProjectRows(log.facts(), 0, "2025");
  EXPECT_EQ(rows[0].state(), v1::FOLLOW_UP_STATE_EXPECTED);
  EXPECT_FALSE(rows[0].never_followed_up());
}

}  // namespace
}  // namespace samlad::domain
