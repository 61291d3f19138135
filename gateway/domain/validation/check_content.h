// SPDX-License-Identifier: EUPL-1.2
//
// The content check of a report. It is pure, and runs in parallel because it is
// expensive. The `samlad` command runs the same code offline.

#ifndef SAMLAD_GATEWAY_DOMAIN_VALIDATION_CHECK_CONTENT_H_
#define SAMLAD_GATEWAY_DOMAIN_VALIDATION_CHECK_CONTENT_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "gateway/domain/catalogue/catalogue_index.h"
#include "gateway/domain/findings/finding.h"
#include "gateway/domain/log/observations.h"
#include "samlad/v1/common.pb.h"
#include "samlad/v1/report.pb.h"

namespace samlad::domain {

struct ContentCheck {
  std::vector<v1::Finding> findings;  // ordered: errors, warnings, infos; then by place
  v1::Verdict verdict = v1::VERDICT_UNSPECIFIED;
  uint32_t rejected_observations = 0;  // with at least one error
};

// Checks everything that report and catalogue alone decide: known
// organisation, obligation and period (and that it is open), indicators and
// their versions, breakdown codes, decimals and plausible ranges, totals
// against parts, ratio parts, duplicates (equal: noted; unequal: error),
// missing mandatory indicators, activities, follow-ups, sign-off, personal
// identity numbers in free text. Every rule runs, whatever the others found;
// findings of one root cause are grouped. Memory is bounded by the report.
//
// `reopened`: the period, though closed, is open again for this report. Only the
// log knows; offline it is not known, and PERIOD_CLOSED says so.
//
// Not checked here: who sent it, idempotency, the replaced revision and the
// reason for it, waivers; these need state, see exchange/commands/submit_report.cc.
ContentCheck CheckContent(const v1::Report& report, const CatalogueIndex& catalogue,
                          bool reopened = false);

// The same, and from the same pass what Tabulate makes of a report that is not
// rejected.
struct CheckedContent {
  ContentCheck check;
  std::optional<Observations> observations;  // nullopt: it is rejected
};
CheckedContent CheckAndTabulate(const v1::Report& report, const CatalogueIndex& catalogue,
                                bool reopened = false);

// PERIOD_CLOSED, as CheckContent finds it.
v1::Finding ClosedPeriod(const CatalogueIndex& catalogue, std::string_view obligation,
                         std::string_view period);

// SIGN_OFF_IN_FUTURE if the day of a sign-off is later than `today`, a day in the
// catalogue's zone; the content check itself knows no time.
std::optional<v1::Finding> CheckSignOffDay(std::string_view signed_off,
                                           std::chrono::year_month_day today);

// Which of the fields organisation, obligation and period, which identify a
// report, are empty. The content check reports them as
// REPORT_HEAD_MISSING.
std::vector<std::string_view> MissingHead(const v1::Report& report);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_VALIDATION_CHECK_CONTENT_H_
