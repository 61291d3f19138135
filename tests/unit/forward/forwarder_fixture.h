// SPDX-License-Identifier: EUPL-1.2
//
// The forwarder on a real exchange, with a board's system that does what the
// test says and clocks that stand still.

#ifndef SAMLAD_TESTS_UNIT_FORWARD_FORWARDER_FIXTURE_H_
#define SAMLAD_TESTS_UNIT_FORWARD_FORWARDER_FIXTURE_H_

#include <gtest/gtest.h>

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "gateway/base/strings.h"
#include "gateway/forward/forwarder.h"
#include "gateway/ledger/hash.h"
#include "samlad/v1/ledger.pb.h"
#include "tests/support/log_lines.h"
#include "tests/unit/exchange/fixture.h"

namespace samlad::forward {

using std::chrono::hours;
using std::chrono::milliseconds;

class FakeInbox final : public Inbox {
 public:
  // The next attempts end so; after them all is well.
  std::deque<std::function<absl::StatusOr<v1::DeliverResponse>(const v1::DeliverRequest&)>> script;
  std::vector<v1::DeliverRequest> received;
  std::map<uint64_t, v1::DeliverRequest> stored;
  std::string reference = "Dnr 17";
  std::map<uint64_t, std::string> minutes;
  std::map<uint64_t, absl::Status> silent;  // what GetDelivery answers instead
  int asked = 0;
  bool cancelled = false;

  static v1::DeliverResponse Confirm(const v1::DeliverRequest& request) {
    v1::DeliverResponse response;
    response.set_delivery(request.delivery());
    response.set_view_digest(std::string(ledger::AsBytes(ledger::Sha256({request.view()}))));
    response.set_edition_digest(
        std::string(ledger::AsBytes(ledger::Sha256({request.edition_bytes()}))));
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
    v1::DeliverResponse response = Confirm(request);
    response.set_reference(reference);
    return response;
  }

  absl::StatusOr<v1::GetDeliveryResponse> GetDelivery(
      const v1::GetDeliveryRequest& request) override {
    ++asked;
    const auto refusal = silent.find(request.delivery());
    if (refusal != silent.end()) return refusal->second;
    const auto it = stored.find(request.delivery());
    if (it == stored.end()) return absl::NotFoundError("never came");
    v1::GetDeliveryResponse response;
    response.set_delivery(request.delivery());
    response.set_view_digest(std::string(ledger::AsBytes(ledger::Sha256({it->second.view()}))));
    response.set_edition_digest(
        std::string(ledger::AsBytes(ledger::Sha256({it->second.edition_bytes()}))));
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

  // A report and the edition that shows it. Position of the edition.
  uint64_t Edition(const std::string& organisation, const std::string& period) {
    Report(organisation, period);
    return PublishEdition(period);
  }

  // As an earlier version did, whose log is opened by this one.
  void AnnounceView() {
    v1::DeliveryChanged change;
    change.set_state(kForwarded);
    change.mutable_query()->set_period("2025");
    change.mutable_query()->set_as_of(2);
    change.set_view_digest(std::string(32, 'v'));
    change.add_reports(1);
    forwarder_.reset();
    AppendAsEarlierVersion(v1::ENTRY_KIND_DELIVERY_CHANGED, "/delivery/2025/2",
                           change.SerializeAsString());
    Start();
  }

  void Pass(milliseconds time) {
    now_ += time;
    clock_.Set(clock_.NowMs() + time.count());
  }

  // Of the last delivery that failed.
  std::string LastReasonToFail() const {
    std::string reason;
    const auto now = exchange_->Read();
    for (uint64_t position = 0; position < now->facts.size(); ++position) {
      const auto* fact = std::get_if<domain::DeliveryFact>(&now->facts[position].what);
      if (fact != nullptr && fact->change->state() == kFailed) reason = fact->change->reference();
    }
    return reason;
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

}  // namespace samlad::forward

#endif  // SAMLAD_TESTS_UNIT_FORWARD_FORWARDER_FIXTURE_H_
