// SPDX-License-Identifier: EUPL-1.2
//
// The forwarder against the board's system over real TLS: the reference
// receiver, and receivers that do everything wrong.

#include "gateway/forward/forwarder.h"

#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "clients/inbox/inbox_server.h"
#include "gateway/forward/grpc_inbox.h"
#include "gateway/ledger/hash.h"
#include "gateway/transport/openssl_config.h"
#include "tests/integration/false_inbox.h"
#include "tests/integration/tls_gateway.h"
#include "tests/support/log_lines.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_certificates.h"
#include "tests/unit/exchange/fixture.h"

namespace samlad::forward {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using testing::CertificateOptions;
using ::testing::Contains;
using ::testing::ElementsAre;
using testing::FalseInbox;
using ::testing::HasSubstr;
using testing::IssuedCertificate;
using ::testing::SizeIs;
using testing::TestAuthority;

constexpr char kGateway[] = "spiffe://samlad.example/gateway/test";
constexpr char kBoard[] = "spiffe://samlad.example/org/board/inbox";
constexpr auto kForwarded = v1::DELIVERY_STATE_FORWARDED;
constexpr auto kConfirmed = v1::DELIVERY_STATE_CONFIRMED;
constexpr auto kAcknowledged = v1::DELIVERY_STATE_ACKNOWLEDGED;

class InboxTest : public exchange::ExchangeTest {
 protected:
  InboxTest() {
    EXPECT_TRUE(transport::ConfigureOpenssl().ok());
    certificate_ = Issue(kGateway, "clientAuth");
    WriteClientFiles();
    EXPECT_TRUE(Execute(Submit("homes", "a", testing::MakeReport("homes", "2025", 70))).ok());
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
         .directory = Folder().string()},
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
    forwarder_->Beat();
  }
  void Pass(milliseconds time) {
    now_ += time;
    clock_.Set(clock_.NowMs() + time.count());
  }

