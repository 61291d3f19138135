// SPDX-License-Identifier: EUPL-1.2
//
// What the board has made of deliveries, and who hears of it if they stall.

#include <gmock/gmock.h>

#include <string>

#include "tests/unit/forward/forwarder_fixture.h"

namespace samlad::forward {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

TEST_F(ForwarderTest, AStallBeforeTheFirstAnnouncementIsSeen) {
  Edition("homes", "2025");
  Pass(limits::kForwardStallAlarm);
  store_->FailNextAppend(absl::ResourceExhaustedError("disk full"));
  forwarder_->RunOnce();
  EXPECT_TRUE(DeliveryStates().empty());
  EXPECT_THAT(LogText(), HasSubstr("stall"));
  EXPECT_THAT(metrics_->Text(), HasSubstr("samlad_deliveries_oldest_seconds 3600"));
}

TEST_F(ForwarderTest, WhatIsOldWhenForwardingBeginsIsNoStall) {
  Edition("homes", "2024");
  Edition("homes", "2025");
  Pass(hours(1000));
  forwarder_->RunOnce();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kConfirmed, kForwarded, kConfirmed));
  EXPECT_THAT(LogText(), Not(HasSubstr("stall")));
}

TEST_F(ForwarderTest, AStallIsSaidOnceAndShownAsLongAsItLasts) {
  Edition("homes", "2025");
  for (int i = 0; i < 20; ++i) inbox_.script.push_back(Refuse(absl::UnavailableError("down")));
  const auto alarms = [this] {
    int n = 0;
    for (const std::string& line : log_.All()) n += line.find("stall") != std::string::npos;
    return n;
  };
  forwarder_->RunOnce();
  EXPECT_EQ(alarms(), 0);
  Pass(limits::kForwardStallAlarm);
  forwarder_->RunOnce();
  Pass(hours(1));
  forwarder_->RunOnce();
  EXPECT_EQ(alarms(), 1);
  EXPECT_THAT(metrics_->Text(), HasSubstr("samlad_deliveries_oldest_seconds 7200"));
  EXPECT_THAT(metrics_->Text(), HasSubstr("samlad_deliveries_waiting_editions 1"));
  inbox_.script.clear();
  Pass(hours(1));
  forwarder_->RunOnce();
  EXPECT_THAT(metrics_->Text(), HasSubstr("samlad_deliveries_oldest_seconds 0"));
  EXPECT_THAT(metrics_->Text(), HasSubstr("samlad_deliveries_waiting_editions 0"));
}

TEST_F(ForwarderTest, AsksUntilTheBoardHasTakenNote) {
  Edition("homes", "2025");
  forwarder_->RunOnce();
  const int asked = inbox_.asked;
  forwarder_->RunOnce();
  EXPECT_EQ(inbox_.asked, asked) << "not at every beat";
  inbox_.minutes[inbox_.received.front().delivery()] = "KS 2026-03-18 § 41";
  Pass(limits::kForwardAskInterval);
  forwarder_->RunOnce();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kConfirmed, kAcknowledged));
  const auto now = exchange_->Read();
  const auto& fact = std::get<domain::DeliveryFact>(now->facts[now->facts.size() - 1].what);
  EXPECT_EQ(fact.change->reference(), "KS 2026-03-18 § 41");
  const int before = inbox_.asked;
  Pass(limits::kForwardAskInterval);
  forwarder_->RunOnce();
  EXPECT_EQ(inbox_.asked, before) << "there is nothing left to ask about";
}

TEST_F(ForwarderTest, AsksAboutOneAtATimeAndGoesOnAfterOneThatIsRefused) {
  Edition("homes", "2024");
  Edition("homes", "2025");
  forwarder_->RunOnce();
  ASSERT_EQ(inbox_.received.size(), 2u);
  EXPECT_EQ(inbox_.asked, 1) << "one a beat";
  forwarder_->RunOnce();
  EXPECT_EQ(inbox_.asked, 2);
  forwarder_->RunOnce();
  EXPECT_EQ(inbox_.asked, 2) << "the round is over";
  const uint64_t first = inbox_.received[0].delivery();
  const uint64_t second = inbox_.received[1].delivery();
  inbox_.silent[first] = absl::InternalError("its table is broken");
  inbox_.minutes[second] = "§ 2";
  for (int round = 0; round < 2; ++round) {
    Pass(limits::kForwardAskInterval);
    for (int i = 0; i < 2; ++i) forwarder_->RunOnce();
  }
  EXPECT_THAT(DeliveryStates(),
              ElementsAre(kForwarded, kConfirmed, kForwarded, kConfirmed, kAcknowledged));
  int said = 0;
  for (const std::string& line : log_.All()) said += line.find("its table") != std::string::npos;
  EXPECT_EQ(said, 2) << "once until it answers";
  EXPECT_THAT(metrics_->Text(), HasSubstr("samlad_deliveries_asked_total{outcome=\"refused\"} 2"));
  EXPECT_THAT(metrics_->Text(),
              HasSubstr("samlad_deliveries_asked_total{outcome=\"acknowledged\"} 1"));
}

