// SPDX-License-Identifier: EUPL-1.2
//
// kill -9 of a real gateway while a delivery to the board's system is under
// way: before it was stored there, and after it was stored and before the
// answer came. It is in the log once, and there once.

#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "samlad/v1/coordination_service.grpc.pb.h"
#include "samlad/v1/feed_service.grpc.pb.h"
#include "tests/integration/false_inbox.h"
#include "tests/integration/gateway_fixture.h"

namespace samlad::testing {
namespace {

using ::testing::ElementsAre;

class ForwardKillTest : public GatewayTest {
 protected:
  ForwardKillTest() {
    const IssuedCertificate client = Issue("spiffe://samlad.example/gateway/test", "clientAuth");
    files_.Write("forward.pem", client.chain);
    files_.Write("forward.key", client.key);
    config_ = WriteConfig(kOrigin, StrCat("demonstration_clock_start: \"2026-02-10T08:00:00Z\"\n"
                                          "forward:\n  address: ",
                                          inbox_.address(), "\n  server_identity: ", kBoard,
                                          "\n  certificate: forward.pem\n  key: forward.key\n"
                                          "  server_roots: root.pem\n"));
  }

  IssuedCertificate Issue(const std::string& uri, const std::string& usage) const {
    CertificateOptions options;
    options.names = {"URI:" + uri, "IP:127.0.0.1"};
    options.extended_key_usage = usage;
    return issuing_.Issue(options);
  }

  void PublishEdition() const {
    CallContext context;
    v1::PublishEditionRequest request;
    request.set_submission_id("edition");
    request.set_period("2025");
    v1::PublishEditionResponse response;
    const grpc::Status status = v1::CoordinationService::NewStub(Connect("office"))
                                    ->PublishEdition(&context, request, &response);
    ASSERT_TRUE(status.ok()) << status.error_message();
  }

  static bool WaitFor(const std::function<bool()>& holds) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (!holds()) {
      if (std::chrono::steady_clock::now() > deadline) return false;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return true;
  }
  bool WaitForCalls(int calls) {
    return WaitFor([&] { return inbox_.calls() >= calls; });
  }

  // What the feed says became of deliveries.
  std::vector<v1::DeliveryState> States() const {
    std::vector<v1::DeliveryState> states;
    CallContext context;
    const auto stub = v1::FeedService::NewStub(Connect("auditor"));
    const auto reader = stub->WatchFeed(&context, {});
    v1::WatchFeedResponse message;
    while (reader->Read(&message)) {
      for (const v1::FeedEvent& event : message.events()) {
        if (event.kind() == v1::FEED_EVENT_KIND_DELIVERY) states.push_back(event.delivery_state());
      }
    }
    EXPECT_TRUE(reader->Finish().ok());
    return states;
  }

  static constexpr char kBoard[] = "spiffe://samlad.example/org/board/inbox";
  FalseInbox inbox_{Issue(kBoard, "serverAuth"), root_.certificate()};
};

TEST_F(ForwardKillTest, WhatWasUnderWayIsDeliveredOnce) {
  inbox_.Misbehave(FalseInbox::Mode::kSlow, 1);
  SubmitAccepted("housing", MakeSubmit("a", MakeReport("housing", "2025", 1)));
  PublishEdition();
  ASSERT_TRUE(WaitForCalls(1)) << gateway_->Log();
  EXPECT_THAT(States(), ElementsAre(v1::DELIVERY_STATE_FORWARDED));
  gateway_->Kill();
  EXPECT_TRUE(inbox_.stored().empty());

  inbox_.Misbehave(FalseInbox::Mode::kStoreAndHang, 1);
  Start();
  ASSERT_TRUE(WaitFor([&] { return inbox_.stored().size() == 1; })) << gateway_->Log();
  EXPECT_THAT(States(), ElementsAre(v1::DELIVERY_STATE_FORWARDED));
  gateway_->Kill();

  Start();
  ASSERT_TRUE(WaitFor([&] { return States().size() == 2; })) << gateway_->Log();
  EXPECT_THAT(States(), ElementsAre(v1::DELIVERY_STATE_FORWARDED, v1::DELIVERY_STATE_CONFIRMED));
  EXPECT_EQ(inbox_.stored().size(), 1u);
  EXPECT_EQ(inbox_.calls(), 3);
  EXPECT_EQ(Stop(), 0);
}

TEST_F(ForwardKillTest, AnInboxThatHangsDoesNotHoldUpServingNorStopping) {
  inbox_.Misbehave(FalseInbox::Mode::kSlow, 1);
  SubmitAccepted("housing", MakeSubmit("a", MakeReport("housing", "2025", 1)));
  PublishEdition();
  ASSERT_TRUE(WaitForCalls(1)) << gateway_->Log();
  SubmitAccepted("school", MakeSubmit("b", MakeReport("school", "2025", 1)));
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(Stop(), 0);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, limits::kShutdownHard);
}

}  // namespace
}  // namespace samlad::testing
