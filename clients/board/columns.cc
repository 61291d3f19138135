// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/columns.h"

#include <algorithm>

#include "clients/board/text.h"
#include "gateway/base/strings.h"
#include "gateway/base/utf8.h"

namespace samlad::board {
namespace {

std::string_view Escape(Tone tone) {
  switch (tone) {
    case Tone::kGood:
      return "\x1b[32m";
    case Tone::kFair:
      return "\x1b[36m";
    case Tone::kBad:
      return "\x1b[1;31m";
    default:
      return "\x1b[2m";
  }
}

constexpr std::string_view kReset = "\x1b[0m";

}  // namespace

std::string Cell::Printable(std::string_view text) { return EscapeControls(text, KeepLines::kNo); }

std::string Paint(std::string_view text, Tone tone, bool colour) {
  return colour ? StrCat(Escape(tone), text, kReset) : std::string(text);
}

std::string Emphasise(std::string_view text, bool colour) {
  return colour ? StrCat("\x1b[1m", text, kReset) : std::string(text);
}

std::string Columns::Format(bool colour) const {
  std::vector<size_t> widths(alignment_.size(), 0);
  for (const auto& row : rows_) {
    for (size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], DisplayWidth(row[i].text));
    }
  }
  std::string lines;
  for (const auto& row : rows_) {
    std::string line;
    size_t owed = 2;  // spaces not yet written: none are left at a line's end
    for (size_t i = 0; i < row.size(); ++i) {
      const size_t padding = widths[i] - DisplayWidth(row[i].text);
      const bool right = alignment_[i] == Align::kRight;
      owed += right ? padding : 0;
      if (!row[i].text.empty()) {
        line.append(owed, ' ');
        line += row[i].toned ? Paint(row[i].text, row[i].tone, colour) : row[i].text;
        owed = 0;
      }
      owed += (right ? 0 : padding) + 2;
    }
    lines += line + "\n";
  }
  return lines;
}

}  // namespace samlad::board
