// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/deadlines.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/unit/exchange/fixture.h"

namespace samlad::app {
namespace {

v1::Catalogue CatalogueWithDue(const std::string& zone, const std::string& due) {
  v1::Catalogue catalogue;
  catalogue.set_time_zone(zone);
  v1::Obligation* obligation = catalogue.add_obligations();
  obligation->set_id("annual");
  v1::DuePeriod* period = obligation->add_periods();
  period->set_period("2025");
  period->set_due(due);
  obligation->add_periods()->set_period("2024");  // accepted without a deadline
  return catalogue;
}

int64_t PassesMs(const std::string& zone, const std::string& due) {
  const auto dates = DueDates(CatalogueWithDue(zone, due));
  EXPECT_TRUE(dates.ok()) << dates.status();
  EXPECT_EQ(dates->size(), 1u);
  return dates->empty() ? 0 : dates->front().passes_ms;
}

TEST(DueDatesTest, EndWithTheDayInTheCataloguesTimeZone) {
  EXPECT_EQ(PassesMs("UTC", "2026-02-15"), 1'771'200'000'000);               // 16 Feb 00:00 Z
  EXPECT_EQ(PassesMs("Europe/Stockholm", "2026-02-15"), 1'771'196'400'000);  // 15 Feb 23:00 Z
  EXPECT_EQ(PassesMs("Europe/Stockholm", "2026-09-15"), 1'789'509'600'000);  // 15 Sep 22:00 Z
  EXPECT_EQ(PassesMs("Europe/Stockholm", "2026-12-31"), 1'798'758'000'000);  // 31 Dec 23:00 Z
}

TEST(DueDatesTest, AreSortedAndHoldProjectsToo) {
  v1::Catalogue catalogue = CatalogueWithDue("UTC", "2026-02-15");
  v1::Project* project = catalogue.add_projects();
  project->set_id("bridge");
  v1::DuePeriod* follow_up = project->add_follow_ups();
  follow_up->set_period("2025");
  follow_up->set_due("2026-01-31");
  const auto dates = DueDates(catalogue);
  ASSERT_TRUE(dates.ok()) << dates.status();
  ASSERT_EQ(dates->size(), 2u);
  EXPECT_EQ(dates->at(0).deadline.project(), "bridge");
  EXPECT_EQ(dates->at(0).deadline.obligation(), "");
  EXPECT_EQ(dates->at(1).deadline.obligation(), "annual");
}

TEST(DueDatesTest, AnUnknownTimeZoneIsAnErrorThatNamesIt) {
  const auto dates = DueDates(CatalogueWithDue("Europe/Atlantis", "2026-02-15"));
  EXPECT_EQ(dates.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_NE(std::string(dates.status().message()).find("Europe/Atlantis"), std::string::npos);
}

class DeadlinesTest : public exchange::ExchangeTest {
 protected:
  uint64_t Size() const { return exchange_->Read()->facts.size(); }

  // Of the fixture's obligation "annual" for 2025.
  const int64_t due_ms_ = PassesMs("Europe/Stockholm", "2026-02-15");
};

TEST_F(DeadlinesTest, PassOnceAndNotBeforeTheLastMillisecond) {
  Deadlines deadlines(*exchange_, clock_, telemetry::Log::Discard());
  const uint64_t before = Size();
  clock_.Set(due_ms_ - 1);
  ASSERT_TRUE(deadlines.PassDue().ok());
  EXPECT_EQ(Size(), before);

  clock_.Set(due_ms_);
  ASSERT_TRUE(deadlines.PassDue().ok());
  ASSERT_EQ(Size(), before + 1);
  const auto now = exchange_->Read();
  const auto* fact = std::get_if<domain::DeadlineFact>(&now->facts[before].what);
  ASSERT_NE(fact, nullptr);
  EXPECT_EQ(fact->obligation, "annual");
  EXPECT_EQ(fact->period, "2025");

  ASSERT_TRUE(deadlines.PassDue().ok());
  Deadlines restarted(*exchange_, clock_, telemetry::Log::Discard());
  ASSERT_TRUE(restarted.PassDue().ok());
  EXPECT_EQ(Size(), before + 1);
}

// A due date that passed is past for ever.
TEST_F(DeadlinesTest, DoNotPassByAClockThatHasJumped) {
  Deadlines deadlines(*exchange_, clock_, telemetry::Log::Discard());
  ASSERT_TRUE(deadlines.PassDue().ok());
  const uint64_t before = Size();
  ASSERT_TRUE(exchange_->ReadClock().reliable.ok());
  clock_.Jump(due_ms_ - clock_.NowMs());
  EXPECT_EQ(deadlines.PassDue().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(Size(), before);
  ASSERT_TRUE(exchange_->ConfirmClock(before - 1).ok());
  EXPECT_TRUE(deadlines.PassDue().ok());
  EXPECT_EQ(Size(), before + 1);
}

TEST(DueDatesTest, HoldRecommendationsToo) {
  v1::Catalogue catalogue = CatalogueWithDue("UTC", "");
  v1::Recommendation* recommendation = catalogue.add_recommendations();
  recommendation->set_id("R1");
  recommendation->set_due("2026-02-15");
  const auto dates = DueDates(catalogue);
  ASSERT_TRUE(dates.ok()) << dates.status();
  ASSERT_EQ(dates->size(), 1u);
  EXPECT_EQ(dates->at(0).deadline.recommendation(), "R1");
  EXPECT_EQ(dates->at(0).passes_ms, 1'771'200'000'000);
}

TEST_F(DeadlinesTest, RemindOnceBeforeTheDueDateAndNeverAfter) {
  v1::Catalogue catalogue = TestCatalogue();
  catalogue.mutable_obligations(0)->add_reminder_days(11);
  catalogue.mutable_obligations(0)->add_reminder_days(3);
  constexpr int64_t kDayMs = 86'400'000;
  clock_.Set(due_ms_ - 13 * kDayMs);
  ASSERT_TRUE(Execute(Apply(catalogue, "c", 0)).ok());
  const uint64_t before = Size();
  Deadlines deadlines(*exchange_, clock_, telemetry::Log::Discard());
  ASSERT_TRUE(deadlines.PassDue().ok());
  EXPECT_EQ(Size(), before);

  clock_.Set(due_ms_ - 12 * kDayMs);  // 4 February, 00:00
  ASSERT_TRUE(deadlines.PassDue().ok());
  ASSERT_EQ(Size(), before + 1);
  const auto now = exchange_->Read();
  const auto* reminder = std::get_if<domain::ReminderFact>(&now->facts[before].what);
  ASSERT_NE(reminder, nullptr);
  EXPECT_EQ(reminder->obligation, "annual");
  EXPECT_EQ(reminder->period, "2025");
  EXPECT_EQ(reminder->due, "2026-02-15");
  EXPECT_EQ(reminder->days, 11u);

  ASSERT_TRUE(Reopen().ok());  // the log with a reminder is read again
  Deadlines restarted(*exchange_, clock_, telemetry::Log::Discard());
  ASSERT_TRUE(restarted.PassDue().ok());
  EXPECT_EQ(Size(), before + 1);

  clock_.Set(due_ms_);  // it slept over the second reminder
  ASSERT_TRUE(restarted.PassDue().ok());
  EXPECT_EQ(Size(), before + 2);
  EXPECT_TRUE(
      std::holds_alternative<domain::DeadlineFact>(exchange_->Read()->facts[before + 1].what));
}

TEST_F(DeadlinesTest, RemindOfTheLatestOnlyAfterALongSleep) {
  v1::Catalogue catalogue = TestCatalogue();
  for (const uint32_t days : {3u, 14u, 30u}) {
    catalogue.mutable_obligations(0)->add_reminder_days(days);
  }
  constexpr int64_t kDayMs = 86'400'000;
  clock_.Set(due_ms_ - 10 * kDayMs);
  ASSERT_TRUE(Execute(Apply(catalogue, "c", 0)).ok());
  const uint64_t before = Size();
  Deadlines deadlines(*exchange_, clock_, telemetry::Log::Discard());
  ASSERT_TRUE(deadlines.PassDue().ok());
  ASSERT_EQ(Size(), before + 1);
  EXPECT_EQ(std::get<domain::ReminderFact>(exchange_->Read()->facts[before].what).days, 14u);
}

TEST_F(DeadlinesTest, FollowTheCatalogueInForce) {
  Deadlines deadlines(*exchange_, clock_, telemetry::Log::Discard());
  ASSERT_TRUE(deadlines.PassDue().ok());
  v1::Catalogue catalogue = TestCatalogue();
  catalogue.mutable_obligations(0)->mutable_periods(0)->set_due("2025-02-15");
  ASSERT_TRUE(Execute(Apply(catalogue, "c", 0)).ok());
  const uint64_t before = Size();
  ASSERT_TRUE(deadlines.PassDue().ok());
  EXPECT_EQ(Size(), before + 1);
}

TEST_F(DeadlinesTest, WhatWasRefusedIsTriedAgain) {
  Deadlines deadlines(*exchange_, clock_, telemetry::Log::Discard());
  const uint64_t before = Size();
  clock_.Set(due_ms_);
  store_->FailNextAppend(absl::ResourceExhaustedError("disk full"));
  EXPECT_FALSE(deadlines.PassDue().ok());
  EXPECT_EQ(Size(), before);
  EXPECT_TRUE(deadlines.PassDue().ok());
  EXPECT_EQ(Size(), before + 1);
}

}  // namespace
}  // namespace samlad::app
