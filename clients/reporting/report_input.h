// SPDX-License-Identifier: EUPL-1.2
//
// The one report that some files make, with what is wrong in them and where.

#ifndef SAMLAD_CLIENTS_REPORTING_REPORT_INPUT_H_
#define SAMLAD_CLIENTS_REPORTING_REPORT_INPUT_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "clients/cli/text/findings_printer.h"
#include "gateway/formats/readable_part.h"
#include "gateway/formats/report_reader.h"
#include "gateway/formats/source_map.h"
#include "samlad/v1/catalogue.pb.h"
#include "samlad/v1/report.pb.h"

namespace samlad::reporting {

using cli::Findings;

// A value.
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
  bool readable() const { return !cli::HasSeverity(findings, v1::SEVERITY_ERROR); }
};

// Whether the name ends as that of a file that can be read, or of one of which the
// reader says what to do with it.
bool HasKnownEnding(const std::string& file);
// .xlsx or .xlsm
bool IsWorkbook(const std::string& file);
bool IsCsv(const std::string& file);

// Reads files as formats::ReadReport does; at least one. `findings` say what is wrong
// inside a file. RESOURCE_EXHAUSTED: the report is larger than limits::kReportBytesMax.
// `mark`: how CSV files write decimals.
absl::StatusOr<ReportInput> MakeReportInput(const std::vector<formats::ReportFile>& files,
                                            formats::DecimalMark mark);

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

// Adds REPORT_HEAD_MISSING, if organisation, obligation or period is empty and
// nothing else is wrong with the files.
void CheckHead(ReportInput& input);

// The findings of reading and `more`, of checking the content: located, with the
// sender's headings, errors first.
Findings AllFindings(const ReportInput& input, const Findings& more);

// Whether a workbook could not be opened: none of its cells is known.
bool HasClosedWorkbook(const ReportInput& input);

}  // namespace samlad::reporting

#endif  // SAMLAD_CLIENTS_REPORTING_REPORT_INPUT_H_
