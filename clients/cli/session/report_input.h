// SPDX-License-Identifier: EUPL-1.2
//
// Reads the one report that the files on the command line make.

#ifndef SAMLAD_CLIENTS_CLI_SESSION_REPORT_INPUT_H_
#define SAMLAD_CLIENTS_CLI_SESSION_REPORT_INPUT_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "clients/cli/session/context.h"
#include "clients/cli/text/findings_printer.h"
#include "gateway/formats/readable_part.h"
#include "gateway/formats/report_reader.h"
#include "gateway/formats/source_map.h"
#include "samlad/v1/catalogue.pb.h"
#include "samlad/v1/report.pb.h"

namespace samlad::cli {

struct ReportInput {
  v1::Report report;
  std::string bytes;  // serialised: what is sent, committed to and kept
  Findings findings;  // from reading; located
  formats::SourceMap places;
  std::string first_file;                                     // of those that were read
  std::vector<std::string> files;                             // that were read, unless it was kept
  formats::DecimalMark mark = formats::DecimalMark::kDetect;  // of its CSV files
  std::string annotate;  // file for a copy with findings; empty: none is wanted
  bool kept = false;     // bytes that were kept before, which stay as they are
  std::vector<formats::Heading> headings;
  formats::Loaded loaded;     // of reading; empty if it was kept
  bool head_missing = false;  // organisation, obligation or period
  std::string head_help;      // what to write then, for people
  bool readable() const { return !HasSeverity(findings, v1::SEVERITY_ERROR); }
};

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

// Takes ids of the report for those of the catalogue that differ from them only in
// letter case or accents, and adds the findings that say so.
void ReadIds(const v1::Catalogue& catalogue, ReportInput& input);

// The findings of checking a report's content; nullopt: it cannot be checked.
using ContentChecker =
    absl::FunctionRef<std::optional<std::vector<v1::Finding>>(const v1::Report& report)>;

// Has the content of what could be read checked, so that all findings come in one
// wave: input.findings become those of reading and of content. If it cannot be
// checked, they stay.
void CheckWhatWasRead(ContentChecker check, ReportInput& input);

// "point", "comma" or "detect", as --decimal has it.
formats::DecimalMark DecimalMarkOf(const std::string& word);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_SESSION_REPORT_INPUT_H_
