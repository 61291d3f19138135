// SPDX-License-Identifier: EUPL-1.2
//
// An organisation withdraws a report that it has sent.

#include <string>
#include <utility>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/exchange/commands/about_report.h"
#include "gateway/exchange/commands/command_spec.h"
#include "gateway/exchange/commands/common.h"
#include "gateway/exchange/refusal.h"

namespace samlad::exchange {
namespace {

Prepared PrepareWithdrawal(const Command& command,
                           const std::shared_ptr<const Snapshot>& snapshot) {
  AboutReport<v1::ReportWithdrawn> about;
  if (absl::Status parsed = ParsePayload(command, about.message); !parsed.ok()) {
    return Refuse(parsed);
  }
  if (!IsReason(about.message.reason())) {
    return Refuse(NoPlainText("withdrawal.reason", "1"));
  }
  const domain::ReportFact* report = FindReport(snapshot->facts, about.message.report());
  // The same answer whether there is no such report or it is another's.
  if (report == nullptr ||
      !snapshot->catalogue->MayReportFor(command.sender.organisation, report->organisation)) {
    return Refuse(NoSuchReport(about.message.report()));
  }
  about.organisation = report->organisation;
  about.obligation = report->obligation;
  about.period = report->period;
  return {.status = absl::OkStatus(), .seen = snapshot, .body = std::move(about)};
}

absl::StatusOr<Decided> DecideWithdrawal(const State& state, Command& command, Prepared& prepared) {
  const auto& withdrawal = std::any_cast<const AboutReport<v1::ReportWithdrawn>&>(prepared.body);
  const domain::ReportHistory history =
      state.HistoryOf(withdrawal.organisation, withdrawal.obligation, withdrawal.period);
  const uint64_t report = withdrawal.message.report();
  if (absl::Status in_force = CheckInForce(history, report); !in_force.ok()) return in_force;
  absl::Status open = CheckPeriodOpen(prepared, history, "report", withdrawal.period);
  if (!open.ok()) return open;
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

absl::StatusOr<domain::Fact> ReadWithdrawal(const StoredEntry& entry) {
  v1::ReportWithdrawn withdrawn;
  if (!withdrawn.ParseFromString(entry.payload)) return Unreadable("withdrawal");
  const v1::Decision& decision = entry.header.decision();
  return domain::Fact{.time_ms = 0,
                      .what = domain::WithdrawalFact{.report = withdrawn.report(),
                                                     .organisation = decision.organisation(),
                                                     .obligation = decision.obligation(),
                                                     .period = decision.period(),
                                                     .sender = entry.header.organisation(),
                                                     .reason = withdrawn.reason()}};
}

}  // namespace

const CommandSpec kWithdrawReport = {
    .entry = {v1::ENTRY_KIND_REPORT_WITHDRAWN, ReadWithdrawal},
    .permission = v1::PERMISSION_SUBMIT,
    .field = "withdrawal",
    .prepare = PrepareWithdrawal,
    .decide = DecideWithdrawal,
};

}  // namespace samlad::exchange
