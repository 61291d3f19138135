// SPDX-License-Identifier: EUPL-1.2
//
// Aligned columns for a terminal, measured in cells rather than bytes.

#ifndef SAMLAD_CLIENTS_BOARD_COLUMNS_H_
#define SAMLAD_CLIENTS_BOARD_COLUMNS_H_

#include <concepts>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "clients/board/words.h"

namespace samlad::board {

enum class Align { kLeft, kRight };

// One cell. Its text is made safe to print when it is added; its colour, if
// any, does not count as width.
struct Cell {
  // Implicit, so that rows read as lists of texts.
  template <std::convertible_to<std::string_view> T>
  Cell(const T& text) : text(Printable(text)) {}  // NOLINT
  Cell(std::string_view text, Tone tone) : text(Printable(text)), tone(tone), toned(true) {}

  static std::string Printable(std::string_view text);

  std::string text;
  Tone tone = Tone::kQuiet;
  bool toned = false;
};

// Paints text with an ANSI escape (ECMA-48 SGR), or leaves it.
std::string Paint(std::string_view text, Tone tone, bool colour);
// Makes text bold, or leaves it.
std::string Emphasise(std::string_view text, bool colour);

// Not thread-safe.
class Columns {
 public:
  explicit Columns(std::vector<Align> alignment) : alignment_(std::move(alignment)) {}

  // As many cells as there are columns.
  void Add(std::vector<Cell> row) { rows_.push_back(std::move(row)); }
  bool empty() const { return rows_.empty(); }
  // Lines indented by two cells, columns two apart, nothing after the last.
  std::string Format(bool colour) const;

 private:
  std::vector<Align> alignment_;
  std::vector<std::vector<Cell>> rows_;
};

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_COLUMNS_H_
