// SPDX-License-Identifier: EUPL-1.2
//
// samlad report validate | submit | list | receipt | due | findings

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>
#include <vector>

#include "clients/board/calendar.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/commands/prepare_report.h"
#include "clients/cli/commands/report_result.h"
#include "clients/cli/session/report_input.h"
#include "clients/cli/text/corrections.h"
#include "clients/cli/text/due_table.h"
#include "clients/cli/text/review_text.h"
#include "clients/reporting/revision.h"
#include "gateway/base/durable_file.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/validation/check_content.h"
#include "gateway/domain/values/date.h"
#include "gateway/formats/message_loader.h"
#include "gateway/ledger/receipt.h"

namespace samlad::cli {
namespace {

struct ValidateOptions {
  ReportOptions report;
  std::string catalogue, out;
};

absl::StatusOr<std::shared_ptr<const domain::CatalogueIndex>> ReadIndex(const std::string& file) {
  const auto text = formats::ReadFile(file, limits::kFileBytesMax);
  if (!text.ok()) return text.status();
  v1::Catalogue catalogue;
  const auto loaded = formats::LoadMessage(*text, file, &catalogue);
  if (!loaded.ok()) {
    const v1::Finding& first = loaded.findings.front();
    return absl::InvalidArgumentError(
        StrCat(Place(first.location()), ": ", first.message().en(),
               " `samlad admin catalogue check` shows all its findings"));
  }
  domain::Symbols symbols;
  return domain::CatalogueIndex::Build(std::move(catalogue), 0, symbols);
}

// The bytes as `submit` would send them, for programs that send them themselves.
absl::Status WriteBytes(const Context& context, const ValidateOptions& options,
                        const ReportInput& input) {
  if (options.out.empty()) return absl::OkStatus();
  if (absl::Status written = WriteFileDurably(options.out, input.bytes); !written.ok()) {
    return written;
  }
  context.err() << "samlad: "
                << context.Say("the report's bytes were written to $0", PrintableText(options.out))
                << '\n';
  return absl::OkStatus();
}

// Runs the gateway's own checks, without a gateway.
ExitCode ValidateOffline(const Context& context, const ValidateOptions& options,
                         ReportInput& input) {
  const auto catalogue = ReadIndex(options.catalogue);
  if (!catalogue.ok()) return context.FailInput(catalogue.status());
  Inference inference;
  const auto ended = PrepareOffline(context, **catalogue, options.report, input, inference);
  if (ended) return *ended;
  const std::chrono::year_month_day today =
      domain::DayOf(context.environment().clock.NowMs(), (*catalogue)->catalogue().time_zone());
  if (absl::Status written = WriteBytes(context, options, input); !written.ok()) {
    return context.FailInput(written);
  }
  auto check = domain::CheckContent(input.report, **catalogue);
  if (auto finding = domain::CheckSignOffDay(input.report.sign_off().date(), today)) {
    check.findings.push_back(*std::move(finding));
    check.verdict = domain::VerdictOf(check.findings);
  }
  ReportResult result;
  result.set_dry_run(true);
  result.set_verdict(check.verdict);
  result.mutable_counts()->set_rejected(check.rejected_observations);
  result.mutable_findings()->Assign(check.findings.begin(), check.findings.end());
  return ShowReportResult(context, options.report.format, input, inference, std::move(result));
}

ExitCode ValidateOnline(const Context& context, const ValidateOptions& options,
                        ReportInput& input) {
  auto client = context.Connect();
  Inference inference;
  const auto ended = PrepareOnline(context, client, options.report, FolderOf(input),
                                   /*dry_run=*/true, input, inference);
  if (ended) {
    if (!client.ok() && *ended == ExitCode::kUsage) {
      context.err() << "  "
                    << context.Say("or check offline without a gateway, with --catalogue FILE")
                    << '\n';
    }
    return *ended;
  }
  const auto revision = reporting::RevisionInForce(*client, input.report);
  if (!revision.ok()) return FailReportCall(context, input, revision.status());
  const uint64_t replaces = *revision ? (*revision)->position() : 0;
  NoteOvertaken(context, input, *revision, inference);
  context.err() << ShowInference(context.language(), inference);
  if (absl::Status written = WriteBytes(context, options, input); !written.ok()) {
    return context.FailInput(written);
  }
  const auto response = CheckReport(context, *client, input, replaces);
  if (!response.ok()) return FailReportCall(context, input, response.status());
  return ShowReportResult(context, options.report.format, input, inference,
                          ResultOf(*response, replaces));
}

ExitCode Validate(const Context& context, const ValidateOptions& options) {
  auto input = ReadReportFiles(context, options.report);
  if (!input.ok()) return context.FailInput(input.status());
  return options.catalogue.empty() ? ValidateOnline(context, options, *input)
                                   : ValidateOffline(context, options, *input);
}

ExitCode ListRevisions(const Context& context, const std::string& period,
                       const std::string& format) {
  auto client = context.Connect();
  if (!client.ok()) return context.FailCall(client.status());
  const auto response = client->ListReports(period);
  if (!response.ok()) return context.FailCall(response.status());
  if (format == "json") {
    context.out() << ToJson(*response);
    return ExitCode::kDone;
  }
  if (response->reports().empty()) {
    context.out() << context.Say("No report has been accepted.") << '\n';
    return ExitCode::kDone;
  }
  Table table(context.language(), {{"POSITION", true},
                                   {"ORGANISATION"},
                                   {"OBLIGATION"},
                                   {"PERIOD"},
                                   {"ACCEPTED"},
                                   {"REPLACES", true},
                                   {"FIGURES", true},
                                   {"VERDICT"},
                                   {"REVIEW"},
                                   {"IN FORCE"}});
  for (const v1::ReportSummary& report : response->reports()) {
    table.AddRow({StrCat(report.position()), report.organisation(), report.obligation(),
                  report.period(), context.Time(report.time_ms()),
                  report.replaces() == 0 ? "" : StrCat(report.replaces()),
                  board::FormatNumber(StrCat(report.observations()), context.language()),
                  Label(v1::Verdict_Name(report.verdict()), "VERDICT_", context.language()),
                  ReviewText(report, context.language()),
                  context.Say(IsInForce(report) ? Phrase("yes") : Phrase("no"))});
  }
  table.Print(context.out());
  return ExitCode::kDone;
}

// In which due dates are meant; the local one if it cannot be had, so that they are
// shown as they are.
absl::TimeZone CatalogueZone(const Context& context, sdk::Client& client) {
  absl::TimeZone zone;
  const auto answer = client.GetCatalogue(0);
  return answer.ok() && absl::LoadTimeZone(answer->catalogue().time_zone(), &zone)
             ? zone
             : context.environment().zone;
}

ExitCode Due(const Context& context, const std::string& period, const std::string& format) {
  auto client = context.Connect();
  if (!client.ok()) return context.FailCall(client.status());
  const auto response = client->ListObligations(period);
  if (!response.ok()) return context.FailCall(response.status());
  if (format == "json") {
    context.out() << ToJson(*response);
  } else if (format == "ics") {
    context.out() << board::RenderCalendar(response->obligations(),
                                           context.environment().clock.NowMs(), context.language());
  } else {
    PrintDueTable(response->obligations(),
                  {.language = context.language(),
                   .catalogue_zone = CatalogueZone(context, *client),
                   .local_zone = context.environment().zone},
                  context.out());
  }
  return ExitCode::kDone;
}

ExitCode ShowFindings(const Context& context, const std::string& period,
                      const std::string& format) {
  auto client = context.Connect();
  if (!client.ok()) return context.FailCall(client.status());
  const auto owed = client->ListObligations(period);
  if (!owed.ok()) return context.FailCall(owed.status());
  // Only the feed has the rejected reports.
  std::vector<v1::FeedEvent> events;
  const absl::Status watched = client->WatchFeed({}, {}, [&](const v1::WatchFeedResponse& message) {
    for (const v1::FeedEvent& event : message.events()) {
      if (event.kind() == v1::FEED_EVENT_KIND_RETURNED ||
          event.kind() == v1::FEED_EVENT_KIND_ACCEPTED) {
        events.push_back(event);
      }
    }
  });
  if (!watched.ok()) return context.FailCall(watched);
  const FindingsResult result = FindCorrections(owed->obligations(), events);
  if (format == "json") {
    context.out() << ToJson(result);
  } else {
    PrintCorrections(result, context.language(), context.out());
  }
  return ExitCode::kDone;
}

struct ReceiptOptions {
  v1::GetReceiptRequest request;
  std::string submission_id, out;
  uint64_t position = 0;
};

ExitCode Receipt(const Context& context, const ReceiptOptions& options) {
  auto client = context.Connect();
  if (!client.ok()) return context.FailCall(client.status());
  v1::GetReceiptRequest request;
  request.set_submission_id(options.submission_id);
  request.set_position(options.position);
  const auto receipt = client->GetReceipt(request);
  if (!receipt.ok()) return context.FailCall(receipt.status());
  const auto file = ledger::ReceiptToFile(*receipt);
  if (!file.ok()) return context.FailCall(file.status());
  if (options.out.empty()) {
    context.out() << *file;
    return ExitCode::kDone;
  }
  const absl::Status written = WriteFileDurably(options.out, *file);
  return written.ok() ? ExitCode::kDone : context.FailAnswer(written);
}

void AddValidate(CLI::App& group, Context& context) {
  auto options = std::make_shared<ValidateOptions>();
  CLI::App* command = group.add_subcommand(
      "validate", "Check a report without storing it; offline with --catalogue");
  AddReportOptions(*command, options->report);
  command->add_option("--catalogue", options->catalogue, "Check offline against this catalogue")
      ->type_name("FILE");
  command->add_option("--out", options->out, "Write the bytes of the report here (.binpb)")
      ->type_name("FILE");
  command->callback([&context, options] {
    context.errors_as_json = options->report.format == "json";
    context.action = [&context, options] { return Validate(context, *options); };
  });
}

// `list`, `due` and `findings` differ only in the function that they call.
void AddByPeriod(CLI::App& group, Context& context, const std::string& name,
                 const std::string& description,
                 ExitCode (*run)(const Context&, const std::string&, const std::string&),
                 std::vector<std::string> more_formats = {}) {
  struct Options {
    std::string period, format;
  };
  auto options = std::make_shared<Options>();
  CLI::App* command = group.add_subcommand(name, description);
  command->add_option("--period", options->period, "Only this period, for example 2025 or 2025-T2")
      ->type_name("PERIOD");
  AddFormat(*command, options->format, std::move(more_formats));
  command->callback([&context, options, run] {
    context.action = [&context, options, run] {
      return run(context, options->period, options->format);
    };
  });
}

void AddReceipt(CLI::App& group, Context& context) {
  auto options = std::make_shared<ReceiptOptions>();
  CLI::App* command = group.add_subcommand("receipt", "Get a receipt again");
  auto* which = command->add_option_group("Entry");
  which->add_option("POSITION", options->position, "Position of the entry")
      ->check(CLI::NonNegativeNumber);
  which->add_option("--submission-id", options->submission_id, "Submission id of the entry")
      ->type_name("ID");
  which->add_option("--position", options->position, "As POSITION")->type_name("N");
  which->require_option(1);
  command->add_option("--out", options->out, "Write to this file instead of standard output")
      ->type_name("FILE");
  command->callback([&context, options] {
    context.action = [&context, options] { return Receipt(context, *options); };
  });
}

}  // namespace

void AddReportCommands(CLI::App& app, Context& context) {
  CLI::App* group = app.add_subcommand("report", "For organisations that report");
  group->require_subcommand(1);
  group->footer(R"(Examples:
  samlad --profile eidar report template --out report.xlsx
  samlad report validate --catalogue catalogue.yaml report.yaml figures.csv
  samlad --profile eidar report validate report.yaml figures.csv
  samlad --profile sgn report submit figures.csv --signed-by "Eva Exempel" --title Controller
  samlad --profile eidar report validate --annotate findings.xlsx figures.xlsx
  samlad --profile eidar report submit report.yaml figures.csv --out receipts
  samlad --profile eidar report due
  samlad --profile eidar report due --format ics > due.ics
  samlad --profile eidar report guide eidar-annual
  samlad --profile eidar report findings
  samlad --profile eidar report submit report.yaml figures.csv --reason correction
  samlad --profile eidar report withdraw 17 --reason "wrong file"
  samlad --profile eidar report resend receipts --dry-run
  samlad --profile eidar report feed --follow --format json)");
  AddValidate(*group, context);
  AddTemplateCommand(*group, context);
  AddSubmitCommand(*group, context);
  AddByPeriod(*group, context, "list", "Accepted revisions, newest first", ListRevisions);
  AddReceipt(*group, context);
  AddByPeriod(*group, context, "due", "Due reports and their states", Due, {"ics"});
  AddGuideCommand(*group, context);
  AddByPeriod(*group, context, "findings",
              "Reports that were sent back or rejected, and the corrections needed", ShowFindings);
  AddShowCommand(*group, context, Whose::kOwn);
  AddWithdrawCommand(*group, context);
  AddResendCommand(*group, context);
  AddFeedCommand(*group, context);
}

}  // namespace samlad::cli
