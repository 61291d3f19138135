// SPDX-License-Identifier: EUPL-1.2

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "absl/strings/escaping.h"
#include "clients/board/page/board_page.h"
#include "clients/web/board/handlers.h"
#include "gateway/base/strings.h"
#include "gateway/ledger/hash.h"
#include "tests/unit/board/page/large_view.h"
#include "tests/unit/board/sample_view.h"
#include "tests/unit/web/board/reading_room.h"

namespace samlad::web::editions {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr board::Language kBoth[] = {board::Language::kSv, board::Language::kEn};

size_t CountOf(std::string_view text, std::string_view part) {
  size_t count = 0;
  for (size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
  return count;
}

class BoardPagesTest : public ::testing::Test {
 protected:
  // Pages of one thing.
  std::string Indicator(const v1::View& view, const char* id,
                        board::Language language = board::Language::kSv) {
    room_.path_values = {{"id", id}};
    return RenderIndicator(room_.In(language), room_.Show(view, language)).body;
  }

  ReadingRoom room_;
};

TEST_F(BoardPagesTest, EveryPageInBothLanguagesWithoutScriptOrStyleOfItsOwn) {
  const ShownEdition shown = room_.Show(board::SampleView());
  for (const board::Language language : kBoth) {
    for (const auto& [name, body] : AllPages(room_.In(language), shown)) {
      EXPECT_EQ(CountOf(body, "<h1"), 1u) << name;
      EXPECT_THAT(body, Not(HasSubstr(" style=\""))) << name;
      EXPECT_THAT(body, Not(HasSubstr("<script"))) << name;
    }
  }
}

TEST_F(BoardPagesTest, AnEditionIsNamedOnItsPages) {
  const std::string newest =
      RenderIndicators(room_.In(board::Language::kSv), room_.Show(board::SampleView())).body;
  EXPECT_THAT(newest, AllOf(HasSubstr("Utgåva 2 för 2025"), HasSubstr("den nyaste"),
                            HasSubstr("href=\"/indicators/EID-02\"")));
  room_.is_newest = false;
  const std::string old =
      RenderIndicators(room_.In(board::Language::kSv), room_.Show(board::SampleView())).body;
  EXPECT_THAT(old, AllOf(HasSubstr("det finns en nyare"), Not(HasSubstr("den nyaste</span>")),
                         HasSubstr("href=\"/indicators/EID-02?edition=1234\"")));
}

TEST_F(BoardPagesTest, AnIndicatorWithAllThatIsKnownOfIt) {
  const std::string page = Indicator(board::SampleView(), "EID-02", board::Language::kEn);
  for (const char* text :
       {"<svg class=\"years\"", "Target 10,000.5 (2026)", "Evictions carried out", "North",
        "Kolada", "AB Eidar", "href=\"/trail?organisation=eidar&amp;period=2025#e7\"", "[c]",
        "href=\"/organisations/eidar\"", "since 2024", "href=\"/trail?indicator=EID-02\""}) {
    EXPECT_THAT(page, HasSubstr(text));
  }
  room_.path_values = {{"id", "EID-99"}};
  EXPECT_EQ(RenderIndicator(room_.In(board::Language::kSv), room_.Show(board::SampleView())).status,
            404);
}

// A code stands for a figure, whatever else the figure has.
TEST_F(BoardPagesTest, AHiddenFigureIsNowhere) {
  v1::View view = board::SampleView();
  for (v1::IndicatorRow& row : *view.mutable_areas(0)->mutable_rows()) {
    for (v1::Figure* figure : {row.mutable_figure(), row.mutable_history(0)}) {
      figure->set_code(v1::FIGURE_CODE_CONFIDENTIAL);
      figure->set_value("271828");
      figure->set_numerator("271828");
    }
    for (v1::CellFigure& cell : *row.mutable_cells()) {
      cell.mutable_figure()->set_code(v1::FIGURE_CODE_CONFIDENTIAL);
      cell.mutable_figure()->set_value("271828");
    }
    for (v1::Contribution& one : *row.mutable_contributions()) {
      one.mutable_figure()->set_code(v1::FIGURE_CODE_CONFIDENTIAL);
      one.mutable_figure()->set_value("271828");
    }
  }
  const auto is_hidden = [](const std::string& body) {
    return body.find("271828") == body.npos && body.find("271\u202F828") == body.npos &&
           body.find("271,828") == body.npos;
  };
  const ShownEdition shown = room_.Show(view);
  for (const board::Language language : kBoth) {
    const Visit visit = room_.In(language);
    for (const auto& [name, body] : AllPages(visit, shown)) EXPECT_TRUE(is_hidden(body)) << name;
    for (const char* id : {"EID-02", "EID-07", "EID-01"}) {
      EXPECT_TRUE(is_hidden(Indicator(view, id, language))) << id;
    }
    for (const char* format : {"csv", "json", "sdmx-csv"}) {
      EXPECT_TRUE(is_hidden(ExportEdition(visit, shown, format, "").body)) << format;
    }
  }
  room_.path_values = {{"id", "eidar"}};
  EXPECT_TRUE(is_hidden(RenderOrganisation(room_.In(board::Language::kSv), shown).body));
}

// The coordinator's catalogue has them all; an edition may hide them.
TEST_F(BoardPagesTest, NoBaselineComesFromTheCatalogue) {
  v1::View view = board::SampleView();
  view.clear_projects();
  view.add_projects()->set_project("P1");
  const ShownEdition shown = room_.Show(view);
  const Visit visit = room_.In(board::Language::kSv);
  for (const auto& [name, body] : AllPages(visit, shown)) {
    EXPECT_THAT(body, Not(HasSubstr("314"))) << name;
  }
  EXPECT_THAT(Indicator(view, "EID-02"), Not(HasSubstr("314")));
  room_.path_values = {{"id", "P1"}};
  const std::string project = RenderProject(room_.In(board::Language::kSv), shown).body;
  EXPECT_THAT(project, AllOf(HasSubstr("Färre avhysningar"), Not(HasSubstr("314"))));
}

TEST_F(BoardPagesTest, AnEmptyViewHasAllItsPages) {
  v1::View view;
  view.mutable_query()->set_period("2025");
  const ShownEdition shown = room_.Show(view);
  for (const board::Language language : kBoth) {
    for (const auto& [name, body] : AllPages(room_.In(language), shown)) {
      EXPECT_EQ(CountOf(body, "<h1"), 1u) << name;
    }
  }
}

TEST_F(BoardPagesTest, TextOfOthersIsText) {
  constexpr char kAttack[] = "<script>alert('\"')</script>";
  v1::View view = board::SampleView();
  v1::IndicatorRow& row = *view.mutable_areas(0)->mutable_rows(0);
  row.mutable_title()->set_sv(kAttack);
  row.mutable_unit()->set_sv(kAttack);
  row.mutable_contributions(0)->mutable_name()->set_sv(kAttack);
  row.set_indicator("\"><script>");
  for (v1::ProjectRow& project : *view.mutable_projects()) {
    project.mutable_title()->set_sv(kAttack);
    project.mutable_follow_up()->set_effect(kAttack);
  }
  for (v1::ActivityRow& activity : *view.mutable_activities()) {
    activity.mutable_activity()->set_title(kAttack);
    activity.mutable_activity()->set_description(kAttack);
  }
  room_.catalogue.mutable_catalogue()->mutable_documents(0)->mutable_title()->set_sv(kAttack);
  room_.request.query.emplace("filter", "");
  const ShownEdition shown = room_.Show(view);
  for (const auto& [name, body] : AllPages(room_.In(board::Language::kSv), shown)) {
    EXPECT_THAT(body, Not(HasSubstr("<script"))) << name;
  }
  EXPECT_THAT(Indicator(view, "\"><script>"), Not(HasSubstr("<script")));
}

TEST_F(BoardPagesTest, TwoHundredIndicatorsAreAllThere) {
  const ShownEdition shown = room_.Show(board::LargeView());
  const std::string page = RenderIndicators(room_.In(board::Language::kSv), shown).body;
  EXPECT_EQ(CountOf(page, "href=\"/indicators/IND-"), 200u);
  room_.request.query.emplace("filter", "ind-17 ");
  // 17, and 170 to 179.
  EXPECT_EQ(CountOf(RenderIndicators(room_.In(board::Language::kSv), shown).body,
                    "href=\"/indicators/IND-"),
            11u);
}

TEST_F(BoardPagesTest, WhatChangedInWordsAndFigures) {
  const Visit visit = room_.In(board::Language::kSv);
  const ShownEdition shown = room_.Show(board::SampleView());
  const std::vector<v1::FeedEvent> nobody;
  EXPECT_THAT(RenderEdition(visit, shown, nobody, "").body,
              AllOf(HasSubstr("En siffra är ny."), HasSubstr("Norra"), HasSubstr("7\u202F000"),
                    HasSubstr("nu dolda"), HasSubstr("7 av 10 siffror"), HasSubstr("eidar/A1"),
                    HasSubstr("01ab"), HasSubstr("02cd"), HasSubstr("Kontoret"),
                    HasSubstr("gick inte att läsa")));
}

TEST_F(BoardPagesTest, TheFirstPageSaysWhatToDo) {
  const ShownEdition shown = room_.Show(board::SampleView());
  const Visit visit = room_.In(board::Language::kSv);
  std::vector<v1::FeedEvent> events;
  const std::string before = RenderLanding(visit, shown, events).body;
  EXPECT_THAT(before, AllOf(HasSubstr("Styrelsen har inte kvitterat"),
                            HasSubstr("href=\"/acknowledge?edition=1234\""),
                            Not(HasSubstr("/board/preview"))));
  events.emplace_back().set_position(2001);
  events.back().set_minute("KS § 41");
  const std::string after = RenderLanding(visit, shown, events).body;
  EXPECT_THAT(after, AllOf(HasSubstr("href=\"/acknowledgements/2001\">KS § 41"),
                           Not(HasSubstr("/acknowledge?edition"))));
  EXPECT_THAT(RenderLanding(visit, shown, absl::UnavailableError("down")).body,
              HasSubstr("gick inte att läsa"));
}

TEST_F(BoardPagesTest, DocumentsAreATreeThatTellsEachOnce) {
  const std::string page =
      RenderDocuments(room_.In(board::Language::kSv), room_.Show(board::SampleView())).body;
  for (const char* id : {"law", "plan", "road", "ring-a", "ring-b"}) {
    EXPECT_EQ(CountOf(page, std::string("id=\"d-") + id + "\""), 1u) << id;
  }
  EXPECT_THAT(page, AllOf(HasSubstr("href=\"#d-road\""), HasSubstr("Ett hem"),
                          HasSubstr("href=\"/indicators/EID-02\"")));
}

// A browser takes the page's style only if the hash of the policy is its own.
TEST_F(BoardPagesTest, ThePolicyOfTheBoardsPageIsThatOfItsStyle) {
  const std::string html = board::RenderBoardPage(board::SampleView(), board::Language::kSv);
  const size_t begin = html.find("<style>") + 7, end = html.find("</style>");
  const std::string digest{
      ledger::AsBytes(ledger::Sha256({std::string_view(html).substr(begin, end - begin)}))};
  const Response response = AsOwnDocument(html);
  EXPECT_THAT(
      response.content_security_policy,
      AllOf(HasSubstr("default-src 'none'"),
            HasSubstr("'sha256-" + absl::Base64Escape(digest) + "'"), Not(HasSubstr("unsafe"))));
  EXPECT_EQ(CountOf(html, "<style"), 1u);
}

}  // namespace
}  // namespace samlad::web::editions
