// SPDX-License-Identifier: EUPL-1.2
//
// How the bytes of a file become text: byte order marks, encodings of one byte a
// character, and characters that no text may hold. Pure functions.

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

// Whether the text starts with the byte order mark of UTF-16 or UTF-32, or has a
// zero byte beside most of its first letters, as UTF-16 has without a mark.
bool IsUtf16OrUtf32(std::string_view text);

// Offset of the first control character (C0, DEL) that is no tab, line feed or
// carriage return. nullopt: none.
std::optional<size_t> FindControlCharacter(std::string_view text);

// The same for the control characters U+0080 to U+009F of valid UTF-8.
std::optional<size_t> FindHighControlCharacter(std::string_view text);

// "U+001F (US)": the control character at the start of `text`.
std::string NameControlCharacter(std::string_view text);

// `text` without what MS-DOS ended texts with: Ctrl-Z, and line breaks before it.
std::string_view WithoutEndOfFileMark(std::string_view text);

// What a text that is not valid UTF-8 is encoded in.
enum class Encoding {
  kUnknown,
  kWindows1252,
  kMacRoman,
  kDos,    // code page 850 or 437
  kMixed,  // some of it in UTF-8, some in Windows-1252
};

// By the bytes that stand for å, ä, ö and é within and beside words. Windows-1252
// if nothing speaks for another and the text has none of the five bytes that it
// leaves undefined.
Encoding GuessEncoding(std::string_view bytes);

// The encoding's name, "?" if it is not known.
std::string_view NameOf(Encoding encoding);

// UTF-8 of the text; empty if the encoding is not known.
std::string DecodeFrom(Encoding encoding, std::string_view bytes);

// The byte of a character in an encoding; nullopt: it has none beyond ASCII.
std::optional<unsigned char> ByteIn(Encoding encoding, char32_t character);

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
