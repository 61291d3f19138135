// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/session/exit_code.h"

#include <map>

#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"

namespace samlad::cli {
namespace {

absl::Status WithReason(absl::StatusCode code, const std::string& reason) {
  google::rpc::ErrorInfo info;
  info.set_reason(reason);
  absl::Status status(code, "x");
  status.SetPayload("type.googleapis.com/google.rpc.ErrorInfo",
                    absl::Cord(info.SerializeAsString()));
  return status;
}

TEST(ExitCodeTest, EveryCodeHasOne) {
  using absl::StatusCode;
  const std::map<StatusCode, int> expected = {
      {StatusCode::kCancelled, 3},          {StatusCode::kUnknown, 3},
      {StatusCode::kInvalidArgument, 2},    {StatusCode::kDeadlineExceeded, 3},
      {StatusCode::kNotFound, 4},           {StatusCode::kAlreadyExists, 4},
      {StatusCode::kPermissionDenied, 4},   {StatusCode::kResourceExhausted, 3},
      {StatusCode::kFailedPrecondition, 4}, {StatusCode::kAborted, 4},
      {StatusCode::kOutOfRange, 2},         {StatusCode::kUnimplemented, 3},
      {StatusCode::kInternal, 3},           {StatusCode::kUnavailable, 3},
      {StatusCode::kDataLoss, 1},           {StatusCode::kUnauthenticated, 4},
  };
  for (const auto& [code, exit] : expected) {
    EXPECT_EQ(static_cast<int>(ExitCodeOf(absl::Status(code, "x"))), exit)
        << absl::StatusCodeToString(code);
  }
}

TEST(ExitCodeTest, OverloadIsSafeToRetryButAnOwnQuotaIsARefusal) {
  const auto code = absl::StatusCode::kResourceExhausted;
  EXPECT_EQ(ExitCodeOf(WithReason(code, "OVERLOADED")), ExitCode::kUnreachable);
  EXPECT_EQ(ExitCodeOf(WithReason(code, "QUOTA_EXCEEDED")), ExitCode::kRefused);
}

}  // namespace
}  // namespace samlad::cli
