// SPDX-License-Identifier: EUPL-1.2
//
// Workbooks as different programs write them.

#include "gateway/formats/workbook.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_replace.h"
#include "gateway/base/strings.h"
#include "gateway/formats/kolada.h"
#include "tests/unit/formats/workbook_bytes.h"

namespace samlad::formats {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using WorkbookParts = std::map<std::string, std::string>;

constexpr char kPackageRels[] =
    R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Target="xl/workbook.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>
</Relationships>)";
constexpr char kWorkbookPart[] =
    R"(<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>
<sheet name="Kolada nyckeltal" sheetId="1" r:id="rId1"/></sheets></workbook>)";
constexpr char kWorkbookRels[] =
    R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Target="worksheets/sheet1.xml" Type="http://x/worksheet"/>
<Relationship Id="rId2" Target="styles.xml" Type="http://x/styles"/></Relationships>)";
constexpr char kStyles[] =
    R"(<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<numFmts><numFmt numFmtId="164" formatCode="d.m"/>
<numFmt numFmtId="165" formatCode="#,##0.0\ &quot;dyn&quot;[Red]"/>
<numFmt numFmtId="166" formatCode="0.0\ %"/><numFmt numFmtId="167" formatCode="[h]:mm"/></numFmts>
<cellXfs><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="164"/><xf numFmtId="165"/>
<xf numFmtId="166"/><xf numFmtId="167"/><xf numFmtId="14"/></cellXfs></styleSheet>)";

// `rows`: the XML of the sheet's rows.
WorkbookParts PartsOf(std::string_view rows) {
  return {{"_rels/.rels", kPackageRels},
          {"xl/workbook.xml", kWorkbookPart},
          {"xl/_rels/workbook.xml.rels", kWorkbookRels},
          {"xl/styles.xml", kStyles},
          {"xl/worksheets/sheet1.xml",
           StrCat("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">",
                  "<sheetData>", rows, "</sheetData></worksheet>")}};
}

std::string Text(std::string_view place, std::string_view text) {
  return StrCat("<c r=\"", place, "\" t=\"inlineStr\"><is><t>", text, "</t></is></c>");
}

// A heading with the years 2022 and 2023, and one row with these cells.
std::string KoladaRows(std::string_view cells) {
  return StrCat("<row r=\"2\">", Text("C2", "2022"), Text("D2", "2023"), "</row><row r=\"3\">",
                Text("A3", "Andel"), Text("B3", "Ale"), cells, "</row>");
}

const KoladaNames kWorkbookNames = {{"Andel", "N1"}, {"Ale", "1440"}};

KoladaFile ReadParts(const WorkbookParts& parts) {
  return ReadKoladaWorkbook(ArchiveBytes(parts), "k.xlsx", kWorkbookNames);
}

std::vector<std::string> ValuesOf(const KoladaFile& file) {
  std::vector<std::string> values;
  for (const v1::ImportedValue& value : file.values) {
    values.push_back(StrCat(value.period(), "=", value.value()));
  }
  return values;
}

std::vector<std::string> Told(const KoladaFile& file) {
  std::vector<std::string> told;
  for (const v1::Finding& finding : file.findings) {
    told.push_back(StrCat(finding.code(), " ", finding.location().row(), ":",
                          finding.location().column(), " ", finding.got()));
  }
  return told;
}

const std::string kTwoValues = "<c r=\"C3\"><v>74.1</v></c><c r=\"D3\"><v>75.2</v></c>";

void ExpectRead(const WorkbookParts& parts, std::string_view how) {
  const KoladaFile read = ReadParts(parts);
  EXPECT_THAT(Told(read), IsEmpty()) << how;
  EXPECT_THAT(ValuesOf(read), ElementsAre("2022=74.1", "2023=75.2")) << how;
}

