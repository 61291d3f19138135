// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/text/due_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace samlad::cli {
namespace {

using board::Language;
using ::testing::HasSubstr;
using ::testing::Not;

class DueTableTest : public ::testing::Test {
 protected:
  DueTableTest() {
    EXPECT_TRUE(absl::LoadTimeZone("Europe/Stockholm", &style_.catalogue_zone));
    style_.local_zone = style_.catalogue_zone;
  }

  v1::ObligationState& Add(const std::string& organisation) {
    v1::ObligationState& one = *due_.Add();
    one.set_organisation(organisation);
    one.set_obligation("partner-annual");
    one.mutable_title()->set_sv("Partnernas årliga uppföljning");
    one.set_period("2025");
    one.set_due("2026-02-15");
    one.set_state(v1::REPORT_STATE_EXPECTED);
    return one;
  }
  std::string Print() {
    std::ostringstream out;
    PrintDueTable(due_, style_, out);
    return out.str();
  }

  google::protobuf::RepeatedPtrField<v1::ObligationState> due_;
  DueTableStyle style_;
};

TEST_F(DueTableTest, ADueDateIsADayWhereItIsMeantAndAMomentElsewhere) {
  EXPECT_EQ(LocalDue("2026-02-15", style_), "2026-02-15");
  style_.local_zone = absl::UTCTimeZone();
  EXPECT_EQ(LocalDue("2026-02-15", style_), "2026-02-15 22:59 UTC");
  EXPECT_EQ(LocalDue("2026-05-20", style_), "2026-05-20 21:59 UTC") << "summer time";
  EXPECT_EQ(LocalDue("", style_), "");
}

TEST_F(DueTableTest, TitlesAreShownAndAnOrganisationOnlyAmongOthers) {
  Add("sgn");
  EXPECT_THAT(Print(), HasSubstr("Partnernas årliga uppföljning  2025"));
  EXPECT_THAT(Print(), Not(HasSubstr("sgn")));
  Add("hv");
  EXPECT_THAT(Print(), HasSubstr("2026-02-15  sgn "));
}

TEST_F(DueTableTest, WhatWasReturnedIsSaidWithTheReasonInOneLine) {
  v1::ObligationState& one = Add("sgn");
  one.set_state(v1::REPORT_STATE_RETURNED);
  one.set_position(17);
  one.set_reason("En siffra\nstämmer inte");
  v1::ReviewRemark& remark = *one.add_remarks();
  remark.set_field("PAR-01");
  remark.set_text("tio gånger förra årets");
  const std::string line =
      "\n\npartner-annual 2025: Återsänd: En siffra stämmer inte; PAR-01: tio gånger förra årets\n";
  EXPECT_THAT(Print(), HasSubstr(line));
}

TEST_F(DueTableTest, WhatTheGatewayRejectedSaysHowToSeeWhy) {
  Add("sgn").set_state(v1::REPORT_STATE_RETURNED);
  EXPECT_THAT(Print(), HasSubstr("partner-annual 2025: avvisad; kör `report validate`"));
}

TEST_F(DueTableTest, NothingIsSaidOfWhatIsOnlyAwaited) {
  Add("sgn");
  EXPECT_THAT(Print(), Not(HasSubstr("\n\n")));
  due_.Clear();
  EXPECT_EQ(Print(), "Ingen rapport ska lämnas.\n");
}

}  // namespace
}  // namespace samlad::cli
