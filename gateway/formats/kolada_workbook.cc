// SPDX-License-Identifier: EUPL-1.2

#include <algorithm>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "gateway/base/strings.h"
#include "gateway/domain/findings/finding.h"
#include "gateway/formats/file_findings.h"
#include "gateway/formats/kolada.h"
#include "gateway/formats/kolada_value.h"
#include "gateway/formats/source_map.h"
#include "gateway/formats/workbook.h"

namespace samlad::formats {
namespace {

constexpr std::string_view kSheet = "Kolada nyckeltal";
constexpr uint32_t kTitleColumn = 1, kRegionColumn = 2, kFirstYearColumn = 3;
// The heading is below the name of the sheet, or in its place.
constexpr size_t kHeadingRowsMax = 10;

const SheetCell* CellAt(const SheetRow& row, uint32_t column) {
  const auto at = std::ranges::find(row.cells, column, &SheetCell::column);
  return at == row.cells.end() ? nullptr : &*at;
}

std::string_view TextAt(const SheetRow& row, uint32_t column) {
  const SheetCell* cell = CellAt(row, column);
  return cell == nullptr ? std::string_view() : std::string_view(cell->text);
}

// "2023", also of the text or number "2023.0"; empty: no year.
std::string YearOf(const SheetCell& cell) {
  if (cell.kind != CellKind::kText && cell.kind != CellKind::kNumber) return "";
  std::string text = NormaliseName(cell.text);
  const size_t point = text.find('.');
  if (point != text.npos && text.find_first_not_of('0', point + 1) == text.npos) {
    text.resize(point);
  }
  return IsYear(text) ? text : "";
}

// The years of a row, by column. A row that has none, or another number beside
// them, is no heading.
std::map<uint32_t, std::string> YearsOf(const SheetRow& row) {
  std::map<uint32_t, std::string> years;
  for (const SheetCell& cell : row.cells) {
    if (cell.column < kFirstYearColumn) continue;
    std::string year = YearOf(cell);
    if (!year.empty()) {
      years.emplace(cell.column, std::move(year));
    } else if (cell.kind != CellKind::kText || DecimalOf(cell.text)) {
      return {};
    }
  }
  return years;
}

// Turns a sheet into values.
class SheetReader {
 public:
  SheetReader(const Sheet& sheet, std::string_view file, const KoladaNames& names)
      : sheet_(sheet), file_(file), names_(names) {}

  KoladaFile Read() && {
    size_t heading = 0;
    while (heading < std::min(sheet_.rows.size(), kHeadingRowsMax) && years_.empty()) {
      years_ = YearsOf(sheet_.rows[heading++]);
    }
    if (years_.empty()) {
      Add("KOLADA_SHEET", {.row = 1}, "", "1998, 1999, 2000");
    } else {
      ReadRows(heading);
    }
    out_.findings = findings_.Take();
    places_.Locate(out_.findings);
    return std::move(out_);
  }

 private:
  void ReadRows(size_t heading) {
    const SheetRow& headings = sheet_.rows[heading - 1];
    for (const SheetCell& cell : headings.cells) {
      if (cell.column >= kFirstYearColumn && !years_.contains(cell.column)) {
        TellColumn(headings.row, cell);
      }
    }
    size_t hidden = 0;
    for (size_t i = heading; i < sheet_.rows.size(); ++i) {
      ReadRow(sheet_.rows[i]);
      if (!sheet_.rows[i].hidden || sheet_.rows[i].cells.empty()) continue;
      if (hidden++ == 0) first_hidden_ = sheet_.rows[i].row;
    }
    if (hidden > 0) Add("KOLADA_HIDDEN_ROWS", {.row = first_hidden_}, StrCat(hidden), "");
  }

  // Once for each column that is not read.
  void TellColumn(uint32_t row, const SheetCell& cell) {
    if (!told_columns_.insert(cell.column).second) return;
    Add("KOLADA_COLUMN", {.row = row, .column = cell.column},
        StrCat(CellName(row, cell.column), " ", cell.text), "2024");
  }

