// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/board/sample_view.h"

namespace samlad::board {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

size_t CountOf(std::string_view text, std::string_view part) {
  size_t count = 0;
  for (size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

// Names of elements that have no end tag.
bool IsVoid(std::string_view name) {
  return name == "meta" || name == "path" || name == "circle" || name == "!DOCTYPE";
}

// Every element is closed, in order.
void ExpectBalanced(const std::string& html) {
  std::vector<std::string> open;
  for (size_t at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
    const bool closing = html[at + 1] == '/';
    const size_t begin = at + (closing ? 2 : 1);
    const std::string name = html.substr(begin, html.find_first_of(" >/\n", begin) - begin);
    if (IsVoid(name)) continue;
    if (!closing) {
      open.push_back(name);
    } else {
      ASSERT_FALSE(open.empty()) << "</" << name << ">";
      ASSERT_EQ(open.back(), name) << html.substr(at > 200 ? at - 200 : 0, 260);
      open.pop_back();
    }
  }
  EXPECT_TRUE(open.empty());
}

TEST(PageTest, IsWellFormedInBothLanguages) {
  for (const Language language : {Language::kSv, Language::kEn}) {
    const std::string html = RenderBoardPage(SampleView(), language);
    ExpectBalanced(html);
    EXPECT_THAT(html, ::testing::StartsWith("<!DOCTYPE html>\n<html lang=\""));
    EXPECT_EQ(CountOf(html, "<h1>"), 1);
  }
  ExpectBalanced(RenderBoardPage(v1::View(), Language::kSv));
}

TEST(PageTest, LanguageOfTheDocumentAndItsTexts) {
  const std::string sv = RenderBoardPage(SampleView(), Language::kSv);
  EXPECT_THAT(sv, HasSubstr("<html lang=\"sv\">"));
  EXPECT_THAT(sv, HasSubstr("Avhysningar"));
  EXPECT_THAT(sv, HasSubstr("12\u202F345"));
  EXPECT_THAT(sv, HasSubstr("71,5"));
  const std::string en = RenderBoardPage(SampleView(), Language::kEn);
  EXPECT_THAT(en, HasSubstr("<html lang=\"en\">"));
  EXPECT_THAT(en, HasSubstr("Evictions"));
  EXPECT_THAT(en, HasSubstr("12,345"));
}

TEST(PageTest, NothingRunsAndNothingIsLoaded) {
  const std::string html = RenderBoardPage(SampleView(), Language::kSv);
  for (const char* part : {"<script", "http://", "https://", "src=", "url(", "@import", "<link"}) {
    EXPECT_THAT(html, Not(HasSubstr(part)));
  }
  EXPECT_THAT(html, HasSubstr("default-src 'none'"));
}

TEST(PageTest, ScriptInAReportStaysText) {
  constexpr char kAttack[] = "<script>alert(1)</script><img src=x onerror=\"alert(2)\">";
  v1::View view = SampleView();
  v1::ActivityRow& activity = *view.mutable_activities(0);
  activity.set_organisation(kAttack);
  activity.mutable_activity()->set_title(kAttack);
  activity.mutable_activity()->set_description(kAttack);
  activity.mutable_activity()->set_indicators(0, kAttack);
  v1::FollowUp& follow_up = *view.mutable_projects(1)->mutable_follow_up();
  for (std::string* text :
       {follow_up.mutable_effect(), follow_up.mutable_deviation(), follow_up.mutable_next_step()}) {
    *text = kAttack;
  }
  v1::AcknowledgementRow& row = *view.mutable_acknowledgements(0);
  row.set_minute(kAttack);
  row.set_decision(kAttack);
  view.set_origin(kAttack);
  view.mutable_title()->set_sv(kAttack);
  for (v1::IndicatorRow& indicator : *view.mutable_areas(0)->mutable_rows()) {
    indicator.mutable_title()->set_sv(kAttack);
    indicator.mutable_unit()->set_sv(kAttack);
    indicator.mutable_figure()->set_value(kAttack);
    indicator.set_target(kAttack);
  }
  const std::string html = RenderBoardPage(view, Language::kSv);
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  EXPECT_THAT(html, Not(HasSubstr("<img")));
  EXPECT_THAT(html, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt;"));
  ExpectBalanced(html);
}

// WCAG 1.3.1: header cells say what they head; 1.4.1: a state is a word.
TEST(PageTest, TablesAndStatesCanBeHeard) {
  const std::string html = RenderBoardPage(SampleView(), Language::kSv);
  EXPECT_EQ(CountOf(html, "<table"), CountOf(html, "<caption"));
  EXPECT_EQ(CountOf(html, "<th "), CountOf(html, "<th scope="));
  EXPECT_EQ(CountOf(html, "<svg "), CountOf(html, "aria-hidden=\"true\""));
  EXPECT_EQ(CountOf(html, "<svg "), CountOf(html, "class=\"sign "));
  EXPECT_EQ(CountOf(html, "</svg></span>"), 0);  // a word follows every shape
}

TEST(PageTest, CodesFlagsProvenanceAndEvidence) {
  const std::string html = RenderBoardPage(SampleView(), Language::kSv);
  EXPECT_THAT(html, HasSubstr(">[c]</abbr>"));
  EXPECT_THAT(html, HasSubstr(">[x]</abbr>"));
  EXPECT_THAT(html, HasSubstr(">[z]</abbr>"));
  EXPECT_THAT(html, HasSubstr(">[r]</abbr>"));
  EXPECT_THAT(html, HasSubstr("logg 7, 1201"));
  EXPECT_THAT(html, HasSubstr("<dd class=\"hash\">00ff</dd>"));
  EXPECT_THAT(html, HasSubstr("aldrig uppföljt"));
  EXPECT_THAT(html, HasSubstr("KS § 41"));
}

TEST(PageTest, AnswersTheAuditorsPointByPoint) {
  const std::string html = RenderBoardPage(SampleView(), Language::kEn);
  EXPECT_THAT(html, HasSubstr("Decide measurable goals"));
  EXPECT_THAT(html, HasSubstr("The catalogue is decided"));
  EXPECT_THAT(html, HasSubstr("All have reported <strong>missing</strong> Socialtjänsten"));
}

TEST(PageTest, TellsWhatIsWrongWithAProjectAndWhatItChanged) {
  const std::string html = RenderBoardPage(SampleView(), Language::kEn);
  EXPECT_THAT(html, HasSubstr("never followed up, past its end"));
  EXPECT_THAT(html, HasSubstr("over budget"));
  EXPECT_THAT(html, HasSubstr("EID-12: baseline 57.9, expected 50, not measured"));
  EXPECT_THAT(html, HasSubstr("measured 55.5"));
}

TEST(PageTest, TellsWhatWasWithheldFromWhatWasNeverMeasured) {
  v1::View view = SampleView();
  view.mutable_projects(1)->mutable_effects(0)->clear_measured();
  EXPECT_THAT(RenderBoardPage(view, Language::kEn), HasSubstr("measured [c]"));
}

TEST(PageTest, SaysWhenItShowsASelection) {
  v1::View view = SampleView();
  EXPECT_THAT(RenderBoardPage(view, Language::kSv), Not(HasSubstr("Urval")));
  view.mutable_query()->add_organisations("eidar");
  EXPECT_THAT(RenderBoardPage(view, Language::kSv), HasSubstr("Urval"));
}

TEST(PageTest, SameViewSameBytes) {
  EXPECT_EQ(RenderBoardPage(SampleView(), Language::kSv),
            RenderBoardPage(SampleView(), Language::kSv));
}

TEST(PageTest, TellsOthersFiguresApartFromOurs) {
  const std::string page = RenderBoardPage(SampleView(), Language::kSv);
  EXPECT_THAT(page, HasSubstr("Jämförelse, Behöriga, %: kommunen 70,1 (2024), "));
  EXPECT_THAT(page, HasSubstr("</svg>sämre än</span> riket 74,1"));
  EXPECT_THAT(page, HasSubstr("Källa: Kolada</span>"));
  EXPECT_THAT(page, HasSubstr("<li><span>nn · F</span>"));
}

}  // namespace
}  // namespace samlad::board
