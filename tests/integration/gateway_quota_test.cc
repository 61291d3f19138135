// SPDX-License-Identifier: EUPL-1.2
//
// One organisation at its limit is told so, and the others are served.

#include <gmock/gmock.h>

#include <array>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "tests/integration/gateway_fixture.h"

namespace samlad::testing {
namespace {

class QuotaGatewayTest : public GatewayTest {
 protected:
  void SetUp() override {}

  void StartWith(const std::string& quotas) {
    config_ = WriteConfig(
        kOrigin, "demonstration_clock_start: \"2026-02-10T08:00:00Z\"\nquotas: {" + quotas + "}\n");
    GatewayTest::SetUp();
    housing_ = Connect("housing");
    school_ = Connect("school");
  }

  static grpc::Status Ask(const std::shared_ptr<grpc::Channel>& channel) {
    CallContext context;
    v1::GetCheckpointResponse response;
    return v1::LedgerService::NewStub(channel)->GetCheckpoint(&context, {}, &response);
  }

  static grpc::Status Validate(const std::shared_ptr<grpc::Channel>& channel,
                               const v1::Report& report, uint64_t replaces = 0) {
    CallContext context;
    v1::ValidateRequest request;
    v1::ValidateResponse response;
    request.set_report(report.SerializeAsString());
    request.set_replaces(replaces);
    return v1::ReportingService::NewStub(channel)->Validate(&context, request, &response);
  }

  static void ExpectExceeded(const grpc::Status& status, std::string_view quota) {
    ASSERT_EQ(status.error_code(), grpc::RESOURCE_EXHAUSTED) << status.error_message();
    const ErrorDetails details = DetailsOf(status);
    EXPECT_EQ(details.info.reason(), "QUOTA_EXCEEDED");
    EXPECT_EQ(details.info.metadata().at("quota"), quota);
    EXPECT_GT(details.retry.retry_delay().seconds() + details.retry.retry_delay().nanos(), 0);
  }

  static void WaitAsTold(const grpc::Status& status) {
    const auto delay = DetailsOf(status).retry.retry_delay();
    std::this_thread::sleep_for(std::chrono::seconds(delay.seconds()) +
                                std::chrono::nanoseconds(delay.nanos()));
  }

  std::shared_ptr<grpc::Channel> housing_, school_;
};

// Asked all at once, so that slow calls do not refill what is to run out.
TEST_F(QuotaGatewayTest, TheGreedyAreToldToWaitAndTheOthersAreServed) {
  constexpr int kCallsPerSecond = 2, kCalls = 40;
  StartWith(StrCat("calls_per_second: ", kCallsPerSecond));
  // Another connection, and another system, are still the same organisation.
  const std::shared_ptr<grpc::Channel> connections[] = {housing_, Connect("housing")};
  std::array<grpc::Status, kCalls> statuses;
  const auto begin = std::chrono::steady_clock::now();
  {
    std::vector<std::jthread> callers;
    for (int i = 0; i < kCalls; ++i) {
      callers.emplace_back([&, i] { statuses[i] = Ask(connections[i % 2]); });
    }
  }
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
  const grpc::Status* refused = nullptr;
  int served = 0;
  for (const grpc::Status& status : statuses) {
    if (status.ok()) {
      ++served;
    } else {
      ExpectExceeded(status, "calls_per_second");
      refused = &status;
    }
  }
  const int burst = kCallsPerSecond * int{limits::kQuotaBurstSeconds};
  EXPECT_GE(served, burst);
  EXPECT_LE(served, burst + kCallsPerSecond * taken.count() + 1);
  ASSERT_TRUE(refused != nullptr);
  EXPECT_TRUE(Ask(school_).ok());
  WaitAsTold(*refused);
  EXPECT_TRUE(Ask(housing_).ok());
}

TEST_F(QuotaGatewayTest, ALargeMessagePassesOnceAndIsThenWaitedFor) {
  StartWith("bytes_per_second: 20000");
  v1::Report report = MakeReport("housing", "2025", 7);
  report.mutable_sign_off()->set_title(std::string(160'000, 'x'));
  EXPECT_TRUE(Validate(housing_, report).ok());
  const grpc::Status status = Ask(housing_);
  ExpectExceeded(status, "bytes_per_second");
  EXPECT_TRUE(Ask(school_).ok());
  WaitAsTold(status);
  EXPECT_TRUE(Ask(housing_).ok());
}

TEST_F(QuotaGatewayTest, AfterADaysStoredBytesNothingIsStoredButAllElseGoesOn) {
  StartWith("stored_bytes_per_day: 200");
  const v1::SubmitRequest first = MakeSubmit("a", MakeReport("housing", "2025", 0));
  uint64_t in_force = SubmitAccepted("housing", first).position();
  v1::SubmitResponse response;
  grpc::Status status;
  for (int i = 1; i < 1'000; ++i) {
    status =
        Submit("housing", MakeSubmit(StrCat("a", i), MakeReport("housing", "2025", i), in_force),
               &response);
    if (!status.ok()) break;
    v1::Receipt receipt;
    ASSERT_TRUE(receipt.ParseFromString(response.receipt()));
    in_force = receipt.position();
  }
  ExpectExceeded(status, "stored_bytes_per_day");
  const std::string checkpoint = GetCheckpoint().checkpoint();

  ASSERT_TRUE(Submit("housing", first, &response).ok()) << "a replay stores nothing";
  EXPECT_TRUE(response.replayed());
  EXPECT_TRUE(Validate(housing_, MakeReport("housing", "2025", 1), in_force).ok());
  EXPECT_EQ(GetCheckpoint().checkpoint(), checkpoint);
  SubmitAccepted("school", MakeSubmit("a", MakeReport("school", "2025", 1)));
}

TEST_F(QuotaGatewayTest, WhateverIsStoredIsCountedNotReportsAlone) {
  StartWith("stored_bytes_per_day: 5000");  // two entries, and none more this day
  const uint64_t report =
      SubmitAccepted("housing", MakeSubmit("a", MakeReport("housing", "2025", 0))).position();
  ASSERT_TRUE(Withdraw("housing", report, "w1").ok());
  v1::SubmitResponse response;
  ExpectExceeded(
      Submit("housing", MakeSubmit("b", MakeReport("housing", "2025", 1), report), &response),
      "stored_bytes_per_day");
  // A rejection is answered with its findings all the same.
  v1::Report wrong = MakeReport("housing", "2025", 1);
  wrong.mutable_observations(0)->set_value("many");
  const grpc::Status rejected = Submit("housing", MakeSubmit("c", wrong, report), &response);
  ASSERT_TRUE(rejected.ok()) << rejected.error_message();
  EXPECT_GT(response.findings_size(), 0);

  EXPECT_TRUE(Waive("office", false, "v1").ok());
  EXPECT_TRUE(Waive("office", true, "v2").ok());
  ExpectExceeded(Waive("office", false, "v3"), "stored_bytes_per_day");
}

}  // namespace
}  // namespace samlad::testing
