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

TEST_F(ForwarderTest, DeliversTheViewThatTheBoardWouldRead) {
  Report("homes", "2025");
  Report("school", "2025");
  forwarder_->RunOnce();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kConfirmed));
  ASSERT_EQ(inbox_.received.size(), 1u);
  const v1::DeliverRequest& request = inbox_.received.front();
  EXPECT_EQ(request.origin(), kOrigin);
  EXPECT_EQ(request.delivery(), 3u);
  EXPECT_THAT(request.reports(), ElementsAre(1, 2));
  v1::View view;
  ASSERT_TRUE(view.ParseFromString(request.view()));
  EXPECT_EQ(view.as_of(), 3u);
  EXPECT_EQ(view.query().period(), "2025");
  EXPECT_EQ(view.origin(), kOrigin);
  EXPECT_EQ(ledger::AsBytes(ledger::Sha256({request.view()})), request.view_digest());
  const auto checkpoint = Verifier().OpenCheckpoint(request.checkpoint());
  ASSERT_TRUE(checkpoint.ok()) << checkpoint.status();
  EXPECT_GT(checkpoint->size, request.delivery());
  forwarder_->RunOnce();
  EXPECT_EQ(inbox_.received.size(), 1u) << "nothing more is due";
}

TEST_F(ForwarderTest, EachPeriodIsADeliveryOfItsOwnOneAfterTheOther) {
  Report("homes", "2024");
  Report("homes", "2025");
  forwarder_->RunOnce();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kConfirmed, kForwarded, kConfirmed));
}

TEST_F(ForwarderTest, TriesTheSameDeliveryAgainAfterEverLongerWaits) {
  Report("homes", "2025");
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
  Report("homes", "2025");
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
  inbox_.script.push_back([](const v1::DeliverRequest&) { return v1::DeliverResponse(); });
  for (int i = 0; i < 3; ++i) {
    forwarder_->RunOnce();
    EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded)) << i;
    Pass(hours(1));
  }
  forwarder_->RunOnce();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kConfirmed));
  EXPECT_THAT(metrics_->Text(),
              HasSubstr("samlad_deliveries_attempts_total{outcome=\"mismatch\"} 3"));
}

TEST_F(ForwarderTest, ARestartGoesOnWithTheSameDelivery) {
  Report("homes", "2025");
  inbox_.script.push_back(Refuse(absl::DeadlineExceededError("slow")));
  forwarder_->RunOnce();
  Restart();
  forwarder_->RunOnce();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kConfirmed));
  ASSERT_EQ(inbox_.received.size(), 2u);
  EXPECT_EQ(inbox_.received[0].view(), inbox_.received[1].view());
  EXPECT_EQ(inbox_.received[0].delivery(), inbox_.received[1].delivery());
}

TEST_F(ForwarderTest, AfterDaysItHasFailedAndTheNextOneCoversItsReports) {
  Report("homes", "2025");
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
  EXPECT_THAT(inbox_.received.back().reports(), ElementsAre(1));
  EXPECT_NE(inbox_.received.back().delivery(), inbox_.received.front().delivery());
}

TEST_F(ForwarderTest, WhatTheBoardWasSentAndIsWithdrawnIsToldToIt) {
  Report("homes", "2025");
  Report("school", "2025");
  forwarder_->RunOnce();
  Withdraw("homes", 1);
  forwarder_->RunOnce();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kConfirmed, kForwarded, kConfirmed));
  EXPECT_TRUE(inbox_.received.back().reports().empty());
  EXPECT_NE(inbox_.received.back().view(), inbox_.received.front().view());
  forwarder_->RunOnce();
  EXPECT_EQ(inbox_.received.size(), 2u) << "once";
}

// The gateway that announced it computed other bytes from the same query.
TEST_F(ForwarderTest, WhatAnotherVersionAnnouncedHasFailedAndIsAnnouncedAnew) {
  Report("homes", "2025");
  v1::DeliveryChanged change;
  change.set_state(kForwarded);
  change.mutable_query()->set_period("2025");
  change.mutable_query()->set_years(3);
  change.mutable_query()->set_as_of(2);  // and no protected_as_of
  change.set_view_digest(std::string(32, 'v'));
  change.add_reports(1);
  ASSERT_TRUE(Execute({.kind = exchange::CommandKind::kChangeDelivery,
                       .sender = {},
                       .submission_id = "",
                       .payload = change.SerializeAsString(),
                       .base = 0})
                  .ok());
  Restart();
  forwarder_->RunOnce();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kFailed, kForwarded, kConfirmed));
  EXPECT_THAT(LastReasonToFail(), HasSubstr("computes another view than the one announced"));
  ASSERT_EQ(inbox_.received.size(), 1u) << "only the new one is sent";
  EXPECT_THAT(inbox_.received.front().reports(), ElementsAre(1));
  EXPECT_EQ(SentView().query().protected_as_of(), 4u);  // the head
}

