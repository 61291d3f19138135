// SPDX-License-Identifier: EUPL-1.2

#include <algorithm>

#include "gateway/domain/findings/finding.h"
#include "gateway/exchange/decide.h"

namespace samlad::exchange {
namespace {

void Add(std::string_view code, std::string_view field, std::string_view got,
         domain::ContentCheck& check) {
  check.findings.insert(check.findings.begin(), domain::MakeFinding(code, field, got, ""));
}

}  // namespace

void AddStateFindings(const State& state, const Command& command, PreparedReport& report) {
  domain::ContentCheck& check = report.check;
  const bool has_reason =
      report.reason != v1::REVISION_REASON_UNSPECIFIED && v1::RevisionReason_IsValid(report.reason);
  if (command.base == 0 && has_reason) {
    Add("REPORT_REASON_UNEXPECTED", "reason", v1::RevisionReason_Name(report.reason), check);
  }
  if (command.base != 0 && !has_reason) Add("REPORT_REASON_MISSING", "reason", "", check);
  if (state.HistoryOf(report.organisation, report.obligation, report.period).waiver != 0) {
    Add("REPORT_OBLIGATION_WAIVED", "obligation", report.obligation, check);
  }
  std::ranges::stable_sort(check.findings, {}, &v1::Finding::severity);
  const v1::Verdict verdict = domain::VerdictOf(check.findings);
  // Nothing of it is stored.
  if (verdict == v1::VERDICT_REJECTED && check.verdict != verdict) report.counts.Clear();
  check.verdict = verdict;
}

}  // namespace samlad::exchange
