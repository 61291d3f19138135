// SPDX-License-Identifier: EUPL-1.2
//
// What writes tables row by row in one format, and where to. Memory does not grow
// with the number of rows.

#ifndef SAMLAD_CLIENTS_BOARD_EXPORT_TABLE_WRITER_H_
#define SAMLAD_CLIENTS_BOARD_EXPORT_TABLE_WRITER_H_

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "clients/board/export/cells.h"

namespace samlad::board {

// One export. Not thread-safe. Calls come in the order Begin, Add ..., End for each
// table, then Finish; after an error, none.
class TableWriter {
 public:
  virtual ~TableWriter() = default;

  // `table` lives until Finish.
  virtual absl::Status Begin(const Table& table) = 0;
  // As many cells as the table has columns. OUT_OF_RANGE: the format has no room for
  // the row; another has.
  virtual absl::Status Add(std::span<const TableCell> row) = 0;
  virtual absl::Status End() = 0;
  // Everything has been handed over when it returns.
  virtual absl::Status Finish() = 0;
};

// Takes the next bytes of a file.
using Take = std::function<absl::Status(std::string_view bytes)>;

// Collects bytes and hands them over in large pieces. Not thread-safe.
class Pieces {
 public:
  explicit Pieces(Take take) : take_(std::move(take)) { text_.reserve(2 * kPieceBytes); }

  // What is appended to it is handed over in order.
  std::string& text() { return text_; }
  // Between rows.
  absl::Status Pass() { return text_.size() < kPieceBytes ? absl::OkStatus() : Flush(); }
  absl::Status Flush() {
    const absl::Status taken = take_(text_);
    text_.clear();
    return taken;
  }

 private:
  static constexpr size_t kPieceBytes = size_t{256} << 10;

  Take take_;
  std::string text_;
};

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_EXPORT_TABLE_WRITER_H_
