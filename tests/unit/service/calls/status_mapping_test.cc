// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/calls/status_mapping.h"

#include "gateway/service/guard/error_details.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "gateway/base/limits.h"
#include "google/rpc/status.pb.h"

namespace samlad::service {
namespace {

google::rpc::Status Parse(const grpc::Status& status) {
  google::rpc::Status described;
  EXPECT_TRUE(described.ParseFromString(status.error_details()));
  return described;
}

template <class Detail>
Detail Find(const grpc::Status& status) {
  Detail detail;
  const google::rpc::Status described = Parse(status);
  for (const google::protobuf::Any& any : described.details()) any.UnpackTo(&detail);
  return detail;
}

TEST(StatusMappingTest, OkStaysOk) { EXPECT_TRUE(ToGrpcStatus(absl::OkStatus(), "r").ok()); }

TEST(StatusMappingTest, EveryErrorCarriesReasonDomainAndRequestId) {
  const grpc::Status status = ToGrpcStatus(absl::NotFoundError("gone"), "r-1");
  EXPECT_EQ(status.error_code(), grpc::NOT_FOUND);
  EXPECT_EQ(status.error_message(), "gone");
  EXPECT_EQ(Parse(status).code(), grpc::NOT_FOUND);
  EXPECT_EQ(Parse(status).message(), "gone");
  const auto info = Find<google::rpc::ErrorInfo>(status);
  EXPECT_EQ(info.reason(), "NOT_FOUND");
  EXPECT_EQ(info.domain(), "samlad");
  EXPECT_EQ(info.metadata().at("request_id"), "r-1");
}

TEST(StatusMappingTest, AReasonThatWasGivenWins) {
  const absl::Status status = WithReason(absl::FailedPreconditionError("x"), "VIEW_CHANGED");
  EXPECT_EQ(ReasonOf(status), "VIEW_CHANGED");
  EXPECT_EQ(Find<google::rpc::ErrorInfo>(ToGrpcStatus(status, "r")).reason(), "VIEW_CHANGED");
}

TEST(StatusMappingTest, AFieldThatTheTextBeginsWithIsTheViolation) {
  const auto bad = Find<google::rpc::BadRequest>(
      ToGrpcStatus(absl::InvalidArgumentError("query.areas[3]: unknown"), "r"));
  ASSERT_EQ(bad.field_violations_size(), 1);
  EXPECT_EQ(bad.field_violations(0).field(), "query.areas[3]");
  EXPECT_EQ(bad.field_violations(0).description(), "unknown");
}

TEST(StatusMappingTest, OtherTextIsNoViolation) {
  for (const char* text : {"no field here", ": nothing before", "Upper: case", "field:no space"}) {
    const auto status = ToGrpcStatus(absl::InvalidArgumentError(text), "r");
    EXPECT_EQ(Find<google::rpc::BadRequest>(status).field_violations_size(), 0) << text;
  }
  const auto status = ToGrpcStatus(absl::NotFoundError("field: unknown"), "r");
  EXPECT_EQ(Find<google::rpc::BadRequest>(status).field_violations_size(), 0);
}

TEST(StatusMappingTest, OverloadSaysWhenToRetry) {
  for (const absl::Status& status :
       {absl::ResourceExhaustedError("full"), absl::UnavailableError("stopping")}) {
    const auto retry = Find<google::rpc::RetryInfo>(ToGrpcStatus(status, "r"));
    EXPECT_EQ(retry.retry_delay().nanos(), limits::kOverloadRetryDelay.count() * 1'000'000);
  }
  const auto none =
      Find<google::rpc::RetryInfo>(ToGrpcStatus(absl::PermissionDeniedError("no"), "r"));
  EXPECT_EQ(none.retry_delay().nanos(), 0);
}

TEST(StatusMappingTest, TheWholeStaysBelowItsBoundWhateverCameIn) {
  google::rpc::BadRequest violations;
  for (int i = 0; i < 1'000; ++i) {
    auto* violation = violations.add_field_violations();
    violation->set_field("observations[" + std::to_string(i) + "].value");
    violation->set_description(std::string(2'000, 'x'));
  }
  const grpc::Status status =
      ToGrpcStatus(BadRequestError(std::string(100'000, 'y'), violations), std::string(64, 'r'));
  EXPECT_LE(status.error_details().size(), limits::kErrorDetailsBytesMax);
  EXPECT_LE(status.error_message().size(), limits::kErrorMessageBytesMax + 3);
  const auto bad = Find<google::rpc::BadRequest>(status);
  EXPECT_GT(bad.field_violations_size(), 0);
  const auto info = Find<google::rpc::ErrorInfo>(status);
  EXPECT_EQ(std::stoi(info.metadata().at("violations_omitted")),
            1'000 - bad.field_violations_size());
}

// It may be the system's own text, with paths in it.
TEST(StatusMappingTest, TextOfWhatNobodyForesawStaysInTheLog) {
  for (const absl::Status& error :
       {absl::DataLossError("/var/lib/samlad/log.sqlite: disk I/O error (SQLite 10)"),
        absl::UnknownError("cannot open /etc/samlad/key.pem")}) {
    const grpc::Status status = ToGrpcStatus(error, "r-1");
    EXPECT_EQ(static_cast<int>(status.error_code()), static_cast<int>(error.code()));
    EXPECT_THAT(status.error_message(), ::testing::HasSubstr("request id"));
    EXPECT_THAT(status.error_message() + status.error_details(),
                ::testing::Not(::testing::AnyOf(::testing::HasSubstr("samlad/"),
                                                ::testing::HasSubstr("SQLite"))));
  }
}

TEST(StatusMappingTest, TextIsCutBetweenCharacters) {
  std::string text = "a";
  for (int i = 0; i < 1'000; ++i) text += "å";
  const std::string cut = ToGrpcStatus(absl::InternalError(text), "r").error_message();
  EXPECT_EQ(cut.substr(cut.size() - 5), "å...");
}

}  // namespace
}  // namespace samlad::service
