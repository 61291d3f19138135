// SPDX-License-Identifier: EUPL-1.2
//
// samlad board export: the tables of a view, for spreadsheets and other programs.

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "clients/board/export/csv_writer.h"
#include "clients/board/export/json_writer.h"
#include "clients/board/export/sdmx_csv_writer.h"
#include "clients/board/export/tables.h"
#include "clients/board/export/view_tables.h"
#include "clients/board/export/workbook_writer.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/commands/saved_view.h"
#include "clients/cli/commands/view_query.h"
#include "gateway/base/durable_writer.h"
#include "gateway/base/strings.h"
#include "samlad/v1/view.pb.h"

namespace samlad::cli {
namespace {

struct TablesOptions {
  ViewSelection view;
  std::vector<std::string> tables;
  std::string format, decimal, out, from;
  bool selects = false;  // whether an option of `view` was given
};

// An export whose options fit together.
struct TablesPlan {
  std::string format;
  board::DecimalMark mark = board::DecimalMark::kPoint;
  std::vector<board::TableId> tables;
  bool to_folder = false;  // a file for each table
};

// By --format, else by the ending of --out; "": neither says.
std::string FormatOf(const TablesOptions& options) {
  if (!options.format.empty()) return options.format;
  const std::string ending = std::filesystem::path(options.out).extension().string();
  if (ending == ".xlsx" || ending == ".csv" || ending == ".json") return ending.substr(1);
  return "";
}

std::vector<board::TableId> TablesOf(const TablesOptions& options, const std::string& format) {
  std::vector<board::TableId> tables;
  const auto all = board::ExportTables();
  for (size_t i = 0; i < all.size(); ++i) {
    const auto id = static_cast<board::TableId>(i);
    const bool wanted =
        options.tables.empty()
            ? format != "sdmx-csv" || id == board::TableId::kFigures
            : std::ranges::find(options.tables, all[i].name) != options.tables.end();
    if (wanted) tables.push_back(id);
  }
  return tables;
}

std::string NamesOfTables() {
  std::string names;
  for (const board::Table& table : board::ExportTables()) {
    StrAppend(&names, names.empty() ? "" : ", ", table.name);
  }
  return names;
}

board::DecimalMark MarkOf(const Context& context, const TablesOptions& options) {
  const bool comma = options.decimal.empty() ? context.language() == board::Language::kSv
                                             : options.decimal == "comma";
  return comma ? board::DecimalMark::kComma : board::DecimalMark::kPoint;
}

// INVALID_ARGUMENT says what does not fit.
absl::StatusOr<TablesPlan> PlanTables(const Context& context, const TablesOptions& options) {
  TablesPlan plan{.format = FormatOf(options), .mark = MarkOf(context, options), .tables = {}};
  const auto refuse = [&context](Phrase why) {
    return absl::InvalidArgumentError(context.Say(why));
  };
  if (!options.from.empty() && options.selects) {
    return refuse("--from has the view as it was saved; only --table chooses from it");
  }
  for (const std::string& name : options.tables) {
    if (board::FindExportTable(name) != nullptr) continue;
    return absl::InvalidArgumentError(
        context.Say("'$0' is no table of a view; the tables are: $1", name, NamesOfTables()));
  }
  if (plan.format.empty()) {
    return refuse("which format? Give --format xlsx, csv, json or sdmx-csv");
  }
  plan.tables = TablesOf(options, plan.format);
  if (!options.decimal.empty() && plan.format != "csv") {
    return refuse("--decimal is for csv; the other formats have one form of their own");
  }
  if (plan.format == "xlsx" && options.out.empty()) {
    return refuse("a workbook is not for standard output: give --out FILE");
  }
  if (plan.format == "sdmx-csv" &&
      plan.tables != std::vector<board::TableId>{board::TableId::kFigures}) {
    return refuse("sdmx-csv holds the table figures alone; export the others as csv");
  }
  if (plan.format == "sdmx-csv" && !options.view.organisations.empty()) {
    return refuse(
        "sdmx-csv has no name for the sum of some organisations; leave out --organisation and "
        "choose among the rows");
  }
  if (plan.format == "csv" && plan.tables.size() > 1) {
    if (options.out.empty() || options.out.ends_with(".csv")) {
      return refuse(
          "a csv file holds one table: choose one with --table, or give a folder with --out");
    }
    plan.to_folder = true;
  }
  return plan;
}

// The error of output that nobody reads any more; the program itself says so.
bool IsReaderGone(const absl::Status& status) { return absl::IsCancelled(status); }

board::Take IntoStream(std::ostream& out) {
  return [&out](std::string_view bytes) {
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return out.good() ? absl::OkStatus() : absl::CancelledError("nobody reads the output");
  };
}

board::Take IntoFile(DurableWriter& file) {
  return [&file](std::string_view bytes) { return file.Append(bytes); };
}

// Writes the planned tables of one view.
class Exporter {
 public:
  Exporter(const Context& context, const TablesOptions& options, const TablesPlan& plan,
           const v1::View& view)
      : context_(context),
        options_(options),
        plan_(plan),
        view_(view),
        rows_(view, context.language()) {}

  absl::Status Write() const {
    if (options_.out.empty()) {
      const auto writer = MakeWriter(IntoStream(context_.out()));
      return WriteTables(plan_.tables, *writer);
    }
    if (!plan_.to_folder) return WriteFile(options_.out, plan_.tables);
    for (const board::TableId table : plan_.tables) {
      const std::string name = StrCat(board::TableOf(table).name, ".csv");
      const std::string path = (std::filesystem::path(options_.out) / name).string();
      if (absl::Status written = WriteFile(path, {table}); !written.ok()) return written;
    }
    return absl::OkStatus();
  }

