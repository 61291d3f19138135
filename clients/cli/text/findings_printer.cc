// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/text/findings_printer.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "clients/cli/text/output.h"
#include "clients/cli/text/words_reasons.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/formats/workbook.h"

namespace samlad::cli {
namespace {

Phrase SeverityName(v1::Severity severity) {
  switch (severity) {
    case v1::SEVERITY_ERROR:
      return "ERROR";
    case v1::SEVERITY_WARNING:
      return "WARNING";
    default:
      return "INFO";
  }
}

std::string_view ColourOf(v1::Severity severity, const Colours& colours) {
  switch (severity) {
    case v1::SEVERITY_ERROR:
      return colours.error;
    case v1::SEVERITY_WARNING:
      return colours.warning;
    default:
      return colours.faint;
  }
}

// "observations[17].value" with 23: "observations[23].value".
std::string WithIndex(const std::string& field, uint32_t index) {
  const size_t open = field.find('[');
  const size_t close = field.find(']', open);
  if (open == std::string::npos || close == std::string::npos) return "";
  return StrCat(field.substr(0, open + 1), index, field.substr(close));
}

// Of one finding; programs get all of them.
constexpr size_t kRangesShown = 40;

// Ascending rows as "3, 5-8"; of many the first ones and "…".
std::string Ranges(std::vector<uint32_t> rows) {
  std::ranges::sort(rows);
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  std::vector<std::string> ranges;
  for (size_t i = 0; i < rows.size();) {
    if (ranges.size() == kRangesShown) {
      ranges.emplace_back("…");
      break;
    }
    size_t last = i;
    while (last + 1 < rows.size() && rows[last + 1] == rows[last] + 1) ++last;
    ranges.push_back(last == i ? StrCat(rows[i]) : StrCat(rows[i], "-", rows[last]));
    i = last + 1;
  }
  return absl::StrJoin(ranges, ", ");
}

// "row 3", "rows 3, 5-8".
std::string RowsText(const std::vector<uint32_t>& rows, board::Language language) {
  return Say(language, rows.size() == 1 ? Phrase("row $0") : Phrase("rows $0"), Ranges(rows));
}

// Where the other occurrences are: rows of the same file, or elements. Rows of other
// sheets name them.
std::string OtherPlaces(const v1::Finding& finding, const formats::SourceMap& places,
                        board::Language language) {
  std::vector<uint32_t> rows;
  std::map<std::string, std::vector<uint32_t>> others;
  int placed = 0;
  for (const uint32_t index : finding.also()) {
    const auto place = places.Find(WithIndex(finding.location().field(), index));
    if (!place || place->file != finding.location().file()) break;
    (place->sheet == finding.location().sheet() ? rows : others[place->sheet])
        .push_back(place->row);
    ++placed;
  }
  if (placed == finding.also_size()) {
    std::vector<std::string> parts;
    if (!rows.empty()) parts.push_back(RowsText(rows, language));
    for (const auto& [sheet, of_sheet] : others) {
      parts.push_back(
          Say(language, "$0 of the sheet $1", RowsText(of_sheet, language), PrintableText(sheet)));
    }
    return absl::StrJoin(parts, "; ");
  }
  const std::vector<uint32_t> elements(finding.also().begin(), finding.also().end());
  const std::string& field = finding.location().field();
  // Rows of a sheet are already counted from 1.
  if (field.starts_with("rows[")) return RowsText(elements, language);
  return Say(language,
             elements.size() == 1 ? Phrase("element $0 of $1") : Phrase("elements $0 of $1"),
             Ranges(elements), field.substr(0, field.find('[')));
}

void AppendPlace(std::string* text, const v1::Location& location) { *text += Place(location); }

void PrintFinding(const v1::Finding& finding, const formats::SourceMap& places,
                  board::Language language, const Colours& colours, std::ostream& out) {
  out << Place(finding.location()) << ": " << ColourOf(finding.severity(), colours)
      << SeverityName(finding.severity()).In(language) << colours.reset << ' '
      << PrintableText(finding.code()) << ": " << PrintableText(MessageOf(finding, language))
      << '\n';
  if (const auto fix = board::Pick(finding.fix(), language); !fix.empty()) {
    out << "  " << Say(language, "fix: $0", PrintableText(std::string(fix))) << '\n';
  }
  if (finding.related_size() > 0) {
    out << "  " << Say(language, "see $0", absl::StrJoin(finding.related(), ", ", AppendPlace))
        << '\n';
  }
  if (finding.also_size() > 0) {
    out << "  "
        << Say(language, "also in $0 ($1 places)", OtherPlaces(finding, places, language),
               finding.occurrences())
        << '\n';
  }
}

uint64_t Occurrences(const Findings& findings, v1::Severity severity) {
  uint64_t count = 0;
  for (const v1::Finding& finding : findings) {
    if (finding.severity() == severity) count += std::max(1u, finding.occurrences());
  }
  return count;
}

// Whether it says that something could not be read, from which the others may
// follow.
bool IsOfReading(const v1::Finding& finding) {
  for (const std::string_view content :
       {"ACTIVITY_", "FINDINGS_", "FOLLOW_UP_", "OBLIGATION_", "OBS_", "ORGANISATION_", "PERIOD_",
        "REPORT_", "REVISION_", "SIGN_OFF_", "TEXT_"}) {
    if (finding.code().starts_with(content)) return false;
  }
  return true;
}

// Where a finding is printed: with the row that it is about.
struct PrintOrder {
  PrintOrder(const v1::Finding& finding, const v1::Location& at, const formats::SourceMap& places)
      : nowhere(at.file().empty()),
        file(places.OrderOf(at.file(), at.sheet())),
        row(at.row()),
        content(!IsOfReading(finding)),
        severity(finding.severity()),
        column(finding.location().column()) {}

