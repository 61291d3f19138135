// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/text/findings_printer.h"

#include <sstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace samlad::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

v1::Finding Sample() {
  v1::Finding finding;
  finding.set_code("OBS_TOTAL_MISMATCH");
  finding.set_severity(v1::SEVERITY_ERROR);
  finding.mutable_location()->set_field("observations[2].value");
  finding.mutable_message()->set_sv("Delarna är fel.");
  finding.mutable_message()->set_en("The parts are wrong.");
  finding.mutable_fix()->set_sv("Rätta.");
  finding.set_occurrences(1);
  return finding;
}

// observations[i] is in row i + 2 of figures.csv, value in cell 6.
formats::SourceMap SamplePlaces() {
  formats::SourceMap places;
  for (uint32_t i = 0; i < 20; ++i) {
    const std::string path = "observations[" + std::to_string(i) + "]";
    places.Set(path + ".value", {.file = "figures.csv", .sheet = "", .row = i + 2, .column = 6});
  }
  return places;
}

std::string Print(v1::Finding finding, board::Language language = board::Language::kEn,
                  bool coloured = false) {
  const formats::SourceMap places = SamplePlaces();
  Findings findings;
  findings.Add(std::move(finding));
  std::ostringstream out;
  PrintFindings(Locate(findings, places), places, language, Colours::For(coloured), out);
  return out.str();
}

TEST(FindingsPrinterTest, SaysPlaceSeverityCodeAndFix) {
  EXPECT_EQ(Print(Sample()),
            "figures.csv:4:6: ERROR OBS_TOTAL_MISMATCH: The parts are wrong.\n"
            "  fix: Rätta.\n");  // Swedish stands in where there is no English
  EXPECT_THAT(Print(Sample(), board::Language::kSv), HasSubstr("Delarna är fel."));
}

TEST(FindingsPrinterTest, GroupsOccurrencesByRow) {
  v1::Finding finding = Sample();
  finding.set_occurrences(6);
  for (const uint32_t index : {3, 5, 6, 7, 9}) finding.add_also(index);
  EXPECT_THAT(Print(finding), HasSubstr("  also in rows 5, 7-9, 11 (6 places)\n"));
}

TEST(FindingsPrinterTest, NamesElementsThatHaveNoRow) {
  v1::Finding finding = Sample();
  finding.mutable_location()->set_field("activities[0].title");
  finding.set_occurrences(3);
  finding.add_also(1);
  finding.add_also(2);
  EXPECT_THAT(Print(finding), HasSubstr("activities[0].title: ERROR"));
  EXPECT_THAT(Print(finding), HasSubstr("also in elements 1-2 of activities (3 places)"));
}

TEST(FindingsPrinterTest, NamesRowsOfASheet) {
  v1::Finding finding = Sample();
  *finding.mutable_location() = {};
  finding.mutable_location()->set_file("k.xlsx");
  finding.mutable_location()->set_field("rows[433]");
  finding.set_occurrences(2);
  finding.add_also(434);
  EXPECT_THAT(Print(finding), HasSubstr("also in row 434 (2 places)"));
}

