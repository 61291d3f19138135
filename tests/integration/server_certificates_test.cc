// SPDX-License-Identifier: EUPL-1.2
//
// Which certificate files take the place of those that serve, and what is said
// of the others. That no call is lost meanwhile: gateway_rotation_test.cc.

#include "gateway/transport/server_certificates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <string>

#include "gateway/base/system_clock.h"
#include "tests/integration/tls_gateway.h"

namespace samlad::transport {
namespace {

using ::testing::HasSubstr;
using testing::IssuedCertificate;
using testing::TestAuthority;

constexpr char kPromoted[] = "certificates promoted";
constexpr char kRefused[] = "certificate files refused";

class MovedClock final : public Clock {
 public:
  int64_t NowMs() const override { return SystemClock().NowMs() + ahead.count(); }
  std::chrono::milliseconds ahead{0};
};

class ServerCertificatesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    Write(server_);
    auto loaded = ServerCertificates::Load(files_, clock_, log_.MakeLog());
    ASSERT_TRUE(loaded.ok()) << loaded.status();
    certificates_ = *std::move(loaded);
  }

  void Write(const IssuedCertificate& server) {
    files_.certificate = folder_.Write("server.pem", server.chain);
    files_.private_key = folder_.Write("server.key", server.key);
  }

  long Lines(std::string_view text) const {
    return std::ranges::count_if(
        log_.All(), [&](const std::string& line) { return line.find(text) != line.npos; });
  }

  MovedClock clock_;
  testing::LogLines log_;
  testing::TempDir folder_;
  TestAuthority root_ = TestAuthority::Root();
  TestAuthority issuing_ = root_.Issuing();
  IssuedCertificate server_ = issuing_.IssueServer();
  TlsFiles files_ = {.certificate = "",
                     .private_key = "",
                     .client_roots = folder_.Write("roots.pem", root_.certificate())};
  std::unique_ptr<ServerCertificates> certificates_;
};

TEST_F(ServerCertificatesTest, WhatIsTheSameIsNotPromotedAgain) {
  EXPECT_EQ(Lines(kPromoted), 1);
  Write(server_);
  EXPECT_TRUE(certificates_->Refresh().ok());
  EXPECT_EQ(Lines(kPromoted), 1);
}

