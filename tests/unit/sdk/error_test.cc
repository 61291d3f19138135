// SPDX-License-Identifier: EUPL-1.2

#include "clients/sdk/error.h"

#include <grpcpp/support/status.h>

#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "gtest/gtest.h"

namespace samlad::sdk {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;
using ::testing::Not;

grpc::Status With(grpc::StatusCode code, const std::string& message,
                  std::initializer_list<const google::protobuf::Message*> details) {
  google::rpc::Status status;
  for (const auto* detail : details) status.add_details()->PackFrom(*detail);
  return grpc::Status(code, message, status.SerializeAsString());
}

TEST(ErrorTest, KeepsCodeAndMessage) {
  EXPECT_TRUE(FromGrpc(grpc::Status::OK).ok());
  const auto status = FromGrpc(grpc::Status(grpc::StatusCode::NOT_FOUND, "no such entry"));
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(status.message(), "no such entry");
  EXPECT_EQ(RetryDelay(status), std::nullopt);
  EXPECT_EQ(Reason(status), "");
}

TEST(ErrorTest, ReadsReasonAndDelay) {
  google::rpc::ErrorInfo info;
  info.set_reason("OVERLOADED");
  google::rpc::RetryInfo retry;
  retry.mutable_retry_delay()->set_seconds(1);
  retry.mutable_retry_delay()->set_nanos(250'000'001);
  const auto status =
      FromGrpc(With(grpc::StatusCode::RESOURCE_EXHAUSTED, "queue full", {&info, &retry}));
  EXPECT_EQ(Reason(status), "OVERLOADED");
  EXPECT_EQ(RetryDelay(status), milliseconds(1251));  // never earlier than asked
}

TEST(ErrorTest, ADelayFromAStrangerIsNeitherNegativeNorEndless) {
  google::rpc::RetryInfo retry;
  retry.mutable_retry_delay()->set_seconds(-5);
  retry.mutable_retry_delay()->set_nanos(-1);
  EXPECT_EQ(RetryDelay(FromGrpc(With(grpc::StatusCode::UNAVAILABLE, "", {&retry}))),
            milliseconds(0));
  retry.mutable_retry_delay()->set_seconds(INT64_MAX);
  EXPECT_EQ(RetryDelay(FromGrpc(With(grpc::StatusCode::UNAVAILABLE, "", {&retry}))),
            std::chrono::hours(24));
}

TEST(ErrorTest, ExplainsFieldViolationsOnce) {
  google::rpc::BadRequest bad;
  auto* first = bad.add_field_violations();
  first->set_field("submission_id");
  first->set_description("too long");
  auto* second = bad.add_field_violations();
  second->set_field("query.years");
  second->set_description("at most 20");
  const std::string text = Explain(
      FromGrpc(With(grpc::StatusCode::INVALID_ARGUMENT, "submission_id: too long", {&bad})));
  EXPECT_THAT(text, HasSubstr("\n  query.years: at most 20"));
  EXPECT_THAT(text, Not(HasSubstr("\n  submission_id")));
}

TEST(ErrorTest, AFailedConnectionIsSaidOnce) {
  EXPECT_EQ(Explain(absl::UnavailableError("failed to connect to all addresses; last error: "
                                           "UNKNOWN: ipv4:127.0.0.1:1: Connection refused")),
            "cannot connect: ipv4:127.0.0.1:1: Connection refused");
  EXPECT_EQ(Explain(absl::UnavailableError("failed to connect to all addresses; last error: "
                                           "UNKNOWN: ipv4:127.0.0.1:1: Socket closed")),
            "the gateway closed the connection, because it does not know your certificate or has "
            "revoked it, or has too many connections");
}

TEST(ErrorTest, AHostThatIsNotFoundIsNamed) {
  const auto unresolved = [](const std::string& reason) {
    return absl::UnavailableError(
        "DNS resolution failed for nosuch.example:7443: C-ares status is not ARES_SUCCESS "
        "qtype=AAAA name=nosuch.example is_balancer=0: " +
        reason);
  };
  EXPECT_EQ(Explain(unresolved("Domain name not found")), "no such host: nosuch.example");
  EXPECT_TRUE(IsNoSuchHost(unresolved("Domain name not found")));
  EXPECT_EQ(Explain(unresolved("Could not contact DNS servers")),
            "cannot look up the host nosuch.example: Could not contact DNS servers");
  EXPECT_FALSE(IsNoSuchHost(unresolved("Could not contact DNS servers")));
  EXPECT_EQ(Explain(absl::UnavailableError("DNS resolution failed for ")),
            "DNS resolution failed for ");
}

TEST(ErrorTest, NamesTheRequestToWhoeverWasAnswered) {
  google::rpc::ErrorInfo info;
  info.set_reason("OVERLOADED");
  const auto answered =
      WithRequestId(FromGrpc(With(grpc::StatusCode::UNAVAILABLE, "stopping", {&info})), "a1");
  EXPECT_EQ(Explain(answered), "stopping\n  request id, for the gateway's operator: a1");
  EXPECT_EQ(Explain(WithRequestId(absl::DeadlineExceededError("late"), "a1")),
            "late\n  request id, for the gateway's operator: a1");
  EXPECT_EQ(Explain(WithRequestId(absl::UnavailableError("Socket closed"), "a1")), "Socket closed");
  EXPECT_TRUE(WithRequestId(absl::OkStatus(), "a1").ok());
}

TEST(ErrorTest, DetailsThatDoNotParseAreLeftOut) {
  const auto status = FromGrpc(grpc::Status(grpc::StatusCode::UNAVAILABLE, "gone", "\xff\xff"));
  EXPECT_EQ(status.message(), "gone");
  EXPECT_EQ(Reason(status), "");
  EXPECT_EQ(Explain(absl::UnavailableError("")), "UNAVAILABLE");
}

}  // namespace
}  // namespace samlad::sdk
