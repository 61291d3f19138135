// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/text/corrections.h"

#include <sstream>
#include <string>

#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "samlad/v1/reporting_service.pb.h"

namespace samlad::cli {
namespace {

constexpr char kNothing[] = "There is nothing to correct.\n";

// What is printed of the duties and events, both in text format.
std::string Said(const std::string& owed, const std::string& told) {
  v1::ListObligationsResponse duties;
  v1::WatchFeedResponse feed;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(owed, &duties));
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(told, &feed));
  std::ostringstream out;
  PrintCorrections(
      FindCorrections(duties.obligations(), {feed.events().begin(), feed.events().end()}),
      board::Language::kEn, out);
  return out.str();
}

std::string Owed(const std::string& more) {
  return "obligations { organisation: 'eidar' obligation: 'year' period: '2025' " + more + " }";
}

std::string Event(const std::string& kind, int position, const std::string& period = "2025") {
  return "events { organisation: 'eidar' obligation: 'year' period: '" + period +
         "' kind: FEED_EVENT_KIND_" + kind + " position: " + std::to_string(position) + " }";
}

TEST(CorrectionsTest, ARejectedCorrectionIsNamed) {
  const std::string owed = Owed("state: REPORT_STATE_ON_TIME position: 40");
  EXPECT_EQ(Said(owed, Event("ACCEPTED", 40) + Event("RETURNED", 51)),
            "the correction of eidar year 2025 was rejected at 51; run `report validate` to see "
            "the findings\n");
  // What came later was accepted, or it was another's.
  EXPECT_EQ(Said(owed, Event("RETURNED", 30) + Event("ACCEPTED", 40)), kNothing);
  EXPECT_EQ(Said(owed, Event("RETURNED", 51, "2024")), kNothing);
  EXPECT_EQ(Said(Owed("state: REPORT_STATE_WAIVED"), Event("RETURNED", 51)), kNothing);
}

TEST(CorrectionsTest, AFirstReportThatWasRejectedIsNamedOnce) {
  const std::string rejected =
      "the report of eidar year 2025 was rejected at 51; run `report validate` to see the "
      "findings\n";
  EXPECT_EQ(Said(Owed("state: REPORT_STATE_RETURNED"), Event("RETURNED", 51)), rejected);
  EXPECT_EQ(Said(Owed("state: REPORT_STATE_MISSING"), Event("RETURNED", 51)), rejected);
  EXPECT_EQ(Said(Owed("state: REPORT_STATE_RETURNED"), ""),
            "eidar year 2025: rejected; run `report validate` to see the findings\n");
}

TEST(CorrectionsTest, WhatWasSentBackComesWithItsRemarks) {
  EXPECT_EQ(Said(Owed("state: REPORT_STATE_RETURNED position: 7 reason: 'see the field' "
                      "remarks { field: 'EID-05' text: 'ten times' }"),
                 Event("ACCEPTED", 7)),
            "eidar year 2025: sent back, position 7\n"
            "  see the field\n"
            "  EID-05: ten times\n");
}

}  // namespace
}  // namespace samlad::cli
