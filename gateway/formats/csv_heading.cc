// SPDX-License-Identifier: EUPL-1.2

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "gateway/base/strings.h"
#include "gateway/formats/csv_cell.h"
#include "gateway/formats/csv_reader.h"
#include "gateway/formats/spelling.h"
#include "gateway/formats/text_faults.h"
#include "gateway/formats/workbook.h"

namespace samlad::formats {
namespace {

const CsvColumn* FindColumn(const CsvTable& table, std::string_view heading) {
  if (heading.empty()) return nullptr;
  const auto column = std::ranges::find_if(table.columns, [&](const CsvColumn& known) {
    return heading == known.field || heading == known.swedish || heading == known.other;
  });
  return column == table.columns.end() ? nullptr : &*column;
}

// The table that knows most of the headings; null if none knows any.
const CsvTable* FindTable(const std::vector<std::string>& headings) {
  const CsvTable* best = nullptr;
  std::ptrdiff_t best_known = 0;
  for (const CsvTable& table : CsvTables()) {
    const auto known = std::ranges::count_if(headings, [&](const std::string& heading) {
      return FindColumn(table, heading) != nullptr;
    });
    if (known > best_known) {
      best = &table;
      best_known = known;
    }
  }
  return best;
}

// The table's headings in the language of most of `names`.
std::vector<std::string> HeadingsOf(const CsvTable& table, const std::vector<std::string>& names) {
  const auto written = [&](std::string_view heading) {
    return std::ranges::find(names, heading) != names.end();
  };
  const auto in = [&](auto member) {
    return std::ranges::count_if(table.columns,
                                 [&](const CsvColumn& column) { return written(column.*member); });
  };
  const bool swedish = in(&CsvColumn::swedish) + in(&CsvColumn::other) > in(&CsvColumn::field);
  std::vector<std::string> headings;
  for (const CsvColumn& column : table.columns) {
    headings.emplace_back(swedish ? column.swedish : column.field);
  }
  return headings;
}

// Every heading, to find one that was misspelt.
std::vector<std::string> AllHeadingsOf(const CsvTable& table) {
  std::vector<std::string> headings;
  for (const CsvColumn& column : table.columns) {
    headings.emplace_back(column.field);
    if (column.swedish != column.field) headings.emplace_back(column.swedish);
  }
  return headings;
}

// "indicator | title | project": a heading by which each table is known.
std::string RequiredHeadings() {
  std::vector<std::string> required;
  for (const CsvTable& table : CsvTables()) {
    required.emplace_back(std::ranges::find_if(table.columns, &CsvColumn::required)->field);
  }
  return JoinChoices(required);
}

bool HasAny(const std::vector<std::string>& names, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(
      words, [&](std::string_view word) { return std::ranges::find(names, word) != names.end(); });
}

// SDMX-CSV 1.0 begins with DATAFLOW, 2.0 with STRUCTURE and STRUCTURE_ID.
bool IsSdmx(const std::vector<std::string>& names) {
  const bool structure = HasAny(names, {"structure", "dataflow"});
  return (structure && HasAny(names, {"structure_id", "structure_name", "obs_value", "action"})) ||
         (HasAny(names, {"obs_value"}) && HasAny(names, {"time_period", "obs_status", "action"}));
}

bool IsInBrackets(std::string_view heading) {
  return heading.size() >= 2 && ((heading.starts_with('(') && heading.ends_with(')')) ||
                                 (heading.starts_with('[') && heading.ends_with(']')));
}

// A unit other than that of the column, which would change the figures.
bool NamesUnit(std::string_view name) {
  constexpr std::array<std::string_view, 26> kUnits = {
      "tkr",   "tsek",     "ksek",     "kkr",  "mkr", "mnkr",     "msek",      "mdkr",   "mdr",
      "tusen", "tusental", "miljon",   "milj", "mn",  "öre",      "ören",      "eur",    "euro",
      "usd",   "dollar",   "miljoner", "nok",  "dkk", "thousand", "thousands", "million"};
  const std::vector<absl::string_view> words = absl::StrSplit(ToAbsl(name), '_');
  // "förbrukat 1000 kr", "1 000-tal kr", "kr (1000-tal)"
  const std::string padded = StrCat("_", name, "_");
  for (const std::string_view thousands : {"_1000_", "_1_000_", "_1000tal_", "_000_"}) {
    if (padded.find(thousands) != padded.npos) return true;
  }
  return std::ranges::any_of(words, [&](absl::string_view word) {
    return std::ranges::find(kUnits, ToStd(word)) != kUnits.end();
  });
}

// "varde" for "värde", as programs write that know only ASCII.
std::string WithoutRings(std::string_view name) {
  return absl::StrReplaceAll(ToAbsl(name), {{"å", "a"}, {"ä", "a"}, {"ö", "o"}});
}

std::string Suggest(const CsvTable& table, const std::string& name,
                    const std::vector<std::string>& names) {
  const auto other = std::ranges::find(CsvOtherNames(), name, &CsvWord::written);
  if (other != CsvOtherNames().end() && FindColumn(table, other->meant) != nullptr) {
    return std::string(other->meant);
  }
  const std::vector<std::string> known = AllHeadingsOf(table);
  const auto plain = std::ranges::find_if(
      known, [&](const std::string& heading) { return WithoutRings(heading) == name; });
  if (plain != known.end()) return *plain;
  const std::string_view closest = ClosestWord(name, known);
  return closest.empty() ? JoinChoices(HeadingsOf(table, names)) : std::string(closest);
}

// Of a heading that no column has.
CsvStranger StrangerOf(const CsvTable& table, size_t cell, std::string_view written,
                       const std::vector<std::string>& names) {
  const std::string& name = names[cell];
  CsvStranger stranger{
      .cell = cell, .place = {}, .code = {}, .got = std::string(written), .expected = {}};
  if (name.empty()) {
    stranger.code = "CSV_COLUMN_NAMELESS";
    stranger.got = ColumnName(static_cast<uint32_t>(cell + 1));
  } else if (name == "action" || name == "åtgärd") {
    stranger.code = "CSV_ACTION";
  } else if (NamesUnit(name)) {
    stranger.code = "CSV_COLUMN_UNIT";
    stranger.expected = table.list == "follow_ups" ? "förbrukat kr | spent_sek" : "värde | value";
  } else {
    stranger.code = "CSV_UNKNOWN_COLUMN";
    stranger.expected = Suggest(table, name, names);
  }
  return stranger;
}

// The headings as they are looked up. Those that cannot be meant as they stand
// are put right and reported.
std::vector<std::string> ReadNames(const CsvRecord& record, FileFindings& findings) {
  std::vector<std::string> names;
  for (size_t i = 0; i < record.cells.size(); ++i) {
    const LineColumn place{record.row, static_cast<uint32_t>(i + 1)};
    const std::string_view written = UnwrapFormula(TrimCell(record.cells[i]));
    std::string heading = UndoDoubleEncoding(written);
    if (heading != written) findings.Add("FILE_ENCODED_TWICE", "", -1, place, written, heading);
    if (HasLostCharacter(heading)) {
      findings.Add("FILE_CHARACTER_LOST", "", -1, place, heading, "");
    }
    std::string seen = WithoutUnseen(heading);
    // A no-break space between words is read as the blank that it stands for.
    if (NormaliseHeading(seen) != NormaliseHeading(heading)) {
      findings.Add("FILE_INVISIBLE_CHARACTER", "", -1, place, ShowUnseen(heading), seen);
    }
    names.push_back(NormaliseHeading(seen));
  }
  return names;
}

// Finds the column of each name in the table.
void FillColumns(const CsvRecord& record, std::string_view file,
                 const std::vector<std::string>& names, CsvHeading& heading) {
  for (size_t i = 0; i < names.size(); ++i) {
    const LineColumn place{record.row, static_cast<uint32_t>(i + 1)};
    const std::string_view written = TrimCell(record.cells[i]);
    const bool note =
        IsInBrackets(written) || std::ranges::find(CsvNotes(), names[i]) != CsvNotes().end();
    const CsvColumn* column = note ? nullptr : FindColumn(*heading.table, names[i]);
    if (column == nullptr && !note) {
      heading.strangers.push_back(StrangerOf(*heading.table, i, written, names));
      heading.strangers.back().place = place;
    } else if (column != nullptr && std::ranges::count(heading.columns, column) > 0) {
      heading.findings.push_back(FileFinding("CSV_DUPLICATE_COLUMN", file, place, written, ""));
      column = nullptr;
    }
    heading.columns.push_back(column);
    if (!names[i].empty()) heading.width = i + 1;
  }
}

}  // namespace

HeadingFit FitOfHeadings(const CsvRecord& record) {
  std::vector<std::string> names;
  for (const std::string& cell : record.cells) {
    if (!IsInBrackets(TrimCell(cell))) names.push_back(NormaliseHeading(WithoutUnseen(cell)));
  }
  if (IsSdmx(names)) return {.known = names.size(), .is_heading = true};
  HeadingFit fit;
  const CsvTable* table = FindTable(names);
  if (table == nullptr) return fit;
  bool required = false;
  for (const std::string& name : names) {
    const CsvColumn* column = FindColumn(*table, name);
    if (column == nullptr) continue;
    ++fit.known;
    required = required || column->required;
  }
  fit.is_heading = fit.known > 1 || required;
  return fit;
}

CsvHeading ReadHeading(const CsvRecord& record, std::string_view file, FileFindings& findings) {
  CsvHeading heading;
  const std::vector<std::string> names = ReadNames(record, findings);
  if (IsSdmx(names)) {
    heading.findings.push_back(FileFinding("CSV_SDMX", file, {record.row, 0},
                                           absl::StrJoin(record.cells, ", "),
                                           "indicator, area, sex, value"));
    return heading;
  }
  heading.table = FindTable(names);
  if (heading.table == nullptr) {
    heading.findings.push_back(FileFinding("CSV_HEADINGS", file, {record.row, 0},
                                           absl::StrJoin(record.cells, ", "), RequiredHeadings()));
    return heading;
  }
  FillColumns(record, file, names, heading);
  for (const CsvColumn& column : heading.table->columns) {
    if (!column.required || std::ranges::count(heading.columns, &column) > 0) continue;
    const std::string expected = column.swedish == column.field
                                     ? std::string(column.field)
                                     : StrCat(column.field, " (", column.swedish, ")");
    heading.findings.push_back(
        FileFinding("CSV_MISSING_COLUMN", file, {record.row, 0}, "", expected));
  }
  return heading;
}

void NoteHeadings(const CsvHeading& heading, const CsvRecord& record, std::string_view file,
                  Loaded& loaded) {
  const auto note = [&](const CsvColumn& column, std::string_view written) {
    loaded.headings.push_back({.file = std::string(file),
                               .list = std::string(heading.table->list),
                               .field = std::string(column.field),
                               .written = std::string(written)});
  };
  size_t swedish = 0, english = 0;
  for (size_t i = 0; i < heading.columns.size(); ++i) {
    if (heading.columns[i] == nullptr) continue;
    const CsvColumn& column = *heading.columns[i];
    note(column, TrimCell(record.cells[i]));
    if (column.swedish == column.field) continue;
    ++(NormaliseHeading(record.cells[i]) == column.field ? english : swedish);
  }
  if (swedish <= english) return;
  for (const CsvColumn& column : heading.table->columns) {
    if (std::ranges::count(heading.columns, &column) > 0) continue;
    note(column, absl::StrReplaceAll(ToAbsl(column.swedish), {{"_", " "}}));
  }
}

}  // namespace samlad::formats
