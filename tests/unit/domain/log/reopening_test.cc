// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/log/reopening.h"

#include <gtest/gtest.h>

#include "gateway/domain/values/date.h"
#include "tests/unit/domain/sample_log.h"

namespace samlad::domain {
namespace {

using namespace std::chrono_literals;

v1::Catalogue Closing(bool closed, std::string_view title = "") {
  v1::Catalogue catalogue = SampleCatalogue();
  if (!title.empty()) catalogue.mutable_title()->set_sv(std::string(title));
  for (v1::Period& period : *catalogue.mutable_periods()) {
    if (period.id() == "2025") period.set_closed(closed);
  }
  return catalogue;
}

constexpr std::chrono::sys_days kLast(2026y / std::chrono::May / 31);
constexpr int64_t kMidday = 1'780'228'800'000;  // of that day
constexpr int64_t kHour = 3'600'000;

ReportHistory ReopenedAt(uint64_t position) {
  ReportHistory history;
  ReopeningFact fact;
  fact.last_day = "2026-05-31";
  history.Apply(position, 0, fact);
  return history;
}

std::optional<std::chrono::sys_days> Until(const SampleLog& log, uint64_t reopened,
                                           int64_t time_ms = kMidday) {
  return ReopenedUntil(log.facts(), log.facts().size(), ReopenedAt(reopened), "2025", time_ms);
}

TEST(ReopeningTest, APeriodIsClosedSinceTheFirstCatalogueThatHasItSoWithoutABreak) {
  SampleLog log;
  EXPECT_EQ(ClosedSince(log.facts(), 1, "2025"), std::nullopt);
  log.Apply(Closing(true));               // 1
  log.PassDeadline("year", "2025");       // 2
  log.Apply(Closing(true, "Ny rubrik"));  // 3
  EXPECT_EQ(ClosedSince(log.facts(), 4, "2025"), 1u);
  log.Apply(Closing(false));  // 4
  EXPECT_EQ(ClosedSince(log.facts(), 5, "2025"), std::nullopt);
  log.Apply(Closing(true));  // 5
  EXPECT_EQ(ClosedSince(log.facts(), 6, "2025"), 5u);
  EXPECT_EQ(ClosedSince(log.facts(), 4, "2025"), 1u) << "as of before";
  EXPECT_EQ(ClosedSince(log.facts(), 6, "2024"), std::nullopt);
  EXPECT_EQ(ClosedSince(log.facts(), 6, "1999"), std::nullopt);
  SampleLog from_the_start(Closing(true));
  EXPECT_EQ(ClosedSince(from_the_start.facts(), 1, "2025"), 0u);
}

TEST(ReopeningTest, EndsWithItsLastDayInTheTimeZoneOfTheCatalogue) {
  SampleLog log;
  log.Apply(Closing(true));          // 1
  log.PassDeadline("year", "2025");  // 2
  EXPECT_EQ(Until(log, 2), kLast);
  EXPECT_EQ(Until(log, 2, kMidday + 10 * kHour - 1), kLast);
  EXPECT_EQ(Until(log, 2, kMidday + 10 * kHour), std::nullopt) << "midnight in Sweden";
}

TEST(ReopeningTest, EndsWithTheNextClosingButNotWithAnyCatalogue) {
  SampleLog log;
  log.Apply(Closing(true));               // 1
  log.PassDeadline("year", "2025");       // 2
  log.Apply(Closing(true, "Ny rubrik"));  // 3
  EXPECT_EQ(Until(log, 2), kLast) << "the period was never open in between";
  log.Apply(Closing(false));  // 4
  EXPECT_EQ(Until(log, 2), std::nullopt) << "there is nothing to reopen";
  const auto open = [&] {
    return IsOpen(log.facts(), log.facts().size(), ReopenedAt(2), "2025", kMidday);
  };
  EXPECT_TRUE(open());
  log.Apply(Closing(true));  // 5
  EXPECT_EQ(Until(log, 2), std::nullopt) << "closed again";
  EXPECT_FALSE(open());
  EXPECT_EQ(Until(log, 6), kLast);
}

TEST(ReopeningTest, DaysAreThoseOfTheTimeZone) {
  EXPECT_EQ(DayOf(kMidday + 10 * kHour - 1, "Europe/Stockholm"), kLast);
  EXPECT_EQ(DayOf(kMidday + 10 * kHour, "Europe/Stockholm"), kLast + std::chrono::days(1));
  EXPECT_EQ(DayOf(kMidday + 10 * kHour, "UTC"), kLast);
  EXPECT_EQ(DayOf(kMidday + 10 * kHour, "No/Where"), kLast) << "UTC";
  EXPECT_EQ(DayOf(-1, "UTC"), std::chrono::sys_days(1969y / std::chrono::December / 31));
}

}  // namespace
}  // namespace samlad::domain
