// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/publications.h"

#include <algorithm>
#include <future>
#include <random>
#include <utility>

#include "absl/time/civil_time.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/catalogue/publications.h"
#include "gateway/domain/values/personal_data.h"
#include "gateway/domain/values/printable.h"
#include "gateway/exchange/publish.h"
#include "gateway/exchange/refusal.h"
#include "samlad/v1/edition.pb.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::app {
namespace {

Publications::Options WithDefaultClock(Publications::Options options) {
  if (options.now == nullptr) options.now = [] { return std::chrono::steady_clock::now(); };
  if (options.random == nullptr) {
    options.random = [generator = std::mt19937(std::random_device{}())]() mutable {
      return std::uniform_real_distribution<double>()(generator);
    };
  }
  return options;
}

// First millisecond of the day in the zone.
int64_t BeginOfDay(std::chrono::year_month_day day, const absl::TimeZone& zone) {
  const absl::CivilDay civil(static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                             static_cast<unsigned>(day.day()));
  return absl::ToUnixMillis(absl::FromCivil(civil, zone));
}

// Ids of rules and periods have only characters that a submission id may have.
std::string SubmissionIdOf(const domain::PlannedEditions::Key& key) {
  return StrCat("publication:", key.first, ":", key.second);
}

bool IsOutdated(const absl::Status& status) {
  const auto reason = status.GetPayload(exchange::kReasonUrl);
  return reason.has_value() && *reason == "EDITION_OUTDATED";
}

bool IsWithoutProof(const std::string& certificate) {
  v1::SeatCertificate seat;
  return seat.ParseFromString(certificate) && seat.withheld() != v1::SEAT_WITHHELD_UNSPECIFIED;
}

// What the log keeps of it: texts of others may be in it.
std::string ProblemOf(const absl::Status& status) {
  return domain::HidePersonalNumbers(domain::Printable(domain::HidePersonalNumbers(Message(status)),
                                                       limits::kPublicationProblemBytesMax));
}

}  // namespace

Publications::Publications(exchange::Exchange& exchange, const Clock& clock,
                           service::EditionsInMaking& making, telemetry::Log log,
                           telemetry::Metrics& metrics, Options options)
    : exchange_(exchange),
      clock_(clock),
      making_(making),
      log_(std::move(log)),
      metrics_(metrics),
      options_(WithDefaultClock(std::move(options))) {
  metrics_.ReadGauge("samlad_publications_waiting",
                     "Editions that fell due by a rule and are not published.",
                     [this] { return static_cast<double>(waiting_.load()); });
  metrics_.ReadGauge("samlad_publications_oldest_seconds", "Time since the first of them fell due.",
                     [this] {
                       const int64_t since_ms = waiting_since_ms_;
                       if (since_ms == 0) return 0.0;
                       return static_cast<double>(clock_.NowMs() - since_ms) / 1000;
                     });
}

void Publications::RunOnce() {
  if (making_.stopping) return;
  const auto now = exchange_.Read();
  editions_.Read(now->facts);
  if (editions_.planned().empty()) return UpdateMetrics();
  EnterDue(*now);
  PublishNext();
  UpdateMetrics();
}

bool Publications::IsDue(const Key& key, const domain::PlannedEdition& planned,
                         const absl::TimeZone& zone) const {
  if (const auto day = domain::PublicationDayOf(*planned.rule, key.second)) {
    const int64_t from_ms = BeginOfDay(*day, zone);
    if (from_ms > planned.since_ms && from_ms <= clock_.NowMs()) return true;
  }
  return planned.rule->has_when_complete() && !planned.was_complete &&
         editions_.IsComplete(planned.rule->when_complete(), key.second);
}

void Publications::EnterDue(const exchange::Snapshot& now) {
  absl::TimeZone zone;
  if (!absl::LoadTimeZone(now.catalogue->catalogue().time_zone(), &zone))
    return;  // deadlines say so
  for (const auto& [key, planned] : editions_.planned()) {
    if (editions_.HasFallenDue(key) || editions_.IsPublished(key)) continue;
    if (!IsDue(key, planned, zone)) continue;
    v1::EditionDue due;
    due.set_publication(key.first);
    due.set_period(key.second);
    const auto entered = Execute({.kind = exchange::CommandKind::kEditionDue,
                                  .sender = {},
                                  .submission_id = {},
                                  .payload = due.SerializeAsString(),
                                  .base = 0});
    if (!entered.ok()) {
      log_.Error("that an edition fell due could not be entered; it will be tried again",
                 {{"publication", key.first},
                  {"period", key.second},
                  {"why", exchange::TextForOperator(entered.status())}});
      return;
    }
    log_.Info("an edition fell due", {{"publication", key.first}, {"period", key.second}});
  }
  editions_.Read(exchange_.Read()->facts);
}

// Of those that may be tried now, the one that fell due first.
std::optional<Publications::Key> Publications::NextToPublish() {
  std::optional<Key> next;
  for (const auto& [key, planned] : editions_.planned()) {
    if (!editions_.HasFallenDue(key) || editions_.IsPublished(key)) continue;
    const auto wait = waits_.find(key);
    if (wait != waits_.end() && options_.now() < wait->second.not_before) continue;
    if (!next.has_value() || editions_.DueMs(key) < editions_.DueMs(*next)) next = key;
  }
  return next;
}

