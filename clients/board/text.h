// SPDX-License-Identifier: EUPL-1.2
//
// Makes text from others safe to show: without characters that control a
// terminal or reorder a line, and no wider than a column.

#ifndef SAMLAD_CLIENTS_BOARD_TEXT_H_
#define SAMLAD_CLIENTS_BOARD_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace samlad::board {

enum class KeepLines { kYes, kNo };

// Escapes what a terminal or a browser could act on, and broken UTF-8
// (EscapeUnprintable of base/character_class.h). Line feed and tab stay, or become
// spaces.
std::string EscapeControls(std::string_view text, KeepLines keep_lines);

// At most `cells` wide (DisplayWidth of base/utf8.h); what was cut is marked by an ellipsis.
std::string Shorten(std::string_view text, size_t cells);

// Whether a spreadsheet would compute the text: it begins with = + - @, also in full
// width, a tab or a line break.
bool BeginsFormula(std::string_view text);

// The text in lines of at most `cells`, broken at blanks, each begun by
// `indent` after the first. A longer word has a line of its own.
std::string WrapWords(std::string_view text, size_t cells, std::string_view indent);

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_TEXT_H_