  std::vector<v1::DeliveryState> States() const {
    std::vector<v1::DeliveryState> states;
    const auto now = exchange_->Read();
    for (uint64_t i = 0; i < now->facts.size(); ++i) {
      const auto* fact = std::get_if<domain::DeliveryFact>(&now->facts[i].what);
      if (fact != nullptr) states.push_back(fact->change->state());
    }
    return states;
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
  testing::WallClock wall_clock_;
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

TEST_F(InboxTest, ADeliveryIsConfirmedAndLiesThereAsFiles) {
  StartReference();
  StartForwarding(address_);
  Beat();
  EXPECT_THAT(States(), ElementsAre(kForwarded, kConfirmed));
  const std::string name = "test.samlad.example_log-2";
  EXPECT_THAT(Files(), ElementsAre(name + ".json", name + ".view.binpb", name + ".view.json"));
  const std::string view = ReadWhole(Folder() / (name + ".view.binpb"));
  const auto now = exchange_->Read();
  const auto& forwarded = std::get<domain::DeliveryFact>(now->facts[2].what);
  EXPECT_EQ(ledger::AsBytes(ledger::Sha256({view})), forwarded.change->view_digest());
  EXPECT_THAT(ReadWhole(Folder() / (name + ".json")),
              HasSubstr(ledger::ToHex(forwarded.change->view_digest())));
  const auto& confirmed = std::get<domain::DeliveryFact>(now->facts[3].what);
  EXPECT_EQ(confirmed.change->reference(), name);
}

TEST_F(InboxTest, WhatTheBoardsPeopleLayBesideItIsItsAcknowledgement) {
  StartReference();
  StartForwarding(address_);
  Beat();
  Beat();
  EXPECT_THAT(States(), ElementsAre(kForwarded, kConfirmed)) << "nobody has taken note yet";
  std::ofstream(Folder() / "test.samlad.example_log-2.acknowledged") << " KS 2026-03-18 § 41 \nx\n";
  Beat();
  ASSERT_THAT(States(), ElementsAre(kForwarded, kConfirmed, kAcknowledged));
  const auto now = exchange_->Read();
  EXPECT_EQ(std::get<domain::DeliveryFact>(now->facts[4].what).change->reference(),
            "KS 2026-03-18 § 41");
}

TEST_F(InboxTest, AReceiverThatComesLateGetsEverythingOnce) {
  StartReference();
  reference_.reset();
  StartForwarding(address_);
  for (int i = 0; i < 3; ++i) Beat();
  ASSERT_TRUE(Execute(Submit("school", "b", testing::MakeReport("school", "2025", 30))).ok());
  ASSERT_TRUE(Execute(Submit("school", "c", testing::MakeReport("school", "2024", 30))).ok());
  EXPECT_THAT(States(), ElementsAre(kForwarded));
  EXPECT_THAT(metrics_->Text(),
              HasSubstr("samlad_deliveries_attempts_total{outcome=\"unreachable\"} 3"));
  StartReference();
  Beat();
  EXPECT_THAT(States(),
              ElementsAre(kForwarded, kConfirmed, kForwarded, kConfirmed, kForwarded, kConfirmed));
  EXPECT_THAT(Files(), SizeIs(9));
}

TEST_F(InboxTest, AReceiverThatWasRestartedKnowsWhatItHas) {
  StartReference();
  StartForwarding(address_);
  Beat();
  const std::string taken = ReadWhole(Folder() / "test.samlad.example_log-2.json");
  reference_.reset();
  StartReference();
  // The same delivery again, as if the confirmation had not arrived.
  v1::DeliverRequest request;
  request.set_origin(std::string(kOrigin));
  request.set_delivery(2);
  request.set_view(ReadWhole(Folder() / "test.samlad.example_log-2.view.binpb"));
  request.set_view_digest(std::string(ledger::AsBytes(ledger::Sha256({request.view()}))));
  const auto again = client_->Deliver(request);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->view_digest(), request.view_digest());
  EXPECT_EQ(ReadWhole(Folder() / "test.samlad.example_log-2.json"), taken);
  EXPECT_THAT(Files(), SizeIs(3));
  // And another one under its number is none.
  v1::View other;
  other.set_origin(std::string(kOrigin));
  request.set_view(other.SerializeAsString());
  request.set_view_digest(std::string(ledger::AsBytes(ledger::Sha256({request.view()}))));
  EXPECT_TRUE(absl::IsAlreadyExists(client_->Deliver(request).status()));
  request.set_delivery(3);
  request.set_view_digest(std::string(32, 'x'));
  EXPECT_TRUE(absl::IsInvalidArgument(client_->Deliver(request).status()));
  EXPECT_THAT(Files(), SizeIs(3));
}

TEST_F(InboxTest, WhatTheReceiverHasDroppedComesAgain) {
  StartReference();
  StartForwarding(address_);
  Beat();
  for (const std::string& name : Files()) std::filesystem::remove(Folder() / name);
  Beat();
  EXPECT_THAT(Files(), SizeIs(3));
  EXPECT_THAT(States(), ElementsAre(kForwarded, kConfirmed));
}

TEST_F(InboxTest, RenewedCertificatesAreUsedWithoutARestart) {
  StartReference();
  const IssuedCertificate good = certificate_;
  certificate_ = Issue(kGateway, "serverAuth");
  WriteClientFiles();
  StartForwarding(address_);
  Beat();
  EXPECT_THAT(States(), ElementsAre(kForwarded));
  EXPECT_TRUE(log_.WaitFor("clientAuth")) << "the log says what is wrong with the file";
  certificate_ = good;
  WriteClientFiles();
  Beat();
  EXPECT_THAT(States(), ElementsAre(kForwarded, kConfirmed));
}

TEST_F(InboxTest, TheReceiverTakesNothingFromAnotherGateway) {
  StartReference();
  certificate_ = Issue("spiffe://samlad.example/gateway/other", "clientAuth");
  WriteClientFiles();
  StartForwarding(address_);
  Beat();
  EXPECT_THAT(States(), ElementsAre(kForwarded));
  EXPECT_TRUE(Files().empty());
  EXPECT_TRUE(log_.WaitFor("another system than the pinned one was refused"));
}

// --- Receivers that do not do what they should --------------------------------

class FalseInboxTest : public InboxTest {
 protected:
  std::unique_ptr<FalseInbox> StartFalse(const std::string& identity = kBoard,
                                         const TestAuthority* issuer = nullptr) {
    CertificateOptions options;
    options.names = {"URI:" + identity, "DNS:localhost", "IP:127.0.0.1"};
    options.extended_key_usage = "serverAuth";
    return std::make_unique<FalseInbox>((issuer == nullptr ? issuing_ : *issuer).Issue(options),
                                        root_.certificate());
  }

