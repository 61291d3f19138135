// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/checks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/exchange/refusal.h"
#include "tests/unit/exchange/fixture.h"

namespace samlad::app {
namespace {

using ::testing::AllOf;
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

TEST_F(ChecksTest, RemarksOnWhatIsStrongInTheHandsOfAnother) {
  v1::Catalogue catalogue = TestCatalogue();
  v1::Organisation& front = *catalogue.add_organisations();
  front.set_id("front");
  front.mutable_represents()->add_permissions(v1::PERMISSION_SUBMIT);
  EXPECT_TRUE(RemarksOnRepresentation(catalogue).empty());
  front.mutable_represents()->add_permissions(v1::PERMISSION_ADMINISTER);
  front.mutable_represents()->add_permissions(v1::PERMISSION_AUDIT);
  const auto remarks = RemarksOnRepresentation(catalogue);
  ASSERT_EQ(remarks.size(), 1u);
  EXPECT_THAT(remarks.front(), AllOf(HasSubstr("'front'"), HasSubstr("administer and audit")));
}

TEST(CheckBacklogTest, FailuresAndALongLogAreTold) {
  store::Backlog backlog{.bytes = limits::kWalUnreadyBytes - 1,
                         .failures = 9,
                         .failures_in_a_row = limits::kMergeFailuresMax - 1,
                         .why = "log.sqlite: disk I/O error",
                         .since = std::nullopt};
  EXPECT_TRUE(CheckBacklog(backlog).ok()) << CheckBacklog(backlog);
  backlog.failures_in_a_row = limits::kMergeFailuresMax;
  EXPECT_THAT(Message(CheckBacklog(backlog)),
              AllOf(HasSubstr("3 times in a row"), HasSubstr("disk I/O error")));
  backlog = {.bytes = limits::kWalUnreadyBytes,
             .failures = 0,
             .failures_in_a_row = 0,
             .why = "",
             .since = std::chrono::steady_clock::now() - std::chrono::seconds(90)};
  EXPECT_THAT(Message(CheckBacklog(backlog)),
              AllOf(HasSubstr("67108864 bytes"), HasSubstr("for 90 s")));
}

TEST(MayGrowTest, AboveTheBoundNothingIsStoredAndTheReasonIsTheOperators) {
  store::Backlog backlog;
  backlog.bytes = limits::kWalBytesMax - 1;
  EXPECT_TRUE(MayGrow(backlog).ok());
  backlog.bytes = limits::kWalBytesMax;
  backlog.why = "/var/lib/log.sqlite: disk I/O error";
  const absl::Status refused = MayGrow(backlog);
  EXPECT_TRUE(absl::IsUnavailable(refused));
  EXPECT_EQ(refused.GetPayload(exchange::kReasonUrl), "STORE_BUSY");
  EXPECT_THAT(Message(refused), ::testing::Not(HasSubstr("/var/lib")));
  EXPECT_THAT(exchange::TextForOperator(refused), HasSubstr("/var/lib"));
}

TEST(RemarkOnReserveTest, AReserveWithoutRoomForRevocationsIsTold) {
  EXPECT_EQ(RemarkOnReserve(limits::kDiskReserveBytesMin), "");
  EXPECT_THAT(RemarkOnReserve(limits::kDiskReserveBytesMin - 1),
              AllOf(HasSubstr("disk_reserve_bytes is 8388607"), HasSubstr("revocations")));
}

TEST(CheckNotExpiredTest, ACertificateHoldsUntilItsLastMoment) {
  EXPECT_TRUE(CheckNotExpired(1'800'000'000'000, 1'800'000'000'000).ok());
  EXPECT_THAT(std::string(CheckNotExpired(1'800'000'000'000, 1'800'000'000'001).message()),
              HasSubstr("2027-01-15T08:00:00"));
}

}  // namespace
}  // namespace samlad::app
