// SPDX-License-Identifier: EUPL-1.2
//
// What `report submit` and `report validate` do alike before the gateway decides:
// they read the files, take what the command line says, and complete what is known.

#ifndef SAMLAD_CLIENTS_CLI_COMMANDS_PREPARE_REPORT_H_
#define SAMLAD_CLIENTS_CLI_COMMANDS_PREPARE_REPORT_H_

#include <CLI/App.hpp>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/cli/session/context.h"
#include "clients/cli/session/report_input.h"
#include "clients/reporting/infer_head.h"
#include "clients/sdk/client.h"
#include "gateway/domain/catalogue/catalogue_index.h"
#include "samlad/v1/reporting_service.pb.h"

namespace samlad::cli {

using reporting::HeadFlags;
using reporting::Inference;

struct ReportOptions {
  std::vector<std::string> files;
  HeadFlags head;
  std::string decimal = "detect", format, annotate;
};

// FILE, --organisation, --obligation, --period, --signed-by, --title, --annotate,
// --decimal and --format.
void AddReportOptions(CLI::App& command, ReportOptions& options);

// The files, and what the command line says beside them.
absl::StatusOr<ReportInput> ReadReportFiles(const Context& context, const ReportOptions& options);

// The folder of the first file.
std::string FolderOf(const ReportInput& input);

// What is shown while it takes long: "sending figures.csv, 120 KiB".
std::string NameOfWork(const Context& context, Phrase doing, const ReportInput& input);

// Adds to `inference` the revision in force, if the report would replace it although
// its template was made before: somebody else may have sent it.
void NoteOvertaken(const Context& context, const ReportInput& input,
                   const std::optional<v1::ReportSummary>& revision, Inference& inference);

// Fails a call about the report, and names the place in a file of what was refused.
ExitCode FailReportCall(const Context& context, const ReportInput& input,
                        const absl::Status& status);
// The place only.
void TellPlaceOfRefused(const Context& context, const ReportInput& input,
                        const absl::Status& status);

// What the gateway would say to the report.
absl::StatusOr<v1::ValidateResponse> CheckReport(const Context& context, sdk::Client& client,
                                                 const ReportInput& input, uint64_t replaces);

// Completes `input` with the gateway's help, and shows what was inferred. nullopt:
// it is ready to be sent. Else it is shown what is wrong, all of it that can be
// found, and this is the exit code. `folder`: where submit keeps what it sends.
std::optional<ExitCode> PrepareOnline(const Context& context, absl::StatusOr<sdk::Client>& client,
                                      const ReportOptions& options, const std::string& folder,
                                      bool dry_run, ReportInput& input, Inference& inference);

// The same for a sender that has no gateway, only a catalogue; what is due is not
// known then.
std::optional<ExitCode> PrepareOffline(const Context& context,
                                       const domain::CatalogueIndex& catalogue,
                                       const ReportOptions& options, ReportInput& input,
                                       Inference& inference);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_COMMANDS_PREPARE_REPORT_H_
