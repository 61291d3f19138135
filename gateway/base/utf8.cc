// SPDX-License-Identifier: EUPL-1.2

#include "gateway/base/utf8.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>

namespace samlad {
namespace {

constexpr size_t kUtf8BytesMax = 4;

bool IsAscii(char byte) { return static_cast<unsigned char>(byte) < 0x80; }
bool IsContinuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

}  // namespace

Utf8Character FirstCharacter(std::string_view text) {
  // Most text is ASCII, and a call into the library for each byte would show.
  if (IsAscii(text[0])) return {static_cast<char32_t>(text[0]), 1, true};
  utf8proc_int32_t code_point = 0;
  const auto bytes = utf8proc_iterate(
      reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
      static_cast<utf8proc_ssize_t>(std::min(text.size(), kUtf8BytesMax)), &code_point);
  if (bytes <= 0) return {};
  return {static_cast<char32_t>(code_point), static_cast<size_t>(bytes), true};
}

void AppendUtf8(char32_t code_point, std::string& text) {
  std::array<utf8proc_uint8_t, kUtf8BytesMax> bytes;
  const auto size = utf8proc_encode_char(static_cast<utf8proc_int32_t>(code_point), bytes.data());
  text.append(reinterpret_cast<const char*>(bytes.data()), static_cast<size_t>(size));
}

std::optional<size_t> FindInvalidUtf8(std::string_view text) {
  size_t offset = 0;
  while (offset < text.size()) {
    const Utf8Character character = FirstCharacter(text.substr(offset));
    if (!character.valid) return offset;
    offset += character.bytes;
  }
  return std::nullopt;
}

size_t CountCodePoints(std::string_view text) {
  return text.size() - static_cast<size_t>(std::ranges::count_if(text, IsContinuation));
}

std::string_view Utf8Prefix(std::string_view text, size_t bytes_max) {
  if (text.size() <= bytes_max) return text;
  while (bytes_max > 0 && IsContinuation(text[bytes_max])) --bytes_max;
  return text.substr(0, bytes_max);
}

size_t DisplayWidth(std::string_view text) {
  size_t cells = 0;
  while (!text.empty()) {
    const Utf8Character character = FirstCharacter(text);
    cells += character.valid ? static_cast<size_t>(utf8proc_charwidth(
                                   static_cast<utf8proc_int32_t>(character.code_point)))
                             : 1;
    text.remove_prefix(character.bytes);
  }
  return cells;
}

}  // namespace samlad
