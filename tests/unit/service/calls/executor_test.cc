// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/calls/executor.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <memory>
#include <string>

#include "gateway/service/guard/call_guard.h"
#include "gateway/service/guard/methods.h"

namespace samlad::service {
namespace {

TEST(ExecutorTest, RefusesWhatDoesNotFitAndRunsAllThatItTook) {
  std::latch running(1), release(1);
  std::atomic<int> done = 0;
  auto executor = std::make_unique<Executor>(/*threads=*/1, /*queue_max=*/2);
  ASSERT_TRUE(executor
                  ->Run("a",
                        [&] {
                          running.count_down();
                          release.wait();
                          ++done;
                        })
                  .ok());
  running.wait();
  EXPECT_TRUE(executor->Run("a", [&] { ++done; }).ok());
  EXPECT_TRUE(executor->Run("b", [&] { ++done; }).ok());
  const absl::Status full = executor->Run("c", [&] { done += 100; });
  EXPECT_EQ(full.code(), absl::StatusCode::kResourceExhausted) << full;
  release.count_down();
  executor.reset();
  EXPECT_EQ(done, 3);
}

TEST(ExecutorTest, AStolenCertificateHasNotTheShareOfWhoRevokesIt) {
  Authorization thief, administrator;
  thief.principal = {.organisation = "office", .system = "stolen", .certificate = "aa"};
  administrator.principal = {.organisation = "office", .system = "desk", .certificate = "bb"};
  thief.permissions = administrator.permissions = AnyOf(v1::PERMISSION_ADMINISTER);
  for (const MethodRule& rule : kMethods) {
    const std::string share = ReaderShareOf(rule.name, administrator);
    if (rule.never_refused == 0) {
      EXPECT_EQ(share, "office") << rule.name;
    } else {
      EXPECT_NE(share, ReaderShareOf(rule.name, thief)) << rule.name;
      EXPECT_NE(share, "office") << rule.name;
    }
  }
}

TEST(ExecutorTest, RunsOnSeveralThreads) {
  Executor executor(/*threads=*/2, /*queue_max=*/2);
  std::latch met(2);
  ASSERT_TRUE(executor.Run("a", [&] { met.arrive_and_wait(); }).ok());
  ASSERT_TRUE(executor.Run("b", [&] { met.arrive_and_wait(); }).ok());
  met.wait();
}

TEST(ExecutorTest, OneOrganisationLeavesRoomForTheOthers) {
  Executor executor(/*threads=*/1, /*queue_max=*/16);
  std::latch running(1), release(1);
  ASSERT_TRUE(executor
                  .Run("greedy",
                       [&] {
                         running.count_down();
                         release.wait();
                       })
                  .ok());
  running.wait();
  EXPECT_TRUE(executor.Run("greedy", [] {}).ok());
  EXPECT_TRUE(executor.Run("greedy", [] {}).ok());
  const absl::Status greedy = executor.Run("greedy", [] {});
  EXPECT_EQ(greedy.code(), absl::StatusCode::kResourceExhausted) << greedy;
  EXPECT_TRUE(executor.Run("other", [] {}).ok());
  release.count_down();
}

TEST(ExecutorTest, WhoHasMuchWaitingHoldsUpNobodyElse) {
  std::latch running(1), release(1);
  std::string order;  // one thread, and its end before it is read
  auto executor = std::make_unique<Executor>(/*threads=*/1, /*queue_max=*/24);
  ASSERT_TRUE(executor
                  ->Run("greedy",
                        [&] {
                          running.count_down();
                          release.wait();
                        })
                  .ok());
  running.wait();
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(executor->Run("greedy", [&] { order += 'g'; }).ok());
  for (int i = 0; i < 2; ++i) ASSERT_TRUE(executor->Run("other", [&] { order += 'o'; }).ok());
  ASSERT_TRUE(executor->Run("third", [&] { order += 't'; }).ok());
  release.count_down();
  executor.reset();
  EXPECT_EQ(order, "gotgog");
}

}  // namespace
}  // namespace samlad::service
