// SPDX-License-Identifier: EUPL-1.2
//
// Tables as one workbook (XLSX), a sheet each: a heading that stays, a filter, and
// widths to read. Figures are numbers with the decimals that they have in the view,
// days and times are dates; a text is a text, whatever it begins with. A number of
// more than the 15 digits that a spreadsheet keeps is written as text.
//
// Rows go to a temporary file at once (libxlsxwriter's constant memory), about one
// kilobyte each, in the folder for such files (TMPDIR, else /tmp).

#ifndef SAMLAD_CLIENTS_BOARD_EXPORT_WORKBOOK_WRITER_H_
#define SAMLAD_CLIENTS_BOARD_EXPORT_WORKBOOK_WRITER_H_

#include <memory>
#include <span>
#include <string>

#include "absl/status/status.h"
#include "clients/board/export/table_writer.h"

namespace samlad::board {

// OUT_OF_RANGE: more rows than limits::kSheetRowsMax, or a text longer than
// limits::kWorkbookCellBytesMax; the message is the place ("figures, row 1048576").
// RESOURCE_EXHAUSTED: a file could not be written.
class WorkbookWriter : public TableWriter {
 public:
  // Finish writes the file `path`. The language is that of sheets and headings.
  WorkbookWriter(const std::string& path, Language language);
  ~WorkbookWriter() override;

  absl::Status Begin(const Table& table) override;
  absl::Status Add(std::span<const TableCell> row) override;
  absl::Status End() override;
  absl::Status Finish() override;

 private:
  class Book;
  std::unique_ptr<Book> book_;
};

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_EXPORT_WORKBOOK_WRITER_H_
