// SPDX-License-Identifier: EUPL-1.2

#include "gateway/formats/text_encoding.h"

#include <algorithm>
#include <array>

#include "gateway/base/utf8.h"

namespace samlad::formats {
namespace {

// The code points of bytes 0x80 to 0x9F; 0: undefined.
constexpr std::array<char16_t, 32> kWindows1252High = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

}  // namespace

std::string_view WithoutByteOrderMark(std::string_view text) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (text.starts_with(kMark)) text.remove_prefix(kMark.size());
  return text;
}

bool IsUtf16OrUtf32(std::string_view text) {
  using namespace std::string_view_literals;
  return text.starts_with("\xFF\xFE"sv) || text.starts_with("\xFE\xFF"sv) ||
         text.starts_with("\0\0\xFE\xFF"sv);
}

std::optional<size_t> FindControlCharacter(std::string_view text) {
  const auto found = std::ranges::find_if(text, [](unsigned char c) {
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F;
  });
  if (found == text.end()) return std::nullopt;
  return static_cast<size_t>(found - text.begin());
}

std::optional<std::string> DecodeWindows1252(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  for (const unsigned char byte : bytes) {
    const bool in_table = byte >= 0x80 && byte < 0xA0;
    const char16_t c = in_table ? kWindows1252High[byte - 0x80] : char16_t{byte};
    if (in_table && c == 0) return std::nullopt;
    AppendUtf8(c, out);
  }
  return out;
}

LineColumn LineColumnAt(std::string_view text, size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
  return {.line = static_cast<uint32_t>(1 + std::ranges::count(before, '\n')),
          .column = static_cast<uint32_t>(1 + CountCodePoints(before.substr(line_start)))};
}

}  // namespace samlad::formats
