// SPDX-License-Identifier: EUPL-1.2
//
// The forwarder on a real exchange, with a board's system that does what the
// test says and clocks that stand still.

#include "gateway/forward/forwarder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "gateway/ledger/hash.h"
#include "tests/support/log_lines.h"
#include "tests/unit/exchange/fixture.h"

namespace samlad::forward {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::MakeReport;
using ::testing::Not;

class FakeInbox final : public Inbox {
 public:
  // The next attempts end so; after them all is well.
  std::deque<std::function<absl::StatusOr<v1::DeliverResponse>(const v1::DeliverRequest&)>> script;
  std::vector<v1::DeliverRequest> received;
  std::map<uint64_t, v1::DeliverRequest> stored;
  std::map<uint64_t, std::string> minutes;
  int asked = 0;
  bool cancelled = false;

  static v1::DeliverResponse Confirm(const v1::DeliverRequest& request) {
    v1::DeliverResponse response;
    response.set_delivery(request.delivery());
    response.set_view_digest(std::string(ledger::AsBytes(ledger::Sha256({request.view()}))));
    response.set_reference("Dnr 17");
    return response;
  }

  absl::StatusOr<v1::DeliverResponse> Deliver(const v1::DeliverRequest& request) override {
    received.push_back(request);
    if (!script.empty()) {
      const auto next = std::move(script.front());
      script.pop_front();
      return next(request);
    }
    stored[request.delivery()] = request;
    return Confirm(request);
  }

  absl::StatusOr<v1::GetDeliveryResponse> GetDelivery(
      const v1::GetDeliveryRequest& request) override {
    ++asked;
    const auto it = stored.find(request.delivery());
    if (it == stored.end()) return absl::NotFoundError("never came");
    v1::GetDeliveryResponse response;
    response.set_delivery(request.delivery());
    response.set_view_digest(std::string(ledger::AsBytes(ledger::Sha256({it->second.view()}))));
    const auto minute = minutes.find(request.delivery());
    response.set_acknowledged(minute != minutes.end());
    if (minute != minutes.end()) response.set_minute(minute->second);
    return response;
  }

  void Cancel() override { cancelled = true; }
};

class ForwarderTest : public exchange::ExchangeTest {
 protected:
  ForwarderTest() { Start(); }

  void Start() {
    metrics_.emplace();
    forwarder_.emplace(*exchange_, inbox_, clock_, log_.MakeLog(), *metrics_,
                       Forwarder::Options{.origin = std::string(kOrigin),
                                          .now = [this] { return now_; },
                                          .random = [] { return 0.0; }});
  }

  // A gateway that comes back with nothing but its log.
  void Restart() {
    forwarder_.reset();
    ASSERT_TRUE(Reopen().ok());
    Start();
  }

  void Report(const std::string& organisation, const std::string& period) {
    ASSERT_TRUE(Execute(Submit(organisation, organisation + period,
                               testing::MakeReport(organisation, period, 7)))
                    .ok());
  }

  void Pass(milliseconds time) {
    now_ += time;
    clock_.Set(clock_.NowMs() + time.count());
  }

  // What the log says became of deliveries, in its order.
  std::vector<v1::DeliveryState> States() const {
    std::vector<v1::DeliveryState> states;
    const auto now = exchange_->Read();
    for (uint64_t i = 0; i < now->facts.size(); ++i) {
      const auto* fact = std::get_if<domain::DeliveryFact>(&now->facts[i].what);
      if (fact != nullptr) states.push_back(fact->change->state());
    }
    return states;
  }

  std::string LogText() const {
    std::string text;
    for (const std::string& line : log_.All()) text += line + "\n";
    return text;
  }

  static auto Refuse(absl::Status status) {
    return [status](const v1::DeliverRequest&) -> absl::StatusOr<v1::DeliverResponse> {
      return status;
    };
  }

  static constexpr auto kForwarded = v1::DELIVERY_STATE_FORWARDED;
  static constexpr auto kConfirmed = v1::DELIVERY_STATE_CONFIRMED;
  static constexpr auto kAcknowledged = v1::DELIVERY_STATE_ACKNOWLEDGED;
  static constexpr auto kFailed = v1::DELIVERY_STATE_FAILED;

