// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/commands/annotate.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "clients/annotate/annotate_workbook.h"
#include "clients/annotate/plain_workbook.h"
#include "clients/cli/session/progress.h"
#include "clients/cli/text/findings_printer.h"
#include "clients/cli/text/words_reasons.h"
#include "gateway/base/durable_file.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/formats/message_loader.h"
#include "gateway/formats/report_reader.h"
#include "gateway/formats/workbook.h"

namespace samlad::cli {
namespace {

std::string EndingOf(const std::string& file) {
  return absl::AsciiStrToLower(std::filesystem::path(file).extension().string());
}

bool IsWorkbook(const std::string& file) {
  const std::string ending = EndingOf(file);
  return ending == ".xlsx" || ending == ".xlsm";
}

bool IsCsv(const std::string& file) { return EndingOf(file) == ".csv"; }

// The only workbook among the files; nullopt: there is none.
std::optional<std::string> WorkbookAmong(const std::vector<std::string>& files) {
  const auto found = std::ranges::find_if(files, IsWorkbook);
  return found == files.end() ? std::nullopt : std::optional(*found);
}

// Turns the places of findings into places of the annotated workbook.
class PlaceFinder {
 public:
  explicit PlaceFinder(const ReportInput& input)
      : places_(input.places), workbook_(WorkbookAmong(input.files)) {
    if (workbook_) return;
    const std::vector<std::string> names = annotate::PlainSheetNames(input.files);
    for (size_t i = 0; i < names.size(); ++i) sheets_[input.files[i]] = names[i];
  }

  annotate::AnnotatedPlace Find(const v1::Location& location) const {
    annotate::AnnotatedPlace place{.shown = Place(location)};
    const auto sheet = sheets_.find(location.file());
    if (workbook_ == location.file() && !location.sheet().empty()) {
      place.sheet = location.sheet();
    } else if (sheet != sheets_.end()) {
      place.sheet = sheet->second;
    } else {
      return place;
    }
    place.row = location.row();
    place.column = location.column();
    if (workbook_ || IsCsv(location.file())) {
      place.shown = formats::SheetReference(place.sheet, place.row, place.column);
    } else {
      place.column = 1;  // lines of YAML and JSON are one cell each
    }
    return place;
  }

  // Of all occurrences of a finding whose place is known.
  std::vector<annotate::AnnotatedPlace> All(const v1::Finding& finding) const {
    std::vector<annotate::AnnotatedPlace> all = {Find(finding.location())};
    const std::string_view field = finding.location().field();
    const std::string_view element = formats::ElementOf(field);
    if (element.empty()) return all;
    for (const uint32_t index : finding.also()) {
      const auto place = places_.Find(
          StrCat(field.substr(0, field.find('[')), "[", index, "]", field.substr(element.size())));
      if (!place || place->row == 0) continue;
      v1::Location location;
      location.set_file(place->file);
      location.set_sheet(place->sheet);
      location.set_row(place->row);
      location.set_column(place->column);
      all.push_back(Find(location));
    }
    return all;
  }

