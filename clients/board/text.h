// SPDX-License-Identifier: EUPL-1.2
//
// Text of others made fit to be shown: how wide it is, and without characters
// that steer a terminal or reorder a line.

#ifndef SAMLAD_CLIENTS_BOARD_TEXT_H_
#define SAMLAD_CLIENTS_BOARD_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace samlad::board {

enum class KeepLines { kYes, kNo };

// Replaces C0 and C1 controls, DEL, bidirectional controls (Unicode TR 9) and
// broken UTF-8 by U+FFFD. Line feed and tab stay, or become spaces.
std::string ReplaceControls(std::string_view text, KeepLines keep_lines);

// Terminal cells that UTF-8 text takes: 0 for combining marks, 2 for East
// Asian wide characters and emoji, else 1.
size_t DisplayWidth(std::string_view text);

// At most `cells` wide; what was cut is marked by an ellipsis.
std::string Shorten(std::string_view text, size_t cells);

// The text in lines of at most `cells`, broken at blanks, each begun by
// `indent` after the first. A longer word has a line of its own.
std::string WrapWords(std::string_view text, size_t cells, std::string_view indent);

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_TEXT_H_
