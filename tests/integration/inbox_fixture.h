// SPDX-License-Identifier: EUPL-1.2
//
// The forwarder on a real exchange, for a board's system over real TLS.

#ifndef SAMLAD_TESTS_INTEGRATION_INBOX_FIXTURE_H_
#define SAMLAD_TESTS_INTEGRATION_INBOX_FIXTURE_H_

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "clients/inbox/inbox_server.h"
#include "gateway/base/system_clock.h"
#include "gateway/forward/forwarder.h"
#include "gateway/forward/grpc_inbox.h"
#include "gateway/transport/openssl_config.h"
#include "tests/integration/tls_gateway.h"
#include "tests/support/log_lines.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_certificates.h"
#include "tests/unit/exchange/fixture.h"

namespace samlad::forward {

using std::chrono::hours;
using std::chrono::milliseconds;
using testing::CertificateOptions;
using testing::IssuedCertificate;
using testing::TestAuthority;

inline constexpr char kGateway[] = "spiffe://samlad.example/gateway/test";
inline constexpr char kBoard[] = "spiffe://samlad.example/org/board/inbox";
inline constexpr auto kForwarded = v1::DELIVERY_STATE_FORWARDED;
inline constexpr auto kConfirmed = v1::DELIVERY_STATE_CONFIRMED;
inline constexpr auto kAcknowledged = v1::DELIVERY_STATE_ACKNOWLEDGED;

class InboxTest : public exchange::ExchangeTest {
 protected:
  InboxTest() {
    EXPECT_TRUE(transport::ConfigureOpenssl().ok());
    certificate_ = Issue(kGateway, "clientAuth");
    WriteClientFiles();
    EXPECT_TRUE(Execute(Submit("homes", "a", testing::MakeReport("homes", "2025", 70))).ok());
    EXPECT_EQ(PublishEdition(), 2u);
  }
  ~InboxTest() override { StopForwarding(); }

  IssuedCertificate Issue(const std::string& uri, const std::string& usage) const {
    CertificateOptions options;
    options.names = {"URI:" + uri, "DNS:localhost", "IP:127.0.0.1"};
    options.extended_key_usage = usage;
    return issuing_.Issue(options);
  }
  void WriteClientFiles() {
    tls_ = {.certificate = files_.Write("forward.pem", certificate_.chain),
            .private_key = files_.Write("forward.key", certificate_.key),
            .client_roots = files_.Write("root.pem", root_.certificate())};
  }

  // The reference receiver, on the same port and folder each time.
  void StartReference(const std::string& identity = kBoard) {
    const IssuedCertificate server = Issue(identity, "serverAuth");
    auto started = inbox::InboxServer::Start(
        {.listen = address_.empty() ? "127.0.0.1:0" : address_,
         .tls = {.certificate = files_.Write("inbox.pem", server.chain),
                 .private_key = files_.Write("inbox.key", server.key),
                 .client_roots = files_.Write("root.pem", root_.certificate())},
         .gateway_identity = kGateway,
         .directory = Folder().string(),
         .log_key = files_.Write("log.vkey", signer_->verifier_key())},
        wall_clock_, log_.MakeLog());
    ASSERT_TRUE(started.ok()) << started.status();
    reference_ = *std::move(started);
    address_ = reference_->address();
  }
  std::filesystem::path Folder() const { return files_.path() / "inbox"; }

  void StartForwarding(const std::string& address,
                       milliseconds timeout = std::chrono::seconds(10)) {
    metrics_.emplace();
    client_ = MakeGrpcInbox({.address = address, .server_identity = kBoard, .tls = tls_},
                            wall_clock_, log_.MakeLog(), timeout);
    forwarder_.emplace(*exchange_, *client_, clock_, log_.MakeLog(), *metrics_,
                       Forwarder::Options{.origin = std::string(kOrigin),
                                          .now = [this] { return now_; },
                                          .random = [] { return 0.0; }});
  }
  void StopForwarding() {
    forwarder_.reset();
    client_.reset();
  }

  // One attempt, whatever the waits.
  void Beat() {
    Pass(hours(1));
    forwarder_->RunOnce();
  }
  void Pass(milliseconds time) {
    now_ += time;
    clock_.Set(clock_.NowMs() + time.count());
  }

  // Names of what the reference receiver has written, sorted.
  std::vector<std::string> Files() const {
    std::vector<std::string> names;
    for (const auto& file : std::filesystem::directory_iterator(Folder())) {
      names.push_back(file.path().filename().string());
    }
    std::ranges::sort(names);
    return names;
  }
  static std::string ReadWhole(const std::filesystem::path& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
  }

  TestAuthority root_ = TestAuthority::Root();
  TestAuthority issuing_ = root_.Issuing();
  testing::TempDir files_;
  SystemClock wall_clock_;
  testing::LogLines log_;
  IssuedCertificate certificate_;
  transport::TlsFiles tls_;
  std::string address_;
  std::unique_ptr<inbox::InboxServer> reference_;
  std::chrono::steady_clock::time_point now_{hours(1)};
  std::optional<telemetry::Metrics> metrics_;
  std::unique_ptr<Inbox> client_;
  std::optional<Forwarder> forwarder_;
};

}  // namespace samlad::forward

#endif  // SAMLAD_TESTS_INTEGRATION_INBOX_FIXTURE_H_
