// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/text.h"

#include <algorithm>
#include <array>

#include "gateway/base/character_class.h"
#include "gateway/base/utf8.h"

namespace samlad::board {
namespace {

constexpr std::string_view kEllipsis = "…";
constexpr std::array<std::string_view, 11> kFormulaStarts = {"=",  "+",  "-",  "@",  "\t", "\r",
                                                             "\n", "＝", "＋", "－", "＠"};

}  // namespace

std::string EscapeControls(std::string_view text, KeepLines keep_lines) {
  std::string clean = EscapeUnprintable(text, "\n\t");
  if (keep_lines == KeepLines::kNo) {
    std::ranges::replace_if(clean, [](char c) { return c == '\n' || c == '\t'; }, ' ');
  }
  return clean;
}

std::string Shorten(std::string_view text, size_t cells) {
  if (DisplayWidth(text) <= cells) return std::string(text);
  std::string kept;
  size_t used = 1;  // the ellipsis
  while (!text.empty()) {
    const Utf8Character c = FirstCharacter(text);
    used += DisplayWidth(text.substr(0, c.bytes));
    if (used > cells) break;
    kept += text.substr(0, c.bytes);
    text.remove_prefix(c.bytes);
  }
  while (kept.ends_with(' ')) kept.pop_back();
  return kept.append(kEllipsis);
}

bool BeginsFormula(std::string_view text) {
  return std::ranges::any_of(kFormulaStarts,
                             [text](std::string_view start) { return text.starts_with(start); });
}

std::string WrapWords(std::string_view text, size_t cells, std::string_view indent) {
  std::string lines;
  size_t used = 0;  // of the last line
  while (!text.empty()) {
    const size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (word.empty()) continue;
    const size_t width = DisplayWidth(word);
    if (used > 0 && used + 1 + width > cells) {
      lines.append("\n").append(indent);
      used = 0;
    } else if (used > 0) {
      lines += ' ';
      ++used;
    }
    lines += word;
    used += width;
  }
  return lines;
}

}  // namespace samlad::board
