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

std::string_view CellAt(const SheetRow& row, uint32_t column) {
  const auto at = std::ranges::find(row.cells, column, &SheetCell::column);
  return at == row.cells.end() ? std::string_view() : std::string_view(at->text);
}

// Years by column; empty if the row is no heading.
std::map<uint32_t, std::string> YearsOf(const SheetRow& row) {
  std::map<uint32_t, std::string> years;
  for (const SheetCell& cell : row.cells) {
    if (cell.column < kFirstYearColumn) continue;
    if (!IsYear(cell.text)) return {};
    years.emplace(cell.column, cell.text);
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
    std::map<uint32_t, std::string> years;
    while (heading < std::min(sheet_.rows.size(), kHeadingRowsMax) && years.empty()) {
      years = YearsOf(sheet_.rows[heading++]);
    }
    if (years.empty()) {
      Add("KOLADA_SHEET", {.row = 1}, "", "1998, 1999, 2000");
    } else {
      for (size_t i = heading; i < sheet_.rows.size(); ++i) ReadRow(sheet_.rows[i], years);
    }
    out_.findings = findings_.Take();
    places_.Locate(out_.findings);
    return std::move(out_);
  }

 private:
  void ReadRow(const SheetRow& row, const std::map<uint32_t, std::string>& years) {
    if (row.cells.empty()) return;
    const std::string_view title = CellAt(row, kTitleColumn);
    const std::string_view region = CellAt(row, kRegionColumn);
    if (title.empty() || region.empty()) {
      Add("KOLADA_ROW_NAMELESS", {.row = row.row}, title.empty() ? region : title, "");
      return;
    }
    const std::string* code = CodeOf(title, out_.unnamed_titles);
    const std::string* region_code = CodeOf(region, out_.unnamed_regions);
    if (code == nullptr || region_code == nullptr) return;
    for (const auto& [column, year] : years) {
      const std::string_view text = CellAt(row, column);
      const auto decimal = text.empty() ? std::optional(std::string()) : DecimalOf(text);
      if (!decimal) {
        Add("KOLADA_NUMBER", {.row = row.row, .column = column}, text, "74.1");
        continue;
      }
      v1::ImportedValue& value = out_.values.emplace_back();
      value.set_code(*code);
      value.set_region(*region_code);
      value.set_period(year);
      value.set_sex("_T");
      value.set_value(*decimal);
    }
  }

  const std::string* CodeOf(std::string_view written, std::set<std::string>& unnamed) {
    std::string name = NormaliseName(written);
    const auto found = names_.find(name);
    (found == names_.end() ? unnamed : out_.named).insert(std::move(name));
    return found == names_.end() ? nullptr : &found->second;
  }

  void Add(std::string_view code, Place place, std::string_view got, std::string_view expected) {
    place.file = file_;
    place.sheet = sheet_.name;
    const std::string field = StrCat("rows[", place.row, "]");
    if (findings_.Add(code, field, place.row, got, expected)) places_.Set(field, place);
  }

  const Sheet& sheet_;
  const std::string file_;
  const KoladaNames& names_;
  domain::FindingCollector findings_;
  SourceMap places_;
  KoladaFile out_;
};

}  // namespace

std::string NormaliseName(std::string_view name) {
  std::string plain = absl::StrReplaceAll(ToAbsl(name), {{"\u00A0", " "}});
  absl::RemoveExtraAsciiWhitespace(&plain);
  return plain;
}

bool IsWorkbook(std::string_view bytes) { return bytes.starts_with("PK\x03\x04"); }

KoladaFile ReadKoladaWorkbook(std::string_view bytes, std::string_view file,
                              const KoladaNames& names) {
  const auto sheet = ReadSheet(bytes, kSheet);
  if (sheet.ok()) return SheetReader(*sheet, file, names).Read();
  KoladaFile out;
  out.findings.push_back(FileFinding("FILE_WORKBOOK", file, {}, Message(sheet.status()), "XLSX"));
  return out;
}

}  // namespace samlad::formats
