// SPDX-License-Identifier: EUPL-1.2
//
// Splits CSV text into records and cells: RFC 4180, with any separator, and
// with CR, LF or CRLF at the end of a record. A double quote within an unquoted
// cell is an ordinary character, as in spreadsheets.

#ifndef SAMLAD_GATEWAY_FORMATS_CSV_PARSER_H_
#define SAMLAD_GATEWAY_FORMATS_CSV_PARSER_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/formats/cell_kind.h"

namespace samlad::formats {

// One record, or a row of a sheet. Cells may hold line breaks.
struct CsvRecord {
  uint32_t row = 0;  // 1-based ordinal of the record: the row of a spreadsheet
  std::vector<std::string> cells;
  std::vector<CellKind> kinds;  // of the cells of a workbook; empty: of a CSV file
  bool ended = false;           // by a line break, not by the end of the text
};

// What is wrong with the text at a cell.
struct CsvFault {
  enum class Kind {
    kUnterminated,  // a quoted cell does not end; nothing follows
    kAfterQuote,    // text after a closing quote; it was added to the cell
    kCellTooLong,   // limits::kCsvCellBytesMax; nothing follows
    kTooManyCells,  // limits::kCsvColumnsMax; nothing follows
  };
  Kind kind = Kind::kUnterminated;
  uint32_t row = 0;     // 1-based
  uint32_t column = 0;  // 1-based ordinal of the cell
  char got = 0;         // kAfterQuote
};

// A state machine over one text, a record at a time; holds one record. Not
// thread-safe.
class CsvParser {
 public:
  // `text` outlives the parser. `separator` is no quote and no line break.
  CsvParser(std::string_view text, char separator) : text_(text), separator_(separator) {}

  // Reads the next record into `record`, whose memory is reused. False at the
  // end of the text. A record with a fault is returned up to the fault.
  bool Next(CsvRecord& record);
  // The first fault of the record that Next returned last.
  const std::optional<CsvFault>& fault() const { return fault_; }

 private:
  enum class State { kCellStart, kUnquoted, kQuoted, kQuoteInQuoted };

  // Handles one byte; false: the record ends here.
  bool Take(char c, CsvRecord& record);
  std::string& AddCell(CsvRecord& record);
  void SetFault(CsvFault::Kind kind, const CsvRecord& record, char got = 0);

  std::string_view text_;
  const char separator_;
  size_t offset_ = 0;
  uint32_t row_ = 0;
  size_t cells_ = 0;  // of the current record
  State state_ = State::kCellStart;
  std::optional<CsvFault> fault_;
};

}  // namespace samlad::formats

#endif  // SAMLAD_GATEWAY_FORMATS_CSV_PARSER_H_
