// SPDX-License-Identifier: EUPL-1.2
//
// samlad board view | missing, and the group itself.

#include <memory>

#include "clients/board/words.h"
#include "clients/cli/commands/as_of.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/commands/report_result.h"
#include "gateway/base/strings.h"

namespace samlad::cli {
namespace {

struct MissingOptions {
  std::string period, format, as_of;
};

void PrintProjects(const Context& context, const v1::ListMissingResponse& response) {
  Table table(context.language(),
              {{"DUE"}, {"PROJECT"}, {"OWNER"}, {"FOLLOW-UP"}, {"EVER FOLLOWED UP"}});
  const board::Messages& words = board::MessagesIn(context.language());
  for (const v1::ProjectRow& project : response.projects()) {
    table.AddRow({project.due(), project.project(), project.owner(),
                  std::string(board::SignOf(project.state(), words).word),
                  context.Say(project.never_followed_up() ? Phrase("never") : Phrase("yes"))});
  }
  if (table.empty()) return;
  context.out() << '\n';
  table.Print(context.out());
}

ExitCode Missing(const Context& context, const MissingOptions& options) {
  auto client = context.Connect();
  if (!client.ok()) return context.FailCall(client.status());
  const auto as_of = ResolveAsOf(context, *client, options.as_of);
  if (!as_of.ok()) return context.FailCall(as_of.status());
  const auto response = client->ListMissing(options.period, *as_of);
  if (!response.ok()) return context.FailCall(response.status());
  if (options.format == "json") {
    context.out() << ToJson(*response);
    return ExitCode::kDone;
  }
  if (response->obligations().empty() && response->projects().empty()) {
    context.out() << context.Say("Nothing is missing as of $0.", response->as_of()) << '\n';
    return ExitCode::kDone;
  }
  if (!response->obligations().empty()) PrintObligations(context, response->obligations());
  PrintProjects(context, *response);
  return ExitCode::kDone;
}

void AddMissing(CLI::App& group, Context& context) {
  auto options = std::make_shared<MissingOptions>();
  CLI::App* command =
      group.add_subcommand("missing", "Reports and follow-ups that have not been accepted");
  command
      ->add_option("--period", options->period,
                   "Period, for example 2025 or 2025-T2; default: the view's")
      ->type_name("PERIOD");
  AddAsOf(*command, options->as_of);
  AddFormat(*command, options->format);
  command->callback([&context, options] {
    context.action = [&context, options] { return Missing(context, *options); };
  });
}

}  // namespace

void AddBoardCommands(CLI::App& app, Context& context) {
  CLI::App* group = app.add_subcommand("board", "For the executive board and its staff");
  group->require_subcommand(1);
  group->footer(R"(Examples:
  samlad --profile board board editions
  samlad --profile board board show --edition latest --format json --out edition.json
  samlad --profile board board view
  samlad --profile board board view --as-of 12 --format binpb --out view.binpb
  samlad --profile board board page --as-of 12 --out board.pdf
  samlad board page --from view.binpb --out board.html
  samlad --profile board board export --out board.xlsx
  samlad --profile board board export --table figures --format sdmx-csv --out figures.csv
  samlad --profile board board ack --as-of 12 --minute "KS 2026-03-18 § 41" --decision "Noted"
  samlad --profile board board missing --period 2025
  samlad --profile board board trail --organisation eidar
  samlad --profile board board feed --follow)");
  AddEditionCommands(*group, context);
  AddViewCommand(*group, context, "view", "The consolidated view");
  AddPageCommand(*group, context);
  AddExportCommand(*group, context);
  AddAcknowledgeCommand(*group, context);
  AddMissing(*group, context);
  AddTrailCommand(*group, context);
  AddFeedCommand(*group, context);
}

}  // namespace samlad::cli
