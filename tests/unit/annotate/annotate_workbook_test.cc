// SPDX-License-Identifier: EUPL-1.2
//
// Findings written into workbooks as different programs make them.

#include "clients/annotate/annotate_workbook.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_replace.h"
#include "clients/annotate/sheet_editor.h"
#include "clients/annotate/xml_edit.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/formats/package.h"
#include "gateway/formats/workbook.h"
#include "tests/unit/formats/workbook_bytes.h"

namespace samlad::annotate {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

using Parts = std::map<std::string, std::string>;

constexpr char kMainNamespace[] = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr char kOfficeNamespace[] =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr char kPackageNamespace[] = "http://schemas.openxmlformats.org/package/2006";
constexpr char kSheet1[] = "xl/worksheets/sheet1.xml";
constexpr char kRels1[] = "xl/worksheets/_rels/sheet1.xml.rels";

std::string Relationships(const std::vector<std::pair<std::string, std::string>>& type_target) {
  std::string all;
  for (size_t i = 0; i < type_target.size(); ++i) {
    StrAppend(&all, "<Relationship Id=\"rId", i + 1, "\" Type=\"", kOfficeNamespace, "/",
              type_target[i].first, "\" Target=\"", type_target[i].second, "\"/>");
  }
  return StrCat("<Relationships xmlns=\"", kPackageNamespace, "/relationships\">", all,
                "</Relationships>");
}

std::string Worksheet(std::string_view rows, std::string_view before = "",
                      std::string_view after = "") {
  return StrCat("<worksheet xmlns=\"", kMainNamespace, "\" xmlns:r=\"", kOfficeNamespace, "\">",
                before, "<sheetData>", rows, "</sheetData>", after, "</worksheet>");
}

// Two sheets, "Nyckeltal" with cells in A1, B2 (green, a percentage) and D2, and
// "Annat"; and parts that nobody else needs to understand.
Parts TwoSheets() {
  return {
      {"[Content_Types].xml",
       StrCat("<Types xmlns=\"", kPackageNamespace,
              "/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
              "<Override PartName=\"/xl/workbook.xml\" ContentType=\"main\"/></Types>")},
      {"_rels/.rels", Relationships({{"officeDocument", "xl/workbook.xml"}})},
      {"xl/workbook.xml",
       StrCat("<workbook xmlns=\"", kMainNamespace, "\" xmlns:r=\"", kOfficeNamespace,
              "\"><bookViews><workbookView/></bookViews><sheets>"
              "<sheet name=\"Nyckeltal\" sheetId=\"3\" r:id=\"rId1\"/>"
              "<sheet name=\"Annat\" sheetId=\"5\" r:id=\"rId2\"/></sheets></workbook>")},
      {"xl/_rels/workbook.xml.rels", Relationships({{"worksheet", "worksheets/sheet1.xml"},
                                                    {"worksheet", "/xl/worksheets/sheet2.xml"},
                                                    {"styles", "styles.xml"},
                                                    {"vbaProject", "vbaProject.bin"}})},
      {"xl/styles.xml",
       StrCat("<styleSheet xmlns=\"", kMainNamespace,
              "\"><fonts count=\"1\"><font><sz val=\"10\"/></font></fonts><fills count=\"3\">"
              "<fill><patternFill patternType=\"none\"/></fill>"
              "<fill><patternFill patternType=\"gray125\"/></fill>"
              "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FF00FF00\"/></patternFill>"
              "</fill></fills><borders><border/></borders><cellXfs count=\"2\">"
              "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>"
              "<xf numFmtId=\"10\" fontId=\"0\" fillId=\"2\" borderId=\"0\">"
              "<protection locked=\"0\"/></xf></cellXfs></styleSheet>")},
      {kSheet1,
       Worksheet("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>nyckeltal</t></is></c></row>"
                 "<row r=\"2\" spans=\"2:4\"><c r=\"B2\" s=\"1\"><v>0.5</v></c>"
                 "<c r=\"D2\"><v>7</v></c></row><row r=\"9\"/>",
                 "<cols><col min=\"3\" max=\"3\" style=\"1\"/></cols>",
                 "<sheetProtection sheet=\"1\"/><pageMargins/><tableParts/>")},
      {"xl/worksheets/sheet2.xml", Worksheet("")},
      {"xl/vbaProject.bin", std::string("\0\1macro\xFF", 8)},
      {"xl/calcChain.xml", "<calcChain>\r\n</calcChain>"},
      {"docProps/app.xml", "<Properties><!-- as it was --></Properties>"},
  };
}

Annotation Finding(v1::Severity severity, std::string code, std::string sheet, uint32_t row,
                   uint32_t column) {
  return {.severity = severity,
          .code = std::move(code),
          .problem = "the problem",
          .fix = "the fix",
          .places = {{.shown = StrCat(sheet, "!", formats::CellName(row, column)),
                      .sheet = sheet,
                      .row = row,
                      .column = column}}};
}

Parts EntriesOf(const std::string& bytes) {
  Parts parts;
  auto package = formats::Package::Open(bytes);
  EXPECT_TRUE(package.ok()) << package.status();
  if (!package.ok()) return parts;
  for (const std::string& part : package->Parts()) {
    parts[part] = package->Text(part).value_or("damaged");
  }
  return parts;
}

AnnotatedWorkbook Annotated(const std::string& bytes, const std::vector<Annotation>& findings,
                            board::Language language = board::Language::kSv) {
  auto annotated = AnnotateWorkbook(bytes, findings, "1 fel", language);
  EXPECT_TRUE(annotated.ok()) << annotated.status();
  return annotated.value_or(AnnotatedWorkbook());
}

Parts Annotate(const Parts& parts, const std::vector<Annotation>& findings) {
  return EntriesOf(Annotated(formats::ArchiveBytes(parts), findings).bytes);
}

// A part as XML, whatever its prefixes.
struct Xml {
  explicit Xml(const std::string& text) {
    EXPECT_TRUE(
        document.load_buffer(text.data(), text.size(), pugi::parse_default | pugi::parse_ws_pcdata))
        << text;
  }
  pugi::xml_node At(std::initializer_list<std::string_view> path) const {
    pugi::xml_node node = document;
    for (const std::string_view step : path) node = formats::Child(node, step);
    return node;
  }
  pugi::xml_document document;
};

// The style of each cell of a sheet: "A1=0".
std::vector<std::string> StylesIn(const std::string& sheet) {
  std::vector<std::string> styles;
  const Xml xml(sheet);
  formats::ForChildren(xml.At({"worksheet", "sheetData"}), "row", [&](const pugi::xml_node& row) {
    formats::ForChildren(row, "c", [&](const pugi::xml_node& cell) {
      styles.push_back(StrCat(cell.attribute("r").value(), "=", cell.attribute("s").as_uint()));
    });
  });
  return styles;
}

// "numFmtId fill colour" of a style.
std::string StyleText(const std::string& styles, size_t number) {
  const Xml xml(styles);
  const auto nth = [](const pugi::xml_node& list, std::string_view name, size_t at) {
    pugi::xml_node found;
    size_t count = 0;
    formats::ForChildren(list, name, [&](const pugi::xml_node& one) {
      if (count++ == at) found = one;
    });
    return found;
  };
  const pugi::xml_node style = nth(xml.At({"styleSheet", "cellXfs"}), "xf", number);
  const pugi::xml_node fill =
      nth(xml.At({"styleSheet", "fills"}), "fill", style.attribute("fillId").as_uint());
  return StrCat(
      style.attribute("numFmtId").value(), " ",
      formats::Child(formats::Child(fill, "patternFill"), "fgColor").attribute("rgb").value(),
      formats::Child(style, "protection") ? " unlocked" : "");
}

std::map<std::string, std::string> NotesIn(const std::string& comments) {
  std::map<std::string, std::string> notes;
  const Xml xml(comments);
  formats::ForChildren(
      xml.At({"comments", "commentList"}), "comment", [&](const pugi::xml_node& comment) {
        std::string text;
        formats::ForChildren(formats::Child(comment, "text"), "r", [&](const pugi::xml_node& run) {
          text += formats::Child(run, "t").text().get();
        });
        text += formats::Child(formats::Child(comment, "text"), "t").text().get();
        notes[comment.attribute("ref").value()] = text;
      });
  return notes;
}

// libzip then keeps the front of the archive as it is, and once freed it with its own.
TEST(AnnotateWorkbookTest, MostOfTheWorkbookMayStayAsItIs) {
  Parts before = TwoSheets();
  std::string picture(200'000, '\0');
  uint32_t noise = 1;
  for (char& c : picture) c = static_cast<char>((noise = noise * 1'664'525 + 1'013'904'223) >> 24);
  before["A/picture.bin"] = picture;
  const Parts after = Annotate(before, {});
  EXPECT_EQ(after.at("a/picture.bin"), picture);
}

TEST(AnnotateWorkbookTest, OnlyWhatHasToChangeChanges) {
  const Parts before = TwoSheets();
  const std::string bytes = formats::ArchiveBytes(before);
  const Parts after =
      Annotate(before, {Finding(v1::SEVERITY_ERROR, "CSV_PERCENT", "Nyckeltal", 2, 2)});
  std::vector<std::string> changed, added;
  for (const auto& [name, text] : after) {
    const auto old = std::ranges::find_if(
        before, [&](const auto& part) { return formats::Package::Folded(part.first) == name; });
    if (old == before.end()) {
      added.push_back(name);
    } else if (old->second != text) {
      changed.push_back(name);
    }
  }
  EXPECT_THAT(changed, UnorderedElementsAre("[content_types].xml", "xl/workbook.xml",
                                            "xl/_rels/workbook.xml.rels", "xl/styles.xml",
                                            "xl/worksheets/sheet1.xml"));
  EXPECT_THAT(added, UnorderedElementsAre("xl/comments1.xml", "xl/drawings/vmldrawing1.vml",
                                          "xl/worksheets/sheet3.xml", kRels1));
  EXPECT_EQ(after.size(), before.size() + added.size());
}

TEST(AnnotateWorkbookTest, TheSameFindingsGiveTheSameBytes) {
  const std::string bytes = formats::ArchiveBytes(TwoSheets());
  const std::vector<Annotation> findings = {Finding(v1::SEVERITY_ERROR, "A", "Nyckeltal", 2, 2)};
  EXPECT_EQ(Annotated(bytes, findings).bytes, Annotated(bytes, findings).bytes);
}

TEST(AnnotateWorkbookTest, CellsKeepTheirFormatAndGetTheColourOfTheWorst) {
  const Parts after = Annotate(TwoSheets(), {Finding(v1::SEVERITY_WARNING, "W", "Nyckeltal", 2, 2),
                                             Finding(v1::SEVERITY_ERROR, "E", "Nyckeltal", 2, 2),
                                             Finding(v1::SEVERITY_INFO, "I", "Nyckeltal", 2, 4)});
  const std::vector<std::string> styles = StylesIn(after.at(kSheet1));
  ASSERT_THAT(styles, ElementsAre("A1=0", "B2=2", "D2=3"));
  EXPECT_EQ(StyleText(after.at("xl/styles.xml"), 2), "10 FFFFC7CE unlocked");
  EXPECT_EQ(StyleText(after.at("xl/styles.xml"), 3), "0 FFDDEBF7");
  EXPECT_EQ(StyleText(after.at("xl/styles.xml"), 1), "10 FF00FF00 unlocked");
  EXPECT_THAT(after.at(kSheet1), HasSubstr("<sheetProtection sheet=\"1\"/>"));
}

TEST(AnnotateWorkbookTest, ANoteSaysWhatIsWrongInWords) {
  const Parts after =
      Annotate(TwoSheets(), {Finding(v1::SEVERITY_ERROR, "E", "Nyckeltal", 2, 2),
                             Finding(v1::SEVERITY_WARNING, "W", "Nyckeltal", 2, 2)});
  EXPECT_THAT(NotesIn(after.at("xl/comments1.xml")),
              ElementsAre(std::pair("B2",
                                    "FEL: the problem\nÅtgärd: the fix\n(E)\n\n"
                                    "VARNING: the problem\nÅtgärd: the fix\n(W)")));
  const std::string& drawing = after.at("xl/drawings/vmldrawing1.vml");
  EXPECT_THAT(drawing, HasSubstr("<x:Row>1</x:Row><x:Column>1</x:Column>"));
  // In the order of the schema.
  EXPECT_THAT(after.at(kSheet1),
              HasSubstr("<pageMargins/><legacyDrawing r:id=\"rId2\"/><tableParts/>"));
  EXPECT_THAT(after.at(kRels1), HasSubstr("Target=\"/xl/drawings/vmlDrawing1.vml\""));
  EXPECT_THAT(after.at("[content_types].xml"), HasSubstr("PartName=\"/xl/comments1.xml\""));
}

TEST(AnnotateWorkbookTest, CellsThatAreNotThereAreAddedInOrder) {
  const Parts after = Annotate(TwoSheets(), {Finding(v1::SEVERITY_ERROR, "A", "Nyckeltal", 2, 3),
                                             Finding(v1::SEVERITY_ERROR, "B", "Nyckeltal", 5, 1),
                                             Finding(v1::SEVERITY_ERROR, "C", "Nyckeltal", 12, 1)});
  EXPECT_THAT(StylesIn(after.at(kSheet1)),
              ElementsAre("A1=0", "B2=1", "C2=2", "D2=0", "A5=3", "A12=3"));
  // As its column has it.
  EXPECT_EQ(StyleText(after.at("xl/styles.xml"), 2), "10 FFFFC7CE unlocked");
  EXPECT_THAT(after.at(kSheet1), Not(HasSubstr("spans")));
  EXPECT_THAT(after.at(kSheet1), HasSubstr("</row><row r=\"9\"/><row r=\"12\">"));
}

TEST(AnnotateWorkbookTest, ARowIsMarkedAtItsFirstContentAndMergedCellsAtTheFirst) {
  Parts parts = TwoSheets();
  parts[kSheet1] = absl::StrReplaceAll(
      parts[kSheet1],
      {{"<pageMargins/>", "<mergeCells><mergeCell ref=\"D2:E4\"/></mergeCells><pageMargins/>"}});
  const Parts after = Annotate(parts, {Finding(v1::SEVERITY_ERROR, "A", "Nyckeltal", 2, 0),
                                       Finding(v1::SEVERITY_ERROR, "B", "Nyckeltal", 3, 5)});
  EXPECT_THAT(StylesIn(after.at(kSheet1)), ElementsAre("A1=0", "B2=2", "D2=3"));
  EXPECT_EQ(NotesIn(after.at("xl/comments1.xml")).size(), 2u);
}

TEST(AnnotateWorkbookTest, TheListHasEveryPlaceWithALink) {
  Parts parts = TwoSheets();
  parts["xl/workbook.xml"] =
      absl::StrReplaceAll(parts["xl/workbook.xml"], {{"Nyckeltal", "Bo's blad"}});
  Annotation finding = Finding(v1::SEVERITY_ERROR, "CSV_PERCENT", "Bo's blad", 2, 2);
  finding.problem = "=cmd|' /C calc'!A0 _x0041_ <\x01>";
  finding.places.push_back({.shown = "head.yaml:3"});
  const AnnotatedWorkbook annotated = Annotated(formats::ArchiveBytes(parts), {finding});
  EXPECT_EQ(annotated.list, "Anmärkningar");
  EXPECT_EQ(annotated.cells, 1u);
  const auto list = formats::ReadSheet(annotated.bytes, annotated.list);
  ASSERT_TRUE(list.ok()) << list.status();
  ASSERT_EQ(list->rows.size(), 6u);
  std::vector<std::string> cells;
  for (const formats::SheetCell& cell : list->rows[4].cells) cells.push_back(cell.text);
  EXPECT_THAT(cells,
              ElementsAre("Bo's blad!B2", "FEL", "=cmd|' /C calc'!A0 _x0041_ <\\x01>", "the fix",
                          "CSV_PERCENT", "Bo's blad", "B2", HasSubstr("FF00FF00")));
  EXPECT_EQ(list->rows[5].cells.front().text, "head.yaml:3");
  const Parts after = EntriesOf(annotated.bytes);
  EXPECT_THAT(after.at("xl/worksheets/sheet3.xml"),
              HasSubstr("<hyperlinks><hyperlink ref=\"A5\" location=\"'Bo''s blad'!B2\"/>"
                        "</hyperlinks>"));
  EXPECT_THAT(after.at("xl/workbook.xml"),
              HasSubstr("<sheet name=\"Anmärkningar\" sheetId=\"6\" r:id=\"rId5\"/></sheets>"));
}

TEST(AnnotateWorkbookTest, TheNameOfTheListIsUnique) {
  Parts parts = TwoSheets();
  parts["xl/workbook.xml"] =
      absl::StrReplaceAll(parts["xl/workbook.xml"], {{"\"Annat\"", "\"FINDINGS\""}});
  EXPECT_EQ(Annotated(formats::ArchiveBytes(parts), {}, board::Language::kEn).list, "Findings 2");
}

// With notes of others, one of them in cell B2, and a form control.
Parts WithNotes() {
  Parts parts = TwoSheets();
  parts[kSheet1] = absl::StrReplaceAll(
      parts[kSheet1], {{"<tableParts/>", "<legacyDrawing r:id=\"rId1\"/><tableParts/>"}});
  parts[kRels1] = Relationships({{"vmlDrawing", "../drawings/vmlDrawing1.vml"},
                                 {"comments", "../comments7.xml"},
                                 {"threadedComment", "../threadedComments/threadedComment1.xml"}});
  parts["xl/threadedComments/threadedComment1.xml"] = "<ThreadedComments/>";
  parts["xl/comments7.xml"] =
      StrCat("<comments xmlns=\"", kMainNamespace, "\"><authors><author>Eva</author></authors>",
             "<commentList><comment ref=\"B2\" authorId=\"0\"><text><t>kolla &#13;med Bo</t>",
             "</text></comment><comment ref=\"D2\" authorId=\"0\"><text><r><t>klart</t></r>",
             "</text></comment></commentList></comments>");
  parts["xl/drawings/vmlDrawing1.vml"] =
      "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\""
      " xmlns:o=\"urn:schemas-microsoft-com:office:office\""
      " xmlns:x=\"urn:schemas-microsoft-com:office:excel\">"
      "<v:shape id=\"_x0000_s3090\"><br>not XML<x:ClientData ObjectType=\"Note\"><x:Row>1</x:Row>"
      "<x:Column>1</x:Column></x:ClientData></v:shape></xml>";
  return parts;
}

TEST(AnnotateWorkbookTest, NotesOfOthersAreKept) {
  const Parts before = WithNotes();
  const Parts after = Annotate(before, {Finding(v1::SEVERITY_ERROR, "E", "Nyckeltal", 2, 2),
                                        Finding(v1::SEVERITY_ERROR, "E", "Nyckeltal", 1, 1)});
  EXPECT_THAT(
      NotesIn(after.at("xl/comments7.xml")),
      ElementsAre(
          std::pair("A1", "FEL: the problem\nÅtgärd: the fix\n(E)"),
          std::pair("B2", "kolla \rmed Bo\n\n— Samlad —\nFEL: the problem\nÅtgärd: the fix\n(E)"),
          std::pair("D2", "klart")));
  const std::string& old = before.at("xl/drawings/vmlDrawing1.vml");
  const std::string& drawing = after.at("xl/drawings/vmldrawing1.vml");
  EXPECT_TRUE(drawing.starts_with(old.substr(0, old.size() - 6)));
  EXPECT_THAT(drawing, HasSubstr("<v:shape id=\"_x0000_s3091\""));
  EXPECT_THAT(drawing, Not(HasSubstr("s3092"))) << "the note at B2 has its box";
  EXPECT_EQ(after.at("xl/threadedcomments/threadedcomment1.xml"), "<ThreadedComments/>");
  EXPECT_EQ(after.at(kRels1), before.at(kRels1));
}

// Its notes say how an indicator is counted, and have the author of ours.
TEST(AnnotateWorkbookTest, NotesOfATemplateAreKept) {
  Parts parts = WithNotes();
  std::string& notes = parts["xl/comments7.xml"];
  notes = absl::StrReplaceAll(notes, {{"<author>Eva</author>", "<author>Samlad</author>"}});
  ASSERT_THAT(notes, HasSubstr("<author>Samlad</author>"));
  const AnnotatedWorkbook first = Annotated(formats::ArchiveBytes(parts),
                                            {Finding(v1::SEVERITY_ERROR, "E", "Nyckeltal", 1, 1)});
  EXPECT_EQ(NotesIn(EntriesOf(first.bytes).at("xl/comments7.xml")).size(), 3u);
  EXPECT_THAT(NotesIn(EntriesOf(Annotated(first.bytes, {}).bytes).at("xl/comments7.xml")),
              ElementsAre(std::pair("B2", "kolla \rmed Bo"), std::pair("D2", "klart")));
}

TEST(AnnotateWorkbookTest, ASecondRunReplacesTheFirst) {
  const std::string original = formats::ArchiveBytes(WithNotes());
  const AnnotatedWorkbook first =
      Annotated(original, {Finding(v1::SEVERITY_ERROR, "E", "Nyckeltal", 2, 2),
                           Finding(v1::SEVERITY_ERROR, "E", "Nyckeltal", 1, 1)});
  const AnnotatedWorkbook second = Annotated(
      first.bytes, {Finding(v1::SEVERITY_WARNING, "W", "Nyckeltal", 2, 4)}, board::Language::kEn);
  EXPECT_EQ(second.list, "Anmärkningar") << "of the first run";
  const Parts after = EntriesOf(second.bytes);
  EXPECT_THAT(NotesIn(after.at("xl/comments7.xml")),
              ElementsAre(std::pair("B2", "kolla \rmed Bo"),
                          std::pair("D2",
                                    "klart\n\n— Samlad —\nWARNING: the problem\n"
                                    "Fix: the fix\n(W)")));
  EXPECT_THAT(after.at("xl/drawings/vmldrawing1.vml"), Not(HasSubstr("s3091")));
  EXPECT_THAT(after.at("xl/drawings/vmldrawing1.vml"), HasSubstr("s3090"));
  std::vector<std::string> colours;
  for (const std::string& style : StylesIn(after.at(kSheet1))) {
    colours.push_back(
        StyleText(after.at("xl/styles.xml"), std::stoul(style.substr(style.find('=') + 1))));
  }
  EXPECT_THAT(colours, ElementsAre("0 ", "10 FF00FF00 unlocked", "0 FFFFEB9C"));
  // And one that finds nothing leaves nothing.
  const Parts clean = EntriesOf(Annotated(second.bytes, {}).bytes);
  EXPECT_THAT(NotesIn(clean.at("xl/comments7.xml")),
              ElementsAre(std::pair("B2", "kolla \rmed Bo"), std::pair("D2", "klart")));
}

// As openpyxl saves them.
TEST(AnnotateWorkbookTest, BoxesWithOtherPrefixesAreFound) {
  Parts parts = EntriesOf(Annotated(formats::ArchiveBytes(TwoSheets()),
                                    {Finding(v1::SEVERITY_ERROR, "E", "Nyckeltal", 1, 1)})
                              .bytes);
  std::string& drawing = parts["xl/drawings/vmldrawing1.vml"];
  drawing = absl::StrReplaceAll(
      drawing, {{"xmlns:", "xmlns:n"}, {"v:", "nv:"}, {"x:", "nx:"}, {"o:", "no:"}});
  const Parts after = Annotate(parts, {Finding(v1::SEVERITY_ERROR, "E", "Nyckeltal", 2, 2)});
  EXPECT_EQ(NotesIn(after.at("xl/comments1.xml")).size(), 1u);
  const std::string& boxes = after.at("xl/drawings/vmldrawing1.vml");
  EXPECT_THAT(boxes, Not(HasSubstr("<nv:shape ")));
  EXPECT_THAT(boxes, HasSubstr("<v:shape xmlns:v=\"urn:schemas-microsoft-com:vml\""));
}

TEST(AnnotateWorkbookTest, NotesGoAlsoIfTheListWasDeleted) {
  Parts parts = EntriesOf(Annotated(formats::ArchiveBytes(TwoSheets()),
                                    {Finding(v1::SEVERITY_ERROR, "E", "Nyckeltal", 1, 1)})
                              .bytes);
  parts["xl/workbook.xml"] = TwoSheets()["xl/workbook.xml"];
  const Parts after = EntriesOf(Annotated(formats::ArchiveBytes(parts), {}).bytes);
  EXPECT_THAT(NotesIn(after.at("xl/comments1.xml")), IsEmpty());
}

TEST(AnnotateWorkbookTest, ASheetThatOnlyTheListNamesKeepsItsBytes) {
  const Parts before = TwoSheets();
  const Parts after = Annotate(before, {Finding(v1::SEVERITY_INFO, "I", "Annat", 0, 0)});
  EXPECT_EQ(after.at("xl/worksheets/sheet2.xml"), before.at("xl/worksheets/sheet2.xml"));
}

// As LibreOffice saves them.
TEST(AnnotateWorkbookTest, NotesThatLostTheirAuthorAreReplaced) {
  Parts parts = EntriesOf(Annotated(formats::ArchiveBytes(WithNotes()),
                                    {Finding(v1::SEVERITY_ERROR, "E", "Nyckeltal", 1, 1),
                                     Finding(v1::SEVERITY_ERROR, "E", "Nyckeltal", 2, 2)})
                              .bytes);
  std::string& notes = parts["xl/comments7.xml"];
  notes = absl::StrReplaceAll(notes, {{"<author>Samlad</author>", "<author> </author>"}});
  const Parts clean = EntriesOf(Annotated(formats::ArchiveBytes(parts), {}).bytes);
  EXPECT_THAT(NotesIn(clean.at("xl/comments7.xml")),
              ElementsAre(std::pair("B2", "kolla \rmed Bo"), std::pair("D2", "klart")));
}

TEST(AnnotateWorkbookTest, ACellThatSomebodyColouredSinceKeepsThat) {
  AnnotatedWorkbook first = Annotated(formats::ArchiveBytes(TwoSheets()),
                                      {Finding(v1::SEVERITY_ERROR, "E", "Nyckeltal", 2, 4)});
  Parts parts = EntriesOf(first.bytes);
  parts[kSheet1] = absl::StrReplaceAll(parts[kSheet1], {{"r=\"D2\" s=\"2\"", "r=\"D2\" s=\"1\""}});
  ASSERT_THAT(StylesIn(parts[kSheet1]), ElementsAre("A1=0", "B2=1", "D2=1"));
  const Parts after = EntriesOf(Annotated(formats::ArchiveBytes(parts), {}).bytes);
  EXPECT_THAT(StylesIn(after.at(kSheet1)), ElementsAre("A1=0", "B2=1", "D2=1"));
}

// The same content with the prefix x: and in the strict form.
Parts PrefixedAndStrict() {
  Parts parts = TwoSheets();
  for (auto& [name, text] : parts) {
    if (!name.ends_with(".xml") || name.starts_with("docProps")) continue;
    text = absl::StrReplaceAll(
        text, {{kMainNamespace, "http://purl.oclc.org/ooxml/spreadsheetml/main"},
               {kOfficeNamespace, "http://purl.oclc.org/ooxml/officeDocument/relationships"},
               {"xmlns=", "xmlns:x="},
               {"xmlns:r=", "xmlns:rel="},
               {"r:id=", "rel:id="},
               {"</", "</x:"},
               {"<", "<x:"}});
  }
  return parts;
}

TEST(AnnotateWorkbookTest, PrefixesAndTheStrictFormAreKept) {
  const Parts after =
      Annotate(PrefixedAndStrict(), {Finding(v1::SEVERITY_ERROR, "E", "Nyckeltal", 2, 3)});
  EXPECT_THAT(StylesIn(after.at(kSheet1)), ElementsAre("A1=0", "B2=1", "C2=2", "D2=0"));
  EXPECT_THAT(after.at(kSheet1), HasSubstr("<x:c r=\"C2\" s=\"2\"/>"));
  EXPECT_THAT(after.at(kSheet1), HasSubstr("<x:legacyDrawing rel:id=\"rId2\"/>"));
  EXPECT_THAT(after.at("xl/styles.xml"), Not(HasSubstr("<fill")));
  EXPECT_EQ(StyleText(after.at("xl/styles.xml"), 2), "10 FFFFC7CE unlocked");
  EXPECT_THAT(after.at("[content_types].xml"), HasSubstr("<x:Override PartName=\"/xl/comments1"));
  EXPECT_THAT(after.at("xl/comments1.xml"),
              HasSubstr("xmlns=\"http://purl.oclc.org/ooxml/spreadsheetml/main\""));
  EXPECT_THAT(after.at(kRels1),
              HasSubstr("http://purl.oclc.org/ooxml/officeDocument/relationships/comments"));
  EXPECT_THAT(after.at("xl/workbook.xml"), HasSubstr("<x:sheet name=\"Anmärkningar\""));
}

TEST(AnnotateWorkbookTest, AWorkbookWithoutStylesGetsSome) {
  Parts parts = TwoSheets();
  parts.erase("xl/styles.xml");
  parts["xl/_rels/workbook.xml.rels"] =
      absl::StrReplaceAll(parts["xl/_rels/workbook.xml.rels"], {{"/styles\"", "/nothing\""}});
  const Parts after = Annotate(parts, {Finding(v1::SEVERITY_ERROR, "E", "Nyckeltal", 2, 4)});
  EXPECT_THAT(StylesIn(after.at(kSheet1)), ElementsAre("A1=0", "B2=1", "D2=1"));
  EXPECT_EQ(StyleText(after.at("xl/styles.xml"), 1), "0 FFFFC7CE");
  EXPECT_THAT(after.at("[content_types].xml"), HasSubstr("/xl/styles.xml"));
}

TEST(AnnotateWorkbookTest, ASignatureIsRemovedAndThatIsReported) {
  Parts parts = TwoSheets();
  parts["_xmlsignatures/origin.sigs"] = "";
  parts["_xmlsignatures/sig1.xml"] = "<Signature/>";
  parts["_rels/.rels"] = Relationships(
      {{"officeDocument", "xl/workbook.xml"}, {"origin", "_xmlsignatures/origin.sigs"}});
  const AnnotatedWorkbook annotated = Annotated(formats::ArchiveBytes(parts), {});
  EXPECT_TRUE(annotated.signature_removed);
  const Parts after = EntriesOf(annotated.bytes);
  EXPECT_FALSE(after.contains("_xmlsignatures/sig1.xml"));
  EXPECT_THAT(after.at("_rels/.rels"), Not(HasSubstr("sigs")));
  EXPECT_FALSE(Annotated(formats::ArchiveBytes(TwoSheets()), {}).signature_removed);
}

TEST(AnnotateWorkbookTest, NamesWithBackslashesAreFoundAndKept) {
  Parts parts;
  for (const auto& [name, text] : TwoSheets()) {
    parts[absl::StrReplaceAll(name, {{"/", "\\"}})] = text;
  }
  const Parts after = Annotate(parts, {Finding(v1::SEVERITY_ERROR, "E", "Nyckeltal", 2, 4)});
  EXPECT_THAT(StylesIn(after.at(kSheet1)), ElementsAre("A1=0", "B2=1", "D2=2"));
  EXPECT_EQ(after.size(), parts.size() + 4);
}

TEST(AnnotateWorkbookTest, PlacesThatNoSheetHasAreListedOnly) {
  const AnnotatedWorkbook annotated =
      Annotated(formats::ArchiveBytes(TwoSheets()),
                {Finding(v1::SEVERITY_ERROR, "E", "Finns inte", 2, 4),
                 Finding(v1::SEVERITY_ERROR, "E", "Nyckeltal", 1'048'577, 1),
                 Finding(v1::SEVERITY_ERROR, "E", "Nyckeltal", 1, 16'385),
                 Finding(v1::SEVERITY_ERROR, "E", "Nyckeltal", 0, 0)});
  EXPECT_EQ(annotated.cells, 0u);
  const Parts after = EntriesOf(annotated.bytes);
  EXPECT_FALSE(after.contains("xl/comments1.xml"));
  EXPECT_THAT(after.at("xl/worksheets/sheet3.xml"), Not(HasSubstr("Finns inte'!")));
  EXPECT_THAT(after.at("xl/worksheets/sheet3.xml"), HasSubstr("location=\"'Nyckeltal'!A1\""));
}

TEST(AnnotateWorkbookTest, TooManyPlacesAreCountedAndNoFindingIsLost) {
  Annotation many = Finding(v1::SEVERITY_ERROR, "MANY", "Nyckeltal", 1, 1);
  for (uint32_t row = 2; row <= 30'000; ++row) {
    many.places.push_back({.shown = "r", .sheet = "Nyckeltal", .row = row, .column = 1});
  }
  const AnnotatedWorkbook annotated =
      Annotated(formats::ArchiveBytes(TwoSheets()),
                {many, Finding(v1::SEVERITY_INFO, "LAST", "Annat", 1, 1)});
  EXPECT_LE(annotated.cells, limits::kAnnotatedPlacesMax);
  EXPECT_GT(annotated.cells, limits::kAnnotatedPlacesMax - 5);
  const auto list = formats::ReadSheet(annotated.bytes, annotated.list);
  ASSERT_TRUE(list.ok()) << list.status();
  EXPECT_EQ(list->rows.back().cells[4].text, "LAST");
  const formats::SheetRow& more = list->rows[list->rows.size() - 2];
  EXPECT_EQ(more.cells.front().text, StrCat("och på ", 30'001 - annotated.cells, " ställen till"));
}

TEST(AnnotateWorkbookTest, ANoteIsNoLongerThanExcelTakes) {
  std::vector<Annotation> findings;
  for (int i = 0; i < 5; ++i) {
    findings.push_back(Finding(v1::SEVERITY_ERROR, StrCat("E", i), "Nyckeltal", 2, 4));
    for (int words = 0; words < 2'000; ++words) findings.back().problem += "\U0001F600 åäö";
  }
  const Parts after = Annotate(TwoSheets(), findings);
  const std::string note = NotesIn(after.at("xl/comments1.xml")).at("D2");
  EXPECT_LE(CountUnits(note), 32'767u);
  EXPECT_GE(CountUnits(note), 32'766u);
  EXPECT_TRUE(note.ends_with("…"));
}

TEST(AnnotateWorkbookTest, WhatIsNoWorkbookIsRefused) {
  const auto refused = [](const std::string& bytes) {
    return AnnotateWorkbook(bytes, {}, "", board::Language::kSv).status().code();
  };
  EXPECT_EQ(refused("PK"), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(refused(formats::ArchiveBytes({{"a", "b"}})), absl::StatusCode::kInvalidArgument);
  Parts bomb = TwoSheets();
  bomb["xl/styles.xml"] = std::string(limits::kWorkbookPartBytesMax + 1, ' ');
  EXPECT_EQ(refused(formats::ArchiveBytes(bomb)), absl::StatusCode::kResourceExhausted);
  Parts untyped = TwoSheets();
  untyped.erase("[Content_Types].xml");
  EXPECT_EQ(refused(formats::ArchiveBytes(untyped)), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace samlad::annotate
