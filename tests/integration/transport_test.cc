// SPDX-License-Identifier: EUPL-1.2
//
// Who gets through the TLS handshake, who does not, and that the log says why.

#include <gmock/gmock.h>
#include <grpcpp/generic/generic_stub.h>
#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <string>

#include "tests/integration/tls_gateway.h"
#include "tests/support/run_command.h"

namespace samlad {
namespace {

using testing::CertificateOptions;
using ::testing::HasSubstr;
using testing::IssuedCertificate;
using ::testing::Not;
using testing::TestAuthority;
using testing::TlsGateway;

CertificateOptions Eidar() {
  CertificateOptions options;
  options.common_name = "eidar";
  options.names = {"URI:spiffe://samlad.example/org/eidar/main"};
  return options;
}

TEST(TransportTest, RightCertificateIsServed) {
  const TlsGateway gateway;
  const grpc::Status status = gateway.CallAs(gateway.issuing().Issue(Eidar()));
  EXPECT_TRUE(status.ok()) << status.error_message();
}

TEST(TransportTest, NoCertificateIsRefused) {
  const TlsGateway gateway;
  EXPECT_EQ(gateway.Call(nullptr).error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_TRUE(gateway.log().WaitFor("peer did not return a certificate"));
}

TEST(TransportTest, WrongAuthorityIsRefused) {
  const TlsGateway gateway;
  const TestAuthority stranger = TestAuthority::Root("Stranger");
  EXPECT_FALSE(gateway.CallAs(stranger.Issue(Eidar())).ok());
  EXPECT_TRUE(gateway.log().WaitFor("client certificate refused"));
  EXPECT_TRUE(gateway.log().WaitFor(R"("issuer":"CN = Stranger")"));
  EXPECT_TRUE(gateway.log().WaitFor(R"("uri":"spiffe://samlad.example/org/eidar/main")"));
}

TEST(TransportTest, AuthorityOfTheSameNameIsRefused) {
  const TlsGateway gateway;
  const TestAuthority impostor = TestAuthority::Root().Issuing();
  EXPECT_FALSE(gateway.CallAs(impostor.Issue(Eidar())).ok());
  EXPECT_TRUE(gateway.log().WaitFor("client certificate refused"));
}

TEST(TransportTest, ExpiredCertificateIsRefused) {
  const TlsGateway gateway;
  CertificateOptions options = Eidar();
  options.valid_until = std::chrono::seconds(-60);
  EXPECT_FALSE(gateway.CallAs(gateway.issuing().Issue(options)).ok());
  EXPECT_TRUE(gateway.log().WaitFor(R"("reason":"certificate has expired")"));
  EXPECT_TRUE(gateway.log().WaitFor(R"("not_after":")"));
  EXPECT_TRUE(gateway.log().WaitFor(R"("clock":"20)"));
}

TEST(TransportTest, CertificateOfTomorrowIsRefused) {
  const TlsGateway gateway;
  CertificateOptions options = Eidar();
  options.valid_from = std::chrono::hours(24);
  options.valid_until = std::chrono::hours(48);
  EXPECT_FALSE(gateway.CallAs(gateway.issuing().Issue(options)).ok());
  EXPECT_TRUE(gateway.log().WaitFor("certificate is not yet valid"));
  EXPECT_TRUE(gateway.log().WaitFor(R"("not_before":")"));
  EXPECT_TRUE(gateway.log().WaitFor(R"("clock":"20)"));
}

TEST(TransportTest, ServerCertificateIsNoClient) {
  const TlsGateway gateway;
  CertificateOptions options = Eidar();
  options.extended_key_usage = "serverAuth";
  EXPECT_FALSE(gateway.CallAs(gateway.issuing().Issue(options)).ok());
  EXPECT_TRUE(gateway.log().WaitFor("certificate purpose"));
}

TEST(TransportTest, AuthorityMaySpeakOnlyForItsTrustDomain) {
  const TlsGateway gateway;
  CertificateOptions options;
  options.common_name = "Bound";
  options.basic_constraints = "critical,CA:TRUE,pathlen:0";
  options.key_usage = "critical,keyCertSign";
  options.extended_key_usage = "";
  options.name_constraints = "critical,permitted;URI:samlad.example";
  const TestAuthority bound = gateway.root().Issuing(options);
  EXPECT_TRUE(gateway.CallAs(bound.Issue(Eidar())).ok());
  CertificateOptions foreign = Eidar();
  foreign.names = {"URI:spiffe://other.example/org/eidar/main"};
  EXPECT_FALSE(gateway.CallAs(bound.Issue(foreign)).ok());
  EXPECT_TRUE(gateway.log().WaitFor("permitted subtree violation"));
}

TEST(TransportTest, MissingIssuingCertificateIsRefused) {
  const TlsGateway gateway;
  IssuedCertificate client = gateway.issuing().Issue(Eidar());
  client.chain = client.certificate;
  EXPECT_FALSE(gateway.CallAs(client).ok());
  EXPECT_TRUE(gateway.log().WaitFor("unable to get local issuer certificate"));
}

TEST(TransportTest, PlainTextIsRefused) {
  const TlsGateway gateway;
  const auto channel = grpc::CreateChannel(gateway.address(), grpc::InsecureChannelCredentials());
  EXPECT_FALSE(testing::CallOn(channel).ok());
  EXPECT_TRUE(gateway.log().WaitFor("TLS handshake refused"));
}

TEST(TransportTest, WhoIsNotAuthorizedIsRefusedInTheHandshake) {
  const TlsGateway gateway({.address = "127.0.0.1:0"}, [](const identity::Principal& peer) {
    return peer.organisation == "eidar" ? absl::PermissionDeniedError("the key was stolen")
                                        : absl::OkStatus();
  });
  EXPECT_EQ(gateway.CallAs(gateway.issuing().Issue(Eidar())).error_code(),
            grpc::StatusCode::UNAVAILABLE);
  EXPECT_TRUE(gateway.log().WaitFor("client refused in the handshake"));
  EXPECT_TRUE(gateway.log().WaitFor("the key was stolen"));
  EXPECT_TRUE(gateway.log().WaitFor(R"("organisation":"eidar","system":"main")"));
  EXPECT_TRUE(gateway.CallAs(gateway.issuing().IssueClient("housing")).ok());
}

TEST(TransportTest, ACertificateThatNamesNoSystemIsLeftToTheCall) {
  const TlsGateway gateway({.address = "127.0.0.1:0"}, [](const identity::Principal&) {
    return absl::PermissionDeniedError("nobody is authorized");
  });
  CertificateOptions nameless = Eidar();
  nameless.names = {"DNS:eidar.example"};
  EXPECT_TRUE(gateway.CallAs(gateway.issuing().Issue(nameless)).ok());
  EXPECT_FALSE(gateway.CallAs(gateway.issuing().Issue(Eidar())).ok());
}

// A call of which nothing but the headers is sent.
class CallWithoutBody final : public grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
 public:
  void OnDone(const grpc::Status& status) override { ended_.set_value(status); }
  std::future<grpc::Status> ended() { return ended_.get_future(); }

 private:
  std::promise<grpc::Status> ended_;
};

// A deadline of the gateway's own begins when all of a request is there; until
// then the age of the connection bounds it. Half an hour, but for this test.
TEST(TransportTest, ABodyThatNeverComesEndsWithItsConnection) {
  const TlsGateway gateway(
      {.address = "127.0.0.1:0"}, [](const identity::Principal&) { return absl::OkStatus(); },
      {{GRPC_ARG_MAX_CONNECTION_AGE_MS, 500}, {GRPC_ARG_MAX_CONNECTION_AGE_GRACE_MS, 500}});
  const IssuedCertificate client = gateway.issuing().Issue(Eidar());
  grpc::GenericStub stub(gateway.NewChannel(&client));
  grpc::ClientContext context;
  CallWithoutBody call;
  std::future<grpc::Status> ended = call.ended();
  const auto begun = std::chrono::steady_clock::now();
  stub.PrepareBidiStreamingCall(&context, "/samlad.v1.LedgerService/GetCheckpoint",
                                grpc::StubOptions(), &call);
  call.StartCall();
  const bool in_time = ended.wait_for(std::chrono::seconds(10)) == std::future_status::ready;
  EXPECT_TRUE(in_time);
  if (!in_time) context.TryCancel();
  const grpc::Status status = ended.get();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE) << status.error_message();
  EXPECT_GT(std::chrono::steady_clock::now() - begun, std::chrono::milliseconds(800))
      << "not before age and grace are over";
}

// What `openssl s_client` says when it talks to the gateway as a good client.
class SClientTest : public ::testing::Test {
 protected:
  // It is let go when it has said a line that is `last`, or after ten seconds.
  std::string Run(const std::string& options, const std::string& last) {
    const IssuedCertificate client = gateway_.issuing().Issue(Eidar());
    const std::string said = (files_.path() / "said").string();
    return testing::RunCommand("(for i in $(seq 1000); do grep -qs '^" + last + "$' " + said +
                               " && break; sleep 0.01; done) | timeout 10 openssl s_client" +
                               " -connect " + gateway_.address() + " -alpn h2 -CAfile " +
                               files_.Write("root.pem", gateway_.root().certificate()) + " -cert " +
                               files_.Write("client.pem", client.certificate) + " -cert_chain " +
                               files_.Write("chain.pem", client.chain) + " -key " +
                               files_.Write("client.key", client.key) + " " + options + " >" +
                               said + " 2>&1; cat " + said)
        .output;
  }

  TlsGateway gateway_;
  testing::TempDir files_;
};

TEST_F(SClientTest, SpeaksTls13AndGetsNoTicket) {
  // The type of the first record after the handshake, and after any ticket: the
  // gateway's first HTTP/2 frame.
  const std::string said = Run("-tls1_3 -msg", "    17");
  EXPECT_THAT(said, HasSubstr("Verify return code: 0 (ok)"));
  EXPECT_THAT(said, HasSubstr("New, TLSv1.3"));
  EXPECT_THAT(said, HasSubstr("<<< TLS 1.3, Handshake")) << "messages are shown";
  EXPECT_THAT(said, HasSubstr("\n    17\n")) << "it came to application data";
  EXPECT_THAT(said, Not(HasSubstr("NewSessionTicket")));
}

TEST_F(SClientTest, OlderTlsIsRefused) {
  EXPECT_THAT(Run("-tls1_2", "New, (NONE), Cipher is (NONE)"), HasSubstr("Cipher is (NONE)"));
  EXPECT_TRUE(gateway_.log().WaitFor("unsupported protocol"));
}

}  // namespace
}  // namespace samlad
