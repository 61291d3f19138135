// SPDX-License-Identifier: EUPL-1.2

#include "gateway/formats/csv_cell.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace samlad::formats {
namespace {

using ::testing::ElementsAre;

// The text, or the fault and what is expected.
std::string Number(std::string_view cell, char mark = ',') {
  const CellNumber number = ReadNumber(cell, mark);
  if (number.fault.empty()) return number.text;
  return std::string(number.fault) + " " + number.expected;
}

TEST(CsvCellTest, TrimsWhatSpreadsheetsWrite) {
  EXPECT_EQ(TrimCell("\t \xC2\xA0 a b\xE2\x80\xAF\r\n"), "a b");
  EXPECT_EQ(TrimCell("\xEF\xBB\xBFindikator"), "indikator");
  EXPECT_EQ(TrimCell(" \xC2\xA0 "), "");
  EXPECT_EQ(TrimCell("å"), "å");
}

TEST(CsvCellTest, WordsLoseCaseBlanksAndDecomposition) {
  EXPECT_EQ(NormaliseWord(" Prioriterat Område "), "prioriterat_område");
  EXPECT_EQ(NormaliseWord("NÄSTA-STEG"), "nästa_steg");
  EXPECT_EQ(NormaliseWord("KÖN"), "kön");
  EXPECT_EQ(NormaliseWord("ko\xCC\x88n"), "kön");
  EXPECT_EQ(NormaliseWord("A\xCC\x8Alder"), "ålder");
  EXPECT_EQ(NormaliseWord("\xC3\x97"), "\xC3\x97") << "the multiplication sign is no capital";
}

TEST(CsvCellTest, NumbersInSwedishForm) {
  EXPECT_EQ(Number(""), "");
  EXPECT_EQ(Number("12"), "12");
  EXPECT_EQ(Number(" 12,50 "), "12.50") << "digits are kept as written";
  EXPECT_EQ(Number("-0,5"), "-0.5");
  EXPECT_EQ(Number("\xE2\x88\x92"
                   "3"),
            "-3");
  EXPECT_EQ(Number("1 234,5"), "1234.5");
  EXPECT_EQ(Number("1\xC2\xA0"
                   "234\xC2\xA0"
                   "567"),
            "1234567");
  EXPECT_EQ(Number("12\xE2\x80\xAF"
                   "345,678"),
            "12345.678");
  EXPECT_EQ(Number("-123 456"), "-123456");
}

TEST(CsvCellTest, NumbersWithAPoint) {
  EXPECT_EQ(Number("12.50", '.'), "12.50");
  EXPECT_EQ(Number("1 234.5", '.'), "1234.5");
}

TEST(CsvCellTest, NothingIsGuessed) {
  EXPECT_EQ(Number("1.234"), "CSV_DECIMAL_MARK ,");
  EXPECT_EQ(Number("1.234,5"), "CSV_DECIMAL_MARK ,");
  EXPECT_EQ(Number("1,234", '.'), "CSV_DECIMAL_MARK .");
  EXPECT_EQ(Number("42,8 %"), "CSV_PERCENT 42,8");
  EXPECT_EQ(Number("12%", '.'), "CSV_PERCENT 12");
  EXPECT_EQ(Number("12 34"), "CSV_THOUSANDS 1234");
  EXPECT_EQ(Number("1234 567"), "CSV_THOUSANDS 1234567");
  EXPECT_EQ(Number("1  234"), "CSV_THOUSANDS 1234");
  EXPECT_EQ(Number("- 5"), "CSV_THOUSANDS -5");
  EXPECT_EQ(Number("1 234,567 8"), "CSV_THOUSANDS 1234,5678");
  EXPECT_EQ(Number("12 ,5"), "CSV_THOUSANDS 12,5");
  for (const char* bad :
       {"1,2E+05", "abc", "1,2,3", ",5", "5,", "--5", "5-", "+5", "½", "0x1F", "<5", "~5", "1e3"}) {
    EXPECT_EQ(Number(bad), "CSV_NUMBER 12,5") << bad;
  }
}

TEST(CsvCellTest, SplitsWords) {
  EXPECT_THAT(SplitWords("EID-01; EID-02,EID-03\nEID-04\xC2\xA0"),
              ElementsAre("EID-01", "EID-02", "EID-03", "EID-04"));
  EXPECT_THAT(SplitWords(" ;, "), ElementsAre());
}

}  // namespace
}  // namespace samlad::formats
