// SPDX-License-Identifier: EUPL-1.2
//
// samlad admin import kolada: figures of others, to compare with our own.

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/results.pb.h"
#include "clients/cli/session/keep_send_keep.h"
#include "clients/cli/session/personal_texts.h"
#include "clients/sdk/submission_id.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/values/printable.h"
#include "gateway/formats/kolada.h"
#include "gateway/formats/message_loader.h"
#include "gateway/formats/spelling.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::cli {
namespace {

struct ImportOptions {
  std::vector<std::string> files, names;
  std::string retrieved, source, out, format;
  bool dry_run = false, all = false;
};

absl::StatusOr<formats::KoladaNames> NamesOf(const ImportOptions& options) {
  formats::KoladaNames names;
  for (const std::string& given : options.names) {
    const size_t equals = given.rfind('=');  // titles may have one
    if (equals == given.npos || equals == 0 || equals + 1 == given.size()) {
      return absl::InvalidArgumentError(StrCat(
          "--name ", given, ": write \"Trollhättan=1488\" or \"title of the series=N15428\""));
    }
    const std::string code = given.substr(equals + 1);
    const auto& [at, added] =
        names.try_emplace(formats::NormaliseName(given.substr(0, equals)), code);
    if (!added && at->second != code) {
      return absl::InvalidArgumentError(
          StrCat("--name: \"", at->first, "\" is given two codes, ", at->second, " and ", code));
    }
  }
  return names;
}

// Without their folders, because the log and the board's view show it, and a
// folder may name a person.
std::string FileNames(const std::vector<std::string>& files) {
  std::vector<std::string> names;
  for (const std::string& file : files) {
    names.push_back(std::filesystem::path(file).filename().string());
  }
  return absl::StrJoin(names, ", ");
}

// When the figures were retrieved: --retrieved, or the time of the newest file.
absl::StatusOr<int64_t> RetrievedMs(const ImportOptions& options) {
  if (!options.retrieved.empty()) {
    absl::Time time;
    std::string problem;
    for (const char* form : {absl::RFC3339_full, "%Y-%m-%d"}) {
      if (absl::ParseTime(form, options.retrieved, &time, &problem))
        return absl::ToUnixMillis(time);
    }
    return absl::InvalidArgumentError(
        StrCat("--retrieved ", options.retrieved, ": write 2026-02-01 or 2026-02-01T09:30:00Z"));
  }
  int64_t newest = 0;
  for (const std::string& file : options.files) {
    struct stat status{};
    if (stat(file.c_str(), &status) != 0) continue;
    newest = std::max(newest, int64_t{status.st_mtim.tv_sec} * 1000);
  }
  if (newest > 0) return newest;
  return absl::InvalidArgumentError(
      "--retrieved: give the time at which the figures were retrieved");
}

// What the files hold together.
struct KoladaInput {
  std::vector<v1::ImportedValue> values;
  std::vector<v1::Finding> findings;
  std::set<std::string> unnamed_titles, unnamed_regions, named;
  bool has_workbook = false;
};

bool LooksLikeJson(std::string_view bytes) {
  const size_t first = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return first == bytes.npos || bytes[first] == '{' || bytes[first] == '[';
}

bool LooksLikePage(std::string_view bytes) {
  const size_t first = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return first != bytes.npos && bytes[first] == '<';
}

absl::StatusOr<KoladaInput> ReadFiles(const ImportOptions& options,
                                      const formats::KoladaNames& names) {
  KoladaInput input;
  std::vector<formats::KoladaPageOf> pages;
  for (const std::string& file : options.files) {
    const auto bytes = formats::ReadFile(file, limits::kFileBytesMax);
    if (!bytes.ok()) return bytes.status();
    if (!formats::IsWorkbook(*bytes) && !LooksLikeJson(*bytes)) {
      return absl::InvalidArgumentError(StrCat(file, ": is neither JSON nor XLSX",
                                               LooksLikePage(*bytes) ? ", but a web page" : ""));
    }
    const bool workbook = formats::IsWorkbook(*bytes);
    input.has_workbook |= workbook;
    formats::KoladaFile read = workbook ? formats::ReadKoladaWorkbook(*bytes, file, names)
                                        : formats::ReadKoladaJson(*bytes, file);
    pages.push_back({file, read.next_page, read.previous_page});
    std::ranges::move(read.values, std::back_inserter(input.values));
    std::ranges::move(read.findings, std::back_inserter(input.findings));
    input.unnamed_titles.merge(read.unnamed_titles);
    input.unnamed_regions.merge(read.unnamed_regions);
    input.named.merge(read.named);
  }
  std::ranges::move(formats::FindMissingPages(pages), std::back_inserter(input.findings));
  return input;
}

// A name that no workbook has is an error, because the rows that it was meant for
// would be skipped without notice. JSON has codes, so that names do nothing there.
absl::Status CheckNames(const formats::KoladaNames& names, const KoladaInput& input) {
  if (!input.has_workbook) return absl::OkStatus();
  std::vector<std::string> known(input.unnamed_titles.begin(), input.unnamed_titles.end());
  known.insert(known.end(), input.unnamed_regions.begin(), input.unnamed_regions.end());
  for (const auto& [name, code] : names) {
    if (input.named.contains(name)) continue;
    const std::string_view close = formats::ClosestWord(name, known);
    return absl::InvalidArgumentError(
        StrCat("--name: no such name in the files: ", name,
               close.empty() ? "" : StrCat(" - did you mean ", close, "?")));
  }
  return absl::OkStatus();
}

// One name a line, quoted as --name takes it.
void PrintSkipped(const Context& context, const ImportOptions& options, Phrase heading,
                  const std::set<std::string>& skipped) {
  constexpr size_t kShown = 8;
  if (skipped.empty()) return;
  context.out() << context.Say(heading) << '\n';
  size_t told = 0;
  for (const std::string& name : skipped) {
    if (told == kShown && !options.all) break;
    context.out() << "  \"" << domain::Printable(name, limits::kTextBytesMax) << "\"\n";
    ++told;
  }
  if (told < skipped.size()) {
    context.out() << "  " << context.Say("and $0 more; list them with --all", skipped.size() - told)
                  << '\n';
  }
}

void ShowImport(const Context& context, const ImportOptions& options, const KoladaInput& input,
                const formats::KoladaSelection& selection, const ImportResult& result,
                const std::string& sentence) {
  if (options.format == "json") {
    context.out() << ToJson(result);
    return;
  }
  PrintFindings(result.findings(), {}, context.language(), context.colours(), context.out());
  const bool unnamed = !input.unnamed_titles.empty() || !input.unnamed_regions.empty();
  PrintSkipped(context, options,
               "Skipped series, because no code was given for them:", input.unnamed_titles);
  PrintSkipped(
      context, options,
      "Skipped series, because no comparison of the catalogue names them:", selection.codes);
  PrintSkipped(context, options,
               "Skipped regions, because no code was given for them:", input.unnamed_regions);
  PrintSkipped(
      context, options,
      "Skipped regions, because no comparison of the catalogue names them:", selection.regions);
  if (unnamed) {
    context.out() << context.Say("Name the ones that you need: --name \"Trollhättan=1488\".")
                  << '\n';
  }
  context.out() << sentence << '\n';
}

ExitCode SendSeries(const Context& context, const ImportOptions& options, const KoladaInput& input,
                    const formats::KoladaSelection& selection, sdk::Client& client,
                    const v1::SeriesImported& series, ImportResult result) {
  v1::ImportSeriesRequest request;
  request.set_series(series.SerializeAsString());
  request.set_submission_id(sdk::ImportSubmissionId(request.series()));
  v1::ImportSeriesResponse response;
  Kept kept;
  const ExitCode code = KeepSendKeep(
      context,
      {.folder = options.out,
       .name = StrCat("import-", request.submission_id().substr(0, 12)),
       .kind = "import",
       .payload = request.series()},
      [&] { return client.ImportSeries(request); }, &response, &kept);
  if (code != ExitCode::kDone) return code;

  result.set_position(kept.position);
  result.set_receipt_file(kept.receipt_file);
  ShowImport(
      context, options, input, selection, result,
      StrCat(context.Say(response.replayed() ? Phrase("Already imported at position $0: $1 values.")
                                             : Phrase("Imported at position $0: $1 values."),
                         kept.position,
                         board::FormatNumber(StrCat(result.values()), context.language())),
             "\n", context.Say("Receipt: $0", kept.receipt_file)));
  return context.DoneWith(result.findings());
}

// What the files say is told all the same.
ExitCode FailAfterReading(const Context& context, const ImportOptions& options,
                          const ImportResult& result, const absl::Status& status) {
  if (options.format != "json") {
    PrintFindings(result.findings(), {}, context.language(), context.colours(), context.out());
  }
  return context.FailCall(status);
}

ExitCode ImportKolada(const Context& context, const ImportOptions& options) {
  const auto names = NamesOf(options);
  if (!names.ok()) return context.FailInput(names.status());
  const auto input = ReadFiles(options, *names);
  if (!input.ok()) return context.FailInput(input.status());
  const auto retrieved_ms = RetrievedMs(options);
  if (!retrieved_ms.ok()) return context.FailInput(retrieved_ms.status());
  ImportResult result;
  *result.mutable_findings() = {input->findings.begin(), input->findings.end()};
  if (HasSeverity(result.findings(), v1::SEVERITY_ERROR)) {
    ShowImport(
        context, options, *input, {}, result,
        context.Say("Nothing was imported: $0.", Summary(result.findings(), context.language())));
    return ExitCode::kRejected;
  }
  if (absl::Status known = CheckNames(*names, *input); !known.ok()) {
    return context.FailInput(known);
  }

  const auto fail = [&](const absl::Status& status) {
    return FailAfterReading(context, options, result, status);
  };
  auto client = context.Connect();
  if (!client.ok()) return fail(client.status());
  const auto in_force = client->GetCatalogue(0);
  if (!in_force.ok()) return fail(in_force.status());
  const formats::KoladaSelection selection =
      formats::SelectKolada(in_force->catalogue(), input->values);
  result.mutable_findings()->Add(selection.findings.begin(), selection.findings.end());
  result.set_values(static_cast<uint32_t>(selection.values.size()));
  result.set_skipped(static_cast<uint32_t>(selection.left_out));
  result.mutable_skipped_codes()->Assign(selection.codes.begin(), selection.codes.end());
  result.mutable_skipped_regions()->Assign(selection.regions.begin(), selection.regions.end());
  result.mutable_unnamed()->Assign(input->unnamed_titles.begin(), input->unnamed_titles.end());
  result.mutable_unnamed()->Add(input->unnamed_regions.begin(), input->unnamed_regions.end());
  if (HasSeverity(result.findings(), v1::SEVERITY_ERROR) || selection.values.empty()) {
    ShowImport(context, options, *input, selection, result,
               selection.values.empty()
                   ? context.Say("Nothing was imported, because no comparison of the catalogue "
                                 "names the values of the files.")
                   : context.Say("Nothing was imported: $0.",
                                 Summary(result.findings(), context.language())));
    return ExitCode::kRejected;
  }
  if (options.dry_run) {
    ShowImport(context, options, *input, selection, result,
               context.Say("Nothing was sent: $0 values would be imported.",
                           board::FormatNumber(StrCat(result.values()), context.language())));
    return context.DoneWith(result.findings());
  }

  v1::SeriesImported series;
  series.set_provider(std::string(formats::kKolada));
  series.set_source(options.source.empty() ? FileNames(options.files) : options.source);
  series.set_retrieved_ms(*retrieved_ms);
  *series.mutable_values() = {selection.values.begin(), selection.values.end()};
  if (NamesAPerson(context, series)) return ExitCode::kRejected;
  return SendSeries(context, options, *input, selection, *client, series, std::move(result));
}

}  // namespace

