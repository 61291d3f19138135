// SPDX-License-Identifier: EUPL-1.2
//
// What is computed of a project and never typed. Whether its follow-up is done
// or overdue: obligations_test.cc.

#include <string>
#include <tuple>
#include <vector>

#include "gateway/domain/view/view.h"
#include "gtest/gtest.h"
#include "tests/unit/domain/sample_log.h"

namespace samlad::domain {
namespace {

// P1 expects OPEN to rise from 40 to 60; it ends 2026-12-31, budget 100,000. It
// is eidar's, and asf takes part.
v1::Catalogue WithProject(v1::ProjectState state = v1::PROJECT_STATE_RUNNING,
                          const std::string& indicator = "OPEN") {
  v1::Catalogue catalogue = SampleCatalogue();
  v1::Project& project = *catalogue.mutable_projects(0);
  project.set_state(state);
  project.add_participants("asf");
  v1::ExpectedEffect& effect = *project.add_effects();
  effect.set_indicator(indicator);
  effect.set_baseline("40");
  effect.set_expected("60");
  return catalogue;
}

Prose SpendingFollowUp(int64_t spent, std::string_view measured = "",
                       const std::string& indicator = "OPEN") {
  v1::FollowUp follow_up;
  follow_up.set_project("P1");
  follow_up.set_status(v1::PROJECT_STATUS_ON_PLAN);
  follow_up.set_spent_sek(spent);
  if (!measured.empty()) {
    v1::MeasuredEffect& effect = *follow_up.add_measured();
    effect.set_indicator(indicator);
    effect.set_value(std::string(measured));
  }
  return {.activities = {}, .follow_ups = {follow_up}};
}

v1::ProjectRow RowFor(const SampleLog& log, std::string_view period, uint64_t as_of = 0) {
  return ProjectRows(log.facts(), as_of, period).front();
}

TEST(ProjectsTest, AreOverBudgetByTheLatestFollowUpOfAnyPeriod) {
  SampleLog log(WithProject());
  log.Report("eidar", "2024", {}, "year", SpendingFollowUp(90'000));
  EXPECT_FALSE(RowFor(log, "2025").over_budget());
  const uint64_t before = log.facts().size();
  log.Report("eidar", "2025", {}, "year", SpendingFollowUp(100'001));
  EXPECT_TRUE(RowFor(log, "2024").over_budget());
  EXPECT_EQ(RowFor(log, "2024").spent_sek(), 100'001);
  EXPECT_EQ(RowFor(log, "2025", before).spent_sek(), 90'000) << "as of then";
}

TEST(ProjectsTest, WithoutABudgetAreNeverOverIt) {
  v1::Catalogue catalogue = WithProject();
  catalogue.mutable_projects(0)->clear_budget_sek();
  SampleLog log(std::move(catalogue));
  log.Report("eidar", "2025", {}, "year", SpendingFollowUp(5));
  EXPECT_FALSE(RowFor(log, "2025").over_budget());
}

// The last second of the project's last day in Stockholm, which is an hour
// ahead of UTC in winter.
constexpr int64_t kLastSecondMs = int64_t{1'798'757'999} * 1000;

TEST(ProjectsTest, ArePastTheirEndFromTheDayAfterItUntilTheyAreClosedOrStopped) {
  SampleLog log(WithProject());
  log.MoveTo(kLastSecondMs - 1000);
  const uint64_t last = log.Report("eidar", "2025", {});
  EXPECT_FALSE(RowFor(log, "2025").past_end());
  EXPECT_FALSE(RowFor(log, "2027").past_end()) << "whatever period is asked for";
  log.Report("eidar", "2024", {});
  EXPECT_TRUE(RowFor(log, "2027").past_end());
  EXPECT_TRUE(RowFor(log, "2023").past_end());
  EXPECT_FALSE(RowFor(log, "2027", last + 1).past_end()) << "as of then";
  for (const auto state : {v1::PROJECT_STATE_CLOSED, v1::PROJECT_STATE_STOPPED}) {
    SampleLog over(WithProject(state));
    over.MoveTo(kLastSecondMs + 1000);
    over.Report("eidar", "2025", {});
    EXPECT_FALSE(RowFor(over, "2027").past_end());
  }
}

TEST(ProjectsTest, GoByTheLatestPeriodAndNotByTheLatestReport) {
  SampleLog log(WithProject());
  log.Report("eidar", "2024", {}, "year", SpendingFollowUp(90'000, "45"));
  log.Report("eidar", "2025", {}, "year", SpendingFollowUp(120'000, "52"));
  log.Report("eidar", "2024", {}, "year", SpendingFollowUp(90'000, "45"));
  const v1::ProjectRow row = RowFor(log, "2025");
  EXPECT_TRUE(row.over_budget());
  EXPECT_EQ(row.spent_sek(), 120'000);
  EXPECT_EQ(row.effects(0).measured(), "52");
}

TEST(ProjectsTest, GoByTheOwnersWordOfAPeriodBeforeAParticipants) {
  SampleLog log(WithProject());
  const uint64_t owner = log.Report("eidar", "2025", {}, "year", SpendingFollowUp(90'000, "45"));
  log.Report("asf", "2025", {}, "year", SpendingFollowUp(7, "1"));
  const v1::ProjectRow row = RowFor(log, "2025");
  EXPECT_EQ(row.spent_sek(), 90'000);
  EXPECT_EQ(row.position(), owner);
  EXPECT_EQ(row.follow_up().spent_sek(), 90'000);
  EXPECT_EQ(row.effects(0).measured(), "45");
}

TEST(ProjectsTest, ShowWhatWasMeasuredLastBesideWhatWasExpected) {
  SampleLog log(WithProject());
  ASSERT_EQ(RowFor(log, "2025").effects_size(), 1);
  EXPECT_EQ(RowFor(log, "2025").effects(0).measured(), "");
  log.Report("eidar", "2024", {}, "year", SpendingFollowUp(1, "45"));
  const uint64_t second = log.Report("eidar", "2025", {}, "year", SpendingFollowUp(2, "52"));
  const v1::EffectRow effect = RowFor(log, "2025").effects(0);
  EXPECT_EQ(effect.expected().expected(), "60");
  EXPECT_EQ(effect.measured(), "52");
  EXPECT_EQ(effect.position(), second);
}

TEST(ProjectsTest, ForgetWhatAReplacedReportMeasured) {
  SampleLog log(WithProject());
  log.Report("eidar", "2025", {}, "year", SpendingFollowUp(200'000, "99"));
  log.Report("eidar", "2025", {}, "year", SpendingFollowUp(10, ""));
  const v1::ProjectRow row = RowFor(log, "2025");
  EXPECT_EQ(row.effects(0).measured(), "");
  EXPECT_FALSE(row.over_budget());
}

// What the list of what is missing shows, and what a view does.
std::vector<v1::ProjectRow> BothRowsFor(const SampleLog& log) {
  return {RowFor(log, "2025"), log.View("2025").projects(0)};
}

TEST(ProjectsTest, DoNotTellWhatTheRowsOfIndicatorsHide) {
  SampleLog log(WithProject(v1::PROJECT_STATE_RUNNING, "FLOW"));
  const uint64_t report =
      log.Report("eidar", "2025", {Count("FLOW", "3")}, "year", SpendingFollowUp(1, "30", "FLOW"));
  ASSERT_EQ(Shown(RowOf(log.View(), "FLOW").figure()), "[c]");
  for (const v1::ProjectRow& row : BothRowsFor(log)) {
    EXPECT_EQ(row.effects(0).measured(), "");
    EXPECT_EQ(row.effects(0).position(), report) << "that it was measured is no secret";
    EXPECT_EQ(row.follow_up().measured(0).indicator(), "FLOW");
    EXPECT_EQ(row.follow_up().measured(0).value(), "");
  }
}

TEST(ProjectsTest, DoNotTellASmallCountThatOnlyTheyHave) {
  for (const auto& [indicator, value, shown] :
       {std::tuple{"FLOW", "4", ""}, std::tuple{"FLOW", "4.0", ""}, std::tuple{"FLOW", "5", "5"},
        std::tuple{"FLOW", "0", "0"}, std::tuple{"HEADS", "1", ""}, std::tuple{"RATIO", "4", "4"},
        std::tuple{"OPEN", "4", "4"}}) {
    SampleLog log(WithProject(v1::PROJECT_STATE_RUNNING, indicator));
    log.Report("eidar", "2025", {}, "year", SpendingFollowUp(1, value, indicator));
    for (const v1::ProjectRow& row : BothRowsFor(log)) {
      EXPECT_EQ(row.effects(0).measured(), shown) << indicator;
      EXPECT_EQ(row.follow_up().measured(0).value(), shown) << indicator;
    }
  }
}

}  // namespace
}  // namespace samlad::domain
