// SPDX-License-Identifier: EUPL-1.2
//
// What a character is to somebody who reads or prints text, whatever its script:
// a digit, a dash, something that is not seen. By the Unicode categories, and by
// tables for what looks like something else than its category says. Pure
// functions, safe from any thread.

#ifndef SAMLAD_GATEWAY_BASE_CHARACTER_CLASS_H_
#define SAMLAD_GATEWAY_BASE_CHARACTER_CLASS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace samlad {

enum class CharacterClass : uint8_t {
  kDigit,        // of any script, full width included
  kRaisedDigit,  // raised, lowered or circled: a footnote or an exponent
  kBlank,        // blanks of any width, tabs, ends of lines
  kDash,         // hyphens, dashes, minus signs and what looks like them
  kPlus,
  kDot,  // "." and the dots in the middle of a line
  kComma,
  kSlash,  // "/", "\", "|" and what looks like them
  kMark,   // "_", ":", "=", "~"
  kLetter,
  kInvisible,  // takes no room: soft hyphens, joiners, marks on letters
  kOther,
};

CharacterClass ClassOf(char32_t code_point);

// 0 to 9 for kDigit and kRaisedDigit; anything else: nullopt.
std::optional<int> DigitValue(char32_t code_point);

// Whether a terminal or a browser could act on the character, reorder the text
// around it or leave it out of sight: control characters (U+0000 to U+001F,
// U+007F to U+009F), the ends of lines and paragraphs (U+2028, U+2029), direction
// marks and other format characters, tags, characters for private use and such
// that are none. Not the soft hyphen, nor the joiners that emoji and some scripts
// need (U+200C, U+200D).
bool IsUnprintable(char32_t code_point);

// Text from others as it may be shown: what is unprintable is written as "\x1b",
// "\u202e" or "\U000e0041", and so is each byte that is not UTF-8 ("\xff");
// everything else stays, and so do the ASCII characters in `kept`. The one
// function for terminals, pages, findings and files.
std::string EscapeUnprintable(std::string_view text, std::string_view kept = "");

// A JSON text with the same values, in which unprintable characters are escaped;
// line feeds stay, because outside strings they are its layout.
std::string EscapeUnprintableInJson(std::string_view json);

// Appends a character as JSON escapes it (RFC 8259 section 7): "\u202e", and two
// of these beyond U+FFFF.
void AppendJsonEscape(char32_t code_point, std::string& out);

}  // namespace samlad

#endif  // SAMLAD_GATEWAY_BASE_CHARACTER_CLASS_H_