TEST_F(ServerCertificatesTest, GoodFilesArePromotedWithOneLineThatNamesThem) {
  const int64_t before = certificates_->not_after_ms();
  testing::CertificateOptions options;
  options.common_name = "renewed";
  options.names = {"DNS:localhost"};
  options.extended_key_usage = "serverAuth";
  options.valid_until = std::chrono::minutes(30);
  Write(issuing_.Issue(options));
  EXPECT_TRUE(certificates_->Refresh().ok());
  EXPECT_TRUE(certificates_->Refresh().ok());
  EXPECT_EQ(Lines(kPromoted), 2);
  EXPECT_THAT(log_.All().back(), HasSubstr(R"("subject":"CN = renewed")"));
  EXPECT_THAT(log_.All().back(), HasSubstr(R"("not_after":"20)"));
  EXPECT_THAT(log_.All().back(), HasSubstr(R"("fingerprints":")"));
  EXPECT_LT(certificates_->not_after_ms(), before);
}

TEST_F(ServerCertificatesTest, BadFilesAreRefusedOnceEach) {
  folder_.Write("server.key", issuing_.IssueServer().key);
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(certificates_->Refresh().ok());
  EXPECT_EQ(Lines(kRefused), 1);
  EXPECT_THAT(log_.All().back(), HasSubstr("is not the key of"));
  EXPECT_THAT(std::string(certificates_->refusal().message()), HasSubstr("is not the key of"));
  folder_.Write("server.key", issuing_.IssueServer().key);
  EXPECT_FALSE(certificates_->Refresh().ok());
  EXPECT_EQ(Lines(kRefused), 2) << "bad in the same way, but another content";
  ASSERT_EQ(unlink(files_.private_key.c_str()), 0);
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(certificates_->Refresh().ok());
  EXPECT_EQ(Lines(kRefused), 3);
  Write(server_);
  EXPECT_TRUE(certificates_->Refresh().ok()) << "as they were";
  EXPECT_TRUE(certificates_->refusal().ok());
  EXPECT_EQ(Lines(kPromoted), 1);
}

TEST_F(ServerCertificatesTest, OtherFilesAreUsedUnlessTheyAreRefused) {
  TlsFiles other = files_;
  other.client_roots = "/nowhere/roots.pem";
  EXPECT_FALSE(certificates_->Use(other).ok());
  EXPECT_TRUE(certificates_->Refresh().ok()) << "still looks at the old ones";
  other.client_roots = folder_.Write("other.pem", TestAuthority::Root("Other root").certificate());
  EXPECT_TRUE(certificates_->Use(other).ok());
  EXPECT_EQ(Lines(kPromoted), 2);
  ASSERT_EQ(unlink(other.client_roots.c_str()), 0);
  EXPECT_FALSE(certificates_->Refresh().ok()) << "looks at the new ones";
}

// Otherwise the gateway would call itself expired for a root that nobody uses.
TEST_F(ServerCertificatesTest, ARootThatExpiresAmongOthersIsLeftOutFromThenOn) {
  testing::CertificateOptions options;
  options.common_name = "Old root";
  options.basic_constraints = "critical,CA:TRUE";
  options.key_usage = "critical,keyCertSign";
  options.extended_key_usage = "";
  options.valid_until = std::chrono::minutes(30);
  const TestAuthority old = TestAuthority::Root(options);
  folder_.Write("roots.pem", old.certificate() + root_.certificate());
  ASSERT_TRUE(certificates_->Refresh().ok());
  EXPECT_LT(certificates_->not_after_ms(),
            clock_.NowMs() + std::chrono::milliseconds(std::chrono::minutes(31)).count());
  clock_.ahead = std::chrono::minutes(40);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(certificates_->Refresh().ok());
  EXPECT_GT(certificates_->not_after_ms(), clock_.NowMs());
  EXPECT_EQ(Lines(kPromoted), 3);
  EXPECT_EQ(Lines("certificate left out"), 1) << "and not at every look";
  EXPECT_THAT(log_.All().back(), HasSubstr("CN = Old root"));
  // The line before it names the roots in force, as at the beginning.
  const std::string promoted = log_.All()[log_.All().size() - 2];
  const std::string first = log_.All().front();
  const auto roots_of = [](const std::string& line) {
    return line.substr(std::min(line.find("root_fingerprints"), line.size()));
  };
  EXPECT_THAT(roots_of(promoted), HasSubstr("root_fingerprints"));
  EXPECT_EQ(roots_of(promoted), roots_of(first));
  Write(issuing_.IssueServer());
  EXPECT_TRUE(certificates_->Refresh().ok()) << "and no renewal waits for its removal";
}

TEST_F(ServerCertificatesTest, WhatExpiresWhileItServesIsSaidOnce) {
  clock_.ahead = std::chrono::hours(2);
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(certificates_->Refresh().ok());
  EXPECT_EQ(Lines(kRefused), 1);
  EXPECT_THAT(log_.All().back(), HasSubstr("expired at 20"));
}

// One file for both is common, and its certificates must not be sent twice.
TEST_F(ServerCertificatesTest, KeyAndChainMayStandInOneFile) {
  const std::string both = folder_.Write("both.pem", server_.chain + server_.key);
  TlsFiles files = files_;
  files.certificate = both;
  files.private_key = both;
  EXPECT_TRUE(certificates_->Use(files).ok());
  EXPECT_EQ(Lines(kPromoted), 2);
}

}  // namespace
}  // namespace samlad::transport
