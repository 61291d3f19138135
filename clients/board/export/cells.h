// SPDX-License-Identifier: EUPL-1.2
//
// What an export is made of: tables, their columns, and the cells of one row.

#ifndef SAMLAD_CLIENTS_BOARD_EXPORT_CELLS_H_
#define SAMLAD_CLIENTS_BOARD_EXPORT_CELLS_H_

#include <span>
#include <string_view>

#include "clients/board/language.h"

namespace samlad::board {

// What the cells of a column hold, and so how each format writes them.
enum class ColumnKind {
  kText,    // from others, or an id
  kWord,    // a state: a word for people, a code for programs
  kFlag,    // yes or no; the code is true or false
  kFigure,  // an exact decimal, or the sign that stands for it ("[c]") as code
  kWhole,   // a whole number
  kDay,     // 2026-02-15
  kTime,    // 2026-02-15T14:04:00+01:00, in the view's time zone
  kNames,   // ids or signs without blanks inside, separated by blanks
  // Whole numbers, separated by "|": a spreadsheet takes "7 120" for 7120.
  kPositions,
};

struct Column {
  // For programs, and the English heading. Never changes.
  std::string_view name;
  // The Swedish heading.
  std::string_view swedish;
  ColumnKind kind = ColumnKind::kText;
};

// Texts are printable UTF-8, with line feeds and tabs at most. They live until the
// row was handed over.
struct TableCell {
  // Empty: there is nothing.
  std::string_view text;
  // kWord, kFlag, kFigure: see there.
  std::string_view code;
};

struct Table {
  // For programs: --table, members in JSON, names of files. Never changes.
  std::string_view name;
  // Names of sheets.
  std::string_view english, swedish;
  std::span<const Column> columns;
};

inline std::string_view HeadingOf(const Column& column, Language language) {
  return language == Language::kSv ? column.swedish : column.name;
}
inline std::string_view TitleOf(const Table& table, Language language) {
  return language == Language::kSv ? table.swedish : table.english;
}

// Whether a text is a decimal in the one form that every format takes as a number:
// an optional minus, digits without a leading zero, optionally a point and digits.
bool IsPlainDecimal(std::string_view text);

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_EXPORT_CELLS_H_
