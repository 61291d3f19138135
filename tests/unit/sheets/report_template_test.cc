// SPDX-License-Identifier: EUPL-1.2
//
// What a template asks for, and in which words.

#include "clients/sheets/report_template.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "clients/sheets/template_columns.h"
#include "clients/sheets/template_words.h"
#include "gateway/base/strings.h"
#include "tests/unit/sheets/template_fixture.h"

namespace samlad::sheets {
namespace {

using board::Language;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class ReportTemplateTest : public TemplateFixture {
 protected:
  v1::Observation& Add(v1::Report& report, const std::string& indicator) {
    report.set_organisation("sgn");
    report.set_obligation("partner-annual");
    v1::Observation& figure = *report.add_observations();
    figure.set_indicator(indicator);
    return figure;
  }
};

std::string About(const TemplateFigure& figure) {
  std::string text = figure.indicator->id();
  for (const std::string_view field : {"area", "sex", "age", "background", "category"}) {
    const std::string code = FigureCode(figure, field);
    if (!code.empty()) StrAppend(&text, " ", code);
  }
  return text;
}

std::vector<std::string> AboutAll(const ReportTemplate& asked) {
  std::vector<std::string> all;
  for (const TemplateFigure& figure : asked.figures) all.push_back(About(figure));
  return all;
}

// A note or key of the first figure of an indicator.
std::string TextAt(const ReportTemplate& asked, const std::string& indicator,
                   const std::string& field, Language language) {
  const CodeNames names(asked, language);
  const auto figure = std::ranges::find_if(
      asked.figures, [&](const TemplateFigure& one) { return one.indicator->id() == indicator; });
  for (const TemplateColumn& column : FigureColumns(asked, language)) {
    if (column.field == field) return FigureText(*figure, column, names, language);
  }
  return "no such column";
}

std::string AllText(const std::vector<Instruction>& lines) {
  std::string text;
  for (const Instruction& line : lines) StrAppend(&text, line.text, "\n");
  return text;
}

TEST_F(ReportTemplateTest, TotalsComeFirstThenTheBreakdownsOfTheCatalogue) {
  const ReportTemplate asked = Make();
  const std::vector<std::string> all = AboutAll(asked);
  EXPECT_EQ(all[0], "PAR-01");
  EXPECT_EQ(all[1], "PAR-02");
  EXPECT_EQ(all.size(), 2u + 13 + 2 + 2) << "areas and sexes of PAR-01, sexes of PAR-02";
  EXPECT_THAT(all, AllOf(Contains("PAR-01 SYLTE"), Contains("PAR-02 F"), Contains("PAR-01 M")));
  EXPECT_TRUE(asked.figures[0].mandatory);
  EXPECT_FALSE(asked.figures[2].mandatory) << "only totals are";
}

TEST_F(ReportTemplateTest, WhatWasReportedByTwoDimensionsHasARowOfItsOwn) {
  v1::Observation& now = Add(current_, "PAR-01");
  now.set_area("SYLTE");
  now.set_sex("F");
  now.set_value("31");
  v1::Observation& last = Add(before_, "PAR-01");
  last.set_area("LEXTORP");
  last.set_sex("M");
  last.set_age("_T");
  last.set_value("12");
  due_.set_position(17);
  const ReportTemplate asked = Make();
  EXPECT_THAT(AboutAll(asked), AllOf(Contains("PAR-01 SYLTE F"), Contains("PAR-01 LEXTORP M")));
  const TemplateFigure& mine = *std::ranges::find_if(
      asked.figures, [](const TemplateFigure& one) { return About(one) == "PAR-01 SYLTE F"; });
  EXPECT_EQ(Reported(mine, "value", CodeNames(asked, Language::kSv)), "31");
  EXPECT_EQ(asked.replaces(), 17u);
}

// A code that is no longer in the catalogue could not be sent.
TEST_F(ReportTemplateTest, ACodeThatIsNoLongerInTheCatalogueHasNoRow) {
  v1::Observation& figure = Add(before_, "PAR-01");
  figure.set_area("GONE");
  figure.set_sex("F");
  EXPECT_EQ(Make().figures.size(), 19u);
}

TEST_F(ReportTemplateTest, EachRowSaysUnitDirectionRangeAndLastTimesFigure) {
  before_.set_period("2024");
  v1::Observation& ratio = Add(before_, "PAR-02");
  ratio.set_numerator("1104");
  ratio.set_denominator("2430");
  Add(before_, "PAR-01").set_value("1276.5");
  const ReportTemplate asked = Make();
  EXPECT_EQ(TextAt(asked, "PAR-01", "before", Language::kSv), "1\u202f276,5");
  EXPECT_EQ(TextAt(asked, "PAR-01", "before", Language::kEn), "1,276.5");
  EXPECT_EQ(TextAt(asked, "PAR-02", "before", Language::kSv), "45,4 (1\u202f104 / 2\u202f430)");
  EXPECT_EQ(TextAt(asked, "PAR-02", "unit", Language::kSv), "%");
  EXPECT_EQ(TextAt(asked, "PAR-02", "better", Language::kEn), "higher");
  EXPECT_THAT(TextAt(asked, "PAR-02", "plausible", Language::kSv), HasSubstr("–"));
  EXPECT_THAT(TextAt(asked, "PAR-01", "title", Language::kSv), ::testing::EndsWith(" *"));
  std::vector<std::string> headings;
  for (const TemplateColumn& column : FigureColumns(asked, Language::kSv)) {
    headings.push_back(column.heading);
  }
  EXPECT_THAT(headings, ElementsAre("Nyckeltal", "(Benämning)", "Område", "Kön", "(Enhet)", "Värde",
                                    "Täljare", "Nämnare", "Status", "(Förra gången, 2024)",
                                    "(Rimligt)", "(Bättre är)", "Kommentar", "Källa"));
}

TEST_F(ReportTemplateTest, ADefinitionNamesTheParts) {
  const std::string text = DefinitionText(*Make().figures[1].indicator, Language::kSv);
  EXPECT_THAT(text, AllOf(HasSubstr("PAR-02"), HasSubstr("Täljare: "), HasSubstr("Nämnare: ")));
}

// The owner owes a follow-up, a participant may send one, and of a project that is
// only proposed the gateway takes none.
TEST_F(ReportTemplateTest, FollowUpsAreThoseThatAreOwed) {
  EXPECT_THAT(Make().follow_ups, IsEmpty());
  EXPECT_FALSE(Make().projects.empty()) << "that it takes part in";
  due_.set_organisation("asf");
  due_.set_obligation("asf-annual");
  const ReportTemplate asked = Make();
  ASSERT_EQ(asked.follow_ups.size(), 1u);
  EXPECT_EQ(asked.follow_ups[0].due, "2026-02-15");
  for (v1::Project& project : *catalogue_.mutable_projects()) {
    project.set_state(v1::PROJECT_STATE_PROPOSED);
  }
  Rebuild();
  EXPECT_THAT(Make().follow_ups, IsEmpty());
  EXPECT_THAT(Make().projects, IsEmpty());
}

TEST_F(ReportTemplateTest, AParticipantsFollowUpIsKeptInACorrection) {
  Add(current_, "PAR-01").set_value("1");
  v1::FollowUp& sent = *current_.add_follow_ups();
  sent.set_project("trygga-kronogarden");
  sent.set_status(v1::PROJECT_STATUS_DEVIATES);
  sent.set_spent_sek(410'000);
  const ReportTemplate asked = Make();
  ASSERT_EQ(asked.follow_ups.size(), 1u);
  const CodeNames names(asked, Language::kSv);
  EXPECT_EQ(Reported(asked.follow_ups[0], "status", names), "Avviker");
  EXPECT_EQ(Reported(asked.follow_ups[0], "spent_sek", names), "410000");
}

TEST_F(ReportTemplateTest, WhatIsNotOwedIsRefusedAndNamed) {
  due_.set_obligation("asf-annual");
  EXPECT_EQ(MakeReportTemplate(*index_, due_, {}).status().code(),
            absl::StatusCode::kFailedPrecondition);
  due_.set_obligation("nothing");
  EXPECT_EQ(MakeReportTemplate(*index_, due_, {}).status().code(), absl::StatusCode::kNotFound);
  due_.set_obligation("partner-annual");
  due_.set_period("1999");
  EXPECT_THAT(std::string(MakeReportTemplate(*index_, due_, {}).status().message()),
              HasSubstr("1999"));
}

// Two indicators may have a breakdown "Other", and a person chooses by name.
TEST_F(ReportTemplateTest, WithinAFieldNoTwoCodesHaveTheSameName) {
  for (v1::CodeList& list : *catalogue_.mutable_code_lists()) {
    if (list.id() != "area") continue;
    list.mutable_codes(0)->mutable_title()->set_sv("Centrum ");
    list.mutable_codes(1)->mutable_title()->set_sv("sylte");
    list.mutable_codes(4)->mutable_title()->clear_sv();
  }
  Rebuild();
  const ReportTemplate asked = Make();
  const CodeNames names(asked, Language::kSv);
  std::set<std::pair<std::string, std::string>> seen;
  std::vector<std::string> areas;
  for (const NamedCode& one : names.all()) {
    EXPECT_TRUE(seen.emplace(one.field, one.name).second) << one.name;
    if (one.field == "area") areas.push_back(one.name);
  }
  EXPECT_THAT(areas, AllOf(Contains("Centrum (KRONOGARDEN)"), Contains("Centrum (CENTRUM)"),
                           Contains("sylte (LEXTORP)"), Contains("SKOFTEBYN")));
}

TEST_F(ReportTemplateTest, TheFirstSheetSaysWhatByWhenAndWhomToAsk) {
  const ReportTemplate asked = Make();
  const std::string text = AllText(Instructions(asked, Language::kSv, true));
  EXPECT_THAT(text,
              HasSubstr("Senast söndag 15 februari 2026 kl. 23:59 (tidszon Europe/Stockholm)"));
  EXPECT_THAT(text, HasSubstr("samlad report submit FIL"));
  EXPECT_THAT(text, HasSubstr("42,8 och inte 42,8 %"));
  EXPECT_THAT(text, HasSubstr("Kontoret hållbart samhälle"));
  EXPECT_THAT(text, Not(HasSubstr("rättelse")));
  EXPECT_THAT(AllText(Instructions(asked, Language::kEn, true)),
              HasSubstr("Due by Sunday 15 February 2026, 23:59"));
}

TEST_F(ReportTemplateTest, ACorrectionSaysWhatWasFoundAndThatItReplaces) {
  Add(current_, "PAR-01").set_value("390");
  due_.set_position(17);
  due_.set_state(v1::REPORT_STATE_RETURNED);
  due_.set_reason("One figure cannot be right");
  v1::ReviewRemark& remark = *due_.add_remarks();
  remark.set_field("PAR-01");
  remark.set_text("ten times last year's");
  const std::string text = AllText(Instructions(Make(), Language::kEn, true));
  EXPECT_THAT(text, HasSubstr("One figure cannot be right"));
  EXPECT_THAT(text, HasSubstr("PAR-01: ten times last year's"));
  EXPECT_THAT(text, HasSubstr("position 17"));
  EXPECT_THAT(AboutTemplate(Make()),
              Contains(std::pair<std::string, std::string>("replaces", "17")));
}

// Excel takes no more.
TEST_F(ReportTemplateTest, TextsFitIntoASpreadsheet) {
  for (const Language language : {Language::kSv, Language::kEn}) {
    const TemplateTexts& texts = TemplateTextsIn(language);
    for (const std::string* title :
         {&texts.implausible_title, &texts.number_title, &texts.choice_title}) {
      EXPECT_LE(title->size(), 32u) << *title;
    }
    for (const std::string* text :
         {&texts.implausible, &texts.number, &texts.percent, &texts.choice}) {
      EXPECT_LE(text->size(), 255u) << *text;
    }
  }
}

}  // namespace
}  // namespace samlad::sheets
