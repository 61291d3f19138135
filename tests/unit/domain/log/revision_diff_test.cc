// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/log/revision_diff.h"

#include <gtest/gtest.h>

#include <string>

namespace samlad::domain {
namespace {

void Add(v1::Report& report, const std::string& indicator, const std::string& sex,
         const std::string& value) {
  v1::Observation& one = *report.add_observations();
  one.set_indicator(indicator);
  one.set_sex(sex);
  one.set_value(value);
}

// "ID/sex: before -> after", one a line.
std::string ToldOf(const v1::Report& before, const v1::Report& after) {
  std::string text;
  for (const v1::ObservationChange& change : DiffRevisions(before, after)) {
    const v1::Observation& one = change.has_after() ? change.after() : change.before();
    text += one.indicator() + "/" + one.sex() + ": " +
            (change.has_before() ? change.before().value() : "-") + " -> " +
            (change.has_after() ? change.after().value() : "-") + "\n";
  }
  return text;
}

TEST(RevisionDiffTest, NamesWhatIsNewChangedAndGone) {
  v1::Report before, after;
  Add(before, "GONE", "", "1");
  Add(before, "SAME", "", "2");
  Add(before, "CHANGED", "F", "3");
  Add(before, "CHANGED", "M", "4");
  Add(after, "NEW", "", "5");
  Add(after, "CHANGED", "M", "40");
  Add(after, "CHANGED", "F", "3");
  Add(after, "SAME", "", "2");
  EXPECT_EQ(ToldOf(before, after), "NEW/: - -> 5\nCHANGED/M: 4 -> 40\nGONE/: 1 -> -\n");
  EXPECT_EQ(ToldOf(after, after), "");
}

TEST(RevisionDiffTest, SpellingIsNoDifference) {
  v1::Report before, after;
  Add(before, "A", "_T", "12.0");
  Add(after, "A", "", "12");
  after.mutable_observations(0)->set_status(v1::OBSERVATION_STATUS_NORMAL);
  EXPECT_EQ(ToldOf(before, after), "");
  after.mutable_observations(0)->set_status(v1::OBSERVATION_STATUS_PROVISIONAL);
  EXPECT_EQ(ToldOf(before, after), "A/: 12.0 -> 12\n");
  after.mutable_observations(0)->clear_status();
  after.mutable_observations(0)->set_n(0);  // none is not nought
  EXPECT_EQ(ToldOf(before, after), "A/: 12.0 -> 12\n");
}

TEST(RevisionDiffTest, AFigureGivenTwiceIsToldOnce) {
  v1::Report before, after;
  Add(before, "A", "", "1");
  Add(before, "A", "", "1");
  EXPECT_EQ(ToldOf(before, after), "A/: 1 -> -\n");
  EXPECT_EQ(ToldOf(before, before), "");
}

TEST(RevisionDiffTest, ProseIsEverythingButTheFiguresAndTheReason) {
  v1::Report before, after;
  Add(after, "A", "", "1");
  after.set_reason(v1::REVISION_REASON_CORRECTION);
  EXPECT_FALSE(ProseDiffers(before, after));
  for (const auto& change :
       {+[](v1::Report& report) { report.set_comment("x"); },
        +[](v1::Report& report) { report.add_activities(); },
        +[](v1::Report& report) { report.add_follow_ups(); },
        +[](v1::Report& report) { report.mutable_sign_off()->set_name("x"); }}) {
    v1::Report other = after;
    change(other);
    EXPECT_TRUE(ProseDiffers(after, other));
  }
}

}  // namespace
}  // namespace samlad::domain
