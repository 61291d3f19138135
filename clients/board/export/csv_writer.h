// SPDX-License-Identifier: EUPL-1.2
//
// One table as CSV (RFC 4180: a heading, CRLF, quotes doubled), for spreadsheets
// that open it by a double-click: UTF-8 with a byte order mark, and the separators
// of the reader's country.
//
// A text that a spreadsheet would take for a formula (it begins with = + - @, also
// in full width, a tab or a line break) is preceded by an apostrophe. Numbers never
// are: -3.4 stays a number.

#ifndef SAMLAD_CLIENTS_BOARD_EXPORT_CSV_WRITER_H_
#define SAMLAD_CLIENTS_BOARD_EXPORT_CSV_WRITER_H_

#include <span>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "clients/board/export/table_writer.h"

namespace samlad::board {

// kComma: decimal comma and semicolons, as Excel in Sweden reads and writes them.
// kPoint: decimal point and commas.
enum class DecimalMark { kComma, kPoint };

class CsvWriter : public TableWriter {
 public:
  // The language is that of the headings.
  CsvWriter(Take take, DecimalMark mark, Language language)
      : pieces_(std::move(take)), mark_(mark), language_(language) {}

  absl::Status Begin(const Table& table) override;
  absl::Status Add(std::span<const TableCell> row) override;
  absl::Status End() override { return absl::OkStatus(); }
  absl::Status Finish() override { return pieces_.Flush(); }

 private:
  Pieces pieces_;
  const DecimalMark mark_;
  const Language language_;
  const Table* table_ = nullptr;
};

// Appends a text as one cell: quoted where RFC 4180 asks for it.
void AppendCsvCell(std::string_view text, char separator, std::string& out);
// As AppendCsvCell, and guarded against formulas.
void AppendCsvText(std::string_view text, char separator, std::string& out);

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_EXPORT_CSV_WRITER_H_
