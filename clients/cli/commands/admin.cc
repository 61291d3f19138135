// SPDX-License-Identifier: EUPL-1.2
//
// samlad admin catalogue export | check | plan | apply: the catalogue as a
// reviewed file.

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "clients/cli/commands/as_of.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/results.pb.h"
#include "clients/cli/session/catalogue_file.h"
#include "clients/cli/session/keep_send_keep.h"
#include "clients/cli/text/catalogue_tree.h"
#include "clients/sdk/submission_id.h"
#include "gateway/base/character_class.h"
#include "gateway/base/durable_file.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/formats/message_loader.h"

namespace samlad::cli {
namespace {

struct CatalogueOptions {
  std::string file, out, format;
  std::optional<uint64_t> base;  // else as the file says
  bool yes = false;
};

void PrintCatalogueChanges(const Context& context, const CatalogueResult& result) {
  for (const v1::CatalogueChange& change : result.changes()) {
    const std::string path = EscapeUnprintable(change.path()),
                      before = EscapeUnprintable(change.before()),
                      after = EscapeUnprintable(change.after());
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

// "2025 (2026-02-15), 2026 (2026-02-15 -> 2026-03-01)"
std::string DueText(const Context& context, const v1::CatalogueConsequence& one) {
  std::string text = one.period();
  if (one.kind() == v1::CHANGE_KIND_CHANGED) {
    StrAppend(&text, " (", one.due_before(), " -> ", one.due(), ")");
  } else if (!one.due().empty()) {
    StrAppend(&text, " (", one.due(), ")");
  }
  if (one.begins_before_member()) {
    StrAppend(&text, " ", context.Say("- begins before the organisation exists"));
  }
  return text;
}

// Whether both are on one line: the same kind of change of the same duty.
bool IsSameDuty(const v1::CatalogueConsequence& a, const v1::CatalogueConsequence& b) {
  return a.kind() == b.kind() && a.organisation() == b.organisation() &&
         a.obligation() == b.obligation() && a.project() == b.project() &&
         a.publication() == b.publication();
}

std::string DutyText(const Context& context, const v1::CatalogueConsequence& one) {
  if (!one.publication().empty()) {
    return context.Say("$0: the gateway publishes an edition of", one.publication());
  }
  return StrCat(
      one.organisation(), ": ",
      one.obligation().empty() ? context.Say("follow-up of $0", one.project()) : one.obligation());
}

void PrintConsequences(const Context& context, const CatalogueResult& result) {
  if (result.consequences().empty()) return;
  context.out() << context.Say("What organisations owe then, and when it is due:") << '\n';
  const v1::CatalogueConsequence* last = nullptr;
  for (const v1::CatalogueConsequence& one : result.consequences()) {
    if (last != nullptr && IsSameDuty(*last, one)) {
      context.out() << ", " << PrintableText(DueText(context, one));
    } else {
      if (last != nullptr) context.out() << '\n';
      context.out() << (one.kind() == v1::CHANGE_KIND_ADDED     ? "  + "
                        : one.kind() == v1::CHANGE_KIND_REMOVED ? "  - "
                                                                : "  ~ ")
                    << PrintableText(StrCat(DutyText(context, one), " ", DueText(context, one)));
    }
    last = &one;
  }
  context.out() << '\n';
  const uint64_t shown = static_cast<uint64_t>(result.consequences_size());
  if (result.consequences_total() > shown) {
    context.out() << context.Say("  ... and $0 more", result.consequences_total() - shown) << '\n';
  }
}

void ShowCatalogue(const Context& context, const std::string& format, const CatalogueInput& input,
                   const CatalogueResult& result, const std::string& sentence) {
  if (format == "json") {
    context.out() << ToJson(result);
    return;
  }
  PrintCatalogueChanges(context, result);
  PrintConsequences(context, result);
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
  const auto text = formats::ReadFile(options.file, limits::kFileBytesMax);
  if (!text.ok()) return text.status();
  auto input = ReadCatalogue(*text, options.file);
  if (options.base) input.base = options.base;
  if (input.readable) return input;
  CatalogueResult result;
  *result.mutable_findings() = input.findings;
  ShowCatalogue(context, options.format, input, result,
                Summary(input.findings, context.language()));
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
  auto plan = client.Plan(input.bytes, input.base);
  if (!plan.ok()) return plan.status();
  CatalogueResult result;
  result.set_base(plan->base());
  result.mutable_changes()->Swap(plan->mutable_changes());
  result.mutable_consequences()->Swap(plan->mutable_consequences());
  result.set_consequences_total(plan->consequences_total());
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
  if (options.format != "json") {
    result.clear_changes();
    result.clear_consequences();
  }
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
  // --yes does not suffice, because the file would undo what was changed in between.
  if (input->base && *input->base != result->base()) {
    return context.Fail(
        ExitCode::kRefused,
        context.Say("nothing was applied: the file was made from the catalogue at position $0, and "
                    "the one at position $1 is in force; give --base $1 if the plan is right",
                    *input->base, result->base()));
  }
  if (!context.Agree(context.Say("Apply the catalogue?"), options.yes)) {
    return context.Fail(ExitCode::kUsage,
                        context.Say("nothing was applied; give --yes to apply this plan"));
  }
  return SendCatalogue(context, options, *input, *client, *result);
}

struct ExportOptions {
  std::string as_of, out;
};

ExitCode Export(const Context& context, const ExportOptions& options) {
  auto client = context.Connect();
  if (!client.ok()) return context.FailCall(client.status());
  const auto as_of = ResolveAsOf(context, *client, options.as_of);
  if (!as_of.ok()) return context.FailCall(as_of.status());
  const auto answer = client->GetCatalogue(*as_of);
  if (!answer.ok()) return context.FailCall(answer.status());
  if (answer->abridged()) {
    return context.Fail(
        ExitCode::kRefused,
        context.Say("nothing was exported: the gateway leaves out baselines of protected "
                    "indicators; the whole catalogue needs the permission administer, coordinate "
                    "or audit"));
  }
  const auto text = WriteCatalogue(*answer);
  if (!text.ok()) {
    return context.Fail(ExitCode::kUnreachable, Message(text.status()));
  }
  if (options.out.empty()) {
    context.out() << *text;
    return ExitCode::kDone;
  }
  const absl::Status written = WriteFileDurably(options.out, *text);
  return written.ok() ? ExitCode::kDone : context.FailAnswer(written);
}

void AddExport(CLI::App& group, Context& context) {
  auto options = std::make_shared<ExportOptions>();
  CLI::App* command = group.add_subcommand("export", "Write the catalogue in force as YAML");
  AddAsOf(*command, options->as_of);
  command->add_option("--out", options->out, "Write to this file instead of standard output")
      ->type_name("FILE");
  command->callback([&context, options] {
    context.action = [&context, options] { return Export(context, *options); };
  });
}

void AddBase(CLI::App& command, const std::shared_ptr<CatalogueOptions>& options) {
  command
      .add_option("--base", options->base,
                  "Position of the catalogue that the file was made from; default: as the file "
                  "says on its first line")
      ->type_name("N");
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
  samlad --profile coordinator admin catalogue export --out catalogue.yaml
  samlad admin catalogue check catalogue.yaml
  samlad --profile coordinator admin catalogue plan catalogue.yaml
  samlad --profile coordinator admin catalogue apply catalogue.yaml --yes)";
  group->footer(StrCat(footer, R"(
  samlad --profile coordinator admin org revoke eidar --system erp --reason "server stolen")"));
  catalogue->footer(footer);
  AddExport(*catalogue, context);
  AddCatalogueCommand(*catalogue, context, "check", "Check the file offline, and show it as a tree",
                      std::make_shared<CatalogueOptions>(), Check);
  auto plan = std::make_shared<CatalogueOptions>();
  AddBase(*AddCatalogueCommand(*catalogue, context, "plan",
                               "Show what applying the file would change", plan, ShowPlan),
          plan);
  auto options = std::make_shared<CatalogueOptions>();
  CLI::App* apply = AddCatalogueCommand(*catalogue, context, "apply",
                                        "Show the plan, then apply it", options, Apply);
  AddBase(*apply, options);
  apply->add_flag("--yes", options->yes, "Do not ask");
  apply
      ->add_option("--out", options->out,
                   "Folder for the receipt; default: that of the catalogue file")
      ->type_name("DIR");
  AddOrgCommands(*group, context);
  AddImportCommands(*group, context);
}

}  // namespace samlad::cli
