// SPDX-License-Identifier: EUPL-1.2

#include "gateway/forward/forwarder.h"

#include <algorithm>
#include <future>
#include <memory>
#include <random>
#include <utility>
#include <variant>
#include <vector>

#include "gateway/base/strings.h"
#include "gateway/domain/values/personal_data.h"
#include "gateway/domain/values/printable.h"
#include "gateway/exchange/refusal.h"
#include "gateway/ledger/hash.h"
#include "samlad/v1/edition.pb.h"

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

// Whether the receiver has this delivery and these bytes. A receiver that does not
// name the edition stores its view.
template <class Answer>
absl::Status CheckAnswer(const Answer& answer, const Delivery& delivery) {
  if (answer.delivery() != delivery.position) {
    return absl::DataLossError(
        StrCat("it answered for delivery ", answer.delivery(), " instead of ", delivery.position));
  }
  if (answer.view_digest() != delivery.change->view_digest()) {
    return absl::DataLossError("it answered with the digest of another view");
  }
  if (!answer.edition_digest().empty() &&
      answer.edition_digest() != delivery.change->edition_digest()) {
    return absl::DataLossError("it answered with the digest of another edition");
  }
  return absl::OkStatus();
}

// What may be entered of a text of the board's system. No such text stops a
// delivery: a personal number in it is left out, digit by digit.
std::string Fit(std::string_view reference) {
  // Twice, because cut and escaped text is another text.
  return domain::HidePersonalNumbers(
      domain::Printable(domain::HidePersonalNumbers(reference), limits::kForwardReferenceBytesMax));
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
      poll_at_(options_.now()) {
  metrics_.ReadGauge("samlad_deliveries_waiting_editions",
                     "Editions that the board's system has not confirmed.",
                     [this] { return static_cast<double>(waiting_.load()); });
  metrics_.ReadGauge("samlad_deliveries_oldest_seconds",
                     "Age of the oldest announcement that is not confirmed or, if no delivery is "
                     "under way, time since an edition was published.",
                     [this] {
                       const int64_t since_ms = undelivered_since_ms_;
                       if (since_ms == 0) return 0.0;
                       return static_cast<double>(clock_.NowMs() - since_ms) / 1000;
                     });
}

void Forwarder::RunOnce() {
  Refresh();
  while (!cancelled_ && (Announce() || Send())) {
    // Not between two deliveries, when the editions due would seem unannounced.
    if (deliveries_.open() != nullptr) UpdateMetrics();
  }
  if (!cancelled_ && options_.now() >= poll_at_) Poll();
  UpdateMetrics();
}

void Forwarder::Cancel() {
  cancelled_ = true;
  inbox_.Cancel();
}

void Forwarder::Refresh() { deliveries_.Read(exchange_.Read()->facts); }

void Forwarder::Wait() { not_before_ = options_.now() + backoff_.Next(options_.random()); }

// Enters the next delivery; whether there is one now.
bool Forwarder::Announce() {
  if (deliveries_.open() != nullptr || options_.now() < not_before_) return false;
  const auto now = exchange_.Read();
  deliveries_.Read(now->facts);
  const std::optional<Due> due = deliveries_.NextDue();
  if (!due.has_value()) return false;

  const auto& edition = std::get<domain::EditionFact>(now->facts[due->edition].what);
  v1::DeliveryChanged change;
  change.set_state(v1::DELIVERY_STATE_FORWARDED);
  change.set_edition(due->edition);
  change.set_edition_digest(edition.digest);
  change.set_attempt(due->attempt);
  change.mutable_query()->set_period(edition.period);
  change.mutable_query()->set_as_of(edition.as_of);
  change.mutable_query()->set_protected_as_of(edition.protected_as_of);
  change.set_view_digest(edition.view_digest);
  const absl::Status entered = Enter(change);
  if (entered.ok()) return true;
  log_.Error("a delivery to the board's system could not be entered",
             {{"edition", due->edition}, {"why", exchange::TextForOperator(entered)}});
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
  } else if (const std::string why = ReasonToFail(delivery, Message(sent)); !why.empty()) {
    settled = Fail(delivery, why);
  }
  if (settled) {
    backoff_.Reset();
  } else {
    Wait();
  }
  return settled;
}

// Why an attempt that did not succeed was the last one; empty: it was not.
std::string Forwarder::ReasonToFail(const Delivery& delivery, std::string_view last_answer) const {
  if (clock_.NowMs() - delivery.forwarded_ms >= milliseconds(limits::kForwardGiveUp).count()) {
    return StrCat("not confirmed in ", limits::kForwardGiveUp.count(),
                  " hours; at last: ", last_answer);
  }
  if (!deliveries_.HasFailed(delivery.change->edition())) return "";
  const std::optional<Due> due = deliveries_.NextDue();
  if (!due.has_value() || due->failed != 0) return "";
  return StrCat("its edition has failed before, and gives way to another; at last: ", last_answer);
}

// OK: it was confirmed. FAILED_PRECONDITION: it can never be sent.
absl::Status Forwarder::Attempt(const Delivery& delivery, std::string* reference) {
  const absl::StatusOr<v1::DeliverRequest> request = MakeRequest(delivery);
  if (!request.ok()) {
    log_.Warn("a delivery to the board's system cannot be made up",
              {{"delivery", delivery.position}, {"why", Message(request.status())}});
    return request.status();
  }
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
  // The receiver's status code must not be mistaken for one of ours.
  return absl::UnavailableError(held.message());
}

