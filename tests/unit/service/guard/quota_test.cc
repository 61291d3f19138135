// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/guard/quota.h"

#include <gmock/gmock.h>

#include <chrono>
#include <optional>
#include <utility>

#include "gateway/base/strings.h"
#include "gateway/service/guard/error_details.h"
#include "google/rpc/status.pb.h"

namespace samlad::service {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::HasSubstr;

constexpr QuotaLimits kLimits{.calls_per_second = 10,
                              .bytes_per_second = 1'000,
                              .streams = 2,
                              .stored_bytes_per_day = 86'400};
constexpr auto kEntryBytes = Quotas::kEntryBytes;
constexpr auto kBurst = static_cast<int>(10 * limits::kQuotaBurstSeconds);

struct Refused {
  google::rpc::ErrorInfo info;
  milliseconds wait{0};
};

// What a client reads of a refusal.
Refused Read(const absl::Status& status) {
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted) << status;
  Refused refused;
  google::rpc::RetryInfo retry;
  const google::rpc::Status described = DescribeError(status, "r");
  for (const google::protobuf::Any& any : described.details()) {
    any.UnpackTo(&refused.info);
    any.UnpackTo(&retry);
  }
  refused.wait = seconds(retry.retry_delay().seconds()) +
                 milliseconds(retry.retry_delay().nanos() / 1'000'000);
  return refused;
}

class QuotaTest : public ::testing::Test {
 protected:
  absl::Status Call(std::string_view organisation, size_t bytes = 0) {
    return quotas_.TakeCall(organisation, bytes, now_);
  }
  // Calls until one is refused.
  int CallsUntilRefused(std::string_view organisation) {
    int calls = 0;
    while (Call(organisation).ok()) ++calls;
    return calls;
  }

