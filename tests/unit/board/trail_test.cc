// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/trail.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "clients/board/messages.h"
#include "clients/board/text.h"
#include "gateway/base/strings.h"
#include "gateway/base/utf8.h"
#include "google/protobuf/text_format.h"

namespace samlad::board {
namespace {

using ::testing::HasSubstr;

v1::GetTrailResponse SampleTrail() {
  v1::GetTrailResponse trail;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
      R"pb(
        as_of: 40
        rows {
          obligation {
            name { sv: "AB Eidar" }
            title { sv: "Årsrapport" }
            period: "2025"
            due: "2026-02-15"
          }
          steps { kind: TRAIL_STEP_KIND_DUE state: TRAIL_STEP_STATE_DONE }
          steps {
            kind: TRAIL_STEP_KIND_SUBMITTED
            state: TRAIL_STEP_STATE_DONE
            time_ms: 1770710400000
          }
          steps {
            kind: TRAIL_STEP_KIND_SENT_BACK
            state: TRAIL_STEP_STATE_DONE
            time_ms: 1770796800000
            note: "EID-02"
          }
          steps { kind: TRAIL_STEP_KIND_APPROVED state: TRAIL_STEP_STATE_MISSING }
          steps { kind: TRAIL_STEP_KIND_DELIVERED state: TRAIL_STEP_STATE_AHEAD }
          steps {
            kind: TRAIL_STEP_KIND_ACKNOWLEDGED
            state: TRAIL_STEP_STATE_DONE
            time_ms: 1773820800000
            note: "KS \u001b[2J § 41"
            decision: "Antecknas"
          }
        }
      )pb",
      &trail));
  return trail;
}

TEST(TrailTest, TellsEachStepAndNamesWhatIsMissing) {
  EXPECT_EQ(
      RenderTrail(SampleTrail(), Language::kSv, false, absl::UTCTimeZone()),
      "2025 · AB Eidar · Årsrapport\n"
      "  Senast       2026-02-15\n"
      "  Inlämnad   ✓ 2026-02-10\n"
      "  Återsänd   › 2026-02-11  EID-02\n"
      "  Godkänd    ◆ saknas\n"
      "  Levererad  ○ återstår\n"
      "  Styrelsen  ✓ 2026-03-18  KS \\x1b[2J § 41 · Antecknas\n"
      "\n" +
          StrCat(MessagesIn(Language::kSv).as_of, " 40 ", MessagesIn(Language::kSv).entries, "\n"));
}

TEST(TrailTest, LeavesNothingOutAndStaysNarrow) {
  v1::GetTrailResponse trail = SampleTrail();
  std::string decision;
  for (int i = 0; i < 60; ++i) decision += StrCat("word", i, " ");
  trail.mutable_rows(0)->mutable_steps(5)->set_decision(decision);
  const std::string text = RenderTrail(trail, Language::kEn, false, absl::UTCTimeZone());
  EXPECT_THAT(text, HasSubstr("word59\n"));
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(DisplayWidth(line), 96u) << line;
}

// What a step's note says is not said twice.
TEST(TrailTest, TheReasonForSendingBackStandsWithTheStep) {
  v1::GetTrailResponse trail = SampleTrail();
  v1::ObligationState& owed = *trail.mutable_rows(0)->mutable_obligation();
  owed.set_state(v1::REPORT_STATE_RETURNED);
  owed.set_position(7);
  owed.set_reason("EID-02");
  const std::string text = RenderTrail(trail, Language::kEn, false, absl::UTCTimeZone());
  EXPECT_THAT(text, HasSubstr("› 2026-02-11  EID-02\n"));
  EXPECT_EQ(text.find("EID-02"), text.rfind("EID-02"));
}

TEST(TrailTest, AReasonSaysWhatItIsTheReasonFor) {
  v1::GetTrailResponse trail = SampleTrail();
  v1::ObligationState& owed = *trail.mutable_rows(0)->mutable_obligation();
  const auto reason_of = [&](v1::ReportState state, uint64_t position) {
    owed.set_state(state);
    owed.set_position(position);
    owed.set_reason("why");
    const std::string text = RenderTrail(trail, Language::kEn, false, absl::UTCTimeZone());
    const size_t at = text.rfind("\n  ", text.find(": why\n")) + 1;
    return text.substr(at + 2, text.find('\n', at) - at - 2);
  };
  EXPECT_EQ(reason_of(v1::REPORT_STATE_RETURNED, 7), "Sent back: why");
  EXPECT_EQ(reason_of(v1::REPORT_STATE_RETURNED, 0), "Withdrawn: why");
  EXPECT_EQ(reason_of(v1::REPORT_STATE_MISSING, 0), "Withdrawn: why");
  EXPECT_EQ(reason_of(v1::REPORT_STATE_WAIVED, 0), "Not needed: why");
}

TEST(TrailTest, WhoCalledForAnotherStandsBeforeTheNote) {
  v1::GetTrailResponse trail = SampleTrail();
  for (const int step : {1, 2}) {
    auto& by = *trail.mutable_rows(0)->mutable_steps(step)->mutable_represented_by();
    by.set_organisation("webb");
    by.set_system("samlad-web");
  }
  const std::string text = RenderTrail(trail, Language::kEn, false, absl::UTCTimeZone());
  EXPECT_THAT(text, HasSubstr("2026-02-10  via webb/samlad-web\n"));
  EXPECT_THAT(text, HasSubstr("2026-02-11  via webb/samlad-web · EID-02\n"));
}

TEST(TrailTest, NothingOfAReportSteersTheTerminal) {
  EXPECT_EQ(RenderTrail(SampleTrail(), Language::kEn, false, absl::UTCTimeZone()).find('\x1b'),
            std::string::npos);
}

TEST(TrailTest, SaysSoWhenNothingIsOwed) {
  EXPECT_EQ(RenderTrail({}, Language::kEn, false, absl::UTCTimeZone()), "No report is due.\n");
}

}  // namespace
}  // namespace samlad::board
