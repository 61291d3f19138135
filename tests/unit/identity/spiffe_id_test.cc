// SPDX-License-Identifier: EUPL-1.2

#include <gtest/gtest.h>

#include <string>

#include "gateway/base/limits.h"
#include "gateway/identity/principal.h"

namespace samlad::identity {
namespace {

TEST(SpiffeIdTest, NamesDomainOrganisationAndSystem) {
  const auto principal = ParseSpiffeId("spiffe://samlad.example/org/eidar/business-system_2.v1");
  ASSERT_TRUE(principal.ok()) << principal.status();
  EXPECT_EQ(principal->trust_domain, "samlad.example");
  EXPECT_EQ(principal->organisation, "eidar");
  EXPECT_EQ(principal->system, "business-system_2.v1");
  EXPECT_EQ(principal->certificate, "");
}

struct RefusedId {
  const char* what;
  std::string uri;
  const char* reason;
};

class SpiffeIdRefusesTest : public ::testing::TestWithParam<RefusedId> {};

TEST_P(SpiffeIdRefusesTest, WithItsReason) {
  const auto principal = ParseSpiffeId(GetParam().uri);
  ASSERT_FALSE(principal.ok());
  EXPECT_EQ(principal.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_NE(std::string(principal.status().message()).find(GetParam().reason), std::string::npos)
      << principal.status();
}

INSTANTIATE_TEST_SUITE_P(
    All, SpiffeIdRefusesTest,
    ::testing::Values(
        RefusedId{"Empty", "", "does not begin"},
        RefusedId{"OtherScheme", "https://samlad.example/org/eidar/main", "does not begin"},
        RefusedId{"UpperScheme", "SPIFFE://samlad.example/org/eidar/main", "does not begin"},
        RefusedId{"NoDomain", "spiffe:///org/eidar/main", "trust domain"},
        RefusedId{"UpperDomain", "spiffe://Samlad.example/org/eidar/main", "trust domain"},
        RefusedId{"Port", "spiffe://samlad.example:1/org/eidar/main", "trust domain"},
        RefusedId{"UserInfo", "spiffe://a@samlad.example/org/eidar/main", "trust domain"},
        RefusedId{"LongDomain", "spiffe://" + std::string(256, 'a') + "/org/eidar/main",
                  "trust domain"},
        RefusedId{"NoPath", "spiffe://samlad.example", "three path segments"},
        RefusedId{"NoSystem", "spiffe://samlad.example/org/eidar", "three path segments"},
        RefusedId{"TrailingSlash", "spiffe://samlad.example/org/eidar/main/",
                  "three path segments"},
        RefusedId{"ExtraSegment", "spiffe://samlad.example/org/eidar/main/x",
                  "three path segments"},
        RefusedId{"Gateway", "spiffe://samlad.example/gateway/a/b", "/org/"},
        RefusedId{"EmptyOrganisation", "spiffe://samlad.example/org//main", "organisation"},
        RefusedId{"DotDot", "spiffe://samlad.example/org/../main", "organisation"},
        RefusedId{"Percent", "spiffe://samlad.example/org/eid%61r/main", "organisation"},
        RefusedId{"Swedish", "spiffe://samlad.example/org/trollh\xc3\xa4ttan/main", "organisation"},
        RefusedId{"Nul", std::string("spiffe://samlad.example/org/ei\0dar/main", 39),
                  "organisation"},
        RefusedId{
            "LongOrganisation",
            "spiffe://samlad.example/org/" + std::string(limits::kIdBytesMax + 1, 'a') + "/main",
            "organisation"},
        RefusedId{"Query", "spiffe://samlad.example/org/eidar/main?x=1", "system"},
        RefusedId{"Fragment", "spiffe://samlad.example/org/eidar/main#x", "system"},
        RefusedId{"Long", "spiffe://" + std::string(limits::kSpiffeIdBytesMax, 'a'), "too long"}),
    [](const auto& info) { return info.param.what; });

TEST(SpiffeIdTest, ErrorEscapesAndCutsWhatItQuotes) {
  const auto principal = ParseSpiffeId("spiffe://x\n" + std::string(1'000, 'y'));
  ASSERT_FALSE(principal.ok());
  const std::string message(principal.status().message());
  EXPECT_EQ(message.find('\n'), std::string::npos);
  EXPECT_NE(message.find("\\n"), std::string::npos);
  EXPECT_LT(message.size(), 400u);
}

}  // namespace
}  // namespace samlad::identity
