// SPDX-License-Identifier: EUPL-1.2

#include "gateway/base/character_class.h"

#include <utf8proc.h>

#include <cstddef>

#include "gateway/base/strings.h"
#include "gateway/base/utf8.h"

namespace samlad {
namespace {

utf8proc_category_t CategoryOf(char32_t c) {
  return utf8proc_category(static_cast<utf8proc_int32_t>(c));
}

bool IsWithin(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

// Full width forms of ASCII are that character.
char32_t Narrow(char32_t c) {
  constexpr char32_t kFirst = 0xFF01, kLast = 0xFF5E, kAscii = 0x21;
  return IsWithin(c, kFirst, kLast) ? c - kFirst + kAscii : c;
}

CharacterClass ClassOfAscii(char32_t c) {
  if (IsWithin(c, '0', '9')) return CharacterClass::kDigit;
  if (IsWithin(c | 0x20, 'a', 'z')) return CharacterClass::kLetter;
  switch (c) {
    case ' ':
    case '\t':
    case '\n':
    case '\v':
    case '\f':
    case '\r':
      return CharacterClass::kBlank;
    case '-':
      return CharacterClass::kDash;
    case '+':
      return CharacterClass::kPlus;
    case '.':
      return CharacterClass::kDot;
    case ',':
      return CharacterClass::kComma;
    case '/':
    case '\\':
    case '|':
      return CharacterClass::kSlash;
    case '_':
    case ':':
    case '=':
    case '~':
      return CharacterClass::kMark;
    default:
      return c < 0x20 || c == 0x7F ? CharacterClass::kInvisible : CharacterClass::kOther;
  }
}

// What looks like a sign although its category is another one.
std::optional<CharacterClass> ClassByLook(char32_t c) {
  constexpr std::u32string_view kDashes =
      U"\u00AF\u02C9\u02D7\u203E\u2043\u207B\u208B\u2212\u2500\u2501\u2796\u30FC\u3161\u4E00\uFF70";
  constexpr std::u32string_view kPluses = U"\u207A\u208A\u2795\uFE62";
  constexpr std::u32string_view kDots =
      U"\u00B7\u0387\u2022\u2024\u2027\u2219\u22C5\u3002\u30FB\uFE52\uFF61\uFF65";
  constexpr std::u32string_view kCommas = U"\u060C\u201A\u3001\uFE50\uFE51\uFF64";
  constexpr std::u32string_view kSlashes = U"\u00A6\u2044\u2215\u2216\u2223\u2502\u29F8\u29F9";
  constexpr std::u32string_view kMarks = U"\u02D0\u2236\u223C\uFE55";
  constexpr std::u32string_view kUnseen = U"\u115F\u1160\u3164\uFFA0";
  constexpr char32_t kBrailleBlank = 0x2800;
  const auto is_in = [c](std::u32string_view set) { return set.find(c) != set.npos; };
  if (is_in(kDashes)) return CharacterClass::kDash;
  if (is_in(kPluses)) return CharacterClass::kPlus;
  if (is_in(kDots)) return CharacterClass::kDot;
  if (is_in(kCommas)) return CharacterClass::kComma;
  if (is_in(kSlashes)) return CharacterClass::kSlash;
  if (is_in(kMarks)) return CharacterClass::kMark;
  if (is_in(kUnseen)) return CharacterClass::kInvisible;
  if (c == kBrailleBlank) return CharacterClass::kBlank;
  return std::nullopt;
}

CharacterClass ClassByCategory(char32_t c) {
  switch (CategoryOf(c)) {
    case UTF8PROC_CATEGORY_ND:
      return CharacterClass::kDigit;
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return CharacterClass::kBlank;
    case UTF8PROC_CATEGORY_PD:
      return CharacterClass::kDash;
    case UTF8PROC_CATEGORY_PC:
      return CharacterClass::kMark;
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
      return CharacterClass::kLetter;
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_ME:
      return CharacterClass::kInvisible;
    default:
      return CharacterClass::kOther;
  }
}

// Digits that are drawn small or in a circle: their zero or their one comes
// first, and the others follow.
std::optional<int> RaisedDigitValue(char32_t c) {
  struct Row {
    char32_t first, last;
    int value;
  };
  constexpr Row kRows[] = {{0x00B2, 0x00B3, 2}, {0x00B9, 0x00B9, 1}, {0x2070, 0x2070, 0},
                           {0x2074, 0x2079, 4}, {0x2080, 0x2089, 0}, {0x2460, 0x2468, 1},
                           {0x24EA, 0x24EA, 0}, {0x24F5, 0x24FD, 1}, {0x24FF, 0x24FF, 0},
                           {0x2776, 0x277E, 1}, {0x2780, 0x2788, 1}, {0x278A, 0x2792, 1}};
  for (const Row& row : kRows) {
    if (IsWithin(c, row.first, row.last)) return row.value + static_cast<int>(c - row.first);
  }
  return std::nullopt;
}

}  // namespace

CharacterClass ClassOf(char32_t code_point) {
  const char32_t c = Narrow(code_point);
  if (c < 0x80) return ClassOfAscii(c);
  if (c == 0x85) return CharacterClass::kBlank;
  if (const auto look = ClassByLook(c)) return *look;
  if (RaisedDigitValue(c).has_value()) return CharacterClass::kRaisedDigit;
  return ClassByCategory(c);
}

std::optional<int> DigitValue(char32_t code_point) {
  constexpr char32_t kMathematical = 0x1D7CE;  // five alphabets, one after the other
  const char32_t c = Narrow(code_point);
  if (IsWithin(c, '0', '9')) return static_cast<int>(c - '0');
  if (c < 0x80) return std::nullopt;
  if (const auto raised = RaisedDigitValue(c)) return raised;
  if (CategoryOf(c) != UTF8PROC_CATEGORY_ND) return std::nullopt;
  if (IsWithin(c, kMathematical, 0x1D7FF)) return static_cast<int>(c - kMathematical) % 10;
  // The zero of every other script is the first of its ten.
  int value = 0;
  while (value < 9 && CategoryOf(c - static_cast<char32_t>(value) - 1) == UTF8PROC_CATEGORY_ND) {
    ++value;
  }
  return value;
}

bool IsUnprintable(char32_t code_point) {
  constexpr char32_t kSoftHyphen = 0xAD, kNonJoiner = 0x200C, kJoiner = 0x200D;
  if (code_point < 0x7F) return code_point < 0x20;
  if (code_point == kSoftHyphen || code_point == kNonJoiner || code_point == kJoiner) return false;
  switch (CategoryOf(code_point)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return true;
    default:
      // U+FFFE and U+FFFF of every plane are no characters.
      return (code_point & 0xFFFE) == 0xFFFE;
  }
}

std::string EscapeUnprintable(std::string_view text, std::string_view kept) {
  std::string escaped;
  size_t done = 0;
  for (size_t at = 0; at < text.size();) {
    const Utf8Character character = FirstCharacter(text.substr(at));
    const bool stays = character.valid && (!IsUnprintable(character.code_point) ||
                                           (text[at] >= 0 && kept.find(text[at]) != kept.npos));
    if (!stays) {
      escaped += text.substr(done, at - done);
      const auto value = character.valid ? static_cast<uint32_t>(character.code_point)
                                         : static_cast<uint8_t>(text[at]);
      if (value < 0x100) {
        StrAppend(&escaped, "\\x", absl::Hex(value, absl::kZeroPad2));
      } else if (value < 0x10000) {
        StrAppend(&escaped, "\\u", absl::Hex(value, absl::kZeroPad4));
      } else {
        StrAppend(&escaped, "\\U", absl::Hex(value, absl::kZeroPad8));
      }
      done = at + character.bytes;
    }
    at += character.bytes;
  }
  return done == 0 ? std::string(text) : escaped.append(text.substr(done));
}

std::string EscapeUnprintableInJson(std::string_view json) {
  std::string escaped;
  escaped.reserve(json.size());
  while (!json.empty()) {
    const Utf8Character character = FirstCharacter(json);
    if (character.valid && character.code_point != '\n' && IsUnprintable(character.code_point)) {
      AppendJsonEscape(character.code_point, escaped);
    } else {
      escaped += json.substr(0, character.bytes);
    }
    json.remove_prefix(character.bytes);
  }
  return escaped;
}

void AppendJsonEscape(char32_t code_point, std::string& out) {
  constexpr char32_t kBeyond = 0x10000, kHigh = 0xD800, kLow = 0xDC00;
  const auto append = [&](char32_t unit) {
    StrAppend(&out, "\\u", absl::Hex(static_cast<uint32_t>(unit), absl::kZeroPad4));
  };
  if (code_point < kBeyond) return append(code_point);
  append(kHigh + ((code_point - kBeyond) >> 10));
  append(kLow + ((code_point - kBeyond) & 0x3FF));
}

}  // namespace samlad
