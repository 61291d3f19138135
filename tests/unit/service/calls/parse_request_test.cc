// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/calls/parse_request.h"

#include <string>

#include "gateway/base/limits.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "samlad/v1/board_service.pb.h"
#include "samlad/v1/reporting_service.pb.h"

namespace samlad::service {
namespace {

using ::testing::HasSubstr;
using namespace std::string_literals;  // NOLINT

grpc::ByteBuffer Wrap(const std::string& bytes) {
  const grpc::Slice slice(bytes);
  return grpc::ByteBuffer(&slice, 1);
}

// A field that no message has, empty: two bytes.
std::string UnknownFields(size_t bytes) {
  std::string fields;
  while (fields.size() < bytes) fields.append("\x7a\x00", 2);
  return fields;
}

TEST(ParseRequestTest, ReadsWhatIsOneAndTheLargestPayload) {
  v1::SubmitRequest request;
  request.set_submission_id("a");
  request.set_report(std::string(limits::kReportBytesMax, 'x'));
  v1::SubmitRequest parsed;
  ASSERT_TRUE(ParseRequest(Wrap(request.SerializeAsString()), &parsed).ok());
  EXPECT_EQ(parsed.SerializeAsString(), request.SerializeAsString());
}

TEST(ParseRequestTest, WhatIsNoMessageIsTheSendersMistake) {
  for (const std::string& bytes : {"\x0a\xff"s, "\x0a\x01\xff"s, "\xff\xff"s, "\x10\x01\x00"s}) {
    v1::SubmitRequest parsed;
    const absl::Status status = ParseRequest(Wrap(bytes), &parsed);
    EXPECT_TRUE(absl::IsInvalidArgument(status)) << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr("not a samlad.v1.SubmitRequest"));
  }
}

TEST(ParseRequestTest, FewBytesMayBecomeObjectsButNotMany) {
  v1::SubmitRequest parsed;
  const size_t most = limits::kRequestFrameBytesMax;
  EXPECT_TRUE(ParseRequest(Wrap(UnknownFields(most)), &parsed).ok());
  const absl::Status beyond = ParseRequest(Wrap(UnknownFields(most + 2)), &parsed);
  EXPECT_TRUE(absl::IsInvalidArgument(beyond)) << beyond;
  EXPECT_THAT(std::string(beyond.message()), HasSubstr("more than 524288 bytes beside"));

  v1::GetViewRequest many;
  for (size_t i = 0; i <= most / 2; ++i) many.mutable_query()->add_organisations();
  v1::GetViewRequest view;
  EXPECT_TRUE(absl::IsInvalidArgument(ParseRequest(Wrap(many.SerializeAsString()), &view)));
}

// Also if what follows is no message: it is not looked at.
TEST(ParseRequestTest, CountsNoFurtherThanTheLimit) {
  const std::string bytes = UnknownFields(limits::kRequestFrameBytesMax + 2) + "\xff";
  v1::SubmitRequest parsed;
  EXPECT_THAT(std::string(ParseRequest(Wrap(bytes), &parsed).message()), HasSubstr("beside"));
}

}  // namespace
}  // namespace samlad::service
