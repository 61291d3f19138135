// SPDX-License-Identifier: EUPL-1.2
//
// Reports in workbooks: as templates, and as people make them themselves.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/findings/finding.h"
#include "gateway/formats/readable_part.h"
#include "gateway/formats/report_reader.h"
#include "gateway/formats/workbook.h"
#include "tests/unit/formats/loading.h"
#include "tests/unit/formats/workbook_bytes.h"

namespace samlad::formats {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct ReadBook {
  v1::Report report;
  Loaded loaded;

  explicit ReadBook(const std::vector<SheetXml>& sheets)
      : ReadBook(ArchiveBytes(PartsOfSheets(sheets))) {}
  explicit ReadBook(const std::string& bytes, std::string_view name = "r.xlsx",
                    DecimalMark mark = DecimalMark::kDetect) {
    loaded = ReadReport({{std::string(name), bytes}}, mark, &report);
  }

  // "CODE Blad!D4 got" of each finding.
  std::vector<std::string> Told() const {
    std::vector<std::string> told;
    for (const v1::Finding& finding : loaded.findings) {
      const v1::Location& at = finding.location();
      EXPECT_EQ(at.file(), "r.xlsx") << finding.code();
      told.push_back(
          StrCat(finding.code(), " ",
                 at.sheet().empty() ? "" : SheetReference(at.sheet(), at.row(), at.column()), " ",
                 finding.got()));
    }
    return told;
  }
};

SheetXml Figures(const std::vector<std::vector<std::string>>& rows,
                 const std::vector<std::string>& headings = {"Nyckeltal", "Område", "Kön", "Värde",
                                                             "n", "Kommentar"}) {
  std::string xml = RowXml(1, headings);
  for (size_t i = 0; i < rows.size(); ++i) xml += RowXml(static_cast<int>(i + 2), rows[i]);
  return {.name = "Siffror", .rows = xml};
}

SheetXml About(const std::vector<std::vector<std::string>>& more = {},
               const std::string& version = "1") {
  std::string xml =
      StrCat(RowXml(1, {"samlad_template", version}), RowXml(2, {"catalogue_position", "7"}),
             RowXml(3, {"organisation", "eidar"}), RowXml(4, {"obligation", "eidar-annual"}),
             RowXml(5, {"period", "2025"}));
  for (size_t i = 0; i < more.size(); ++i) xml += RowXml(static_cast<int>(i + 6), more[i]);
  return {.name = "_samlad", .rows = xml, .before = {}, .after = {}, .state = "hidden"};
}

TEST(ReportWorkbookTest, ReadsAFilledTemplate) {
  const ReadBook read({
      {.name = "Läs först", .rows = RowXml(1, {"Årsrapport 2025 – Eidar"})},
      Figures({{"EID-01", "", "", "#72.900000000000006", "#2300"},
               {"EID-08", "", "", "#70"},
               {"EID-08", "", "Kvinnor", "#36"},
               {"EID-08", "", "Män", ""},
               {"EID-01", "Kronogården", "", "#64.7", "#318", "ny metod"},
               {"EID-12", "Kronogården"}}),
      {.name = "Aktiviteter",
       .rows = StrCat(RowXml(1, {"Id", "Titel", "Beskrivning", "Indikatorer"}),
                      RowXml(2, {"jobb", "Sommarjobb", "Sjuttio unga", "EID-08 EID-01"}))},
      {.name = "Projektuppföljning",
       .rows = StrCat(RowXml(1, {"Projekt", "(Projektets namn)", "Status", "Förbrukat kr"}),
                      RowXml(2, {"tryggt", "Trygga gårdar", "Enligt plan", "#410000"}),
                      RowXml(3, {"ljus", "Ljusa gårdar"}))},
      {.name = "Underskrift",
       .rows = StrCat(RowXml(1, {"Namn", "Eva Exempel"}), RowXml(2, {"Titel", "VD"}),
                      RowXml(3, {"Datum (ÅÅÅÅ-MM-DD)", "<c r=\"B3\" s=\"2\"><v>46064</v></c>"}),
                      RowXml(4, {"Kommentar till rapporten", "Allt är med."}),
                      RowXml(5, {"Skäl till ändring", "Rättelse"}))},
      About({{"area", "KRONOGARDEN", "Kronogården"},
             {"sex", "F", "Kvinnor"},
             {"sex", "M", "Män"},
             {"project_status", "on_plan", "Enligt plan"}}),
  });
  EXPECT_THAT(read.Told(), ElementsAre("WORKBOOK_ROWS_UNFILLED Siffror!5:5 2",
                                       "WORKBOOK_ROWS_UNFILLED Projektuppföljning!3:3 1"));
  const v1::Report& report = read.report;
  EXPECT_EQ(report.organisation(), "eidar");
  EXPECT_EQ(report.obligation(), "eidar-annual");
  EXPECT_EQ(report.period(), "2025");
  ASSERT_EQ(report.observations_size(), 4);
  EXPECT_EQ(report.observations(0).value(), "72.9");
  EXPECT_EQ(report.observations(0).n(), 2300);
  EXPECT_EQ(report.observations(2).sex(), "F");
  EXPECT_EQ(report.observations(3).area(), "KRONOGARDEN");
  EXPECT_EQ(report.observations(3).comment(), "ny metod");
  ASSERT_EQ(report.activities_size(), 1);
  EXPECT_EQ(report.activities(0).indicators_size(), 2);
  ASSERT_EQ(report.follow_ups_size(), 1);
  EXPECT_EQ(report.follow_ups(0).status(), v1::PROJECT_STATUS_ON_PLAN);
  EXPECT_EQ(report.follow_ups(0).spent_sek(), 410000);
  EXPECT_EQ(report.sign_off().name(), "Eva Exempel");
  EXPECT_EQ(report.sign_off().title(), "VD");
  EXPECT_EQ(report.sign_off().date(), "2026-02-11");
  EXPECT_EQ(report.comment(), "Allt är med.");
  EXPECT_EQ(report.reason(), v1::REVISION_REASON_CORRECTION);
  ASSERT_EQ(read.loaded.templates.size(), 1u);
  EXPECT_EQ(read.loaded.templates[0].catalogue_position, 7u);
  const auto place = read.loaded.places.Find("observations[3].value");
  ASSERT_TRUE(place);
  EXPECT_EQ(SheetReference(place->sheet, place->row, place->column), "Siffror!D6");
  EXPECT_EQ(read.loaded.places.Find("sign_off.date")->sheet, "Underskrift");
}

TEST(ReportWorkbookTest, ReadsAPlainSheetWithTheHeadingsOfCsv) {
  const std::string bytes = WorkbookBytes(
      {{"Blad 1",
        {{"Rapport till staden"}, {}, {"indicator", "value", "n"}, {"A", "#1.5", "#7"}}}});
  for (const char* name : {"r.xlsx", "r.XLSX", "r.xlsm"}) {
    const ReadBook read(bytes, name);
    ASSERT_EQ(read.report.observations_size(), 1) << name;
    EXPECT_EQ(read.report.observations(0).value(), "1.5");
    ASSERT_EQ(read.loaded.findings.size(), 1u);
    EXPECT_EQ(read.loaded.findings[0].code(), "WORKBOOK_ROWS_ABOVE");
    EXPECT_EQ(read.loaded.headings.front().written, "indicator");
  }
}

// None of them may become a figure that the sender does not see.
TEST(ReportWorkbookTest, CellsThatAreNoNumbers) {
  const ReadBook read({Figures({{"A", "", "", "<c r=\"D2\" s=\"1\"><v>0.72899999999999998</v></c>"},
                                {"B", "", "", "<c r=\"D3\" s=\"2\"><v>46223</v></c>"},
                                {"C", "", "", "<c r=\"D4\"><f>SUM(D2:D3)</f></c>"},
                                {"D", "", "", "<c r=\"D5\" t=\"e\"><v>#N/A</v></c>"},
                                {"E", "", "", "<c r=\"D6\" t=\"b\"><v>1</v></c>"},
                                {"F", "", "", "<c r=\"D7\"><f>36+34</f><v>70</v></c>"},
                                {"G", "", "", "", "#2300.5"},
                                {"H", "<c r=\"B9\"><f>A1</f></c>", "", "#1"},
                                {"I", "", "", "#1", "", "<c r=\"F10\" t=\"e\"><v>#REF!</v></c>"},
                                {"J", "<c r=\"B11\" s=\"2\"><v>46218</v></c>", "", "#1", "",
                                 "<c r=\"F11\" s=\"1\"><v>0.1</v></c>"}})});
  EXPECT_THAT(
      read.Told(),
      ElementsAre("WORKBOOK_CELL_PERCENT Siffror!D2 72.9 %", "CSV_DATE Siffror!D3 2026-07-20",
                  "WORKBOOK_CELL_FORMULA Siffror!D4 ", "FILE_SPREADSHEET_ERROR Siffror!D5 #N/A",
                  "CSV_NUMBER Siffror!D6 TRUE", "FILE_WHOLE_NUMBER Siffror!E8 2300.5",
                  "WORKBOOK_CELL_FORMULA Siffror!B9 ", "FILE_SPREADSHEET_ERROR Siffror!F10 #REF!"));
  EXPECT_THAT(read.loaded.findings[0].message().sv(), HasSubstr("visar 72,9 %,"));
  EXPECT_THAT(read.loaded.findings[0].fix().sv(), HasSubstr("enhet: 72,9 om"));
  EXPECT_THAT(read.loaded.findings[0].fix().en(), HasSubstr("unit: 72.9 if"));
  EXPECT_THAT(read.loaded.findings[1].fix().sv(), HasSubstr("som 12,5."));
  for (const int row : {0, 1, 2, 3, 4}) EXPECT_EQ(read.report.observations(row).value(), "") << row;
  EXPECT_EQ(read.report.observations(5).value(), "70");
  EXPECT_EQ(read.report.observations(9).area(), "2026-07-15");
  EXPECT_EQ(read.report.observations(9).comment(), "10 %");
}

TEST(ReportWorkbookTest, NumbersAsTextAndComputedNumbers) {
  const ReadBook read({Figures({{"A", "", "", "72,9", "2 300"},
                                {"B", "", "", "72.9"},
                                {"C", "", "", "1,412"},
                                {"D", "", "", "1.412"},
                                {"E", "", "", "0,412"},
                                {"F", "", "", "1.234,5"},
                                {"G", "", "", "#72.857142857142861"},
                                {"H", "", "", "42,8 %"},
                                {"I", "", "", "#-0.99999949999999997"}})});
  EXPECT_THAT(read.Told(), ElementsAre("WORKBOOK_NUMBER_AS_TEXT Siffror!D4 1,412",
                                       "CSV_PERCENT Siffror!D9 42,8 %",
                                       "WORKBOOK_CELL_ROUNDED Siffror!D8 72.8571428571429"));
  EXPECT_EQ(read.loaded.findings[0].occurrences(), 3u);
  EXPECT_EQ(read.loaded.findings[1].expected(), "42,8");
  EXPECT_EQ(read.report.observations(0).value(), "72.9");
  EXPECT_EQ(read.report.observations(0).n(), 2300);
  EXPECT_EQ(read.report.observations(1).value(), "72.9");
  EXPECT_EQ(read.report.observations(4).value(), "0.412");
  EXPECT_EQ(read.report.observations(6).value(), "72.857143");
  EXPECT_EQ(read.report.observations(8).value(), "-1");
  const ReadBook comma(WorkbookBytes({{"B", {{"indikator", "värde"}, {"A", "1,412"}}}}), "r.xlsx",
                       DecimalMark::kComma);
  EXPECT_THAT(comma.Told(), IsEmpty());
  EXPECT_EQ(comma.report.observations(0).value(), "1.412");
}

TEST(ReportWorkbookTest, HiddenRowsColumnsAndSheetsAreTold) {
  SheetXml sheet = Figures({{"A", "", "", "#1"}});
  sheet.rows +=
      RowXml(3, {"A", "", "F", "#2"}, "hidden=\"1\"") + RowXml(4, {"A", "", "M"}, "hidden=\"1\"");
  sheet.before = "<cols><col min=\"3\" max=\"5\" hidden=\"1\"/></cols>";
  const ReadBook read({sheet,
                       {.name = "Mer",
                        .rows = RowXml(1, {"indikator", "värde"}) + RowXml(2, {"B", "#1"}),
                        .before = {},
                        .after = {},
                        .state = "veryHidden"},
                       {.name = "Listor",
                        .rows = RowXml(1, {"ja", "nej"}),
                        .before = {},
                        .after = {},
                        .state = "hidden"}});
  EXPECT_THAT(
      read.Told(),
      ElementsAre("WORKBOOK_ROWS_UNFILLED Siffror!4:4 1", "WORKBOOK_HIDDEN_ROWS Siffror!3:3 1",
                  "WORKBOOK_HIDDEN_COLUMNS Siffror!C1 C, D", "WORKBOOK_HIDDEN_SHEET Mer Mer",
                  "WORKBOOK_SHEET_UNREAD Listor Listor"));
  EXPECT_EQ(read.report.observations_size(), 2);
}

// The lower cells would be read as the total.
TEST(ReportWorkbookTest, MergedCellsAreNotFilledFromAbove) {
  SheetXml sheet = Figures({{"A", "X", "", "#1"},
                            {"A", "", "F", "#2"},
                            {"A", "", "M", "#3"},
                            {"B", "", "", "#4"},
                            {"C", "", "", "#5"}});
  sheet.after =
      "<mergeCells><mergeCell ref=\"B2:B4\"/><mergeCell ref=\"A5:B5\"/>"
      "<mergeCell ref=\"H2:H4\"/><mergeCell ref=\"A1:F1\"/></mergeCells>";
  const ReadBook read({sheet});
  EXPECT_THAT(read.Told(), ElementsAre("WORKBOOK_CELL_MERGED Siffror!B2 B2:B4",
                                       "WORKBOOK_CELL_MERGED Siffror!A5 A5:B5"));
  EXPECT_EQ(read.loaded.findings[0].occurrences(), 3u);
  const ReadablePart part(read.loaded, read.loaded.places, read.report);
  EXPECT_EQ(part.report().observations_size(), 1);
}

TEST(ReportWorkbookTest, ColumnsAndSheetsThatAreNotKnown) {
  const ReadBook read({Figures({{"A", "Lextorp", "#57", "utanför"}},
                               {"indikator", "stadsdel", "värde", "", "(anteckning)"}),
                       {.name = "Anteckningar", .rows = RowXml(1, {"Ring Eva"})},
                       {.name = "Tomt", .rows = ""}});
  EXPECT_THAT(read.Told(), ElementsAre("CSV_UNKNOWN_COLUMN Siffror!B1 stadsdel",
                                       "CSV_COLUMN_NAMELESS Siffror!D1 D",
                                       "WORKBOOK_SHEET_UNREAD Anteckningar Anteckningar"));
  EXPECT_THAT(ReadBook({{.name = "Ett", .rows = RowXml(1, {"hej"})},
                        {.name = "Två", .rows = RowXml(1, {"Status", "okänt"})}})
                  .Told(),
              ElementsAre("WORKBOOK_NO_TABLE  Ett, Två"));
  EXPECT_THAT(ReadBook({Figures({{"R", "#1"}}, {"DATAFLOW", "OBS_VALUE"})}).Told(),
              ElementsAre("CSV_SDMX Siffror!1:1 DATAFLOW, OBS_VALUE"));
}

TEST(ReportWorkbookTest, TemplatesOfOtherVersionsAndForOtherReports) {
  const SheetXml figures = Figures({{"A", "", "", "#1"}});
  EXPECT_THAT(ReadBook({figures, About({}, "2")}).Told(),
              ElementsAre("TEMPLATE_VERSION _samlad!B1 2"));
  EXPECT_THAT(ReadBook({figures, About({}, "x")}).Told(),
              ElementsAre("TEMPLATE_DAMAGED _samlad!B1 x"));
  EXPECT_THAT(
      ReadBook({figures, {.name = "_samlad", .rows = RowXml(1, {"samlad_template", "1"})}}).Told(),
      ElementsAre("TEMPLATE_DAMAGED _samlad!B1 organisation, obligation, period"));

  // Whichever comes first, the template is named, because nobody sees its sheet.
  const ReportFile book{"r.xlsx", ArchiveBytes(PartsOfSheets({figures, About()}))};
  const ReportFile head{"h.yaml", "organisation: Eidar\nperiod: \"2024\"\n"};
  for (const bool first : {true, false}) {
    v1::Report report;
    const Loaded loaded = ReadReport(first ? std::vector{book, head} : std::vector{head, book},
                                     DecimalMark::kDetect, &report);
    std::vector<const v1::Finding*> conflicts;
    for (const v1::Finding& finding : loaded.findings) {
      if (finding.code() == "TEMPLATE_CONFLICT" && finding.location().field() == "period") {
        conflicts.push_back(&finding);
      }
    }
    ASSERT_EQ(conflicts.size(), 1u) << first;
    EXPECT_EQ(conflicts[0]->got(), "2025");
    EXPECT_EQ(conflicts[0]->expected(), "2024");
    ASSERT_EQ(conflicts[0]->related_size(), 1);
    EXPECT_FALSE(loaded.ok());
  }
  EXPECT_THAT(
      ReadBook({Figures({{"A", "2024", "#1"}}, {"indikator", "period", "värde"}), About()}).Told(),
      ElementsAre("CSV_PERIOD_MISMATCH Siffror!B2 2024"));
}

// A name that stands for several codes is left for the catalogue, which knows the
// indicator; a code stands for itself.
TEST(ReportWorkbookTest, NamesOfATemplate) {
  const ReadBook read({Figures({{"A", "F", "Totalt", "#1"}, {"B", "södra", "", "#1"}},
                               {"indikator", "kategori", "kön", "värde"}),
                       About({{"category", "F", "Mark"},
                              {"category", "M", "F"},
                              {"category", "s1", "Södra"},
                              {"category", "s2", "Södra"},
                              {"sex", "_T", "Totalt"}})});
  EXPECT_THAT(read.Told(), IsEmpty());
  EXPECT_EQ(read.report.observations(0).category(), "F");
  EXPECT_EQ(read.report.observations(0).sex(), "_T");
  EXPECT_EQ(read.report.observations(1).category(), "södra");
}

TEST(ReportWorkbookTest, SignOffAsPeopleWriteIt) {
  const ReadBook read(
      {Figures({{"A", "", "", "#1"}}),
       {.name = "Blad2",
        .rows =
            StrCat(RowXml(1, {"Underskrift"}), RowXml(2, {"Namn:", "Eva"}),
                   RowXml(3, {"Roll", "VD", "(stadens titel)"}), RowXml(4, {"Datum", "2026-02-11"}),
                   RowXml(5, {"Telefon", "0520-49 70 00"}), RowXml(6, {"Skäl", "för sent"}))}});
  EXPECT_THAT(read.Told(), ElementsAre("FILE_WRONG_TYPE Blad2!B6 för sent",
                                       "WORKBOOK_LABEL_UNKNOWN Blad2!B5 Telefon 0520-49 70 00"));
  EXPECT_EQ(read.report.sign_off().name(), "Eva");
  EXPECT_EQ(read.report.sign_off().title(), "VD");
  EXPECT_EQ(read.report.sign_off().date(), "2026-02-11");
}

TEST(ReportWorkbookTest, WhatIsMissingIsWhereTheTemplateAsksForIt) {
  const ReadBook read(
      {Figures({{"EID-01", "Kronogården"}, {"EID-08"}, {"EID-08"}}),
       {.name = "Underskrift",
        .rows = StrCat(RowXml(1, {"Namn", "Eva"}), RowXml(2, {"Titel"}),
                       RowXml(3, {"Datum (ÅÅÅÅ-MM-DD)"}), RowXml(5, {"Skäl till ändring"}))},
       About()});
  std::vector<v1::Finding> findings = {
      domain::MakeFinding("SIGN_OFF_MISSING", "sign_off", "", ""),
      domain::MakeFinding("REPORT_REASON_MISSING", "reason", "", "")};
  for (const char* indicator : {"EID-08", "EID-01"}) {
    v1::FindingKey key;
    key.set_indicator(indicator);
    findings.push_back(
        domain::MakeFinding("OBS_MANDATORY_MISSING", "observations", "", indicator, &key));
  }
  read.loaded.places.Locate(findings);
  std::vector<std::string> places;
  for (const v1::Finding& finding : findings) {
    const v1::Location& at = finding.location();
    places.push_back(SheetReference(at.sheet(), at.row(), at.column()));
  }
  places.pop_back();
  EXPECT_THAT(places, ElementsAre("Underskrift!B3", "Underskrift!B5", "Siffror!3:3"));
  EXPECT_EQ(findings.back().location().file(), "") << "only a part of EID-01 is asked for";
  EXPECT_FALSE(read.report.sign_off().name().empty());
}

TEST(ReportWorkbookTest, AnEmptySheetLeavesTheSignOffOfAnotherFileInPlace) {
  v1::Report report;
  const Loaded loaded = ReadReport(
      {{"head.yaml", "sign_off: {name: Eva, date: 2026-02-11}\nreason: late\n"},
       {"r.xlsx",
        ArchiveBytes(PartsOfSheets(
            {Figures({{"A", "", "", "#1"}}),
             {.name = "Underskrift",
              .rows = StrCat(RowXml(1, {"Namn"}), RowXml(2, {"Datum"}), RowXml(3, {"Skäl"}))}}))}},
      DecimalMark::kDetect, &report);
  for (const char* field : {"sign_off", "sign_off.name", "sign_off.date", "reason"}) {
    EXPECT_EQ(loaded.places.Find(field)->file, "head.yaml") << field;
  }
}

TEST(ReportWorkbookTest, WhatIsNoWorkbookIsNamed) {
  const auto only = [](const std::string& bytes, std::string_view name = "r.xlsx") {
    v1::Report report;
    const Loaded loaded = ReadReport({{std::string(name), bytes}}, DecimalMark::kDetect, &report);
    return loaded.findings.size() == 1 ? loaded.findings[0].code() : "";
  };
  const std::string old = StrCat("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", std::string(600, '\0'));
  EXPECT_EQ(only(old), "FILE_OLD_WORKBOOK");
  EXPECT_EQ(only(old, "r.xls"), "FILE_OLD_WORKBOOK");
  EXPECT_EQ(only(ArchiveBytes({{"mimetype", "x"}, {"content.xml", "<x/>"}}), "r.ods"),
            "FILE_OPEN_DOCUMENT");
  EXPECT_EQ(only("indikator;värde\nA;1\n"), "FILE_WORKBOOK");
  EXPECT_EQ(only(""), "FILE_EMPTY");
  const std::string whole = WorkbookBytes({{"B", {{"indikator", "värde"}, {"A", "#1"}}}});
  EXPECT_EQ(ReadBook(whole, "r.csv").report.observations_size(), 1) << "another ending";
  EXPECT_EQ(only(whole.substr(0, whole.size() / 2)), "FILE_WORKBOOK");
}

TEST(ReportWorkbookTest, WhatUnpacksToMoreThanABoundIsTold) {
  auto parts = PartsOfSheets({Figures({{"A", "", "", "#1"}})});
  parts["xl/worksheets/sheet1.xml"] = StrCat(
      "<worksheet><sheetData>", std::string(limits::kWorkbookPartBytesMax, ' '), "</sheetData>");
  EXPECT_THAT(ReadBook(ArchiveBytes(parts)).Told(),
              ElementsAre(HasSubstr("WORKBOOK_TOO_LARGE  xl/worksheets/sheet1.xml")));

  // Each part is small enough, all together are not.
  std::vector<SheetXml> many;
  const std::string blanks(limits::kWorkbookPartBytesMax - 1000, ' ');
  for (int i = 0; i < 5; ++i) many.push_back({.name = StrCat("B", i), .rows = blanks});
  EXPECT_THAT(ReadBook(many).Told(), Contains(HasSubstr("WORKBOOK_TOO_LARGE  its parts")));
  EXPECT_THAT(
      ReadBook(std::vector<SheetXml>(limits::kWorkbookSheetsMax + 1, {.name = "B", .rows = ""}))
          .Told(),
      ElementsAre(HasSubstr("WORKBOOK_TOO_LARGE  it has more than")));
  EXPECT_THAT(ReadBook({Figures({{"A", "<c r=\"XFD2\"><v>1</v></c>"}})}).Told(),
              ElementsAre("FILE_TOO_MANY_VALUES Siffror!XFD1 XFD"));
}

// Nothing outside the file is read, and nothing in it is expanded.
TEST(ReportWorkbookTest, EntitiesAndLinksStayWhatTheyAre) {
  auto parts = PartsOfSheets({Figures({{"A", "", "", "#1", "", "&b;&b;"}})});
  parts["xl/worksheets/sheet1.xml"].insert(
      0,
      "<!DOCTYPE w [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">"
      "<!ENTITY c SYSTEM \"file:///etc/passwd\">]>");
  const ReadBook read(ArchiveBytes(parts));
  EXPECT_THAT(read.Told(), IsEmpty());
  EXPECT_EQ(read.report.observations(0).comment(), "&b;&b;");

  parts = PartsOfSheets({Figures({{"A", "", "", "#1"}})});
  parts["xl/_rels/workbook.xml.rels"] =
      "<Relationships><Relationship Id=\"rId1\" Target=\"file:///etc/passwd\" "
      "TargetMode=\"External\"/></Relationships>";
  EXPECT_THAT(ReadBook(ArchiveBytes(parts)).Told(), ElementsAre(HasSubstr("FILE_WORKBOOK ")));
}

// Text that a spreadsheet would take for a formula is text; whoever writes it into a
// table guards it.
TEST(ReportWorkbookTest, TextLikeAFormulaIsKept) {
  const ReadBook read(
      {Figures({{"A", "", "", "#-3.4", "", "=HYPERLINK(1)"}, {"B", "", "", "=1+1", "", "-"}})});
  EXPECT_THAT(read.Told(), ElementsAre("CSV_NUMBER Siffror!D3 =1+1"));
  EXPECT_EQ(read.report.observations(0).value(), "-3.4");
  EXPECT_EQ(read.report.observations(0).comment(), "=HYPERLINK(1)");
}

TEST(ReportWorkbookTest, RowsInAnyOrderOfSeveralSheetsAndFiles) {
  const SheetXml first = Figures({{"B", "", "", "#2"}, {}, {"", "", "", ""}, {"A", "", "", "#1"}});
  SheetXml second = Figures({{"C", "", "", "#3"}});
  second.name = "Mer";
  const std::string bytes = ArchiveBytes(PartsOfSheets({first, second}));
  v1::Report report;
  const Loaded loaded = ReadReport(
      {{"h.yaml", "organisation: o\n"}, {"r.xlsx", bytes}, {"f.csv", "indikator;värde\nD;4\n"}},
      DecimalMark::kDetect, &report);
  EXPECT_THAT(Findings(loaded), IsEmpty());
  std::vector<std::string> indicators;
  for (const v1::Observation& row : report.observations()) indicators.push_back(row.indicator());
  EXPECT_THAT(indicators, ElementsAre("B", "A", "C", "D"));
  EXPECT_EQ(loaded.places.Find("observations[1]")->row, 5u);
  EXPECT_EQ(loaded.places.Find("observations[2]")->sheet, "Mer");
  EXPECT_EQ(loaded.places.Find("observations[3]")->sheet, "");
}

// What only the catalogue knows is said of the template, too.
TEST(ReportWorkbookTest, ATemplateOfAnotherGatewayIsNamed) {
  v1::Finding unknown = domain::MakeFinding("ORGANISATION_UNKNOWN", "organisation", "eidar", "");
  unknown.mutable_location()->set_sheet("_samlad");
  unknown.mutable_location()->set_row(3);
  std::vector<v1::Finding> findings{unknown};
  UseSendersHeadings({}, findings);
  EXPECT_EQ(findings[0].code(), "TEMPLATE_FOREIGN");
  EXPECT_EQ(findings[0].got(), "eidar");
  EXPECT_EQ(findings[0].location().row(), 3u);
}

TEST(ReportWorkbookTest, NamesOfCellsAsSpreadsheetsWriteThem) {
  EXPECT_EQ(SheetReference("Nyckeltal", 4, 4), "Nyckeltal!D4");
  EXPECT_EQ(SheetReference("Åtgärder", 4, 0), "Åtgärder!4:4");
  EXPECT_EQ(SheetReference("Blad1", 0, 0), "Blad1");
  EXPECT_EQ(SheetReference("Vår data", 1, 27), "'Vår data'!AA1");
  EXPECT_EQ(SheetReference("Eva's", 1, 1), "'Eva''s'!A1");
  for (const char* odd : {"2025", "EID1", "R1C1", "rc", "a-b", ""}) {
    EXPECT_TRUE(SheetReference(odd, 1, 1).starts_with("'")) << odd;
  }
}

}  // namespace
}  // namespace samlad::formats
