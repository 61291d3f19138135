// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/values/written_text.h"

#include <gtest/gtest.h>

namespace samlad::domain {
namespace {

TEST(WrittenTextTest, KnowsErrorTextsOfSpreadsheets) {
  for (const char* text :
       {"#SAKNAS!",      "#REFERENS!",   "#VÄRDEFEL!", "#NAMN?",   "#DIVISION/0!", "#SKÄRNING!",
        "#OGILTIGT!",    "#N/A",         "#n/a",       "#REF!",    "#VALUE!",      "#NAME?",
        "#DIV/0!",       "#NUM!",        "#NULL!",     "#SPILL!",  "#CALC!",       "#BLOCKED!",
        "#GETTING_DATA", "#HÄMTAR_DATA", "##",         "########", "Err:502",      "Fel:508"}) {
    EXPECT_TRUE(IsSpreadsheetError(text)) << text;
  }
  EXPECT_TRUE(IsSpreadsheetError(std::string(300, '#')));
  for (const char* text : {"", "#", "#4", "#2!", "#metoo", "#!", "Grupp #2", "SAKNAS!", "#1 i år!",
                           "Err:5", "Fel: 502", "Bra!"}) {
    EXPECT_FALSE(IsSpreadsheetError(text)) << text;
  }
}

TEST(WrittenTextTest, KnowsSignsForNoFigure) {
  for (const char* text :
       {"..", ".", "-", "–", "—", "x", "X", "NaN", "N/A", "[c]", "Null", "inf"}) {
    EXPECT_TRUE(IsNoFigureSign(text)) << text;
  }
  for (const char* text : {"", "0", "-1", "1.", "xy", "5"})
    EXPECT_FALSE(IsNoFigureSign(text)) << text;
}

TEST(WrittenTextTest, FindsTheCodeBehindADate) {
  for (const char* text :
       {"15-jul", "jul-15", "15 juli", "2026-07-15", "2026-07-15 00:00:00", "2026-07-15T00:00:00",
        "15/7/2026", "7/15/26", "15.07.2026", "15-JUL-26"}) {
    EXPECT_EQ(BehindDate(text), "7-15") << text;
  }
  EXPECT_EQ(BehindDate("jan-06"), "1-6");
  EXPECT_EQ(BehindDate("okt-12"), "10-12");
  for (const char* text : {"", "16-19", "7-15", "Y7-15", "EID-01", "PAR-02", "2025", "2025-T1",
                           "1.234.567", "12-34-5678", "KRONOGARDEN", "0-6 år", "2026-13-01"}) {
    EXPECT_EQ(BehindDate(text), "") << text;
  }
}

TEST(WrittenTextTest, TellsFiguresFromWords) {
  for (const char* text : {"57", "72,9", "-3.5", "1 234"}) EXPECT_TRUE(IsFigure(text)) << text;
  for (const char* text : {"", "-", "16-19", "Y7", "1.2.3", "5 st", "57-"}) {
    EXPECT_FALSE(IsFigure(text)) << text;
  }
}

TEST(WrittenTextTest, WritesDecimalsWithACommaAndLeavesOtherPoints) {
  EXPECT_EQ(WithDecimalCommas("≥ 30.5, ≤ 95.25"), "≥ 30,5, ≤ 95,25");
  EXPECT_EQ(WithDecimalCommas("value -12.5, n 3"), "value -12,5, n 3");
  EXPECT_EQ(WithDecimalCommas("ger 65.6."), "ger 65,6.");
  for (const char* text : {"2026.02.11", "a1.5", "1.5x", "report.yaml", "F1.2", "127.0.0.1",
                           "1.234,5", "https://a.se/1.5", "x@1.se", "2025", ".5", "5."}) {
    EXPECT_EQ(WithDecimalCommas(text), text);
  }
}

}  // namespace
}  // namespace samlad::domain
