// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/trail.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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

TEST(TrailTable, TellsEachStepAndNamesWhatIsMissing) {
  const std::string text = RenderTrail(SampleTrail(), Language::kSv, false);
  EXPECT_THAT(text, HasSubstr("AB Eidar"));
  EXPECT_THAT(text, HasSubstr("✓ 2026-02-10"));
  EXPECT_THAT(text, HasSubstr("› 2026-02-11"));
  EXPECT_THAT(text, HasSubstr("◆ saknas"));
  EXPECT_THAT(text, HasSubstr("○ återstår"));
  EXPECT_THAT(text, HasSubstr("§ 41 · Antecknas  Återsänd: EID-02\n"));
  EXPECT_THAT(text, HasSubstr("40"));
}

TEST(TrailTable, AReasonSaysWhatItIsTheReasonFor) {
  v1::GetTrailResponse trail = SampleTrail();
  v1::ObligationState& owed = *trail.mutable_rows(0)->mutable_obligation();
  const auto reason_of = [&](v1::ReportState state, uint64_t position) {
    owed.set_state(state);
    owed.set_position(position);
    owed.set_reason("why");
    const std::string text = RenderTrail(trail, Language::kEn, false);
    const size_t at = text.rfind("  ", text.find(": why\n"));
    return text.substr(at + 2, text.find('\n', at) - at - 2);
  };
  EXPECT_EQ(reason_of(v1::REPORT_STATE_RETURNED, 7), "Sent back: why");
  EXPECT_EQ(reason_of(v1::REPORT_STATE_RETURNED, 0), "Withdrawn: why");
  EXPECT_EQ(reason_of(v1::REPORT_STATE_MISSING, 0), "Withdrawn: why");
  EXPECT_EQ(reason_of(v1::REPORT_STATE_WAIVED, 0), "Not needed: why");
}

TEST(TrailTable, NothingOfAReportSteersTheTerminal) {
  EXPECT_EQ(RenderTrail(SampleTrail(), Language::kEn, false).find('\x1b'), std::string::npos);
}

TEST(TrailTable, SaysSoWhenNothingIsOwed) {
  EXPECT_EQ(RenderTrail({}, Language::kEn, false), "No report is owed.\n");
}

}  // namespace
}  // namespace samlad::board
