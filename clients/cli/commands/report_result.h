// SPDX-License-Identifier: EUPL-1.2
//
// Prints what became of a report, for people and for programs.

#ifndef SAMLAD_CLIENTS_CLI_COMMANDS_REPORT_RESULT_H_
#define SAMLAD_CLIENTS_CLI_COMMANDS_REPORT_RESULT_H_

#include <string>

#include "clients/cli/results.pb.h"
#include "clients/cli/session/context.h"
#include "clients/cli/session/report_input.h"
#include "clients/reporting/infer_head.h"
#include "samlad/v1/reporting_service.pb.h"
#include "samlad/v1/view.pb.h"

namespace samlad::cli {

using reporting::Inference;
using reporting::KnownField;

// The result of a dry run.
ReportResult ResultOf(v1::ValidateResponse response, uint64_t replaces);

// Adds the findings of reading, fills in places, and prints. Returns the exit
// code: kRejected or kDone.
ExitCode ShowReportResult(const Context& context, const std::string& format,
                          const ReportInput& input, const Inference& inference,
                          ReportResult result);

// For files that are no report: prints the findings and returns kUsage.
// `dry_run`: nothing would have been sent anyway.
ExitCode ShowUnreadable(const Context& context, const std::string& format, const ReportInput& input,
                        const Inference& inference, bool dry_run);

void PrintObligations(const Context& context,
                      const google::protobuf::RepeatedPtrField<v1::ObligationState>& obligations);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_COMMANDS_REPORT_RESULT_H_
