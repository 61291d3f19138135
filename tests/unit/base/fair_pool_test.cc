// SPDX-License-Identifier: EUPL-1.2

#include "gateway/base/fair_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <string>
#include <thread>
#include <vector>

namespace samlad {
namespace {

using Added = FairPool::Added;

// Keeps the only thread of a pool busy until it is released.
class Busy {
 public:
  explicit Busy(FairPool& pool, const std::string& owner = "busy") {
    EXPECT_EQ(pool.Add(owner,
                       [this] {
                         running_.count_down();
                         release_.wait();
                       }),
              Added::kTaken);
    running_.wait();
  }
  void Release() { release_.count_down(); }

 private:
  std::latch running_{1}, release_{1};
};

TEST(FairPoolTest, RunsOnSeveralThreads) {
  FairPool pool({.threads = 2});
  std::latch met(3);
  ASSERT_EQ(pool.Add("a", [&] { met.arrive_and_wait(); }), Added::kTaken);
  ASSERT_EQ(pool.Add("b", [&] { met.arrive_and_wait(); }), Added::kTaken);
  met.arrive_and_wait();
}

TEST(FairPoolTest, WhoHasMuchWaitingHoldsUpNobodyElse) {
  std::string order;  // one thread, and its end before it is read
  FairPool pool({.threads = 1});
  Busy busy(pool, "homes");
  for (int i = 0; i < 3; ++i) ASSERT_EQ(pool.Add("homes", [&] { order += 'h'; }), Added::kTaken);
  for (int i = 0; i < 2; ++i) ASSERT_EQ(pool.Add("school", [&] { order += 's'; }), Added::kTaken);
  ASSERT_EQ(pool.Add("", [&] { order += 'g'; }), Added::kTaken);  // the gateway's own
  busy.Release();
  pool.Stop();
  EXPECT_EQ(order, "hsghsh");
}

TEST(FairPoolTest, RefusesWhatDoesNotFitAndRunsAllThatItTook) {
  std::atomic<int> done = 0;
  FairPool pool({.threads = 1, .waiting_max = 2});
  Busy busy(pool);
  EXPECT_EQ(pool.Add("a", [&] { ++done; }), Added::kTaken);
  EXPECT_EQ(pool.Add("b", [&] { ++done; }), Added::kTaken);
  EXPECT_EQ(pool.Add("c", [&] { done += 100; }), Added::kFull);
  busy.Release();
  pool.Stop();
  EXPECT_EQ(done, 2);
}

TEST(FairPoolTest, OneOwnerLeavesRoomForTheOthers) {
  FairPool pool({.threads = 1, .waiting_max = 16, .waiting_max_of_owner = 2});
  Busy busy(pool, "greedy");
  EXPECT_EQ(pool.Add("greedy", [] {}), Added::kTaken);
  EXPECT_EQ(pool.Add("greedy", [] {}), Added::kTaken);
  EXPECT_EQ(pool.Add("greedy", [] {}), Added::kOwnerFull);
  EXPECT_EQ(pool.Add("other", [] {}), Added::kTaken);
  busy.Release();
}

TEST(FairPoolTest, NothingIsTakenAfterTheStopAndWhoAddsIsTold) {
  bool ran = false;
  FairPool pool({.threads = 1});
  pool.Stop();
  EXPECT_EQ(pool.Add("homes", [&] { ran = true; }), Added::kStopped);
  pool.Stop();
  EXPECT_FALSE(ran);
}

// Every task is either run or refused, also when it is added during the stop.
TEST(FairPoolTest, AStopLosesNoTask) {
  std::atomic<int> taken = 0, refused = 0, ran = 0;
  FairPool pool({.threads = 2});
  std::latch begun(4);
  std::vector<std::thread> adding;
  for (int i = 0; i < 4; ++i) {
    adding.emplace_back([&, i] {
      for (int n = 0;; ++n) {
        if (n == 100) begun.count_down();
        if (pool.Add(std::to_string(i), [&] { ++ran; }) == Added::kStopped) break;
        ++taken;
      }
      ++refused;
    });
  }
  begun.wait();
  pool.Stop();
  for (std::thread& thread : adding) thread.join();
  EXPECT_EQ(refused, 4);
  EXPECT_EQ(ran, taken);
}

}  // namespace
}  // namespace samlad
