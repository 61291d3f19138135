// SPDX-License-Identifier: EUPL-1.2
//
// Tables as one JSON object (RFC 8259), for programs: a member for each table, an
// array of its rows, one row a line.
//
//   {"figures": [
//   {"indicator": "EID-01", ..., "value": 71.5, "value_code": "", ...},
//   {"indicator": "EID-02", ..., "value": null, "value_code": "[c]", ...}
//   ]}
//
// Every row has every member. Figures and whole numbers are numbers with all their
// digits, so a reader that must not round reads them as decimals. What is missing is
// null, or an empty text. States are codes ("on_time"). A text that is no plain
// decimal in a column of figures is a text.

#ifndef SAMLAD_CLIENTS_BOARD_EXPORT_JSON_WRITER_H_
#define SAMLAD_CLIENTS_BOARD_EXPORT_JSON_WRITER_H_

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "clients/board/export/table_writer.h"

namespace samlad::board {

class JsonWriter : public TableWriter {
 public:
  explicit JsonWriter(Take take) : pieces_(std::move(take)) {}

  absl::Status Begin(const Table& table) override;
  absl::Status Add(std::span<const TableCell> row) override;
  absl::Status End() override;
  absl::Status Finish() override;

 private:
  Pieces pieces_;
  const Table* table_ = nullptr;
  std::vector<std::string> names_;  // of the members, as they are written
  bool has_rows_ = false;
};

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_EXPORT_JSON_WRITER_H_
