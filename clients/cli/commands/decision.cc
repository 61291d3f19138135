// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/commands/decision.h"

#include <utility>

#include "clients/cli/commands/commands.h"
#include "clients/cli/session/keep_send_keep.h"
#include "gateway/base/strings.h"

namespace samlad::cli {

void AddDecisionOptions(CLI::App& command, DecisionOptions& options) {
  command.add_option("--out", options.out, "Folder for the receipt; default: the current one")
      ->type_name("DIR");
  AddFormat(command, options.format);
}

ExitCode SendDecision(const Context& context, const DecisionOptions& options,
                      const Decision& decision, absl::FunctionRef<absl::StatusOr<Decided>()> send,
                      DecisionResult* result) {
  bool replayed = false;
  Kept kept;
  const ExitCode code = KeepSendKeep(
      context,
      {.folder = options.out,
       .name = decision.name,
       .kind = "decision",
       .payload = decision.payload},
      [&]() -> absl::StatusOr<std::string> {
        absl::StatusOr<Decided> decided = send();
        if (!decided.ok()) return decided.status();
        replayed = decided->replayed;
        return std::move(decided->receipt);
      },
      &kept);
  if (code != ExitCode::kDone) return code;

  DecisionDone& done = *result->add_decisions();
  done.set_report(decision.report);
  done.set_position(kept.position);
  done.set_replayed(replayed);
  done.set_receipt_file(kept.receipt_file);
  if (options.format != "json") {
    const Phrase told = replayed ? Phrase("$0 already, by the entry at position $1.")
                                 : Phrase("$0, by the entry at position $1.");
    context.out() << context.Say(told, decision.done, kept.position) << '\n'
                  << context.Say("Receipt: $0", kept.receipt_file) << '\n';
  }
  return ExitCode::kDone;
}

void AddDueReportOptions(CLI::App& command, DueReport& report) {
  auto* organisation = command
                           .add_option("--organisation", report.organisation,
                                       "Organisation that the report is about")
                           ->type_name("ID");
  auto* obligation =
      command.add_option("--obligation", report.obligation, "Obligation of the report")
          ->type_name("ID");
  auto* period = command
                     .add_option("--period", report.period,
                                 "Period of the report, for example 2025 or 2025-T2")
                     ->type_name("PERIOD");
  organisation->needs(obligation)->needs(period);
  obligation->needs(organisation)->needs(period);
  period->needs(organisation)->needs(obligation);
}

absl::StatusOr<uint64_t> FindPosition(
    const google::protobuf::RepeatedPtrField<v1::ObligationState>& obligations,
    const DueReport& report) {
  for (const v1::ObligationState& state : obligations) {
    if (state.organisation() == report.organisation && state.obligation() == report.obligation &&
        state.period() == report.period && state.position() != 0) {
      return state.position();
    }
  }
  return absl::NotFoundError(StrCat("there is no report of '", report.organisation, "' under '",
                                    report.obligation, "' for ", report.period));
}

}  // namespace samlad::cli
