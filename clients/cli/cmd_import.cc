// SPDX-License-Identifier: EUPL-1.2
//
// samlad admin import kolada: figures of others, to stand beside our own.

#include <sys/stat.h>

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "clients/cli/commands.h"
#include "clients/cli/results.pb.h"
#include "clients/cli/send_failure.h"
#include "clients/cli/submission_files.h"
#include "clients/sdk/submission_id.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/formats/kolada.h"
#include "gateway/formats/message_loader.h"

namespace samlad::cli {
namespace {

struct ImportOptions {
  std::vector<std::string> files, names;
  std::string retrieved, source, out, format;
  bool dry_run = false;
};

absl::StatusOr<formats::KoladaNames> NamesOf(const ImportOptions& options) {
  formats::KoladaNames names;
  for (const std::string& given : options.names) {
    const size_t equals = given.rfind('=');  // titles may have one
    if (equals == given.npos || equals == 0 || equals + 1 == given.size()) {
      return absl::InvalidArgumentError(StrCat(
          "--name ", given, ": write \"Trollhättan=1488\" or \"title of the series=N15428\""));
    }
    names.insert_or_assign(given.substr(0, equals), given.substr(equals + 1));
  }
  return names;
}

// When the figures were retrieved: as said, else when the newest file was
// written.
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
  return absl::InvalidArgumentError("--retrieved: say when the figures were retrieved");
}

// What the files hold together.
struct KoladaInput {
  std::vector<v1::ImportedValue> values;
  std::vector<v1::Finding> findings;
  std::set<std::string> unnamed;
};

absl::StatusOr<KoladaInput> ReadFiles(const ImportOptions& options) {
  const auto names = NamesOf(options);
  if (!names.ok()) return names.status();
  KoladaInput input;
  for (const std::string& file : options.files) {
    const auto bytes = formats::ReadFile(file, limits::kFileBytesMax);
    if (!bytes.ok()) return bytes.status();
    formats::KoladaFile read = formats::IsWorkbook(*bytes)
                                   ? formats::ReadKoladaWorkbook(*bytes, file, *names)
                                   : formats::ReadKoladaJson(*bytes, file);
    std::ranges::move(read.values, std::back_inserter(input.values));
    std::ranges::move(read.findings, std::back_inserter(input.findings));
    input.unnamed.merge(read.unnamed);
  }
  return input;
}

// "A, B, C and 17 more".
std::string Some(const std::set<std::string>& all) {
  constexpr size_t kShown = 8;
  std::vector<std::string> shown(all.begin(), std::next(all.begin(), std::min(kShown, all.size())));
  const std::string list = absl::StrJoin(shown, ", ");
  return all.size() <= kShown ? list : StrCat(list, " and ", all.size() - kShown, " more");
}

void TellSkipped(const Context& context, const KoladaInput& input,
                 const formats::KoladaSelection& selection) {
  if (!input.unnamed.empty()) {
    context.out() << "Skipped, no code is given for: " << Some(input.unnamed)
                  << ". Name those you need: --name \"Trollhättan=1488\".\n";
  }
  if (!selection.codes.empty()) {
    context.out() << "Skipped, the catalogue compares with no such series: "
                  << Some(selection.codes) << ".\n";
  }
  if (!selection.regions.empty()) {
    context.out() << "Skipped, the catalogue compares with no such region: "
                  << Some(selection.regions) << ".\n";
  }
}

void Show(const Context& context, const ImportOptions& options, const KoladaInput& input,
          const formats::KoladaSelection& selection, const ImportResult& result,
          const std::string& sentence) {
  if (options.format == "json") {
    context.out() << ToJson(result);
    return;
  }
  PrintFindings(result.findings(), {}, context.language(), context.colours(), context.out());
  TellSkipped(context, input, selection);
  context.out() << sentence << '\n';
}

ExitCode Send(const Context& context, const ImportOptions& options, const KoladaInput& input,
              const formats::KoladaSelection& selection, sdk::Client& client,
              const v1::SeriesImported& series, ImportResult result) {
  v1::ImportSeriesRequest request;
  request.set_series(series.SerializeAsString());
  request.set_submission_id(sdk::ImportSubmissionId(request.series()));
  SubmissionFiles files(options.out, StrCat("import-", request.submission_id().substr(0, 12)),
                        "import");
  absl::Status kept = files.KeepPayload(request.series());
  if (!kept.ok()) return context.FailInput(kept);
  const auto response = client.ImportSeries(request);
  if (!response.ok()) return FailSend(context, files, response.status());
  kept = files.KeepReceipt(response->receipt());
  if (!kept.ok()) return context.FailInput(kept);

  v1::Receipt receipt;
  receipt.ParseFromString(response->receipt());  // the client library has checked it
  result.set_position(receipt.position());
  result.set_receipt_file(files.receipt_path());
  Show(context, options, input, selection, result,
       StrCat(response->replayed() ? "Imported before" : "Imported", " at position ",
              receipt.position(), ": ", result.values(),
              " values.\nReceipt: ", files.receipt_path()));
  return context.DoneWith(result.findings());
}

ExitCode ImportKolada(const Context& context, const ImportOptions& options) {
  const auto input = ReadFiles(options);
  if (!input.ok()) return context.FailInput(input.status());
  const auto retrieved_ms = RetrievedMs(options);
  if (!retrieved_ms.ok()) return context.FailInput(retrieved_ms.status());
  ImportResult result;
  *result.mutable_findings() = {input->findings.begin(), input->findings.end()};
  if (HasSeverity(result.findings(), v1::SEVERITY_ERROR)) {
    Show(context, options, *input, {}, result,
         StrCat("Nothing was imported: ", Summary(result.findings(), context.language()), "."));
    return ExitCode::kRejected;
  }

  auto client = context.Connect();
  if (!client.ok()) return context.FailCall(client.status());
  const auto in_force = client->GetCatalogue(0);
  if (!in_force.ok()) return context.FailCall(in_force.status());
  const formats::KoladaSelection selection =
      formats::SelectKolada(in_force->catalogue(), input->values);
  result.mutable_findings()->Add(selection.findings.begin(), selection.findings.end());
  result.set_values(static_cast<uint32_t>(selection.values.size()));
  result.set_skipped(static_cast<uint32_t>(selection.left_out));
  result.mutable_skipped_codes()->Assign(selection.codes.begin(), selection.codes.end());
  result.mutable_skipped_regions()->Assign(selection.regions.begin(), selection.regions.end());
  result.mutable_unnamed()->Assign(input->unnamed.begin(), input->unnamed.end());
  if (HasSeverity(result.findings(), v1::SEVERITY_ERROR) || selection.values.empty()) {
    Show(context, options, *input, selection, result,
         selection.values.empty() ? "Nothing was imported: the files hold nothing that the "
                                    "catalogue compares with."
                                  : "Nothing was imported.");
    return ExitCode::kRejected;
  }
  if (options.dry_run) {
    Show(context, options, *input, selection, result,
         StrCat("Nothing was sent: ", result.values(), " values would be imported."));
    return context.DoneWith(result.findings());
  }

  v1::SeriesImported series;
  series.set_provider(std::string(formats::kKolada));
  series.set_source(options.source.empty() ? absl::StrJoin(options.files, ", ") : options.source);
  series.set_retrieved_ms(*retrieved_ms);
  *series.mutable_values() = {selection.values.begin(), selection.values.end()};
  return Send(context, options, *input, selection, *client, series, std::move(result));
}

}  // namespace

void AddImportCommands(CLI::App& admin, Context& context) {
  CLI::App* group = admin.add_subcommand("import", "Figures of others, shown beside our own");
  group->require_subcommand(1);
  auto options = std::make_shared<ImportOptions>();
  CLI::App* kolada = group->add_subcommand(
      "kolada", "Import what the catalogue's comparisons name from files of Kolada's");
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
      ->add_option("--name", options->names,
                   "In a workbook, which has no codes: the code of a series or region by the name "
                   "that stands there")
      ->type_name("NAME=CODE");
  kolada
      ->add_option("--retrieved", options->retrieved,
                   "When it was retrieved; default: when the newest file was written")
      ->type_name("TIME");
  kolada
      ->add_option("--source", options->source,
                   "Where it was taken from; default: the files' names")
      ->type_name("TEXT");
  kolada->add_flag("--dry-run", options->dry_run, "Only say what would be imported");
  kolada->add_option("--out", options->out, "Folder for the receipt; default: this one")
      ->type_name("DIR");
  AddFormat(*kolada, options->format);
  kolada->callback([&context, options] {
    context.action = [&context, options] { return ImportKolada(context, *options); };
  });
}

}  // namespace samlad::cli
