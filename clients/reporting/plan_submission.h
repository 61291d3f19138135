// SPDX-License-Identifier: EUPL-1.2
//
// What sending a report will do: under which id, and what it replaces.

#ifndef SAMLAD_CLIENTS_REPORTING_PLAN_SUBMISSION_H_
#define SAMLAD_CLIENTS_REPORTING_PLAN_SUBMISSION_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "clients/reporting/report_input.h"
#include "clients/sdk/client.h"
#include "samlad/v1/report.pb.h"
#include "samlad/v1/reporting_service.pb.h"

namespace samlad::reporting {

// The id follows from the bytes and from the revision that they replace, so that a
// retry is safe without a memory (clients/sdk/submission_id.h).
std::string SubmissionIdOf(const v1::Report& report, const std::string& bytes, uint64_t replaces);

struct SubmitPlan {
  v1::SubmitRequest request;
  std::string receipt;                        // the gateway has this very report already; or empty
  std::optional<v1::ReportSummary> revision;  // in force, if it was asked for
};

// With the revision in force at the gateway. `find_receipt`: if that one is the same
// report, an earlier attempt did not get its answer; its receipt is then fetched. Errors
// are the gateway's.
absl::StatusOr<SubmitPlan> PlanSubmission(sdk::Client& client, const v1::Report& report,
                                          const std::string& bytes, bool find_receipt);

// Position of the revision that a template of the files corrects, if it is not the one in
// force (0: none is); 0: nothing is outdated.
uint64_t OutdatedTemplate(const ReportInput& input, uint64_t in_force);

}  // namespace samlad::reporting

#endif  // SAMLAD_CLIENTS_REPORTING_PLAN_SUBMISSION_H_
