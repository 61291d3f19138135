// SPDX-License-Identifier: EUPL-1.2
//
// Workbooks made for tests.

#ifndef SAMLAD_TESTS_UNIT_FORMATS_WORKBOOK_BYTES_H_
#define SAMLAD_TESTS_UNIT_FORMATS_WORKBOOK_BYTES_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace samlad::formats {

// Name and rows of a sheet. A cell that begins with "#" is a number, an empty
// one is left out, any other a shared text; "^" is the shared text before it.
using SheetCells = std::pair<std::string, std::vector<std::vector<std::string>>>;

// The bytes of a ZIP archive of these parts, by name.
std::string ArchiveBytes(const std::map<std::string, std::string>& parts);
// A sheet as it is stored. Styles of cells: s="1" per cent, s="2" a day.
struct SheetXml {
  std::string name;
  std::string rows;         // the XML of its rows
  std::string before = {};  // before the rows: columns
  std::string after = {};   // merged cells
  std::string state = {};   // "hidden"
};
// Cells of a row: text, or with "#" before it a number.
std::string RowXml(int row, const std::vector<std::string>& cells,
                   const std::string& attributes = "");
std::map<std::string, std::string> PartsOfSheets(const std::vector<SheetXml>& sheets);

// The bytes of an XLSX file.
std::string WorkbookBytes(const std::vector<SheetCells>& sheets);

}  // namespace samlad::formats

#endif  // SAMLAD_TESTS_UNIT_FORMATS_WORKBOOK_BYTES_H_
