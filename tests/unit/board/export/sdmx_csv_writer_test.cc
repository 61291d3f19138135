// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/export/sdmx_csv_writer.h"

#include <map>
#include <string>
#include <vector>

#include "clients/board/export/tables.h"
#include "gtest/gtest.h"
#include "tests/unit/board/export/written.h"

namespace samlad::board {
namespace {

std::vector<TableCell> FigureRow() {
  std::vector<TableCell> row(kFigureColumns);
  row[kFigurePriorityArea].text = "F5";
  row[kFigureIndicator].text = "EID-02";
  row[kFigureTitle].text = "Avhysningar, antal";
  row[kFigureUnit].text = "antal";
  row[kFigurePeriod].text = "2025";
  row[kFigureValue].text = "-72.90";
  row[kFigureReported].text = "1";
  row[kFigureExpected].text = "2";
  row[kFigureDefinition].text = "3";
  row[kFigurePositions].text = "7|120";
  return row;
}

std::string WrittenSdmx(const std::vector<TableCell>& row) {
  std::string text;
  SdmxCsvWriter writer(Into(text), 1234);
  EXPECT_TRUE(WriteRows(TableOf(TableId::kFigures), {row}, writer).ok());
  return text;
}

// The cells of the row, by heading.
std::map<std::string, std::string> Observation(const std::vector<TableCell>& row) {
  const auto records = ReadCsv(WrittenSdmx(row), ',');
  std::map<std::string, std::string> cells;
  if (records.size() != 2 || records[0].size() != records[1].size()) {
    ADD_FAILURE() << records.size();
    return cells;
  }
  for (size_t i = 0; i < records[0].size(); ++i) cells[records[0][i]] = records[1][i];
  return cells;
}

TEST(SdmxCsvWriterTest, IsVersionTwo) {
  EXPECT_EQ(
      WrittenSdmx(FigureRow()),
      "STRUCTURE,STRUCTURE_ID,ACTION,INDICATOR,ORGANISATION,AREA,SEX,AGE,BACKGROUND,CATEGORY,"
      "TIME_PERIOD,OBS_VALUE,OBS_STATUS,CONF_STATUS,UNIT,DEFINITION,FLAGS,REPORTED,EXPECTED,"
      "POSITIONS,AS_OF\r\n"
      "dataflow,SAMLAD:FIGURES(1.0.0),I,EID-02,_T,_T,_T,_T,_T,_T,2025,-72.90,A,F,antal,3,,1,2,"
      "7|120,1234\r\n");
}

TEST(SdmxCsvWriterTest, AHiddenFigureHasNoValueAndSaysWhy) {
  std::vector<TableCell> row = FigureRow();
  row[kFigureValue] = {"3", "[c]"};
  auto cells = Observation(row);
  EXPECT_EQ(cells["OBS_VALUE"], "");
  EXPECT_EQ(cells["OBS_STATUS"], "Q");
  EXPECT_EQ(cells["CONF_STATUS"], "C");
}

TEST(SdmxCsvWriterTest, MissingFiguresSayWhy) {
  const std::pair<std::string_view, std::string> statuses[] = {
      {"[c]", "Q"}, {"[x]", "O"}, {"[z]", "M"}};
  for (const auto& [sign, status] : statuses) {
    std::vector<TableCell> row = FigureRow();
    row[kFigureValue] = {{}, sign};
    row[kFigureFlags].text = "[b]";
    auto cells = Observation(row);
    EXPECT_EQ(cells["OBS_VALUE"], "") << sign;
    EXPECT_EQ(cells["OBS_STATUS"], status) << sign;
    EXPECT_EQ(cells["CONF_STATUS"], sign == "[c]" ? "C" : "F") << sign;
    EXPECT_EQ(cells["FLAGS"], "[b]") << sign;
  }
}

TEST(SdmxCsvWriterTest, OneStatusByTheOrderOfTheGuideline) {
  const std::pair<std::string_view, std::string> statuses[] = {
      {"[p] [e] [r] [b]", "B"}, {"[p] [e]", "E"}, {"[p] [r]", "P"}, {"[r]", "A"}, {"", "A"}};
  for (const auto& [signs, status] : statuses) {
    std::vector<TableCell> row = FigureRow();
    row[kFigureFlags].text = signs;
    EXPECT_EQ(Observation(row)["OBS_STATUS"], status) << signs;
    EXPECT_EQ(Observation(row)["FLAGS"], signs);
  }
}

TEST(SdmxCsvWriterTest, BreakdownsAreForInternalUse) {
  for (const FigureColumn column :
       {kFigureArea, kFigureSex, kFigureAge, kFigureBackground, kFigureCategory}) {
    std::vector<TableCell> row = FigureRow();
    row[column].text = "nn";
    EXPECT_EQ(Observation(row)["CONF_STATUS"], "N");
    row[kFigureValue] = {{}, "[c]"};
    EXPECT_EQ(Observation(row)["CONF_STATUS"], "C");
  }
  std::vector<TableCell> row = FigureRow();
  row[kFigureOrganisation].text = "eidar";
  EXPECT_EQ(Observation(row)["CONF_STATUS"], "F");
  EXPECT_EQ(Observation(row)["ORGANISATION"], "eidar");
}

TEST(SdmxCsvWriterTest, SpansAreTimeRanges) {
  EXPECT_EQ(SdmxPeriod("2025"), "2025");
  EXPECT_EQ(SdmxPeriod("2025-T1"), "2025-01-01/P4M");
  EXPECT_EQ(SdmxPeriod("2025-T2"), "2025-01-01/P8M") << "January to August";
  EXPECT_EQ(SdmxPeriod("2023/2025"), "2023-01-01/P3Y");
  std::vector<TableCell> row = FigureRow();
  row[kFigurePeriod].text = "2025-T2";
  EXPECT_EQ(Observation(row)["TIME_PERIOD"], "2025-01-01/P8M");
}

TEST(SdmxCsvWriterTest, TextsAreQuotedAndGuarded) {
  std::vector<TableCell> row = FigureRow();
  row[kFigureUnit].text = "kr, \"löpande\"";
  EXPECT_EQ(Observation(row)["UNIT"], "kr, \"löpande\"");
  row[kFigureUnit].text = "=1+1";
  EXPECT_EQ(Observation(row)["UNIT"], "'=1+1");
  row[kFigurePeriod].text = "=1,1";
  EXPECT_EQ(Observation(row)["TIME_PERIOD"], "'=1,1");
}

TEST(SdmxCsvWriterTest, AValueThatIsNoDecimalIsNoObservation) {
  std::vector<TableCell> row = FigureRow();
  row[kFigureValue].text = "..";
  EXPECT_EQ(Observation(row)["OBS_VALUE"], "");
}

}  // namespace
}  // namespace samlad::board
