// SPDX-License-Identifier: EUPL-1.2
//
// What tests of exports share: a writer that records, readers that are not the
// program's own, and small tables.

#ifndef SAMLAD_TESTS_UNIT_BOARD_EXPORT_WRITTEN_H_
#define SAMLAD_TESTS_UNIT_BOARD_EXPORT_WRITTEN_H_

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "clients/board/export/table_writer.h"

namespace samlad::board {

struct OwnedCell {
  std::string text, code;
  bool operator==(const OwnedCell&) const = default;
};
using OwnedRow = std::vector<OwnedCell>;

// Keeps what it is given.
class Recorder : public TableWriter {
 public:
  absl::Status Begin(const Table& table) override {
    rows_ = &tables[std::string(table.name)];
    return absl::OkStatus();
  }
  absl::Status Add(std::span<const TableCell> row) override {
    OwnedRow& owned = rows_->emplace_back();
    for (const TableCell& cell : row) {
      owned.push_back({std::string(cell.text), std::string(cell.code)});
    }
    return absl::OkStatus();
  }
  absl::Status End() override { return absl::OkStatus(); }
  absl::Status Finish() override { return absl::OkStatus(); }

  std::map<std::string, std::vector<OwnedRow>> tables;

 private:
  std::vector<OwnedRow>* rows_ = nullptr;
};

// Appends to `text`.
inline Take Into(std::string& text) {
  return [&text](std::string_view bytes) {
    text += bytes;
    return absl::OkStatus();
  };
}

// Begin, the rows, End and Finish.
absl::Status WriteRows(const Table& table, const std::vector<std::vector<TableCell>>& rows,
                       TableWriter& writer);

// Records and cells by RFC 4180; a failure of the test if the text is none.
std::vector<std::vector<std::string>> ReadCsv(std::string_view text, char separator);

// Of each table the rows, of each row the members and their values: texts without
// quotes and escapes, numbers as they are written, lists joined by '|', "null". A
// failure of the test if the text is not JSON of that shape.
using JsonRow = std::vector<std::pair<std::string, std::string>>;
std::map<std::string, std::vector<JsonRow>> ReadJson(std::string_view text);

}  // namespace samlad::board

#endif  // SAMLAD_TESTS_UNIT_BOARD_EXPORT_WRITTEN_H_