  // After the misbehaviour ends all is there, and once.
  void ExpectDeliveredOnce(FalseInbox& inbox) {
    for (int i = 0; i < 3; ++i) Beat();
    EXPECT_THAT(States(), ElementsAre(kForwarded, kConfirmed));
    EXPECT_EQ(inbox.stored().size(), 1u);
  }
};

TEST_F(FalseInboxTest, ThatAcceptsAndDropsTheConnection) {
  const auto inbox = StartFalse();
  inbox->Misbehave(FalseInbox::Mode::kDrop, 2);
  StartForwarding(inbox->address());
  Beat();
  Beat();
  EXPECT_THAT(States(), ElementsAre(kForwarded));
  EXPECT_EQ(inbox->calls(), 2);
  ExpectDeliveredOnce(*inbox);
}

TEST_F(FalseInboxTest, ThatAnswersTooSlowly) {
  const auto inbox = StartFalse();
  inbox->Misbehave(FalseInbox::Mode::kSlow, 1);
  StartForwarding(inbox->address(), milliseconds(300));
  Beat();
  EXPECT_THAT(States(), ElementsAre(kForwarded));
  EXPECT_THAT(metrics_->Text(), HasSubstr("outcome=\"timeout\"} 1"));
  StopForwarding();
  StartForwarding(inbox->address());
  ExpectDeliveredOnce(*inbox);
}

TEST_F(FalseInboxTest, ThatStoresButWhoseAnswerIsLost) {
  const auto inbox = StartFalse();
  inbox->Misbehave(FalseInbox::Mode::kStoreAndDrop, 2);
  StartForwarding(inbox->address());
  Beat();
  Beat();
  EXPECT_EQ(inbox->stored().size(), 1u) << "twice the same is stored once";
  ExpectDeliveredOnce(*inbox);
  EXPECT_EQ(inbox->calls(), 3);
}

TEST_F(FalseInboxTest, ThatConfirmsAnotherDelivery) {
  const auto inbox = StartFalse();
  inbox->Misbehave(FalseInbox::Mode::kOtherNumber, 2);
  StartForwarding(inbox->address());
  Beat();
  Beat();
  EXPECT_THAT(States(), ElementsAre(kForwarded));
  EXPECT_THAT(metrics_->Text(), HasSubstr("outcome=\"mismatch\"} 2"));
  ExpectDeliveredOnce(*inbox);
}

TEST_F(FalseInboxTest, ThatConfirmsAnotherView) {
  const auto inbox = StartFalse();
  inbox->Misbehave(FalseInbox::Mode::kOtherDigest, 2);
  StartForwarding(inbox->address());
  Beat();
  Beat();
  EXPECT_THAT(States(), ElementsAre(kForwarded));
  ExpectDeliveredOnce(*inbox);
}

TEST_F(FalseInboxTest, ThatRefuses) {
  const auto inbox = StartFalse();
  inbox->Misbehave(FalseInbox::Mode::kRefuse, 2);
  StartForwarding(inbox->address());
  Beat();
  Beat();
  EXPECT_THAT(States(), ElementsAre(kForwarded));
  EXPECT_THAT(metrics_->Text(), HasSubstr("outcome=\"refused\"} 2"));
  ExpectDeliveredOnce(*inbox);
}

TEST_F(FalseInboxTest, ThatIsSomebodyElseNeverGetsAByte) {
  const TestAuthority strangers = TestAuthority::Root();
  for (const auto& inbox :
       {StartFalse("spiffe://samlad.example/org/homes/inbox"),
        StartFalse("spiffe://samlad.example/org/board/inbox2"), StartFalse(kBoard, &strangers)}) {
    StartForwarding(inbox->address());
    Beat();
    Beat();
    EXPECT_EQ(inbox->calls(), 0);
    EXPECT_THAT(metrics_->Text(), HasSubstr("outcome=\"unreachable\"} 2"));
    StopForwarding();
  }
  EXPECT_THAT(States(), ElementsAre(kForwarded));
  EXPECT_TRUE(log_.WaitFor("homes/inbox")) << "the log says who it was";
}

TEST_F(FalseInboxTest, ThatHangsDoesNotHoldUpAStop) {
  const auto inbox = StartFalse();
  inbox->Misbehave(FalseInbox::Mode::kSlow, 1);
  StartForwarding(inbox->address(), limits::kForwardAttemptTimeout);
  std::thread beat([this] { forwarder_->Beat(); });
  while (inbox->calls() == 0) std::this_thread::yield();
  const auto begin = std::chrono::steady_clock::now();
  forwarder_->Cancel();
  beat.join();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, limits::kShutdownGrace);
  EXPECT_THAT(States(), ElementsAre(kForwarded));
}

}  // namespace
}  // namespace samlad::forward
