// SPDX-License-Identifier: EUPL-1.2
//
// Templates as files: what ReadReport reads back, and what a workbook contains.

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_replace.h"
#include "clients/sheets/report_template.h"
#include "clients/sheets/template_columns.h"
#include "gateway/base/strings.h"
#include "gateway/formats/report_reader.h"
#include "gateway/formats/template_sheets.h"
#include "gateway/formats/workbook.h"
#include "tests/unit/sheets/template_fixture.h"

namespace samlad::sheets {
namespace {

using board::Language;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

constexpr Language kLanguages[] = {Language::kSv, Language::kEn};

class TemplateFilesTest : public TemplateFixture {
 protected:
  static std::vector<std::string> Read(const std::string& name, const std::string& text,
                                       v1::Report* report) {
    const formats::Loaded loaded =
        formats::ReadReport({{name, text}}, formats::DecimalMark::kDetect, report);
    std::vector<std::string> codes;
    for (const v1::Finding& finding : loaded.findings) codes.push_back(finding.code());
    return codes;
  }

  // A report that says something everywhere.
  void Report() {
    current_.set_organisation("sgn");
    current_.set_obligation("partner-annual");
    current_.set_period("2025");
    current_.set_comment("Ett bra år; \"bäst\" hittills");
    v1::Observation& count = *current_.add_observations();
    count.set_indicator("PAR-01");
    count.set_value("298.5");
    count.set_status(v1::OBSERVATION_STATUS_PROVISIONAL);
    count.set_comment("=SUM(1; 2) är ingen formel");
    v1::Observation& part = *current_.add_observations();
    part.set_indicator("PAR-01");
    part.set_area("SYLTE");
    part.set_sex("F");
    part.set_value("31");
    part.set_source("registret");
    v1::Observation& ratio = *current_.add_observations();
    ratio.set_indicator("PAR-02");
    ratio.set_numerator("104");
    ratio.set_denominator("243");
    v1::Activity& activity = *current_.add_activities();
    activity.set_id("A1");
    activity.set_title("Mentorer");
    activity.add_indicators("PAR-01");
    activity.add_indicators("PAR-02");
    activity.set_priority_area("F3");
    due_.set_position(17);
  }

