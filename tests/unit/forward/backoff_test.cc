// SPDX-License-Identifier: EUPL-1.2

#include "gateway/forward/backoff.h"

#include <gtest/gtest.h>

namespace samlad::forward {
namespace {

using std::chrono::milliseconds;

TEST(BackoffTest, DoublesFromTheFirstToTheLastWaitAndNoFurther) {
  Backoff backoff;
  milliseconds expected = limits::kForwardBackoffInitial;
  for (int failure = 0; failure < 30; ++failure) {
    EXPECT_EQ(backoff.Next(0), expected) << failure;
    expected = std::min<milliseconds>(2 * expected, limits::kForwardBackoffMax);
  }
  EXPECT_EQ(backoff.Next(0), limits::kForwardBackoffMax);
}

TEST(BackoffTest, TakesAwayUpToHalfByChance) {
  for (const double random : {0.0, 0.25, 0.5, 0.999}) {
    Backoff backoff;
    const milliseconds wait = backoff.Next(random);
    EXPECT_LE(wait, limits::kForwardBackoffInitial);
    EXPECT_GT(wait, limits::kForwardBackoffInitial / 2 - milliseconds(1));
    EXPECT_EQ(wait,
              limits::kForwardBackoffInitial - milliseconds(static_cast<int>(random * 1000) / 2));
  }
}

TEST(BackoffTest, BeginsAnewAfterASuccess) {
  Backoff backoff;
  for (int failure = 0; failure < 10; ++failure) backoff.Next(0);
  backoff.Reset();
  EXPECT_EQ(backoff.Next(0), limits::kForwardBackoffInitial);
}

}  // namespace
}  // namespace samlad::forward
