// SPDX-License-Identifier: EUPL-1.2

#include "clients/sdk/identity.h"

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
  EXPECT_THAT(refusal(eidar_.certificate, root_.certificate()), HasSubstr("certificate 1"));
  EXPECT_THAT(refusal(eidar_.chain, TestAuthority::Root().certificate()), HasSubstr("chain"));
  samlad::testing::CertificateOptions old;
  old.valid_from = std::chrono::hours(-2);
  old.valid_until = std::chrono::hours(-1);
  EXPECT_THAT(refusal(root_.Issue(old).chain, root_.certificate()), HasSubstr("expired"));
  EXPECT_NE(refusal(root_.IssueServer().chain, root_.certificate()), "");
}

}  // namespace
}  // namespace samlad::sdk
