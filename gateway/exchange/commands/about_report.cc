// SPDX-License-Identifier: EUPL-1.2

#include "gateway/exchange/commands/about_report.h"

#include "gateway/base/strings.h"
#include "gateway/domain/log/reopening.h"
#include "gateway/exchange/refusal.h"

namespace samlad::exchange {
namespace {

absl::Status ReportNotInForce(uint64_t position, uint64_t in_force) {
  return WithMetadata(
      WithReason(StrCat("report: the one at position ", position, " was replaced by the one at ",
                        in_force, "; read that one, then decide on it"),
                 "REPORT_NOT_IN_FORCE"),
      {{"report", in_force}});
}

absl::Status ReportWithdrawn(uint64_t decided) {
  return WithMetadata(
      WithReason(StrCat("report: was withdrawn by the entry at position ", decided,
                        "; there is nothing to decide on until another report is sent"),
                 "REPORT_WITHDRAWN"),
      {{"position", decided}});
}

absl::Status PeriodClosed(std::string_view field, std::string_view period) {
  return WithMetadata(
      WithReason(
          StrCat(field, ": the period ", period,
                 " is closed, so that what the board has seen of it stays; the coordinator can "
                 "reopen it for this report (samlad coordinate reopen), then send the same again"),
          "PERIOD_CLOSED"),
      {{"period", period}});
}

}  // namespace

const domain::ReportFact* FindReport(const domain::Facts& facts, uint64_t position) {
  return position < facts.size() ? std::get_if<domain::ReportFact>(&facts[position].what) : nullptr;
}

absl::Status CheckInForce(const domain::ReportHistory& history, uint64_t report) {
  if (history.newest != report) return ReportNotInForce(report, history.newest);
  if (history.status == domain::RevisionStatus::kWithdrawn) return ReportWithdrawn(history.decided);
  return absl::OkStatus();
}

std::optional<std::chrono::sys_days> ReopenedUntil(const Prepared& prepared,
                                                   const domain::ReportHistory& history,
                                                   std::string_view period) {
  const domain::Facts& facts = prepared.seen->facts;
  return domain::ReopenedUntil(facts, facts.size(), history, period, prepared.time_ms);
}

absl::Status CheckPeriodOpen(const Prepared& prepared, const domain::ReportHistory& history,
                             std::string_view field, std::string_view period) {
  const domain::Facts& facts = prepared.seen->facts;
  return domain::IsOpen(facts, facts.size(), history, period, prepared.time_ms)
             ? absl::OkStatus()
             : PeriodClosed(field, period);
}

}  // namespace samlad::exchange
