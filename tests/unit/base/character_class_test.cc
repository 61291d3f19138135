// SPDX-License-Identifier: EUPL-1.2

#include "gateway/base/character_class.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "gateway/base/utf8.h"

namespace samlad {
namespace {

TEST(CharacterClassTest, KnowsWhatCharactersLookLike) {
  struct Known {
    CharacterClass kind;
    std::u32string_view characters;
  };
  const Known kKnown[] = {
      {CharacterClass::kDigit, U"059\uFF10\uFF19\u0663\u0966\U0001D7FF"},
      {CharacterClass::kRaisedDigit, U"²³¹⁰⁴⁹₀₉①⑨⓪"},
      {CharacterClass::kBlank, U" \t\n\r\u0085\u00A0\u2009\u202F\u3000\u2028\u2800"},
      {CharacterClass::kDash, U"-\u2010\u2011\u2013\u2014\u2212\uFF0D\uFE63\u05BE\u00AF"},
      {CharacterClass::kPlus, U"+\uFF0B\u207A"},
      {CharacterClass::kDot, U".\u00B7\u2022\uFF0E"},
      {CharacterClass::kComma, U",\uFF0C\u060C"},
      {CharacterClass::kSlash, U"/\\|\u2044\u2215\uFF0F"},
      {CharacterClass::kMark, U"_:=~\u203F\u2236"},
      {CharacterClass::kLetter, U"aZåÄéд漢\uFF34"},
      {CharacterClass::kInvisible, U"\u00AD\u200B\u200D\u202E\uFEFF\u0301\u20E3\u0001\u009B\u3164"},
      {CharacterClass::kOther, U"#(§€🙂½"},
  };
  for (const auto& [kind, characters] : kKnown) {
    for (const char32_t c : characters) {
      EXPECT_EQ(ClassOf(c), kind) << std::hex << static_cast<uint32_t>(c);
    }
  }
}

TEST(CharacterClassTest, KnowsTheValueOfDigits) {
  for (const char32_t zero : {0x30, 0x660, 0x6F0, 0x966, 0xE50, 0x1040, 0x1090, 0x17E0, 0xA620,
                              0xFF10, 0x1D7CE, 0x1D7D8, 0x1D7F6, 0x1E950, 0x2080}) {
    for (char32_t value = 0; value < 10; ++value) {
      EXPECT_EQ(DigitValue(zero + value), static_cast<int>(value))
          << std::hex << static_cast<uint32_t>(zero);
    }
  }
  EXPECT_EQ(DigitValue(U'²'), 2);
  EXPECT_EQ(DigitValue(U'⑨'), 9);
  EXPECT_EQ(DigitValue(U'a'), std::nullopt);
  EXPECT_EQ(DigitValue(U'½'), std::nullopt);
}

TEST(EscapeUnprintableTest, EscapesWhatATerminalCouldActOn) {
  EXPECT_EQ(EscapeUnprintable("Kronogården – 5 ‰ 🙂 👨‍👩‍👧 för\u00ADening"),
            "Kronogården – 5 ‰ 🙂 👨‍👩‍👧 för\u00ADening");
  for (const char32_t c :
       {0x00,   0x07,   0x1B,   0x7F,   0x80,   0x9B,   0x9F,    0x061C,  0x200B,  0x200E,  0x200F,
        0x2028, 0x2029, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E,  0x2060,  0x2066,  0x2067,  0x2068,
        0x2069, 0x206A, 0xFEFF, 0xFFF9, 0xFFFE, 0xE000, 0xE0001, 0xE0041, 0xE007F, 0x10FFFF}) {
    std::string text = "a";
    AppendUtf8(c, text);
    text += "b";
    const std::string escaped = EscapeUnprintable(text);
    EXPECT_EQ(escaped.substr(0, 2), "a\\") << std::hex << static_cast<uint32_t>(c);
    EXPECT_EQ(escaped.back(), 'b') << std::hex << static_cast<uint32_t>(c);
    EXPECT_EQ(escaped.find_first_not_of("\\xuU0123456789abcdef"), escaped.npos) << escaped;
  }
  EXPECT_EQ(EscapeUnprintable("\u009B31m\u202E\U000E0041"), "\\x9b31m\\u202e\\U000e0041");
  EXPECT_EQ(EscapeUnprintable("\xFF\xC3("), "\\xff\\xc3(");
  EXPECT_EQ(EscapeUnprintable("a\n\tb\r"), "a\\x0a\\x09b\\x0d");
  EXPECT_EQ(EscapeUnprintable("a\n\tb\r", "\n\t"), "a\n\tb\\x0d");
}

TEST(EscapeUnprintableTest, EscapesForJson) {
  std::string json;
  AppendJsonEscape(0x9B, json);
  AppendJsonEscape(0x202E, json);
  AppendJsonEscape(0xE0041, json);
  EXPECT_EQ(json, "\\u009b\\u202e\\udb40\\udc41");
  EXPECT_EQ(EscapeUnprintableInJson("{\n \"a\": \"å\u202E\"\n}\n"), "{\n \"a\": \"å\\u202e\"\n}\n");
}

}  // namespace
}  // namespace samlad
