// SPDX-License-Identifier: EUPL-1.2
//
// What is delivered, in which order, and what becomes of it when it is not.

#include <gmock/gmock.h>

#include <string>

#include "tests/unit/forward/forwarder_fixture.h"

namespace samlad::forward {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

TEST_F(ForwarderTest, DeliversTheBytesOfTheEdition) {
  Report("homes", "2025");
  const uint64_t edition = Edition("school", "2025");
  forwarder_->RunOnce();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kConfirmed));
  ASSERT_EQ(inbox_.received.size(), 1u);
  const v1::DeliverRequest& request = inbox_.received.front();
  EXPECT_EQ(request.origin(), kOrigin);
  EXPECT_EQ(request.delivery(), edition + 1);
  EXPECT_EQ(request.edition(), edition);
  EXPECT_THAT(request.reports(), ElementsAre(1, 2));
  const std::string bytes = exchange_->reader().ReadEdition(edition).value();
  EXPECT_EQ(request.edition_bytes(), bytes);
  EXPECT_EQ(ledger::AsBytes(ledger::Sha256({bytes})), request.edition_digest());
  v1::Edition message;
  ASSERT_TRUE(message.ParseFromString(bytes));
  EXPECT_EQ(request.view(), message.view());
  EXPECT_EQ(ledger::AsBytes(ledger::Sha256({request.view()})), request.view_digest());
  const auto checkpoint = Verifier().OpenCheckpoint(request.checkpoint());
  ASSERT_TRUE(checkpoint.ok()) << checkpoint.status();
  EXPECT_GT(checkpoint->size, request.delivery());
  forwarder_->RunOnce();
  EXPECT_EQ(inbox_.received.size(), 1u) << "nothing more is due";
}

// Two neighbouring views of the moment give away one report.
TEST_F(ForwarderTest, NothingButEditionsLeaves) {
  Report("homes", "2025");
  forwarder_->RunOnce();
  Edition("school", "2025");
  forwarder_->RunOnce();
  Report("homes", "2024");
  Pass(hours(1));
  forwarder_->RunOnce();
  EXPECT_EQ(inbox_.received.size(), 1u);
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kConfirmed));
}

TEST_F(ForwarderTest, EachEditionIsADeliveryOfItsOwnInTheirOrder) {
  const uint64_t first = Edition("homes", "2025");
  const uint64_t second = Edition("school", "2025");
  const uint64_t third = Edition("homes", "2024");
  forwarder_->RunOnce();
  EXPECT_THAT(DeliveryStates(),
              ElementsAre(kForwarded, kConfirmed, kForwarded, kConfirmed, kForwarded, kConfirmed));
  std::vector<uint64_t> editions;
  for (const auto& request : inbox_.received) editions.push_back(request.edition());
  EXPECT_THAT(editions, ElementsAre(first, second, third)) << "no edition overtakes another";
}

TEST_F(ForwarderTest, TriesTheSameDeliveryAgainAfterEverLongerWaits) {
  Edition("homes", "2025");
  for (int i = 0; i < 3; ++i) inbox_.script.push_back(Refuse(absl::UnavailableError("down")));
  forwarder_->RunOnce();
  EXPECT_EQ(inbox_.received.size(), 1u);
  for (const int64_t wait_ms : {1'000, 2'000, 4'000}) {
    const size_t before = inbox_.received.size();
    Pass(milliseconds(wait_ms - 1));
    forwarder_->RunOnce();
    EXPECT_EQ(inbox_.received.size(), before) << "too early";
    Pass(milliseconds(1));
    forwarder_->RunOnce();
    EXPECT_EQ(inbox_.received.size(), before + 1);
  }
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kConfirmed));
  for (const auto& request : inbox_.received) {
    EXPECT_EQ(request.SerializeAsString(), inbox_.received.front().SerializeAsString());
  }
  EXPECT_THAT(metrics_->Text(),
              HasSubstr("samlad_deliveries_attempts_total{outcome=\"unreachable\"} 3"));
}

