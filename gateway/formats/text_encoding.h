// SPDX-License-Identifier: EUPL-1.2
//
// How the bytes of a file become text: byte order marks, Windows-1252 (WHATWG
// Encoding Standard), and characters that no text may hold. Pure functions.

#ifndef SAMLAD_GATEWAY_FORMATS_TEXT_ENCODING_H_
#define SAMLAD_GATEWAY_FORMATS_TEXT_ENCODING_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace samlad::formats {

// `text` without a leading UTF-8 byte order mark.
std::string_view WithoutByteOrderMark(std::string_view text);

// Whether the text starts with the byte order mark of UTF-16 or UTF-32.
bool IsUtf16OrUtf32(std::string_view text);

// Offset of the first control character (C0, DEL) that is no tab, line feed or
// carriage return. nullopt: none.
std::optional<size_t> FindControlCharacter(std::string_view text);

// UTF-8 of a text in Windows-1252; nullopt if it holds one of the five bytes
// that Windows-1252 leaves undefined.
std::optional<std::string> DecodeWindows1252(std::string_view bytes);

// 1-based line, and column in code points, of a byte offset.
struct LineColumn {
  uint32_t line = 1;
  uint32_t column = 1;
};
LineColumn LineColumnAt(std::string_view text, size_t offset);

}  // namespace samlad::formats

#endif  // SAMLAD_GATEWAY_FORMATS_TEXT_ENCODING_H_
