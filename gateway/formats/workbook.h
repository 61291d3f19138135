// SPDX-License-Identifier: EUPL-1.2
//
// The cells of one sheet of a workbook (XLSX, ECMA-376, transitional or strict).
// Parts are found by their relationships and elements whatever their prefix, as
// Excel does. The value of a formula is the one that was saved with it. Nothing
// outside the file is read. Pure functions.

#ifndef SAMLAD_GATEWAY_FORMATS_WORKBOOK_H_
#define SAMLAD_GATEWAY_FORMATS_WORKBOOK_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace samlad::formats {

// What a cell is, by its type and its number format.
enum class CellKind {
  kText,
  kNumber,
  kPercent,  // 0.741, shown as 74.1 %
  kDate,     // a date or time: a count of days, or ISO 8601
  kBoolean,
  kError,         // #N/A
  kWithoutResult  // a formula that nothing has computed since it was written
};

struct SheetCell {
  uint32_t column = 0;  // 1-based
  // A number with the 15 significant digits that a spreadsheet shows; TRUE or
  // FALSE; empty without a result.
  std::string text;
  CellKind kind = CellKind::kText;
};

struct SheetRow {
  uint32_t row = 0;              // 1-based
  bool hidden = false;           // by hand or by a filter
  std::vector<SheetCell> cells;  // those with a content, by column
};

struct Sheet {
  std::string name;
  std::vector<SheetRow> rows;
};

// "C3".
std::string CellName(uint32_t row, uint32_t column);

// What a file is that people take for a workbook, by its bytes.
enum class FileKind {
  kOther,
  kWorkbook,        // a ZIP archive that is nothing below
  kOldOrProtected,  // a compound file: protected with a password, or .xls
  kOpenDocument,
};
FileKind KindOfFile(std::string_view bytes);

// The sheet called `preferred`, else the first. INVALID_ARGUMENT: no workbook;
// RESOURCE_EXHAUSTED: a part is larger than limits::kWorkbookPartBytesMax
// unpacked, a cell's text longer than limits::kWorkbookCellBytesMax, or the
// texts of all cells together longer than limits::kWorkbookTextBytesMax.
// Memory: about ten times the largest part, and the texts.
absl::StatusOr<Sheet> ReadSheet(std::string_view bytes, std::string_view preferred);

}  // namespace samlad::formats

#endif  // SAMLAD_GATEWAY_FORMATS_WORKBOOK_H_
