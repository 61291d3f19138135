// SPDX-License-Identifier: EUPL-1.2

#include "gateway/forward/forwarder.h"

#include <future>
#include <memory>
#include <random>
#include <utility>

#include "gateway/base/strings.h"
#include "gateway/domain/printable.h"
#include "gateway/exchange/view_bytes.h"
#include "gateway/ledger/hash.h"

namespace samlad::forward {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

Forwarder::Options WithDefaults(Forwarder::Options options) {
  if (options.now == nullptr) options.now = [] { return steady_clock::now(); };
  if (options.random == nullptr) {
    options.random = [generator = std::mt19937(std::random_device{}())]() mutable {
      return std::uniform_real_distribution<double>()(generator);
    };
  }
  return options;
}

// Label of an attempt that failed.
std::string_view OutcomeOf(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kUnavailable:
      return "unreachable";
    case absl::StatusCode::kDeadlineExceeded:
      return "timeout";
    case absl::StatusCode::kDataLoss:
      return "mismatch";
    default:
      return "refused";
  }
}

// A receiver that names another delivery or other bytes has not got this one.
template <class Answer>
absl::Status CheckAnswer(const Answer& answer, const Delivery& delivery) {
  if (answer.delivery() != delivery.position) {
    return absl::DataLossError(
        StrCat("it answered for delivery ", answer.delivery(), " instead of ", delivery.position));
  }
  if (answer.view_digest() != delivery.change->view_digest()) {
    return absl::DataLossError("it answered with the digest of another view");
  }
  return absl::OkStatus();
}

std::string Fit(std::string_view reference) {
  return domain::Printable(reference, limits::kForwardReferenceBytesMax);
}

}  // namespace

Forwarder::Forwarder(exchange::Exchange& exchange, Inbox& inbox, const Clock& clock,
                     telemetry::Log log, telemetry::Metrics& metrics, Options options)
    : exchange_(exchange),
      inbox_(inbox),
      clock_(clock),
      log_(std::move(log)),
      metrics_(metrics),
      options_(WithDefaults(std::move(options))),
      not_before_(options_.now()),
      ask_at_(options_.now()) {
  metrics_.ReadGauge("samlad_deliveries_waiting_reports",
                     "Reports that the board is due and its system has not confirmed.",
                     [this] { return static_cast<double>(waiting_.load()); });
  metrics_.ReadGauge("samlad_deliveries_oldest_seconds",
                     "Time since the first delivery that the board's system has not confirmed.",
                     [this] {
                       const int64_t since_ms = undelivered_since_ms_;
                       if (since_ms == 0) return 0.0;
                       return static_cast<double>(clock_.NowMs() - since_ms) / 1000;
                     });
}

void Forwarder::Beat() {
  Look();
  while (!cancelled_ && (Announce() || Send())) Show();
  if (!cancelled_ && options_.now() >= ask_at_) Ask();
  Show();
}

void Forwarder::Cancel() {
  cancelled_ = true;
  inbox_.Cancel();
}

void Forwarder::Look() { deliveries_.Read(exchange_.Read()->facts); }

void Forwarder::Wait() { not_before_ = options_.now() + backoff_.Next(options_.random()); }

// Enters the next delivery; whether there is one now.
bool Forwarder::Announce() {
  if (deliveries_.open() != nullptr || options_.now() < not_before_) return false;
  const auto now = exchange_.Read();
  deliveries_.Read(now->facts);
  const std::optional<Due> due = deliveries_.NextDue(now->facts, *now->catalogue);
  if (!due.has_value()) return false;

  v1::DeliveryChanged change;
  change.set_state(v1::DELIVERY_STATE_FORWARDED);
  v1::ViewQuery query;
  query.set_period(due->period);
  query.set_as_of(now->facts.size());
  const absl::StatusOr<v1::View> view = exchange_.View(query);
  absl::Status entered = view.status();
  if (view.ok()) {
    *change.mutable_query() = view->query();
    change.set_view_digest(
        std::string(ledger::AsBytes(ledger::Sha256({exchange::SerialiseView(*view)}))));
    change.mutable_reports()->Add(due->reports.begin(), due->reports.end());
    entered = Enter(change);
  }
  if (entered.ok()) return true;
  log_.Error("a delivery to the board's system could not be entered",
             {{"period", due->period}, {"why", Message(entered)}});
  Wait();
  return false;
}

// Sends the open delivery if it is time; whether it is open no longer.
bool Forwarder::Send() {
  if (deliveries_.open() == nullptr || options_.now() < not_before_) return false;
  const Delivery delivery = *deliveries_.open();
  std::string reference;
  const absl::Status sent = Attempt(delivery, &reference);
  if (cancelled_ && !sent.ok()) return false;
  bool settled = false;
  if (sent.ok()) {
    settled = Settle(delivery, v1::DELIVERY_STATE_CONFIRMED, reference);
  } else if (absl::IsFailedPrecondition(sent)) {
    settled = Fail(delivery, Message(sent));
  } else if (clock_.NowMs() - delivery.forwarded_ms >=
             milliseconds(limits::kForwardGiveUp).count()) {
    settled = Fail(delivery, StrCat("not confirmed in ", limits::kForwardGiveUp.count(),
                                    " hours; at last: ", Message(sent)));
  }
  if (settled) {
    backoff_.Reset();
  } else {
    Wait();
  }
  return settled;
}