absl::StatusOr<v1::DeliverRequest> Forwarder::MakeRequest(const Delivery& delivery) const {
  const v1::DeliveryChanged& announced = *delivery.change;
  if (announced.edition() == 0) {
    return absl::FailedPreconditionError(
        "an earlier version of the gateway announced a view; editions alone are delivered now");
  }
  const exchange::LogReader& log = exchange_.reader();
  absl::StatusOr<exchange::LogReader::EditionEntry> entry =
      log.ReadEditionEntry(announced.edition());
  if (!entry.ok()) return entry.status();
  v1::Edition edition;
  if (ledger::AsBytes(ledger::Sha256({entry->bytes})) != announced.edition_digest() ||
      !edition.ParseFromString(entry->bytes)) {
    return absl::FailedPreconditionError("the log has another edition than the one announced");
  }
  const auto now = exchange_.Read();
  const auto proof = log.Prove({}, announced.edition(), now->facts.size(), /*any=*/true);
  if (!proof.ok()) return proof.status();
  v1::DeliverRequest request;
  request.set_origin(options_.origin);
  request.set_delivery(delivery.position);
  request.set_view(edition.view());
  request.set_view_digest(announced.view_digest());
  for (const v1::EditionReport& report : edition.reports()) request.add_reports(report.position());
  request.set_checkpoint(now->checkpoint);
  request.set_edition(announced.edition());
  request.set_edition_bytes(std::move(entry->bytes));
  request.set_edition_digest(announced.edition_digest());
  request.set_edition_header(std::move(entry->header));
  request.set_edition_salt(std::move(entry->salt));
  for (const ledger::Hash& hash : proof->hashes) {
    request.add_edition_proof(std::string(ledger::AsBytes(hash)));
  }
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
               {{"delivery", delivery.position}, {"why", exchange::TextForOperator(entered)}});
    return false;
  }
  log_.Info("delivery changed", {{"delivery", delivery.position},
                                 {"state", v1::DeliveryState_Name(state)},
                                 {"edition", delivery.change->edition()},
                                 {"period", delivery.change->query().period()},
                                 {"reference", reference}});
  return true;
}

bool Forwarder::Fail(const Delivery& delivery, std::string_view why) {
  log_.Error("a delivery to the board's system has failed; its edition is delivered later",
             {{"delivery", delivery.position}, {"why", why}});
  return Settle(delivery, v1::DELIVERY_STATE_FAILED, Fit(why));
}

// Asks about one delivery only, so that a slow system delays little else.
void Forwarder::Poll() {
  const std::vector<Delivery> confirmed = deliveries_.Confirmed();
  const auto next = std::ranges::upper_bound(confirmed, polled_, {}, &Delivery::position);
  absl::Status answered;
  if (next != confirmed.end()) {
    answered = PollOne(*next);
    if (cancelled_) return;
    polled_ = next->position;
    const bool failed = !answered.ok() && !absl::IsNotFound(answered);
    if (failed && !polls_fail_) {
      log_.Warn("the board's system does not say what became of a delivery; it is asked again",
                {{"delivery", next->position}, {"why", Message(answered)}});
    }
    polls_fail_ = failed;
  }
  const bool ends = confirmed.empty() || polled_ >= confirmed.back().position;
  if (ends) polled_ = 0;
  // The next round goes on after the delivery that could not be asked about.
  if (ends || absl::IsUnavailable(answered) || absl::IsDeadlineExceeded(answered)) {
    poll_at_ = options_.now() + options_.ask_interval;
  }
}

// The answer's status.
absl::Status Forwarder::PollOne(const Delivery& delivery) {
  v1::GetDeliveryRequest request;
  request.set_origin(options_.origin);
  request.set_delivery(delivery.position);
  const absl::StatusOr<v1::GetDeliveryResponse> response = inbox_.GetDelivery(request);
  if (cancelled_) return response.status();
  const absl::Status held = response.ok() ? CheckAnswer(*response, delivery) : response.status();
  // Without a minute nobody could look up later what the board decided.
  const std::string minute = held.ok() && response->acknowledged() ? Fit(response->minute()) : "";
  metrics_
      .MakeCounter("samlad_deliveries_asked_total", "Requests for the board's acknowledgement.",
                   {{"outcome", std::string(absl::IsNotFound(held) ? "lost"
                                            : !held.ok()           ? OutcomeOf(held)
                                            : minute.empty()       ? "waiting"
                                                                   : "acknowledged")}})
      .Add();
  if (absl::IsNotFound(held)) {
    SendAgain(delivery);
  } else if (response.ok() && !held.ok()) {
    log_.Error("the board's system holds something else than was delivered",
               {{"delivery", delivery.position}, {"why", Message(held)}});
  } else if (!minute.empty()) {
    Settle(delivery, v1::DELIVERY_STATE_ACKNOWLEDGED, minute);
  }
  return response.status();
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
  exchange::Command command;
  command.kind = exchange::CommandKind::kChangeDelivery;
  command.payload = change.SerializeAsString();
  exchange_.Execute(std::move(command), [answer](const absl::StatusOr<exchange::Outcome>& outcome) {
    answer->set_value(outcome.status());
  });
  absl::Status entered = answer->get_future().get();
  if (entered.ok()) Refresh();
  return entered;
}

void Forwarder::UpdateMetrics() {
  Refresh();
  waiting_ = deliveries_.CountWaiting();
  const std::optional<int64_t> since_ms = deliveries_.UndeliveredSinceMs();
  undelivered_since_ms_ = since_ms.value_or(0);
  const bool stalled = since_ms.has_value() && clock_.NowMs() - *since_ms >=
                                                   milliseconds(limits::kForwardStallAlarm).count();
  if (stalled && !alarmed_) {
    log_.Error("deliveries to the board's system stall",
               {{"since_ms", *since_ms}, {"editions", waiting_.load()}});
  }
  alarmed_ = stalled;
}

}  // namespace samlad::forward
