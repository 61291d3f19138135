// SPDX-License-Identifier: EUPL-1.2

#include "gateway/identity/pin.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/support/test_certificates.h"

namespace samlad::identity {
namespace {

using testing::CertificateOptions;
using ::testing::HasSubstr;
using testing::TestAuthority;

constexpr char kPinned[] = "spiffe://samlad.example/org/board/inbox";

absl::Status Check(std::vector<std::string> names,
                   const std::string& constraints = "critical,CA:FALSE") {
  CertificateOptions options;
  options.common_name = kPinned;
  options.names = std::move(names);
  options.basic_constraints = constraints;
  return CheckPin(TestAuthority::Root().Issue(options).certificate, kPinned);
}

TEST(PinTest, HoldsForThatNameAlone) {
  EXPECT_TRUE(Check({"URI:spiffe://samlad.example/org/board/inbox"}).ok());
  EXPECT_TRUE(Check({"DNS:localhost", "URI:spiffe://samlad.example/org/board/inbox"}).ok());
  for (const char* other :
       {"URI:spiffe://samlad.example/org/board/inbox2", "URI:spiffe://samlad.example/org/board",
        "URI:spiffe://samlad.example/org/board/Inbox", "URI:spiffe://other.example/org/board/inbox",
        "DNS:localhost"}) {
    EXPECT_EQ(Check({other}).code(), absl::StatusCode::kUnauthenticated) << other;
  }
}

TEST(PinTest, TwoNamesAreNoName) {
  const absl::Status refused = Check({"URI:spiffe://samlad.example/org/board/inbox",
                                      "URI:spiffe://samlad.example/org/homes/main"});
  EXPECT_EQ(refused.code(), absl::StatusCode::kUnauthenticated);
  EXPECT_THAT(std::string(refused.message()), HasSubstr("homes/main"));
}

TEST(PinTest, AnAuthorityIsNoSystem) {
  EXPECT_EQ(Check({"URI:spiffe://samlad.example/org/board/inbox"}, "critical,CA:TRUE").code(),
            absl::StatusCode::kUnauthenticated);
}

TEST(PinTest, WhatIsNoCertificateIsRefused) {
  EXPECT_EQ(CheckPin("", kPinned).code(), absl::StatusCode::kUnauthenticated);
  EXPECT_EQ(CheckPin("hello", kPinned).code(), absl::StatusCode::kUnauthenticated);
}

}  // namespace
}  // namespace samlad::identity
