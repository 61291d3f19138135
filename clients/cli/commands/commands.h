// SPDX-License-Identifier: EUPL-1.2
//
// The command groups, one file each. Each function adds its commands to the
// program; a command that was chosen sets Context::action.

#ifndef SAMLAD_CLIENTS_CLI_COMMANDS_COMMANDS_H_
#define SAMLAD_CLIENTS_CLI_COMMANDS_COMMANDS_H_

#include <CLI/App.hpp>
#include <string>
#include <vector>

#include "clients/cli/session/context.h"
#include "samlad/v1/view.pb.h"

namespace samlad::cli {

// `context` must outlive `app`.
void AddReportCommands(CLI::App& app, Context& context);
void AddGuideCommand(CLI::App& report, Context& context);     // within the report group
void AddTemplateCommand(CLI::App& report, Context& context);  // within the report group
void AddSubmitCommand(CLI::App& report, Context& context);    // within the report group
void AddBoardCommands(CLI::App& app, Context& context);
void AddTrailCommand(CLI::App& board, Context& context);        // within the board group
void AddAcknowledgeCommand(CLI::App& board, Context& context);  // within the board group
void AddExportCommand(CLI::App& board, Context& context);       // within the board group
void AddPageCommand(CLI::App& board, Context& context);         // within the board group
void AddCoordinateCommands(CLI::App& app, Context& context);
// Within report (the caller's own reports) and coordinate (anybody's).
enum class Whose { kOwn, kAnybodys };
void AddShowCommand(CLI::App& group, Context& context, Whose whose);
void AddClearCommand(CLI::App& coordinate, Context& context);
void AddPreviewCommand(CLI::App& coordinate, Context& context);
void AddPublishCommand(CLI::App& coordinate, Context& context);
void AddEditionCommands(CLI::App& board, Context& context);  // board editions, board show
void AddResendCommand(CLI::App& report, Context& context);
void AddWithdrawCommand(CLI::App& report, Context& context);
// Returns what the command does.
std::function<ExitCode()> AddViewCommand(CLI::App& group, Context& context, const std::string& name,
                                         const std::string& description);
void AddFeedCommand(CLI::App& group, Context& context);  // within report and board
void AddAdminCommands(CLI::App& app, Context& context);
void AddOrgCommands(CLI::App& admin, Context& context);     // within the admin group
void AddImportCommands(CLI::App& admin, Context& context);  // within the admin group
void AddAuditCommands(CLI::App& app, Context& context);
void AddCheckpointCommand(CLI::App& audit, Context& context);  // within the audit group
void AddProveCommand(CLI::App& audit, Context& context);
void AddVerifyCommand(CLI::App& audit, Context& context);
void AddSeatCommand(CLI::App& audit, Context& context);
void AddDoctorCommand(CLI::App& app, Context& context);
void AddConformanceCommand(CLI::App& app, Context& context);
void AddVersionCommand(CLI::App& app, Context& context);

// "samlad 1.2.3 (validation rules 1, views 1)".
std::string VersionLine();

// Adds --format table|json, and what else the command writes (ics).
void AddFormat(CLI::App& command, std::string& format, std::vector<std::string> more = {});

// Adds --decimal point|comma|detect; see DecimalMarkOf.
void AddDecimal(CLI::App& command, std::string& mark);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_COMMANDS_COMMANDS_H_
