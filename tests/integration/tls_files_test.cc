// SPDX-License-Identifier: EUPL-1.2
//
// Which certificate files the gateway starts with, and what it says of others.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <chrono>
#include <string>

#include "gateway/transport/tls.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_certificates.h"

namespace samlad::transport {
namespace {

using ::testing::AllOf;
using testing::CertificateOptions;
using ::testing::HasSubstr;
using testing::IssuedCertificate;
using testing::TestAuthority;

int64_t InMs(std::chrono::seconds from_now) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             (std::chrono::system_clock::now() + from_now).time_since_epoch())
      .count();
}

class TlsFilesTest : public ::testing::Test {
 protected:
  absl::StatusOr<TlsMaterial> Load(int64_t now_ms = InMs(std::chrono::seconds(0))) {
    return LoadTls(files_, now_ms);
  }
  // The error's text; empty if there is none.
  std::string Error(int64_t now_ms = InMs(std::chrono::seconds(0))) {
    return std::string(Load(now_ms).status().message());
  }
  void UseServer(const CertificateOptions& options) {
    const IssuedCertificate server = issuing_.Issue(options);
    files_.certificate = folder_.Write("server.pem", server.chain);
    files_.private_key = folder_.Write("server.key", server.key);
  }

  static CertificateOptions Server() {
    CertificateOptions options;
    options.names = {"DNS:localhost"};
    options.extended_key_usage = "serverAuth";
    return options;
  }

  testing::TempDir folder_;
  TestAuthority root_ = TestAuthority::Root();
  TestAuthority issuing_ = root_.Issuing();
  IssuedCertificate server_ = issuing_.IssueServer();
  TlsFiles files_ = {.certificate = folder_.Write("server.pem", server_.chain),
                     .private_key = folder_.Write("server.key", server_.key),
                     .client_roots = folder_.Write("roots.pem", root_.certificate())};
};

TEST_F(TlsFilesTest, GoodFilesAreTakenAsTheyAre) {
  const auto material = Load();
  ASSERT_TRUE(material.ok()) << material.status();
  EXPECT_EQ(material->certificate_chain, server_.chain);
  EXPECT_EQ(material->private_key, server_.key);
  EXPECT_EQ(material->client_roots, root_.certificate());
  EXPECT_GT(material->not_after_ms, InMs(std::chrono::minutes(50)));
  EXPECT_LE(material->not_after_ms, InMs(std::chrono::minutes(60)));
  EXPECT_THAT(material->warnings, ::testing::IsEmpty());
}

