// SPDX-License-Identifier: EUPL-1.2

#include <algorithm>
#include <string>
#include <utility>

#include "gateway/base/strings.h"
#include "gateway/exchange/decide.h"
#include "gateway/exchange/refusal.h"

namespace samlad::exchange {
namespace {

Decided Accept(const State& state, Command& command, v1::EntryKind kind,
               decltype(domain::Fact::what) what) {
  Decided decided;
  decided.outcome.verdict = v1::VERDICT_ACCEPTED;
  decided.outcome.catalogue_position = state.catalogue()->position();
  decided.entry = Staged{.kind = kind,
                         .decision = BaseDecision(state, v1::VERDICT_ACCEPTED),
                         .payload = std::move(command.payload),
                         .key = IdempotencyKey(command.sender.organisation, command.submission_id),
                         .fact = {.time_ms = 0, .what = std::move(what)}};
  return decided;
}

template <class About>
void Describe(const About& about, Decided& decided) {
  v1::Decision& decision = *decided.entry->decision;
  decision.set_organisation(about.organisation);
  decision.set_obligation(about.obligation);
  decision.set_period(about.period);
}

// OK if the report is the newest of its kind and was not withdrawn.
absl::Status CheckInForce(const domain::ReportHistory& history, uint64_t report) {
  if (history.newest != report) return ReportNotInForce(report, history.newest);
  if (history.status == domain::RevisionStatus::kWithdrawn) return ReportWithdrawn(history.decided);
  return absl::OkStatus();
}

// Whether there is anything to waive: the organisation owes the report, and
// none is in force that would make the waiver empty.
absl::Status CheckWaivable(const State& state, const v1::ObligationWaived& waiver,
                           const domain::ReportHistory& history) {
  const domain::CatalogueIndex& catalogue = *state.catalogue();
  const v1::Organisation* organisation = catalogue.FindOrganisation(waiver.organisation());
  const v1::Obligation* obligation = catalogue.FindObligation(waiver.obligation());
  if (organisation == nullptr || obligation == nullptr ||
      !catalogue.Owes(*organisation, *obligation, waiver.period()) ||
      std::ranges::find(obligation->periods(), waiver.period(), &v1::DuePeriod::period) ==
          obligation->periods().end()) {
    return ObligationNotOwed();
  }
  return history.IsInForce() ? ReportInForce(history.newest) : absl::OkStatus();
}

}  // namespace

absl::StatusOr<Decided> DecideReview(const State& state, Command& command,
                                     AboutReport<v1::ReportReviewed>& review) {
  const bool approve = command.kind == CommandKind::kApproveReport;
  const domain::ReportHistory history =
      state.HistoryOf(review.organisation, review.obligation, review.period);
  const uint64_t report = review.message.report();
  if (absl::Status in_force = CheckInForce(history, report); !in_force.ok()) return in_force;
  if (history.status == domain::RevisionStatus::kSentBack) {
    return approve ? ReportSentBack(history.decided) : ReviewedAlready(history.decided);
  }
  if (approve && history.status == domain::RevisionStatus::kApproved) {
    return ReviewedAlready(history.decided);
  }

  Decided decided = Accept(
      state, command, approve ? v1::ENTRY_KIND_REPORT_APPROVED : v1::ENTRY_KIND_REPORT_SENT_BACK,
      domain::ReviewFact{
          .approved = approve,
          .report = report,
          .organisation = review.organisation,
          .obligation = review.obligation,
          .period = review.period,
          .reason = review.message.reason(),
          .remarks = {review.message.remarks().begin(), review.message.remarks().end()}});
  Describe(review, decided);
  return decided;
}

absl::StatusOr<Decided> DecideWithdrawal(const State& state, Command& command,
                                         AboutReport<v1::ReportWithdrawn>& withdrawal) {
  const domain::ReportHistory history =
      state.HistoryOf(withdrawal.organisation, withdrawal.obligation, withdrawal.period);
  const uint64_t report = withdrawal.message.report();
  if (absl::Status in_force = CheckInForce(history, report); !in_force.ok()) return in_force;
  Decided decided = Accept(state, command, v1::ENTRY_KIND_REPORT_WITHDRAWN,
                           domain::WithdrawalFact{.report = report,
                                                  .organisation = withdrawal.organisation,
                                                  .obligation = withdrawal.obligation,
                                                  .period = withdrawal.period,
                                                  .sender = command.sender.organisation,
                                                  .reason = withdrawal.message.reason()});
  Describe(withdrawal, decided);
  return decided;
}

absl::StatusOr<Decided> DecideWaiver(const State& state, Command& command,
                                     const v1::ObligationWaived& waiver) {
  const domain::ReportHistory history =
      state.HistoryOf(waiver.organisation(), waiver.obligation(), waiver.period());
  if (waiver.lifted() && history.waiver == 0) return NotWaived();
  if (!waiver.lifted()) {
    if (history.waiver != 0) return WaivedAlready(history.waiver);
    if (absl::Status may = CheckWaivable(state, waiver, history); !may.ok()) return may;
  }
  const domain::WaiverFact fact{.organisation = waiver.organisation(),
                                .obligation = waiver.obligation(),
                                .period = waiver.period(),
                                .reason = waiver.reason(),
                                .lifted = waiver.lifted()};
  Decided decided = Accept(state, command, v1::ENTRY_KIND_OBLIGATION_WAIVED, fact);
  Describe(fact, decided);
  return decided;
}

absl::StatusOr<Decided> DecideSeries(const State& state, Command& command,
                                     const PreparedSeries& series) {
  Decided decided =
      Accept(state, command, v1::ENTRY_KIND_SERIES_IMPORTED, domain::SeriesFact{series.series});
  decided.outcome.unknown_values = series.unknown;
  return decided;
}

absl::StatusOr<Decided> DecideReminder(const State& state, Command& command,
                                       const v1::ReminderDue& reminder) {
  const domain::ReminderFact fact{.obligation = reminder.obligation(),
                                  .period = reminder.period(),
                                  .due = reminder.due(),
                                  .days = reminder.days()};
  Decided decided;
  decided.outcome.verdict = v1::VERDICT_ACCEPTED;
  decided.outcome.catalogue_position = state.catalogue()->position();
  if (state.HasReminded(fact)) {
    decided.outcome.replayed = true;
    return decided;
  }
  decided.entry = Staged{.kind = v1::ENTRY_KIND_REMINDER_DUE,
                         .decision = std::nullopt,
                         .payload = std::move(command.payload),
                         .key = ReminderKey(reminder),
                         .fact = {.time_ms = 0, .what = fact}};
  return decided;
}

std::string ReminderKey(const v1::ReminderDue& reminder) {
  return StrCat("/reminder/", reminder.obligation(), "/", reminder.period(), "/", reminder.days());
}

}  // namespace samlad::exchange
