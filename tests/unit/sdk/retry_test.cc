// SPDX-License-Identifier: EUPL-1.2

#include "clients/sdk/retry.h"

#include <grpcpp/support/status.h>

#include <vector>

#include "clients/sdk/error.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "gtest/gtest.h"

namespace samlad::sdk {
namespace {

using std::chrono::milliseconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

absl::Status AskedToWait(grpc::StatusCode code, milliseconds delay) {
  google::rpc::RetryInfo retry;
  retry.mutable_retry_delay()->set_seconds(delay.count() / 1000);
  retry.mutable_retry_delay()->set_nanos(static_cast<int>(delay.count() % 1000) * 1'000'000);
  google::rpc::Status status;
  status.add_details()->PackFrom(retry);
  return FromGrpc(grpc::Status(code, "busy", status.SerializeAsString()));
}

// Calls with a script of answers; time does not pass.
class RetryTest : public ::testing::Test {
 protected:
  absl::Status Call(std::vector<absl::Status> answers) {
    return CallWithRetry(options_, [&] { return answers.at(calls_++); });
  }

  std::vector<milliseconds> waits_;
  std::vector<int> told_;
  size_t calls_ = 0;
  RetryOptions options_{
      .attempts_max = 4,
      .backoff_initial = milliseconds(100),
      .backoff_max = milliseconds(300),
      .on_wait = [this](const RetryNotice& notice) { told_.push_back(notice.attempt); },
      .sleep = [this](milliseconds wait) { waits_.push_back(wait); },
      .random = [] { return 0.5; }};
};

TEST_F(RetryTest, SucceedsAtOnceWithoutWaiting) {
  EXPECT_TRUE(Call({absl::OkStatus()}).ok());
  EXPECT_THAT(waits_, IsEmpty());
}

TEST_F(RetryTest, TriesAgainAfterALostAnswer) {
  EXPECT_TRUE(
      Call({absl::UnavailableError("x"), absl::DeadlineExceededError("x"), absl::OkStatus()}).ok());
  EXPECT_THAT(waits_, ElementsAre(milliseconds(50), milliseconds(100)));
  EXPECT_THAT(told_, ElementsAre(1, 2));
}

TEST_F(RetryTest, GivesUpAndReturnsTheLastStatus) {
  const auto status = Call({absl::UnavailableError("1"), absl::UnavailableError("2"),
                            absl::UnavailableError("3"), absl::UnavailableError("4")});
  EXPECT_EQ(status.message(), "4");
  EXPECT_EQ(calls_, 4);
  // Doubled, then capped.
  EXPECT_THAT(waits_, ElementsAre(milliseconds(50), milliseconds(100), milliseconds(150)));
}

TEST_F(RetryTest, NeverRepeatsWhatWasRefused) {
  for (const auto code : {absl::StatusCode::kInvalidArgument, absl::StatusCode::kPermissionDenied,
                          absl::StatusCode::kUnauthenticated, absl::StatusCode::kAlreadyExists,
                          absl::StatusCode::kFailedPrecondition, absl::StatusCode::kNotFound,
                          absl::StatusCode::kInternal, absl::StatusCode::kResourceExhausted}) {
    calls_ = 0;
    EXPECT_EQ(Call({absl::Status(code, "no")}).code(), code);
    EXPECT_EQ(calls_, 1);
  }
  EXPECT_THAT(waits_, IsEmpty());
}

TEST_F(RetryTest, AHostThatThereIsNotIsLookedUpOnce) {
  const auto status =
      absl::UnavailableError("DNS resolution failed for a:1: Domain name not found");
  EXPECT_EQ(Call({status}).message(), status.message());
  EXPECT_EQ(calls_, 1);
}

TEST_F(RetryTest, WaitsAtLeastAsLongAsAnOverloadedGatewayAsks) {
  const auto busy = AskedToWait(grpc::StatusCode::RESOURCE_EXHAUSTED, milliseconds(250));
  EXPECT_TRUE(Call({busy, absl::OkStatus()}).ok());
  EXPECT_THAT(waits_, ElementsAre(milliseconds(300)));
}

TEST_F(RetryTest, DoesNotWaitForAGatewayThatAsksTooMuch) {
  const auto busy = AskedToWait(grpc::StatusCode::UNAVAILABLE, limits::kClientRetryDelayMax * 2);
  EXPECT_EQ(Call({busy, absl::OkStatus()}).code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(calls_, 1);
}

TEST_F(RetryTest, JitterIsFull) {
  const auto status = absl::UnavailableError("x");
  EXPECT_EQ(RetryWait(options_, 1, status, 0.0), milliseconds(0));
  EXPECT_EQ(RetryWait(options_, 2, status, 0.999), milliseconds(199));
  EXPECT_EQ(RetryWait(options_, 1000, status, 0.999), milliseconds(299));
}

}  // namespace
}  // namespace samlad::sdk