  friend auto operator<=>(const PrintOrder&, const PrintOrder&) = default;

  bool nowhere;  // of the report as a whole
  size_t file;
  uint32_t row;
  bool content;
  int severity;
  uint32_t column;
};

// A finding, or that one of an earlier row is about this one, too.
struct PrintedFinding {
  PrintOrder order;
  const v1::Finding* finding;
  const v1::Location* again = nullptr;
};

// In the order in which they are printed. What is also about other rows is repeated
// with those that have findings of their own.
std::vector<PrintedFinding> InOrder(const Findings& findings, const formats::SourceMap& places) {
  std::vector<PrintedFinding> ordered;
  std::map<std::string, const v1::Location*, std::less<>> rows;  // by element
  for (const v1::Finding& finding : findings) {
    ordered.push_back({PrintOrder(finding, finding.location(), places), &finding});
    const std::string_view element = formats::ElementOf(finding.location().field());
    if (!element.empty() && finding.location().row() > 0) {
      rows.try_emplace(std::string(element), &finding.location());
    }
  }
  for (const v1::Finding& finding : findings) {
    for (const uint32_t index : finding.also()) {
      const auto row = rows.find(formats::ElementOf(WithIndex(finding.location().field(), index)));
      if (row == rows.end()) continue;
      ordered.push_back({PrintOrder(finding, *row->second, places), &finding, row->second});
    }
  }
  std::ranges::stable_sort(ordered, {}, &PrintedFinding::order);
  return ordered;
}

void PrintAgain(const PrintedFinding& printed, board::Language language, std::ostream& out) {
  v1::Location row = *printed.again;
  row.set_column(0);
  out << Place(row) << ": "
      << Say(language, "also $0, see $1", PrintableText(printed.finding->code()),
             Place(printed.finding->location()))
      << '\n';
}

}  // namespace

std::string MessageOf(const v1::Finding& finding, board::Language language) {
  const std::string text(board::Pick(finding.message(), language));
  const std::string& said = finding.got();
  const bool of_program =
      finding.code().starts_with("FILE_") || finding.code() == "WORKBOOK_TOO_LARGE";
  if (!of_program || said.find(' ') == said.npos) return text;
  return absl::StrReplaceAll(text, {{said, InLanguage(language, said)}});
}

std::string Place(const v1::Location& location) {
  if (location.file().empty())
    return location.field().empty() ? "report" : PrintableText(location.field());
  std::string place = PrintableText(location.file());
  if (!location.sheet().empty()) {
    return StrCat(place, ":",
                  PrintableText(formats::SheetReference(location.sheet(), location.row(),
                                                        location.column())));
  }
  if (location.row() == 0) return place;
  StrAppend(&place, ":", location.row());
  if (location.column() > 0) StrAppend(&place, ":", location.column());
  return place;
}

void PrintFindings(const Findings& findings, const formats::SourceMap& places,
                   board::Language language, const Colours& colours, std::ostream& out) {
  for (const v1::Finding& finding : findings) {
    PrintFinding(finding, places, language, colours, out);
  }
}

void PrintFindingsByRow(const Findings& findings, const formats::SourceMap& places,
                        board::Language language, const Colours& colours, std::ostream& out) {
  for (const PrintedFinding& printed : InOrder(findings, places)) {
    if (printed.again == nullptr) {
      PrintFinding(*printed.finding, places, language, colours, out);
    } else {
      PrintAgain(printed, language, out);
    }
  }
}

RowCount CountRows(const v1::Report& report, const Findings& findings) {
  const auto may_be_any_row = [](const v1::Finding& finding) {
    const bool of_file = finding.location().field().empty() && !finding.location().file().empty();
    return finding.code() == "FINDINGS_MORE" ||
           (of_file && finding.severity() == v1::SEVERITY_ERROR);
  };
  if (std::ranges::any_of(findings, may_be_any_row)) return {};
  struct List {
    std::string_view name;
    std::vector<bool> wrong;
  };
  std::array<List, 3> lists = {
      List{"observations[", std::vector<bool>(static_cast<size_t>(report.observations_size()))},
      List{"activities[", std::vector<bool>(static_cast<size_t>(report.activities_size()))},
      List{"follow_ups[", std::vector<bool>(static_cast<size_t>(report.follow_ups_size()))}};
  for (const v1::Finding& finding : findings) {
    if (finding.severity() == v1::SEVERITY_INFO) continue;
    const std::string& field = finding.location().field();
    const auto index = formats::IndexIn(field);
    const auto list =
        std::ranges::find_if(lists, [&](const List& one) { return field.starts_with(one.name); });
    if (!index || list == lists.end()) continue;
    const auto mark = [&](uint32_t row) {
      if (row < list->wrong.size()) list->wrong[row] = true;
    };
    mark(*index);
    for (const uint32_t also : finding.also()) mark(also);
  }
  RowCount count;
  for (const List& list : lists) {
    count.rows += list.wrong.size();
    count.right += static_cast<uint64_t>(std::ranges::count(list.wrong, false));
  }
  return count;
}

std::string RowSummary(const RowCount& count, board::Language language) {
  if (count.rows == 0) return "";
  return Say(language,
             count.rows == 1 ? Phrase("$0 of $1 row is right") : Phrase("$0 of $1 rows are right"),
             count.right, count.rows);
}

std::string Summary(const Findings& findings, board::Language language) {
  std::vector<std::string> parts;
  const auto add = [&](v1::Severity severity, Phrase one, Phrase many) {
    const uint64_t count = Occurrences(findings, severity);
    if (count > 0) parts.push_back(Say(language, count == 1 ? one : many, count));
  };
  add(v1::SEVERITY_ERROR, "$0 error", "$0 errors");
  add(v1::SEVERITY_WARNING, "$0 warning", "$0 warnings");
  add(v1::SEVERITY_INFO, "$0 note", "$0 notes");
  return parts.empty() ? Say(language, "no findings") : absl::StrJoin(parts, ", ");
}

bool HasSeverity(const Findings& findings, v1::Severity severity) {
  return std::ranges::any_of(findings,
                             [&](const v1::Finding& f) { return f.severity() == severity; });
}

Findings Locate(const Findings& findings, const formats::SourceMap& places) {
  std::vector<v1::Finding> located(findings.begin(), findings.end());
  places.Locate(located);
  return Findings(located.begin(), located.end());
}

}  // namespace samlad::cli
