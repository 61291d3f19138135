// SPDX-License-Identifier: EUPL-1.2

#include "gateway/formats/text_encoding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace samlad::formats {
namespace {

using ::testing::Optional;
using namespace std::string_view_literals;

TEST(TextEncodingTest, ByteOrderMarks) {
  EXPECT_EQ(WithoutByteOrderMark("\xEF\xBB\xBFx"), "x");
  EXPECT_EQ(WithoutByteOrderMark("x\xEF\xBB\xBF"), "x\xEF\xBB\xBF");
  EXPECT_TRUE(IsUtf16OrUtf32("\xFF\xFEx\0"sv));
  EXPECT_TRUE(IsUtf16OrUtf32("\xFE\xFF\0x"sv));
  EXPECT_TRUE(IsUtf16OrUtf32("\0\0\xFE\xFF"sv));
  EXPECT_FALSE(IsUtf16OrUtf32("\xEF\xBB\xBFx"));
}

TEST(TextEncodingTest, FindsControlCharacters) {
  EXPECT_EQ(FindControlCharacter("a\tb\r\nc\xC3\xA5"), std::nullopt);
  EXPECT_THAT(FindControlCharacter("ab\0c"sv), Optional(2));
  EXPECT_THAT(FindControlCharacter("\x04"), Optional(0));
  EXPECT_THAT(FindControlCharacter("abc\x7F"), Optional(3));
}

TEST(TextEncodingTest, DecodesWindows1252) {
  EXPECT_THAT(DecodeWindows1252("\xE5\xE4\xF6 \x80 \x96 \xA0"),
              Optional(std::string("\xC3\xA5\xC3\xA4\xC3\xB6 \xE2\x82\xAC \xE2\x80\x93 \xC2\xA0")));
  for (const char* undefined : {"\x81", "\x8D", "\x8F", "\x90", "\x9D"}) {
    EXPECT_EQ(DecodeWindows1252(undefined), std::nullopt);
  }
}

TEST(TextEncodingTest, CountsColumnsInCodePoints) {
  const LineColumn place = LineColumnAt("ab\n\xC3\xA5\xC3\xA4x", 7);
  EXPECT_EQ(place.line, 2u);
  EXPECT_EQ(place.column, 3u);
  EXPECT_EQ(LineColumnAt("", 0).line, 1u);
}

}  // namespace
}  // namespace samlad::formats
