// SPDX-License-Identifier: EUPL-1.2
//
// Connections that TLS refuses, with real handshakes: what is told, and that no
// further attempt is made.

#include <grpcpp/grpcpp.h>
#include <stdlib.h>

#include <memory>

#include "clients/sdk/channel.h"
#include "clients/sdk/client.h"
#include "clients/sdk/error.h"
#include "clients/sdk/tls_probe.h"
#include "gateway/base/strings.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "samlad/v1/ledger_service.grpc.pb.h"
#include "tests/support/test_certificates.h"

namespace samlad::sdk {
namespace {

using samlad::testing::CertificateOptions;
using samlad::testing::IssuedCertificate;
using samlad::testing::TestAuthority;
using ::testing::AllOf;
using ::testing::HasSubstr;

class TimedLedger final : public v1::LedgerService::Service {
 public:
  grpc::Status GetCheckpoint(grpc::ServerContext* context, const v1::GetCheckpointRequest*,
                             v1::GetCheckpointResponse* response) override {
    const auto now = std::chrono::system_clock::now().time_since_epoch() + ahead;
    context->AddInitialMetadata(
        "samlad-time-ms",
        StrCat(std::chrono::duration_cast<std::chrono::milliseconds>(now).count()));
    response->set_checkpoint("note");
    return grpc::Status::OK;
  }
  std::chrono::seconds ahead{0};
};

class ConnectionTroubleTest : public ::testing::Test {
 protected:
  void Serve(const std::string& chain, const std::string& key) {
    grpc::SslServerCredentialsOptions options(
        GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
    options.pem_root_certs = root_.certificate();
    options.pem_key_cert_pairs = {{key, chain}};
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::SslServerCredentials(options), &port_);
    builder.RegisterService(&ledger_);
    server_ = builder.BuildAndStart();
  }
  void Serve(const IssuedCertificate& server) { Serve(server.chain, server.key); }

  static CertificateOptions ServerOptions() {
    CertificateOptions options;
    options.common_name = "gateway";
    options.names = {"DNS:localhost", "IP:127.0.0.1"};
    options.extended_key_usage = "serverAuth";
    return options;
  }

  // One call, with as many attempts as a command makes.
  absl::Status Call(const IssuedCertificate& own) {
    Client::Options options;
    options.retry.on_wait = [this](const RetryNotice&) { ++retries_; };
    options.retry.sleep = [](std::chrono::milliseconds) {};
    auto client = Client::Connect(
        StrCat("127.0.0.1:", port_),
        {.certificate_pem = own.chain, .key_pem = own.key, .authorities_pem = root_.certificate()},
        std::move(options));
    if (!client.ok()) return client.status();
    const absl::Status called = client->GetCheckpoint().status();
    ahead_ = client->gateway_ahead();
    return called;
  }
  // What a person reads; there must be no second attempt.
  std::string Told(const IssuedCertificate& own) {
    const absl::Status called = Call(own);
    EXPECT_TRUE(IsPermanent(called)) << called;
    EXPECT_EQ(retries_, 0) << called;
    return Explain(called);
  }

