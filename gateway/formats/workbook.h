// SPDX-License-Identifier: EUPL-1.2
//
// The cells of one sheet of a workbook (XLSX, ECMA-376). The value of a formula
// is the one that was saved with it. Nothing outside the file is read.

#ifndef SAMLAD_GATEWAY_FORMATS_WORKBOOK_H_
#define SAMLAD_GATEWAY_FORMATS_WORKBOOK_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace samlad::formats {

struct SheetCell {
  uint32_t column = 0;  // 1-based
  std::string text;     // a number as the file writes it
};

struct SheetRow {
  uint32_t row = 0;              // 1-based
  std::vector<SheetCell> cells;  // those with a content, by column
};

struct Sheet {
  std::string name;
  std::vector<SheetRow> rows;
};

// The sheet called `preferred`, else the first. INVALID_ARGUMENT: no workbook;
// RESOURCE_EXHAUSTED: a part is larger than limits::kWorkbookPartBytesMax
// unpacked, a cell's text longer than limits::kWorkbookCellBytesMax, or the
// texts of all cells together longer than limits::kWorkbookTextBytesMax.
// Memory: about ten times the largest part, and the texts.
absl::StatusOr<Sheet> ReadSheet(std::string_view bytes, std::string_view preferred);

}  // namespace samlad::formats

#endif  // SAMLAD_GATEWAY_FORMATS_WORKBOOK_H_
