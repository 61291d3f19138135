// SPDX-License-Identifier: EUPL-1.2
//
// samlad report withdraw

#include <memory>
#include <string>

#include "clients/cli/commands/commands.h"
#include "clients/cli/commands/decision.h"
#include "clients/cli/session/personal_texts.h"
#include "clients/sdk/submission_id.h"
#include "gateway/base/strings.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::cli {
namespace {

struct WithdrawOptions {
  uint64_t position = 0;
  DueReport report;
  std::string reason;
  bool yes = false;
  DecisionOptions decision;
};

absl::StatusOr<uint64_t> FindReport(sdk::Client& client, const WithdrawOptions& options) {
  if (options.report.period.empty()) return options.position;
  const auto due = client.ListObligations(options.report.period);
  if (!due.ok()) return due.status();
  return FindPosition(due->obligations(), options.report);
}

std::string DescribeReport(const Context& context, const v1::ReportSummary& report) {
  return context.Say("the report of $0 under $1 for $2 (position $3, accepted $4)",
                     PrintableText(report.organisation()), PrintableText(report.obligation()),
                     PrintableText(report.period()), report.position(),
                     context.Time(report.time_ms()));
}

ExitCode Withdraw(const Context& context, const WithdrawOptions& options) {
  v1::ReportWithdrawn withdrawal;
  withdrawal.set_reason(options.reason);
  if (NamesAPerson(context, withdrawal)) return ExitCode::kRejected;
  auto client = context.Connect();
  if (!client.ok()) return context.FailCall(client.status());
  const auto report = FindReport(*client, options);
  if (!report.ok()) return context.FailCall(report.status());
  const auto revision = client->GetRevision(*report);
  // Who may send reports may not always read them.
  if (!revision.ok() && !absl::IsPermissionDenied(revision.status())) {
    return context.FailCall(revision.status());
  }
  const std::string which = revision.ok() ? DescribeReport(context, revision->summary())
                                          : context.Say("the report at position $0", *report);
  if (!context.Agree(
          context.Say("Withdraw $0? Views no longer use it, and the withdrawal stays in the log "
                      "permanently.",
                      which),
          options.yes)) {
    return context.Fail(ExitCode::kUsage,
                        context.Say("nothing was withdrawn; give --yes to withdraw $0", which));
  }
  withdrawal.set_report(*report);
  v1::WithdrawRequest request;
  request.set_withdrawal(withdrawal.SerializeAsString());
  request.set_submission_id(sdk::DecisionSubmissionId("withdraw", request.withdrawal()));
  const Decision decision{.name = StrCat("withdrawal-", *report),
                          .done = context.Say("The report at position $0 is withdrawn", *report),
                          .submission_id = request.submission_id(),
                          .payload = request.withdrawal(),
                          .report = *report};
  return SendOneDecision(context, options.decision, decision,
                         [&] { return client->Withdraw(request); });
}

}  // namespace

void AddWithdrawCommand(CLI::App& report, Context& context) {
  auto options = std::make_shared<WithdrawOptions>();
  CLI::App* command = report.add_subcommand(
      "withdraw", "Withdraw an accepted report; its history stays in the log");
  auto* position =
      command->add_option("POSITION", options->position, "Position of the accepted report");
  AddDueReportOptions(*command, options->report);
  command->add_option("--reason", options->reason, "Reason; must not name a person")
      ->type_name("TEXT")
      ->required();
  command->add_flag("--yes", options->yes, "Do not ask");
  AddDecisionOptions(*command, options->decision);
  command->callback([&context, options, position] {
    if (position->empty() == options->report.period.empty()) {
      throw CLI::RequiredError("POSITION, or --organisation, --obligation and --period,");
    }
    context.action = [&context, options] { return Withdraw(context, *options); };
  });
}

}  // namespace samlad::cli