  const TestAuthority root_ = TestAuthority::Root();
  const TestAuthority issuing_ = root_.Issuing();
  const IssuedCertificate eidar_ = issuing_.IssueClient("eidar");
  TimedLedger ledger_;
  int port_ = 0;
  int retries_ = 0;
  std::optional<std::chrono::milliseconds> ahead_;
  std::unique_ptr<grpc::Server> server_;
};

TEST_F(ConnectionTroubleTest, AnAnswerTellsHowFarTheGatewaysClockIsAhead) {
  ledger_.ahead = std::chrono::minutes(10);
  Serve(issuing_.IssueServer());
  EXPECT_TRUE(Call(eidar_).ok()) << Call(eidar_);
  ASSERT_TRUE(ahead_.has_value());
  EXPECT_GT(*ahead_, std::chrono::minutes(9));
  EXPECT_LT(*ahead_, std::chrono::minutes(11));
}

TEST_F(ConnectionTroubleTest, TheGatewaysCertificateHasExpiredOrIsNotValidYet) {
  CertificateOptions options = ServerOptions();
  options.valid_until = std::chrono::seconds(-60);
  Serve(issuing_.Issue(options));
  EXPECT_THAT(Told(eidar_), AllOf(HasSubstr("the gateway's certificate is not trusted"),
                                  HasSubstr("\"CN = gateway\", has expired: it was valid until"),
                                  HasSubstr("this computer's clock says")));
  options = ServerOptions();
  options.valid_from = std::chrono::hours(1);
  options.valid_until = std::chrono::hours(2);
  Serve(issuing_.Issue(options));
  EXPECT_THAT(Told(eidar_), HasSubstr("\"CN = gateway\", is not valid yet: it is valid from"));
}

TEST_F(ConnectionTroubleTest, AnIntermediateCertificateHasExpiredOrIsMissing) {
  CertificateOptions old;
  old.common_name = "Old issuing";
  old.basic_constraints = "critical,CA:TRUE,pathlen:0";
  old.key_usage = "critical,keyCertSign";
  old.extended_key_usage = "clientAuth,serverAuth";
  old.valid_until = std::chrono::seconds(-60);
  Serve(root_.Issuing(old).IssueServer());
  EXPECT_THAT(Told(eidar_),
              HasSubstr("certificate 2 of the chain, \"CN = Old issuing\", has expired"));
  const IssuedCertificate server = issuing_.IssueServer();
  Serve(server.certificate, server.key);
  EXPECT_THAT(Told(eidar_),
              HasSubstr("the certificate of its issuer, \"CN = Test issuing\", is missing"));
}

TEST_F(ConnectionTroubleTest, AnIntermediateCertificateIsTrustedByCallsAndByTheProbe) {
  Serve(issuing_.IssueServer());
  const Identity identity{.certificate_pem = eidar_.chain,
                          .key_pem = eidar_.key,
                          .authorities_pem = issuing_.certificate()};
  const std::string gateway = StrCat("127.0.0.1:", port_);
  auto client = Client::Connect(gateway, identity, {});
  ASSERT_TRUE(client.ok());
  EXPECT_TRUE(client->GetCheckpoint().ok());
  const auto address = ParseAddress(gateway);
  ASSERT_TRUE(address.ok());
  const auto socket = ConnectTcp(*address);
  ASSERT_TRUE(socket.ok());
  const auto facts = ShakeHands(*socket, *address, identity, 0);
  EXPECT_TRUE(facts.ok()) << facts.status();
}

TEST_F(ConnectionTroubleTest, OurOwnCertificateOrItsIssuersHasExpired) {
  Serve(issuing_.IssueServer());
  CertificateOptions old;
  old.common_name = "old eidar";
  old.names = {"URI:spiffe://samlad.example/org/eidar/main"};
  old.valid_until = std::chrono::seconds(-60);
  EXPECT_THAT(Told(issuing_.Issue(old)),
              HasSubstr("your certificate \"CN = old eidar\" has expired: it was valid until"));
  old.names.clear();
  old.common_name = "Old issuing";
  EXPECT_THAT(Told(root_.Issuing(old).IssueClient("eidar")),
              HasSubstr("the intermediate certificate \"CN = Old issuing\" has expired"));
}

TEST_F(ConnectionTroubleTest, OurOwnIssuersCertificateIsMissing) {
  Serve(issuing_.IssueServer());
  IssuedCertificate alone = issuing_.IssueClient("eidar");
  alone.chain = alone.certificate;
  EXPECT_THAT(Told(alone),
              AllOf(HasSubstr("does not accept your certificate"),
                    HasSubstr("the certificate of its issuer, \"CN = Test issuing\", is missing")));
}

// What is not known to be permanent is tried again, as before.
TEST_F(ConnectionTroubleTest, AGatewayThatIsNotThereIsTriedAgain) {
  Serve(issuing_.IssueServer());
  server_->Shutdown();
  server_.reset();
  EXPECT_TRUE(absl::IsUnavailable(Call(eidar_)));
  EXPECT_EQ(retries_, limits::kClientAttemptsMax - 1);
}

TEST_F(ConnectionTroubleTest, NoVariableForTheWebChangesTheWay) {
  Serve(issuing_.IssueServer());
  for (const char* name : {"grpc_proxy", "https_proxy", "http_proxy", "HTTPS_PROXY"}) {
    setenv(name, "http://127.0.0.1:9", 1);
    EXPECT_TRUE(Call(eidar_).ok()) << name << ": " << Call(eidar_);
    unsetenv(name);
  }
}

}  // namespace
}  // namespace samlad::sdk
