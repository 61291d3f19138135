// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/commands/prepare_report.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "absl/strings/str_join.h"
#include "clients/cli/commands/annotate.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/commands/report_result.h"
#include "clients/cli/session/progress.h"
#include "clients/cli/session/sender.h"
#include "clients/cli/text/findings_printer.h"
#include "clients/cli/text/review_text.h"
#include "clients/reporting/revision.h"
#include "gateway/base/strings.h"
#include "gateway/domain/catalogue/catalogue_index.h"
#include "gateway/domain/validation/check_content.h"
#include "gateway/formats/template_sheets.h"

namespace samlad::cli {
namespace {

// By the rules of this program, because the gateway cannot know which report it is.
void CheckHere(const domain::CatalogueIndex& catalogue, bool reopened, ReportInput& input) {
  CheckWhatWasRead(
      [&](const v1::Report& report) -> std::optional<std::vector<v1::Finding>> {
        return domain::CheckContent(report, catalogue, reopened).findings;
      },
      input);
}

// Whether the sender counts on today as the day of the sign-off.
bool LacksDay(const HeadFlags& flags, const ReportInput& input) {
  return !flags.signed_by.empty() && input.report.sign_off().date().empty();
}

ExitCode ShowWrong(const Context& context, const ReportOptions& options, bool dry_run,
                   const ReportInput& input, const Inference& inference) {
  // It is not known what a closed workbook says.
  if (!HasClosedWorkbook(input)) context.err() << ShowInference(context.language(), inference);
  return ShowUnreadable(context, options.format, input, inference, dry_run);
}

}  // namespace

void AddReportOptions(CLI::App& command, ReportOptions& options) {
  command.add_option("FILE", options.files, "Files of one report: XLSX, CSV, YAML, JSON")
      ->required();
  command
      .add_option("--organisation", options.head.organisation,
                  "Organisation; default: that of the files, else of the certificate")
      ->type_name("ID");
  command
      .add_option("--obligation", options.head.obligation,
                  "Obligation; default: that of the files, else the only one that is due")
      ->type_name("ID");
  command
      .add_option("--period", options.head.period,
                  "Period; default: that of the files, else the only one that is due")
      ->type_name("PERIOD");
  command
      .add_option("--signed-by", options.head.signed_by,
                  "Who signs the report off; the day is today unless the files say it")
      ->type_name("NAME");
  command.add_option("--title", options.head.title, "Title of who signs")->type_name("TEXT");
  AddAnnotate(command, options.annotate);
  AddDecimal(command, options.decimal);
  AddFormat(command, options.format);
}

absl::StatusOr<ReportInput> ReadReportFiles(const Context& context, const ReportOptions& options) {
  const Progress progress(context.environment(),
                          context.Say("reading $0", absl::StrJoin(options.files, ", ")));
  auto input = ReadReportInput(context, options.files, DecimalMarkOf(options.decimal));
  if (!input.ok()) return input;
  if (absl::Status taken = TakeFlags(options.head, *input); !taken.ok()) return taken;
  if (absl::Status planned = PlanAnnotation(context, options.annotate, *input); !planned.ok()) {
    return planned;
  }
  return input;
}

std::string FolderOf(const ReportInput& input) {
  return std::filesystem::path(input.first_file).parent_path().string();
}

std::string NameOfWork(const Context& context, Phrase doing, const ReportInput& input) {
  constexpr size_t kKiB = 1'024;
  return context.Say(doing, std::filesystem::path(input.first_file).filename().string(),
                     input.bytes.size() / kKiB);
}

void NoteOvertaken(const Context& context, const ReportInput& input,
                   const std::optional<v1::ReportSummary>& revision, Inference& inference) {
  if (!revision || !IsInForce(*revision)) return;
  const bool corrects = input.report.reason() != v1::REVISION_REASON_UNSPECIFIED;
  const auto is_older = [&](const formats::TemplateOrigin& origin) {
    // Who gives a reason knows of a report before, and means the newest.
    return origin.replaces != revision->position() && !(origin.replaces == 0 && corrects);
  };
  if (std::ranges::none_of(input.loaded.templates, is_older)) return;
  inference.fields.push_back(
      {"replaces", StrCat(revision->position()),
       context.Say("replaces: the report at position $0, accepted $1, after the template was made",
                   revision->position(), context.Time(revision->time_ms()))});
}

void TellPlaceOfRefused(const Context& context, const ReportInput& input,
                        const absl::Status& status) {
  const std::string_view said = Message(status);
  const std::string_view field = said.substr(0, said.find(": "));
  if (field != "organisation" && field != "obligation" && field != "period") return;
  std::vector<v1::Finding> located(1);
  located.front().mutable_location()->set_field(std::string(field));
  input.places.Locate(located);
  const v1::Location& at = located.front().location();
  if (at.file().empty()) return;
  context.err() << "  " << context.Say("it is written in $0", Place(at)) << '\n';
  if (at.sheet() != formats::kAboutSheet) return;
  context.err() << "  "
                << context.Say(
                       "the template was made for another report; get your own (samlad "
                       "report template) and move the figures there")
                << '\n';
}

ExitCode FailReportCall(const Context& context, const ReportInput& input,
                        const absl::Status& status) {
  const ExitCode code = context.FailCall(status);
  TellPlaceOfRefused(context, input, status);
  return code;
}

absl::StatusOr<v1::ValidateResponse> CheckReport(const Context& context, sdk::Client& client,
                                                 const ReportInput& input, uint64_t replaces) {
  const Progress progress(context.environment(), NameOfWork(context, "checking $0, $1 KiB", input));
  return client.Validate(input.bytes, replaces);
}

std::optional<ExitCode> PrepareOnline(const Context& context, absl::StatusOr<sdk::Client>& client,
                                      const ReportOptions& options, const std::string& folder,
                                      bool dry_run, ReportInput& input, Inference& inference) {
  const bool whole = domain::MissingHead(input.report).empty();
  if (!client.ok()) {
    // What a gateway would have told of a head that is not whole, is not known.
    const bool has_gateway = !absl::IsInvalidArgument(client.status());
    if (input.readable() && (whole || has_gateway)) return context.FailCall(client.status());
    CheckHead(input);
    return ShowWrong(context, options, dry_run, input, inference);
  }
  auto catalogue = client->GetCatalogue(/*as_of=*/0);
  // A report that is whole is kept before it fails (keep_send_keep.h). One that lacks
  // the day of its sign-off would be sent, and stored, without it.
  if (!catalogue.ok() && (!whole || LacksDay(options.head, input)) && input.readable() &&
      !absl::IsPermissionDenied(catalogue.status())) {
    return context.FailCall(catalogue.status());
  }
  if (catalogue.ok()) {
    ReadIds(catalogue->catalogue(), input);
    auto inferred = InferHead(
        SenderOf(context, *client), *client, catalogue->catalogue(), options.head,
        [&](const v1::Report& report) { return KeptReportIn(folder, report); }, input);
    if (!inferred.ok()) return context.FailCall(inferred.status());
    inference = *std::move(inferred);
  }
  CheckHead(input);
  if (input.readable()) return std::nullopt;
  if (!input.head_missing) {
    CheckReadablePart(*client, input);
  } else if (catalogue.ok()) {
    domain::Symbols symbols;
    CheckHere(*domain::CatalogueIndex::Build(std::move(*catalogue->mutable_catalogue()),
                                             catalogue->position(), symbols),
              /*reopened=*/true, input);
  }
  return ShowWrong(context, options, dry_run, input, inference);
}

std::optional<ExitCode> PrepareOffline(const Context& context,
                                       const domain::CatalogueIndex& catalogue,
                                       const ReportOptions& options, ReportInput& input,
                                       Inference& inference) {
  ReadIds(catalogue.catalogue(), input);
  if (!options.head.signed_by.empty()) {
    InferSignOffDay(context.language(), catalogue.catalogue(), context.environment().clock.NowMs(),
                    input, inference);
  }
  CheckHead(input);
  if (input.readable()) return std::nullopt;
  CheckHere(catalogue, /*reopened=*/false, input);
  return ShowWrong(context, options, /*dry_run=*/true, input, inference);
}

}  // namespace samlad::cli
