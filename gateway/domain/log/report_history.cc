// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/log/report_history.h"

#include "gateway/domain/values/date.h"

namespace samlad::domain {

void ReportHistory::SetStatus(RevisionStatus next, uint64_t by) {
  status = next;
  decided = by;
  rejected = false;
}

void ReportHistory::Apply(uint64_t position, int64_t time_ms, const ReportFact& /*fact*/) {
  ++revisions;
  newest = position;
  if (first == 0) {
    first = position;
    first_ms = time_ms;
  }
  SetStatus(RevisionStatus::kAccepted, 0);
}

void ReportHistory::Apply(uint64_t /*position*/, int64_t /*time_ms*/,
                          const ReturnedFact& /*fact*/) {
  rejected = true;
}

void ReportHistory::Apply(uint64_t position, int64_t /*time_ms*/, const ReviewFact& fact) {
  if (newest == 0 || newest != fact.report) return;
  // A later return only adds remarks: what was decided stays with the first.
  if (status == RevisionStatus::kSentBack && !fact.approved) return;
  SetStatus(fact.approved ? RevisionStatus::kApproved : RevisionStatus::kSentBack, position);
}

void ReportHistory::Apply(uint64_t position, int64_t /*time_ms*/, const WithdrawalFact& fact) {
  if (newest == 0 || newest != fact.report) return;
  SetStatus(RevisionStatus::kWithdrawn, position);
  first = 0;
  first_ms = 0;
}

void ReportHistory::Apply(uint64_t position, int64_t /*time_ms*/, const WaiverFact& fact) {
  waiver = fact.lifted ? 0 : position;
}

void ReportHistory::Apply(uint64_t position, int64_t /*time_ms*/, const ReopeningFact& fact) {
  const auto last_day = ParseDate(fact.last_day);
  if (!last_day) return;
  reopened = position;
  reopened_until = *last_day;
}

}  // namespace samlad::domain