 private:
  // Of every format but xlsx.
  std::unique_ptr<board::TableWriter> MakeWriter(board::Take take) const {
    if (plan_.format == "json") return std::make_unique<board::JsonWriter>(std::move(take));
    if (plan_.format == "sdmx-csv") {
      return std::make_unique<board::SdmxCsvWriter>(std::move(take), view_.as_of());
    }
    return std::make_unique<board::CsvWriter>(std::move(take), plan_.mark, context_.language());
  }

  absl::Status WriteTables(const std::vector<board::TableId>& tables,
                           board::TableWriter& writer) const {
    for (const board::TableId table : tables) {
      if (absl::Status written = rows_.Write(table, writer); !written.ok()) return written;
    }
    return writer.Finish();
  }

  absl::Status WriteFile(const std::string& path, const std::vector<board::TableId>& tables) const {
    auto file = DurableWriter::Open(path);
    if (!file.ok()) return file.status();
    std::unique_ptr<board::TableWriter> writer;
    if (plan_.format == "xlsx") {
      if (file->temporary().empty()) {
        return absl::FailedPreconditionError(
            context_.Say("cannot write a workbook to $0, which is no file", path));
      }
      writer = std::make_unique<board::WorkbookWriter>(file->temporary(), context_.language());
    } else {
      writer = MakeWriter(IntoFile(*file));
    }
    const absl::Status written = WriteTables(tables, *writer);
    return written.ok() ? file->Commit() : written;
  }

  const Context& context_;
  const TablesOptions& options_;
  const TablesPlan& plan_;
  const v1::View& view_;
  const board::ViewTables rows_;
};

ExitCode WriteView(const Context& context, const TablesOptions& options, const TablesPlan& plan,
                   const v1::View& view) {
  if (plan.format == "sdmx-csv" && !view.query().organisations().empty()) {
    return context.Fail(
        ExitCode::kUsage,
        context.Say("sdmx-csv has no name for the sum of some organisations; leave out "
                    "--organisation and choose among the rows"));
  }
  const absl::Status written = Exporter(context, options, plan, view).Write();
  if (absl::IsOutOfRange(written)) {
    return context.Fail(
        ExitCode::kUsage,
        context.Say("a workbook cannot hold this: $0; use --format csv", Message(written)));
  }
  if (!written.ok() && !IsReaderGone(written)) {
    return options.from.empty() ? context.FailAnswer(written) : context.FailInput(written);
  }
  if (!options.out.empty()) context.err() << context.Say("Written: $0", options.out) << '\n';
  return ExitCode::kDone;
}

ExitCode ExportView(const Context& context, const TablesOptions& options) {
  const auto plan = PlanTables(context, options);
  if (!plan.ok()) return context.FailInput(plan.status());
  v1::View view;
  if (!options.from.empty()) {
    const auto saved = ReadSavedView(context, options.from);
    if (!saved.ok()) return context.FailInput(saved.status());
    return WriteView(context, options, *plan, *saved);
  }
  auto client = context.Connect();
  if (!client.ok()) return context.FailCall(client.status());
  {
    // The bytes are gone before the rows are written, because the view is all that
    // has to be held.
    const auto bytes = ReadView(context, *client, options.view);
    if (!bytes.ok()) return context.FailCall(bytes.status());
    if (!view.ParseFromString(*bytes)) {
      return context.FailCall(absl::DataLossError("the gateway's view cannot be parsed"));
    }
  }
  return WriteView(context, options, *plan, view);
}

}  // namespace

void AddExportCommand(CLI::App& board, Context& context) {
  auto options = std::make_shared<TablesOptions>();
  CLI::App* command =
      board.add_subcommand("export", "The tables of a view, for spreadsheets and other programs");
  const std::vector<CLI::Option*> selection = AddViewSelection(*command, options->view);
  command
      ->add_option("--table", options->tables,
                   "Only these tables: about, indicators, figures, comparisons, obligations, "
                   "activities, projects, effects, recommendations, evidence, acknowledgements, "
                   "clearings; default: all")
      ->delimiter(',')
      ->type_name("NAME");
  command
      ->add_option("--format", options->format,
                   "xlsx for Excel and LibreOffice; csv, json, and sdmx-csv (version 2.0; figures "
                   "only) for programs; default: what the ending of --out says")
      ->check(CLI::IsMember({"xlsx", "csv", "json", "sdmx-csv"}));
  command
      ->add_option("--decimal", options->decimal,
                   "csv: comma, with semicolons between cells, or point, with commas; default: "
                   "comma in Swedish, point in English")
      ->check(CLI::IsMember({"comma", "point"}));
  command
      ->add_option("--out", options->out,
                   "Write to this file instead of standard output; for several tables as csv, to "
                   "files in this folder")
      ->type_name("FILE");
  command
      ->add_option("--from", options->from,
                   "Export a view that was saved with board view --format binpb or json, without "
                   "the gateway")
      ->type_name("FILE");
  command->callback([&context, options, selection] {
    options->selects = std::ranges::any_of(
        selection, [](const CLI::Option* option) { return option->count() > 0; });
    context.action = [&context, options] { return ExportView(context, *options); };
  });
}

}  // namespace samlad::cli
