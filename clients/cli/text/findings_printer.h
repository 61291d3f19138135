// SPDX-License-Identifier: EUPL-1.2
//
// Findings for people: place, severity, code, what is wrong, and how to fix it.
//   utb.csv:17:6: ERROR OBS_TOTAL_MISMATCH: ...
//     fix: ...
//     see utb.csv:18:6, utb.csv:19:6
//     also in rows 18, 21-24 (6 places)

#ifndef SAMLAD_CLIENTS_CLI_TEXT_FINDINGS_PRINTER_H_
#define SAMLAD_CLIENTS_CLI_TEXT_FINDINGS_PRINTER_H_

#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

#include "clients/board/language.h"
#include "clients/cli/text/output.h"
#include "gateway/formats/source_map.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "samlad/v1/common.pb.h"
#include "samlad/v1/report.pb.h"

namespace samlad::cli {

using Findings = google::protobuf::RepeatedPtrField<v1::Finding>;

// "file:row:column", as much as is known, or "file:Nyckeltal!D4" in a workbook; else
// the field path; else "report".
std::string Place(const v1::Location& location);

// What is wrong. What a program said of a file is in English in the finding.
std::string MessageOf(const v1::Finding& finding, board::Language language);

// `places`: where fields came from, for the rows of grouped occurrences.
void PrintFindings(const Findings& findings, const formats::SourceMap& places,
                   board::Language language, const Colours& colours, std::ostream& out);

// The same for what is wrong with a report, as its sender corrects it: file by file
// and row by row, in the order of the sheet. In a row, what could not be read comes
// before what follows from its content; a row with findings of its own also names
// those that were printed with an earlier row. What is about no row comes last.
void PrintFindingsByRow(const Findings& findings, const formats::SourceMap& places,
                        board::Language language, const Colours& colours, std::ostream& out);

// Rows of a report (figures, activities, follow-ups), and those that have neither an
// error nor a warning that was not answered. 0 if it is not known, because a whole file
// is wrong or more was found than is shown.
struct RowCount {
  uint64_t rows = 0, right = 0;
};
RowCount CountRows(const v1::Report& report, const Findings& findings);

// "187 of 190 rows are right"; empty if there is no row.
std::string RowSummary(const RowCount& count, board::Language language);

// "2 errors, 1 warning" (places, not groups); "no findings" if empty.
std::string Summary(const Findings& findings, board::Language language);

bool HasSeverity(const Findings& findings, v1::Severity severity);

// Fills in file, row and column of findings that the gateway made.
Findings Locate(const Findings& findings, const formats::SourceMap& places);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_TEXT_FINDINGS_PRINTER_H_
