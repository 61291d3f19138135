// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/export/json_writer.h"

#include <array>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/unit/board/export/written.h"

namespace samlad::board {
namespace {

constexpr std::array<Column, 8> kJsonColumns = {{{"id", "nyckel"},
                                                 {"state", "läge", ColumnKind::kWord},
                                                 {"so", "så", ColumnKind::kFlag},
                                                 {"value", "värde", ColumnKind::kFigure},
                                                 {"count", "antal", ColumnKind::kWhole},
                                                 {"day", "dag", ColumnKind::kDay},
                                                 {"names", "namn", ColumnKind::kNames},
                                                 {"positions", "poster", ColumnKind::kPositions}}};
constexpr Table kOfEverything{"everything", "Everything", "Allt", kJsonColumns};
constexpr Table kOtherJson{"other", "Other", "Annat", std::span(kJsonColumns).first(1)};

TEST(JsonWriterTest, WritesOneObjectOfArrays) {
  std::string text;
  JsonWriter writer(Into(text));
  ASSERT_TRUE(writer.Begin(kOfEverything).ok());
  const std::vector<TableCell> full = {
      {"A\"\\\n\t\x01ä", {}}, {"I tid", "on_time"}, {"ja", "true"}, {"-72.90", {}}, {"12", {}},
      {"2026-02-15", {}},     {"[p] [r]", {}},      {"7|120", {}}};
  ASSERT_TRUE(writer.Add(full).ok());
  ASSERT_TRUE(writer.Add(std::vector<TableCell>(8)).ok());
  ASSERT_TRUE(writer.End().ok());
  ASSERT_TRUE(writer.Begin(kOtherJson).ok());
  ASSERT_TRUE(writer.End().ok());
  ASSERT_TRUE(writer.Finish().ok());
  EXPECT_EQ(text,
            R"({"everything": [
{"id": "A\"\\\u000a\u0009\u0001ä", "state": "on_time", "so": true, "value": -72.90, "value_code": "", )"
            R"("count": 12, "day": "2026-02-15", "names": ["[p]", "[r]"], "positions": [7, 120]},
{"id": "", "state": "", "so": null, "value": null, "value_code": "", "count": null, "day": null, )"
            R"("names": [], "positions": []}
],
"other": []}
)");
}

TEST(JsonWriterTest, ASignIsNoNumber) {
  std::string text;
  JsonWriter writer(Into(text));
  std::vector<TableCell> row(8);
  row[3] = {"3", "[c]"};
  ASSERT_TRUE(WriteRows(kOfEverything, {row}, writer).ok());
  EXPECT_NE(text.find(R"("value": null, "value_code": "[c]")"), text.npos) << text;
  EXPECT_EQ(text.find('3'), text.npos) << text;
}

TEST(JsonWriterTest, DecimalsKeepEveryDigit) {
  for (const char* decimal : {"123456789012345678.123456", "-0.000001", "0.10"}) {
    std::string text;
    JsonWriter writer(Into(text));
    std::vector<TableCell> row(8);
    row[3].text = decimal;
    ASSERT_TRUE(WriteRows(kOfEverything, {row}, writer).ok());
    EXPECT_NE(text.find("\"value\": " + std::string(decimal) + ","), text.npos) << text;
  }
}

TEST(JsonWriterTest, WhatIsNoNumberInAColumnOfFiguresIsAText) {
  std::string text;
  JsonWriter writer(Into(text));
  std::vector<TableCell> row(8);
  row[3].text = "070";
  ASSERT_TRUE(WriteRows(kOfEverything, {row}, writer).ok());
  EXPECT_NE(text.find("\"value\": \"070\","), text.npos) << text;
}

TEST(JsonWriterTest, NothingIsAnObjectToo) {
  std::string text;
  JsonWriter writer(Into(text));
  ASSERT_TRUE(writer.Finish().ok());
  EXPECT_EQ(text, "{}\n");
}

}  // namespace
}  // namespace samlad::board
