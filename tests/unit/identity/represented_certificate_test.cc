// SPDX-License-Identifier: EUPL-1.2
//
// Certificates that no handshake has verified, because another system was shown
// them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/identity/certificate_cache.h"
#include "gateway/identity/vouching.h"
#include "tests/support/test_certificates.h"

namespace samlad::identity {
namespace {

using std::chrono::hours;
using testing::CertificateOptions;
using ::testing::HasSubstr;
using testing::TestAuthority;

int64_t NowMs(std::chrono::seconds later = {}) {
  const auto at = std::chrono::system_clock::now().time_since_epoch() + later;
  return std::chrono::duration_cast<std::chrono::milliseconds>(at).count();
}

class RepresentedCertificateTest : public ::testing::Test {
 protected:
  RepresentedCertificateTest() { EXPECT_TRUE(cache_.Trust(root_.certificate()).ok()); }

  absl::StatusOr<std::shared_ptr<const Principal>> Read(const std::string& pem) {
    const auto der = PemToDer(pem);
    EXPECT_TRUE(der.ok()) << der.status();
    return cache_.ReadRepresented(*der);
  }

  const TestAuthority root_ = TestAuthority::Root();
  const TestAuthority issuing_ = root_.Issuing();
  CertificateCache cache_;
};

TEST_F(RepresentedCertificateTest, IsTheSamePrincipalAsOverAConnection) {
  const auto issued = issuing_.IssueClient("eidar", "portal");
  const auto represented = Read(issued.chain);
  ASSERT_TRUE(represented.ok()) << represented.status();
  const auto connected = cache_.Read(issued.certificate, issued.chain);
  ASSERT_TRUE(connected.ok()) << connected.status();
  EXPECT_NE(*represented, *connected);
  EXPECT_EQ((*represented)->organisation, "eidar");
  EXPECT_EQ((*represented)->system, "portal");
  EXPECT_EQ((*represented)->certificate, (*connected)->certificate);
  EXPECT_EQ((*represented)->vouchers->size(), 1u);
  EXPECT_EQ((*represented)->vouchers->front().fingerprint,
            (*connected)->vouchers->front().fingerprint);
}

TEST_F(RepresentedCertificateTest, IsParsedOnceUntilTheRootsChange) {
  const std::string chain = issuing_.IssueClient("eidar").chain;
  ASSERT_TRUE(Read(chain).ok());
  EXPECT_EQ(*Read(chain), *Read(chain));
  EXPECT_EQ(cache_.parses(), 1u);
  ASSERT_TRUE(cache_.Trust(TestAuthority::Root("Another").certificate()).ok());
  EXPECT_THAT(std::string(Read(chain).status().message()), HasSubstr("leads to no root in force"));
}

TEST_F(RepresentedCertificateTest, WhatLeadsToNoRootIsRefusedAndNotKept) {
  for (const std::string& chain : {TestAuthority::Root().IssueClient("eidar").chain,
                                   issuing_.IssueClient("eidar").certificate}) {
    EXPECT_TRUE(absl::IsUnauthenticated(Read(chain).status()));
  }
  EXPECT_EQ(cache_.size(), 0u) << "anybody can make one";
  CertificateCache none;
  const auto der = PemToDer(issuing_.IssueClient("eidar").chain);
  EXPECT_TRUE(absl::IsUnauthenticated(none.ReadRepresented(*der).status()));
}

TEST_F(RepresentedCertificateTest, HoldsAsLongAsEveryCertificateOfItsChain) {
  CertificateOptions half;
  half.common_name = "Short issuing";
  half.basic_constraints = "critical,CA:TRUE";
  half.key_usage = "critical,keyCertSign,cRLSign";
  half.extended_key_usage = "";
  half.valid_from = hours(-2);
  half.valid_until = std::chrono::minutes(30);
  CertificateOptions options;
  options.names = {"URI:spiffe://samlad.example/org/eidar/main"};
  options.valid_from = hours(-1);
  const auto read = Read(root_.Issuing(half).Issue(options).chain);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_TRUE(VouchedAt(**read, NowMs()).ok());
  for (const hours later : {hours(-3), hours(3)}) {
    EXPECT_TRUE(absl::IsUnauthenticated(VouchedAt(**read, NowMs(later)).status()));
  }
  // The leaf is valid then, but its issuer is not.
  EXPECT_THAT(std::string(VouchedAt(**read, NowMs(std::chrono::minutes(50))).status().message()),
              HasSubstr("expired, or one of its issuers"));
  EXPECT_THAT(std::string(VouchedAt(**read, NowMs(-hours(3))).status().message()),
              HasSubstr("not valid yet"));
}

TEST_F(RepresentedCertificateTest, RefusesWhatIsTooLargeOrDamaged) {
  EXPECT_THAT(std::string(cache_.ReadRepresented(std::string(limits::kRepresentedBytesMax + 1, '0'))
                              .status()
                              .message()),
              HasSubstr("at most 8192"));
  const auto der = PemToDer(issuing_.IssueClient("eidar").chain);
  ASSERT_TRUE(der.ok());
  for (const std::string& damaged :
       {std::string(), der->substr(1), der->substr(0, der->size() - 1), StrCat(*der, "0")}) {
    EXPECT_TRUE(absl::IsUnauthenticated(cache_.ReadRepresented(damaged).status()));
  }
}

}  // namespace
}  // namespace samlad::identity
