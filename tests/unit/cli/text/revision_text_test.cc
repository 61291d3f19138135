// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/text/revision_text.h"

#include <sstream>
#include <string>

#include "clients/cli/text/review_text.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace samlad::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

template <class Message>
Message Parse(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message));
  return message;
}

RevisionResult First() {
  return Parse<RevisionResult>(R"pb(
    summary {
      position: 9
      time_ms: 1770710400000
      organisation: "eidar"
      obligation: "eidar-annual"
      period: "2025"
      observations: 2
    }
    report {
      organisation: "eidar"
      obligation: "eidar-annual"
      period: "2025"
      observations { indicator: "EID-05" value: "390" comment: "Counted\x1b[2J" source: "register" }
      observations { indicator: "EID-06" sex: "F" value: "7" status: OBSERVATION_STATUS_ESTIMATED }
      activities {
        id: "a1"
        title: "Homes first"
        description: "For ten"
        indicators: "EID-05"
        indicators: "EID-06"
        priority_area: "F5"
      }
      follow_ups {
        project: "renovation"
        status: PROJECT_STATUS_DEVIATES
        spent_sek: 1200000
        deviation: "late"
        next_step: "hurry"
        measured { indicator: "EID-06" value: "5" }
      }
      sign_off { name: "A. Name" title: "Controller" date: "2026-02-09" }
      comment: "All of it"
    }
  )pb");
}

v1::Report Earlier() {
  return Parse<v1::Report>(R"pb(
    period: "2024"
    observations { indicator: "EID-05" sex: "_T" value: "38" }
    observations { indicator: "EID-06" age: "F" value: "99" }
  )pb");
}

std::string Text(const RevisionResult& result, const v1::Report* previous, Extent extent) {
  std::ostringstream out;
  PrintRevision(result, previous, extent, board::Language::kEn, absl::UTCTimeZone(), out);
  return out.str();
}

TEST(RevisionTextTest, FiguresAreWrittenAsTheLanguageWritesThem) {
  RevisionResult result = First();
  v1::Observation& ratio = *result.mutable_report()->mutable_observations(0);
  ratio.set_value("42.8");
  ratio.set_numerator("1234.5");
  ratio.set_denominator("2884");
  std::ostringstream out;
  PrintRevision(result, nullptr, Extent::kWhole, board::Language::kSv, absl::UTCTimeZone(), out);
  EXPECT_THAT(out.str(), HasSubstr("1\u202f234,5/2\u202f884 = 42,8"));
  EXPECT_THAT(Text(result, nullptr, Extent::kWhole), HasSubstr("1,234.5/2,884 = 42.8"));
}

TEST(RevisionTextTest, ShowsWarningsAndTheSendersAnswers) {
  RevisionResult result = First();
  v1::Finding& finding = *result.add_findings();
  finding.set_code("OBS_VALUE_IMPLAUSIBLE");
  finding.set_severity(v1::SEVERITY_INFO);
  finding.mutable_location()->set_field("observations[0].value");
  finding.mutable_message()->set_sv("390 är mycket. Avsändarens svar: ”Fler\x1b[2J hus”");
  finding.add_also(1);
  finding.set_occurrences(2);
  std::ostringstream out;
  PrintRevision(result, nullptr, Extent::kDifference, board::Language::kSv, absl::UTCTimeZone(),
                out);
  EXPECT_THAT(out.str(),
              HasSubstr("Varningar, och avsändarens svar\n"
                        "  observations[0].value: OBS_VALUE_IMPLAUSIBLE: 390 är mycket."));
  EXPECT_THAT(out.str(), HasSubstr("”Fler\\x1b[2J"));
  EXPECT_THAT(out.str(), HasSubstr("på 2 ställen"));
}

