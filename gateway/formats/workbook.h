// SPDX-License-Identifier: EUPL-1.2
//
// The cells of the sheets of a workbook (XLSX, ECMA-376, transitional or strict).
// Parts are found by their relationships and elements whatever their prefix, as
// Excel does. The value of a formula is the one that was saved with it. Nothing
// outside the file is read, and no macro is run.

#ifndef SAMLAD_GATEWAY_FORMATS_WORKBOOK_H_
#define SAMLAD_GATEWAY_FORMATS_WORKBOOK_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/formats/cell_kind.h"

namespace samlad::formats {

struct SheetCell {
  uint32_t column = 0;  // 1-based
  // A number with the 15 significant digits that a spreadsheet shows; a date or
  // time as ISO 8601 ("2026-07-15", "2026-07-15 08:30", "08:30"); TRUE or FALSE;
  // empty without a result.
  std::string text;
  CellKind kind = CellKind::kText;
};

struct SheetRow {
  uint32_t row = 0;              // 1-based
  bool hidden = false;           // by hand or by a filter
  std::vector<SheetCell> cells;  // those with a content, by column
};

// Cells that are shown as one; 1-based, inclusive.
struct CellRange {
  uint32_t first_row = 0, first_column = 0, last_row = 0, last_column = 0;
};

struct ColumnRange {
  uint32_t first = 0, last = 0;  // 1-based, inclusive
};

struct Sheet {
  std::string name;
  std::vector<SheetRow> rows;
  std::vector<CellRange> merged;  // the first limits::kWorkbookRangesMax
  std::vector<ColumnRange> hidden_columns;
};

// "C3".
std::string CellName(uint32_t row, uint32_t column);
// "AB"; of column 28.
std::string ColumnName(uint32_t column);
// "Nyckeltal!D4", as spreadsheets write it: "'Blad 1'!D4", "Nyckeltal!4:4" of a whole
// row (column 0), "Nyckeltal" of a whole sheet (row 0).
std::string SheetReference(std::string_view sheet, uint32_t row, uint32_t column);

// What a file is that people take for a workbook, by its bytes.
enum class FileKind {
  kOther,
  kWorkbook,        // a ZIP archive that is nothing below
  kOldOrProtected,  // a compound file: protected with a password, or .xls
  kOpenDocument,
};
FileKind KindOfFile(std::string_view bytes);

// A workbook that was opened once and whose sheets are read one at a time. Not
// thread-safe.
class Workbook {
 public:
  struct Entry {
    std::string name;
    bool hidden = false;
  };

  // `bytes` outlive the workbook. INVALID_ARGUMENT: no workbook.
  // RESOURCE_EXHAUSTED, also of Read: a part is larger than
  // limits::kWorkbookPartBytesMax unpacked, or all that were read larger than
  // limits::kWorkbookUnpackedBytesMax; there are more than
  // limits::kWorkbookSheetsMax sheets; a cell's text is longer than
  // limits::kWorkbookCellBytesMax, or the texts of all cells together longer than
  // limits::kWorkbookTextBytesMax.
  // Memory: about ten times the largest part, and the texts.
  static absl::StatusOr<Workbook> Open(std::string_view bytes);

  Workbook(Workbook&&) noexcept;
  Workbook& operator=(Workbook&&) noexcept;
  ~Workbook();

  // In the order of their tabs; at least one.
  const std::vector<Entry>& sheets() const;
  absl::StatusOr<Sheet> Read(size_t sheet);

 private:
  struct Impl;
  explicit Workbook(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// The sheet called `preferred`, else the first. Errors as of Workbook.
absl::StatusOr<Sheet> ReadSheet(std::string_view bytes, std::string_view preferred);

}  // namespace samlad::formats

#endif  // SAMLAD_GATEWAY_FORMATS_WORKBOOK_H_
