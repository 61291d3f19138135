// SPDX-License-Identifier: EUPL-1.2
//
// The coordinator reopens a closed period for the report of one organisation,
// up to and including a day.

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/log/reopening.h"
#include "gateway/domain/values/date.h"
#include "gateway/exchange/commands/about_report.h"
#include "gateway/exchange/commands/command_spec.h"
#include "gateway/exchange/commands/common.h"
#include "gateway/exchange/refusal.h"

namespace samlad::exchange {
namespace {

absl::Status ReopensNothingOwed() {
  return WithReason(
      "reopening: the catalogue in force does not require this report from this organisation for "
      "this period; correct the organisation, obligation or period",
      "OBLIGATION_NOT_OWED");
}

absl::Status PeriodNotClosed(std::string_view period) {
  return WithMetadata(
      WithReason(StrCat("reopening: the period ", period,
                        " is not closed, and takes reports and decisions; nothing to do"),
                 "PERIOD_NOT_CLOSED"),
      {{"period", period}});
}

absl::Status ReopenedAlready(uint64_t position, std::string_view last_day) {
  return WithMetadata(
      WithReason(StrCat("reopening: the period is already open for this report until ", last_day,
                        ", by the entry at position ", position,
                        "; nothing to do, unless you give another day"),
                 "REOPENED_ALREADY"),
      {{"last_day", last_day}, {"position", position}});
}

absl::Status WrongLastDay(std::chrono::sys_days first, std::chrono::sys_days last) {
  return WithMetadata(
      absl::InvalidArgumentError(StrCat("reopening.last_day: give a day from ",
                                        domain::FormatDate(first), " to ", domain::FormatDate(last),
                                        ", written like these")),
      {{"first_day", domain::FormatDate(first)}, {"last_day", domain::FormatDate(last)}});
}

Prepared PrepareReopening(const Command& command, const std::shared_ptr<const Snapshot>& snapshot) {
  v1::PeriodReopened reopening;
  if (absl::Status parsed = ParsePayload(command, reopening); !parsed.ok()) return Refuse(parsed);
  if (!IsReason(reopening.reason())) {
    return Refuse(absl::InvalidArgumentError(GivePlainText("reopening.reason", "1")));
  }
  return {.status = absl::OkStatus(), .seen = snapshot, .body = std::move(reopening)};
}

bool IsOwedReport(const domain::CatalogueIndex& catalogue, const v1::PeriodReopened& reopening) {
  const v1::Organisation* organisation = catalogue.FindOrganisation(reopening.organisation());
  const v1::Obligation* obligation = catalogue.FindObligation(reopening.obligation());
  return organisation != nullptr && obligation != nullptr &&
         catalogue.MustReport(*organisation, *obligation, reopening.period()) &&
         std::ranges::find(obligation->periods(), reopening.period(), &v1::DuePeriod::period) !=
             obligation->periods().end();
}

absl::StatusOr<Decided> DecideReopening(const State& state, Command& command, Prepared& prepared) {
  const auto& reopening = std::any_cast<const v1::PeriodReopened&>(prepared.body);
  const domain::CatalogueIndex& catalogue = *state.catalogue();
  if (!IsOwedReport(catalogue, reopening)) return ReopensNothingOwed();
  const v1::Period* period = catalogue.FindPeriod(reopening.period());
  if (period == nullptr || !period->closed()) return PeriodNotClosed(reopening.period());

  const auto last_day = domain::ParseDate(reopening.last_day());
  const std::chrono::sys_days today =
      domain::DayOf(prepared.time_ms, catalogue.catalogue().time_zone());
  const std::chrono::sys_days latest = today + std::chrono::days(limits::kReopeningDaysMax);
  if (!last_day || std::chrono::sys_days(*last_day) < today ||
      std::chrono::sys_days(*last_day) > latest) {
    return WrongLastDay(today, latest);
  }
  const domain::ReportHistory history =
      state.HistoryOf(reopening.organisation(), reopening.obligation(), reopening.period());
  if (ReopenedUntil(prepared, history, reopening.period()) == std::chrono::sys_days(*last_day)) {
    return ReopenedAlready(history.reopened, reopening.last_day());
  }
  const domain::ReopeningFact fact{.organisation = reopening.organisation(),
                                   .obligation = reopening.obligation(),
                                   .period = reopening.period(),
                                   .reason = reopening.reason(),
                                   .last_day = reopening.last_day()};
  Decided decided = Accept(state, command, v1::ENTRY_KIND_PERIOD_REOPENED, fact);
  Describe(fact, decided);
  return decided;
}

absl::StatusOr<domain::Fact> ReadReopening(const StoredEntry& entry) {
  v1::PeriodReopened reopened;
  if (!reopened.ParseFromString(entry.payload)) return Unreadable("reopening");
  return domain::Fact{.time_ms = 0,
                      .what = domain::ReopeningFact{.organisation = reopened.organisation(),
                                                    .obligation = reopened.obligation(),
                                                    .period = reopened.period(),
                                                    .reason = reopened.reason(),
                                                    .last_day = reopened.last_day()}};
}

}  // namespace

const CommandSpec kReopenPeriod = {
    .entry = {v1::ENTRY_KIND_PERIOD_REOPENED, ReadReopening},
    .permission = v1::PERMISSION_COORDINATE,
    .field = "reopening",
    .prepare = PrepareReopening,
    .decide = DecideReopening,
};

}  // namespace samlad::exchange
