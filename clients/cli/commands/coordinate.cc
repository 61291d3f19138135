// SPDX-License-Identifier: EUPL-1.2
//
// samlad coordinate preview | list | show | approve | return | waive | reopen, and
// the group itself.

#include <memory>
#include <string>
#include <vector>

#include "clients/cli/commands/commands.h"
#include "clients/cli/commands/decision.h"
#include "clients/cli/commands/report_result.h"
#include "clients/cli/session/personal_texts.h"
#include "clients/cli/text/review_text.h"
#include "clients/sdk/submission_id.h"
#include "gateway/base/strings.h"
#include "gateway/ledger/hash.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::cli {
namespace {

struct ReviewOptions {
  std::vector<uint64_t> positions;
  DueReport report;
  std::string reason;
  std::vector<std::string> remarks;  // FIELD=TEXT
  DecisionOptions decision;
};

// The due reports of the period; empty: of every period.
absl::StatusOr<v1::ListObligationsResponse> ReadDueReports(sdk::Client& client,
                                                           const std::string& period) {
  v1::GetTrailRequest request;
  request.set_period(period);
  auto trail = client.GetTrail(request);
  if (!trail.ok()) return trail.status();
  v1::ListObligationsResponse due;
  for (v1::TrailRow& row : *trail->mutable_rows()) {
    due.add_obligations()->Swap(row.mutable_obligation());
  }
  return due;
}

// The reports that are meant, by position or by name.
absl::StatusOr<std::vector<uint64_t>> FindReports(sdk::Client& client,
                                                  const ReviewOptions& options) {
  if (options.report.period.empty()) return options.positions;
  const auto due = ReadDueReports(client, options.report.period);
  if (!due.ok()) return due.status();
  const auto position = FindPosition(due->obligations(), options.report);
  if (!position.ok()) return position.status();
  return std::vector{*position};
}

v1::ReportReviewed ReviewOf(const ReviewOptions& options, uint64_t report) {
  v1::ReportReviewed review;
  review.set_report(report);
  review.set_reason(options.reason);
  for (const std::string& remark : options.remarks) {
    const size_t equals = remark.find('=');  // there is one: checked when it was parsed
    v1::ReviewRemark& added = *review.add_remarks();
    added.set_field(remark.substr(0, equals));
    added.set_text(remark.substr(equals + 1));
  }
  return review;
}

ExitCode Review(const Context& context, const ReviewOptions& options, bool approve) {
  if (NamesAPerson(context, ReviewOf(options, 0))) return ExitCode::kRejected;
  auto client = context.Connect();
  if (!client.ok()) return context.FailCall(client.status());
  const auto reports = FindReports(*client, options);
  if (!reports.ok()) return context.FailCall(reports.status());
  DecisionResult result;
  ExitCode code = ExitCode::kDone;
  for (const uint64_t report : *reports) {
    v1::ReviewRequest request;
    request.set_approve(approve);
    request.set_review(ReviewOf(options, report).SerializeAsString());
    request.set_submission_id(
        sdk::DecisionSubmissionId(approve ? "approve" : "return", request.review()));
    const Decision decision{
        .name = StrCat(approve ? "approval-" : "return-", report),
        .done = context.Say(approve ? Phrase("The report at position $0 is approved")
                                    : Phrase("The report at position $0 is sent back"),
                            report),
        .submission_id = request.submission_id(),
        .payload = request.review(),
        .report = report};
    code = SendDecision(
        context, options.decision, decision,
        [&]() -> absl::StatusOr<Decided> {
          const auto response = client->Review(request);
          if (!response.ok()) return response.status();
          return Decided{response->receipt(), response->replayed()};
        },
        &result);
    if (code != ExitCode::kDone) break;  // what was done before stays done
  }
  if (options.decision.format == "json") context.out() << ToJson(result);
  return code;
}

struct WaiveOptions {
  DueReport report;
  std::string reason;
  bool lift = false;
  DecisionOptions decision;
};

ExitCode Waive(const Context& context, const WaiveOptions& options) {
  v1::ObligationWaived waiver;
  waiver.set_organisation(options.report.organisation);
  waiver.set_obligation(options.report.obligation);
  waiver.set_period(options.report.period);
  waiver.set_reason(options.reason);
  waiver.set_lifted(options.lift);
  if (NamesAPerson(context, waiver)) return ExitCode::kRejected;
  auto client = context.Connect();
  if (!client.ok()) return context.FailCall(client.status());
  v1::WaiveRequest request;
  // A random id, because an obligation whose waiver was lifted may have to be
  // waived again.
  request.set_submission_id(ledger::ToHex(ledger::RandomBytes(sizeof(ledger::Hash))));
  request.set_waiver(waiver.SerializeAsString());
  const Decision decision{.name = StrCat("waiver-", request.submission_id().substr(0, 12)),
                          .done = context.Say(options.lift ? Phrase("The waiver is lifted")
                                                           : Phrase("The waiver is recorded")),
                          .submission_id = request.submission_id(),
                          .payload = request.waiver()};
  return SendOneDecision(context, options.decision, decision,
                         [&] { return client->Waive(request); });
}

struct ReopenOptions {
  DueReport report;
  std::string until, reason;
  bool yes = false;
  DecisionOptions decision;
};

ExitCode Reopen(const Context& context, const ReopenOptions& options) {
  v1::PeriodReopened reopening;
  reopening.set_organisation(options.report.organisation);
  reopening.set_obligation(options.report.obligation);
  reopening.set_period(options.report.period);
  reopening.set_reason(options.reason);
  reopening.set_last_day(options.until);
  if (NamesAPerson(context, reopening)) return ExitCode::kRejected;
  auto client = context.Connect();
  if (!client.ok()) return context.FailCall(client.status());
  if (!context.Agree(
          context.Say("Open $0 again for the report $1 of $2 until $3? It stays in the log "
                      "permanently.",
                      options.report.period, options.report.obligation, options.report.organisation,
                      options.until),
          options.yes)) {
    return context.Fail(ExitCode::kUsage,
                        context.Say("nothing was reopened; give --yes to reopen $0 for $1",
                                    options.report.period, options.report.organisation));
  }
  v1::ReopenRequest request;
  // A random id, because a period that was closed again may have to be reopened
  // until the same day.
  request.set_submission_id(ledger::ToHex(ledger::RandomBytes(sizeof(ledger::Hash))));
  request.set_reopening(reopening.SerializeAsString());
  const Decision decision{.name = StrCat("reopening-", request.submission_id().substr(0, 12)),
                          .done = context.Say("The period is open again until $0", options.until),
                          .submission_id = request.submission_id(),
                          .payload = request.reopening()};
  return SendOneDecision(context, options.decision, decision,
                         [&] { return client->Reopen(request); });
}

ExitCode ListForReview(const Context& context, const std::string& period, bool all,
                       const std::string& format) {
  auto client = context.Connect();
  if (!client.ok()) return context.FailCall(client.status());
  v1::GetTrailRequest request;
  request.set_period(period);
  const auto trail = client->GetTrail(request);
  if (!trail.ok()) return context.FailCall(trail.status());
  v1::ListObligationsResponse listed;
  for (const v1::TrailRow& row : trail->rows()) {
    if (all || IsNew(row)) *listed.add_obligations() = row.obligation();
  }
  if (format == "json") {
    context.out() << ToJson(listed);
  } else if (listed.obligations().empty() && !all) {
    context.out()
        << (period.empty()
                ? context.Say("Nothing is new, and nothing is waiting for approval or correction.")
                : context.Say(
                      "Nothing is new, and nothing is waiting for approval or correction for $0.",
                      period))
        << '\n';
  } else {
    PrintObligations(context, listed.obligations());
  }
  return ExitCode::kDone;
}

CLI::App* AddReview(CLI::App& group, Context& context, const std::string& name,
                    const std::string& description, bool approve) {
  auto options = std::make_shared<ReviewOptions>();
  CLI::App* command = group.add_subcommand(name, description);
  command->add_option("POSITION", options->positions, "Positions of accepted reports");
  AddDueReportOptions(*command, options->report);
  command->add_option("--reason", options->reason, "Reason; must not name a person")
      ->type_name("TEXT");
  if (!approve) {
    command
        ->add_option("--remark", options->remarks,
                     "Correction needed in a field or heading; can be given several times")
        ->type_name("FIELD=TEXT")
        ->check([](const std::string& remark) {
          return remark.find('=') == std::string::npos
                     ? std::string("give FIELD=TEXT, for example EID-02=\"ten times last year's\"")
                     : std::string();
        });
  }
  AddDecisionOptions(*command, options->decision);
  command->callback([&context, options, approve] {
    if (options->positions.empty() == options->report.period.empty()) {
      throw CLI::RequiredError("POSITION, or --organisation, --obligation and --period,");
    }
    context.action = [&context, options, approve] { return Review(context, *options, approve); };
  });
  return command;
}

void AddWaive(CLI::App& group, Context& context) {
  auto options = std::make_shared<WaiveOptions>();
  CLI::App* command = group.add_subcommand("waive", "Waive a report, or lift the waiver");
  command
      ->add_option("ORGANISATION", options->report.organisation,
                   "Organisation that owes the report")
      ->required();
  command->add_option("OBLIGATION", options->report.obligation, "Obligation of the report")
      ->required();
  command->add_option("PERIOD", options->report.period, "Period, for example 2025 or 2025-T2")
      ->required();
  command->add_option("--reason", options->reason, "Reason; must not name a person")
      ->type_name("TEXT")
      ->required();
  command->add_flag("--lift", options->lift, "Lift the waiver: the report is due again");
  AddDecisionOptions(*command, options->decision);
  command->callback([&context, options] {
    context.action = [&context, options] { return Waive(context, *options); };
  });
}

void AddReopen(CLI::App& group, Context& context) {
  auto options = std::make_shared<ReopenOptions>();
  CLI::App* command =
      group.add_subcommand("reopen", "Open a closed period again for one report, until a day");
  command
      ->add_option("ORGANISATION", options->report.organisation,
                   "Organisation that owes the report")
      ->required();
  command->add_option("OBLIGATION", options->report.obligation, "Obligation of the report")
      ->required();
  command->add_option("PERIOD", options->report.period, "Period, for example 2025 or 2025-T2")
      ->required();
  command
      ->add_option("--until", options->until,
                   "Last day on which it is open, for example 2026-05-31")
      ->type_name("DAY")
      ->required();
  command->add_option("--reason", options->reason, "Reason; must not name a person")
      ->type_name("TEXT")
      ->required();
  command->add_flag("--yes", options->yes, "Do not ask");
  AddDecisionOptions(*command, options->decision);
  command->callback([&context, options] {
    context.action = [&context, options] { return Reopen(context, *options); };
  });
}

void AddList(CLI::App& group, Context& context) {
  struct Options {
    std::string period, format;
    bool all = false;
  };
  auto options = std::make_shared<Options>();
  CLI::App* command = group.add_subcommand(
      "list", "Reports that are new, or are waiting for approval or correction");
  command
      ->add_option("--period", options->period, "Period, for example 2025 or 2025-T2; default: all")
      ->type_name("PERIOD");
  command->add_flag(
      "--all", options->all,
      "All due reports, also those that the board has taken note of and those that are missing");
  AddFormat(*command, options->format);
  command->callback([&context, options] {
    context.action = [&context, options] {
      return ListForReview(context, options->period, options->all, options->format);
    };
  });
}

}  // namespace

