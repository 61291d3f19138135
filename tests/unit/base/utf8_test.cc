// SPDX-License-Identifier: EUPL-1.2

#include "gateway/base/utf8.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace samlad {
namespace {

using ::testing::Optional;

TEST(Utf8Test, AcceptsEveryWellFormedLength) {
  EXPECT_EQ(FindInvalidUtf8("a\xC3\xA5\xE2\x82\xAC\xF0\x9F\x98\x80\xEF\xBF\xBF\xF4\x8F\xBF\xBF"),
            std::nullopt);
  EXPECT_EQ(FindInvalidUtf8(""), std::nullopt);
  EXPECT_EQ(FindInvalidUtf8("\xED\x9F\xBF\xEE\x80\x80"), std::nullopt);
}

TEST(Utf8Test, RefusesIllFormedSequences) {
  EXPECT_THAT(FindInvalidUtf8("ab\xE5"), Optional(2)) << "Windows-1252";
  EXPECT_THAT(FindInvalidUtf8("\xC0\x80"), Optional(0)) << "overlong";
  EXPECT_THAT(FindInvalidUtf8("\xE0\x9F\xBF"), Optional(0)) << "overlong";
  EXPECT_THAT(FindInvalidUtf8("\xF0\x8F\xBF\xBF"), Optional(0)) << "overlong";
  EXPECT_THAT(FindInvalidUtf8("\xED\xA0\x80"), Optional(0)) << "surrogate";
  EXPECT_THAT(FindInvalidUtf8("\xF4\x90\x80\x80"), Optional(0)) << "beyond U+10FFFF";
  EXPECT_THAT(FindInvalidUtf8("\xF5\x80\x80\x80"), Optional(0));
  EXPECT_THAT(FindInvalidUtf8("a\x80"), Optional(1)) << "lone continuation";
  EXPECT_THAT(FindInvalidUtf8("a\xE2\x82"), Optional(1)) << "cut off";
}

TEST(Utf8Test, EveryCodePointReadsBackAsWritten) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    AppendUtf8(c, text);
    const Utf8Character read = FirstCharacter(text + "x");
    ASSERT_TRUE(read.valid) << static_cast<uint32_t>(c);
    ASSERT_EQ(read.code_point, c);
    ASSERT_EQ(read.bytes, text.size());
  }
}

TEST(Utf8Test, AnInvalidByteIsTakenAlone) {
  const Utf8Character character = FirstCharacter("\xE4\" x");
  EXPECT_FALSE(character.valid);
  EXPECT_EQ(character.bytes, 1u);
}

TEST(Utf8Test, CutsAtCharacters) {
  EXPECT_EQ(Utf8Prefix("åäö", 6), "åäö");
  EXPECT_EQ(Utf8Prefix("åäö", 5), "åä");
  EXPECT_EQ(Utf8Prefix("åäö", 1), "");
  EXPECT_EQ(Utf8Prefix("", 0), "");
}

TEST(Utf8Test, CountsCodePoints) { EXPECT_EQ(CountCodePoints("aå€😀"), 4u); }

TEST(DisplayWidthTest, CountsCells) {
  EXPECT_EQ(DisplayWidth("abc"), 3);
  EXPECT_EQ(DisplayWidth("åäö"), 3);
  EXPECT_EQ(DisplayWidth("a\u0301"), 1);  // a combining acute
  EXPECT_EQ(DisplayWidth("漢字"), 4);
  EXPECT_EQ(DisplayWidth("📈"), 2);
  EXPECT_EQ(DisplayWidth("◆○✓›…–↑\uFFFD"), 8);
  EXPECT_EQ(DisplayWidth("a\xFF"), 2);
  EXPECT_EQ(DisplayWidth("1\u202F000"), 5);
}

}  // namespace
}  // namespace samlad
