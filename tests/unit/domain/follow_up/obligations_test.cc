// SPDX-License-Identifier: EUPL-1.2

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iterator>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "gateway/domain/view/view.h"
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

v1::Catalogue WithClosed(bool closed) {
  v1::Catalogue catalogue = SampleCatalogue();
  for (v1::Period& period : *catalogue.mutable_periods()) {
    if (period.id() == "2025") period.set_closed(closed);
  }
  return catalogue;
}

constexpr int64_t kFirstOfMay2026 = 1'777'593'600'000;  // 02:00 in Sweden
constexpr int64_t kDay = 86'400'000;

TEST(ObligationsTest, AReopenedPeriodIsShownWithItsLastDayUntilThat) {
  SampleLog log;
  log.MoveTo(kFirstOfMay2026);
  log.Apply(WithClosed(true));
  const ReopeningFact reopening{.organisation = "asf",
                                .obligation = "year",
                                .period = "2025",
                                .reason = "en siffra",
                                .last_day = "2026-05-02"};
  log.Append(reopening);
  EXPECT_EQ(StateOf(log, "asf").reopened_until(), "2026-05-02");
  EXPECT_EQ(StateOf(log, "utb").reopened_until(), "") << "for this report only";
  // Whoever asks for open periods is told of this one, too.
  for (const v1::ObligationState& state : ObligationStates(log.facts(), 0, "", Everybody)) {
    EXPECT_TRUE(state.period() != "2025" || state.organisation() == "asf") << state.DebugString();
  }
  // The last day ends in the catalogue's time zone.
  log.MoveTo(kFirstOfMay2026 + 2 * kDay - 3 * 3'600'000);
  log.PassDeadline("extra", "2025");
  EXPECT_EQ(StateOf(log, "asf").reopened_until(), "2026-05-02");
  log.MoveTo(kFirstOfMay2026 + 2 * kDay - 2 * 3'600'000);
  log.PassDeadline("extra", "2024");
  EXPECT_EQ(StateOf(log, "asf").reopened_until(), "");
  EXPECT_EQ(StateOf(log, "asf", log.facts().size() - 1).reopened_until(), "2026-05-02");
}

