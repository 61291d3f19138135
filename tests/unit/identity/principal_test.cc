// SPDX-License-Identifier: EUPL-1.2

#include "gateway/identity/principal.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "tests/support/test_certificates.h"

namespace samlad::identity {
namespace {

using testing::CertificateOptions;
using testing::TestAuthority;

constexpr char kEidar[] = "URI:spiffe://samlad.example/org/eidar/main";

CertificateOptions Client() {
  CertificateOptions options;
  options.common_name = "someone else";
  options.names = {kEidar};
  return options;
}

TEST(PeerCertificateTest, NameComesFromTheUriAndNotTheCommonName) {
  const auto principal = ParsePrincipal(TestAuthority::Root().Issue(Client()).certificate);
  ASSERT_TRUE(principal.ok()) << principal.status();
  EXPECT_EQ(principal->trust_domain, "samlad.example");
  EXPECT_EQ(principal->organisation, "eidar");
  EXPECT_EQ(principal->system, "main");
}

TEST(PeerCertificateTest, FingerprintIsOfTheWholeCertificate) {
  const TestAuthority root = TestAuthority::Root();
  const std::string first = root.Issue(Client()).certificate;
  const auto a = ParsePrincipal(first);
  const auto again = ParsePrincipal(first);
  const auto b = ParsePrincipal(root.Issue(Client()).certificate);
  ASSERT_TRUE(a.ok() && again.ok() && b.ok());
  EXPECT_EQ(a->certificate.size(), 64u);
  EXPECT_EQ(a->certificate.find_first_not_of("0123456789abcdef"), std::string::npos);
  EXPECT_EQ(a->certificate, again->certificate);
  EXPECT_NE(a->certificate, b->certificate);
}

TEST(PeerCertificateTest, EndOfValidityIsInMilliseconds) {
  CertificateOptions later = Client();
  later.valid_until += std::chrono::seconds(100);
  const TestAuthority root = TestAuthority::Root();
  const auto a = ParsePrincipal(root.Issue(Client()).certificate);
  const auto b = ParsePrincipal(root.Issue(later).certificate);
  ASSERT_TRUE(a.ok() && b.ok());
  // Made one after the other: a second may have passed between them.
  EXPECT_GE(b->not_after_ms - a->not_after_ms, 100'000);
  EXPECT_LE(b->not_after_ms - a->not_after_ms, 110'000);
}

TEST(PeerCertificateTest, OtherKindsOfNamesDoNotMatter) {
  CertificateOptions options = Client();
  options.names.push_back("DNS:client.example");
  const auto principal = ParsePrincipal(TestAuthority::Root().Issue(options).certificate);
  ASSERT_TRUE(principal.ok()) << principal.status();
  EXPECT_EQ(principal->organisation, "eidar");
}

struct Refused {
  const char* what;
  void (*change)(CertificateOptions&);
  const char* reason;
};

class PeerCertificateRefusesTest : public ::testing::TestWithParam<Refused> {};

TEST_P(PeerCertificateRefusesTest, WithItsReason) {
  CertificateOptions options = Client();
  GetParam().change(options);
  const auto principal = ParsePrincipal(TestAuthority::Root().Issue(options).certificate);
  ASSERT_FALSE(principal.ok());
  EXPECT_EQ(principal.status().code(), absl::StatusCode::kUnauthenticated);
  EXPECT_NE(std::string(principal.status().message()).find(GetParam().reason), std::string::npos)
      << principal.status();
}

INSTANTIATE_TEST_SUITE_P(
    All, PeerCertificateRefusesTest,
    ::testing::Values(
        Refused{"NoNames", [](CertificateOptions& o) { o.names.clear(); }, "has 0 URI names"},
        Refused{"OnlyDns", [](CertificateOptions& o) { o.names = {"DNS:eidar"}; },
                "has 0 URI names"},
        Refused{"TwoUris",
                [](CertificateOptions& o) {
                  o.names.push_back("URI:spiffe://samlad.example/org/board/main");
                },
                "has 2 URI names"},
        Refused{"TheSameUriTwice", [](CertificateOptions& o) { o.names.push_back(kEidar); },
                "has 2 URI names"},
        Refused{"ForeignUri",
                [](CertificateOptions& o) { o.names = {"URI:https://samlad.example/org/a/b"}; },
                "wrong URI name"},
        Refused{"Authority",
                [](CertificateOptions& o) { o.basic_constraints = "critical,CA:TRUE"; },
                "authority's"},
        Refused{"SignsCertificates",
                [](CertificateOptions& o) { o.key_usage = "digitalSignature,keyCertSign"; },
                "may sign certificates"},
        Refused{"SignsLists",
                [](CertificateOptions& o) { o.key_usage = "digitalSignature,cRLSign"; },
                "may sign certificates"},
        Refused{"DoesNotSign", [](CertificateOptions& o) { o.key_usage = "keyAgreement"; },
                "may not sign"},
        Refused{"Server", [](CertificateOptions& o) { o.extended_key_usage = "serverAuth"; },
                "clientAuth"},
        Refused{"NoPurpose", [](CertificateOptions& o) { o.extended_key_usage = ""; },
                "clientAuth"},
        Refused{"AnyPurpose",
                [](CertificateOptions& o) { o.extended_key_usage = "anyExtendedKeyUsage"; },
                "clientAuth"}),
    [](const auto& info) { return info.param.what; });

TEST(PeerCertificateTest, TextThatIsNoCertificateIsRefused) {
  std::string damaged = TestAuthority::Root().Issue(Client()).certificate;
  std::swap(damaged[200], damaged[201]);
  damaged[300] = damaged[300] == 'A' ? 'B' : 'A';
  for (const std::string& pem : {std::string(), std::string("x"), damaged.substr(0, 300)}) {
    EXPECT_EQ(ParsePrincipal(pem).status().code(), absl::StatusCode::kUnauthenticated);
  }
  // Damage inside may still parse; it must never crash.
  (void)ParsePrincipal(damaged);
}

TEST(PeerCertificateTest, AChainIsNotALeaf) {
  const TestAuthority issuing = TestAuthority::Root().Issuing();
  EXPECT_FALSE(ParsePrincipal(issuing.Issue(Client()).chain).ok());
  EXPECT_TRUE(ParsePrincipal(issuing.Issue(Client()).certificate).ok());
}

TEST(PeerCertificateTest, HugeTextIsRefusedUnread) {
  const auto principal = ParsePrincipal(std::string(1 << 20, 'x'));
  EXPECT_EQ(principal.status().message(), "client certificate is too large");
}

}  // namespace
}  // namespace samlad::identity
