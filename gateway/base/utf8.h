// SPDX-License-Identifier: EUPL-1.2
//
// UTF-8 (RFC 3629): decoding, validity, and the width of text on a terminal, by
// libutf8proc. Overlong forms, surrogates and code points beyond U+10FFFF are
// invalid. Pure functions, safe from any thread; results that are views belong
// to the caller's text.

#ifndef SAMLAD_GATEWAY_BASE_UTF8_H_
#define SAMLAD_GATEWAY_BASE_UTF8_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace samlad {

struct Utf8Character {
  char32_t code_point = 0;
  size_t bytes = 1;  // of an invalid sequence: 1, its first byte
  bool valid = false;
};

// The first character of a text, which must not be empty.
Utf8Character FirstCharacter(std::string_view text);

// Appends a code point, which must be valid.
void AppendUtf8(char32_t code_point, std::string& text);

// Offset of the first byte that is not part of valid UTF-8; nullopt: all valid.
std::optional<size_t> FindInvalidUtf8(std::string_view text);

// Number of code points in valid UTF-8.
size_t CountCodePoints(std::string_view text);

// At most the first `bytes_max` bytes of valid UTF-8, never ending within a
// character.
std::string_view Utf8Prefix(std::string_view text, size_t bytes_max);

// Terminal cells that text takes (Unicode annex 11): 0 for combining marks, 2
// for East Asian wide characters and emoji; 1 for an invalid byte.
size_t DisplayWidth(std::string_view text);

}  // namespace samlad

#endif  // SAMLAD_GATEWAY_BASE_UTF8_H_
