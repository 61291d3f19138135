// SPDX-License-Identifier: EUPL-1.2
//
// The sender's own workbook, or one made of other files, with the findings written
// into its cells. Pure functions.

#ifndef SAMLAD_CLIENTS_REPORTING_ANNOTATE_REPORT_H_
#define SAMLAD_CLIENTS_REPORTING_ANNOTATE_REPORT_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/annotate/annotate_workbook.h"
#include "clients/board/language.h"
#include "clients/reporting/report_input.h"
#include "gateway/formats/report_reader.h"

namespace samlad::reporting {

// The names of those files of `input` whose contents AnnotateReport needs: the only
// workbook, or all.
std::vector<std::string> FilesToAnnotate(const ReportInput& input);

// `files`: those, in that order. `findings`: all of them, located. Errors are those of
// annotate::AnnotateWorkbook.
absl::StatusOr<annotate::AnnotatedWorkbook> AnnotateReport(
    const ReportInput& input, const std::vector<formats::ReportFile>& files,
    const Findings& findings, board::Language language);

}  // namespace samlad::reporting

#endif  // SAMLAD_CLIENTS_REPORTING_ANNOTATE_REPORT_H_