TEST_F(ForwarderTest, ASystemThatIsDownIsLeftAloneForARoundAndNoneIsLeftOut) {
  Edition("homes", "2024");
  Edition("homes", "2025");
  forwarder_->RunOnce();
  forwarder_->RunOnce();
  const int asked = inbox_.asked;
  inbox_.silent[inbox_.received[0].delivery()] = absl::DeadlineExceededError("slow");
  inbox_.minutes[inbox_.received[1].delivery()] = "§ 2";
  Pass(limits::kForwardAskInterval);
  for (int i = 0; i < 5; ++i) forwarder_->RunOnce();
  EXPECT_EQ(inbox_.asked, asked + 1);
  Pass(limits::kForwardAskInterval);
  forwarder_->RunOnce();
  EXPECT_THAT(DeliveryStates(),
              ElementsAre(kForwarded, kConfirmed, kForwarded, kConfirmed, kAcknowledged));
}

TEST_F(ForwarderTest, AnAcknowledgementWithoutAParagraphIsNone) {
  Edition("homes", "2025");
  forwarder_->RunOnce();
  inbox_.minutes[inbox_.received.front().delivery()] = "";
  Pass(limits::kForwardAskInterval);
  forwarder_->RunOnce();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kConfirmed));
  inbox_.minutes[inbox_.received.front().delivery()] = "§ 1";
  Pass(limits::kForwardAskInterval);
  forwarder_->RunOnce();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kConfirmed, kAcknowledged));
}

// What the board's system says stays in the log for ever, and must not stop a
// delivery.
TEST_F(ForwarderTest, ReferencesAndMinutesAreEnteredWithoutPersonalNumbers) {
  Edition("homes", "2025");
  inbox_.reference = "Dnr 17, handläggare 811218-9876";
  forwarder_->RunOnce();
  inbox_.minutes[inbox_.received.front().delivery()] = "KS § 41, anmält av 1981-12-18-9876";
  Pass(limits::kForwardAskInterval);
  forwarder_->RunOnce();
  ASSERT_THAT(DeliveryStates(), ElementsAre(kForwarded, kConfirmed, kAcknowledged));
  const auto now = exchange_->Read();
  const auto reference = [&](uint64_t position) {
    return std::get<domain::DeliveryFact>(now->facts[position].what).change->reference();
  };
  EXPECT_EQ(reference(now->facts.size() - 2), "Dnr 17, handläggare ******-****");
  EXPECT_EQ(reference(now->facts.size() - 1), "KS § 41, anmält av ****-**-**-****");
}

TEST_F(ForwarderTest, WhatTheBoardHasLostIsSentAgainUnderItsNumber) {
  Edition("homes", "2025");
  forwarder_->RunOnce();
  inbox_.stored.clear();
  Pass(limits::kForwardAskInterval);
  forwarder_->RunOnce();
  EXPECT_EQ(inbox_.stored.size(), 1u);
  EXPECT_TRUE(inbox_.stored.contains(inbox_.received.front().delivery()));
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kConfirmed))
      << "and nothing is entered twice";
}

TEST_F(ForwarderTest, AnAcknowledgementOfSomethingElseDoesNotCount) {
  Edition("homes", "2025");
  forwarder_->RunOnce();
  const uint64_t delivery = inbox_.received.front().delivery();
  inbox_.minutes[delivery] = "§ 1";
  const v1::DeliverRequest whole = inbox_.stored[delivery];
  inbox_.stored[delivery].set_view("another view");
  Pass(limits::kForwardAskInterval);
  forwarder_->RunOnce();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kConfirmed));
  EXPECT_THAT(LogText(), HasSubstr("holds something else"));
  inbox_.stored[delivery] = whole;
  inbox_.stored[delivery].set_edition_bytes("another edition");
  Pass(limits::kForwardAskInterval);
  forwarder_->RunOnce();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kConfirmed));
  inbox_.stored[delivery] = whole;
  Pass(limits::kForwardAskInterval);
  forwarder_->RunOnce();
  EXPECT_THAT(DeliveryStates(), ElementsAre(kForwarded, kConfirmed, kAcknowledged));
}

}  // namespace
}  // namespace samlad::forward
