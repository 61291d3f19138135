// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/executor.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <memory>

namespace samlad::service {
namespace {

TEST(Executor, RefusesWhatDoesNotFitAndRunsAllThatItTook) {
  std::latch running(1), release(1);
  std::atomic<int> done = 0;
  auto executor = std::make_unique<Executor>(/*threads=*/1, /*queue_max=*/2);
  ASSERT_TRUE(executor
                  ->Run([&] {
                    running.count_down();
                    release.wait();
                    ++done;
                  })
                  .ok());
  running.wait();
  EXPECT_TRUE(executor->Run([&] { ++done; }).ok());
  EXPECT_TRUE(executor->Run([&] { ++done; }).ok());
  const absl::Status full = executor->Run([&] { done += 100; });
  EXPECT_EQ(full.code(), absl::StatusCode::kResourceExhausted) << full;
  release.count_down();
  executor.reset();
  EXPECT_EQ(done, 3);
}

TEST(Executor, RunsOnSeveralThreads) {
  Executor executor(/*threads=*/2, /*queue_max=*/2);
  std::latch met(2);
  ASSERT_TRUE(executor.Run([&] { met.arrive_and_wait(); }).ok());
  ASSERT_TRUE(executor.Run([&] { met.arrive_and_wait(); }).ok());
  met.wait();
}

}  // namespace
}  // namespace samlad::service
