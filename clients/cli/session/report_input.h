// SPDX-License-Identifier: EUPL-1.2
//
// Reads the one report that the files on the command line make.

#ifndef SAMLAD_CLIENTS_CLI_SESSION_REPORT_INPUT_H_
#define SAMLAD_CLIENTS_CLI_SESSION_REPORT_INPUT_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/cli/session/context.h"
#include "clients/reporting/report_input.h"
#include "gateway/formats/report_reader.h"

namespace samlad::cli {

using reporting::ReportInput;

// Reads workbooks, CSV, YAML and JSON files as formats::ReadReport does. A single file
// that ends in .binpb is used as it is, because it holds bytes that were
// kept before. Among several files, those that an earlier run left
// (.report.binpb, .receipt.json) and those that programs and systems leave in
// folders (~$figures.xlsx, Thumbs.db) are skipped, which is printed to standard
// error. The error is for files that cannot be opened, are too large or of no
// known kind, all of these named at once; `findings` say what is wrong inside a
// file. `mark`: how CSV files write decimals.
absl::StatusOr<ReportInput> ReadReportInput(
    const Context& context, const std::vector<std::string>& files,
    formats::DecimalMark mark = formats::DecimalMark::kDetect);

// "point", "comma" or "detect", as --decimal has it.
formats::DecimalMark DecimalMarkOf(const std::string& word);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_SESSION_REPORT_INPUT_H_
