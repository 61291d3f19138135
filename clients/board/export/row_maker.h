// SPDX-License-Identifier: EUPL-1.2
//
// Puts the rows of one table together, cell by cell in the order of its columns,
// and hands them over.

#ifndef SAMLAD_CLIENTS_BOARD_EXPORT_ROW_MAKER_H_
#define SAMLAD_CLIENTS_BOARD_EXPORT_ROW_MAKER_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "clients/board/export/cells.h"
#include "clients/board/export/table_writer.h"
#include "clients/board/language.h"
#include "google/protobuf/repeated_field.h"
#include "samlad/v1/view.pb.h"

namespace samlad::board {

// Text from others is made printable, as on the page (EscapeControls of text.h), and
// keeps its lines. What cells refer to must live until Done. Not thread-safe.
class RowMaker {
 public:
  RowMaker(const Table& table, Language language, const absl::TimeZone& zone, TableWriter& writer)
      : language_(language),
        zone_(zone),
        writer_(writer),
        width_(table.columns.size()),
        made_(table.columns.size()) {
    cells_.reserve(width_);
  }

  RowMaker& Text(std::string_view text);
  RowMaker& Text(const v1::Text& text) { return Text(Pick(text, language_)); }
  // "_T" and nothing are the same: all.
  RowMaker& Dimension(std::string_view code) { return Text(code == "_T" ? "" : code); }
  // `enumerator` without `prefix`, in lower case, is the code.
  RowMaker& Word(std::string_view word, std::string_view enumerator, std::string_view prefix);
  RowMaker& Word(std::string_view word, std::string_view code);
  RowMaker& Flag(bool is_so);
  // The value, or the sign that stands for it; never both.
  RowMaker& Value(const v1::Figure& figure);
  RowMaker& Signs(const v1::Figure& figure);
  RowMaker& Decimal(std::string_view decimal) { return Put({decimal, {}}); }
  RowMaker& Sign(std::string_view sign) { return Put({{}, sign}); }
  RowMaker& Whole(int64_t number);
  // 0 means that there is none.
  RowMaker& WholeIfAny(int64_t number) { return number == 0 ? Nothing() : Whole(number); }
  RowMaker& Day(std::string_view day) { return Put({day, {}}); }
  RowMaker& Time(int64_t time_ms);
  RowMaker& Names(const google::protobuf::RepeatedPtrField<std::string>& names);
  RowMaker& Positions(const google::protobuf::RepeatedField<uint64_t>& positions);
  RowMaker& Nothing() { return Put({}); }
  // Reported and expected, by number and by weight.
  RowMaker& CoverageOf(const v1::Coverage& coverage);

  // Hands the row over and begins the next; false after an error, which status has.
  [[nodiscard]] bool Done();
  const absl::Status& status() const { return status_; }

 private:
  RowMaker& Put(TableCell cell) {
    cells_.push_back(cell);
    return *this;
  }
  // Room for the text of the next cell.
  std::string& Made();

  const Language language_;
  const absl::TimeZone zone_;
  TableWriter& writer_;
  const size_t width_;
  std::vector<TableCell> cells_;
  std::vector<std::string> made_;  // by column; kept, so that no row allocates
  absl::Status status_;
};

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_EXPORT_ROW_MAKER_H_
