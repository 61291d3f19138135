// SPDX-License-Identifier: EUPL-1.2
//
// Reads the one report that the files on the command line make.

#ifndef SAMLAD_CLIENTS_CLI_SESSION_REPORT_INPUT_H_
#define SAMLAD_CLIENTS_CLI_SESSION_REPORT_INPUT_H_

#include <string>
#include <vector>

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
  std::string first_file;  // of those that were read
  bool kept = false;       // bytes that were kept before, which stay as they are
  std::vector<formats::Heading> headings;
  formats::Loaded loaded;     // of reading; empty if it was kept
  bool head_missing = false;  // organisation, obligation or period; a finding says which
  bool readable() const { return !HasSeverity(findings, v1::SEVERITY_ERROR); }
};

// Reads YAML, JSON and CSV files as formats::ReadReport does. A single file
// that ends in .binpb is used as it is, because it holds bytes that were kept
// before. Among several files, those that an earlier run left
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
// With the catalogue in force. Ids stay as they are if the gateway does not give it.
void ReadIds(sdk::Client& client, ReportInput& input);

// All findings of a report that could not be read as a whole: those of reading,
// then those of `check` in what could be read.
Findings FindingsOfBoth(const ReportInput& input, const formats::ReadablePart& part,
                        std::vector<v1::Finding> check);

// "point", "comma" or "detect", as --decimal has it.
formats::DecimalMark DecimalMarkOf(const std::string& word);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_SESSION_REPORT_INPUT_H_
