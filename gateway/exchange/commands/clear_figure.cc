// SPDX-License-Identifier: EUPL-1.2
//
// The custodian clears one indicator of a report that counts no longer: a small
// count that was a mistake then hides the indicator no longer.

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_join.h"
#include "gateway/base/strings.h"
#include "gateway/domain/figures/protection.h"
#include "gateway/domain/log/prefix.h"
#include "gateway/exchange/commands/about_report.h"
#include "gateway/exchange/commands/command_spec.h"
#include "gateway/exchange/commands/common.h"
#include "gateway/exchange/refusal.h"

namespace samlad::exchange {
namespace {

using domain::ClearingCheck;

absl::Status NotCustodian(std::string_view sender, std::string_view custodian) {
  return WithMetadata(
      absl::PermissionDeniedError(
          StrCat("'", sender, "' is not the catalogue's custodian, who alone clears figures; ask '",
                 custodian, "'")),
      {{"organisation", sender}, {"custodian", custodian}});
}

absl::Status FigureCounts(uint64_t report) {
  return WithMetadata(
      WithReason(
          StrCat("clearing.report: the one at position ", report,
                 " is in force, and its figures count; only a figure that was replaced, sent back "
                 "or withdrawn is cleared: have it corrected first"),
          "FIGURE_COUNTS"),
      {{"report", report}});
}

absl::Status ClearedAlready(uint64_t position) {
  return WithMetadata(
      WithReason(StrCat("clearing: this figure was cleared by the entry at position ", position),
                 "CLEARED_ALREADY"),
      {{"position", position}});
}

// `reports`: those whose figures hide it.
absl::Status NothingToClear(std::string_view indicator, std::string_view why,
                            const std::vector<uint64_t>& reports = {}) {
  return WithMetadata(
      WithReason(StrCat("clearing.indicator: ", indicator, " ", why), "NOTHING_TO_CLEAR"),
      {{"indicator", indicator}, {"reports", absl::StrJoin(reports, ",")}});
}

// Names positions and never a figure.
absl::Status StillHidden(const v1::FigureCleared& clearing, const std::vector<uint64_t>& others) {
  return WithMetadata(
      WithReason(
          StrCat(
              "clearing.indicator: ", clearing.indicator(),
              " would still be hidden, because of figures that count: ",
              others.empty()
                  ? "the difference between two periods of one organisation and year, or a count "
                    "that another indicator shares"
                  : StrCat("those of the reports at positions ", absl::StrJoin(others, ", ")),
              "; clear the one at position ", clearing.report(), " when they hide it no longer"),
          "STILL_HIDDEN"),
      {{"indicator", clearing.indicator()}, {"reports", absl::StrJoin(others, ",")}});
}

absl::Status StatusOf(const v1::FigureCleared& clearing, const ClearingCheck& check) {
  using Result = ClearingCheck::Result;
  const std::string& indicator = clearing.indicator();
  switch (check.result) {
    case Result::kMayBeCleared:
      return absl::OkStatus();
    case Result::kUnknownIndicator:
      return absl::InvalidArgumentError(
          "clearing.indicator: the catalogue has no such indicator; give the id of one whose "
          "figures are hidden");
    case Result::kNotInReport:
      return NothingToClear(indicator, StrCat("has no figure in the report at position ",
                                              clearing.report(), "; give the report that has it"));
    case Result::kInForce:
      return FigureCounts(clearing.report());
    case Result::kCleared:
      return ClearedAlready(check.others.front());
    case Result::kNothingHidden:
      return NothingToClear(indicator, "is not hidden, and neither are its breakdowns");
    case Result::kOthersHide:
      return StillHidden(clearing, check.others);
    case Result::kHidesNothing:
      return NothingToClear(indicator,
                            StrCat("is hidden by other figures that were replaced",
                                   check.others.empty() ? std::string()
                                                        : StrCat(", of the reports at positions ",
                                                                 absl::StrJoin(check.others, ", ")),
                                   ", and not by that of the report at position ",
                                   clearing.report(), "; clear those"),
                            check.others);
  }
  return absl::InternalError("clearing: the check has an unknown result");
}

Prepared PrepareClearing(const Command& command, const std::shared_ptr<const Snapshot>& snapshot) {
  AboutReport<v1::FigureCleared> about;
  if (absl::Status parsed = ParsePayload(command, about.message); !parsed.ok()) {
    return Refuse(parsed);
  }
  const v1::FigureCleared& clearing = about.message;
  const std::string& custodian = snapshot->catalogue->catalogue().custodian();
  if (command.sender.organisation != custodian) {
    return Refuse(NotCustodian(command.sender.organisation, custodian));
  }
  if (!IsReason(clearing.reason())) {
    return Refuse(absl::InvalidArgumentError(GivePlainText("clearing.reason", "1")));
  }
  const domain::ReportFact* report = FindReport(snapshot->facts, clearing.report());
  if (report == nullptr) return Refuse(NoSuchReport(clearing.report()));
  about.organisation = report->organisation;
  about.obligation = report->obligation;
  about.period = report->period;
  const auto prefix = domain::ReadPrefix(snapshot->facts, /*as_of=*/0);
  if (!prefix.ok()) return Refuse(prefix.status());
  absl::Status status =
      StatusOf(clearing, domain::CheckClearing(*prefix, clearing.report(), clearing.indicator()));
  return {.status = std::move(status), .seen = snapshot, .body = std::move(about)};
}

// What the snapshot said of the report holds for ever, because a report that counts
// no longer does not come back. Figures that came since hide by themselves.
absl::StatusOr<Decided> DecideClearing(const State& state, Command& command, Prepared& prepared) {
  const auto& clearing = std::any_cast<const AboutReport<v1::FigureCleared>&>(prepared.body);
  const uint64_t report = clearing.message.report();
  const uint64_t before = state.FindClearing(report, clearing.message.indicator());
  if (before != 0) return ClearedAlready(before);
  Decided decided = Accept(state, command, v1::ENTRY_KIND_FIGURE_CLEARED,
                           domain::ClearingFact{.report = report,
                                                .organisation = clearing.organisation,
                                                .obligation = clearing.obligation,
                                                .period = clearing.period,
                                                .indicator = clearing.message.indicator(),
                                                .reason = clearing.message.reason()});
  Describe(clearing, decided);
  return decided;
}

absl::StatusOr<domain::Fact> ReadClearing(const StoredEntry& entry) {
  v1::FigureCleared cleared;
  if (!cleared.ParseFromString(entry.payload)) return Unreadable("clearing of a figure");
  const v1::Decision& decision = entry.header.decision();
  return domain::Fact{.time_ms = 0,
                      .what = domain::ClearingFact{.report = cleared.report(),
                                                   .organisation = decision.organisation(),
                                                   .obligation = decision.obligation(),
                                                   .period = decision.period(),
                                                   .indicator = cleared.indicator(),
                                                   .reason = cleared.reason()}};
}

}  // namespace

const CommandSpec kClearFigure = {
    .entry = {v1::ENTRY_KIND_FIGURE_CLEARED, ReadClearing},
    .permission = v1::PERMISSION_COORDINATE,
    .field = "clearing",
    .prepare = PrepareClearing,
    .decide = DecideClearing,
};

}  // namespace samlad::exchange