  FakeInbox inbox_;
  testing::LogLines log_;
  std::chrono::steady_clock::time_point now_{hours(1)};
  std::optional<telemetry::Metrics> metrics_;
  std::optional<Forwarder> forwarder_;
};

TEST_F(ForwarderTest, DeliversTheViewThatTheBoardWouldRead) {
  Report("homes", "2025");
  Report("school", "2025");
  forwarder_->Beat();
  EXPECT_THAT(States(), ElementsAre(kForwarded, kConfirmed));
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
  forwarder_->Beat();
  EXPECT_EQ(inbox_.received.size(), 1u) << "nothing more is due";
}

TEST_F(ForwarderTest, EachPeriodIsADeliveryOfItsOwnOneAfterTheOther) {
  Report("homes", "2024");
  Report("homes", "2025");
  forwarder_->Beat();
  EXPECT_THAT(States(), ElementsAre(kForwarded, kConfirmed, kForwarded, kConfirmed));
}

TEST_F(ForwarderTest, TriesTheSameDeliveryAgainAfterEverLongerWaits) {
  Report("homes", "2025");
  for (int i = 0; i < 3; ++i) inbox_.script.push_back(Refuse(absl::UnavailableError("down")));
  forwarder_->Beat();
  EXPECT_EQ(inbox_.received.size(), 1u);
  for (const int64_t wait_ms : {1'000, 2'000, 4'000}) {
    const size_t before = inbox_.received.size();
    Pass(milliseconds(wait_ms - 1));
    forwarder_->Beat();
    EXPECT_EQ(inbox_.received.size(), before) << "too early";
    Pass(milliseconds(1));
    forwarder_->Beat();
    EXPECT_EQ(inbox_.received.size(), before + 1);
  }
  EXPECT_THAT(States(), ElementsAre(kForwarded, kConfirmed));
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
    forwarder_->Beat();
    EXPECT_THAT(States(), ElementsAre(kForwarded)) << i;
    Pass(hours(1));
  }
  forwarder_->Beat();
  EXPECT_THAT(States(), ElementsAre(kForwarded, kConfirmed));
  EXPECT_THAT(metrics_->Text(),
              HasSubstr("samlad_deliveries_attempts_total{outcome=\"mismatch\"} 3"));
}

TEST_F(ForwarderTest, ARestartGoesOnWithTheSameDelivery) {
  Report("homes", "2025");
  inbox_.script.push_back(Refuse(absl::DeadlineExceededError("slow")));
  forwarder_->Beat();
  Restart();
  forwarder_->Beat();
  EXPECT_THAT(States(), ElementsAre(kForwarded, kConfirmed));
  ASSERT_EQ(inbox_.received.size(), 2u);
  EXPECT_EQ(inbox_.received[0].view(), inbox_.received[1].view());
  EXPECT_EQ(inbox_.received[0].delivery(), inbox_.received[1].delivery());
}

TEST_F(ForwarderTest, AfterDaysItHasFailedAndTheNextOneCoversItsReports) {
  Report("homes", "2025");
  const auto down = Refuse(absl::PermissionDeniedError("not you\n\x1b[31m"));
  inbox_.script.push_back(down);
  forwarder_->Beat();
  Pass(limits::kForwardGiveUp - milliseconds(1));
  inbox_.script.push_back(down);
  forwarder_->Beat();
  EXPECT_THAT(States(), ElementsAre(kForwarded)) << "not yet";
  Pass(hours(1));
  inbox_.script.push_back(down);
  forwarder_->Beat();
  EXPECT_THAT(States(), ElementsAre(kForwarded, kFailed, kForwarded, kConfirmed));
  EXPECT_THAT(inbox_.received.back().reports(), ElementsAre(1));
  EXPECT_NE(inbox_.received.back().delivery(), inbox_.received.front().delivery());
}

TEST_F(ForwarderTest, AStallIsSaidOnceAndShownAsLongAsItLasts) {
  Report("homes", "2025");
  for (int i = 0; i < 20; ++i) inbox_.script.push_back(Refuse(absl::UnavailableError("down")));
  const auto alarms = [this] {
    int n = 0;
    for (const std::string& line : log_.All()) n += line.find("stall") != std::string::npos;
    return n;
  };
  forwarder_->Beat();
  EXPECT_EQ(alarms(), 0);
  Pass(limits::kForwardStallAlarm);
  forwarder_->Beat();
  Pass(hours(1));
  forwarder_->Beat();
  EXPECT_EQ(alarms(), 1);
  EXPECT_THAT(metrics_->Text(), HasSubstr("samlad_deliveries_oldest_seconds 7200"));
  EXPECT_THAT(metrics_->Text(), HasSubstr("samlad_deliveries_waiting_reports 1"));
  inbox_.script.clear();
  Pass(hours(1));
  forwarder_->Beat();
  EXPECT_THAT(metrics_->Text(), HasSubstr("samlad_deliveries_oldest_seconds 0"));
  EXPECT_THAT(metrics_->Text(), HasSubstr("samlad_deliveries_waiting_reports 0"));
}

TEST_F(ForwarderTest, AsksUntilTheBoardHasTakenNote) {
  Report("homes", "2025");
  forwarder_->Beat();
  const int asked = inbox_.asked;
  forwarder_->Beat();
  EXPECT_EQ(inbox_.asked, asked) << "not at every beat";
  inbox_.minutes[inbox_.received.front().delivery()] = "KS 2026-03-18 § 41";
  Pass(limits::kForwardAskInterval);
  forwarder_->Beat();
  EXPECT_THAT(States(), ElementsAre(kForwarded, kConfirmed, kAcknowledged));
  const auto now = exchange_->Read();
  const auto& fact = std::get<domain::DeliveryFact>(now->facts[now->facts.size() - 1].what);
  EXPECT_EQ(fact.change->reference(), "KS 2026-03-18 § 41");
  const int before = inbox_.asked;
  Pass(limits::kForwardAskInterval);
  forwarder_->Beat();
  EXPECT_EQ(inbox_.asked, before) << "there is nothing left to ask about";
}

TEST_F(ForwarderTest, WhatTheBoardHasLostIsSentAgainUnderItsNumber) {
  Report("homes", "2025");
  forwarder_->Beat();
  inbox_.stored.clear();
  Pass(limits::kForwardAskInterval);
  forwarder_->Beat();
  EXPECT_EQ(inbox_.stored.size(), 1u);
  EXPECT_TRUE(inbox_.stored.contains(inbox_.received.front().delivery()));
  EXPECT_THAT(States(), ElementsAre(kForwarded, kConfirmed)) << "and nothing is entered twice";
}

TEST_F(ForwarderTest, AnAcknowledgementOfSomethingElseDoesNotCount) {
  Report("homes", "2025");
  forwarder_->Beat();
  const uint64_t delivery = inbox_.received.front().delivery();
  inbox_.minutes[delivery] = "§ 1";
  inbox_.stored[delivery].set_view("another view");
  Pass(limits::kForwardAskInterval);
  forwarder_->Beat();
  EXPECT_THAT(States(), ElementsAre(kForwarded, kConfirmed));
  EXPECT_THAT(LogText(), HasSubstr("holds something else"));
}

TEST_F(ForwarderTest, AFullDiskDelaysAndLosesNothing) {
  Report("homes", "2025");
  store_->FailNextAppend(absl::ResourceExhaustedError("disk full"));
  forwarder_->Beat();
  EXPECT_TRUE(States().empty());
  EXPECT_TRUE(inbox_.received.empty()) << "nothing is sent that is not in the log";
  Pass(hours(1));
  forwarder_->Beat();
  EXPECT_THAT(States(), ElementsAre(kForwarded, kConfirmed));
}

TEST_F(ForwarderTest, ACancelledOneDoesNothingMore) {
  Report("homes", "2025");
  forwarder_->Cancel();
  EXPECT_TRUE(inbox_.cancelled);
  forwarder_->Beat();
  EXPECT_TRUE(States().empty());
}

TEST_F(ForwarderTest, FiguresDoNotStandInTheLog) {
  Report("homes", "2025");
  inbox_.script.push_back(Refuse(absl::UnavailableError("down")));
  forwarder_->Beat();
  Pass(hours(1));
  forwarder_->Beat();
  EXPECT_THAT(LogText(), Not(HasSubstr("IND-01")));
  EXPECT_THAT(LogText(), Not(HasSubstr("homes")));
}

}  // namespace
}  // namespace samlad::forward
