// SPDX-License-Identifier: EUPL-1.2

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "clients/web/board/handlers.h"
#include "tests/unit/web/board/reading_room.h"

namespace samlad::web::editions {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class TrailPageTest : public ::testing::Test {
 protected:
  TrailPageTest() {
    for (const char* obligation : {"year", "other"}) {
      v1::TrailRow& row = *trail_.add_rows();
      row.mutable_obligation()->set_obligation(obligation);
      row.mutable_obligation()->mutable_name()->set_sv(std::string("Den med ") + obligation);
      v1::TrailStep& step = *row.add_steps();
      step.set_kind(v1::TRAIL_STEP_KIND_SUBMITTED);
      step.set_state(v1::TRAIL_STEP_STATE_DONE);
      step.set_position(7);
      step.set_time_ms(1771149600000);
    }
  }

  std::string Page(const char* name = "", const char* value = "") {
    room_.request.query.clear();
    if (*name != '\0') room_.request.query.emplace(name, value);
    return RenderTrail(room_.In(board::Language::kSv), trail_).body;
  }

  ReadingRoom room_;
  v1::GetTrailResponse trail_;
};

TEST_F(TrailPageTest, EachReportWithItsSteps) {
  EXPECT_THAT(Page(), AllOf(HasSubstr("Den med year"), HasSubstr("Den med other"),
                            HasSubstr("id=\"e7\""), HasSubstr("2026-02-15")));
}

TEST_F(TrailPageTest, OfAnIndicatorOrADocument) {
  for (const auto& [name, value] : {std::pair{"indicator", "EID-02"},
                                    {"document", "plan"},     // establishes the obligation
                                    {"document", "road"}}) {  // its goal's indicator is reported
    EXPECT_THAT(Page(name, value),
                AllOf(HasSubstr("Den med year"), Not(HasSubstr("Den med other"))))
        << value;
  }
  for (const auto& [name, value] : {std::pair{"indicator", "EID-99"}, {"document", "law"}}) {
    EXPECT_THAT(Page(name, value), Not(HasSubstr("Den med"))) << value;
  }
}

TEST_F(TrailPageTest, TheFilterNarrowsIt) {
  EXPECT_THAT(Page("filter", "OTHER"), AllOf(HasSubstr("Den med other"), Not(HasSubstr("year"))));
}

}  // namespace
}  // namespace samlad::web::editions
