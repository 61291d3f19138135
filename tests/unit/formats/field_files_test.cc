// SPDX-License-Identifier: EUPL-1.2
//
// Files as people and other programs really leave them: what is read, and what
// is named instead of guessed.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "gateway/base/strings.h"
#include "gateway/formats/report_reader.h"
#include "tests/unit/formats/loading.h"

namespace samlad::formats {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

struct Read {
  v1::Report report;
  Loaded loaded;

  explicit Read(std::string_view text, DecimalMark mark = DecimalMark::kDetect) {
    loaded = ReadCsv(text, "r.csv", mark, &report);
  }
  explicit Read(const char* name, std::string_view text) {
    loaded = ReadReport({{name, std::string(text)}}, DecimalMark::kDetect, &report);
  }
  std::vector<std::string> All() const { return Findings(loaded); }
  v1::Finding Only() const {
    EXPECT_EQ(loaded.findings.size(), 1u) << ::testing::PrintToString(All());
    return loaded.findings.empty() ? v1::Finding() : loaded.findings.front();
  }
};

// A file, and its only finding as "CODE row:column field got".
struct FileCase {
  const char* text;
  const char* finding;
};

void PrintTo(const FileCase& c, std::ostream* out) { *out << c.text; }

std::string Described(const v1::Finding& finding) {
  const v1::Location& at = finding.location();
  return StrCat(finding.code(), " ", at.row(), ":", at.column(), " ", at.field(), " ",
                finding.got());
}

class FieldCsvTest : public ::testing::TestWithParam<FileCase> {};

TEST_P(FieldCsvTest, HasOneCause) {
  const Read read(GetParam().text);
  EXPECT_EQ(Described(read.Only()), GetParam().finding);
}

INSTANTIATE_TEST_SUITE_P(
    Columns, FieldCsvTest,
    ::testing::Values(
        FileCase{"indikator;stadsdel;värde\nA;Lextorp;57\n",
                 "CSV_UNKNOWN_COLUMN 1:2 observations[0] stadsdel"},
        FileCase{"indikator;åldersgrupp;värde\nA;;57\nA;7-15;38\n",
                 "CSV_UNKNOWN_COLUMN 1:2 observations[1] åldersgrupp"},
        FileCase{"indikator;bolag;värde\nA;b;1\n", "CSV_UNKNOWN_COLUMN 1:2 observations[0] bolag"},
        FileCase{"indikator;månad;värde\nA;jan;1\n",
                 "CSV_UNKNOWN_COLUMN 1:2 observations[0] månad"},
        FileCase{"indikator;enhet;värde\nA;e;1\n", "CSV_UNKNOWN_COLUMN 1:2 observations[0] enhet"},
        FileCase{"indikator;;värde\nA;Lextorp;1\n", "CSV_COLUMN_NAMELESS 1:2 observations[0] B"},
        FileCase{"indikator;värde;\nA;1;Lextorp\n", "CSV_COLUMN_NAMELESS 1:3 observations[0] C"},
        FileCase{"indikator;värde;stadsdel\nA;1;\n", "CSV_COLUMN_EMPTY 1:3  stadsdel"},
        FileCase{"action,indicator,value\nR,A,70\nD,B,4\n",
                 "CSV_ACTION 1:1 observations[0] action"},
        FileCase{"STRUCTURE,STRUCTURE_ID,ACTION,INDICATOR,OBS_VALUE\ndataflow,X,R,A,1\n",
                 "CSV_SDMX 1:0  STRUCTURE, STRUCTURE_ID, ACTION, INDICATOR, OBS_VALUE"},
        FileCase{"DATAFLOW,INDICATOR,TIME_PERIOD,OBS_VALUE\nX,A,2025,1\n",
                 "CSV_SDMX 1:0  DATAFLOW, INDICATOR, TIME_PERIOD, OBS_VALUE"},
        FileCase{"projekt;status;förbrukat tkr\np;enligt plan;410,5\n",
                 "CSV_COLUMN_UNIT 1:3 follow_ups[0] förbrukat tkr"},
        FileCase{"projekt;status;förbrukat (mkr)\np;enligt plan;1\n",
                 "CSV_COLUMN_UNIT 1:3 follow_ups[0] förbrukat (mkr)"},
        FileCase{"project,status,spent_ksek\np,stopped,1\n",
                 "CSV_COLUMN_UNIT 1:3 follow_ups[0] spent_ksek"},
        FileCase{"projekt;status;förbrukat 1000 kr\np;klar;410\n",
                 "CSV_COLUMN_UNIT 1:3 follow_ups[0] förbrukat 1000 kr"},
        FileCase{"projekt;status;förbrukat kr (1 000-tal)\np;klar;410\n",
                 "CSV_COLUMN_UNIT 1:3 follow_ups[0] förbrukat kr (1 000-tal)"},
        FileCase{"indikator;värde tkr\nA;1\n", "CSV_COLUMN_UNIT 1:2 observations[0] värde tkr"}));

INSTANTIATE_TEST_SUITE_P(
    Cells, FieldCsvTest,
    ::testing::Values(
        FileCase{"indikator;källa\nA;#SAKNAS!\n",
                 "FILE_SPREADSHEET_ERROR 2:2 observations[0].source #SAKNAS!"},
        FileCase{"indikator;kommentar\nA;#VÄRDEFEL!\n",
                 "FILE_SPREADSHEET_ERROR 2:2 observations[0].comment #VÄRDEFEL!"},
        FileCase{"indikator;område\nA;#REFERENS!\n",
                 "FILE_SPREADSHEET_ERROR 2:2 observations[0].area #REFERENS!"},
        FileCase{"indikator;värde\n#NAMN?;1\n",
                 "FILE_SPREADSHEET_ERROR 2:1 observations[0].indicator #NAMN?"},
        FileCase{"indikator;värde\nA;#DIVISION/0!\n",
                 "FILE_SPREADSHEET_ERROR 2:2 observations[0].value #DIVISION/0!"},
        FileCase{"indikator;kön\nA;########\n",
                 "FILE_SPREADSHEET_ERROR 2:2 observations[0].sex ########"},
        FileCase{"indikator;status\nA;#N/A\n",
                 "FILE_SPREADSHEET_ERROR 2:2 observations[0].status #N/A"},
        FileCase{"titel;indikatorer\nx;EID-01 #REF!\n",
                 "FILE_SPREADSHEET_ERROR 2:2 activities[0].indicators #REF!"},
        FileCase{"indikator;n\nA;2300,5\n", "FILE_WHOLE_NUMBER 2:2 observations[0].n 2300,5"},
        FileCase{"indikator;version\nA;1,5\n",
                 "FILE_WHOLE_NUMBER 2:2 observations[0].indicator_version 1,5"},
        FileCase{"indikator;n\nA;1e3\n", "CSV_NUMBER 2:2 observations[0].n 1e3"},
        FileCase{"projekt;status;förbrukat kr\np;klar;410 000,50\n",
                 "FILE_MONEY 2:3 follow_ups[0].spent_sek 410 000,50"},
        FileCase{"projekt;status;förbrukat kr\np;klar;410 000 kr\n",
                 "FILE_MONEY 2:3 follow_ups[0].spent_sek 410 000 kr"},
        FileCase{"indikator;värde\nA;057\n", "CSV_NUMBER_DIGITS 2:2 observations[0].value 057"},
        FileCase{"indikator;värde\nA;12 st\n", "CSV_UNIT 2:2 observations[0].value 12 st"},
        FileCase{"indikator;värde\nA;2026-07-15\n",
                 "CSV_DATE 2:2 observations[0].value 2026-07-15"},
        FileCase{"indikator;värde\nA;15-jul\n", "CSV_DATE 2:2 observations[0].value 15-jul"},
        FileCase{"indikator;värde\nEID\u201108;1\n",
                 "FILE_INVISIBLE_CHARACTER 2:1 observations[0].indicator EID<U+2011>08"},
        FileCase{"indikator;kön;värde\n\u200BEID-08;K;1\n",
                 "FILE_INVISIBLE_CHARACTER 2:1 observations[0].indicator <U+200B>EID-08"},
        FileCase{"indikator;område\nA;SYLTE\u00AD\n",
                 "FILE_INVISIBLE_CHARACTER 2:2 observations[0].area SYLTE<U+00AD>"},
        FileCase{"indikator;värde\n\u0415ID-08;1\n",
                 "FILE_INVISIBLE_CHARACTER 2:1 observations[0].indicator <U+0415>ID-08"},
        FileCase{"indikator;v\u00ADärde\nA;1\n", "FILE_INVISIBLE_CHARACTER 1:2  v<U+00AD>ärde"}));

class FieldSymbolTest : public ::testing::TestWithParam<const char*> {};

TEST_P(FieldSymbolTest, IsNeverZero) {
  const Read read(StrCat("indikator;värde\nA;", GetParam(), "\n"));
  EXPECT_EQ(read.Only().code(), "CSV_SYMBOL");
  EXPECT_THAT(read.Only().fix().sv(), HasSubstr("Skriv 0"));
  EXPECT_EQ(read.report.observations(0).value(), "");
}

INSTANTIATE_TEST_SUITE_P(Signs, FieldSymbolTest,
                         ::testing::Values("..", ".", "...", "…", "-", "–", "—", "−", "x", "X",
                                           "NaN", "[c]", "*", "n/a", "saknas"));

TEST(FieldFilesTest, OneFindingSaysThatAllDecimalsHaveTheOtherMark) {
  constexpr std::string_view kPoints =
      "nyckeltal;område;värde;täljare\nA;;72.9;\nA;X;64.125;\nB;;;4.5\nC;;4;\n";
  const v1::Finding points = Read(kPoints).Only();
  EXPECT_EQ(Described(points), "CSV_DECIMAL_POINTS 2:3 observations[0] 72.9");
  EXPECT_EQ(points.expected(), ";");
  EXPECT_EQ(points.occurrences(), 3u);
  EXPECT_THAT(points.also(), ElementsAre(1, 2));
  EXPECT_THAT(points.fix().sv(), HasSubstr("--decimal point"));
  const Read meant(kPoints, DecimalMark::kPoint);
  EXPECT_THAT(meant.All(), IsEmpty());
  EXPECT_EQ(meant.report.observations(1).value(), "64.125");

  constexpr std::string_view kCommas = "indicator,value\nA,\"72,9\"\nB,4\nC,\"64,7\"\n";
  EXPECT_EQ(Described(Read(kCommas).Only()), "CSV_DECIMAL_COMMAS 2:2 observations[0] 72,9");
  EXPECT_THAT(Read(kCommas, DecimalMark::kComma).All(), IsEmpty());
}

TEST(FieldFilesTest, AMarkThatMayBeOneOfThousandsIsNotDecimal) {
  const Read thousands("indicator,value\nA,\"1,412\"\nB,\"1,018\"\n");
  EXPECT_THAT(thousands.All(), ElementsAre("CSV_DECIMAL_MARK 2:2 observations[0].value"));
  EXPECT_EQ(thousands.report.observations(0).value(), "");
  const Read both("indikator;värde\nA;72,9\nB;64.7\n");
  EXPECT_THAT(both.All(), ElementsAre("CSV_DECIMAL_MARK 3:2 observations[1].value"));
}

TEST(FieldFilesTest, WholeNumbersMayEndInZeroDecimals) {
  const Read csv("indicator,indicator_version,value,n\nA,2.0,72.9,2300.0\n");
  EXPECT_THAT(csv.All(), IsEmpty());
  EXPECT_EQ(csv.report.observations(0).n(), 2300);
  EXPECT_EQ(csv.report.observations(0).indicator_version(), 2u);
  const Read yaml("r.yaml",
                  "observations: [{indicator: A, n: 318.0}]\n"
                  "follow_ups: [{project: p, spent_sek: 410000.00}]\n");
  EXPECT_THAT(yaml.All(), IsEmpty());
  EXPECT_EQ(yaml.report.follow_ups(0).spent_sek(), 410000);
  const Read json("r.json", R"({"observations": [{"indicator": "A", "n": 2300.5}]})");
  EXPECT_EQ(json.Only().code(), "FILE_WHOLE_NUMBER");
  EXPECT_THAT(json.Only().fix().en(), Not(HasSubstr("9223372036854775807")));
}

TEST(FieldFilesTest, AWholeNumberIsNeverAdvisedToBeAPartOfItself) {
  const auto advice = [](std::string_view n) {
    return Read("r.yaml", StrCat("observations: [{n: '", n, "'}]\n")).Only().expected();
  };
  for (const char* right : {"2300.5", "2300,5", "2 300", "2\u00A0300", "02300", "2 300,50"}) {
    EXPECT_EQ(advice(right), "2300") << right;
  }
  for (const char* open :
       {"2.300", "2,300", "1e3", "1.2e3", "8 MiB", "410 tkr", "1_000", "23 00"}) {
    EXPECT_EQ(advice(open), "12") << open;
  }
}

TEST(FieldFilesTest, MoneyIsNeverAdvisedToBeAThousandthOfItself) {
  const auto advice = [](std::string_view cell) {
    return Read(StrCat("projekt;status;förbrukat kr\np;klar;", cell, "\n")).Only().expected();
  };
  EXPECT_EQ(advice("410 000,50"), "410000");
  EXPECT_EQ(advice("410 000 kr"), "410000");
  EXPECT_EQ(advice("410 tkr"), "410000");
  EXPECT_EQ(advice("0,41 mkr"), "410000");
  EXPECT_EQ(advice("410,5"), "410000") << "an example, because it may be thousands";
}

TEST(FieldFilesTest, DigitsAreToldWithTheDecimalMarkOfTheFile) {
  const auto advice = [](std::string_view cell) {
    const v1::Finding finding = Read(StrCat("indikator;värde\nA;", cell, "\n")).Only();
    return StrCat(finding.code(), " ", finding.expected());
  };
  EXPECT_EQ(advice("057,5"), "CSV_NUMBER_DIGITS 57,5");
  EXPECT_EQ(advice("-007"), "CSV_NUMBER_DIGITS -7");
  EXPECT_EQ(advice("5,1234567"), "CSV_NUMBER_DIGITS 12,5");
  EXPECT_EQ(advice("1234567890123"), "CSV_NUMBER_DIGITS 12,5");
  EXPECT_EQ(Read("indicator,value\nA,00.5\n").Only().expected(), "0.5");
  EXPECT_THAT(Read("indikator;värde\nA;0\nB;0,5\nC;123456789012,123456\n").All(), IsEmpty());
}

TEST(FieldFilesTest, HeadingsWithoutRingsAreMeant) {
  const auto meant = [](std::string_view heading) {
    return Read(StrCat("indikator;", heading, "\nA;1\n")).Only().expected();
  };
  EXPECT_EQ(meant("varde"), "värde");
  EXPECT_EQ(meant("TALJARE"), "täljare");
  EXPECT_EQ(meant("kon"), "kön");
}

TEST(FieldFilesTest, ColumnsThatAreNotThereAreCalledAsTheOthers) {
  const auto has = [](const Read& read, std::string_view field, std::string_view written) {
    return std::ranges::any_of(read.loaded.headings, [&](const Heading& heading) {
      return heading.field == field && heading.written == written;
    });
  };
  const Read swedish("nyckeltal;täljare\nA;1\n");
  EXPECT_TRUE(has(swedish, "indicator", "nyckeltal"));
  EXPECT_TRUE(has(swedish, "comment", "kommentar"));
  EXPECT_TRUE(has(swedish, "n", "antal svar"));
  EXPECT_EQ(Read("indicator,numerator\nA,1\n").loaded.headings.size(), 2u);
}

TEST(FieldFilesTest, NotesAndColumnsOfTemplatesArePassedOver) {
  const Read read(
      "indikator;(stadsdel);[not];Nyckeltalets namn;Nyckeltalets enhet;värde\n"
      "A;x;y;z;antal;1\n");
  EXPECT_THAT(read.All(), IsEmpty());
  EXPECT_EQ(read.report.observations(0).value(), "1");
}

TEST(FieldFilesTest, HeadingsMayHaveTheirUnitInBrackets) {
  const Read read("projekt;status;förbrukat (kr)\np;klar;5\n");
  EXPECT_THAT(read.All(), IsEmpty());
  EXPECT_EQ(read.report.follow_ups(0).spent_sek(), 5);
}

TEST(FieldFilesTest, TextKeptByEqualsAndQuotesIsTheTextInside) {
  const Read read(
      "indicator,area,value,source\n\"=\"\"EID-08\"\"\",,\"=\"\"70\"\"\",\"=\"\"0123\"\"\"\n"
      "EID-02,,4,=1+1\n");
  EXPECT_THAT(read.All(), IsEmpty());
  EXPECT_EQ(read.report.observations(0).indicator(), "EID-08");
  EXPECT_EQ(read.report.observations(0).value(), "70");
  EXPECT_EQ(read.report.observations(0).source(), "0123");
  EXPECT_EQ(read.report.observations(1).source(), "=1+1") << "other formulas are text";
}

TEST(FieldFilesTest, UnusualBlanksAroundAFigureAreBlanks) {
  const Read read("indikator;antal\u00A0svar;värde\nA;5;\u200734\u3000\n");
  EXPECT_THAT(read.All(), IsEmpty());
  EXPECT_EQ(read.report.observations(0).value(), "34");
  EXPECT_EQ(read.report.observations(0).n(), 5);
}

TEST(FieldFilesTest, ForeignEncodingsAreNamed) {
  const auto named = [](std::string_view text) {
    const Read read(text);
    return StrCat(read.Only().code(), " ", read.Only().got());
  };
  EXPECT_EQ(named("nyckeltal;v\x8Arde;k\x8Alla\rA;1;p\x8C plats\r"),
            "FILE_ENCODING_FOREIGN Mac Roman");
  EXPECT_EQ(named("indicator;source\rA;p\x8C plats\r"), "FILE_ENCODING_FOREIGN Mac Roman");
  EXPECT_EQ(named("nyckeltal;v\x84rde;k\x84lla\nA;1;f\x94r \x8Fsaka\n"),
            "FILE_ENCODING_FOREIGN code page 850 (MS-DOS)");
  EXPECT_EQ(named("indicator;source\nA;p\x86 plats\n"),
            "FILE_ENCODING_FOREIGN code page 850 (MS-DOS)");
  EXPECT_EQ(named("indicator;source\nA;p\xE5 plats\nB;\xC3\xA5tg\xC3\xA4rd\n"),
            "FILE_ENCODING_FOREIGN UTF-8 + Windows-1252");
  EXPECT_EQ(named("indicator;source\nA;p\xE5 \x94plats\x94 \x96 \x80 5\n"),
            "FILE_ENCODING_WINDOWS_1252 Windows-1252");
  std::string utf16;
  for (const char c : std::string_view("indicator,source\nA,x\n")) utf16 += {c, '\0'};
  EXPECT_EQ(named(utf16), "FILE_ENCODING UTF-16") << "without a byte order mark";
  const Read yaml("r.yaml", "organisation: sgn\ncomment: p\x8C plats\n");
  EXPECT_EQ(Described(yaml.Only()), "FILE_ENCODING_FOREIGN 2:11  Mac Roman");
  EXPECT_EQ(yaml.report.organisation(), "sgn")
      << "read on, so that nothing else seems to be missing";
  EXPECT_EQ(yaml.report.comment(), "på plats");
  const Read mac("nyckeltal;v\x8Arde;k\x8Alla\rA;1;p\x8C plats\r");
  EXPECT_EQ(mac.report.observations(0).source(), "på plats");
  EXPECT_FALSE(mac.loaded.ok());
}

TEST(FieldFilesTest, TextEncodedTwiceIsNamedInHeadingsTextsAndMessages) {
  const Read headings("nyckeltal;kÃ¶n;vÃ¤rde\nA;K;70\nB;;1\n");
  const v1::Finding& finding = headings.Only();
  EXPECT_EQ(Described(finding), "FILE_ENCODED_TWICE 1:2  kÃ¶n");
  EXPECT_EQ(finding.expected(), "kön");
  EXPECT_EQ(finding.occurrences(), 2u);
  EXPECT_EQ(headings.report.observations(0).sex(), "F") << "read on as it was meant";
  for (const char* damaged : {"pÃ¥ plats", "p√• plats", "p├Ñ plats", "pÃƒÂ¥ plats"}) {
    const Read text(StrCat("indicator,source\nA,", damaged, "\n"));
    EXPECT_EQ(text.Only().code(), "FILE_ENCODED_TWICE") << damaged;
    EXPECT_EQ(text.report.observations(0).source(), "på plats") << damaged;
    EXPECT_EQ(Read("r.yaml", StrCat("comment: ", damaged, "\n")).Only().code(),
              "FILE_ENCODED_TWICE");
  }
  EXPECT_EQ(Read("indicator,source\nA,f├╢r\n").report.observations(0).source(), "för")
      << "code page 437";
  EXPECT_EQ(Read("r.json", R"({"comment": "p\u00c3\u00a5 plats"})").Only().code(),
            "FILE_ENCODED_TWICE");
  const Read quoted("indicator,source\nA,â€œordâ€\u009D 5Â\u00A0%\n");
  EXPECT_EQ(quoted.Only().code(), "FILE_ENCODED_TWICE") << "U+009D is part of a quotation mark";
  EXPECT_EQ(quoted.report.observations(0).source(), "“ord” 5\u00A0%");
  EXPECT_THAT(Read("indicator,source\nA,São Paulo 5 § √2 â Ärende\n").All(), IsEmpty());
}

TEST(FieldFilesTest, LostCharactersAreNamed) {
  EXPECT_EQ(Described(Read("indicator,source\nA,p\uFFFD plats\n").Only()),
            "FILE_CHARACTER_LOST 2:2  p\uFFFD plats");
  EXPECT_EQ(Described(Read("r.yaml", "comment: p\uFFFD plats\n").Only()),
            "FILE_CHARACTER_LOST 1:10  p\uFFFD plats");
  EXPECT_THAT(Read("indicator,v\uFFFDrde\nA,1\n").All(),
              Contains(StartsWith("FILE_CHARACTER_LOST 1:2")));
}

TEST(FieldFilesTest, ControlCharactersAreNamedAndTheEndOfDosFilesIsRead) {
  EXPECT_EQ(Described(Read("indicator,value\n\x1F"
                           "A,1\n")
                          .Only()),
            "FILE_CONTROL_CHARACTER 2:1  U+001F (US)");
  EXPECT_EQ(Described(Read("indicator,source\nA,x\u0085y\n").Only()),
            "FILE_CONTROL_CHARACTER 2:2  U+0085 (C1)");
  EXPECT_EQ(Described(Read("r.yaml", "comment: \"x\\u001by\"\n").Only()),
            "FILE_CONTROL_CHARACTER 1:10 comment U+001B (ESC)");
  const Read dos("indikator;v\xE4rde\r\nPAR-01;412\r\n\x1A");
  EXPECT_EQ(dos.Only().code(), "FILE_ENCODING_WINDOWS_1252");
  EXPECT_EQ(dos.report.observations_size(), 1);
  EXPECT_THAT(Read("r.yaml", "comment: x\r\n\x1A").All(), IsEmpty());
}

TEST(FieldFilesTest, CellsWithoutAnIdAreNotFilledFromAbove) {
  const Read merged("nyckeltal;kön;värde\nEID-08;;70\n;K;36\n");
  EXPECT_THAT(merged.All(), IsEmpty());
  EXPECT_EQ(merged.report.observations(1).indicator(), "");
}

class FieldYamlTest : public ::testing::TestWithParam<FileCase> {};

TEST_P(FieldYamlTest, HasOneCause) {
  EXPECT_EQ(Described(Read("r.yaml", GetParam().text).Only()), GetParam().finding);
}

INSTANTIATE_TEST_SUITE_P(
    Texts, FieldYamlTest,
    ::testing::Values(
        FileCase{"comment: Vi mötte målet för grupp #2 men inte #3\n",
                 "FILE_HASH_CUTS 1:10 comment Vi mötte målet för grupp"},
        FileCase{"comment: målet\n  för grupp 4 # 5\n",
                 "FILE_HASH_CUTS 1:10 comment målet för grupp 4"},
        FileCase{"activities:\n  - title: Kväll #2\n",
                 "FILE_HASH_CUTS 2:12 activities[0].title Kväll"},
        FileCase{"observations: [{indicator: A}, {indicator: B,\n  n: 23 #4\n  }]\n",
                 "FILE_HASH_CUTS 2:6 observations[1].n 23"},
        FileCase{"organisation: sgn\u00A0\n",
                 "FILE_INVISIBLE_CHARACTER 1:15 organisation sgn<U+00A0>"},
        FileCase{"{“period”: 2025}\n", "FILE_CURLY_QUOTES 1:2  “period”"},
        FileCase{"sign_off:\n  name: Null\n", "FILE_NULL_WORD 2:9 sign_off.name Null"},
        FileCase{"observations: [{indicator: A, area: NULL}]\n",
                 "FILE_NULL_WORD 1:37 observations[0].area NULL"},
        FileCase{"period: ”2025”\n", "FILE_CURLY_QUOTES 1:9 period ”2025”"},
        FileCase{"observations: [{indicator: “A”}]\n",
                 "FILE_CURLY_QUOTES 1:28 observations[0].indicator “A”"},
        FileCase{"comment: “Bra år”\n", "FILE_CURLY_QUOTES_KEPT 1:10 comment “Bra år”"},
        FileCase{"“period”: 2025\n", "FILE_CURLY_QUOTES 1:1  “period”"},
        FileCase{"sign_off:\n\u00A0\u00A0name: Eva\n", "FILE_INDENT_BLANK 2:1  U+00A0"},
        FileCase{"period:\u00A02025\n", "FILE_INDENT_BLANK 1:8  U+00A0"},
        FileCase{"observations:\n  -\tindicator: A\n\tvalue: 1\n", "FILE_INDENT_TAB 2:4  TAB"},
        FileCase{"observations: [{indicator: A, source: '#SAKNAS!'}]\n",
                 "FILE_SPREADSHEET_ERROR 1:39 observations[0].source #SAKNAS!"},
        FileCase{"observations: [{indicator: A, n: '########'}]\n",
                 "FILE_SPREADSHEET_ERROR 1:34 observations[0].n ########"},
        FileCase{"observations: [{indicator: EID\u201108}]\n",
                 "FILE_INVISIBLE_CHARACTER 1:28 observations[0].indicator EID<U+2011>08"},
        FileCase{"comment: #5 blev klar\nperiod: 2025\n", "FILE_HASH_CUTS 1:1 comment \"\""},
        FileCase{"observations: [{value: \u200B412}]\n",
                 "FILE_INVISIBLE_CHARACTER 1:24 observations[0].value <U+200B>412"},
        FileCase{"observations: [{n: 010}]\n", "FILE_WHOLE_NUMBER 1:20 observations[0].n 010"},
        FileCase{"follow_ups: [{spent_sek: 410 000 kr}]\n",
                 "FILE_MONEY 1:26 follow_ups[0].spent_sek 410 000 kr"},
        FileCase{"observations: [{value: 72.90000000000001}]\n",
                 "FILE_FLOAT_ROUNDED 1:24 observations[0].value 72.90000000000001"}));

TEST(FieldFilesTest, OrdinaryYamlHasNoFinding) {
  const Read read("r.yaml",
                  "organisation:\tsgn\nobligation: partner-annual\t\n"
                  "comment: \"grupp #2\"   # a remark\n"
                  "observations:\n"
                  "  - indicator: EID-08      # the total, always\n"
                  "    value: 72.9            # a decimal\n"
                  "    status: missing # normal\n"
                  "    area: null\n"
                  "    source: |\n"
                  "      rad ett #1\n"
                  "      \tindragen rad\n"
                  "    sex: ~\n"
                  "    comment:\n"
                  "activities: #none\n"
                  "reason: # not a correction\n");
  EXPECT_THAT(read.All(), IsEmpty());
  EXPECT_EQ(read.report.organisation(), "sgn");
  EXPECT_EQ(read.report.obligation(), "partner-annual");
  EXPECT_EQ(read.report.comment(), "grupp #2");
  EXPECT_EQ(read.report.observations(0).source(), "rad ett #1\n\tindragen rad\n");
  EXPECT_THAT(Read("r.json", "{\n\t\"period\":\t\"2025\"\n}\n").All(), IsEmpty());
}

TEST(FieldFilesTest, ACutThatBreaksTheRestIsPointedAt) {
  const Read read("r.yaml",
                  "observations:\n  - {indicator: A, source: lista #4}\nactivities:\n  - id: A1\n");
  EXPECT_THAT(read.All(), Contains(StartsWith("FILE_SYNTAX")));
  EXPECT_THAT(read.All(), Contains("FILE_HASH_CUTS 2:28 "));
  ASSERT_EQ(read.loaded.findings[0].related_size(), 1);
  EXPECT_EQ(read.loaded.findings[0].related(0).row(), 2u);
}

TEST(FieldFilesTest, IndentsArePutRightToReadOn) {
  const Read tabs("r.yaml", "observations:\n  -\tindicator: A\n\tvalue: 1\n");
  EXPECT_EQ(tabs.Only().occurrences(), 2u);
  ASSERT_EQ(tabs.Only().related_size(), 1);
  EXPECT_EQ(tabs.Only().related(0).row(), 3u);
  ASSERT_EQ(tabs.report.observations_size(), 1);
  EXPECT_EQ(tabs.report.observations(0).value(), "1");
  const Read blanks("r.yaml", "sign_off:\n\u00A0 name: Eva\n\u00A0 title: VD\n");
  EXPECT_EQ(blanks.Only().occurrences(), 2u);
  EXPECT_EQ(blanks.report.sign_off().title(), "VD");
}

TEST(FieldFilesTest, JsonHasNumbersOfPrograms) {
  const Read read("r.json", R"({"observations": [
    {"indicator": "A", "value": 6.41e1, "status": 2},
    {"indicator": "B", "value": 72.90000000000001},
    {"indicator": "C", "value": 1e-05},
    {"indicator": "D", "value": 99.99999999999999},
    {"indicator": "E", "value": -0}],
   "followUps": [{"project": "p", "status": 1, "spentSek": "410000"}]})");
  EXPECT_THAT(read.All(), ElementsAre("FILE_FLOAT_ROUNDED 3:33 observations[1].value"));
  EXPECT_EQ(read.report.observations(0).value(), "64.1");
  EXPECT_EQ(read.report.observations(0).status(), v1::OBSERVATION_STATUS_PROVISIONAL);
  EXPECT_EQ(read.report.observations(1).value(), "72.9");
  EXPECT_EQ(read.report.observations(2).value(), "0.00001");
  EXPECT_EQ(read.report.observations(3).value(), "100");
  EXPECT_EQ(read.report.follow_ups(0).status(), v1::PROJECT_STATUS_ON_PLAN);
  // A quoted number is exact and stays.
  EXPECT_EQ(Read("r.json", R"({"observations": [{"value": "72.9000000000000100"}]})")
                .report.observations(0)
                .value(),
            "72.9000000000000100");
}

TEST(FieldFilesTest, ManyRowsOfAnUnknownColumnAreOneFinding) {
  std::string text = "indicator,district,value\n";
  for (int i = 0; i < 100'000; ++i) text += "A,#x,1\n";
  const v1::Finding finding = Read(text).Only();
  EXPECT_EQ(finding.occurrences(), 100'000u);
  EXPECT_EQ(finding.also_size(), 99'999);
}

}  // namespace
}  // namespace samlad::formats
