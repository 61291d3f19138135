// SPDX-License-Identifier: EUPL-1.2
//
// samlad coordinate clear: the custodian clears a figure that was replaced.

#include <memory>
#include <string>

#include "clients/cli/commands/commands.h"
#include "clients/cli/commands/decision.h"
#include "clients/cli/session/personal_texts.h"
#include "clients/sdk/file_stem.h"
#include "clients/sdk/submission_id.h"
#include "gateway/base/strings.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::cli {
namespace {

struct ClearOptions {
  uint64_t report = 0;
  std::string indicator, reason;
  bool yes = false;
  DecisionOptions decision;
};

ExitCode Clear(const Context& context, const ClearOptions& options) {
  v1::FigureCleared clearing;
  clearing.set_report(options.report);
  clearing.set_indicator(options.indicator);
  clearing.set_reason(options.reason);
  if (NamesAPerson(context, clearing)) return ExitCode::kRejected;
  auto client = context.Connect();
  if (!client.ok()) return context.FailCall(client.status());
  if (!context.Agree(
          context.Say("Clear $0 in the report at position $1? What was replaced then no longer "
                      "hides the indicator, and the board's view says so.",
                      options.indicator, options.report),
          options.yes)) {
    return context.Fail(ExitCode::kUsage,
                        context.Say("nothing was cleared; give --yes to confirm"));
  }
  v1::ClearFigureRequest request;
  request.set_clearing(clearing.SerializeAsString());
  request.set_submission_id(sdk::DecisionSubmissionId("clear", request.clearing()));
  const Decision decision{
      .name = sdk::FileStem({"clearing", StrCat(options.report), options.indicator}),
      .done = context.Say("$0 in the report at position $1 is cleared", options.indicator,
                          options.report),
      .submission_id = request.submission_id(),
      .payload = request.clearing(),
      .report = options.report};
  return SendOneDecision(context, options.decision, decision,
                         [&] { return client->ClearFigure(request); });
}

}  // namespace

void AddClearCommand(CLI::App& coordinate, Context& context) {
  auto options = std::make_shared<ClearOptions>();
  CLI::App* command = coordinate.add_subcommand(
      "clear", "Clear a small count that was a mistake and was replaced; for the custodian");
  command->add_option("POSITION", options->report, "Position of the report that was replaced")
      ->required();
  command->add_option("INDICATOR", options->indicator, "Indicator that its figure hides")
      ->required();
  command->add_option("--reason", options->reason, "Reason; must not name a person")
      ->type_name("TEXT")
      ->required();
  command->add_flag("--yes", options->yes, "Do not ask");
  AddDecisionOptions(*command, options->decision);
  command->callback([&context, options] {
    context.action = [&context, options] { return Clear(context, *options); };
  });
}

}  // namespace samlad::cli