  void ReadRow(const SheetRow& row) {
    if (row.cells.empty()) return;
    for (const uint32_t column : {kTitleColumn, kRegionColumn}) {
      const SheetCell* cell = CellAt(row, column);
      if (cell != nullptr && cell->kind == CellKind::kWithoutResult) {
        Tell("KOLADA_CELL_FORMULA", row.row, *cell, "");
        return;
      }
    }
    const std::string_view title = TextAt(row, kTitleColumn);
    const std::string_view region = TextAt(row, kRegionColumn);
    if (title.empty() || region.empty()) {
      Add("KOLADA_ROW_NAMELESS", {.row = row.row}, title.empty() ? region : title, "");
      return;
    }
    const std::string* code = CodeOf(title, out_.unnamed_titles);
    const std::string* region_code = CodeOf(region, out_.unnamed_regions);
    if (code == nullptr || region_code == nullptr) return;
    for (const auto& [column, year] : years_) {
      const SheetCell* cell = CellAt(row, column);
      const auto decimal =
          cell == nullptr ? std::optional(std::string()) : NumberOf(row.row, *cell);
      if (!decimal) continue;
      v1::ImportedValue& value = out_.values.emplace_back();
      value.set_code(*code);
      value.set_region(*region_code);
      value.set_period(year);
      value.set_sex("_T");
      value.set_value(*decimal);
    }
    for (const SheetCell& cell : row.cells) {
      if (cell.column >= kFirstYearColumn && !years_.contains(cell.column)) {
        TellColumn(row.row, cell);
      }
    }
  }

  // nullopt: it is none, and a finding says why.
  std::optional<std::string> NumberOf(uint32_t row, const SheetCell& cell) {
    std::optional<std::string> decimal;
    switch (cell.kind) {
      case CellKind::kText:
        if (NormaliseName(cell.text).empty()) return "";
        [[fallthrough]];
      case CellKind::kNumber:
        decimal = DecimalOf(NormaliseName(cell.text));
        if (!decimal) Tell("KOLADA_NUMBER", row, cell, "74.1");
        return decimal;
      case CellKind::kPercent:
        Tell("KOLADA_CELL_PERCENT", row, cell, "74.1");
        break;
      case CellKind::kDate:
        Tell("KOLADA_CELL_DATE", row, cell, "74.1");
        break;
      case CellKind::kBoolean:
      case CellKind::kError:
        Tell("KOLADA_NUMBER", row, cell, "74.1");
        break;
      case CellKind::kWithoutResult:
        Tell("KOLADA_CELL_FORMULA", row, cell, "");
        break;
    }
    return std::nullopt;
  }

  // A finding about one cell. Those of a column are one group, so that each
  // column with a fault is named.
  void Tell(std::string_view code, uint32_t row, const SheetCell& cell, std::string_view expected) {
    const std::string name = CellName(row, cell.column);
    Add(code, {.row = row, .column = cell.column},
        cell.text.empty() ? name : StrCat(name, " ", cell.text), expected,
        StrCat(".", name.substr(0, name.find_first_of("123456789"))));
  }

  const std::string* CodeOf(std::string_view written, std::set<std::string>& unnamed) {
    std::string name = NormaliseName(written);
    const auto found = names_.find(name);
    (found == names_.end() ? unnamed : out_.named).insert(std::move(name));
    return found == names_.end() ? nullptr : &found->second;
  }

  void Add(std::string_view code, Place place, std::string_view got, std::string_view expected,
           std::string_view column = "") {
    place.file = file_;
    place.sheet = sheet_.name;
    const std::string field = StrCat("rows[", place.row, "]", column);
    if (findings_.Add(code, field, place.row, got, expected)) places_.Set(field, place);
  }

  const Sheet& sheet_;
  const std::string file_;
  const KoladaNames& names_;
  std::map<uint32_t, std::string> years_;  // by column
  std::set<uint32_t> told_columns_;
  uint32_t first_hidden_ = 0;
  domain::FindingCollector findings_;
  SourceMap places_;
  KoladaFile out_;
};

}  // namespace

std::string NormaliseName(std::string_view name) {
  std::string plain = absl::StrReplaceAll(
      ToAbsl(name),
      {{"\u00A0", " "}, {"\u202F", " "}, {"\u00AD", ""}, {"\r", " "}, {"\n", " "}, {"\t", " "}});
  absl::RemoveExtraAsciiWhitespace(&plain);
  return plain;
}

bool IsWorkbook(std::string_view bytes) { return KindOfFile(bytes) != FileKind::kOther; }

KoladaFile ReadKoladaWorkbook(std::string_view bytes, std::string_view file,
                              const KoladaNames& names) {
  KoladaFile out;
  const FileKind kind = KindOfFile(bytes);
  if (kind == FileKind::kOldOrProtected || kind == FileKind::kOpenDocument) {
    const bool open_document = kind == FileKind::kOpenDocument;
    out.findings.push_back(
        FileFinding(open_document ? "FILE_OPEN_DOCUMENT" : "FILE_OLD_WORKBOOK", file, {}, "", ""));
    return out;
  }
  const auto sheet = ReadSheet(bytes, kSheet);
  if (sheet.ok()) return SheetReader(*sheet, file, names).Read();
  out.findings.push_back(FileFinding("FILE_WORKBOOK", file, {}, Message(sheet.status()), "XLSX"));
  return out;
}

}  // namespace samlad::formats