TEST_F(ForwarderTest, WhatACatalogueProtectsMeanwhileIsNotSentOn) {
  Report("homes", "2025");
  inbox_.script.push_back(Refuse(absl::UnavailableError("down")));
  forwarder_->RunOnce();
  EXPECT_EQ(SentView().areas(0).rows(0).figure().value(), "7");
  v1::Catalogue stricter = TestCatalogue();
  stricter.mutable_indicators(0)->mutable_protection()->set_k(10);
  ASSERT_TRUE(Execute(Apply(stricter, "stricter", 0)).ok());
  Pass(hours(1));
  forwarder_->RunOnce();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kFailed, kForwarded, kConfirmed));
  EXPECT_THAT(LastReasonToFail(), HasSubstr("overtaken: a later catalogue protects more"));
  EXPECT_EQ(inbox_.received.size(), 2u);
  EXPECT_EQ(SentView().areas(0).rows(0).figure().code(), v1::FIGURE_CODE_CONFIDENTIAL);
}

// The delivery goes on with the bytes that it was announced with.
TEST_F(ForwarderTest, ACatalogueThatProtectsNoMoreOvertakesNothing) {
  Report("homes", "2025");
  inbox_.script.push_back(Refuse(absl::UnavailableError("down")));
  forwarder_->RunOnce();
  v1::Catalogue eased = TestCatalogue();
  eased.mutable_indicators(0)->mutable_protection()->set_not_personal(true);
  ASSERT_TRUE(Execute(Apply(eased, "eased", 0)).ok());
  Pass(hours(1));
  forwarder_->RunOnce();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kConfirmed));
  EXPECT_EQ(inbox_.received[0].view(), inbox_.received[1].view());
}

TEST_F(ForwarderTest, WhatWasWithdrawnMeanwhileIsNotSentOn) {
  Report("homes", "2025");
  inbox_.script.push_back(Refuse(absl::UnavailableError("down")));
  forwarder_->RunOnce();
  Withdraw("homes", 1);
  Report("school", "2025");
  Pass(hours(1));
  forwarder_->RunOnce();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kFailed, kForwarded, kConfirmed));
  ASSERT_EQ(inbox_.received.size(), 2u);
  EXPECT_NE(inbox_.received[0].delivery(), inbox_.received[1].delivery());
  EXPECT_THAT(inbox_.received[1].reports(), ElementsAre(4));
  const auto now = exchange_->Read();
  const auto& failed = std::get<domain::DeliveryFact>(now->facts[5].what);
  EXPECT_THAT(failed.change->reference(), HasSubstr("overtaken"));
}

// One view that is refused for ever must not keep all others away.
TEST_F(ForwarderTest, APeriodThatFailsGivesWayToTheOthers) {
  Report("homes", "2024");
  const auto never = Refuse(absl::InvalidArgumentError("not this one"));
  inbox_.script.push_back(never);
  forwarder_->RunOnce();
  Report("homes", "2025");
  Pass(limits::kForwardGiveUp);
  inbox_.script.push_back(never);
  inbox_.script.push_back([](const auto& request) { return FakeInbox::Confirm(request); });
  inbox_.script.push_back(never);
  forwarder_->RunOnce();
  EXPECT_THAT(DeliveryStates(),
              ElementsAre(kForwarded, kFailed, kForwarded, kConfirmed, kForwarded));
  EXPECT_THAT(inbox_.received[2].reports(), ElementsAre(3));
  // What failed before does not hold up for days what comes after.
  Report("school", "2025");
  Pass(hours(1));
  inbox_.script.push_back(never);
  inbox_.script.push_back([](const auto& request) { return FakeInbox::Confirm(request); });
  inbox_.script.push_back(never);
  forwarder_->RunOnce();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kFailed, kForwarded, kConfirmed, kForwarded,
                                            kFailed, kForwarded, kConfirmed, kForwarded));
}

TEST_F(ForwarderTest, AFullDiskDelaysAndLosesNothing) {
  Report("homes", "2025");
  store_->FailNextAppend(absl::ResourceExhaustedError("disk full"));
  forwarder_->RunOnce();
  EXPECT_TRUE(DeliveryStates().empty());
  EXPECT_TRUE(inbox_.received.empty()) << "nothing is sent that is not in the log";
  Pass(hours(1));
  forwarder_->RunOnce();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kConfirmed));
}

TEST_F(ForwarderTest, ACancelledOneDoesNothingMore) {
  Report("homes", "2025");
  forwarder_->Cancel();
  EXPECT_TRUE(inbox_.cancelled);
  forwarder_->RunOnce();
  EXPECT_TRUE(DeliveryStates().empty());
}

TEST_F(ForwarderTest, FiguresDoNotStandInTheLog) {
  Report("homes", "2025");
  inbox_.script.push_back(Refuse(absl::UnavailableError("down")));
  forwarder_->RunOnce();
  Pass(hours(1));
  forwarder_->RunOnce();
  EXPECT_THAT(LogText(), Not(HasSubstr("IND-01")));
  EXPECT_THAT(LogText(), Not(HasSubstr("homes")));
}

}  // namespace
}  // namespace samlad::forward
