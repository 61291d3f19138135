// SPDX-License-Identifier: EUPL-1.2

#include <algorithm>
#include <utility>

#include "absl/strings/str_join.h"
#include "gateway/base/strings.h"
#include "gateway/formats/csv_cell.h"
#include "gateway/formats/csv_reader.h"
#include "gateway/formats/spelling.h"

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

std::vector<std::string> HeadingsOf(const CsvTable& table) {
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

v1::Finding UnknownColumn(const CsvTable& table, std::string_view written, std::string_view heading,
                          std::string_view file, LineColumn place) {
  const std::vector<std::string> known = HeadingsOf(table);
  const std::string_view closest = ClosestWord(heading, known);
  return FileFinding("CSV_UNKNOWN_COLUMN", file, place, written,
                     closest.empty() ? JoinChoices(known) : std::string(closest));
}

}  // namespace

CsvHeading ReadHeading(const CsvRecord& record, std::string_view file) {
  CsvHeading heading;
  std::vector<std::string> names;
  std::ranges::transform(record.cells, std::back_inserter(names), NormaliseWord);
  heading.table = FindTable(names);
  if (heading.table == nullptr) {
    heading.findings.push_back(FileFinding("CSV_HEADINGS", file, {record.row, 0},
                                           absl::StrJoin(record.cells, ", "), RequiredHeadings()));
    return heading;
  }
  for (size_t i = 0; i < names.size(); ++i) {
    const LineColumn place{record.row, static_cast<uint32_t>(i + 1)};
    const CsvColumn* column = FindColumn(*heading.table, names[i]);
    if (column == nullptr && !names[i].empty()) {
      heading.findings.push_back(
          UnknownColumn(*heading.table, TrimCell(record.cells[i]), names[i], file, place));
    } else if (column != nullptr && std::ranges::count(heading.columns, column) > 0) {
      heading.findings.push_back(
          FileFinding("CSV_DUPLICATE_COLUMN", file, place, TrimCell(record.cells[i]), ""));
      column = nullptr;
    }
    heading.columns.push_back(column);
  }
  for (const CsvColumn& column : heading.table->columns) {
    if (!column.required || std::ranges::count(heading.columns, &column) > 0) continue;
    const std::string expected = column.swedish == column.field
                                     ? std::string(column.field)
                                     : StrCat(column.field, " (", column.swedish, ")");
    heading.findings.push_back(
        FileFinding("CSV_MISSING_COLUMN", file, {record.row, 0}, "", expected));
  }
  // Spreadsheets write empty columns after the last one.
  while (!names.empty() && names.back().empty()) {
    names.pop_back();
    heading.columns.pop_back();
  }
  return heading;
}

}  // namespace samlad::formats
