// SPDX-License-Identifier: EUPL-1.2

#include "gateway/formats/report_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"

namespace samlad::formats {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;

// "CODE row:column field" of each finding.
std::vector<std::string> Summary(const Loaded& loaded) {
  std::vector<std::string> all;
  for (const v1::Finding& finding : loaded.findings) {
    const v1::Location& at = finding.location();
    all.push_back(StrCat(finding.code(), " ", at.row(), ":", at.column(), " ", at.field()));
  }
  return all;
}

std::vector<std::string> FindingsIn(std::string_view text,
                                    DecimalMark mark = DecimalMark::kDetect) {
  v1::Report report;
  return Summary(ReadCsv(text, "r.csv", mark, &report));
}

v1::Report MustRead(std::string_view text, DecimalMark mark = DecimalMark::kDetect) {
  v1::Report report;
  EXPECT_THAT(Summary(ReadCsv(text, "r.csv", mark, &report)), IsEmpty());
  return report;
}

TEST(ReadCsvTest, ReadsAllColumnsInEnglish) {
  const v1::Report report = MustRead(
      "indicator,indicator_version,period,area,sex,age,background,category,value,numerator,"
      "denominator,n,status,comment,source\n"
      "EID-01,2,2025,R1,F,16-24,SE,c,12.50,1,8,77,P,\"a, b\",enkät\n");
  EXPECT_EQ(report.period(), "2025");
  ASSERT_EQ(report.observations_size(), 1);
  const v1::Observation& row = report.observations(0);
  EXPECT_EQ(row.indicator(), "EID-01");
  EXPECT_EQ(row.indicator_version(), 2u);
  EXPECT_EQ(row.area(), "R1");
  EXPECT_EQ(row.sex(), "F");
  EXPECT_EQ(row.age(), "16-24");
  EXPECT_EQ(row.background(), "SE");
  EXPECT_EQ(row.category(), "c");
  EXPECT_EQ(row.value(), "12.50");
  EXPECT_EQ(row.numerator(), "1");
  EXPECT_EQ(row.denominator(), "8");
  EXPECT_EQ(row.n(), 77);
  EXPECT_EQ(row.status(), v1::OBSERVATION_STATUS_PROVISIONAL);
  EXPECT_EQ(row.comment(), "a, b");
  EXPECT_EQ(row.source(), "enkät");
}

TEST(ReadCsvTest, ReadsWhatSwedishExcelWrites) {
  const v1::Report report = MustRead(
      "\xEF\xBB\xBFKön;Indikator;Version;Område;Ålder;Bakgrund;Kategori;Värde;Täljare;Nämnare;"
      "Antal svar;Status;Kommentar;Källa;;\r\n"
      "K;EID-01;1;R1;;;;1\xC2\xA0"
      "234,5;;;0;preliminär;\"rad 1\r\nrad 2\";;;\r\n"
      "Män;EID-01;;;;;;;\xE2\x88\x92"
      "3;8\r\n"
      "totalt;EID-02;;;;;;;;;;Saknas;;;;\r\n"
      ";;;;;;;;;;;;;;;\r\n"
      ";;;\r\n");
  ASSERT_EQ(report.observations_size(), 3) << "empty rows are no observations";
  EXPECT_EQ(report.observations(0).sex(), "F");
  EXPECT_EQ(report.observations(0).value(), "1234.5");
  EXPECT_TRUE(report.observations(0).has_n());
  EXPECT_EQ(report.observations(0).comment(), "rad 1\nrad 2");
  EXPECT_EQ(report.observations(0).status(), v1::OBSERVATION_STATUS_PROVISIONAL);
  EXPECT_EQ(report.observations(1).sex(), "M");
  EXPECT_EQ(report.observations(1).numerator(), "-3");
  EXPECT_FALSE(report.observations(1).has_n());
  EXPECT_EQ(report.observations(2).sex(), "_T");
  EXPECT_EQ(report.observations(2).status(), v1::OBSERVATION_STATUS_MISSING);
}

TEST(ReadCsvTest, ReadsWindows1252AndSaysSo) {
  v1::Report report;
  const Loaded loaded = ReadCsv("indikator;k\xF6n;kommentar\r\nEID-01;K;f\xF6r \x80 5\r\n", "r.csv",
                                DecimalMark::kDetect, &report);
  EXPECT_TRUE(loaded.ok());
  ASSERT_EQ(loaded.findings.size(), 1u);
  EXPECT_EQ(loaded.findings[0].code(), "FILE_ENCODING_WINDOWS_1252");
  EXPECT_EQ(loaded.findings[0].severity(), v1::SEVERITY_INFO);
  EXPECT_EQ(report.observations(0).comment(), "för € 5");
  EXPECT_EQ(report.observations(0).sex(), "F");
}

TEST(ReadCsvTest, RefusesOtherEncodings) {
  using namespace std::string_view_literals;
  EXPECT_THAT(FindingsIn("\xFF\xFEi\0n\0"sv), ElementsAre("FILE_ENCODING 1:1 "));
  EXPECT_THAT(FindingsIn("indicator\nf\xF6 \x81\n"), ElementsAre("FILE_ENCODING 2:1 "));
  EXPECT_THAT(FindingsIn("indicator\nA\0B\n"sv), ElementsAre("FILE_CONTROL_CHARACTER 2:1 "));
  EXPECT_THAT(FindingsIn("PK\x03\x04..."), ElementsAre("FILE_CONTROL_CHARACTER 1:1 "));
}

// As every place in a CSV file: the row of the spreadsheet, and the cell.
TEST(ReadCsvTest, FaultsOfTheEncodingAreInACell) {
  EXPECT_THAT(FindingsIn("indicator;source\nA;\"x\n;\xF6\x81\"\n"),
              ElementsAre("FILE_ENCODING 2:2 "));
  EXPECT_THAT(FindingsIn("sep=|\r\nindicator|value\r\nA|1\x1F\r\n"),
              ElementsAre("FILE_CONTROL_CHARACTER 2:2 "));
  EXPECT_THAT(FindingsIn("\xEF\xBB\xBFindicator;value\x01;source\n"),
              ElementsAre("FILE_CONTROL_CHARACTER 1:2 "));
  EXPECT_THAT(FindingsIn("\xEF\xBB\xBF\x01indicator;value\n"),
              ElementsAre("FILE_CONTROL_CHARACTER 1:1 "));
}

TEST(ReadCsvTest, SeparatorIsDetectedOrNamed) {
  EXPECT_EQ(MustRead("indicator\tvalue\nA\t1.5\n").observations(0).value(), "1.5");
  EXPECT_EQ(MustRead("sep=|\nindicator|value\nA|1.5\n").observations(0).value(), "1.5");
  EXPECT_EQ(MustRead("SEP=;\r\nindicator;value\r\nA;1,5\r\n").observations(0).value(), "1.5");
  EXPECT_EQ(MustRead("\"indicator\";\"value\"\nA;1,5\n").observations(0).value(), "1.5");
  EXPECT_EQ(MustRead("indicator\nA\n").observations(0).indicator(), "A");
}

TEST(ReadCsvTest, SeparatorLineIsNoRow) {
  EXPECT_THAT(FindingsIn("sep=;\nindicator;value\nA;y\n"),
              ElementsAre("CSV_NUMBER 2:2 observations[0].value"));
}

TEST(ReadCsvTest, DecimalMarkFollowsSeparatorUnlessGiven) {
  EXPECT_THAT(FindingsIn("indicator;value\nA;1.5\nA;2,5\n"),
              ElementsAre("CSV_DECIMAL_MARK 2:2 observations[0].value"));
  EXPECT_EQ(MustRead("indicator;value\nA;1.5\n", DecimalMark::kPoint).observations(0).value(),
            "1.5");
  EXPECT_EQ(MustRead("indicator,value\nA,\"1,5\"\n", DecimalMark::kComma).observations(0).value(),
            "1.5");
  EXPECT_THAT(FindingsIn("indicator,value\nA,\"1,234\"\n"),
              ElementsAre("CSV_DECIMAL_MARK 2:2 observations[0].value"));
}

TEST(ReadCsvTest, DecimalCommaWithoutQuotesIsNoticed) {
  EXPECT_THAT(FindingsIn("indicator,value\nA,12,5\n"),
              ElementsAre("CSV_ROW_LENGTH 2:3 observations[0]"));
}

TEST(ReadCsvTest, ActivitiesAndFollowUpsAreToldApart) {
  const v1::Report activities = MustRead(
      "id;titel;beskrivning;indikatorer;prioriterat område\na1;Läxhjälp;\"En text\";EID-08, "
      "EID-09;F3\n");
  ASSERT_EQ(activities.activities_size(), 1);
  EXPECT_EQ(activities.activities(0).title(), "Läxhjälp");
  EXPECT_THAT(activities.activities(0).indicators(), ElementsAre("EID-08", "EID-09"));
  EXPECT_EQ(activities.activities(0).priority_area(), "F3");

  const v1::Report follow_ups = MustRead(
      "projekt;status;förbrukat_kr;effekt;avvikelse;nästa_steg\n"
      "p1;Enligt plan;1 250 000;bra;;vidare\np2;stopped;0;;;\n");
  ASSERT_EQ(follow_ups.follow_ups_size(), 2);
  EXPECT_EQ(follow_ups.follow_ups(0).status(), v1::PROJECT_STATUS_ON_PLAN);
  EXPECT_EQ(follow_ups.follow_ups(0).spent_sek(), 1'250'000);
  EXPECT_EQ(follow_ups.follow_ups(0).next_step(), "vidare");
  EXPECT_EQ(follow_ups.follow_ups(1).status(), v1::PROJECT_STATUS_STOPPED);
}

TEST(ReadCsvTest, HeadingsThatAreWrong) {
  EXPECT_THAT(FindingsIn("Rapport från Eidar\nindicator,value\n"),
              ElementsAre("CSV_HEADINGS 1:0 "));
  EXPECT_THAT(FindingsIn("value,numerator\n1,2\n"), ElementsAre("CSV_MISSING_COLUMN 1:0 "));
  EXPECT_THAT(FindingsIn("indicator,value,värde\nA,1,2\n"),
              ElementsAre("CSV_DUPLICATE_COLUMN 1:3 "));
  v1::Report report;
  const Loaded loaded = ReadCsv("indicator,valeu\nA,1\n", "r.csv", DecimalMark::kDetect, &report);
  ASSERT_EQ(loaded.findings.size(), 1u);
  EXPECT_EQ(loaded.findings[0].code(), "CSV_UNKNOWN_COLUMN");
  EXPECT_EQ(loaded.findings[0].severity(), v1::SEVERITY_ERROR);
  EXPECT_EQ(loaded.findings[0].got(), "valeu");
  EXPECT_EQ(loaded.findings[0].expected(), "value");
}

TEST(ReadCsvTest, FindsEverythingInOneGo) {
  EXPECT_THAT(
      FindingsIn("indicator;value;n;status;period\n"
                 "A;12,5 %;1,5;X;2025\n"
                 "A;1 23;99999999999999999999;1;2024\n"),
      ::testing::UnorderedElementsAre(
          "CSV_PERCENT 2:2 observations[0].value", "FILE_WHOLE_NUMBER 2:3 observations[0].n",
          "CSV_STATUS 2:4 observations[0].status", "CSV_THOUSANDS 3:2 observations[1].value",
          "FILE_OUT_OF_RANGE 3:3 observations[1].n", "CSV_PERIOD_MISMATCH 3:5 observations[1]"));
}

TEST(ReadCsvTest, PeriodMustAgreeWithTheReports) {
  v1::Report report;
  report.set_period("2024");
  const Loaded loaded =
      ReadCsv("indicator,period\nA,2025\nB,\nC,2025\n", "r.csv", DecimalMark::kDetect, &report);
  ASSERT_EQ(loaded.findings.size(), 1u);
  EXPECT_EQ(loaded.findings[0].code(), "CSV_PERIOD_MISMATCH");
  EXPECT_EQ(loaded.findings[0].expected(), "2024");
  EXPECT_EQ(loaded.findings[0].occurrences(), 2u);
  EXPECT_THAT(loaded.findings[0].also(), ElementsAre(2));
  EXPECT_EQ(report.period(), "2024");
}

TEST(ReadCsvTest, TruncatedFilesNameTheRow) {
  EXPECT_THAT(FindingsIn("indicator,value,comment\nA,1,x\nB,2"),
              ElementsAre("FILE_TRUNCATED 3:0 "));
  EXPECT_THAT(FindingsIn("indicator,value,comment\nA,1,x\nB,2,\"Rap"),
              ElementsAre("FILE_TRUNCATED 3:3 "));
  EXPECT_THAT(FindingsIn("indicator,value,comment\nA,1,x\nB,2,y"), IsEmpty());
  EXPECT_THAT(FindingsIn("indicator,\"val"), ElementsAre("FILE_TRUNCATED 1:2 "));
  EXPECT_THAT(FindingsIn("indicator,value\nA,\"1\"x\n"), Contains(StartsWith("CSV_QUOTE 2:2")));
}

TEST(ReadCsvTest, EmptyFiles) {
  for (const char* text : {"", "\n\r\n", "\xEF\xBB\xBF", "sep=;\n"}) {
    EXPECT_THAT(FindingsIn(text), ElementsAre("FILE_EMPTY 1:1 ")) << text;
  }
  EXPECT_EQ(MustRead("indicator,value\n").observations_size(), 0);
}

TEST(ReadCsvTest, PlacesAreCells) {
  v1::Report report;
  report.add_observations();
  const Loaded loaded =
      ReadCsv("indicator;;värde\nA;;1\n\nB;;2\n", "r.csv", DecimalMark::kDetect, &report);
  const auto cell = loaded.places.Find("observations[2].value");
  ASSERT_TRUE(cell);
  EXPECT_EQ(cell->file, "r.csv");
  EXPECT_EQ(cell->row, 4u);
  EXPECT_EQ(cell->column, 3u);
  EXPECT_EQ(loaded.places.Find("observations[2].numerator")->column, 0u);
  EXPECT_FALSE(loaded.places.Find("observations[0].value"));
}

TEST(ReadCsvTest, RowsAreBounded) {
  std::string text = "indicator\n";
  for (size_t i = 0; i <= limits::kFileListMax; ++i) text += "A\n";
  v1::Report report;
  const Loaded loaded = ReadCsv(text, "r.csv", DecimalMark::kDetect, &report);
  EXPECT_THAT(Summary(loaded),
              ElementsAre(StrCat("FILE_TOO_MANY_VALUES ", limits::kFileListMax + 2, ":0 ")));
  EXPECT_EQ(static_cast<size_t>(report.observations_size()), limits::kFileListMax);
}

TEST(ReadReportTest, JoinsFiles) {
  v1::Report report;
  const Loaded loaded = ReadReport({{"head.yaml", "organisation: eidar\nperiod: 2025\n"},
                                    {"figures.CSV", "indikator;värde;period\nEID-01;1,5;2025\n"},
                                    {"more.csv", "indicator,value\nEID-02,2\n"},
                                    {"deeds.json", "{\"activities\":[{\"title\":\"x\"}]}"}},
                                   DecimalMark::kDetect, &report);
  EXPECT_THAT(Summary(loaded), IsEmpty());
  EXPECT_EQ(report.organisation(), "eidar");
  ASSERT_EQ(report.observations_size(), 2);
  EXPECT_EQ(report.activities_size(), 1);
  EXPECT_EQ(loaded.places.Find("observations[0].value")->file, "figures.CSV");
  EXPECT_EQ(loaded.places.Find("observations[1].value")->file, "more.csv");
  EXPECT_EQ(loaded.places.Find("activities[0].title")->file, "deeds.json");
}

TEST(ReadReportTest, FilesThatContradictEachOther) {
  v1::Report report;
  const Loaded loaded = ReadReport({{"a.yaml", "period: 2025\ncomment: Förvaltningschef\n"},
                                    {"b.yaml", "period: 2025\ncomment: chef\n"}},
                                   DecimalMark::kDetect, &report);
  ASSERT_THAT(Summary(loaded), ElementsAre("FILE_CONFLICT 2:10 comment"));
  const v1::Finding& finding = loaded.findings[0];
  EXPECT_EQ(finding.location().file(), "b.yaml");
  EXPECT_THAT(finding.message().en(),
              ::testing::HasSubstr("“chef” here, “Förvaltningschef” earlier"));
  ASSERT_EQ(finding.related_size(), 1);
  EXPECT_EQ(finding.related(0).file(), "a.yaml");
  EXPECT_EQ(finding.related(0).row(), 2u);
}

TEST(ReadReportTest, OneBadFileHidesNoOther) {
  v1::Report report;
  const Loaded loaded = ReadReport(
      {{"a.yaml", "period: \"2025\n"}, {"b.csv", "indicator,value\nA,y\n"}, {"c.pdf", "%PDF"}},
      DecimalMark::kDetect, &report);
  EXPECT_THAT(Summary(loaded), ElementsAre(StartsWith("FILE_SYNTAX"), StartsWith("CSV_NUMBER 2:2"),
                                           StartsWith("FILE_KIND")));
  EXPECT_FALSE(loaded.ok());
}

TEST(ReadReportTest, EveryFindingSpeaksBothLanguages) {
  v1::Report report;
  const Loaded loaded = ReadReport(
      {{"a.csv", "indicator;value;x\nA;12 %;1\n"}, {"b.yaml", "perid: 2025\nsign_off: 1\n"}},
      DecimalMark::kDetect, &report);
  ASSERT_EQ(loaded.findings.size(), 4u);
  for (const v1::Finding& finding : loaded.findings) {
    for (const auto& text :
         {finding.message().sv(), finding.message().en(), finding.fix().sv(), finding.fix().en()}) {
      EXPECT_FALSE(text.empty()) << finding.code();
      EXPECT_THAT(text, ::testing::Not(::testing::ContainsRegex("[{](got|expected|field)[}]")));
    }
  }
}

}  // namespace
}  // namespace samlad::formats
