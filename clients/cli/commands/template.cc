// SPDX-License-Identifier: EUPL-1.2
//
// samlad report template: an empty report, made from the catalogue in force, what
// is due, and what was reported last time.

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "clients/cli/commands/commands.h"
#include "clients/sheets/report_template.h"
#include "gateway/base/durable_file.h"
#include "gateway/base/strings.h"
#include "gateway/domain/catalogue/catalogue_index.h"
#include "gateway/domain/values/periods.h"

namespace samlad::cli {
namespace {

struct TemplateOptions {
  std::string organisation, obligation, period, format = "xlsx", out;
};

std::string NameOf(const v1::ObligationState& due) {
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

// The duty that is meant: the only one that fits, or the only one of these that is
// awaited. INVALID_ARGUMENT lists the choices.
absl::StatusOr<v1::ObligationState> FindDuty(const Context& context,
                                             const v1::ListObligationsResponse& owed,
                                             const TemplateOptions& options) {
  std::vector<const v1::ObligationState*> fitting, awaited;
  for (const v1::ObligationState& due : owed.obligations()) {
    if (!IsMeant(due, options)) continue;
    fitting.push_back(&due);
    if (IsAwaited(due)) awaited.push_back(&due);
  }
  if (fitting.size() == 1) return *fitting.front();
  if (awaited.size() == 1) return *awaited.front();
  if (fitting.empty()) {
    return absl::NotFoundError(
        context.Say("no report of yours fits; `samlad report due` shows what you owe"));
  }
  std::vector<std::string> choices;
  for (const v1::ObligationState* due : awaited.empty() ? fitting : awaited) {
    choices.push_back(StrCat("\n  ", NameOf(*due)));
  }
  return absl::InvalidArgumentError(
      StrCat(context.Say("several reports fit; say which:"), absl::StrJoin(choices, "")));
}

// The report in force for the same part of the year before, or else of the same
// period, so that last time's figures can be shown. Nothing if there is none, or it
// may not be read.
std::optional<v1::Report> ReportBefore(sdk::Client& client, const v1::ObligationState& duty) {
  const auto period = domain::ParsePeriod(duty.period());
  if (!period) return std::nullopt;
  const std::string wanted =
      domain::FormatPeriod({.year = period->year - 1, .third = period->third});
  const auto listed = client.ListReports(wanted);
  if (!listed.ok()) return std::nullopt;
  for (const v1::ReportSummary& one : listed->reports()) {
    if (one.superseded() || one.organisation() != duty.organisation() ||
        one.obligation() != duty.obligation()) {
      continue;
    }
    const auto revision = client.GetRevision(one.position());
    v1::Report report;
    if (revision.ok() && report.ParseFromString(revision->report())) return report;
  }
  return std::nullopt;
}

absl::StatusOr<std::string> Write(const sheets::ReportTemplate& asked, const std::string& format,
                                  board::Language language) {
  if (format == "csv") return sheets::WriteTemplateCsv(asked, language);
  if (format == "yaml") return sheets::WriteTemplateYaml(asked, language);
  if (format == "json") return sheets::WriteTemplateJson(asked);
  return sheets::WriteTemplateWorkbook(asked, language);
}

ExitCode Template(const Context& context, const TemplateOptions& options) {
  auto client = context.Connect();
  if (!client.ok()) return context.FailCall(client.status());
  const auto owed = client->ListObligations(options.period);
  if (!owed.ok()) return context.FailCall(owed.status());
  const auto duty = FindDuty(context, *owed, options);
  if (!duty.ok()) return context.FailInput(duty.status());
  const auto catalogue = client->GetCatalogue(0);
  if (!catalogue.ok()) return context.FailCall(catalogue.status());
  domain::Symbols symbols;
  const auto index =
      domain::CatalogueIndex::Build(catalogue->catalogue(), catalogue->position(), symbols);
  const std::optional<v1::Report> before = ReportBefore(*client, *duty);
  const auto asked = sheets::MakeReportTemplate(*index, duty->organisation(), duty->obligation(),
                                                duty->period(), before ? &*before : nullptr);
  if (!asked.ok()) return context.FailInput(asked.status());
  const auto text = Write(*asked, options.format, context.language());
  if (!text.ok()) return context.FailAnswer(text.status());
  const absl::Status written = WriteFileDurably(options.out, *text);
  if (!written.ok()) return context.FailAnswer(written);
  context.out() << context.Say(
                       "$0: $1 for $2, $3 figures. Fill it in and send it with: samlad "
                       "report submit $0",
                       options.out, duty->obligation(), duty->period(), asked->figures.size())
                << '\n';
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
      ->check(CLI::IsMember({"xlsx", "csv", "yaml", "json"}))
      ->capture_default_str();
  command->add_option("--out", options->out, "File to write")->type_name("FILE")->required();
  command->callback([&context, options] {
    context.action = [&context, options] { return Template(context, *options); };
  });
}

}  // namespace samlad::cli
