// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/text.h"

#include <gtest/gtest.h>

#include "clients/board/columns.h"

namespace samlad::board {
namespace {

TEST(ShortenTest, CutsAtCharactersAndSaysSo) {
  EXPECT_EQ(Shorten("kort", 4), "kort");
  EXPECT_EQ(Shorten("åäöåäö", 4), "åäö…");
  EXPECT_EQ(Shorten("漢字漢字", 4), "漢…");
  EXPECT_EQ(Shorten("ett två", 5), "ett…");
}

TEST(EscapeControlsTest, NothingSteersTheTerminal) {
  EXPECT_EQ(EscapeControls("a\x1b]0;x\x07", KeepLines::kNo), "a\\x1b]0;x\\x07");
  EXPECT_EQ(EscapeControls("a\u009B31m", KeepLines::kNo), "a\\x9b31m");
  EXPECT_EQ(EscapeControls("a\u202Eb\u2066\uFEFF", KeepLines::kNo), "a\\u202eb\\u2066\\ufeff");
  EXPECT_EQ(EscapeControls("a\r\nb\tc", KeepLines::kNo), "a\\x0d b c");
  EXPECT_EQ(EscapeControls("a\nb", KeepLines::kYes), "a\nb");
}

TEST(ColumnsTest, AlignsByCells) {
  Columns columns({Align::kLeft, Align::kRight, Align::kLeft});
  columns.Add({"åäö", "1", "x"});
  columns.Add({"a", "100", ""});
  EXPECT_EQ(columns.Format(false), "  åäö    1  x\n  a    100\n");
}

TEST(ColumnsTest, ColourTakesNoWidth) {
  Columns columns({Align::kLeft, Align::kLeft});
  columns.Add({Cell("ok", Tone::kGood), "x"});
  columns.Add({"long", "y"});
  EXPECT_EQ(columns.Format(true), "  \x1b[32mok\x1b[0m    x\n  long  y\n");
  EXPECT_EQ(columns.Format(false), "  ok    x\n  long  y\n");
}

TEST(WrapWordsTest, BreaksAtBlanksByWidth) {
  EXPECT_EQ(WrapWords("", 4, "-"), "");
  EXPECT_EQ(WrapWords("ab cd", 5, "-"), "ab cd");
  EXPECT_EQ(WrapWords("ab cd", 4, "-"), "ab\n-cd");
  EXPECT_EQ(WrapWords("åä öå", 5, "-"), "åä öå");
  EXPECT_EQ(WrapWords("a  longword b c ", 3, "  "), "a\n  longword\n  b c");
}

}  // namespace
}  // namespace samlad::board
