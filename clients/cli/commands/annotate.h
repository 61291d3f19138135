// SPDX-License-Identifier: EUPL-1.2
//
// --annotate OUT.xlsx of `report validate` and `report submit`: the sender's own
// workbook, or one made of other files, with the findings written into its cells.

#ifndef SAMLAD_CLIENTS_CLI_COMMANDS_ANNOTATE_H_
#define SAMLAD_CLIENTS_CLI_COMMANDS_ANNOTATE_H_

#include <CLI/App.hpp>
#include <string>

#include "absl/status/status.h"
#include "clients/cli/session/context.h"
#include "clients/cli/session/report_input.h"

namespace samlad::cli {

// Adds --annotate.
void AddAnnotate(CLI::App& command, std::string& out);

// Takes down where to write, unless `out` is empty. INVALID_ARGUMENT: nothing can be
// annotated in these files, or the name does not fit them or is one of theirs.
absl::Status PlanAnnotation(const Context& context, const std::string& out, ReportInput& input);

// Writes what was planned, and says so: to standard error if standard output is for
// programs. `findings`: all of them, located. False: it could not be written, which
// was printed.
bool WriteAnnotation(const Context& context, const ReportInput& input, const Findings& findings,
                     bool for_programs);

// Says that there is --annotate, if there are cells to write into and it was not given.
void OfferAnnotation(const Context& context, const ReportInput& input);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_COMMANDS_ANNOTATE_H_