void AddImportCommands(CLI::App& admin, Context& context) {
  CLI::App* group = admin.add_subcommand("import", "Comparison series from other sources");
  group->require_subcommand(1);
  auto options = std::make_shared<ImportOptions>();
  CLI::App* kolada = group->add_subcommand(
      "kolada", "Import the series that the catalogue's comparisons name from Kolada's files");
  const std::string footer = R"(Examples:
  samlad --profile coordinator admin import kolada N15428.json N07403.json
  samlad --profile coordinator admin import kolada export.xlsx --retrieved 2026-02-01 \
    --name "Trollhättan=1488" --name "Riket=0000" --name "Elever i åk 9, andel (%)=N15428")";
  group->footer(footer);
  kolada->footer(footer);
  kolada
      ->add_option("FILE", options->files,
                   "Answers of Kolada's data service (JSON), or its workbook (XLSX)")
      ->required();
  kolada
      ->add_option(
          "--name", options->names,
          "Code of a series or region by its name in the workbook, because workbooks have no codes")
      ->type_name("NAME=CODE");
  kolada
      ->add_option("--retrieved", options->retrieved,
                   "Time of retrieval; default: that of the newest file")
      ->type_name("TIME");
  kolada->add_option("--source", options->source, "Source of the figures; default: the file names")
      ->type_name("TEXT");
  kolada->add_flag("--all", options->all,
                   "List everything that was skipped, not only the first items");
  kolada->add_flag("--dry-run", options->dry_run, "Only show what would be imported");
  kolada->add_option("--out", options->out, "Folder for the receipt; default: the current one")
      ->type_name("DIR");
  AddFormat(*kolada, options->format);
  kolada->callback([&context, options] {
    context.action = [&context, options] { return ImportKolada(context, *options); };
  });
}

}  // namespace samlad::cli
