// SPDX-License-Identifier: EUPL-1.2

#include "gateway/formats/csv_parser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateway/base/limits.h"

namespace samlad::formats {
namespace {

using ::testing::ElementsAre;

std::vector<std::vector<std::string>> Split(std::string_view text, char separator = ',') {
  CsvParser parser(text, separator);
  std::vector<std::vector<std::string>> rows;
  CsvRecord record;
  while (parser.Next(record)) {
    EXPECT_FALSE(parser.fault()) << "row " << record.row;
    rows.push_back(record.cells);
  }
  return rows;
}

// The first fault in the text.
CsvFault FaultIn(std::string_view text) {
  CsvParser parser(text, ',');
  CsvRecord record;
  while (parser.Next(record)) {
    if (parser.fault()) return *parser.fault();
  }
  ADD_FAILURE() << "no fault in " << text;
  return {};
}

TEST(CsvParserTest, SplitsCellsAndRecords) {
  EXPECT_THAT(Split("a,b\r\nc,d\ne,f\rg,h"),
              ElementsAre(ElementsAre("a", "b"), ElementsAre("c", "d"), ElementsAre("e", "f"),
                          ElementsAre("g", "h")));
  EXPECT_THAT(Split("a;b,c", ';'), ElementsAre(ElementsAre("a", "b,c")));
  EXPECT_THAT(Split(",\n,,\n"), ElementsAre(ElementsAre("", ""), ElementsAre("", "", "")));
}

TEST(CsvParserTest, QuotesHoldAnything) {
  EXPECT_THAT(Split("\"a,b\",\"c\"\"d\",\"e\r\nf\",\"\"\r\ng"),
              ElementsAre(ElementsAre("a,b", "c\"d", "e\r\nf", ""), ElementsAre("g")));
  EXPECT_THAT(Split("\"\"\"\"\n"), ElementsAre(ElementsAre("\"")));
  EXPECT_THAT(Split("3\" rör,x"), ElementsAre(ElementsAre("3\" rör", "x")));
}

TEST(CsvParserTest, EmptyTextsAndLines) {
  EXPECT_THAT(Split(""), ElementsAre());
  EXPECT_THAT(Split("\n"), ElementsAre(ElementsAre("")));
  EXPECT_THAT(Split("a\n\nb\n"), ElementsAre(ElementsAre("a"), ElementsAre(""), ElementsAre("b")));
}

TEST(CsvParserTest, RowsAreThoseOfASpreadsheet) {
  CsvParser parser("a\n\"b\nb\"\n\nd", ',');
  CsvRecord record;
  std::vector<uint32_t> rows;
  while (parser.Next(record)) rows.push_back(record.row);
  EXPECT_THAT(rows, ElementsAre(1, 2, 3, 4));
  EXPECT_FALSE(record.ended) << "the last record has no line break";
}

TEST(CsvParserTest, UnterminatedQuoteIsAFaultOfItsRow) {
  const CsvFault fault = FaultIn("a,b\nc,\"d\ne,f\n");
  EXPECT_EQ(fault.kind, CsvFault::Kind::kUnterminated);
  EXPECT_EQ(fault.row, 2u);
  EXPECT_EQ(fault.column, 2u);
}

TEST(CsvParserTest, TextAfterAQuoteIsAFaultAndReadingGoesOn) {
  const CsvFault fault = FaultIn("a,\"b\" c,d\n");
  EXPECT_EQ(fault.kind, CsvFault::Kind::kAfterQuote);
  EXPECT_EQ(fault.column, 2u);
  EXPECT_EQ(fault.got, ' ');
  CsvParser parser("a,\"b\"x,d\ne\n", ',');
  CsvRecord record;
  ASSERT_TRUE(parser.Next(record));
  EXPECT_THAT(record.cells, ElementsAre("a", "bx", "d"));
  ASSERT_TRUE(parser.Next(record));
  EXPECT_FALSE(parser.fault());
}

TEST(CsvParserTest, CellsAndColumnsAreBounded) {
  EXPECT_EQ(FaultIn(std::string(limits::kCsvCellBytesMax + 1, 'x')).kind,
            CsvFault::Kind::kCellTooLong);
  EXPECT_EQ(FaultIn("\"" + std::string(limits::kCsvCellBytesMax + 1, '\n')).kind,
            CsvFault::Kind::kCellTooLong);
  EXPECT_EQ(FaultIn(std::string(limits::kCsvColumnsMax, ',')).kind, CsvFault::Kind::kTooManyCells);
  EXPECT_EQ(Split(std::string(limits::kCsvColumnsMax - 1, ','))[0].size(), limits::kCsvColumnsMax);
}

}  // namespace
}  // namespace samlad::formats
