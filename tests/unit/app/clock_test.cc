// SPDX-License-Identifier: EUPL-1.2

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <latch>
#include <optional>

#include "gateway/app/demonstration_clock.h"
#include "gateway/app/periodic_task.h"

namespace samlad::app {
namespace {

constexpr int64_t kStartMs = 1'770'000'000'000;
// The test may be held up between two readings, but not for a minute.
constexpr int64_t kSlackMs = 60'000;

TEST(DemonstrationClockTest, BeginsWhereItIsToldAndRuns) {
  const DemonstrationClock clock(kStartMs);
  const int64_t first = clock.NowMs();
  EXPECT_GE(first, kStartMs);
  EXPECT_LT(first, kStartMs + kSlackMs);
  while (clock.NowMs() == first) {
  }
  EXPECT_GT(clock.NowMs(), first);
}

TEST(DemonstrationClockTest, GoesForwardOnly) {
  DemonstrationClock clock(kStartMs);
  clock.AdvanceTo(kStartMs - 1'000'000);
  EXPECT_GE(clock.NowMs(), kStartMs);
  clock.AdvanceTo(kStartMs + 1'000'000);
  EXPECT_GE(clock.NowMs(), kStartMs + 1'000'000);
  EXPECT_LT(clock.NowMs(), kStartMs + 1'000'000 + kSlackMs);
}

TEST(PeriodicTaskTest, RunsUntilItIsDestroyed) {
  std::latch thrice(3);
  std::atomic<int> runs = 0;
  {
    const PeriodicTask task(std::chrono::milliseconds(1), [&] {
      if (++runs <= 3) thrice.count_down();
    });
    thrice.wait();
  }
  const int seen = runs;
  EXPECT_EQ(runs, seen);
}

TEST(PeriodicTaskTest, DestructionDoesNotWaitForTheNextRun) {
  std::optional<PeriodicTask> task;
  task.emplace(std::chrono::hours(1), [] { FAIL() << "no run is due"; });
  task.reset();
}

}  // namespace
}  // namespace samlad::app