TEST_F(ForwarderTest, WhatConfirmsSomethingElseConfirmsNothing) {
  Edition("homes", "2025");
  inbox_.script.push_back([](const v1::DeliverRequest& request) {
    v1::DeliverResponse response = FakeInbox::Confirm(request);
    response.set_delivery(request.delivery() + 1);
    return response;
  });
  inbox_.script.push_back([](const v1::DeliverRequest& request) {
    v1::DeliverResponse response = FakeInbox::Confirm(request);
    response.set_view_digest(std::string(32, 'x'));
    return response;
  });
  inbox_.script.push_back([](const v1::DeliverRequest& request) {
    v1::DeliverResponse response = FakeInbox::Confirm(request);
    response.set_edition_digest(std::string(32, 'x'));
    return response;
  });
  inbox_.script.push_back([](const v1::DeliverRequest&) { return v1::DeliverResponse(); });
  for (int i = 0; i < 4; ++i) {
    forwarder_->RunOnce();
    EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded)) << i;
    Pass(hours(1));
  }
  forwarder_->RunOnce();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kConfirmed));
  EXPECT_THAT(metrics_->Text(),
              HasSubstr("samlad_deliveries_attempts_total{outcome=\"mismatch\"} 4"));
}

TEST_F(ForwarderTest, ARestartGoesOnWithTheSameDelivery) {
  Edition("homes", "2025");
  inbox_.script.push_back(Refuse(absl::DeadlineExceededError("slow")));
  forwarder_->RunOnce();
  Restart();
  forwarder_->RunOnce();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kConfirmed));
  ASSERT_EQ(inbox_.received.size(), 2u);
  EXPECT_EQ(inbox_.received[0].view(), inbox_.received[1].view());
  EXPECT_EQ(inbox_.received[0].delivery(), inbox_.received[1].delivery());
}

TEST_F(ForwarderTest, AfterDaysItHasFailedAndTheEditionIsAnnouncedAgain) {
  Edition("homes", "2025");
  const auto down = Refuse(absl::PermissionDeniedError("not you\n\x1b[31m"));
  inbox_.script.push_back(down);
  forwarder_->RunOnce();
  Pass(limits::kForwardGiveUp - milliseconds(1));
  inbox_.script.push_back(down);
  forwarder_->RunOnce();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded)) << "not yet";
  Pass(hours(1));
  inbox_.script.push_back(down);
  forwarder_->RunOnce();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kFailed, kForwarded, kConfirmed));
  EXPECT_EQ(inbox_.received.back().edition(), inbox_.received.front().edition());
  EXPECT_NE(inbox_.received.back().delivery(), inbox_.received.front().delivery());
}

TEST_F(ForwarderTest, AViewThatAnEarlierVersionAnnouncedIsNotSent) {
  Report("homes", "2025");
  AnnounceView();
  forwarder_->RunOnce();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kFailed));
  EXPECT_THAT(LastReasonToFail(), HasSubstr("editions alone are delivered now"));
  EXPECT_TRUE(inbox_.received.empty());
  PublishEdition();
  Pass(hours(1));
  forwarder_->RunOnce();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kFailed, kForwarded, kConfirmed));
}

// A receiver of an earlier version stores the view of the edition.
TEST_F(ForwarderTest, AReceiverThatNamesNoEditionConfirmsByTheView) {
  Edition("homes", "2025");
  inbox_.script.push_back([](const v1::DeliverRequest& request) {
    v1::DeliverResponse response = FakeInbox::Confirm(request);
    response.clear_edition_digest();
    return response;
  });
  forwarder_->RunOnce();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kConfirmed));
}

// What is published stays published, whatever comes after.
TEST_F(ForwarderTest, NothingOvertakesAnEdition) {
  Edition("homes", "2025");
  inbox_.script.push_back(Refuse(absl::UnavailableError("down")));
  forwarder_->RunOnce();
  v1::Catalogue stricter = TestCatalogue();
  stricter.mutable_indicators(0)->mutable_protection()->set_k(10);
  ASSERT_TRUE(Execute(Apply(stricter, "stricter", 0)).ok());
  Pass(hours(1));
  forwarder_->RunOnce();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kConfirmed));
  EXPECT_EQ(inbox_.received[0].edition_bytes(), inbox_.received[1].edition_bytes());
}

