// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/validation/check_content.h"

#include "gateway/domain/findings/finding.h"
#include "gateway/domain/validation/report_check.h"

namespace samlad::domain {

ContentCheck CheckContent(const v1::Report& report, const CatalogueIndex& catalogue,
                          bool reopened) {
  ReportCheck check(report, catalogue, reopened);
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

}  // namespace samlad::domain
