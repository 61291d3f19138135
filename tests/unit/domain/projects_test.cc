// SPDX-License-Identifier: EUPL-1.2
//
// What is computed of a project and never typed. Whether its follow-up is done
// or overdue: obligations_test.cc.

#include "gateway/domain/view.h"
#include "gtest/gtest.h"
#include "tests/unit/domain/sample_log.h"

namespace samlad::domain {
namespace {

// P1 expects OPEN to rise from 40 to 60; it ends 2026-12-31, budget 100,000.
v1::Catalogue WithProject(v1::ProjectState state = v1::PROJECT_STATE_RUNNING) {
  v1::Catalogue catalogue = SampleCatalogue();
  v1::Project& project = *catalogue.mutable_projects(0);
  project.set_state(state);
  v1::ExpectedEffect& effect = *project.add_effects();
  effect.set_indicator("OPEN");
  effect.set_baseline("40");
  effect.set_expected("60");
  return catalogue;
}

Prose FollowUpOf(int64_t spent, std::string_view measured = "") {
  v1::FollowUp follow_up;
  follow_up.set_project("P1");
  follow_up.set_status(v1::PROJECT_STATUS_ON_PLAN);
  follow_up.set_spent_sek(spent);
  if (!measured.empty()) {
    v1::MeasuredEffect& effect = *follow_up.add_measured();
    effect.set_indicator("OPEN");
    effect.set_value(std::string(measured));
  }
  return {.activities = {}, .follow_ups = {follow_up}};
}

v1::ProjectRow RowFor(const SampleLog& log, std::string_view period, uint64_t as_of = 0) {
  return ProjectRows(log.facts(), as_of, period).front();
}

TEST(Projects, AreOverBudgetByTheLatestFollowUpOfAnyPeriod) {
  SampleLog log(WithProject());
  log.Report("eidar", "2024", {}, "year", FollowUpOf(90'000));
  EXPECT_FALSE(RowFor(log, "2025").over_budget());
  const uint64_t before = log.facts().size();
  log.Report("eidar", "2025", {}, "year", FollowUpOf(100'001));
  EXPECT_TRUE(RowFor(log, "2024").over_budget());
  EXPECT_EQ(RowFor(log, "2024").spent_sek(), 100'001);
  EXPECT_EQ(RowFor(log, "2025", before).spent_sek(), 90'000) << "as of then";
}

TEST(Projects, WithoutABudgetAreNeverOverIt) {
  v1::Catalogue catalogue = WithProject();
  catalogue.mutable_projects(0)->clear_budget_sek();
  SampleLog log(std::move(catalogue));
  log.Report("eidar", "2025", {}, "year", FollowUpOf(5));
  EXPECT_FALSE(RowFor(log, "2025").over_budget());
}

TEST(Projects, ArePastTheirEndUntilTheyAreClosedOrStopped) {
  const SampleLog running(WithProject());
  EXPECT_FALSE(RowFor(running, "2026").past_end()) << "ends with the period";
  EXPECT_TRUE(RowFor(running, "2027").past_end());
  for (const auto state : {v1::PROJECT_STATE_CLOSED, v1::PROJECT_STATE_STOPPED}) {
    EXPECT_FALSE(RowFor(SampleLog(WithProject(state)), "2027").past_end());
  }
}

TEST(Projects, ShowWhatWasMeasuredLastBesideWhatWasExpected) {
  SampleLog log(WithProject());
  ASSERT_EQ(RowFor(log, "2025").effects_size(), 1);
  EXPECT_EQ(RowFor(log, "2025").effects(0).measured(), "");
  log.Report("eidar", "2024", {}, "year", FollowUpOf(1, "45"));
  const uint64_t second = log.Report("eidar", "2025", {}, "year", FollowUpOf(2, "52"));
  const v1::EffectRow effect = RowFor(log, "2025").effects(0);
  EXPECT_EQ(effect.expected().expected(), "60");
  EXPECT_EQ(effect.measured(), "52");
  EXPECT_EQ(effect.position(), second);
}

TEST(Projects, ForgetWhatAReplacedReportMeasured) {
  SampleLog log(WithProject());
  log.Report("eidar", "2025", {}, "year", FollowUpOf(200'000, "99"));
  log.Report("eidar", "2025", {}, "year", FollowUpOf(10, ""));
  const v1::ProjectRow row = RowFor(log, "2025");
  EXPECT_EQ(row.effects(0).measured(), "");
  EXPECT_FALSE(row.over_budget());
}

}  // namespace
}  // namespace samlad::domain
