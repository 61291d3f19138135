// SPDX-License-Identifier: EUPL-1.2

#include "clients/annotate/plain_workbook.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "clients/annotate/annotate_workbook.h"
#include "clients/annotate/xml_edit.h"
#include "gateway/base/strings.h"
#include "gateway/formats/report_reader.h"
#include "gateway/formats/workbook.h"

namespace samlad::annotate {
namespace {

using ::testing::ElementsAre;

TEST(PlainWorkbookTest, SheetsAreCalledAsTheFiles) {
  EXPECT_THAT(PlainSheetNames({"a/Siffror.csv", "b/SIFFROR.csv", "[2025] o'x?.yaml", ".csv",
                               std::string(40, 'x') + ".csv", std::string(41, 'x') + ".csv"}),
              ElementsAre("Siffror", "SIFFROR 2", "_2025_ o_x_", ".csv", std::string(30, 'x') + "…",
                          std::string(28, 'x') + "… 2"));
}

TEST(PlainWorkbookTest, CellsStayAtTheirRowsAndColumns) {
  const formats::CsvCells cells = formats::ReadCsvCells(
      "sep=;\r\nindikator;kod;v\xE4rde;;\r\n\r\nEID-01;0123;-72,90\r\n=1+1;;\"a\nb\"\r\n",
      formats::DecimalMark::kDetect);
  const auto bytes =
      WritePlainWorkbook({{.name = "f", .rows = cells.rows, .decimal_mark = cells.decimal_mark}});
  ASSERT_TRUE(bytes.ok()) << bytes.status();
  const auto sheet = formats::ReadSheet(*bytes, "f");
  ASSERT_TRUE(sheet.ok()) << sheet.status();
  std::vector<std::string> read;
  for (const formats::SheetRow& row : sheet->rows) {
    for (const formats::SheetCell& cell : row.cells) {
      read.push_back(StrCat(formats::CellName(row.row, cell.column),
                            cell.kind == formats::CellKind::kNumber ? "#" : "=", cell.text));
    }
  }
  EXPECT_THAT(read, ElementsAre("A1=indikator", "B1=kod", "C1=värde", "A3=EID-01", "B3=0123",
                                "C3#-72.90", "A4==1+1", "C4=a\nb"));
}

TEST(PlainWorkbookTest, FindingsAreWrittenIntoIt) {
  const auto bytes = WritePlainWorkbook({{.name = "f", .rows = {{"a"}, {"b", "c"}}}});
  ASSERT_TRUE(bytes.ok()) << bytes.status();
  const auto annotated =
      AnnotateWorkbook(*bytes,
                       {{.severity = v1::SEVERITY_ERROR,
                         .code = "E",
                         .problem = "p",
                         .fix = "f",
                         .places = {{.shown = "f!B2", .sheet = "f", .row = 2, .column = 2}}}},
                       "", board::Language::kEn);
  ASSERT_TRUE(annotated.ok()) << annotated.status();
  EXPECT_EQ(annotated->cells, 1u);
  EXPECT_TRUE(formats::ReadSheet(annotated->bytes, "Findings").ok());
}

TEST(XmlEditTest, TextsOfCellsAreWhatWasWritten) {
  EXPECT_EQ(CellText("_x0041_ _x00g1_ __x0041_", 99), "_x005F_x0041_ _x00g1_ __x005F_x0041_");
  EXPECT_EQ(CellText("a\nb\tc\x01\xFF", 99), "a\nb\tc\\x01\\xff");
  EXPECT_EQ(CellText("abc", 3), "abc");
  EXPECT_EQ(CellText("abcd", 3), "ab…");
  EXPECT_EQ(CellText("a\U0001F600b", 3), "a…") << "half a character is none";
  EXPECT_EQ(CellText("abc", 0), "");
}

}  // namespace
}  // namespace samlad::annotate