  // Without the rows that nobody has filled in.
  static v1::Report Filled(v1::Report report) {
    auto& figures = *report.mutable_observations();
    figures.erase(std::remove_if(figures.begin(), figures.end(),
                                 [](const v1::Observation& one) {
                                   return one.value().empty() && one.numerator().empty() &&
                                          one.status() == v1::OBSERVATION_STATUS_UNSPECIFIED;
                                 }),
                  figures.end());
    return report;
  }
};

TEST_F(TemplateFilesTest, CsvIsReadBackWithoutFindings) {
  for (const Language language : kLanguages) {
    v1::Report read;
    EXPECT_THAT(Read("t.csv", WriteTemplateCsv(Make(), language), &read), IsEmpty());
    EXPECT_EQ(read.observations_size(), 19);
  }
}

TEST_F(TemplateFilesTest, CsvOfACorrectionIsWhatWasReported) {
  Report();
  for (const Language language : kLanguages) {
    v1::Report read;
    EXPECT_THAT(Read("t.csv", WriteTemplateCsv(Make(), language), &read), IsEmpty());
    read = Filled(read);
    ASSERT_EQ(read.observations_size(), 3);
    EXPECT_EQ(read.observations(0).SerializeAsString(),
              current_.observations(0).SerializeAsString());
    EXPECT_EQ(read.observations(1).numerator(), "104");
    EXPECT_EQ(read.observations(2).SerializeAsString(),
              current_.observations(1).SerializeAsString());
  }
}

// A spreadsheet would compute it; the catalogue is somebody else's text.
TEST_F(TemplateFilesTest, ATitleInCsvIsNoFormula) {
  for (v1::Indicator& indicator : *catalogue_.mutable_indicators()) {
    indicator.mutable_title()->set_sv("=cmd|' /C calc'!A0");
  }
  Rebuild();
  EXPECT_THAT(WriteTemplateCsv(Make(), Language::kSv), Not(HasSubstr(";=")));
}

TEST_F(TemplateFilesTest, YamlIsReadBackAlsoWithEveryLineUncommented) {
  for (const Language language : kLanguages) {
    const std::string text = WriteTemplateYaml(Make(), language);
    v1::Report read;
    EXPECT_THAT(Read("t.yaml", text, &read), IsEmpty());
    EXPECT_EQ(read.organisation(), "sgn");
    EXPECT_EQ(read.period(), "2025");
    EXPECT_EQ(read.observations_size(), 1) << "what is mandatory";
    v1::Report whole;
    EXPECT_THAT(Read("t.yaml", absl::StrReplaceAll(text, {{"  # - ", "  - "}}), &whole), IsEmpty());
    EXPECT_EQ(whole.observations_size(), 19);
  }
}

// Whoever sends a report back writes no field of the next.
TEST_F(TemplateFilesTest, ARemarkInYamlStaysAComment) {
  due_.set_state(v1::REPORT_STATE_RETURNED);
  due_.set_reason("fel\rreason: late\r\nreason: method");
  v1::Report read;
  EXPECT_THAT(Read("t.yaml", WriteTemplateYaml(Make(), Language::kSv), &read), IsEmpty());
  EXPECT_EQ(read.reason(), v1::REVISION_REASON_UNSPECIFIED);
}

TEST_F(TemplateFilesTest, YamlAndJsonOfACorrectionAreTheWholeReport) {
  Report();
  for (const std::string name : {"t.yaml", "t.json"}) {
    const std::string text =
        name == "t.json" ? WriteTemplateJson(Make()) : WriteTemplateYaml(Make(), Language::kSv);
    v1::Report read;
    EXPECT_THAT(Read(name, text, &read), IsEmpty());
    read.clear_sign_off();
    EXPECT_EQ(read.SerializeAsString(), current_.SerializeAsString()) << text;
  }
}

TEST_F(TemplateFilesTest, JsonIsReadBack) {
  v1::Report read;
  EXPECT_THAT(Read("t.json", WriteTemplateJson(Make()), &read), IsEmpty());
  EXPECT_EQ(read.observations_size(), 19);
}

// The CSV reader knows the names too, so that a sheet saved as CSV is read.
TEST_F(TemplateFilesTest, NamesOfStatusesAreWordsOfTheReader) {
  for (const Language language : kLanguages) {
    const ReportTemplate asked = Make();
    const CodeNames names(asked, language);
    for (const NamedCode& one : names.all()) {
      const bool is_project = one.field == "project_status";
      if (!is_project && one.field != "status") continue;
      v1::Report read;
      EXPECT_THAT(Read("t.csv",
                       is_project ? StrCat("project;status;effect\nx;", one.name, ";e\n")
                                  : StrCat("indicator;status\nPAR-01;", one.name, "\n"),
                       &read),
                  IsEmpty())
          << one.name;
    }
  }
}

// --- The workbook -----------------------------------------------------------

// The cells with a text of the rows that have any.
std::vector<std::vector<std::string>> Rows(const std::string& workbook, std::string_view sheet) {
  const auto read = formats::ReadSheet(workbook, sheet);
  EXPECT_TRUE(read.ok()) << read.status();
  std::vector<std::vector<std::string>> rows;
  if (!read.ok()) return rows;
  EXPECT_EQ(read->name, sheet);
  for (const formats::SheetRow& row : read->rows) {
    std::vector<std::string> cells;
    for (const formats::SheetCell& cell : row.cells) {
      if (!cell.text.empty()) cells.push_back(cell.text);
    }
    if (!cells.empty()) rows.push_back(std::move(cells));
  }
  return rows;
}

TEST_F(TemplateFilesTest, AWorkbookHasItsSheetsInBothLanguages) {
  const auto sv = WriteTemplateWorkbook(Make(), Language::kSv);
  ASSERT_TRUE(sv.ok()) << sv.status();
  EXPECT_THAT(Rows(*sv, "Läs först")[0][0], HasSubstr("2025"));
  EXPECT_EQ(Rows(*sv, "Nyckeltal").size(), 20u) << "headings, and the figures";
  EXPECT_EQ(Rows(*sv, "Aktiviteter").size(), 1u);
  EXPECT_EQ(Rows(*sv, "Projektuppföljning").size(), 1u);
  EXPECT_EQ(Rows(*sv, "Underskrift").size(), 5u);
  const auto en = WriteTemplateWorkbook(Make(), Language::kEn);
  ASSERT_TRUE(en.ok()) << en.status();
  EXPECT_EQ(Rows(*en, "Figures").size(), 20u);
  EXPECT_THAT(Rows(*en, "Read first")[0][0], HasSubstr("2025"));
}

TEST_F(TemplateFilesTest, TheHiddenSheetSaysWhatItWasMadeFor) {
  const auto book = WriteTemplateWorkbook(Make(), Language::kSv);
  ASSERT_TRUE(book.ok());
  const auto rows = Rows(*book, formats::kAboutSheet);
  EXPECT_THAT(rows, Contains(ElementsAre("samlad_template", StrCat(formats::kTemplateVersion))));
  EXPECT_THAT(rows, Contains(ElementsAre("catalogue_position", "7")));
  EXPECT_THAT(rows, Contains(ElementsAre("organisation", "sgn")));
  EXPECT_THAT(rows, Contains(ElementsAre("obligation", "partner-annual")));
  EXPECT_THAT(rows, Contains(ElementsAre("period", "2025")));
  EXPECT_THAT(rows, Contains(ElementsAre("area", "SYLTE", "Sylte")));
  EXPECT_THAT(rows, Contains(ElementsAre("status", "missing", "Saknas")));
}

TEST_F(TemplateFilesTest, AWorkbookOfACorrectionHasWhatWasReported) {
  Report();
  current_.mutable_observations(1)->set_value("123456789012.123456");
  const auto book = WriteTemplateWorkbook(Make(), Language::kSv);
  ASSERT_TRUE(book.ok());
  const auto rows = Rows(*book, "Nyckeltal");
  EXPECT_THAT(rows[1], Contains("298.5"));
  EXPECT_THAT(rows[1], Contains("Preliminärt"));
  EXPECT_THAT(rows[1], Contains("=SUM(1; 2) är ingen formel"));
  EXPECT_THAT(rows, Contains(Contains("123456789012.123456")))
      << "more digits than a spreadsheet's number holds";
  EXPECT_THAT(Rows(*book, "Aktiviteter")[1],
              ElementsAre("A1", "Mentorer", "PAR-01 PAR-02", "Fler unga i arbete"));
  EXPECT_THAT(Rows(*book, "Underskrift"), Contains(Contains(StartsWith("Ett bra år"))));
}

}  // namespace
}  // namespace samlad::sheets