TEST(RevisionTextTest, AFirstRevisionIsShownWholeBesideThePeriodBefore) {
  const v1::Report earlier = Earlier();
  EXPECT_EQ(
      Text(First(), &earlier, Extent::kDifference),
      "POSITION  ORGANISATION  OBLIGATION    PERIOD  ACCEPTED              FIGURES  REASON  REVIEW"
      "  IN FORCE\n"
      "       9  eidar         eidar-annual  2025    2026-02-10 08:00 UTC        2                "
      "  yes\n"
      "\nFigures\n"
      "INDICATOR  BREAKDOWN  2024         2025  SOURCE\n"
      "EID-05                  38          390  register\n"
      "EID-06     F                7 estimated\n"
      "EID-06     F            99\n"
      "\nComments on figures\n"
      "  EID-05: Counted\\x1b[2J\n"
      "\nActivities\n"
      "  a1  Homes first\n"
      "    For ten\n"
      "    indicators: EID-05, EID-06\n"
      "    priority area: F5\n"
      "\nFollow-ups\n"
      "  renovation  deviates from plan · SEK 1,200,000 spent\n"
      "    deviation: late\n"
      "    next step: hurry\n"
      "    measured: EID-06 5\n"
      "\nComment\n  All of it\n"
      "\nSigned off: A. Name, Controller, 2026-02-09\n");
}

TEST(RevisionTextTest, ACorrectionIsTheDifferenceUnlessAllIsAskedFor) {
  RevisionResult result = First();
  result.mutable_summary()->set_replaces(4);
  result.mutable_summary()->set_reason(v1::REVISION_REASON_CORRECTION);
  v1::ObservationChange& change = *result.add_changes();
  change.mutable_before()->set_indicator("EID-05");
  change.mutable_before()->set_value("39");
  *change.mutable_after() = result.report().observations(0);
  const std::string difference = Text(result, nullptr, Extent::kDifference);
  EXPECT_THAT(difference, HasSubstr("correction"));
  EXPECT_THAT(
      difference,
      HasSubstr("Compared with the revision at position 4: 1 figure differs; texts are the same."
                "\nINDICATOR  BREAKDOWN  BEFORE  AFTER\n"
                "EID-05                    39    390\n"));
  EXPECT_THAT(difference, Not(HasSubstr("Homes first")));
  const std::string whole = Text(result, nullptr, Extent::kWhole);
  EXPECT_THAT(whole, HasSubstr(difference));
  EXPECT_THAT(whole, HasSubstr("Homes first"));
}

TEST(RevisionTextTest, WhatWasNotReportedIsNotNought) {
  RevisionResult result = First();
  result.mutable_report()->mutable_follow_ups(0)->clear_spent_sek();
  EXPECT_THAT(Text(result, nullptr, Extent::kDifference),
              HasSubstr("  renovation  deviates from plan\n"));
}

TEST(RevisionTextTest, ALongCommentDoesNotStretchTheTable) {
  RevisionResult result = First();
  std::string comment;
  for (int i = 0; i < 100; ++i) comment += "word ";
  result.mutable_report()->mutable_observations(0)->set_comment(comment + "end");
  const std::string text = Text(result, nullptr, Extent::kDifference);
  EXPECT_THAT(text, HasSubstr(" word end\n"));
  for (size_t at = 0, end = 0; (end = text.find('\n', at)) != text.npos; at = end + 1) {
    EXPECT_LE(end - at, 101u) << text.substr(at, end - at);
  }
}

TEST(RevisionTextTest, SaysWhenNobodySignedOff) {
  EXPECT_THAT(Text({}, nullptr, Extent::kDifference), HasSubstr("Signed off: by nobody\n"));
}

TEST(RevisionTextTest, WhatIsGoneIsNotInForce) {
  v1::ReportSummary summary;
  EXPECT_TRUE(IsInForce(summary));
  summary.set_review(v1::REVIEW_STATE_APPROVED);
  EXPECT_TRUE(IsInForce(summary));
  summary.set_review(v1::REVIEW_STATE_SENT_BACK);
  EXPECT_FALSE(IsInForce(summary));
  summary.set_review(v1::REVIEW_STATE_WITHDRAWN);
  EXPECT_FALSE(IsInForce(summary));
  summary.set_review(v1::REVIEW_STATE_APPROVED);
  summary.set_superseded(true);
  EXPECT_FALSE(IsInForce(summary));
}

}  // namespace
}  // namespace samlad::cli