TEST(FindingsPrinterTest, OfManyRowsTheFirstAreNamed) {
  v1::Finding finding = Sample();
  *finding.mutable_location() = {};
  finding.mutable_location()->set_file("k.xlsx");
  finding.mutable_location()->set_field("rows[1]");
  finding.set_occurrences(50'000);
  for (uint32_t row = 3; row < 100'000; row += 2) finding.add_also(row);
  EXPECT_THAT(Print(finding), HasSubstr("79, 81, … (50000 places)"));
}

TEST(FindingsPrinterTest, NamesCellsAsSpreadsheetsDo) {
  formats::SourceMap places;
  const auto set = [&](std::string_view path, std::string_view sheet, uint32_t row) {
    places.Set(path, {.file = "r.xlsx", .sheet = std::string(sheet), .row = row, .column = 4});
  };
  set("observations[0].value", "Siffror", 4);
  set("observations[1].value", "Siffror", 5);
  set("observations[2].value", "Vår data", 9);
  v1::Finding finding = Sample();
  *finding.mutable_location() = {};
  finding.mutable_location()->set_field("observations[0].value");
  finding.clear_related();
  finding.add_related()->set_field("observations[2].value");
  finding.clear_also();
  finding.add_also(1);
  finding.add_also(2);
  finding.set_occurrences(3);
  Findings findings;
  findings.Add(std::move(finding));
  std::ostringstream out;
  PrintFindings(Locate(findings, places), places, board::Language::kEn, Colours::For(false), out);
  EXPECT_THAT(out.str(), HasSubstr("r.xlsx:Siffror!D4: "));
  EXPECT_THAT(out.str(), HasSubstr("see r.xlsx:'Vår data'!D9"));
  EXPECT_THAT(out.str(), HasSubstr("also in row 5; row 9 of the sheet Vår data (3 places)"));
}

TEST(FindingsPrinterTest, SpeaksTheLanguageAsked) {
  v1::Finding finding = Sample();
  finding.add_related()->set_field("observations[3].value");
  finding.set_occurrences(2);
  finding.add_also(5);
  EXPECT_EQ(Print(finding, board::Language::kSv),
            "figures.csv:4:6: FEL OBS_TOTAL_MISMATCH: Delarna är fel.\n"
            "  åtgärd: Rätta.\n"
            "  se figures.csv:5:6\n"
            "  även i rad 7 (2 ställen)\n");
}

v1::Finding At(std::string_view code, std::string_view field,
               v1::Severity severity = v1::SEVERITY_ERROR) {
  v1::Finding finding;
  finding.set_code(std::string(code));
  finding.set_severity(severity);
  finding.mutable_location()->set_field(std::string(field));
  finding.set_occurrences(1);
  return finding;
}

// As the sender corrects the sheet: row by row, the cause first, and what is about no
// row last.
TEST(FindingsPrinterTest, GroupsByRowCauseFirst) {
  formats::SourceMap places = SamplePlaces();
  places.Set("activities[0]", {.file = "more.csv", .row = 2});
  Findings findings;
  *findings.Add() = At("OBS_MANDATORY_MISSING", "observations");
  *findings.Add() = At("ACTIVITY_TITLE_MISSING", "activities[0].title");
  *findings.Add() = At("OBS_NUMBER_MALFORMED", "observations[2].value");
  *findings.Add() = At("OBS_COUNT_NEGATIVE", "observations[1].value");
  findings.rbegin()->add_also(2);
  findings.rbegin()->set_occurrences(2);
  *findings.Add() = At("CSV_UNIT", "observations[1].value");
  findings.rbegin()->add_also(2);
  findings.rbegin()->set_occurrences(2);
  *findings.Add() = At("OBS_PARTS_UNUSED", "observations[1].value", v1::SEVERITY_WARNING);
  std::ostringstream out;
  PrintFindingsByRow(Locate(findings, places), places, board::Language::kEn, Colours::For(false),
                     out);
  EXPECT_EQ(out.str(),
            "figures.csv:3:6: ERROR CSV_UNIT: \n"
            "  also in row 4 (2 places)\n"
            "figures.csv:3:6: ERROR OBS_COUNT_NEGATIVE: \n"
            "  also in row 4 (2 places)\n"
            "figures.csv:3:6: WARNING OBS_PARTS_UNUSED: \n"
            "figures.csv:4: also CSV_UNIT, see figures.csv:3:6\n"
            "figures.csv:4:6: ERROR OBS_NUMBER_MALFORMED: \n"
            "figures.csv:4: also OBS_COUNT_NEGATIVE, see figures.csv:3:6\n"
            "more.csv:2: ERROR ACTIVITY_TITLE_MISSING: \n"
            "observations: ERROR OBS_MANDATORY_MISSING: \n");
}

TEST(FindingsPrinterTest, CountsTheRowsThatAreRight) {
  v1::Report report;
  for (int i = 0; i < 5; ++i) report.add_observations();
  report.add_activities();
  Findings findings;
  *findings.Add() = At("OBS_COUNT_NEGATIVE", "observations[1].value");
  findings.rbegin()->add_also(3);
  *findings.Add() = At("TEXT_PHONE", "observations[1].comment", v1::SEVERITY_WARNING);
  *findings.Add() = At("OBS_SMALL_COUNT", "observations[4].value", v1::SEVERITY_INFO);
  *findings.Add() = At("OBS_MANDATORY_MISSING", "observations");
  const RowCount count = CountRows(report, findings);
  EXPECT_EQ(count.rows, 6u);
  EXPECT_EQ(count.right, 4u);
  EXPECT_EQ(RowSummary(count, board::Language::kEn), "4 of 6 rows are right");
  EXPECT_EQ(RowSummary(count, board::Language::kSv), "4 av 6 rader är rätt");
  EXPECT_EQ(RowSummary({}, board::Language::kEn), "");
  *findings.Add() = At("CSV_DUPLICATE_COLUMN", "");
  findings.rbegin()->mutable_location()->set_file("figures.csv");
  EXPECT_EQ(CountRows(report, findings).rows, 0u) << "any row may be meant otherwise";
}

TEST(FindingsPrinterTest, PointsAtWhatItCompared) {
  v1::Finding finding = Sample();
  finding.add_related()->set_field("observations[3].value");
  finding.add_related()->set_field("observations[4].value");
  EXPECT_THAT(Print(finding), HasSubstr("  see figures.csv:5:6, figures.csv:6:6\n"));
}

TEST(FindingsPrinterTest, NothingInAReportSteersATerminal) {
  v1::Finding finding = Sample();
  finding.mutable_message()->set_en("bad \x1b[2J text");
  finding.mutable_location()->set_file("evil\n\x1b]0;name.csv");
  EXPECT_THAT(Print(finding), Not(HasSubstr("\x1b")));
  EXPECT_THAT(Print(finding), Not(HasSubstr("evil\n")));
}

// Readers of files say in English what is wrong with one.
TEST(FindingsPrinterTest, WhatAReaderSaysIsInSwedishToo) {
  v1::Finding finding = Sample();
  finding.set_code("FILE_WORKBOOK");
  finding.set_got("it has no sheet");
  finding.mutable_message()->set_sv("Filen kan inte läsas: it has no sheet.");
  EXPECT_THAT(Print(finding, board::Language::kSv),
              HasSubstr("Filen kan inte läsas: den har inget blad."));
}

TEST(FindingsPrinterTest, ColoursOnlyWhenAsked) {
  EXPECT_THAT(Print(Sample(), board::Language::kEn, true), HasSubstr("\x1b[1;31mERROR\x1b[0m"));
}

TEST(FindingsPrinterTest, SummaryCountsPlacesNotGroups) {
  Findings findings;
  EXPECT_EQ(Summary(findings, board::Language::kEn), "no findings");
  *findings.Add() = Sample();
  EXPECT_EQ(Summary(findings, board::Language::kEn), "1 error");
  findings.Mutable(0)->set_occurrences(100'000);
  *findings.Add() = Sample();
  findings.Mutable(1)->set_severity(v1::SEVERITY_WARNING);
  EXPECT_EQ(Summary(findings, board::Language::kEn), "100000 errors, 1 warning");
  EXPECT_TRUE(HasSeverity(findings, v1::SEVERITY_WARNING));
  EXPECT_FALSE(HasSeverity(findings, v1::SEVERITY_INFO));
}

TEST(PlaceTest, SaysAsMuchAsIsKnown) {
  v1::Location location;
  EXPECT_EQ(Place(location), "report");
  location.set_field("period");
  EXPECT_EQ(Place(location), "period");
  location.set_file("a.yaml");
  EXPECT_EQ(Place(location), "a.yaml");
  location.set_row(3);
  EXPECT_EQ(Place(location), "a.yaml:3");
  location.set_column(7);
  EXPECT_EQ(Place(location), "a.yaml:3:7");
}

}  // namespace
}  // namespace samlad::cli
