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
// The bytes of an XLSX file.
std::string WorkbookBytes(const std::vector<SheetCells>& sheets);

}  // namespace samlad::formats

#endif  // SAMLAD_TESTS_UNIT_FORMATS_WORKBOOK_BYTES_H_
