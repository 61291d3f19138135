// SPDX-License-Identifier: EUPL-1.2

#include "gateway/telemetry/rate_limit.h"

#include <gtest/gtest.h>

namespace samlad::telemetry {
namespace {

using std::chrono::milliseconds;

TEST(RateLimitTest, AdmitsABurstThenTheRateAndCountsWhatItHeldBack) {
  RateLimit limit(/*per_second=*/10, /*burst=*/3);
  const RateLimit::Time start = RateLimit::Time{} + std::chrono::hours(1);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(limit.Allow(start), 0u);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(limit.Allow(start + milliseconds(50)), std::nullopt);
  EXPECT_EQ(limit.Allow(start + milliseconds(101)), 5u);
  EXPECT_EQ(limit.Allow(start + milliseconds(101)), std::nullopt);
  EXPECT_EQ(limit.Allow(start + milliseconds(250)), 1u);
}

TEST(RateLimitTest, NeverSavesMoreThanTheBurst) {
  RateLimit limit(10, 2);
  const RateLimit::Time later = RateLimit::Time{} + std::chrono::hours(24);
  EXPECT_TRUE(limit.Allow(later));
  EXPECT_TRUE(limit.Allow(later));
  EXPECT_FALSE(limit.Allow(later));
}

TEST(RateLimitTest, TimeThatGoesBackAddsNothing) {
  RateLimit limit(10, 1);
  const RateLimit::Time now = RateLimit::Time{} + std::chrono::hours(1);
  EXPECT_TRUE(limit.Allow(now));
  EXPECT_FALSE(limit.Allow(now - std::chrono::minutes(1)));
  EXPECT_FALSE(limit.Allow(now));
}

}  // namespace
}  // namespace samlad::telemetry
