// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/values/printable.h"

#include <cstdint>

#include "gateway/base/strings.h"

namespace samlad::domain {
namespace {

constexpr std::string_view kEllipsis = "…";

struct Character {
  char32_t code_point = 0;
  size_t bytes = 0;  // 0: not UTF-8
};

// The first character of a text that is not empty (RFC 3629, section 4).
Character Decode(std::string_view text) {
  const auto byte = [&](size_t i) -> uint8_t { return static_cast<uint8_t>(text[i]); };
  const uint8_t lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < bytes) return {};

  char32_t code_point = lead & (0x7F >> bytes);
  for (size_t i = 1; i < bytes; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {};
    code_point = code_point << 6 | (byte(i) & 0x3F);
  }
  const bool overlong = (bytes == 3 && code_point < 0x800) || (bytes == 4 && code_point < 0x10000);
  const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  if (overlong || surrogate || code_point > 0x10FFFF) return {};
  return {code_point, bytes};
}

bool IsControl(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

std::string Escape(Character character, std::string_view text) {
  if (character.bytes == 0) {
    return StrCat("\\x", absl::Hex(static_cast<uint8_t>(text[0]), absl::kZeroPad2));
  }
  const auto value = static_cast<uint32_t>(character.code_point);
  return value < 0x100 ? StrCat("\\x", absl::Hex(value, absl::kZeroPad2))
                       : StrCat("\\u", absl::Hex(value, absl::kZeroPad4));
}

}  // namespace

std::string Printable(std::string_view text, size_t bytes_max) {
  std::string printable;
  size_t fits = 0;  // where a cut would leave room for the ellipsis
  while (!text.empty()) {
    const Character character = Decode(text);
    if (character.bytes == 0 || IsControl(character.code_point)) {
      printable += Escape(character, text);
    } else {
      printable += text.substr(0, character.bytes);
    }
    text.remove_prefix(character.bytes == 0 ? 1 : character.bytes);

    if (printable.size() > bytes_max) {
      printable.resize(fits);
      return printable.append(kEllipsis);
    }
    if (printable.size() + kEllipsis.size() <= bytes_max) fits = printable.size();
  }
  return printable;
}

}  // namespace samlad::domain