// OK: it was confirmed. FAILED_PRECONDITION: it can never be sent.
absl::Status Forwarder::Attempt(const Delivery& delivery, std::string* reference) {
  const absl::StatusOr<v1::DeliverRequest> request = MakeRequest(delivery);
  if (!request.ok()) return request.status();
  const absl::StatusOr<v1::DeliverResponse> response = inbox_.Deliver(*request);
  if (cancelled_ && !response.ok()) return response.status();
  const absl::Status held = response.ok() ? CheckAnswer(*response, delivery) : response.status();
  const std::string_view outcome = held.ok() ? "confirmed" : OutcomeOf(held);
  metrics_
      .MakeCounter("samlad_deliveries_attempts_total", "Attempts to deliver to the board's system.",
                   {{"outcome", std::string(outcome)}})
      .Add();
  if (held.ok()) {
    *reference = Fit(response->reference());
    return held;
  }
  log_.Warn("the board's system did not confirm a delivery; it will be sent again",
            {{"delivery", delivery.position}, {"outcome", outcome}, {"why", Message(held)}});
  // Its own code must not be taken for one of ours.
  return absl::UnavailableError(held.message());
}

absl::StatusOr<v1::DeliverRequest> Forwarder::MakeRequest(const Delivery& delivery) const {
  const absl::StatusOr<v1::View> view = exchange_.View(delivery.change->query());
  if (!view.ok()) return absl::FailedPreconditionError(view.status().message());
  v1::DeliverRequest request;
  request.set_view(exchange::SerialiseView(*view));
  if (ledger::AsBytes(ledger::Sha256({request.view()})) != delivery.change->view_digest()) {
    return absl::FailedPreconditionError(
        StrCat("this version of the gateway computes another view than the one announced; its "
               "fold version is ",
               view->fold_version()));
  }
  request.set_origin(options_.origin);
  request.set_delivery(delivery.position);
  request.set_view_digest(delivery.change->view_digest());
  *request.mutable_reports() = delivery.change->reports();
  request.set_checkpoint(exchange_.Read()->checkpoint);
  return request;
}

// Whether it could be entered; if not, it is to be tried again.
bool Forwarder::Settle(const Delivery& delivery, v1::DeliveryState state,
                       std::string_view reference) {
  v1::DeliveryChanged change;
  change.set_state(state);
  change.set_delivery(delivery.position);
  change.set_reference(std::string(reference));
  if (const absl::Status entered = Enter(change); !entered.ok()) {
    log_.Error("what became of a delivery could not be entered; it will be tried again",
               {{"delivery", delivery.position}, {"why", Message(entered)}});
    return false;
  }
  log_.Info("delivery changed", {{"delivery", delivery.position},
                                 {"state", v1::DeliveryState_Name(state)},
                                 {"period", delivery.change->query().period()},
                                 {"reports", delivery.change->reports_size()},
                                 {"reference", reference}});
  return true;
}

bool Forwarder::Fail(const Delivery& delivery, std::string_view why) {
  log_.Error("a delivery to the board's system has failed; the next one covers its reports",
             {{"delivery", delivery.position}, {"why", why}});
  return Settle(delivery, v1::DELIVERY_STATE_FAILED, Fit(why));
}

void Forwarder::Ask() {
  ask_at_ = options_.now() + options_.ask_interval;
  for (const Delivery& delivery : deliveries_.Confirmed()) {
    if (cancelled_ || !AskOne(delivery)) return;
  }
}

// Whether the board's system answers at all.
bool Forwarder::AskOne(const Delivery& delivery) {
  v1::GetDeliveryRequest request;
  request.set_origin(options_.origin);
  request.set_delivery(delivery.position);
  const absl::StatusOr<v1::GetDeliveryResponse> response = inbox_.GetDelivery(request);
  if (absl::IsNotFound(response.status())) {
    SendAgain(delivery);
    return true;
  }
  if (!response.ok()) return false;
  if (const absl::Status held = CheckAnswer(*response, delivery); !held.ok()) {
    log_.Error("the board's system holds something else than was delivered",
               {{"delivery", delivery.position}, {"why", Message(held)}});
  } else if (response->acknowledged()) {
    Settle(delivery, v1::DELIVERY_STATE_ACKNOWLEDGED, Fit(response->minute()));
  }
  return true;
}

void Forwarder::SendAgain(const Delivery& delivery) {
  log_.Error("the board's system has lost a delivery that it had confirmed; it is sent again",
             {{"delivery", delivery.position}});
  std::string reference;
  const absl::Status sent = Attempt(delivery, &reference);
  if (absl::IsFailedPrecondition(sent)) {
    log_.Error("it cannot be sent again",
               {{"delivery", delivery.position}, {"why", Message(sent)}});
  }
}

absl::Status Forwarder::Enter(const v1::DeliveryChanged& change) {
  // Shared with the callback, which may still be leaving when the wait is over.
  const auto answer = std::make_shared<std::promise<absl::Status>>();
  exchange_.Execute({.kind = exchange::CommandKind::kChangeDelivery,
                     .sender = {},
                     .submission_id = {},
                     .payload = change.SerializeAsString(),
                     .base = 0},
                    [answer](const absl::StatusOr<exchange::Outcome>& outcome) {
                      answer->set_value(outcome.status());
                    });
  absl::Status entered = answer->get_future().get();
  if (entered.ok()) Look();
  return entered;
}

void Forwarder::Show() {
  const auto now = exchange_.Read();
  deliveries_.Read(now->facts);
  waiting_ = deliveries_.CountWaiting(now->facts, *now->catalogue);
  const std::optional<int64_t> since_ms = deliveries_.undelivered_since_ms();
  undelivered_since_ms_ = since_ms.value_or(0);
  const bool stalled = since_ms.has_value() && clock_.NowMs() - *since_ms >=
                                                   milliseconds(limits::kForwardStallAlarm).count();
  if (stalled && !alarmed_) {
    log_.Error("deliveries to the board's system stall",
               {{"since_ms", *since_ms}, {"reports", waiting_.load()}});
  }
  alarmed_ = stalled;
}

}  // namespace samlad::forward
