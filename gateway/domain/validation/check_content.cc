// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/validation/check_content.h"

#include "gateway/domain/findings/finding.h"
#include "gateway/domain/validation/report_check.h"

namespace samlad::domain {

namespace {

ContentCheck RunRules(ReportCheck& check) {
  CheckUnknownFields(check);
  CheckHeader(check);
  CheckObservations(check);
  CheckDuplicates(check);
  CheckSmallCounts(check);
  CheckMergedCells(check);
  CheckTotals(check);
  CheckMandatory(check);
  CheckActivities(check);
  CheckFollowUps(check);
  CheckTexts(check);

  ContentCheck outcome{.findings = check.findings.Take(),
                       .rejected_observations = check.RejectedRows()};
  outcome.verdict = VerdictOf(outcome.findings);
  return outcome;
}

std::vector<ResolvedRow> RowsOf(const ReportCheck& check) {
  std::vector<ResolvedRow> rows;
  rows.reserve(check.rows.size());
  for (uint32_t i = 0; i < check.rows.size(); ++i) {
    const CheckedRow& row = check.rows[i];
    if (!row.has_key || !row.readable || row.duplicate) continue;
    rows.push_back({.key = row.key, .row = i, .indicator = row.indicator, .figures = row.figures});
  }
  return rows;
}

}  // namespace

ContentCheck CheckContent(const v1::Report& report, const CatalogueIndex& catalogue,
                          bool reopened) {
  ReportCheck check(report, catalogue, reopened);
  return RunRules(check);
}

CheckedContent CheckAndTabulate(const v1::Report& report, const CatalogueIndex& catalogue,
                                bool reopened) {
  ReportCheck check(report, catalogue, reopened);
  CheckedContent content{.check = RunRules(check), .observations = std::nullopt};
  if (content.check.verdict != v1::VERDICT_REJECTED) {
    content.observations = TabulateRows(RowsOf(check));
  }
  return content;
}

}  // namespace samlad::domain
