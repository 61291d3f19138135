// SPDX-License-Identifier: EUPL-1.2
//
// The forwarder against receivers that do not do what they should.

#include <gmock/gmock.h>

#include <chrono>
#include <memory>
#include <string>
#include <thread>

#include "gateway/base/limits.h"
#include "tests/integration/dropping_peer.h"
#include "tests/integration/false_inbox.h"
#include "tests/integration/inbox_fixture.h"

namespace samlad::forward {
namespace {

using testing::DroppingPeer;
using ::testing::ElementsAre;
using testing::FalseInbox;
using ::testing::HasSubstr;

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
    EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kConfirmed));
    EXPECT_EQ(inbox.stored().size(), 1u);
  }
};

TEST_F(FalseInboxTest, ThatAcceptsAndDropsTheConnection) {
  for (const size_t bytes : {0, 1, 100}) {  // before anything is read, and within the handshake
    const DroppingPeer peer(bytes);
    StartForwarding(peer.address());
    Beat();
    Beat();
    EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded));
    EXPECT_GE(peer.connections(), 2);
    EXPECT_THAT(metrics_->Text(), HasSubstr("outcome=\"unreachable\"} 2"));
    StopForwarding();
  }
  const auto inbox = StartFalse();
  StartForwarding(inbox->address());
  ExpectDeliveredOnce(*inbox);
}

TEST_F(FalseInboxTest, ThatIsNotAvailable) {
  const auto inbox = StartFalse();
  inbox->Misbehave(FalseInbox::Mode::kUnavailable, 2);
  StartForwarding(inbox->address());
  Beat();
  Beat();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded));
  EXPECT_EQ(inbox->calls(), 2);
  ExpectDeliveredOnce(*inbox);
}

TEST_F(FalseInboxTest, ThatFailsWhenItIsAsked) {
  const auto inbox = StartFalse();
  inbox->MisbehaveWhenAsked(FalseInbox::Mode::kRefuse);
  StartForwarding(inbox->address());
  ExpectDeliveredOnce(*inbox);
  EXPECT_THAT(metrics_->Text(), HasSubstr("samlad_deliveries_asked_total{outcome=\"refused\"} 3"));
  // What comes later is delivered all the same.
  PublishEdition();
  Beat();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kConfirmed, kForwarded, kConfirmed));
}

TEST_F(FalseInboxTest, ThatIsSlowWhenItIsAsked) {
  const auto inbox = StartFalse();
  inbox->MisbehaveWhenAsked(FalseInbox::Mode::kSlow);
  StartForwarding(inbox->address(), std::chrono::seconds(1));
  ExpectDeliveredOnce(*inbox);
  EXPECT_THAT(metrics_->Text(), HasSubstr("samlad_deliveries_asked_total{outcome=\"timeout\"} 3"));
  inbox->MisbehaveWhenAsked(FalseInbox::Mode::kGood);
  Beat();
  EXPECT_THAT(metrics_->Text(), HasSubstr("samlad_deliveries_asked_total{outcome=\"waiting\"} 1"));
}

TEST_F(FalseInboxTest, ThatAnswersTooSlowly) {
  const auto inbox = StartFalse();
  inbox->Misbehave(FalseInbox::Mode::kSlow, 1);
  StartForwarding(inbox->address(), milliseconds(300));
  Beat();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded));
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
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded));
  EXPECT_THAT(metrics_->Text(), HasSubstr("outcome=\"mismatch\"} 2"));
  ExpectDeliveredOnce(*inbox);
}

TEST_F(FalseInboxTest, ThatConfirmsAnotherEdition) {
  const auto inbox = StartFalse();
  inbox->Misbehave(FalseInbox::Mode::kOtherDigest, 2);
  StartForwarding(inbox->address());
  Beat();
  Beat();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded));
  ExpectDeliveredOnce(*inbox);
}

TEST_F(FalseInboxTest, ThatRefuses) {
  const auto inbox = StartFalse();
  inbox->Misbehave(FalseInbox::Mode::kRefuse, 2);
  StartForwarding(inbox->address());
  Beat();
  Beat();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded));
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
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded));
  EXPECT_TRUE(log_.WaitFor("homes/inbox")) << "the log says who it was";
}

TEST_F(FalseInboxTest, ThatHangsDoesNotHoldUpAStop) {
  const auto inbox = StartFalse();
  inbox->Misbehave(FalseInbox::Mode::kSlow, 1);
  StartForwarding(inbox->address(), limits::kForwardAttemptTimeout);
  std::thread beat([this] { forwarder_->RunOnce(); });
  while (inbox->calls() == 0) std::this_thread::yield();
  const auto begin = std::chrono::steady_clock::now();
  forwarder_->Cancel();
  beat.join();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, limits::kShutdownGrace);
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded));
}

}  // namespace
}  // namespace samlad::forward