  Quotas quotas_{kLimits};
  Quotas::Time now_ = Quotas::Time(hours(1));
};

TEST_F(QuotaTest, ABurstOfCallsPassesAndThenTheRate) {
  EXPECT_EQ(CallsUntilRefused("a"), kBurst);
  now_ += seconds(1);
  EXPECT_EQ(CallsUntilRefused("a"), 10);
  now_ += hours(10);
  EXPECT_EQ(CallsUntilRefused("a"), kBurst);
}

TEST_F(QuotaTest, ARefusalSaysWhichQuotaHowMuchAndForHowLong) {
  CallsUntilRefused("a");
  const absl::Status status = Call("a");
  EXPECT_THAT(Message(status), HasSubstr("'a' has used its quota calls_per_second of 10"));
  const Refused refused = Read(status);
  EXPECT_EQ(refused.info.reason(), "QUOTA_EXCEEDED");
  EXPECT_EQ(refused.info.domain(), "samlad");
  EXPECT_EQ(refused.info.metadata().at("quota"), "calls_per_second");
  EXPECT_EQ(refused.info.metadata().at("limit"), "10");
  EXPECT_EQ(refused.info.metadata().at("request_id"), "r");
  EXPECT_EQ(refused.wait, milliseconds(100));
}

TEST_F(QuotaTest, WhoWaitsAsLongAsToldIsServed) {
  CallsUntilRefused("a");
  const milliseconds wait = Read(Call("a")).wait;
  now_ += wait - milliseconds(1);
  EXPECT_FALSE(Call("a").ok());
  now_ += milliseconds(1);
  EXPECT_TRUE(Call("a").ok());
}

TEST_F(QuotaTest, OneOrganisationsUseIsNoneOfTheOthers) {
  CallsUntilRefused("a");
  EXPECT_EQ(CallsUntilRefused("b"), kBurst);
}

TEST_F(QuotaTest, ALargeMessagePassesOnceAndIsThenWaitedFor) {
  EXPECT_TRUE(Call("a", 10'000).ok());  // of 4,000
  const Refused refused = Read(Call("a"));
  EXPECT_EQ(refused.info.metadata().at("quota"), "bytes_per_second");
  EXPECT_EQ(refused.info.metadata().at("limit"), "1000");
  EXPECT_EQ(refused.wait, seconds(6));
  now_ += refused.wait;
  EXPECT_TRUE(Call("a").ok());
}

TEST_F(QuotaTest, WhoLacksBothIsToldToWaitForBoth) {
  CallsUntilRefused("a");
  EXPECT_EQ(Read(Call("a", 10'000)).wait, seconds(6));  // of 4,000
}

TEST_F(QuotaTest, WhatWasSentCountsAfterwards) {
  ASSERT_TRUE(Call("a").ok());
  quotas_.TakeBytes("a", 5'000, now_);
  EXPECT_EQ(Read(Call("a")).wait, seconds(1));
}

TEST_F(QuotaTest, WhatWasReceivedCountsAlsoOfARefusedCall) {
  ASSERT_TRUE(Call("a", 5'000).ok());  // of 4,000
  EXPECT_EQ(Read(Call("a", 2'000)).wait, seconds(3));
  EXPECT_EQ(quotas_.Read().front().bytes, 7'000);
  now_ += seconds(3);
  EXPECT_TRUE(Call("a", 2'000).ok());
}

TEST_F(QuotaTest, NoDebtIsWaitedForLongerThanAClientWaits) {
  ASSERT_TRUE(Call("a", 1'000'000).ok());
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(Read(Call("a", 1'000'000)).wait, limits::kQuotaDebtMax);
  }
  quotas_.TakeBytes("a", 1'000'000, now_);
  QuotaLimits less = kLimits;
  less.bytes_per_second = 10;
  quotas_.SetLimits(less);
  EXPECT_EQ(Read(Call("a")).wait, limits::kQuotaDebtMax);
  now_ += limits::kQuotaDebtMax;
  EXPECT_TRUE(Call("a").ok());
}

TEST_F(QuotaTest, WhatMustNotWaitIsCountedAndNeverRefused) {
  CallsUntilRefused("a");
  for (int i = 0; i < 1'000; ++i) quotas_.CountCall("a", 1'000, now_);
  EXPECT_EQ(quotas_.Read().front().calls, kBurst + 1'000);
  EXPECT_EQ(quotas_.Read().front().bytes, 1'000'000);
  const milliseconds wait = Read(Call("a")).wait;
  EXPECT_EQ(wait, limits::kQuotaDebtMax + milliseconds(100));
  EXPECT_LE(wait, limits::kClientRetryDelayMax);
  now_ += wait;
  EXPECT_TRUE(Call("a").ok());
}

TEST_F(QuotaTest, NobodyIsRememberedForBytesAlone) {
  quotas_.TakeBytes("stranger", 5'000, now_);
  quotas_.TakeStored("stranger", 5'000, now_);
  EXPECT_TRUE(quotas_.Read().empty());
}

TEST_F(QuotaTest, StoredBytesAreJudgedFirstAndTakenAfterwards) {
  EXPECT_TRUE(quotas_.CheckStored("a", 86'400, now_).ok());
  EXPECT_TRUE(quotas_.CheckStored("a", 86'400, now_).ok()) << "asking takes nothing";
  quotas_.TakeStored("a", 86'000 - 2 * kEntryBytes, now_);
  EXPECT_TRUE(quotas_.CheckStored("a", 400, now_).ok());
  const Refused refused = Read(quotas_.CheckStored("a", 500, now_));
  EXPECT_EQ(refused.info.metadata().at("quota"), "stored_bytes_per_day");
  EXPECT_EQ(refused.wait, seconds(100));
  now_ += seconds(100);
  EXPECT_TRUE(quotas_.CheckStored("a", 500, now_).ok());
}

TEST_F(QuotaTest, AReportLargerThanADaysQuotaPassesOnAFullBucket) {
  EXPECT_TRUE(quotas_.CheckStored("a", 200'000, now_).ok());
  quotas_.TakeStored("a", 200'000, now_);
  const milliseconds wait = Read(quotas_.CheckStored("a", 200'000, now_)).wait;
  EXPECT_EQ(wait, seconds(200'000 + kEntryBytes));
  now_ += wait;
  EXPECT_TRUE(quotas_.CheckStored("a", 200'000, now_).ok());
}

TEST_F(QuotaTest, StreamsAreCountedWhileTheyAreOpen) {
  std::optional<StreamPlace> first = *quotas_.OpenStream("a", now_);
  absl::StatusOr<StreamPlace> second = quotas_.OpenStream("a", now_);
  EXPECT_EQ(Read(quotas_.OpenStream("a", now_).status()).info.metadata().at("quota"), "streams");
  EXPECT_TRUE(quotas_.OpenStream("b", now_).ok());
  const StreamPlace moved = *std::move(second);
  EXPECT_EQ(quotas_.Read().front().streams, 2);
  first.reset();
  EXPECT_EQ(quotas_.Read().front().streams, 1);
  EXPECT_TRUE(quotas_.OpenStream("a", now_).ok());
}

TEST_F(QuotaTest, NewLimitsHoldFromThenOn) {
  CallsUntilRefused("a");
  QuotaLimits more = kLimits;
  more.calls_per_second = 100;
  quotas_.SetLimits(more);
  EXPECT_EQ(Read(Call("a")).wait, milliseconds(10));
  now_ += seconds(1);
  EXPECT_EQ(CallsUntilRefused("a"), 100);
  now_ += hours(1);
  quotas_.SetLimits(kLimits);
  EXPECT_EQ(CallsUntilRefused("a"), kBurst);
}

TEST_F(QuotaTest, AClockThatStepsBackGivesNothing) {
  CallsUntilRefused("a");
  EXPECT_FALSE(quotas_.TakeCall("a", 0, now_ - hours(1)).ok());
  EXPECT_FALSE(Call("a").ok());
}

TEST_F(QuotaTest, TellsWhatWasUsed) {
  ASSERT_TRUE(Call("b", 7).ok());
  quotas_.TakeBytes("b", 3, now_);
  quotas_.TakeStored("b", 5, now_);
  CallsUntilRefused("a");
  const std::vector<QuotaUse> uses = quotas_.Read();
  ASSERT_EQ(uses.size(), 2);
  EXPECT_EQ(uses[0].organisation, "a");
  EXPECT_EQ(uses[0].calls, kBurst);
  EXPECT_EQ(uses[0].refused, 1);
  EXPECT_EQ(uses[1].organisation, "b");
  EXPECT_EQ(uses[1].bytes, 10);
  EXPECT_EQ(uses[1].stored_bytes, 5 + kEntryBytes);
}

}  // namespace
}  // namespace samlad::service
