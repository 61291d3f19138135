// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/text.h"

#include <algorithm>
#include <cstdint>

namespace samlad::board {
namespace {

constexpr std::string_view kReplacement = "\uFFFD";
constexpr std::string_view kEllipsis = "…";

struct CodePoint {
  uint32_t value = 0;
  size_t bytes = 1;
  bool valid = false;
};

// The first code point of a text that is not empty.
CodePoint Decode(std::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<uint8_t>(text[i]); };
  const uint8_t lead = byte(0);
  if (lead < 0x80) return {lead, 1, true};
  const size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
  if (length == 0 || lead > 0xF4 || text.size() < length) return {};
  uint32_t value = lead & (0xFF >> (length + 1));
  for (size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {};
    value = value << 6 | (byte(i) & 0x3F);
  }
  return {value, length, true};
}

bool Between(uint32_t c, uint32_t first, uint32_t last) { return c >= first && c <= last; }

bool IsControl(uint32_t c) {
  return c < 0x20 || Between(c, 0x7F, 0x9F) || c == 0x061C || Between(c, 0x200E, 0x200F) ||
         Between(c, 0x2028, 0x202E) || Between(c, 0x2066, 0x2069);
}

bool IsCombining(uint32_t c) {
  return Between(c, 0x0300, 0x036F) || Between(c, 0x200B, 0x200D) || Between(c, 0x20D0, 0x20FF) ||
         Between(c, 0xFE00, 0xFE0F) || Between(c, 0xFE20, 0xFE2F) || c == 0xFEFF;
}

bool IsWide(uint32_t c) {
  return Between(c, 0x1100, 0x115F) || Between(c, 0x2E80, 0xA4CF) || Between(c, 0xAC00, 0xD7A3) ||
         Between(c, 0xF900, 0xFAFF) || Between(c, 0xFE30, 0xFE6F) || Between(c, 0xFF00, 0xFF60) ||
         Between(c, 0xFFE0, 0xFFE6) || Between(c, 0x1F300, 0x1FAFF) || Between(c, 0x20000, 0x3FFFD);
}

size_t CellsOf(uint32_t c) { return IsCombining(c) ? 0 : IsWide(c) ? 2 : 1; }

}  // namespace

std::string ReplaceControls(std::string_view text, KeepLines keep_lines) {
  std::string clean;
  clean.reserve(text.size());
  while (!text.empty()) {
    const CodePoint c = Decode(text);
    if (c.valid && (c.value == '\n' || c.value == '\t')) {
      clean += keep_lines == KeepLines::kYes ? text[0] : ' ';
    } else if (!c.valid || IsControl(c.value)) {
      clean += kReplacement;
    } else {
      clean += text.substr(0, c.bytes);
    }
    text.remove_prefix(c.bytes);
  }
  return clean;
}

size_t DisplayWidth(std::string_view text) {
  size_t cells = 0;
  while (!text.empty()) {
    const CodePoint c = Decode(text);
    cells += c.valid ? CellsOf(c.value) : 1;
    text.remove_prefix(c.bytes);
  }
  return cells;
}

std::string Shorten(std::string_view text, size_t cells) {
  if (DisplayWidth(text) <= cells) return std::string(text);
  std::string kept;
  size_t used = 1;  // the ellipsis
  while (!text.empty()) {
    const CodePoint c = Decode(text);
    used += c.valid ? CellsOf(c.value) : 1;
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
