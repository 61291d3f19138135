// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/board/sample_view.h"

namespace samlad::board {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(TableTest, ShowsEverySection) {
  const std::string text = RenderBoardTable(SampleView(), Language::kSv, false);
  for (const char* part :
       {"Samlad lägesbild 2025 – Provstaden", "Avviker från mål: 1", "Förändrat: 2", "Försenat: 3",
        "Har inte rapporterat: 2", "F5  Boende", "Egen del: AB Eidar", "12\u202F345 [r]",
        "10\u202F000,5 (2026)", "◆ Avviker", "↗ Sämre", "1 av 2", "7,1201", "[c]", "Rapportering",
        "Läxhjälp", "aldrig uppföljt", "KS § 41", "Teckenförklaring"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
}

TEST(TableTest, ShowsWhatStandsBesideARow) {
  const std::string text = RenderBoardTable(SampleView(), Language::kSv, false);
  EXPECT_THAT(text, HasSubstr("Över åren 2023/2025: 23\u202F345"));
  EXPECT_THAT(text, HasSubstr("Jämförelse, Behöriga, %: kommunen 70,1 (2024), ⊖ sämre än riket "
                              "74,1, länet: inget värde · Källa: Kolada\n"));
  EXPECT_THAT(text, HasSubstr("nn · F"));
  EXPECT_THAT(text, HasSubstr("7\u202F000  1 av 2"));
  EXPECT_THAT(RenderBoardTable(SampleView(), Language::kEn, false),
              HasSubstr("⊖ worse than the country 74.1"));
}

TEST(TableTest, WhereNobodyOwesNobodyHasReported) {
  v1::View view = SampleView();
  for (v1::ObligationState& state : *view.mutable_obligations()) {
    state.set_state(v1::REPORT_STATE_WAIVED);
    state.clear_position();
  }
  const std::string text = RenderBoardTable(view, Language::kSv, false);
  EXPECT_THAT(text, HasSubstr("Ingen ska rapportera för perioden."));
  EXPECT_THAT(text, Not(HasSubstr("Alla har rapporterat.")));
}

TEST(TableTest, WhatIsReturnedWasSentBackOrRejected) {
  v1::View view = SampleView();
  view.mutable_obligations(0)->set_state(v1::REPORT_STATE_RETURNED);
  view.mutable_obligations(2)->set_state(v1::REPORT_STATE_RETURNED);
  const std::string text = RenderBoardTable(view, Language::kEn, false);
  EXPECT_THAT(text, HasSubstr("› Sent back"));
  EXPECT_THAT(text, HasSubstr("› Rejected"));
}

TEST(TableTest, WhatIsMissingHasANameOrNone) {
  v1::View view = SampleView();
  v1::EvidenceRow& evidence = *view.mutable_recommendations(0)->add_evidence();
  evidence.add_missing("asf");
  evidence.add_missing("fritid");
  view.mutable_recommendations(0)->add_evidence()->add_missing("fritid");
  const std::string text = RenderBoardTable(view, Language::kSv, false);
  EXPECT_THAT(text, HasSubstr("saknas: Socialtjänsten\n"));
  EXPECT_THAT(text, HasSubstr("saknas\n"));
}

TEST(TableTest, English) {
  const std::string text = RenderBoardTable(SampleView(), Language::kEn, false);
  EXPECT_THAT(text, HasSubstr("Consolidated view 2025 – Test city"));
  EXPECT_THAT(text, HasSubstr("12,345 [r]"));
  EXPECT_THAT(text, HasSubstr("Evictions"));
}

TEST(TableTest, ColourOnlyWhenAskedFor) {
  EXPECT_THAT(RenderBoardTable(SampleView(), Language::kSv, false), Not(HasSubstr("\x1b")));
  EXPECT_THAT(RenderBoardTable(SampleView(), Language::kSv, true), HasSubstr("\x1b[1;31m"));
}

TEST(TableTest, ReportCannotSteerTheTerminal) {
  v1::View view = SampleView();
  view.mutable_activities(0)->mutable_activity()->set_title("a\x1b[2Jb\nc");
  view.mutable_activities(0)->set_organisation("x\x07");
  view.mutable_title()->set_sv("\x1b]0;t\x07");
  view.mutable_acknowledgements(0)->set_minute("\u009B2J");
  view.mutable_clearings(0)->set_reason("\u009B2J");
  const std::string text = RenderBoardTable(view, Language::kSv, false);
  for (const char* part : {"\x1b", "\x07", "\u009B", "b\nc"}) {
    EXPECT_THAT(text, Not(HasSubstr(part)));
  }
}

TEST(TableTest, ShowsWhatIsOpenAgainAndWhatWasCorrected) {
  v1::View view = SampleView();
  view.mutable_obligations(0)->set_reopened_until("2026-05-31");
  *view.add_acknowledgements() = view.acknowledgements(0);
  view.mutable_acknowledgements(0)->set_corrected_by(88);
  view.mutable_acknowledgements(1)->set_corrects(77);
  const std::string shown = RenderBoardTable(view, Language::kEn, false);
  for (const char* part :
       {"open again until 2026-05-31", "corrected by entry 88", "corrects entry 77"}) {
    EXPECT_THAT(shown, HasSubstr(part));
  }
}

TEST(TableTest, SaysWhatWasCleared) {
  const std::string text = RenderBoardTable(SampleView(), Language::kSv, false);
  EXPECT_THAT(text, HasSubstr("Frisläppta uppgifter"));
  EXPECT_THAT(text, HasSubstr("en siffra föll bort"));
  EXPECT_THAT(RenderBoardTable(v1::View(), Language::kSv, false),
              Not(HasSubstr("Frisläppta uppgifter")));
}

TEST(TableTest, EmptyViewIsNoTrouble) {
  EXPECT_THAT(RenderBoardTable(v1::View(), Language::kSv, false), HasSubstr("Rapportering"));
}

}  // namespace
}  // namespace samlad::board
