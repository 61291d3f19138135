// SPDX-License-Identifier: EUPL-1.2

#include "clients/reporting/annotate_report.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "clients/annotate/plain_workbook.h"
#include "clients/cli/text/words.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/formats/workbook.h"

namespace samlad::reporting {
namespace {

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
    annotate::AnnotatedPlace place{.shown = cli::Place(location)};
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

std::vector<annotate::Annotation> AnnotationsOf(const ReportInput& input, const Findings& findings,
                                                board::Language language) {
  const PlaceFinder finder(input);
  std::vector<annotate::Annotation> annotations;
  for (const v1::Finding& finding : findings) {
    annotate::Annotation& one = annotations.emplace_back();
    one.severity = finding.severity();
    one.code = finding.code();
    one.problem = cli::MessageOf(finding, language);
    one.fix = std::string(board::Pick(finding.fix(), language));
    one.places = finder.All(finding);
    std::vector<std::string> related;
    for (const v1::Location& other : finding.related()) related.push_back(finder.Find(other).shown);
    if (!related.empty()) {
      StrAppend(&one.problem, "\n", cli::Say(language, "see $0", absl::StrJoin(related, ", ")));
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

// One workbook of files that are none.
absl::StatusOr<std::string> MakeWorkbook(const ReportInput& input,
                                         const std::vector<formats::ReportFile>& files) {
  const std::vector<std::string> names = annotate::PlainSheetNames(input.files);
  std::vector<annotate::PlainSheet> sheets;
  for (size_t i = 0; i < names.size(); ++i) {
    annotate::PlainSheet& sheet = sheets.emplace_back(annotate::PlainSheet{.name = names[i]});
    if (!IsCsv(files[i].name)) {
      sheet.rows = LinesOf(files[i].text);
      continue;
    }
    formats::CsvCells cells = formats::ReadCsvCells(files[i].text, input.mark);
    sheet.rows = std::move(cells.rows);
    sheet.decimal_mark = cells.decimal_mark;
  }
  return annotate::WritePlainWorkbook(sheets);
}

}  // namespace

std::vector<std::string> FilesToAnnotate(const ReportInput& input) {
  const auto workbook = WorkbookAmong(input.files);
  return workbook ? std::vector<std::string>{*workbook} : input.files;
}

absl::StatusOr<annotate::AnnotatedWorkbook> AnnotateReport(
    const ReportInput& input, const std::vector<formats::ReportFile>& files,
    const Findings& findings, board::Language language) {
  std::string made;
  if (!WorkbookAmong(input.files)) {
    auto workbook = MakeWorkbook(input, files);
    if (!workbook.ok()) return workbook.status();
    made = *std::move(workbook);
  }
  return annotate::AnnotateWorkbook(made.empty() ? files.front().text : made,
                                    AnnotationsOf(input, findings, language),
                                    cli::Summary(findings, language), language);
}

}  // namespace samlad::reporting