TEST(ObligationsTest, WhatSeveralReturnsSayIsShownTogether) {
  SampleLog log;
  const uint64_t report = log.Report("asf", "2025", {Count("OPEN", "1")});
  const auto send_back = [&](std::string reason, std::string field, std::string text) {
    ReviewFact fact{.approved = false,
                    .report = report,
                    .organisation = "asf",
                    .obligation = "year",
                    .period = "2025",
                    .reason = std::move(reason),
                    .remarks = {}};
    v1::ReviewRemark remark;
    remark.set_field(std::move(field));
    remark.set_text(std::move(text));
    fact.remarks.push_back(remark);
    log.Append(std::move(fact));
  };
  send_back("see the fields", "OPEN", "ten times last year's");
  send_back("", "comment", "who counted?");
  const v1::ObligationState state = StateOf(log, "asf");
  EXPECT_EQ(state.state(), v1::REPORT_STATE_RETURNED);
  EXPECT_EQ(state.reason(), "see the fields");
  ASSERT_EQ(state.remarks_size(), 2);
  EXPECT_EQ(state.remarks(0).field(), "OPEN");
  EXPECT_EQ(state.remarks(1).field(), "comment");
  EXPECT_EQ(StateOf(log, "asf", log.facts().size() - 1).remarks_size(), 1) << "as of before";
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

v1::Catalogue CatalogueWithApproval() {
  v1::Catalogue catalogue = SampleCatalogue();
  catalogue.mutable_obligations(0)->set_requires_approval(true);
  return catalogue;
}

TEST(ObligationsTest, WaitsForApprovalWhereTheCatalogueSaysSo) {
  SampleLog log(CatalogueWithApproval());
  const uint64_t report = log.Report("asf", "2025", {Count("OPEN", "1")});
  EXPECT_EQ(StateOf(log, "asf").state(), v1::REPORT_STATE_UNDER_REVIEW);
  EXPECT_TRUE(StateOf(log, "asf").requires_approval());
  log.PassDeadline("year", "2025");
  EXPECT_EQ(StateOf(log, "asf").state(), v1::REPORT_STATE_UNDER_REVIEW);
  const uint64_t approval = log.Review(report, true);
  EXPECT_EQ(StateOf(log, "asf").state(), v1::REPORT_STATE_ON_TIME);
  EXPECT_EQ(StateOf(log, "asf").approved(), approval);
  EXPECT_EQ(StateOf(log, "asf", approval).state(), v1::REPORT_STATE_UNDER_REVIEW);  // as of before
  // A correction waits anew.
  log.Report("asf", "2025", {Count("OPEN", "2")});
  EXPECT_EQ(StateOf(log, "asf").state(), v1::REPORT_STATE_UNDER_REVIEW);
  EXPECT_EQ(StateOf(log, "asf").approved(), 0);
}

TEST(ObligationsTest, SentBackUntilCorrectedAndThenAsPunctualAsItWas) {
  SampleLog log;
  const uint64_t report = log.Report("asf", "2025", {Count("OPEN", "1")});
  log.Review(report, false, "se fält");
  log.PassDeadline("year", "2025");
  v1::ObligationState state = StateOf(log, "asf");
  EXPECT_EQ(state.state(), v1::REPORT_STATE_RETURNED);
  EXPECT_EQ(state.reason(), "se fält");
  ASSERT_EQ(state.remarks_size(), 1);
  EXPECT_EQ(state.remarks(0).field(), "observations[0].value");
  EXPECT_EQ(state.position(), report);
  log.Return("asf", "2025");  // a correction that validation rejects changes nothing
  EXPECT_EQ(StateOf(log, "asf").state(), v1::REPORT_STATE_RETURNED);
  const uint64_t correction = log.Report("asf", "2025", {Count("OPEN", "2")});
  state = StateOf(log, "asf");
  EXPECT_EQ(state.state(), v1::REPORT_STATE_ON_TIME);
  EXPECT_EQ(state.position(), correction);
  EXPECT_EQ(state.reason(), "");
  EXPECT_EQ(state.remarks_size(), 0);
}

TEST(ObligationsTest, AWithdrawnReportCountsAsNone) {
  SampleLog log;
  log.Report("asf", "2025", {Count("OPEN", "1")});
  const uint64_t second = log.Report("asf", "2025", {Count("OPEN", "2")});
  log.Withdraw(second);
  v1::ObligationState state = StateOf(log, "asf");
  EXPECT_EQ(state.state(), v1::REPORT_STATE_EXPECTED);
  EXPECT_EQ(state.position(), 0);
  EXPECT_EQ(state.accepted_ms(), 0);
  EXPECT_EQ(state.revisions(), 2);
  EXPECT_EQ(state.reason(), "fel fil");
  log.PassDeadline("year", "2025");
  EXPECT_EQ(StateOf(log, "asf").state(), v1::REPORT_STATE_MISSING);
  log.Report("asf", "2025", {Count("OPEN", "3")});
  EXPECT_EQ(StateOf(log, "asf").state(), v1::REPORT_STATE_LATE);
}

TEST(ObligationsTest, WaivedWithReasonAndRestoredWhenTheWaiverIsLifted) {
  SampleLog log;
  log.PassDeadline("year", "2025");
  log.Waive("asf", "2025");
  EXPECT_EQ(StateOf(log, "asf").state(), v1::REPORT_STATE_WAIVED);
  EXPECT_EQ(StateOf(log, "asf").reason(), "nedlagd");
  EXPECT_EQ(StateOf(log, "utb").state(), v1::REPORT_STATE_MISSING);
  log.Waive("asf", "2025", /*lifted=*/true);
  EXPECT_EQ(StateOf(log, "asf").state(), v1::REPORT_STATE_MISSING);
  EXPECT_EQ(StateOf(log, "asf").reason(), "");
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

// Organisations come and go at random days. Whatever they have reported, those
// that exist on the last day of a period must report for it, and no coverage is
// over 100 per cent.
TEST(ObligationsTest, CountThoseWhoExistOnThePeriodsLastDay) {
  constexpr std::string_view kDays[] = {"",           "2023-12-31", "2024-01-01", "2024-07-01",
                                        "2024-12-31", "2025-01-01", "2025-08-31", "2025-09-01"};
  constexpr std::pair<std::string_view, std::string_view> kPeriods[] = {{"2023", "2023-12-31"},
                                                                        {"2024", "2024-12-31"},
                                                                        {"2025-T2", "2025-08-31"},
                                                                        {"2025", "2025-12-31"}};
  std::mt19937 random(1);
  const auto any = [&] { return std::string(kDays[random() % std::size(kDays)]); };
  for (int round = 0; round < 200; ++round) {
    v1::Catalogue catalogue = SampleCatalogue();
    for (v1::Organisation& organisation : *catalogue.mutable_organisations()) {
      organisation.set_valid_from(any());
      organisation.set_valid_to(any());
    }
    SampleLog log(catalogue);
    for (const char* organisation : {"eidar", "asf", "utb", "sgn"}) {
      for (const auto& [period, last] : kPeriods) {
        // Also those that need not, because the catalogue may have changed since.
        if (random() % 2 == 0) log.Report(organisation, period, {Count("OPEN", "10")});
      }
    }
    for (const auto& [period, last] : kPeriods) {
      std::vector<std::string> owed, expected;
      for (const auto& state : ObligationStates(log.facts(), 0, period, Everybody)) {
        if (state.obligation() == "year") owed.push_back(state.organisation());
      }
      for (const v1::Organisation& organisation : catalogue.organisations()) {
        // Dates in ISO 8601 sort as text.
        const bool there = organisation.valid_from() <= last &&
                           (organisation.valid_to().empty() || last <= organisation.valid_to());
        if (organisation.id() != "board" && there) expected.push_back(organisation.id());
      }
      EXPECT_EQ(owed, expected) << period;
      const v1::IndicatorRow row = RowOf(log.View(period), "OPEN");
      EXPECT_EQ(row.figure().coverage().expected(), expected.size()) << period;
      for (const v1::Figure& figure : row.history()) {
        EXPECT_LE(figure.coverage().reported(), figure.coverage().expected()) << figure.period();
      }
      EXPECT_LE(row.figure().coverage().reported(), row.figure().coverage().expected()) << period;
    }
  }
}

TEST(ProjectsTest, ARoleAnswersThroughItsHolder) {
  v1::Catalogue catalogue = SampleCatalogue();
  catalogue.add_roles()->set_id("steering");
  catalogue.mutable_roles(0)->set_holder("asf");
  catalogue.mutable_projects(0)->set_owner("steering");
  const SampleLog log(catalogue);
  EXPECT_EQ(ProjectRows(log.facts(), 0, "2025")[0].owner(), "steering");
  v1::ViewQuery query;
  query.add_organisations("asf");
  const v1::View view = log.View(query);
  ASSERT_EQ(view.projects_size(), 1);
  EXPECT_EQ(view.projects(0).project(), "P1");
}

Prose FollowUpOf(std::string_view project, std::string_view effect) {
  Prose prose;
  v1::FollowUp follow_up;
  follow_up.set_project(std::string(project));
  follow_up.set_effect(std::string(effect));
  prose.follow_ups.push_back(follow_up);
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