TEST(WorkbookTest, ReadsWhatOtherProgramsWrite) {
  const WorkbookParts plain = PartsOf(KoladaRows(kTwoValues));
  ExpectRead(plain, "plain");

  WorkbookParts prefixed;
  for (const auto& [name, text] : plain) {
    prefixed[name] =
        absl::StrReplaceAll(text, {{"</", "</x:"}, {"<", "<x:"}, {" r:id", " d3p1:id"}});
  }
  ExpectRead(prefixed, "prefixes");

  WorkbookParts renamed = plain;
  renamed["_rels/.rels"] = absl::StrReplaceAll(kPackageRels, {{"xl/workbook", "/xl/workbook22"}});
  renamed["xl/workbook22.xml"] = renamed["xl/workbook.xml"];
  renamed["xl/_rels/workbook22.xml.rels"] = renamed["xl/_rels/workbook.xml.rels"];
  renamed.erase("xl/workbook.xml");
  renamed.erase("xl/_rels/workbook.xml.rels");
  ExpectRead(renamed, "another name");

  WorkbookParts backslashes, capitals;
  for (const auto& [name, text] : plain) {
    backslashes[absl::StrReplaceAll(name, {{"/", "\\"}})] = text;
    capitals[absl::StrReplaceAll(name, {{"sheet1", "Sheet1"}, {"styles", "Styles"}})] = text;
  }
  ExpectRead(backslashes, "backslashes");
  ExpectRead(capitals, "case");

  WorkbookParts strict = plain;
  strict["_rels/.rels"] = absl::StrReplaceAll(
      kPackageRels, {{"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                      "http://purl.oclc.org/ooxml/officeDocument/relationships"}});
  ExpectRead(strict, "strict");

  WorkbookParts above = plain;
  above["xl/_rels/workbook.xml.rels"] =
      absl::StrReplaceAll(kWorkbookRels, {{"\"worksheets", "\"../xl/worksheets"}});
  ExpectRead(above, "a target from the folder above");
}

TEST(WorkbookTest, EscapedCharactersInTexts) {
  const auto sheet = ReadSheet(
      ArchiveBytes(
          PartsOf(StrCat("<row>", Text("A1", "till_x000D_\nyrke"), Text("B1", "a_x005F_x0020_b"),
                         Text("C1", "_xD83D__xDE00_"), Text("D1", "_xD83D_ _x0000_"),
                         Text("E1", "_x00_ _xzzzz_ _x000"), "</row>"))),
      "");
  ASSERT_TRUE(sheet.ok()) << sheet.status();
  std::vector<std::string> texts;
  for (const SheetCell& cell : sheet->rows.at(0).cells) texts.push_back(cell.text);
  EXPECT_THAT(texts, ElementsAre("till\r\nyrke", "a_x0020_b", "\U0001F600", "\uFFFD \uFFFD",
                                 "_x00_ _xzzzz_ _x000"));
}

// A line break within a title is a blank, as people write it in --name.
TEST(WorkbookTest, ATitleInTwoLinesIsNamedInOne) {
  const KoladaFile read = ReadKoladaWorkbook(
      ArchiveBytes(PartsOf(StrCat("<row r=\"2\">", Text("C2", "2022"), "</row><row r=\"3\">",
                                  Text("A3", "Andel_x000D_\ntill (%)"), Text("B3", "Ale"),
                                  "<c r=\"C3\"><v>74.1</v></c></row>"))),
      "k.xlsx", {{"Andel till (%)", "N1"}, {"Ale", "1440"}});
  EXPECT_THAT(ValuesOf(read), ElementsAre("2022=74.1"));
}

TEST(WorkbookTest, KindsOfCells) {
  const auto sheet =
      ReadSheet(ArchiveBytes(PartsOf(
                    "<row hidden=\"1\"><c><v>72.900000000000006</v></c><c s=\"1\"><v>0.741</v></c>"
                    "<c s=\"2\"><v>45000</v></c><c s=\"3\"><v>3</v></c><c s=\"4\"><v>0.5</v></c>"
                    "<c s=\"5\"><v>1</v></c><c s=\"6\"><v>1</v></c><c t=\"b\"><v>1</v></c>"
                    "<c t=\"e\"><v>#N/A</v></c><c><f>A1</f></c><c><f>A1</f><v>2</v></c>"
                    "<c t=\"str\"><f>A1</f><v></v></c><c t=\"d\"><v>2024-01-01</v></c><c "
                    "s=\"99\"><v>1</v></c>"
                    "</row>")),
                "");
  ASSERT_TRUE(sheet.ok()) << sheet.status();
  EXPECT_TRUE(sheet->rows.at(0).hidden);
  std::vector<CellKind> kinds;
  for (const SheetCell& cell : sheet->rows[0].cells) kinds.push_back(cell.kind);
  EXPECT_THAT(kinds,
              ElementsAre(CellKind::kNumber, CellKind::kPercent, CellKind::kDate, CellKind::kNumber,
                          CellKind::kPercent, CellKind::kDate, CellKind::kDate, CellKind::kBoolean,
                          CellKind::kError, CellKind::kWithoutResult, CellKind::kNumber,
                          CellKind::kDate, CellKind::kNumber));
  EXPECT_EQ(sheet->rows[0].cells[0].text, "72.9");
  EXPECT_EQ(sheet->rows[0].cells[2].text, "2023-03-15");
  EXPECT_EQ(CellName(3, 28), "AB3");
  EXPECT_EQ(CellName(1, 702), "ZZ1");
}

TEST(WorkbookTest, DatesAreShownAsDays) {
  const std::string row =
      "<row><c s=\"6\"><v>59</v></c><c s=\"6\"><v>61</v></c><c "
      "s=\"6\"><v>46218.354166666664</v></c>"
      "<c s=\"5\"><v>0.5</v></c><c s=\"6\"><v>2958466</v></c><c s=\"6\"><v>-1</v></c>"
      "<c t=\"d\"><v>2026-07-15T00:00:00</v></c></row>";
  const auto texts = [](const WorkbookParts& parts) {
    const auto sheet = ReadSheet(ArchiveBytes(parts), "");
    std::vector<std::string> all;
    if (!sheet.ok()) return all;
    for (const SheetCell& cell : sheet->rows.at(0).cells) all.push_back(cell.text);
    return all;
  };
  WorkbookParts parts = PartsOf(row);
  EXPECT_THAT(texts(parts), ElementsAre("1900-02-28", "1900-03-01", "2026-07-15 08:30", "12:00",
                                        "2958466", "-1", "2026-07-15"));
  parts["xl/workbook.xml"] =
      absl::StrReplaceAll(kWorkbookPart, {{"<sheets>", "<workbookPr date1904=\"1\"/><sheets>"}});
  EXPECT_THAT(texts(parts), ElementsAre("1904-02-29", "1904-03-02", "2030-07-16 08:30", "12:00",
                                        "2958466", "-1", "2026-07-15"));
}

TEST(WorkbookTest, NumbersWithExponents) {
  const auto sheet =
      ReadSheet(ArchiveBytes(PartsOf("<row><c><v>5.0000000000000001E-3</v></c><c><v>2.7E2</v></c>"
                                     "<c><v>1E-5</v></c><c><v>-1.2E+05</v></c></row>")),
                "");
  ASSERT_TRUE(sheet.ok()) << sheet.status();
  std::vector<std::string> texts;
  for (const SheetCell& cell : sheet->rows.at(0).cells) texts.push_back(cell.text);
  EXPECT_THAT(texts, ElementsAre("0.005", "270", "0.00001", "-120000"));
}

TEST(WorkbookTest, SheetsOfAWorkbookThatIsOpenedOnce) {
  WorkbookParts parts = PartsOf("<row r=\"2\"><c r=\"B2\"><v>1</v></c></row>");
  parts["xl/workbook.xml"] = absl::StrReplaceAll(
      kWorkbookPart,
      {{"</sheets>",
        "<sheet name=\"Gömt\" sheetId=\"2\" state=\"hidden\" r:id=\"rId3\"/></sheets>"}});
  parts["xl/_rels/workbook.xml.rels"] = absl::StrReplaceAll(
      kWorkbookRels,
      {{"</Relationships>",
        R"(<Relationship Id="rId3" Target="worksheets/two.xml" Type="http://x/worksheet"/>
</Relationships>)"}});
  parts["xl/worksheets/two.xml"] =
      "<worksheet><cols><col min=\"2\" max=\"3\" hidden=\"1\"/><col min=\"4\" max=\"4\"/></cols>"
      "<sheetData><row r=\"7\"><c r=\"A7\"><v>2</v></c></row></sheetData>"
      "<mergeCells><mergeCell ref=\"A7:B9\"/><mergeCell ref=\"bad\"/></mergeCells></worksheet>";
  const std::string bytes = ArchiveBytes(parts);
  auto workbook = Workbook::Open(bytes);
  ASSERT_TRUE(workbook.ok()) << workbook.status();
  ASSERT_EQ(workbook->sheets().size(), 2u);
  EXPECT_FALSE(workbook->sheets()[0].hidden);
  EXPECT_EQ(workbook->sheets()[1].name, "Gömt");
  EXPECT_TRUE(workbook->sheets()[1].hidden);
  const auto second = workbook->Read(1);
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_EQ(second->rows.at(0).row, 7u);
  ASSERT_EQ(second->merged.size(), 1u);
  EXPECT_EQ(second->merged[0].last_row, 9u);
  EXPECT_EQ(second->merged[0].last_column, 2u);
  ASSERT_EQ(second->hidden_columns.size(), 1u);
  EXPECT_EQ(second->hidden_columns[0].last, 3u);
  EXPECT_EQ(workbook->Read(0)->rows.at(0).row, 2u);
}

// None of them may become a value, not even an absent one.
TEST(WorkbookTest, WhatIsNoFigureIsAnErrorThatNamesTheCell) {
  KoladaFile read =
      ReadParts(PartsOf(KoladaRows("<c r=\"C3\"><f>C4*0.9</f></c><c r=\"D3\"><v>75.2</v></c>")));
  EXPECT_THAT(Told(read), ElementsAre("KOLADA_CELL_FORMULA 3:3 C3"));
  EXPECT_THAT(ValuesOf(read), ElementsAre("2023=75.2"));
  EXPECT_EQ(read.findings[0].severity(), v1::SEVERITY_ERROR);

  read = ReadParts(
      PartsOf(KoladaRows("<c r=\"C3\" s=\"1\"><v>0.741</v></c><c r=\"D3\" s=\"2\"><v>4</v></c>")));
  EXPECT_THAT(Told(read), ElementsAre("KOLADA_CELL_PERCENT 3:3 C3 0.741",
                                      "KOLADA_CELL_DATE 3:4 D3 1900-01-04"));
  EXPECT_THAT(ValuesOf(read), IsEmpty());

  read = ReadParts(PartsOf(
      KoladaRows("<c r=\"C3\" t=\"b\"><v>1</v></c><c r=\"D3\" t=\"e\"><v>#DIV/0!</v></c>")));
  EXPECT_THAT(Told(read), ElementsAre("KOLADA_NUMBER 3:3 C3 TRUE", "KOLADA_NUMBER 3:4 D3 #DIV/0!"));

  read = ReadParts(PartsOf(StrCat(KoladaRows(kTwoValues), "<row r=\"4\"><c r=\"A4\"><f>A3</f></c>",
                                  Text("B4", "Ale"), "<c r=\"C4\"><v>1</v></c></row>")));
  EXPECT_THAT(Told(read), ElementsAre("KOLADA_CELL_FORMULA 4:1 A4"));
}

TEST(WorkbookTest, YearsAsNumbersAndColumnsOfComments) {
  const KoladaFile read = ReadParts(PartsOf(StrCat(
      "<row r=\"2\">", Text("C2", "2022.0"), "<c r=\"D2\"><v>2023.0</v></c>",
      Text("E2", "2024 (prel.)"), Text("F2", "Kommentar"), "</row><row r=\"3\" hidden=\"true\">",
      Text("A3", "Andel"), Text("B3", "Ale"), kTwoValues, "<c r=\"E3\"><v>76</v></c>",
      Text("F3", "ny metod"), Text("G3", "utan rubrik"), "</row>")));
  EXPECT_THAT(ValuesOf(read), ElementsAre("2022=74.1", "2023=75.2"));
  EXPECT_THAT(Told(read),
              ElementsAre("KOLADA_COLUMN 2:5 E2 2024 (prel.)", "KOLADA_HIDDEN_ROWS 3:0 1"));
  EXPECT_EQ(read.findings[0].occurrences(), 3u);
  EXPECT_EQ(read.findings[0].severity(), v1::SEVERITY_WARNING);
}

TEST(WorkbookTest, WhatPeopleTakeForAWorkbookIsNamed) {
  const std::string old = StrCat("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", std::string(600, '\0'));
  EXPECT_TRUE(IsWorkbook(old));
  EXPECT_THAT(Told(ReadKoladaWorkbook(old, "k", {})), ElementsAre("FILE_OLD_WORKBOOK 1:1 "));
  const std::string document = ArchiveBytes(
      {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", "<x/>"}});
  EXPECT_TRUE(IsWorkbook(document));
  EXPECT_THAT(Told(ReadKoladaWorkbook(document, "k", {})), ElementsAre("FILE_OPEN_DOCUMENT 1:1 "));
  EXPECT_FALSE(IsWorkbook("PK"));
  WorkbookParts binary = PartsOf("");
  binary["_rels/.rels"] = absl::StrReplaceAll(kPackageRels, {{"workbook.xml", "workbook.bin"}});
  EXPECT_THAT(Told(ReadParts(binary)), ElementsAre(HasSubstr("XLSB")));
}

}  // namespace
}  // namespace samlad::formats