 private:
  const formats::SourceMap& places_;
  const std::optional<std::string> workbook_;
  std::map<std::string, std::string> sheets_;  // by file, of a workbook that is made
};

std::vector<annotate::Annotation> AnnotationsOf(const Context& context, const ReportInput& input,
                                                const Findings& findings) {
  const PlaceFinder finder(input);
  std::vector<annotate::Annotation> annotations;
  for (const v1::Finding& finding : findings) {
    annotate::Annotation& one = annotations.emplace_back();
    one.severity = finding.severity();
    one.code = finding.code();
    one.problem = MessageOf(finding, context.language());
    one.fix = std::string(board::Pick(finding.fix(), context.language()));
    one.places = finder.All(finding);
    std::vector<std::string> related;
    for (const v1::Location& other : finding.related()) related.push_back(finder.Find(other).shown);
    if (!related.empty()) {
      StrAppend(&one.problem, "\n", context.Say("see $0", absl::StrJoin(related, ", ")));
    }
  }
  return annotations;
}

std::vector<std::vector<std::string>> LinesOf(std::string_view text) {
  std::vector<std::vector<std::string>> rows;
  for (const absl::string_view line : absl::StrSplit(ToAbsl(text), '\n')) {
    rows.push_back({std::string(line.substr(0, limits::kWorkbookCellBytesMax))});
    if (rows.size() >= limits::kObservationsMax) break;
  }
  return rows;
}

// The sender's workbook, or one made of the other files.
absl::StatusOr<std::string> BytesToAnnotate(const ReportInput& input) {
  if (const auto workbook = WorkbookAmong(input.files)) {
    return formats::ReadFile(*workbook, limits::kFileBytesMax);
  }
  const std::vector<std::string> names = annotate::PlainSheetNames(input.files);
  std::vector<annotate::PlainSheet> sheets;
  for (size_t i = 0; i < names.size(); ++i) {
    auto text = formats::ReadFile(input.files[i], limits::kFileBytesMax);
    if (!text.ok()) return text.status();
    annotate::PlainSheet& sheet = sheets.emplace_back(annotate::PlainSheet{.name = names[i]});
    if (!IsCsv(input.files[i])) {
      sheet.rows = LinesOf(*text);
      continue;
    }
    formats::CsvCells cells = formats::ReadCsvCells(*text, input.mark);
    sheet.rows = std::move(cells.rows);
    sheet.decimal_mark = cells.decimal_mark;
  }
  return annotate::WritePlainWorkbook(sheets);
}

absl::StatusOr<annotate::AnnotatedWorkbook> Annotate(const Context& context,
                                                     const ReportInput& input,
                                                     const Findings& findings) {
  const Progress progress(context.environment(), context.Say("writing $0", input.annotate));
  const auto bytes = BytesToAnnotate(input);
  if (!bytes.ok()) return bytes.status();
  auto annotated =
      annotate::AnnotateWorkbook(*bytes, AnnotationsOf(context, input, findings),
                                 Summary(findings, context.language()), context.language());
  if (!annotated.ok()) return annotated;
  const absl::Status written = WriteFileDurably(input.annotate, annotated->bytes);
  if (!written.ok()) return written;
  return annotated;
}

bool IsSameFile(const std::string& one, const std::string& other) {
  std::error_code not_there;
  return std::filesystem::equivalent(one, other, not_there);
}

}  // namespace

void AddAnnotate(CLI::App& command, std::string& out) {
  command
      .add_option("--annotate", out,
                  "Write your workbook, or one made of the CSV files, with the findings at their "
                  "cells")
      ->type_name("OUT.xlsx");
}

bool HasClosedWorkbook(const ReportInput& input) {
  return std::ranges::any_of(input.findings, [](const v1::Finding& finding) {
    return finding.severity() == v1::SEVERITY_ERROR && IsWorkbook(finding.location().file()) &&
           finding.location().sheet().empty();
  });
}

void OfferAnnotation(const Context& context, const ReportInput& input) {
  const bool has_cells = std::ranges::any_of(
      input.files, [](const std::string& file) { return IsWorkbook(file) || IsCsv(file); });
  if (!has_cells || !input.annotate.empty() || HasClosedWorkbook(input)) return;
  context.out() << context.Say("With --annotate OUT.xlsx the findings are written into your sheet.")
                << '\n';
}

absl::Status PlanAnnotation(const Context& context, const std::string& out, ReportInput& input) {
  if (out.empty()) return absl::OkStatus();
  if (input.kept) {
    return absl::InvalidArgumentError(
        context.Say("--annotate: a stored report has no cells; give the files of the report"));
  }
  if (std::ranges::count_if(input.files, IsWorkbook) > 1) {
    return absl::InvalidArgumentError(
        context.Say("--annotate: one workbook is written, so give only one, and CSV or YAML files "
                    "beside it"));
  }
  const auto workbook = WorkbookAmong(input.files);
  const std::string ending = workbook ? EndingOf(*workbook) : ".xlsx";
  if (EndingOf(out) != ending) {
    // Excel does not open a workbook whose name says another kind than it is.
    return absl::InvalidArgumentError(
        context.Say("--annotate: the name of the annotated workbook must end in $0", ending));
  }
  for (const std::string& file : input.files) {
    if (IsSameFile(file, out)) {
      return absl::InvalidArgumentError(context.Say(
          "--annotate: $0 is a file of the report and is not overwritten; give another name", out));
    }
  }
  input.annotate = out;
  return absl::OkStatus();
}

bool WriteAnnotation(const Context& context, const ReportInput& input, const Findings& findings,
                     bool for_programs) {
  if (input.annotate.empty()) return true;
  const auto annotated = Annotate(context, input, findings);
  if (!annotated.ok()) {
    context.Fail(ExitCode::kUsage,
                 context.Say("the findings could not be written to $0: $1", input.annotate,
                             InLanguage(context.language(), Message(annotated.status()))));
    return false;
  }
  std::ostream& out = for_programs ? context.err() : context.out();
  out << context.Say("Annotated: $0; cells with notes: $1; all findings are in the sheet $2.",
                     input.annotate, annotated->cells, annotated->list)
      << '\n';
  if (annotated->signature_removed) {
    context.err() << "samlad: "
                  << context.Say(
                         "the digital signature of the workbook is left out of $0, because it "
                         "would not hold for it",
                         input.annotate)
                  << '\n';
  }
  return true;
}

}  // namespace samlad::cli
