// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/text.h"

#include <algorithm>

#include "gateway/base/utf8.h"

namespace samlad::board {
namespace {

constexpr std::string_view kReplacement = "\uFFFD";
constexpr std::string_view kEllipsis = "…";

bool Between(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

bool IsControl(char32_t c) {
  return c < 0x20 || Between(c, 0x7F, 0x9F) || c == 0x061C || Between(c, 0x200E, 0x200F) ||
         Between(c, 0x2028, 0x202E) || Between(c, 0x2066, 0x2069);
}

}  // namespace

std::string ReplaceControls(std::string_view text, KeepLines keep_lines) {
  std::string clean;
  clean.reserve(text.size());
  while (!text.empty()) {
    const Utf8Character c = FirstCharacter(text);
    if (c.valid && (c.code_point == '\n' || c.code_point == '\t')) {
      clean += keep_lines == KeepLines::kYes ? text[0] : ' ';
    } else if (!c.valid || IsControl(c.code_point)) {
      clean += kReplacement;
    } else {
      clean += text.substr(0, c.bytes);
    }
    text.remove_prefix(c.bytes);
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
