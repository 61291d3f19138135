// SPDX-License-Identifier: EUPL-1.2
//
// That every format says the same: random views are written in each of them, read by
// readers that are not the writers' own, and compared cell by cell with the rows.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "clients/board/export/csv_writer.h"
#include "clients/board/export/json_writer.h"
#include "clients/board/export/sdmx_csv_writer.h"
#include "clients/board/export/view_tables.h"
#include "clients/board/export/workbook_writer.h"
#include "gateway/formats/workbook.h"
#include "gtest/gtest.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/board/export/written.h"
#include "tests/unit/board/sample_view.h"

namespace samlad::board {
namespace {

constexpr int kViews = 60;

// Views with texts, figures and signs of every kind.
class RandomViews {
 public:
  explicit RandomViews(unsigned seed) : random_(seed) {}

  v1::View Make() {
    v1::View view = SampleView();
    view.set_time_zone(Below(2) == 0 ? "Europe/Stockholm" : "");
    for (int i = Below(3); i > 0; --i) *view.add_areas() = view.areas(0);
    int number = 0;
    for (v1::AreaView& area : *view.mutable_areas()) {
      area.set_id("F" + std::to_string(++number));
      Fill(*area.mutable_title());
      for (v1::IndicatorRow& row : *area.mutable_rows()) Fill(row, ++number);
    }
    for (v1::OrganisationView& part : *view.mutable_organisations()) {
      Fill(*part.mutable_name());
      for (v1::IndicatorRow& row : *part.mutable_rows()) Fill(row, 1000 + ++number);
    }
    for (v1::ObligationState& state : *view.mutable_obligations()) {
      state.set_reason(Text());
      state.set_state(static_cast<v1::ReportState>(1 + Below(7)));
    }
    for (v1::ActivityRow& row : *view.mutable_activities()) {
      row.mutable_activity()->set_title(Text());
      row.mutable_activity()->set_description(Text());
    }
    for (v1::ProjectRow& row : *view.mutable_projects()) {
      row.mutable_follow_up()->set_effect(Text());
      row.set_spent_sek(static_cast<int64_t>(random_() % 10'000'000'000));
      for (v1::EffectRow& effect : *row.mutable_effects()) {
        effect.set_measured(Below(2) == 0 ? Decimal() : "");
        effect.set_position(static_cast<uint64_t>(Below(2)));
      }
    }
    for (v1::AcknowledgementRow& row : *view.mutable_acknowledgements()) row.set_decision(Text());
    return view;
  }

 private:
  int Below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }

  std::string Text() {
    static constexpr std::string_view kParts[] = {
        "=",          "+",   "-",       "@",    "\t",     "\n",   ";",
        ",",          "\"",  "'",       "\\",   "å",      "日本", "👩‍🏫",
        "<&>",        "[c]", "_x000D_", "  ",   "\u202E", "0",    "-3.4",
        "2026-02-15", "\r",  "\x01",    "null", "x",      "|",    "Föreningen"};
    std::string text;
    for (int i = Below(6); i > 0; --i) text += kParts[Below(std::size(kParts))];
    return text;
  }

  std::string Decimal() {
    std::string text = Below(3) == 0 ? "-" : "";
    text += std::to_string(random_() % (Below(4) == 0 ? 1'000'000'000'000'000'000 : 1'000));
    const int decimals = Below(7);
    if (decimals > 0) text += '.';
    for (int i = 0; i < decimals; ++i) text += static_cast<char>('0' + Below(10));
    return text;
  }

  void Fill(v1::Text& text) {
    text.set_sv(Text());
    text.set_en(Below(2) == 0 ? Text() : "");
  }

  void Fill(v1::Figure& figure) {
    figure.set_code(static_cast<v1::FigureCode>(Below(4)));
    figure.set_value(Decimal());  // also where it must not be seen
    figure.clear_flags();
    for (int flag = 1; flag <= 4; ++flag) {
      if (Below(4) == 0) figure.add_flags(static_cast<v1::FigureFlag>(flag));
    }
    figure.mutable_coverage()->set_expected(static_cast<uint32_t>(Below(100)));
    figure.clear_positions();
    for (int i = Below(4); i > 0; --i) figure.add_positions(random_() % 100'000);
    figure.set_indicator_version(static_cast<uint32_t>(Below(3)));
  }

  void Fill(v1::IndicatorRow& row, int number) {
    row.set_indicator("IND-" + std::to_string(number));
    Fill(*row.mutable_title());
    Fill(*row.mutable_unit());
    Fill(*row.mutable_figure());
    for (v1::Figure& figure : *row.mutable_history()) Fill(figure);
    if (row.has_over_years()) Fill(*row.mutable_over_years());
    for (v1::CellFigure& cell : *row.mutable_cells()) Fill(*cell.mutable_figure());
    for (v1::Contribution& one : *row.mutable_contributions()) Fill(*one.mutable_figure());
    row.set_target(Below(2) == 0 ? Decimal() : "");
  }

  std::mt19937_64 random_;
};

bool BeginsFormula(std::string_view text) {
  return !text.empty() && std::string_view("=+-@\t\r\n").find(text[0]) != std::string_view::npos;
}

// A text as it is written where it could be taken for a formula.
std::string Guarded(const std::string& text) { return BeginsFormula(text) ? "'" + text : text; }

// What people see in a cell of CSV with points.
std::string Seen(const OwnedCell& cell, ColumnKind kind) {
  return kind == ColumnKind::kFigure && !cell.code.empty() ? cell.code : cell.text;
}

void ExpectCsv(const Table& table, const std::vector<OwnedRow>& rows, std::string_view text,
               DecimalMark mark) {
  text.remove_prefix(3);
  const auto records = ReadCsv(text, mark == DecimalMark::kComma ? ';' : ',');
  ASSERT_EQ(records.size(), rows.size() + 1) << table.name;
  for (size_t i = 0; i < rows.size(); ++i) {
    ASSERT_EQ(records[i + 1].size(), table.columns.size());
    for (size_t j = 0; j < table.columns.size(); ++j) {
      const ColumnKind kind = table.columns[j].kind;
      std::string seen = Seen(rows[i][j], kind);
      std::string written = records[i + 1][j];
      if (kind == ColumnKind::kFigure) {
        if (mark == DecimalMark::kComma) std::ranges::replace(written, ',', '.');
      } else {
        seen = Guarded(seen);
      }
      EXPECT_EQ(written, seen) << table.name << "." << table.columns[j].name;
    }
  }
}

void ExpectJson(const Table& table, const std::vector<OwnedRow>& rows,
                const std::vector<JsonRow>& read) {
  ASSERT_EQ(read.size(), rows.size()) << table.name;
  for (size_t i = 0; i < rows.size(); ++i) {
    JsonRow expected;
    for (size_t j = 0; j < table.columns.size(); ++j) {
      const Column& column = table.columns[j];
      const OwnedCell& cell = rows[i][j];
      std::string value = cell.text;
      switch (column.kind) {
        case ColumnKind::kWord:
        case ColumnKind::kFlag:
          value = cell.code;
          break;
        case ColumnKind::kNames:
          std::ranges::replace(value, ' ', '|');
          break;
        case ColumnKind::kFigure:
          if (!cell.code.empty()) value.clear();
          [[fallthrough]];
        case ColumnKind::kWhole:
        case ColumnKind::kDay:
        case ColumnKind::kTime:
          if (value.empty()) value = "null";
          break;
        default:
          break;
      }
      expected.emplace_back(column.name, value);
      if (column.kind == ColumnKind::kFigure) {
        expected.emplace_back(std::string(column.name) + "_code", cell.code);
      }
    }
    EXPECT_EQ(read[i], expected) << table.name;
  }
}

// 15 significant digits, without zeros at the end: as the reader of workbooks says
// numbers.
std::string AsSheetSays(const std::string& decimal) {
  std::ostringstream text;
  text.precision(15);
  text << std::stod(decimal);
  return text.str();
}

void ExpectSheet(const Table& table, const std::vector<OwnedRow>& rows,
                 const formats::Sheet& sheet) {
  std::map<std::pair<size_t, size_t>, formats::SheetCell> cells;
  for (const formats::SheetRow& row : sheet.rows) {
    for (const formats::SheetCell& cell : row.cells) {
      cells[{row.row - 1, cell.column - 1}] = cell;
    }
  }
  EXPECT_EQ(sheet.name, table.swedish);
  for (size_t i = 0; i < rows.size(); ++i) {
    for (size_t j = 0; j < table.columns.size(); ++j) {
      const ColumnKind kind = table.columns[j].kind;
      const std::string seen = Seen(rows[i][j], kind);
      const formats::SheetCell& cell = cells[{i + 1, j}];
      if (cell.kind == formats::CellKind::kNumber) {
        EXPECT_EQ(std::stod(cell.text), std::stod(seen));
        EXPECT_EQ(AsSheetSays(cell.text), AsSheetSays(seen)) << table.columns[j].name;
      } else if (cell.kind == formats::CellKind::kText) {
        EXPECT_EQ(cell.text, seen) << table.name << "." << table.columns[j].name;
      } else {
        EXPECT_TRUE(kind == ColumnKind::kDay || kind == ColumnKind::kTime);
      }
      if (kind == ColumnKind::kText || !rows[i][j].code.empty()) {
        EXPECT_EQ(cell.kind, formats::CellKind::kText) << seen;
      }
    }
  }
}

// The observations are the rows, each with a key of its own.
void ExpectSdmx(const std::vector<OwnedRow>& rows, std::string_view text) {
  const auto records = ReadCsv(text, ',');
  ASSERT_EQ(records.size(), rows.size() + 1);
  std::set<std::vector<std::string>> keys;
  for (size_t i = 0; i < rows.size(); ++i) {
    const std::vector<std::string>& record = records[i + 1];
    ASSERT_EQ(record.size(), records[0].size());
    EXPECT_TRUE(keys.insert({record.begin() + 3, record.begin() + 11}).second)
        << record[3] << " " << record[4] << " " << record[10];
    EXPECT_EQ(record[2], "I");
    EXPECT_EQ(record[3], rows[i][kFigureIndicator].text);
    const OwnedCell& value = rows[i][kFigureValue];
    EXPECT_EQ(record[11], value.code.empty() ? value.text : "");
    EXPECT_EQ(record[13] == "C", value.code == "[c]");
    EXPECT_EQ(record[14], Guarded(rows[i][kFigureUnit].text));
    EXPECT_EQ(record[19], rows[i][kFigurePositions].text);
  }
}

std::string WorkbookBytes(const ViewTables& tables, const std::string& path) {
  WorkbookWriter writer(path, Language::kSv);
  for (size_t i = 0; i < ExportTables().size(); ++i) {
    EXPECT_TRUE(tables.Write(static_cast<TableId>(i), writer).ok());
  }
  EXPECT_TRUE(writer.Finish().ok());
  std::ostringstream bytes;
  bytes << std::ifstream(path, std::ios::binary).rdbuf();
  return bytes.str();
}

TEST(FormatsAgreeTest, RandomViewsAreTheSameInEveryFormat) {
  const samlad::testing::TempDir folder;
  RandomViews views(20'261'130);
  for (int number = 0; number < kViews; ++number) {
    const v1::View view = views.Make();
    const ViewTables tables(view, Language::kSv);
    Recorder rows;
    std::string json;
    JsonWriter json_writer(Into(json));
    for (size_t i = 0; i < ExportTables().size(); ++i) {
      ASSERT_TRUE(tables.Write(static_cast<TableId>(i), rows).ok());
      ASSERT_TRUE(tables.Write(static_cast<TableId>(i), json_writer).ok());
    }
    ASSERT_TRUE(json_writer.Finish().ok());
    const auto json_rows = ReadJson(json);
    const std::string book = WorkbookBytes(tables, (folder.path() / "book.xlsx").string());
    for (size_t i = 0; i < ExportTables().size(); ++i) {
      const Table& table = ExportTables()[i];
      const std::vector<OwnedRow>& recorded = rows.tables[std::string(table.name)];
      for (const DecimalMark mark : {DecimalMark::kComma, DecimalMark::kPoint}) {
        std::string csv;
        CsvWriter writer(Into(csv), mark, Language::kSv);
        ASSERT_TRUE(tables.Write(static_cast<TableId>(i), writer).ok());
        ASSERT_TRUE(writer.Finish().ok());
        ExpectCsv(table, recorded, csv, mark);
      }
      ExpectJson(table, recorded, json_rows.at(std::string(table.name)));
      const auto sheet = formats::ReadSheet(book, table.swedish);
      ASSERT_TRUE(sheet.ok()) << sheet.status();
      ExpectSheet(table, recorded, *sheet);
    }
    std::string sdmx;
    SdmxCsvWriter writer(Into(sdmx), view.as_of());
    ASSERT_TRUE(tables.Write(TableId::kFigures, writer).ok());
    ASSERT_TRUE(writer.Finish().ok());
    ExpectSdmx(rows.tables["figures"], sdmx);
    if (HasFailure()) FAIL() << "view " << number;
  }
}

}  // namespace
}  // namespace samlad::board
