// SPDX-License-Identifier: EUPL-1.2

#include "gateway/identity/x509.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/err.h>

#include <string>
#include <string_view>
#include <utility>

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

// OpenSSL passes over such lines in silence, and the certificate with them.
TEST(ParseCertificatesTest, ACertificateThatIsNotReadIsAnErrorThatNamesTheLine) {
  const auto issued = TestAuthority::Root().Issuing().IssueClient("eidar");
  constexpr std::string_view kBegin = "-----BEGIN CERTIFICATE-----";
  const std::pair<const char*, const char*> spoilt[] = {
      {"\xEF\xBB\xBF\xEF\xBB\xBF-----BEGIN CERTIFICATE-----", "byte order mark"},
      {"  -----BEGIN CERTIFICATE-----", "indented"},
      {"\t-----BEGIN CERTIFICATE-----", "indented"},
      {"> -----BEGIN CERTIFICATE-----", "quoted"},
      {"-----BEGIN\u00A0CERTIFICATE-----", "looks like a blank or a dash"},
      {"\u00A0-----BEGIN CERTIFICATE-----", "looks like a blank or a dash"},
      {"\u2013\u2013\u2013BEGIN CERTIFICATE-----", "looks like a blank or a dash"},
      {"----BEGIN CERTIFICATE-----", "number of dashes"},
      {"------BEGIN CERTIFICATE-----", "number of dashes"},
      {"----- BEGIN CERTIFICATE -----", "number of dashes"},
      {"BEGIN CERTIFICATE", "number of dashes"},
      {"-----BEGIN TRUSTED CERTIFICATE-----", "openssl x509"}};
  for (const auto& [line, why] : spoilt) {
    for (const size_t at : {issued.chain.find(kBegin), issued.chain.rfind(kBegin)}) {
      std::string pem = issued.chain;
      pem.replace(at, kBegin.size(), line);
      // OpenSSL passes over the form of its own commands if it is whole.
      constexpr std::string_view kEnd = "-----END CERTIFICATE-----";
      if (std::string_view(line).find("TRUSTED") != std::string_view::npos) {
        pem.replace(pem.find(kEnd, at), kEnd.size(), "-----END TRUSTED CERTIFICATE-----");
      }
      const auto read = ParseCertificates(pem);
      ASSERT_FALSE(read.ok()) << line;
      EXPECT_THAT(std::string(read.status().message()), HasSubstr(why)) << line;
      EXPECT_THAT(std::string(read.status().message()), HasSubstr("of 2 certificates can be read"));
    }
  }
}

// Which editors write, and OpenSSL reads.
TEST(ParseCertificatesTest, AByteOrderMarkBeforeACertificateIsReadOver) {
  const auto issued = TestAuthority::Root().Issuing().IssueClient("eidar");
  const auto read =
      ParseCertificates("\xEF\xBB\xBF" + issued.chain + "\xEF\xBB\xBF" + issued.chain);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->size(), 4u);
}

TEST(ParseCertificatesTest, TextAroundThemMayMentionThem) {
  const auto issued = TestAuthority::Root().IssueClient("eidar");
  const auto read = ParseCertificates("# BEGIN CERTIFICATE of AB Eidar\r\nsubject=CN = eidar\n" +
                                      issued.certificate + "-----BEGIN CERTIFICATE REQUEST-----\n" +
                                      "AAAA\n-----END CERTIFICATE REQUEST-----\n");
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->size(), 1u);
}

TEST(ParseCertificatesTest, OtherFormsAreNamed) {
  EXPECT_THAT(std::string(ParseCertificates("\x30\x82\x01\x01").status().message()),
              HasSubstr("DER"));
  EXPECT_THAT(std::string(ParseCertificates("\xFF\xFE-").status().message()), HasSubstr("UTF-16"));
  EXPECT_THAT(std::string(ParseCertificates("-----BEGIN PKCS7-----\nAAAA\n-----END PKCS7-----\n")
                              .status()
                              .message()),
              HasSubstr("PKCS #7"));
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
