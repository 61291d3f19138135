// SPDX-License-Identifier: EUPL-1.2
//
// The coordinator waives a report that an organisation owes, or lifts the waiver.

#include <algorithm>
#include <string>
#include <utility>

#include "gateway/base/strings.h"
#include "gateway/exchange/commands/about_report.h"
#include "gateway/exchange/commands/command_spec.h"
#include "gateway/exchange/commands/common.h"
#include "gateway/exchange/refusal.h"

namespace samlad::exchange {
namespace {

absl::Status ObligationNotOwed() {
  return WithReason(
      "waiver: the catalogue in force does not require this report from this organisation for this "
      "period; correct the organisation, obligation or period",
      "OBLIGATION_NOT_OWED");
}

absl::Status ReportInForce(uint64_t position) {
  return WithMetadata(
      WithReason(StrCat("waiver: the report has already been accepted, at position ", position,
                        "; send it back first if it is not to count"),
                 "REPORT_IN_FORCE"),
      {{"report", position}});
}

absl::Status WaivedAlready(uint64_t position) {
  return WithMetadata(WithReason(StrCat("waiver: is already in force, by the entry at position ",
                                        position, "; nothing to do"),
                                 "WAIVED_ALREADY"),
                      {{"position", position}});
}

absl::Status NotWaived() {
  return WithReason("waiver: no waiver is in force; nothing to do", "NOT_WAIVED");
}

// Whether there is anything to waive: the organisation must report, and has no
// report in force, which would make the waiver empty.
absl::Status CheckWaivable(const State& state, const v1::ObligationWaived& waiver,
                           const domain::ReportHistory& history) {
  const domain::CatalogueIndex& catalogue = *state.catalogue();
  const v1::Organisation* organisation = catalogue.FindOrganisation(waiver.organisation());
  const v1::Obligation* obligation = catalogue.FindObligation(waiver.obligation());
  if (organisation == nullptr || obligation == nullptr ||
      !catalogue.MustReport(*organisation, *obligation, waiver.period()) ||
      std::ranges::find(obligation->periods(), waiver.period(), &v1::DuePeriod::period) ==
          obligation->periods().end()) {
    return ObligationNotOwed();
  }
  return history.IsInForce() ? ReportInForce(history.newest) : absl::OkStatus();
}

Prepared PrepareWaiver(const Command& command, const std::shared_ptr<const Snapshot>& snapshot) {
  v1::ObligationWaived waiver;
  if (absl::Status parsed = ParsePayload(command, waiver); !parsed.ok()) return Refuse(parsed);
  if (!IsReason(waiver.reason())) {
    return Refuse(absl::InvalidArgumentError(GivePlainText("waiver.reason", "1")));
  }
  return {.status = absl::OkStatus(), .seen = snapshot, .body = std::move(waiver)};
}

absl::StatusOr<Decided> DecideWaiver(const State& state, Command& command, Prepared& prepared) {
  const auto& waiver = std::any_cast<const v1::ObligationWaived&>(prepared.body);
  const domain::ReportHistory history =
      state.HistoryOf(waiver.organisation(), waiver.obligation(), waiver.period());
  if (waiver.lifted() && history.waiver == 0) return NotWaived();
  if (!waiver.lifted()) {
    if (history.waiver != 0) return WaivedAlready(history.waiver);
    if (absl::Status may = CheckWaivable(state, waiver, history); !may.ok()) return may;
  }
  // A waiver changes what is expected, and so how complete a figure is.
  absl::Status open = CheckPeriodOpen(prepared, history, "waiver", waiver.period());
  if (!open.ok()) return open;
  const domain::WaiverFact fact{.organisation = waiver.organisation(),
                                .obligation = waiver.obligation(),
                                .period = waiver.period(),
                                .reason = waiver.reason(),
                                .lifted = waiver.lifted()};
  Decided decided = Accept(state, command, v1::ENTRY_KIND_OBLIGATION_WAIVED, fact);
  Describe(fact, decided);
  return decided;
}

absl::StatusOr<domain::Fact> ReadWaiver(const StoredEntry& entry) {
  v1::ObligationWaived waived;
  if (!waived.ParseFromString(entry.payload)) return Unreadable("waiver");
  return domain::Fact{.time_ms = 0,
                      .what = domain::WaiverFact{.organisation = waived.organisation(),
                                                 .obligation = waived.obligation(),
                                                 .period = waived.period(),
                                                 .reason = waived.reason(),
                                                 .lifted = waived.lifted()}};
}

}  // namespace

const CommandSpec kWaiveObligation = {
    .entry = {v1::ENTRY_KIND_OBLIGATION_WAIVED, ReadWaiver},
    .permission = v1::PERMISSION_COORDINATE,
    .field = "waiver",
    .prepare = PrepareWaiver,
    .decide = DecideWaiver,
};

}  // namespace samlad::exchange
