// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/export/csv_writer.h"

#include <array>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/unit/board/export/written.h"

namespace samlad::board {
namespace {

constexpr std::array<Column, 4> kCsvColumns = {{{"id", "nyckel"},
                                                {"value", "värde", ColumnKind::kFigure},
                                                {"day", "dag", ColumnKind::kDay},
                                                {"positions", "poster", ColumnKind::kPositions}}};
constexpr Table kSmall{"small", "Small", "Liten", kCsvColumns};
constexpr std::string_view kMark = "\xEF\xBB\xBF";

std::string Written(const std::vector<std::vector<TableCell>>& rows, DecimalMark mark) {
  std::string text;
  CsvWriter writer(Into(text), mark, mark == DecimalMark::kComma ? Language::kSv : Language::kEn);
  const absl::Status written = WriteRows(kSmall, rows, writer);
  EXPECT_TRUE(written.ok()) << written;
  return text;
}

// One cell, as a whole file has it.
std::string TextCell(std::string_view text) {
  const std::string whole = Written({{TableCell{text, {}}, {}, {}, {}}}, DecimalMark::kPoint);
  const auto records = ReadCsv(std::string_view(whole).substr(kMark.size()), ',');
  return records.size() == 2 ? records[1][0] : whole;
}

std::string FigureCell(std::string_view text, DecimalMark mark) {
  const std::string whole = Written({{{}, TableCell{text, {}}, {}, {}}}, mark);
  const size_t begin = whole.find('\n') + 2;
  return whole.substr(
      begin, whole.find_last_of(mark == DecimalMark::kComma ? ";" : ",", whole.size() - 4) - begin);
}

TEST(CsvWriterTest, SwedishSpreadsheetsReadSemicolonsCommasAndTheMark) {
  EXPECT_EQ(Written({{{"A", {}}, {"-72.90", {}}, {"2026-02-15", {}}, {"7|120", {}}}},
                    DecimalMark::kComma),
            "\xEF\xBB\xBFnyckel;värde;dag;poster\r\nA;-72,90;2026-02-15;7|120\r\n");
}

TEST(CsvWriterTest, OthersReadCommasAndPoints) {
  EXPECT_EQ(Written({{{"A", {}}, {"-72.90", {}}, {}, {}}, {{}, {{}, "[c]"}, {}, {}}},
                    DecimalMark::kPoint),
            "\xEF\xBB\xBFid,value,day,positions\r\nA,-72.90,,\r\n,[c],,\r\n");
}

TEST(CsvWriterTest, QuotesWhatRfc4180AsksFor) {
  const std::string text = Written({{{"a,b", {}}, {}, {}, {}},
                                    {{"a;b", {}}, {}, {}, {}},
                                    {{"sa \"hej\"", {}}, {}, {}, {}},
                                    {{"två\nrader", {}}, {}, {}, {}},
                                    {{"två\rrader", {}}, {}, {}, {}}},
                                   DecimalMark::kPoint);
  EXPECT_EQ(text.substr(text.find('\n') + 1),
            "\"a,b\",,,\r\na;b,,,\r\n\"sa \"\"hej\"\"\",,,\r\n\"två\nrader\",,,\r\n"
            "\"två\rrader\",,,\r\n");
  EXPECT_EQ(Written({{{"a;b", {}}, {}, {}, {}}}, DecimalMark::kComma).substr(kMark.size() + 26),
            "\"a;b\";;;\r\n");
}

TEST(CsvWriterTest, AFormulaInATextIsNoFormula) {
  for (const std::string_view text :
       {"=1+1", "+46 520 49 50 00", "-nej", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1",
        "＠SUM(A1)", "=HYPERLINK(\"x\";\"y\")"}) {
    EXPECT_EQ(TextCell(text), "'" + std::string(text));
  }
  EXPECT_TRUE(
      Written({{{}, {}, {"=now()", {}}, {}}}, DecimalMark::kPoint).ends_with(",,'=now(),\r\n"))
      << "a day of a view that no gateway made";
  for (const std::string_view text : {"a=1", " -", "–", "'=1", "(anm)", ""}) {
    EXPECT_EQ(TextCell(text), text);
  }
}

TEST(CsvWriterTest, ANumberIsNeverGuarded) {
  EXPECT_EQ(FigureCell("-3.4", DecimalMark::kPoint), "-3.4");
  EXPECT_EQ(FigureCell("-3.4", DecimalMark::kComma), "-3,4");
  EXPECT_EQ(FigureCell("-0.000001", DecimalMark::kComma), "-0,000001");
}

TEST(CsvWriterTest, DecimalsAreExact) {
  for (const char* decimal :
       {"0", "0.1", "123456789012345678.123456", "-999999999999.999999", "72.90", "100.000000"}) {
    EXPECT_EQ(FigureCell(decimal, DecimalMark::kPoint), decimal);
  }
}

TEST(CsvWriterTest, WhatIsNoNumberInAColumnOfFiguresIsAText) {
  EXPECT_EQ(FigureCell("-3,4", DecimalMark::kComma), "'-3,4");
  EXPECT_EQ(FigureCell("=A1", DecimalMark::kComma), "'=A1");
  EXPECT_EQ(FigureCell("..", DecimalMark::kPoint), "..");
}

TEST(CsvWriterTest, ASignStandsForTheFigureWhateverElseIsThere) {
  const std::string text = Written({{{}, {"3", "[c]"}, {}, {}}}, DecimalMark::kPoint);
  EXPECT_EQ(text.substr(text.find('\n') + 1), ",[c],,\r\n");
}

TEST(CsvWriterTest, TextsOfAllScriptsStay) {
  for (const std::string_view text : {"Åäö é ñ", "Ελληνικά", "日本語", "👩‍🏫", "a\u00ADb"}) {
    EXPECT_EQ(TextCell(text), text);
  }
}

TEST(CsvWriterTest, TheErrorOfTheFileIsTheAnswer) {
  CsvWriter writer([](std::string_view) { return absl::ResourceExhaustedError("full"); },
                   DecimalMark::kPoint, Language::kEn);
  ASSERT_TRUE(writer.Begin(kSmall).ok());
  const std::string text(1000, 'x');
  const std::vector<TableCell> row = {TableCell{text, {}}, {}, {}, {}};
  absl::Status status;
  for (int i = 0; i < 1000 && status.ok(); ++i) status = writer.Add(row);
  EXPECT_TRUE(absl::IsResourceExhausted(status)) << "long before everything was collected";
}

TEST(PlainDecimalTest, IsWhatEveryFormatReadsAsANumber) {
  for (const char* text : {"0", "-1", "10", "0.5", "-0.50", "123456789012345678"}) {
    EXPECT_TRUE(IsPlainDecimal(text)) << text;
  }
  for (const char* text : {"", "-", "+1", "01", "1.", ".5", "1e5", "1,5", "0x1", "NaN", " 1", "1 ",
                           "--1", "1.5.2", "[c]"}) {
    EXPECT_FALSE(IsPlainDecimal(text)) << text;
  }
}

}  // namespace
}  // namespace samlad::board
