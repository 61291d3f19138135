// SPDX-License-Identifier: EUPL-1.2
//
// samlad admin catalogue check | plan | apply: the catalogue as a reviewed
// file.

#include <filesystem>
#include <memory>
#include <vector>

#include "clients/cli/commands/commands.h"
#include "clients/cli/results.pb.h"
#include "clients/cli/session/keep_send_keep.h"
#include "clients/cli/text/catalogue_tree.h"
#include "clients/sdk/submission_id.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/catalogue/catalogue_check.h"
#include "gateway/formats/message_loader.h"

namespace samlad::cli {
namespace {

struct CatalogueOptions {
  std::string file, out, format;
  bool yes = false;
};

struct CatalogueInput {
  v1::Catalogue catalogue;
  std::string bytes;  // serialised
  Findings findings;  // of reading and of the offline checks; located
  formats::SourceMap places;
  bool readable = false;  // the file is a catalogue, right or wrong
};

absl::StatusOr<CatalogueInput> ReadCatalogue(const std::string& file) {
  const auto text = formats::ReadFile(file, limits::kFileBytesMax);
  if (!text.ok()) return text.status();
  CatalogueInput input;
  formats::Loaded loaded = formats::LoadMessage(*text, file, &input.catalogue);
  input.readable = loaded.ok();
  std::vector<v1::Finding> findings = std::move(loaded.findings);
  // Prose gets one finding only, because its apparent fields mean nothing.
  const bool is_prose = !findings.empty() && findings.front().code() == "FILE_SYNTAX" &&
                        input.catalogue.ByteSizeLong() == 0;
  if (is_prose) findings.resize(1);
  if (input.readable) {
    std::vector<v1::Finding> checked = domain::CheckCatalogue(input.catalogue);
    loaded.places.Locate(checked);
    findings.insert(findings.end(), checked.begin(), checked.end());
    input.bytes = input.catalogue.SerializeAsString();
  }
  input.findings = Findings(findings.begin(), findings.end());
  input.places = std::move(loaded.places);
  return input;
}

void PrintCatalogueChanges(const Context& context, const CatalogueResult& result) {
  for (const v1::CatalogueChange& change : result.changes()) {
    const std::string &path = change.path(), &before = change.before(), &after = change.after();
    switch (change.kind()) {
      case v1::CHANGE_KIND_ADDED:
        context.out() << "  + " << path << (after.empty() ? "" : ": " + after) << '\n';
        break;
      case v1::CHANGE_KIND_REMOVED:
        context.out() << "  - " << path << (before.empty() ? "" : ": " + before) << '\n';
        break;
      default:
        context.out() << "  ~ " << path << ": " << before << " -> " << after << '\n';
    }
  }
}

void ShowCatalogue(const Context& context, const std::string& format, const CatalogueInput& input,
                   const CatalogueResult& result, const std::string& sentence) {
  if (format == "json") {
    context.out() << ToJson(result);
    return;
  }
  PrintCatalogueChanges(context, result);
  PrintFindings(result.findings(), input.places, context.language(), context.colours(),
                context.out());
  context.out() << sentence << '\n';
}

ExitCode VerdictOf(const Context& context, const Findings& findings) {
  return HasSeverity(findings, v1::SEVERITY_ERROR) ? ExitCode::kRejected
                                                   : context.DoneWith(findings);
}

// Reads, and stops with all findings if the file is no catalogue.
absl::StatusOr<CatalogueInput> ReadOrShow(const Context& context, const CatalogueOptions& options) {
  auto input = ReadCatalogue(options.file);
  if (!input.ok() || input->readable) return input;
  CatalogueResult result;
  *result.mutable_findings() = input->findings;
  ShowCatalogue(context, options.format, *input, result,
                Summary(input->findings, context.language()));
  return absl::InvalidArgumentError(StrCat(options.file, ": cannot be read as a catalogue"));
}

ExitCode Check(const Context& context, const CatalogueOptions& options) {
  const auto input = ReadOrShow(context, options);
  if (!input.ok()) return context.FailInput(input.status());
  CatalogueResult result;
  *result.mutable_findings() = input->findings;
  if (options.format != "json") {
    PrintFindings(input->findings, input->places, context.language(), context.colours(),
                  context.out());
    PrintCatalogueTree(input->catalogue, context.language(), context.out());
    context.out() << options.file << ": " << Summary(input->findings, context.language()) << '\n';
  } else {
    context.out() << ToJson(result);
  }
  return VerdictOf(context, input->findings);
}

absl::StatusOr<CatalogueResult> FetchPlan(sdk::Client& client, const CatalogueInput& input) {
  auto plan = client.Plan(input.bytes);
  if (!plan.ok()) return plan.status();
  CatalogueResult result;
  result.set_base(plan->base());
  result.mutable_changes()->Swap(plan->mutable_changes());
  *result.mutable_findings() = Locate(plan->findings(), input.places);
  return result;
}

std::string PlanText(const Context& context, const CatalogueResult& result) {
  const int count = result.changes_size();
  return context.Say(count == 1 ? Phrase("$0 change to the catalogue at position $1; $2.")
                                : Phrase("$0 changes to the catalogue at position $1; $2."),
                     count, result.base(), Summary(result.findings(), context.language()));
}

ExitCode ShowPlan(const Context& context, const CatalogueOptions& options) {
  const auto input = ReadOrShow(context, options);
  if (!input.ok()) return context.FailInput(input.status());
  auto client = context.Connect();
  if (!client.ok()) return context.FailCall(client.status());
  const auto result = FetchPlan(*client, *input);
  if (!result.ok()) return context.FailCall(result.status());
  ShowCatalogue(context, options.format, *input, *result, PlanText(context, *result));
  return VerdictOf(context, result->findings());
}

ExitCode SendCatalogue(const Context& context, const CatalogueOptions& options,
                       const CatalogueInput& input, sdk::Client& client, CatalogueResult result) {
  v1::CatalogueServiceApplyRequest request;
  request.set_base(result.base());
  request.set_catalogue(input.bytes);
  request.set_submission_id(sdk::CatalogueSubmissionId(result.base(), input.bytes));

  const std::string folder = options.out.empty()
                                 ? std::filesystem::path(options.file).parent_path().string()
                                 : options.out;
  v1::CatalogueServiceApplyResponse response;
  Kept kept;
  const ExitCode code = KeepSendKeep(
      context,
      {.folder = folder,
       .name = StrCat("catalogue-", request.submission_id().substr(0, 12)),
       .kind = "catalogue",
       .payload = input.bytes},
      [&] { return client.Apply(request); }, &response, &kept);
  if (code != ExitCode::kDone) return code;

  result.set_verdict(response.verdict());
  *result.mutable_findings() = Locate(response.findings(), input.places);
  std::string sentence = context.Say("Rejected: $0. Nothing was stored.",
                                     Summary(result.findings(), context.language()));
  if (kept.position != 0) {
    result.set_position(kept.position);
    result.set_receipt_file(kept.receipt_file);
    sentence = StrCat(context.Say("Applied at position $0.", kept.position), "\n",
                      context.Say("Receipt: $0", kept.receipt_file));
  }
  // The changes were shown with the plan.
  if (options.format != "json") result.clear_changes();
  ShowCatalogue(context, options.format, input, result, sentence);
  return VerdictOf(context, result.findings());
}

ExitCode Apply(const Context& context, const CatalogueOptions& options) {
  const auto input = ReadOrShow(context, options);
  if (!input.ok()) return context.FailInput(input.status());
  auto client = context.Connect();
  if (!client.ok()) return context.FailCall(client.status());
  const auto result = FetchPlan(*client, *input);
  if (!result.ok()) return context.FailCall(result.status());
  const bool rejected = HasSeverity(result->findings(), v1::SEVERITY_ERROR);
  const bool nothing = result->changes().empty();
  // With JSON there is one document: the plan only if it goes no further.
  if (options.format != "json" || rejected || nothing) {
    ShowCatalogue(
        context, options.format, *input, *result,
        nothing ? context.Say("This catalogue is already in force, at position $0.", result->base())
                : PlanText(context, *result));
  }
  if (rejected || nothing) return VerdictOf(context, result->findings());
  if (!context.Agree(context.Say("Apply the catalogue?"), options.yes)) {
    return context.Fail(ExitCode::kUsage,
                        context.Say("nothing was applied; give --yes to apply this plan"));
  }
  return SendCatalogue(context, options, *input, *client, *result);
}

CLI::App* AddCatalogueCommand(CLI::App& group, Context& context, const std::string& name,
                              const std::string& description,
                              const std::shared_ptr<CatalogueOptions>& options,
                              ExitCode (*run)(const Context&, const CatalogueOptions&)) {
  CLI::App* command = group.add_subcommand(name, description);
  command->add_option("FILE", options->file, "The catalogue, YAML or JSON")->required();
  AddFormat(*command, options->format);
  command->callback([&context, options, run] {
    context.action = [&context, options, run] { return run(context, *options); };
  });
  return command;
}

}  // namespace

void AddAdminCommands(CLI::App& app, Context& context) {
  CLI::App* group = app.add_subcommand("admin", "For administrators");
  group->require_subcommand(1);
  CLI::App* catalogue = group->add_subcommand("catalogue", "The catalogue as a reviewed file");
  catalogue->require_subcommand(1);
  const std::string footer = R"(Examples:
  samlad admin catalogue check catalogue.yaml
  samlad --profile coordinator admin catalogue plan catalogue.yaml
  samlad --profile coordinator admin catalogue apply catalogue.yaml --yes)";
  group->footer(StrCat(footer, R"(
  samlad --profile coordinator admin org revoke eidar --system erp --reason "server stolen")"));
  catalogue->footer(footer);
  AddCatalogueCommand(*catalogue, context, "check", "Check the file offline, and show it as a tree",
                      std::make_shared<CatalogueOptions>(), Check);
  AddCatalogueCommand(*catalogue, context, "plan", "Show what applying the file would change",
                      std::make_shared<CatalogueOptions>(), ShowPlan);
  auto options = std::make_shared<CatalogueOptions>();
  CLI::App* apply = AddCatalogueCommand(*catalogue, context, "apply",
                                        "Show the plan, then apply it", options, Apply);
  apply->add_flag("--yes", options->yes, "Do not ask");
  apply
      ->add_option("--out", options->out,
                   "Folder for the receipt; default: that of the catalogue file")
      ->type_name("DIR");
  AddOrgCommands(*group, context);
  AddImportCommands(*group, context);
}

}  // namespace samlad::cli
