// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/failed_check.h"

#include <gtest/gtest.h>

#include <csignal>
#include <exception>
#include <new>
#include <thread>

#include "gateway/app/open_log.h"

namespace samlad::app {
namespace {

// The child's log has a thread of its own, which a plain fork would not copy.
class FailedCheckDeathTest : public ::testing::Test {
 protected:
  FailedCheckDeathTest() { GTEST_FLAG_SET(death_test_style, "threadsafe"); }
};

TEST_F(FailedCheckDeathTest, LogsThePlaceAndExitsWithItsOwnCode) {
  EXPECT_EXIT(
      {
        SetFailedCheckHandler(
            LogAndExitOnFailedCheck(telemetry::Log::ToStderr(telemetry::Level::kInfo)));
        Check(false, "two is three");
      },
      ::testing::ExitedWithCode(kExitDataLoss),
      R"("what":"two is three","file":".*failed_check_test\.cc","line":[0-9]+,"function")");
}

TEST_F(FailedCheckDeathTest, BeforeThereIsALogItPrintsThePlace) {
  EXPECT_EXIT(
      {
        SetFailedCheckHandler(ExitOnFailedCheck);
        Check(false, "two is three");
      },
      ::testing::ExitedWithCode(kExitDataLoss),
      R"(failed_check_test\.cc:[0-9]+: .* does not hold: two is three)");
}

TEST_F(FailedCheckDeathTest, WhatNobodyCatchesIsSaidAndEndsAsACrash) {
  EXPECT_EXIT(
      {
        std::set_terminate(SayAndAbort);
        std::thread([]() noexcept { throw std::bad_alloc(); }).join();
      },
      ::testing::KilledBySignal(SIGABRT), "cannot go on: .*bad_alloc.*TasksMax");
}

}  // namespace
}  // namespace samlad::app
