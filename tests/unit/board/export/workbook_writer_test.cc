// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/export/workbook_writer.h"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "gateway/formats/workbook.h"
#include "gtest/gtest.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/board/export/written.h"

namespace samlad::board {
namespace {

using formats::CellKind;

constexpr std::array<Column, 5> kSheetColumns = {{{"id", "nyckel"},
                                                  {"value", "värde", ColumnKind::kFigure},
                                                  {"count", "antal", ColumnKind::kWhole},
                                                  {"day", "dag", ColumnKind::kDay},
                                                  {"time", "tid", ColumnKind::kTime}}};
constexpr Table kSheet{"sheet", "Sheet", "Blad", kSheetColumns};
constexpr Table kOtherSheet{"other", "Other", "Annat", std::span(kSheetColumns).first(1)};

class WorkbookWriterTest : public ::testing::Test {
 protected:
  std::string path() const { return (folder_.path() / "book.xlsx").string(); }
  std::string Bytes() const {
    std::ostringstream bytes;
    bytes << std::ifstream(path(), std::ios::binary).rdbuf();
    return bytes.str();
  }

  formats::SheetRow SecondRow(const std::vector<TableCell>& row) {
    WorkbookWriter writer(path(), Language::kSv);
    const absl::Status written = WriteRows(kSheet, {row}, writer);
    EXPECT_TRUE(written.ok()) << written;
    const auto sheet = formats::ReadSheet(Bytes(), "Blad");
    if (!sheet.ok() || sheet->rows.size() != 2) {
      ADD_FAILURE() << sheet.status();
      return {};
    }
    EXPECT_EQ(sheet->name, "Blad");
    EXPECT_EQ(sheet->rows[0].cells[1].text, "värde");
    return sheet->rows[1];
  }

  const samlad::testing::TempDir folder_;
};

TEST_F(WorkbookWriterTest, CellsAreWhatTheyAreCalled) {
  const formats::SheetRow row = SecondRow({{"EID-02", {}},
                                           {"-72.90", {}},
                                           {"1234", {}},
                                           {"2026-02-15", {}},
                                           {"2026-02-15T12:00:00+01:00", {}}});
  ASSERT_EQ(row.cells.size(), 5);
  EXPECT_EQ(row.cells[0].text, "EID-02");
  EXPECT_EQ(row.cells[0].kind, CellKind::kText);
  EXPECT_EQ(row.cells[1].text, "-72.9");
  EXPECT_EQ(row.cells[1].kind, CellKind::kNumber);
  EXPECT_EQ(row.cells[2].text, "1234");
  EXPECT_EQ(row.cells[2].kind, CellKind::kNumber);
  EXPECT_EQ(row.cells[3].text, "2026-02-15");
  EXPECT_EQ(row.cells[3].kind, CellKind::kDate);
  EXPECT_EQ(row.cells[4].text, "2026-02-15 12:00");
  EXPECT_EQ(row.cells[4].kind, CellKind::kDate);
}

TEST_F(WorkbookWriterTest, ASignStandsForTheFigure) {
  const formats::SheetRow row = SecondRow({{}, {"3", "[c]"}, {}, {}, {}});
  ASSERT_EQ(row.cells.size(), 1);
  EXPECT_EQ(row.cells[0].text, "[c]");
  EXPECT_EQ(row.cells[0].kind, CellKind::kText);
}

TEST_F(WorkbookWriterTest, TextsAreTextsWhateverTheyBeginWith) {
  for (const std::string_view text :
       {"=1+1", "+46", "-3.4", "@A1", "{=1}", "2025", "TRUE", "#N/A", "två\nrader",
        "日本語 👩‍🏫", "a_x000D_b", "_x_", "_xyzab_", "<b>&amp;</b>"}) {
    const formats::SheetRow row = SecondRow({{text, {}}, {}, {}, {}, {}});
    ASSERT_EQ(row.cells.size(), 1) << text;
    EXPECT_EQ(row.cells[0].text, text);
    EXPECT_EQ(row.cells[0].kind, CellKind::kText) << text;
  }
}

TEST_F(WorkbookWriterTest, ANumberThatASpreadsheetWouldRoundIsAText) {
  const formats::SheetRow row =
      SecondRow({{}, {"1234567890123.456", {}}, {"1234567890123456", {}}, {}, {}});
  ASSERT_EQ(row.cells.size(), 2);
  EXPECT_EQ(row.cells[0].text, "1234567890123.456");
  EXPECT_EQ(row.cells[0].kind, CellKind::kText);
  EXPECT_EQ(row.cells[1].kind, CellKind::kText);
  const formats::SheetRow kept = SecondRow({{}, {"0.00123456789012345", {}}, {}, {}, {}});
  EXPECT_EQ(kept.cells[0].kind, CellKind::kNumber);
}

TEST_F(WorkbookWriterTest, WhatIsNoDateIsAText) {
  const formats::SheetRow row = SecondRow({{}, {}, {}, {"snart", {}}, {"=now()", {}}});
  ASSERT_EQ(row.cells.size(), 2);
  EXPECT_EQ(row.cells[0].kind, CellKind::kText);
  EXPECT_EQ(row.cells[1].text, "=now()");
  EXPECT_EQ(row.cells[1].kind, CellKind::kText);
}

TEST_F(WorkbookWriterTest, EveryTableHasItsSheet) {
  WorkbookWriter writer(path(), Language::kEn);
  ASSERT_TRUE(writer.Begin(kOtherSheet).ok());
  ASSERT_TRUE(writer.End().ok());
  ASSERT_TRUE(WriteRows(kSheet, {{{"A", {}}, {}, {}, {}, {}}}, writer).ok());
  EXPECT_EQ(formats::ReadSheet(Bytes(), "Other")->rows.size(), 1);
  EXPECT_EQ(formats::ReadSheet(Bytes(), "Sheet")->rows.size(), 2);
}

TEST_F(WorkbookWriterTest, ASheetHasSoManyRows) {
  WorkbookWriter writer(path(), Language::kEn);
  ASSERT_TRUE(writer.Begin(kOtherSheet).ok());
  const std::vector<TableCell> row(1);
  for (size_t i = 0; i < 1'048'575; ++i) {
    if (absl::Status added = writer.Add(row); !added.ok()) FAIL() << i << ": " << added;
  }
  const absl::Status status = writer.Add(row);
  EXPECT_TRUE(absl::IsOutOfRange(status)) << status;
  EXPECT_EQ(status.message(), "other, row 1048576");
  EXPECT_FALSE(std::filesystem::exists(path()));
}

TEST_F(WorkbookWriterTest, ACellHasSoMuchText) {
  const std::string text(32'768, 'x');
  WorkbookWriter writer(path(), Language::kEn);
  const absl::Status status =
      WriteRows(kOtherSheet, {{{std::string_view(text).substr(1), {}}}, {{text, {}}}}, writer);
  EXPECT_TRUE(absl::IsOutOfRange(status)) << status;
  EXPECT_EQ(status.message(), "other, row 2, id");
}

TEST_F(WorkbookWriterTest, AFolderThatIsNotThereIsNotNeeded) {
  const char* const set = std::getenv("TMPDIR");
  const std::string before = set == nullptr ? "" : set;
  setenv("TMPDIR", (folder_.path() / "none").c_str(), 1);
  EXPECT_EQ(SecondRow({{"A", {}}, {}, {}, {}, {}}).cells.size(), 1);
  set == nullptr ? unsetenv("TMPDIR") : setenv("TMPDIR", before.c_str(), 1);
}

}  // namespace
}  // namespace samlad::board