TEST_F(TlsFilesTest, MissingFileIsNamed) {
  files_.certificate = "/nowhere/server.pem";
  EXPECT_EQ(Load().status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(Error(), AllOf(HasSubstr("/nowhere/server.pem"), HasSubstr("No such file")));
}

TEST_F(TlsFilesTest, FolderEmptyFileAndGarbageAreNoCertificates) {
  files_.client_roots = folder_.path().string();
  EXPECT_THAT(Error(), HasSubstr("is not a file"));
  files_.client_roots = folder_.Write("roots.pem", "");
  EXPECT_THAT(Error(), AllOf(HasSubstr("roots.pem"), HasSubstr("is empty")));
  files_.client_roots = folder_.Write("roots.pem", "hello\n");
  EXPECT_THAT(Error(), AllOf(HasSubstr("roots.pem"), HasSubstr("no certificate")));
  files_.client_roots = folder_.Write("roots.pem", std::string(2 << 20, 'x'));
  EXPECT_THAT(Error(), HasSubstr("is over 1048576 bytes"));
}

TEST_F(TlsFilesTest, TruncatedBundleIsRefused) {
  const std::string two = root_.certificate() + TestAuthority::Root("Other").certificate();
  files_.client_roots = folder_.Write("roots.pem", two.substr(0, two.size() - 80));
  EXPECT_THAT(Error(), HasSubstr("certificate 2 is damaged"));
}

TEST_F(TlsFilesTest, KeyOfAnotherCertificateIsRefused) {
  files_.private_key = folder_.Write("server.key", issuing_.IssueServer().key);
  EXPECT_THAT(Error(), AllOf(HasSubstr("server.key: is not the key of"), HasSubstr("server.pem")));
}

TEST_F(TlsFilesTest, KeyThatOthersCanReadIsRefused) {
  for (const mode_t mode : {0644, 0640, 0660, 0601}) {
    ASSERT_EQ(chmod(files_.private_key.c_str(), mode), 0);
    EXPECT_EQ(Load().status().code(), absl::StatusCode::kPermissionDenied) << std::oct << mode;
  }
  EXPECT_THAT(Error(), AllOf(HasSubstr("server.key"), HasSubstr("chmod 600")));
}

TEST_F(TlsFilesTest, KeyThatIsNoneIsRefused) {
  files_.private_key = folder_.Write("server.key", server_.certificate);
  EXPECT_THAT(Error(), HasSubstr("server.key: no private key without passphrase"));
}

TEST_F(TlsFilesTest, ExpiredAndFutureCertificatesAreRefused) {
  EXPECT_THAT(Error(InMs(std::chrono::hours(2))), HasSubstr("expired at 20"));
  EXPECT_THAT(Error(InMs(-std::chrono::hours(2))), HasSubstr("is not valid until 20"));
  CertificateOptions expired = Server();
  expired.valid_until = std::chrono::seconds(-60);
  UseServer(expired);
  EXPECT_THAT(Error(), AllOf(HasSubstr("server.pem"), HasSubstr("expired at")));
}

TestAuthority ExpiredRoot() {
  CertificateOptions options;
  options.common_name = "Old root";
  options.basic_constraints = "critical,CA:TRUE";
  options.key_usage = "critical,keyCertSign";
  options.extended_key_usage = "";
  options.valid_from = -std::chrono::hours(2);
  options.valid_until = std::chrono::seconds(-60);
  return TestAuthority::Root(options);
}

// After a change of roots it is there until somebody removes it.
TEST_F(TlsFilesTest, AnExpiredRootIsLeftOutAsLongAsAnotherIsValid) {
  const TestAuthority old = ExpiredRoot();
  for (const std::string& bundle :
       {old.certificate() + root_.certificate(), root_.certificate() + old.certificate()}) {
    files_.client_roots = folder_.Write("roots.pem", bundle);
    const auto material = Load();
    ASSERT_TRUE(material.ok()) << material.status();
    EXPECT_EQ(material->client_roots, root_.certificate());
    EXPECT_GT(material->not_after_ms, InMs(std::chrono::minutes(50))) << "of those that count";
    EXPECT_THAT(material->warnings,
                ::testing::ElementsAre(AllOf(HasSubstr("roots.pem"), HasSubstr("CN = Old root"),
                                             HasSubstr("expired at 20"),
                                             HasSubstr("remove it from the bundle"))));
  }
}

TEST_F(TlsFilesTest, ABundleOfExpiredRootsIsRefused) {
  files_.client_roots =
      folder_.Write("roots.pem", ExpiredRoot().certificate() + ExpiredRoot().certificate());
  EXPECT_THAT(Error(), AllOf(HasSubstr("roots.pem"), HasSubstr("CN = Old root"),
                             HasSubstr("no root of the bundle is valid")));
}

// What has expired is excused, not what else is wrong with it.
TEST_F(TlsFilesTest, AnExpiredCertificateThatIsNoRootIsRefused) {
  CertificateOptions expired;
  expired.valid_until = std::chrono::seconds(-60);
  files_.client_roots =
      folder_.Write("roots.pem", root_.certificate() + issuing_.Issue(expired).certificate);
  EXPECT_THAT(Error(), HasSubstr("is not an authority's"));
}

TEST_F(TlsFilesTest, ChainWithoutItsIssuerIsRefused) {
  files_.certificate = folder_.Write("server.pem", server_.certificate);
  EXPECT_THAT(Error(), AllOf(HasSubstr("is alone"), HasSubstr("CN = Test issuing")));
}

TEST_F(TlsFilesTest, CertificateStraightFromARootMayStandAlone) {
  const IssuedCertificate server = root_.IssueServer();
  files_.certificate = folder_.Write("server.pem", server.certificate);
  files_.private_key = folder_.Write("server.key", server.key);
  EXPECT_TRUE(Load().ok()) << Load().status();
}

// An indented certificate would be left out of the chain, or of the roots.
TEST_F(TlsFilesTest, ACertificateThatIsNotReadIsRefused) {
  files_.certificate =
      folder_.Write("server.pem", server_.certificate + " " + issuing_.certificate());
  EXPECT_THAT(Error(), AllOf(HasSubstr("server.pem: line"), HasSubstr("indented"),
                             HasSubstr("1 of 2 certificates")));
  files_.certificate = folder_.Write("server.pem", server_.chain);
  files_.client_roots = folder_.Write(
      "roots.pem", root_.certificate() + "> " + TestAuthority::Root("Other").certificate());
  EXPECT_THAT(Error(), AllOf(HasSubstr("roots.pem: line"), HasSubstr("quoted")));
}

TEST_F(TlsFilesTest, ChainInTheWrongOrderIsRefused) {
  files_.certificate = folder_.Write("server.pem", issuing_.certificate() + server_.certificate);
  EXPECT_THAT(Error(), AllOf(HasSubstr("the own certificate must come first"),
                             HasSubstr("the leaf must be first")));
  files_.certificate = folder_.Write(
      "server.pem", server_.certificate + root_.certificate() + issuing_.certificate());
  EXPECT_THAT(Error(), HasSubstr("did not issue"));
}

TEST_F(TlsFilesTest, IssuerOfTheSameNameButAnotherKeyIsRefused) {
  const TestAuthority impostor = TestAuthority::Root().Issuing();
  files_.certificate = folder_.Write("server.pem", server_.certificate + impostor.certificate());
  EXPECT_THAT(Error(), HasSubstr("did not issue"));
}

TEST_F(TlsFilesTest, ClientCertificateIsNoServer) {
  CertificateOptions client = Server();
  client.extended_key_usage = "clientAuth";
  UseServer(client);
  EXPECT_THAT(Error(), HasSubstr("serverAuth"));
}

TEST_F(TlsFilesTest, ServerThatNamesNoHostIsRefused) {
  CertificateOptions nameless = Server();
  nameless.names = {"URI:spiffe://samlad.example/gateway/a"};
  UseServer(nameless);
  EXPECT_THAT(Error(), HasSubstr("names no host"));
}

TEST_F(TlsFilesTest, OnlyRootsAreTrusted) {
  files_.client_roots = folder_.Write("roots.pem", root_.certificate() + issuing_.certificate());
  EXPECT_THAT(Error(), AllOf(HasSubstr("roots.pem"), HasSubstr("only roots belong here")));
  files_.client_roots = folder_.Write("roots.pem", issuing_.IssueClient("eidar").certificate);
  EXPECT_THAT(Error(), HasSubstr("is not an authority's"));
}

}  // namespace
}  // namespace samlad::transport
