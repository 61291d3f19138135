// SPDX-License-Identifier: EUPL-1.2
//
// samlad report template: a report to fill in, made from the catalogue in force,
// what is due, and what was reported before.

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_join.h"
#include "clients/cli/commands/commands.h"
#include "clients/reporting/make_template.h"
#include "gateway/base/durable_file.h"
#include "gateway/base/strings.h"

namespace samlad::cli {
namespace {

struct TemplateOptions {
  std::string organisation, obligation, period, format, out;
};

constexpr std::string_view kTemplateFormats[] = {"xlsx", "csv", "yaml", "json"};

// "xlsx" of "report.XLSX"; empty: no ending that a format has.
std::string FormatOfEnding(const std::string& file) {
  std::string ending = std::filesystem::path(file).extension().string();
  absl::AsciiStrToLower(&ending);
  if (ending == ".yml") return "yaml";
  for (const std::string_view format : kTemplateFormats) {
    if (ending == StrCat(".", format)) return std::string(format);
  }
  return "";
}

// The format that was asked for, or that the file's name has. INVALID_ARGUMENT: the
// two differ, so that the file could not be read as what it is.
absl::StatusOr<std::string> ChooseFormat(const Context& context, const TemplateOptions& options) {
  const std::string named = FormatOfEnding(options.out);
  if (options.format.empty()) return named.empty() ? "xlsx" : named;
  if (named.empty() || named == options.format) return options.format;
  return absl::InvalidArgumentError(
      context.Say("$0 is not the name of a file of the format $1", options.out, options.format));
}

std::string ChoiceOf(const v1::ObligationState& due) {
  return StrCat("--organisation ", due.organisation(), " --obligation ", due.obligation(),
                " --period ", due.period(), due.due().empty() ? "" : StrCat("  (", due.due(), ")"));
}

bool IsMeant(const v1::ObligationState& due, const TemplateOptions& options) {
  const auto fits = [](const std::string& wanted, const std::string& given) {
    return wanted.empty() || wanted == given;
  };
  return fits(options.organisation, due.organisation()) &&
         fits(options.obligation, due.obligation()) && fits(options.period, due.period());
}

// Whether it still has to be sent.
bool IsAwaited(const v1::ObligationState& due) {
  return !due.due().empty() &&
         (due.state() == v1::REPORT_STATE_EXPECTED || due.state() == v1::REPORT_STATE_RETURNED ||
          due.state() == v1::REPORT_STATE_MISSING);
}

// Among the reports that fit, the only one, or the one that is due first of those
// that are awaited; `others` are the rest of these. INVALID_ARGUMENT lists the
// choices.
absl::StatusOr<v1::ObligationState> FindDue(const Context& context,
                                            const v1::ListObligationsResponse& owed,
                                            const TemplateOptions& options,
                                            std::vector<std::string>& others) {
  std::vector<const v1::ObligationState*> fitting, awaited;
  for (const v1::ObligationState& due : owed.obligations()) {
    if (!IsMeant(due, options)) continue;
    fitting.push_back(&due);
    if (IsAwaited(due)) awaited.push_back(&due);
  }
  if (fitting.size() == 1) return *fitting.front();
  if (fitting.empty()) {
    return absl::NotFoundError(
        context.Say("no report of yours fits; `samlad report due` shows what you owe"));
  }
  // ISO 8601 dates sort as text.
  std::ranges::stable_sort(awaited, {}, [](const v1::ObligationState* due) { return due->due(); });
  std::vector<std::string> choices;
  for (const v1::ObligationState* due : awaited.empty() ? fitting : awaited) {
    choices.push_back(StrCat("\n  ", ChoiceOf(*due)));
  }
  if (awaited.size() == 1 || (awaited.size() > 1 && awaited[0]->due() != awaited[1]->due())) {
    others.assign(choices.begin() + 1, choices.end());
    return *awaited.front();
  }
  return absl::InvalidArgumentError(
      StrCat(context.Say("several reports fit; say which:"), absl::StrJoin(choices, "")));
}

// Never over a file that somebody may have filled in.
absl::Status WriteNew(const Context& context, const std::string& file, std::string_view text) {
  std::error_code unknown;
  const std::filesystem::file_status there = std::filesystem::status(file, unknown);
  if (std::filesystem::exists(there) && !std::filesystem::is_regular_file(there)) {
    return WriteFileDurably(file, text);  // a pipe, or a folder, which it refuses
  }
  const std::string folder = std::filesystem::path(file).parent_path().string();
  if (!folder.empty()) {
    const absl::Status made = MakeFolders(folder, 0700);
    if (!made.ok()) return made;
  }
  const absl::Status created = CreateFileDurably(file, text, kOwnerOnly);
  if (!absl::IsAlreadyExists(created)) return created;
  return absl::AlreadyExistsError(
      context.Say("$0 is there already, and may be filled in; give another name", file));
}

void PrintWhatNext(const Context& context, const TemplateOptions& options,
                   const std::string& format, const v1::ObligationState& due,
                   const reporting::MadeTemplate& made, const std::vector<std::string>& others) {
  const bool corrects = made.replaces != 0;
  context.out() << context.Say("$0: $1 for $2, $3 figures.", options.out, due.obligation(),
                               due.period(), made.figures)
                << '\n';
  if (!others.empty()) {
    context.out() << context.Say("It is due first. Others are awaited, too:")
                  << absl::StrJoin(others, "") << '\n';
  }
  if (corrects) {
    context.out() << context.Say(
                         "It contains what was reported at position $0. Change what is to be "
                         "changed, and give the reason.",
                         made.replaces)
                  << '\n';
  }
  if (format == "csv" || (format == "json" && !corrects)) {
    context.out() << context.Say("Delete the rows that you have no figure for.") << '\n';
  }
  if (format == "csv") {
    context.out() << context.Say(
                         "Organisation, obligation and period go into a YAML file next to "
                         "it; `samlad report template --format yaml` writes one.")
                  << '\n';
  }
  if (made.measured && (format == "csv" || format == "xlsx")) {
    context.err() << context.Say(
                         "The measured effects of projects have no place in it and would "
                         "be lost; use --format yaml.")
                  << '\n';
  }
  context.out() << context.Say("Fill it in and send it with: samlad report submit $0", options.out)
                << '\n';
}

ExitCode Template(const Context& context, const TemplateOptions& options) {
  const auto format = ChooseFormat(context, options);
  if (!format.ok()) return context.FailInput(format.status());
  auto client = context.Connect();
  if (!client.ok()) return context.FailCall(client.status());
  const auto owed = client->ListObligations(options.period);
  if (!owed.ok()) return context.FailCall(owed.status());
  std::vector<std::string> others;
  const auto due = FindDue(context, *owed, options, others);
  if (!due.ok()) return context.FailInput(due.status());
  const auto catalogue = client->GetCatalogue(0);
  if (!catalogue.ok()) return context.FailCall(catalogue.status());
  const auto made = reporting::MakeTemplate(*client, *catalogue, *due, *format, context.language());
  if (absl::IsNotFound(made.status()) || absl::IsFailedPrecondition(made.status())) {
    return context.FailInput(made.status());
  }
  if (absl::IsInternal(made.status())) return context.FailAnswer(made.status());
  if (!made.ok()) return context.FailCall(made.status());
  const absl::Status written = WriteNew(context, options.out, made->text);
  if (absl::IsAlreadyExists(written)) return context.FailInput(written);
  if (!written.ok()) return context.FailAnswer(written);
  PrintWhatNext(context, options, *format, *due, *made, others);
  return ExitCode::kDone;
}

}  // namespace

void AddTemplateCommand(CLI::App& report, Context& context) {
  auto options = std::make_shared<TemplateOptions>();
  CLI::App* command =
      report.add_subcommand("template", "An empty report to fill in, made from what is due");
  command->add_option("--organisation", options->organisation, "Organisation; default: yours")
      ->type_name("ID");
  command
      ->add_option("--obligation", options->obligation,
                   "Obligation; default: the one that is awaited")
      ->type_name("ID");
  command->add_option("--period", options->period, "Period; default: the one that is awaited")
      ->type_name("PERIOD");
  command
      ->add_option("--format", options->format,
                   "xlsx for Excel and LibreOffice; csv, yaml and json are text")
      ->check(CLI::IsMember({"xlsx", "csv", "yaml", "json"}));
  command->add_option("--out", options->out, "File to write")->type_name("FILE")->required();
  command->callback([&context, options] {
    context.action = [&context, options] { return Template(context, *options); };
  });
}

}  // namespace samlad::cli
