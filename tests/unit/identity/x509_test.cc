// SPDX-License-Identifier: EUPL-1.2

#include "gateway/identity/x509.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/err.h>

#include "tests/support/test_certificates.h"

namespace samlad::identity {
namespace {

using ::testing::HasSubstr;
using testing::TestAuthority;

TEST(ParseCertificatesTest, ReadsAllInOrder) {
  const auto issued = TestAuthority::Root().Issuing("The issuer").IssueClient("eidar");
  const auto chain = ParseCertificates("a comment\n" + issued.chain);
  ASSERT_TRUE(chain.ok()) << chain.status();
  ASSERT_EQ(chain->size(), 2u);
  EXPECT_EQ(SubjectName(*chain->at(0)), "CN = eidar");
  EXPECT_EQ(IssuerName(*chain->at(0)), "CN = The issuer");
  EXPECT_EQ(SubjectName(*chain->at(1)), "CN = The issuer");
}

TEST(ParseCertificatesTest, DamageIsAnErrorThatNamesTheCertificate) {
  const auto issued = TestAuthority::Root().Issuing().IssueClient("eidar");
  const auto cut = ParseCertificates(issued.chain.substr(0, issued.chain.size() - 60));
  ASSERT_FALSE(cut.ok());
  EXPECT_THAT(std::string(cut.status().message()), HasSubstr("certificate 2 is damaged"));
  EXPECT_FALSE(ParseCertificates("").ok());
  EXPECT_EQ(ERR_peek_error(), 0u) << "OpenSSL's error queue is left as it was found";
}

TEST(NamesTest, CannotFakeAnotherAttribute) {
  testing::CertificateOptions options;
  options.common_name = "eidar, O = City\n";
  const auto parsed = ParseCertificates(TestAuthority::Root().Issue(options).certificate);
  ASSERT_TRUE(parsed.ok());
  EXPECT_EQ(SubjectName(*parsed->front()), "CN = \"eidar, O = City\\0A\"");
}

TEST(TimeTest, IsReadAsUtc) {
  struct TimeFree {
    void operator()(ASN1_TIME* p) const { ASN1_TIME_free(p); }
  };
  const std::unique_ptr<ASN1_TIME, TimeFree> time(ASN1_TIME_new());
  ASSERT_EQ(ASN1_TIME_set_string_X509(time.get(), "20261123140500Z"), 1);
  EXPECT_EQ(TimeText(*time), "2026-11-23T14:05:00Z");
  EXPECT_EQ(TimeMs(*time).value(), 1795442700000);
}

}  // namespace
}  // namespace samlad::identity
