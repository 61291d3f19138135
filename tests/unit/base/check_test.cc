// SPDX-License-Identifier: EUPL-1.2

#include "gateway/base/check.h"

#include <gtest/gtest.h>

#include <csignal>

namespace samlad {
namespace {

TEST(CheckTest, WhatHoldsHasNoEffect) { Check(2 < 3, "two is less than three"); }

// In every build, also where assert is compiled out.
TEST(CheckDeathTest, AbortsByItselfAndNamesThePlace) {
  EXPECT_EXIT(Check(3 < 2, "three is less than two"), ::testing::KilledBySignal(SIGABRT),
              R"(check_test\.cc:[0-9]+: in .* does not hold: three is less than two)");
}

TEST(CheckDeathTest, AbortsIfItsHandlerReturns) {
  EXPECT_EXIT(
      {
        SetFailedCheckHandler(
            [](const FailedCheck& failed) { std::fprintf(stderr, "handed %s", failed.what); });
        Check(false, "it");
      },
      ::testing::KilledBySignal(SIGABRT), "handed it");
}

}  // namespace
}  // namespace samlad
