// SPDX-License-Identifier: EUPL-1.2
//
// An organisation at its limit is refused with the limit's name, and the others
// are served.

#include <gmock/gmock.h>

#include <array>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "samlad/v1/identity_service.grpc.pb.h"
#include "tests/integration/feed_fixture.h"
#include "tests/support/make_identity.h"

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

// What it takes from the others is bounded by its calls under way: here one.
TEST_F(QuotaGatewayTest, WhoRepeatsAtOnceWhatWasRefusedIsHeldBack) {
  StartWith("calls_per_second: 1");
  grpc::Status last;
  while ((last = Ask(housing_)).ok()) {
  }
  ExpectExceeded(last, "calls_per_second");
  constexpr auto kTime = 20 * limits::kRefusalDelay;
  int refused = 0;
  for (const auto end = std::chrono::steady_clock::now() + kTime;
       std::chrono::steady_clock::now() < end;) {
    if (!Ask(housing_).ok()) ++refused;
  }
  EXPECT_GT(refused, 0);
  EXPECT_LE(refused, kTime / limits::kRefusalDelay + 1);

  // Who gives up meanwhile is let go.
  for (int i = 0; i < 20; ++i) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + limits::kRefusalDelay / 10);
    v1::GetCheckpointResponse response;
    (void)v1::LedgerService::NewStub(housing_)->GetCheckpoint(&context, {}, &response);
  }
  EXPECT_EQ(Stop(), 0) << gateway_->Log();
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

// Whoever stole the certificate of another system may use up the quota that is
// the organisation's, but not keep its administrator from revoking that system.
TEST_F(QuotaGatewayTest, RevokingIsNeverRefusedToAnAdministrator) {
  StartWith("calls_per_second: 1, bytes_per_second: 1");
  const auto thief = Connect(issuing_.IssueClient("office", "stolen"));
  const auto get_catalogue = [](const std::shared_ptr<grpc::Channel>& channel) {
    return CallRaw(channel, "samlad.v1.CatalogueService/Get", "");
  };
  EXPECT_TRUE(get_catalogue(thief).ok());
  ExpectExceeded(get_catalogue(thief), "bytes_per_second");

  const auto office = Connect("office");
  auto identities = v1::IdentityService::NewStub(office);
  ExpectExceeded(get_catalogue(office), "bytes_per_second");
  v1::RevokeRequest request;
  request.set_identity(MakeIdentity("office", "stolen").SerializeAsString());
  for (int i = 0; i < 10; ++i) {  // more than may be used at once
    CallContext listing, revoking;
    v1::ListRevocationsResponse listed;
    v1::RevokeResponse revoked;
    EXPECT_TRUE(Ask(office).ok());
    EXPECT_TRUE(identities->ListRevocations(&listing, {}, &listed).ok());
    request.set_submission_id(StrCat("r", i));
    const grpc::Status status = identities->Revoke(&revoking, request, &revoked);
    EXPECT_EQ(status.error_code(), i == 0 ? grpc::OK : grpc::FAILED_PRECONDITION)
        << status.error_message();
  }
  EXPECT_EQ(DetailsOf(get_catalogue(thief)).info.reason(), "REVOKED");
  ExpectExceeded(get_catalogue(office), "calls_per_second");

  // Nobody else gains by it.
  EXPECT_TRUE(Ask(housing_).ok());
  ExpectExceeded(Ask(housing_), "bytes_per_second");
}

TEST_F(QuotaGatewayTest, OneStreamTooManyIsToldSoAndOthersAreServed) {
  StartWith("streams: 2");
  auto first = std::make_unique<Watching>(housing_, 0, /*follow=*/true);
  Watching second(Connect("housing"), 0, /*follow=*/true);
  ASSERT_TRUE(first->WaitForPosition(0));
  ASSERT_TRUE(second.WaitForPosition(0));
  Watching refused(housing_, 0, /*follow=*/true);
  ASSERT_TRUE(refused.WaitForEnd());
  ExpectExceeded(refused.status(), "streams");
  Watching other(school_, 0, /*follow=*/true);
  EXPECT_TRUE(other.WaitForPosition(0));

  first.reset();
  grpc::Status status = refused.status();
  for (int attempt = 0; attempt < 30 && !status.ok(); ++attempt) {
    WaitAsTold(status);
    Watching next(housing_, 0, /*follow=*/false);
    ASSERT_TRUE(next.WaitForEnd());
    status = next.status();
  }
  EXPECT_TRUE(status.ok()) << "no place is free again: " << status.error_message();
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