// As if each were that of another gateway of the same log.
TEST_F(ForwarderTest, TwoForwardersAnnounceOneDeliveryAndDoNoHarm) {
  telemetry::Metrics metrics;
  Forwarder other(*exchange_, inbox_, clock_, log_.MakeLog(), metrics,
                  Forwarder::Options{.origin = std::string(kOrigin),
                                     .now = [this] { return now_; },
                                     .random = [] { return 0.0; }});
  Edition("homes", "2025");
  inbox_.script.push_back(Refuse(absl::UnavailableError("down")));
  forwarder_->RunOnce();
  inbox_.script.push_back([&](const v1::DeliverRequest& request) {
    // The other has confirmed it before this one hears of it.
    Pass(hours(1));
    forwarder_->RunOnce();
    return FakeInbox::Confirm(request);
  });
  other.RunOnce();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kConfirmed));
  ASSERT_EQ(inbox_.received.size(), 3u);
  for (const auto& request : inbox_.received) {
    EXPECT_EQ(request.delivery(), inbox_.received.front().delivery());
    EXPECT_EQ(request.edition_bytes(), inbox_.received.front().edition_bytes());
  }
  EXPECT_EQ(inbox_.stored.size(), 1u);
}

// One edition that is refused for ever must not keep all others away.
TEST_F(ForwarderTest, AnEditionThatFailsGivesWayToTheOthers) {
  Edition("homes", "2024");
  const auto never = Refuse(absl::InvalidArgumentError("not this one"));
  inbox_.script.push_back(never);
  forwarder_->RunOnce();
  const uint64_t second = Edition("homes", "2025");
  Pass(limits::kForwardGiveUp);
  inbox_.script.push_back(never);
  inbox_.script.push_back([](const auto& request) { return FakeInbox::Confirm(request); });
  inbox_.script.push_back(never);
  forwarder_->RunOnce();
  EXPECT_THAT(DeliveryStates(),
              ElementsAre(kForwarded, kFailed, kForwarded, kConfirmed, kForwarded));
  EXPECT_EQ(inbox_.received[2].edition(), second);
  // What failed before does not hold up for days what comes after.
  Edition("school", "2025");
  Pass(hours(1));
  inbox_.script.push_back(never);
  inbox_.script.push_back([](const auto& request) { return FakeInbox::Confirm(request); });
  inbox_.script.push_back(never);
  forwarder_->RunOnce();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kFailed, kForwarded, kConfirmed, kForwarded,
                                            kFailed, kForwarded, kConfirmed, kForwarded));
}

TEST_F(ForwarderTest, AFullDiskDelaysAndLosesNothing) {
  Edition("homes", "2025");
  store_->FailNextAppend(absl::ResourceExhaustedError("disk full"));
  forwarder_->RunOnce();
  EXPECT_TRUE(DeliveryStates().empty());
  EXPECT_TRUE(inbox_.received.empty()) << "nothing is sent that is not in the log";
  Pass(hours(1));
  forwarder_->RunOnce();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kConfirmed));
}

TEST_F(ForwarderTest, ACancelledOneDoesNothingMore) {
  Edition("homes", "2025");
  forwarder_->Cancel();
  EXPECT_TRUE(inbox_.cancelled);
  forwarder_->RunOnce();
  EXPECT_TRUE(DeliveryStates().empty());
}

TEST_F(ForwarderTest, FiguresDoNotStandInTheLog) {
  Edition("homes", "2025");
  inbox_.script.push_back(Refuse(absl::UnavailableError("down")));
  forwarder_->RunOnce();
  Pass(hours(1));
  forwarder_->RunOnce();
  EXPECT_THAT(LogText(), Not(HasSubstr("IND-01")));
  EXPECT_THAT(LogText(), Not(HasSubstr("homes")));
}

}  // namespace
}  // namespace samlad::forward
