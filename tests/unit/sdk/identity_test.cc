// SPDX-License-Identifier: EUPL-1.2

#include "clients/sdk/identity.h"

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "clients/sdk/certificate.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_certificates.h"

namespace samlad::sdk {
namespace {

using samlad::testing::TempDir;
using samlad::testing::TestAuthority;
using ::testing::AllOf;
using ::testing::HasSubstr;

class IdentityTest : public ::testing::Test {
 protected:
  std::string Refusal(const IdentityFiles& files) {
    return std::string(LoadIdentity(files).status().message());
  }

  const TempDir folder_;
  const TestAuthority root_ = TestAuthority::Root();
  const samlad::testing::IssuedCertificate eidar_ = root_.Issuing().IssueClient("eidar");
  const IdentityFiles files_{.certificate = folder_.Write("eidar.pem", eidar_.chain),
                             .key = folder_.Write("eidar.key", eidar_.key),
                             .authorities = folder_.Write("root.pem", root_.certificate())};
};

TEST_F(IdentityTest, ReadsFilesThatFit) {
  const auto identity = LoadIdentity(files_);
  ASSERT_TRUE(identity.ok()) << identity.status();
  EXPECT_EQ(identity->certificate_pem, eidar_.chain);
  EXPECT_TRUE(CheckChain(identity->certificate_pem, identity->authorities_pem).ok());
}

TEST_F(IdentityTest, RefusesTheKeyOfAnother) {
  IdentityFiles files = files_;
  files.key = folder_.Write("asf.key", root_.IssueClient("asf").key);
  EXPECT_THAT(Refusal(files),
              AllOf(HasSubstr("asf.key"), HasSubstr("not the key"), HasSubstr("eidar.pem")));
}

TEST_F(IdentityTest, ACertificateThatIsNotReadAndAWrongOrderAreToldAsThat) {
  IdentityFiles files = files_;
  const std::string issuer = eidar_.chain.substr(eidar_.certificate.size());
  files.certificate = folder_.Write("quoted.pem", eidar_.certificate + "> " + issuer);
  EXPECT_THAT(Refusal(files), AllOf(HasSubstr("quoted.pem: line"), HasSubstr("1 of 2")));
  files.certificate = folder_.Write("turned.pem", issuer + eidar_.certificate);
  EXPECT_THAT(Refusal(files), AllOf(HasSubstr("turned.pem"), HasSubstr("the leaf must be first"),
                                    HasSubstr("CN = eidar")));
  files = files_;
  files.authorities = folder_.Write("indented.pem", " " + root_.certificate());
  EXPECT_THAT(Refusal(files), AllOf(HasSubstr("indented.pem"), HasSubstr("indented")));
}

TEST_F(IdentityTest, DatesAreComparedWithTheClockThatIsNamed) {
  const int64_t now_ms = absl::ToUnixMillis(absl::Now());
  const auto wrong = [&](std::chrono::seconds from_now) {
    const int64_t then_ms = now_ms + std::chrono::milliseconds(from_now).count();
    return std::string(CheckDates(eidar_.chain, then_ms).message());
  };
  EXPECT_EQ(wrong(std::chrono::seconds(0)), "");
  EXPECT_THAT(wrong(std::chrono::hours(-1)),
              AllOf(HasSubstr("your certificate \"CN = eidar\" is not valid yet"),
                    HasSubstr("this computer's clock says")));
  EXPECT_THAT(wrong(std::chrono::hours(2)),
              HasSubstr("your certificate \"CN = eidar\" has expired"));
  samlad::testing::CertificateOptions old;
  old.common_name = "Old issuing";
  old.valid_until = std::chrono::seconds(-1);
  const auto under_old = root_.Issuing(old).IssueClient("eidar");
  EXPECT_THAT(std::string(CheckDates(under_old.chain, now_ms).message()),
              HasSubstr("the intermediate certificate \"CN = Old issuing\" has expired"));
}

TEST_F(IdentityTest, NamesTheFileThatIsWrong) {
  IdentityFiles files = files_;
  files.certificate = folder_.Write("broken.pem", "no certificate");
  EXPECT_THAT(Refusal(files), HasSubstr("broken.pem"));
  files = files_;
  files.key = folder_.Write("broken.key", eidar_.key.substr(0, 60));
  EXPECT_THAT(Refusal(files), HasSubstr("broken.key"));
  files = files_;
  files.authorities = (folder_.path() / "absent.pem").string();
  EXPECT_THAT(Refusal(files), HasSubstr("absent.pem"));
  files.authorities = "";
  EXPECT_THAT(Refusal(files), HasSubstr("no authorities file given"));
}

TEST_F(IdentityTest, AChainThatDoesNotHoldSaysWhy) {
  const auto refusal = [&](const std::string& chain, const std::string& authorities) {
    return std::string(CheckChain(chain, authorities).message());
  };
  EXPECT_THAT(refusal(eidar_.certificate, root_.certificate()),
              AllOf(HasSubstr("certificate 1"), HasSubstr("CN = Test issuing\", is missing")));
  EXPECT_THAT(refusal(eidar_.chain, TestAuthority::Root().certificate()), HasSubstr("chain"));
  samlad::testing::CertificateOptions old;
  old.valid_from = std::chrono::hours(-2);
  old.valid_until = std::chrono::hours(-1);
  EXPECT_THAT(refusal(root_.Issue(old).chain, root_.certificate()), HasSubstr("expired"));
  EXPECT_NE(refusal(root_.IssueServer().chain, root_.certificate()), "");
}

}  // namespace
}  // namespace samlad::sdk