void AddCoordinateCommands(CLI::App& app, Context& context) {
  CLI::App* group = app.add_subcommand("coordinate", "For the coordinating office");
  group->require_subcommand(1);
  group->footer(R"(Examples:
  samlad --profile coordinator coordinate preview --period 2025
  samlad --profile coordinator coordinate list
  samlad --profile coordinator coordinate show 17
  samlad --profile coordinator coordinate approve 17 18
  samlad --profile coordinator coordinate return 19 --reason "see the field" --remark EID-02="ten times last year's"
  samlad --profile coordinator coordinate waive eidar eidar-annual 2025 --reason "merged with another company"
  samlad --profile coordinator coordinate reopen eidar eidar-annual 2025 --until 2026-05-31 --reason "a figure must be corrected"
  samlad --profile coordinator coordinate clear 19 EID-02 --reason "a digit was missing"
  samlad --profile coordinator coordinate preview --disclosure
  samlad --profile coordinator coordinate publish --dry-run)");
  AddPreviewCommand(*group, context);
  AddList(*group, context);
  AddShowCommand(*group, context, Whose::kAnybodys);
  AddReview(*group, context, "approve", "Approve reports", /*approve=*/true);
  AddReview(*group, context, "return", "Send reports back to be corrected", /*approve=*/false);
  AddWaive(*group, context);
  AddReopen(*group, context);
  AddClearCommand(*group, context);
  AddPublishCommand(*group, context);
}

}  // namespace samlad::cli
