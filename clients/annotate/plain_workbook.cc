// SPDX-License-Identifier: EUPL-1.2

#include "clients/annotate/plain_workbook.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string_view>

#include "absl/strings/ascii.h"
#include "clients/annotate/package_editor.h"
#include "clients/annotate/xml_edit.h"
#include "gateway/base/strings.h"
#include "gateway/base/utf8.h"
#include "gateway/formats/csv_cell.h"
#include "gateway/formats/workbook.h"

namespace samlad::annotate {
namespace {

constexpr std::string_view kXmlStart =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view kCells = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view kParts = "http://schemas.openxmlformats.org/package/2006";
constexpr std::string_view kRelated =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr std::string_view kContent =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.";

// What Excel takes for the name of a sheet.
constexpr size_t kNameUnits = 31;

std::string SheetNameOf(const std::string& file) {
  std::string name = std::filesystem::path(file).stem().string();
  for (char& c : name) {
    if (std::string_view("[]:*?/\\'").find(c) != std::string_view::npos) c = '_';
  }
  return name.empty() ? "_" : CellText(name, kNameUnits);
}

// The number that a cell is written as, in XML. Not of a code with leading zeros, and
// not of one that has more digits than a spreadsheet keeps.
std::optional<std::string> NumberIn(std::string_view cell, char mark) {
  constexpr size_t kDigits = 15;
  if (mark == 0 || cell.empty()) return std::nullopt;
  const formats::CellNumber number = formats::ReadNumber(cell, mark);
  if (!number.fault.empty()) return std::nullopt;
  const std::string_view digits =
      std::string_view(number.text).substr(number.text.starts_with('-') ? 1 : 0);
  const bool code = digits.size() > 1 && digits[0] == '0' && digits[1] != '.';
  const auto count = std::ranges::count_if(digits, IsDigit);
  if (count == 0 || code || static_cast<size_t>(count) > kDigits) return std::nullopt;
  return number.text;
}

std::string SheetXml(const PlainSheet& sheet) {
  std::string rows;
  std::vector<size_t> widths;
  for (uint32_t row = 1; row <= sheet.rows.size(); ++row) {
    const std::vector<std::string>& cells = sheet.rows[row - 1];
    if (cells.empty()) continue;
    StrAppend(&rows, "<row r=\"", row, "\">");
    if (widths.size() < cells.size()) widths.resize(cells.size());
    for (uint32_t column = 1; column <= cells.size(); ++column) {
      const std::string& cell = cells[column - 1];
      if (cell.empty()) continue;
      widths[column - 1] = std::max(widths[column - 1], cell.size());
      if (const auto number = NumberIn(cell, sheet.decimal_mark)) {
        StrAppend(&rows, "<c r=\"", formats::CellName(row, column), "\"><v>", *number, "</v></c>");
      } else {
        rows += TextCell(row, column, cell);
      }
    }
    rows += "</row>";
  }
  std::string columns;
  for (size_t i = 0; i < widths.size(); ++i) {
    StrAppend(&columns, "<col min=\"", i + 1, "\" max=\"", i + 1, "\" width=\"",
              std::clamp<size_t>(widths[i] + 2, 8, 60), "\" customWidth=\"1\"/>");
  }
  return StrCat(kXmlStart, "<worksheet xmlns=\"", kCells, "\">",
                columns.empty() ? "" : StrCat("<cols>", columns, "</cols>"), "<sheetData>", rows,
                "</sheetData></worksheet>");
}

std::string Relation(size_t id, std::string_view type, std::string_view target) {
  return StrCat("<Relationship Id=\"rId", id, "\" Type=\"", kRelated, "/", type, "\" Target=\"/",
                target, "\"/>");
}

std::string Override(std::string_view part, std::string_view type) {
  return StrCat("<Override PartName=\"/", part, "\" ContentType=\"", kContent, type, "+xml\"/>");
}

}  // namespace

std::vector<std::string> PlainSheetNames(const std::vector<std::string>& files) {
  std::vector<std::string> names;
  std::set<std::string> taken;
  for (const std::string& file : files) {
    const std::string name = SheetNameOf(file);
    std::string unique = name;
    for (int number = 2; !taken.insert(absl::AsciiStrToLower(unique)).second; ++number) {
      const std::string ending = StrCat(" ", number);
      unique = StrCat(CellText(name, kNameUnits - ending.size()), ending);
    }
    names.push_back(unique);
  }
  return names;
}

absl::StatusOr<std::string> WritePlainWorkbook(const std::vector<PlainSheet>& sheets) {
  std::map<std::string, std::string> parts;
  std::string types, list, relations;
  for (size_t i = 0; i < sheets.size(); ++i) {
    const std::string part = StrCat("xl/worksheets/sheet", i + 1, ".xml");
    parts[part] = SheetXml(sheets[i]);
    types += Override(part, "worksheet");
    relations += Relation(i + 1, "worksheet", part);
    StrAppend(&list, "<sheet name=\"", EscapeXml(sheets[i].name), "\" sheetId=\"", i + 1,
              "\" r:id=\"rId", i + 1, "\"/>");
  }
  parts["xl/workbook.xml"] =
      StrCat(kXmlStart, "<workbook xmlns=\"", kCells, "\" xmlns:r=\"", kRelated,
             "\"><bookViews><workbookView/></bookViews><sheets>", list, "</sheets></workbook>");
  parts["xl/_rels/workbook.xml.rels"] = StrCat(kXmlStart, "<Relationships xmlns=\"", kParts,
                                               "/relationships\">", relations, "</Relationships>");
  parts["_rels/.rels"] =
      StrCat(kXmlStart, "<Relationships xmlns=\"", kParts, "/relationships\">",
             Relation(1, "officeDocument", "xl/workbook.xml"), "</Relationships>");
  parts["[Content_Types].xml"] =
      StrCat(kXmlStart, "<Types xmlns=\"", kParts,
             "/content-types\"><Default Extension=\"rels\" ContentType=\"application/"
             "vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\""
             " ContentType=\"application/xml\"/>",
             Override("xl/workbook.xml", "sheet.main"), types, "</Types>");
  return WritePackage(parts);
}

}  // namespace samlad::annotate
