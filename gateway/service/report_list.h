// SPDX-License-Identifier: EUPL-1.2
//
// The list of an organisation's accepted revisions, in pages.

#ifndef SAMLAD_GATEWAY_SERVICE_REPORT_LIST_H_
#define SAMLAD_GATEWAY_SERVICE_REPORT_LIST_H_

#include <string_view>

#include "absl/status/statusor.h"
#include "gateway/exchange/exchange.h"
#include "samlad/v1/reporting_service.pb.h"

namespace samlad::service {

// Revisions about `organisation` and those that it may report for, newest
// first. Every page of one listing is taken from the log as it was for the
// first page. INVALID_ARGUMENT if the page size is too large or the token was
// not given for this listing; OUT_OF_RANGE if as_of is beyond the log.
absl::StatusOr<v1::ListReportsResponse> ListReportsOf(std::string_view organisation,
                                                      const exchange::Snapshot& now,
                                                      const v1::ListReportsRequest& request);

// The accepted report at `position`, as all of `facts` say.
v1::ReportSummary SummaryOf(const domain::Facts& facts, uint64_t position);

absl::Status BeyondLog(uint64_t as_of, uint64_t size);

}  // namespace samlad::service

#endif  // SAMLAD_GATEWAY_SERVICE_REPORT_LIST_H_