void Publications::PublishNext() {
  const std::optional<Key> key = NextToPublish();
  if (!key.has_value() || making_.stopping) return;
  // While one is made by hand, the next call comes soon enough.
  if (making_.count.fetch_add(1) >= limits::kEditionsInMakingMax) {
    --making_.count;
    return;
  }
  // A copy, because the catalogue may change meanwhile.
  const v1::Publication rule = *editions_.planned().at(*key).rule;
  const absl::Status published = Publish(*key, rule);
  --making_.count;
  if (making_.stopping) return;
  metrics_
      .MakeCounter("samlad_publications_attempts_total",
                   "Attempts to publish an edition by a rule of the catalogue.",
                   {{"outcome", published.ok() ? "published" : "failed"}})
      .Add();
  if (!published.ok()) return Fail(*key, published);
  waits_.erase(*key);
  editions_.Read(exchange_.Read()->facts);
  log_.Info("an edition was published", {{"publication", key->first}, {"period", key->second}});
}

// OK also if another gateway has published it.
absl::Status Publications::Publish(const Key& key, const v1::Publication& rule) {
  absl::Status tried;
  for (int attempt = 0; attempt < limits::kEditionAttemptsMax; ++attempt) {
    tried = Try(key, rule);
    if (!IsOutdated(tried)) break;
    editions_.Read(exchange_.Read()->facts);
    if (editions_.IsPublished(key)) return absl::OkStatus();
  }
  return tried;
}

absl::Status Publications::Try(const Key& key, const v1::Publication& rule) {
  domain::EditionRequest request;
  request.period = key.second;
  request.threads = limits::kEditionThreads;
  request.publication = key.first;
  request.left_out.assign(rule.left_out().begin(), rule.left_out().end());
  request.coarse.assign(rule.coarse().begin(), rule.coarse().end());
  request.cancelled = [this] { return making_.stopping.load(); };
  std::vector<std::string> seats;
  absl::StatusOr<std::string> edition = exchange_.reader().MakeEdition(request, &seats);
  if (!edition.ok()) return edition.status();
  const int64_t without_proof = std::ranges::count_if(seats, &IsWithoutProof);
  const auto outcome = Execute({.kind = exchange::CommandKind::kPublishEdition,
                                .sender = {},
                                .submission_id = SubmissionIdOf(key),
                                .payload = *std::move(edition),
                                .base = 0,
                                .by_gateway = true},
                               std::move(seats));
  // Another gateway's edition of this rule and period is bound to the id.
  if (absl::IsAlreadyExists(outcome.status())) return absl::OkStatus();
  if (outcome.ok()) WarnOfSeats(key, without_proof);
  return outcome.status();
}

void Publications::WarnOfSeats(const Key& key, int64_t without_proof) const {
  if (without_proof == 0) return;
  log_.Warn("the edition has seats without a proof; auditors read why with samlad audit seat",
            {{"publication", key.first}, {"period", key.second}, {"seats", without_proof}});
}

// The log gets the first problem of each edition, for the coordinator to see.
void Publications::Fail(const Key& key, const absl::Status& why) {
  Wait& wait = waits_[key];
  wait.not_before = options_.now() + wait.backoff.Next(options_.random());
  log_.Error("an edition could not be published; it will be tried again",
             {{"publication", key.first},
              {"period", key.second},
              {"why", exchange::TextForOperator(why)}});
  if (editions_.HasProblem(key)) return;
  v1::EditionDue problem;
  problem.set_publication(key.first);
  problem.set_period(key.second);
  problem.set_problem(ProblemOf(why));
  const auto entered = Execute({.kind = exchange::CommandKind::kEditionDue,
                                .sender = {},
                                .submission_id = {},
                                .payload = problem.SerializeAsString(),
                                .base = 0});
  if (!entered.ok()) {
    log_.Error("the problem could not be entered",
               {{"why", exchange::TextForOperator(entered.status())}});
  }
  editions_.Read(exchange_.Read()->facts);
}

absl::StatusOr<exchange::Outcome> Publications::Execute(exchange::Command command,
                                                        std::vector<std::string> seats) {
  // Shared with the callback, which may still be leaving when the wait is over.
  const auto answer = std::make_shared<std::promise<absl::StatusOr<exchange::Outcome>>>();
  exchange::PublishWithSeats(exchange_, std::move(seats), std::move(command),
                             [answer](absl::StatusOr<exchange::Outcome> outcome) {
                               answer->set_value(std::move(outcome));
                             });
  return answer->get_future().get();
}

void Publications::UpdateMetrics() {
  uint64_t waiting = 0;
  int64_t since_ms = 0;
  for (const auto& [key, planned] : editions_.planned()) {
    if (!editions_.HasFallenDue(key) || editions_.IsPublished(key)) continue;
    ++waiting;
    const int64_t due_ms = editions_.DueMs(key);
    since_ms = since_ms == 0 ? due_ms : std::min(since_ms, due_ms);
  }
  waiting_ = waiting;
  waiting_since_ms_ = since_ms;
}

}  // namespace samlad::app
