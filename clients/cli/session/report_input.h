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
#include "gateway/formats/source_map.h"
#include "samlad/v1/report.pb.h"

namespace samlad::cli {

struct ReportInput {
  v1::Report report;
  std::string bytes;  // serialised: what is sent, committed to and kept
  Findings findings;  // from reading; located
  formats::SourceMap places;
  std::string first_file;     // of those that were read
  bool head_missing = false;  // organisation, obligation or period; a finding says which
  bool readable() const { return !HasSeverity(findings, v1::SEVERITY_ERROR); }
};

// Reads YAML, JSON and CSV files as formats::ReadReport does. A single file
// that ends in .report.binpb is used as it is, because it holds bytes that were
// kept before. Among several files, those that an earlier run left
// (.report.binpb, .receipt.json) are skipped, which is printed to standard
// error. The error is for a file that cannot be opened, is too large or of no
// known kind; `findings` say what is wrong inside a file.
absl::StatusOr<ReportInput> ReadReportInput(const Context& context,
                                            const std::vector<std::string>& files);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_SESSION_REPORT_INPUT_H_
