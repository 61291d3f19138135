// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/checks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateway/base/limits.h"
#include "tests/unit/exchange/fixture.h"

namespace samlad::app {
namespace {

using ::testing::HasSubstr;

class ChecksTest : public exchange::ExchangeTest {};

TEST_F(ChecksTest, TheClockMayLagALittle) {
  const int64_t head_ms = clock_.NowMs();
  constexpr int64_t kMax = std::chrono::milliseconds(limits::kClockSkewMax).count();
  clock_.Set(head_ms - kMax);
  EXPECT_TRUE(CheckClock(*exchange_).ok());
  clock_.Set(head_ms - kMax - 1000);
  EXPECT_THAT(std::string(CheckClock(*exchange_).message()), HasSubstr("31 s behind"));
  EXPECT_THAT(std::string(CheckClock(*exchange_).message()), HasSubstr("confirm_clock_at: 0"));
  ASSERT_TRUE(exchange_->ConfirmClock(0).ok());
  EXPECT_TRUE(CheckClock(*exchange_).ok());
}

TEST_F(ChecksTest, TheClockMayNotJump) {
  EXPECT_TRUE(CheckClock(*exchange_).ok());
  clock_.Jump(std::chrono::milliseconds(limits::kClockJumpMax).count() + 1000);
  EXPECT_THAT(std::string(CheckClock(*exchange_).message()), HasSubstr("jumped forward by 3601 s"));
  clock_.Jump(-1000);
  EXPECT_TRUE(CheckClock(*exchange_).ok());
}

TEST_F(ChecksTest, ASoundKeySignsAndNothingIsAppended) {
  const uint64_t size = exchange_->Read()->facts.size();
  EXPECT_TRUE(CheckSigner(*signer_).ok()) << CheckSigner(*signer_);
  EXPECT_TRUE(store_->Probe().ok());
  EXPECT_EQ(*store_->Size(), size);
}

TEST(CheckNotExpiredTest, ACertificateHoldsUntilItsLastMoment) {
  EXPECT_TRUE(CheckNotExpired(1'800'000'000'000, 1'800'000'000'000).ok());
  EXPECT_THAT(std::string(CheckNotExpired(1'800'000'000'000, 1'800'000'000'001).message()),
              HasSubstr("2027-01-15T08:00:00"));
}

}  // namespace
}  // namespace samlad::app
