// SPDX-License-Identifier: EUPL-1.2
//
// samlad report submit
//
// A retry must be safe even if this program died after sending. So the bytes
// are on disk before they are sent, and the submission id is derived from them
// and from the revision that they replace. If the same report is already the
// revision in force, an earlier run did not receive its answer; its receipt is
// then fetched instead of submitting a second time.

#include <memory>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/commands/prepare_report.h"
#include "clients/cli/commands/report_result.h"
#include "clients/cli/session/keep_send_keep.h"
#include "clients/cli/session/progress.h"
#include "clients/reporting/plan_submission.h"
#include "clients/sdk/file_stem.h"
#include "gateway/base/strings.h"

namespace samlad::cli {
namespace {

struct SubmitOptions {
  ReportOptions report;
  std::string replaces = "auto", submission_id, reason, out;
  bool dry_run = false, yes = false;
};

using Plan = reporting::SubmitPlan;

absl::StatusOr<Plan> MakePlan(sdk::Client& client, const SubmitOptions& options,
                              const ReportInput& input) {
  absl::StatusOr<Plan> plan = Plan();
  if (options.replaces == "auto") {
    plan = reporting::PlanSubmission(client, input.report, input.bytes,
                                     options.submission_id.empty() && !options.dry_run);
    if (!plan.ok()) return plan;
  } else {
    uint64_t replaces = 0;
    (void)absl::SimpleAtoi(options.replaces, &replaces);  // checked when it was parsed
    plan->request.set_replaces(replaces);
    plan->request.set_submission_id(reporting::SubmissionIdOf(input.report, input.bytes, replaces));
    plan->request.set_report(input.bytes);
  }
  if (!options.submission_id.empty()) plan->request.set_submission_id(options.submission_id);
  return plan;
}

// Where what is sent is kept.
std::string FolderFor(const SubmitOptions& options, const ReportInput& input) {
  return options.out.empty() ? FolderOf(input) : options.out;
}

Submission SubmissionOf(const SubmitOptions& options, const ReportInput& input) {
  const v1::Report& report = input.report;
  return {.folder = FolderFor(options, input),
          .name = sdk::FileStem({report.organisation(), report.obligation(), report.period()}),
          .kind = "report",
          .payload = input.bytes};
}

ExitCode DryRun(const Context& context, const SubmitOptions& options, const ReportInput& input,
                const Inference& inference, sdk::Client& client, const Plan& plan) {
  context.err() << ShowInference(context.language(), inference);
  auto response = CheckReport(context, client, input, plan.request.replaces());
  if (!response.ok()) return FailReportCall(context, input, response.status());
  ReportResult result = ResultOf(*std::move(response), plan.request.replaces());
  result.set_submission_id(plan.request.submission_id());
  return ShowReportResult(context, options.report.format, input, inference, std::move(result));
}

// Why the revision in force is not replaced: it is not the one that was corrected in
// a template. Empty: it may be.
std::string OutdatedTemplate(const Context& context, const SubmitOptions& options,
                             const ReportInput& input, const Plan& plan) {
  if (options.replaces != "auto" || !plan.receipt.empty()) return "";
  const uint64_t in_force = plan.request.replaces();
  const uint64_t outdated = reporting::OutdatedTemplate(input, in_force);
  if (outdated == 0) return "";
  return context.Say(
      "the template corrects the report at position $0, but the one at position $1 is in force "
      "now; nothing was sent; make a new template, or give --replaces $1 to replace it",
      outdated, in_force);
}

// Whether the sender agrees to what was inferred; nothing was: yes. A receipt that is
// only fetched again needs no consent.
bool AgreesToInferred(const Context& context, const SubmitOptions& options,
                      const Inference& inference, const Plan& plan) {
  if (inference.fields.empty() || !plan.receipt.empty()) return true;
  context.err() << ShowInference(context.language(), inference);
  return context.Agree(context.Say("Send it like this?"), options.yes);
}

// Sends, unless the receipt is known already.
absl::StatusOr<v1::SubmitResponse> SendReport(sdk::Client& client, const Plan& plan) {
  if (plan.receipt.empty()) return client.Submit(plan.request);
  v1::SubmitResponse response;
  response.set_verdict(v1::VERDICT_ACCEPTED);
  response.set_receipt(plan.receipt);
  response.set_replayed(true);
  return response;
}

ReportResult ResultOf(const Plan& plan, const Kept& kept, v1::SubmitResponse response) {
  ReportResult result;
  result.set_verdict(response.verdict());
  result.mutable_counts()->Swap(response.mutable_counts());
  result.mutable_findings()->Swap(response.mutable_findings());
  result.set_submission_id(plan.request.submission_id());
  result.set_replaces(plan.request.replaces());
  result.set_replayed(response.replayed());
  result.set_position(kept.position);
  result.set_report_file(kept.payload_file);
  result.set_receipt_file(kept.receipt_file);
  return result;
}

// The reason on the command line is part of the report.
absl::StatusOr<ReportInput> ReadInput(const Context& context, const SubmitOptions& options) {
  auto input = ReadReportFiles(context, options.report);
  if (!input.ok() || options.reason.empty()) return input;
  if (input->kept) {
    return absl::InvalidArgumentError(
        "--reason: a stored report is sent unchanged; give the files of the report instead");
  }
  v1::RevisionReason reason = v1::REVISION_REASON_UNSPECIFIED;
  v1::RevisionReason_Parse("REVISION_REASON_" + absl::AsciiStrToUpper(options.reason), &reason);
  input->report.set_reason(reason);
  input->bytes = input->report.SerializeAsString();
  return input;
}

ExitCode Send(const Context& context, const SubmitOptions& options, const ReportInput& input,
              const Inference& inference, sdk::Client& client, const Plan& plan) {
  v1::SubmitResponse response;
  absl::Status sent;
  Kept kept;
  const ExitCode code = KeepSendKeep(
      context, SubmissionOf(options, input),
      [&] {
        const Progress sending(context.environment(),
                               NameOfWork(context, "sending $0, $1 KiB", input));
        auto answer = SendReport(client, plan);
        sent = answer.status();
        return answer;
      },
      &response, &kept);
  if (code != ExitCode::kDone) {
    TellPlaceOfRefused(context, input, sent);
    return code;
  }
  return ShowReportResult(context, options.report.format, input, inference,
                          ResultOf(plan, kept, std::move(response)));
}

ExitCode Submit(const Context& context, const SubmitOptions& options) {
  auto input = ReadInput(context, options);
  if (!input.ok()) return context.FailInput(input.status());
  auto client = context.Connect();
  Inference inference;
  const auto ended = PrepareOnline(context, client, options.report, FolderFor(options, *input),
                                   options.dry_run, *input, inference);
  if (ended) return *ended;
  const auto plan = MakePlan(*client, options, *input);
  if (!plan.ok()) return FailReportCall(context, *input, plan.status());
  // Another one has come after it: this would be a correction.
  if (inference.repeats && plan->receipt.empty()) {
    return context.Fail(ExitCode::kUsage,
                        context.Say("the report does not say which it is; nothing was sent\n  $0",
                                    input->head_help));
  }
  if (const std::string why = OutdatedTemplate(context, options, *input, *plan); !why.empty()) {
    return context.Fail(ExitCode::kUsage, why);
  }
  if (plan->receipt.empty()) NoteOvertaken(context, *input, plan->revision, inference);
  if (options.dry_run) return DryRun(context, options, *input, inference, *client, *plan);
  if (!AgreesToInferred(context, options, inference, *plan)) {
    return context.Fail(
        ExitCode::kUsage,
        context.environment().in_is_terminal
            ? context.Say("nothing was sent")
            : context.Say("nothing was sent; give --yes to confirm what is not in the files"));
  }
  return Send(context, options, *input, inference, *client, *plan);
}

std::string CheckReplaces(const std::string& text) {
  uint64_t number = 0;
  return text == "auto" || absl::SimpleAtoi(text, &number)
             ? ""
             : "give a position in the log, 0 for none, or auto";
}

}  // namespace

void AddSubmitCommand(CLI::App& report, Context& context) {
  auto options = std::make_shared<SubmitOptions>();
  CLI::App* command = report.add_subcommand(
      "submit", "Send a report; writes NAME.report.binpb, then NAME.receipt.json");
  AddReportOptions(*command, options->report);
  command->add_flag("--yes", options->yes, "Do not ask about what is not in the files but known");
  command
      ->add_option("--replaces", options->replaces,
                   "Position of the revision that this one replaces; auto asks the gateway")
      ->type_name("N|auto")
      ->check(CheckReplaces)
      ->capture_default_str();
  command
      ->add_option("--submission-id", options->submission_id,
                   "Submission id; default: a hash of the report")
      ->type_name("ID");
  command
      ->add_option(
          "--reason", options->reason,
          "Reason for replacing an earlier revision: correction, late, method, reclassification")
      ->type_name("WHY")
      ->check(CLI::IsMember({"correction", "late", "method", "reclassification"}));
  command->add_flag("--dry-run", options->dry_run, "Show the result without storing the report");
  command
      ->add_option("--out", options->out, "Folder for the files; default: that of the input files")
      ->type_name("DIR");
  command->callback([&context, options] {
    context.errors_as_json = options->report.format == "json";
    context.action = [&context, options] { return Submit(context, *options); };
  });
}

}  // namespace samlad::cli
