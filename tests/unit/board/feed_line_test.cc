// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/feed_line.h"

#include "gtest/gtest.h"

namespace samlad::board {
namespace {

v1::FeedEvent Accepted() {
  v1::FeedEvent event;
  event.set_position(12);
  event.set_time_ms(1'770'710'400'000);
  event.set_kind(v1::FEED_EVENT_KIND_ACCEPTED);
  event.set_organisation("eidar");
  event.set_obligation("eidar-annual");
  event.set_period("2025");
  event.set_verdict(v1::VERDICT_ACCEPTED_WITH_WARNINGS);
  event.set_replaces(7);
  return event;
}

TEST(FeedLineTest, SaysWhatHappenedToWhat) {
  EXPECT_EQ(RenderFeedLine(Accepted(), Language::kEn, false, absl::UTCTimeZone()),
            "      12  2026-02-10 08:00 UTC   report accepted       eidar eidar-annual 2025 (with "
            "warnings) (replaces 7)\n");
  EXPECT_EQ(
      RenderFeedLine(Accepted(), Language::kSv, false, absl::UTCTimeZone()),
      "      12  2026-02-10 08:00 UTC   rapport mottagen         eidar eidar-annual 2025 (med "
      "varningar) (ersätter 7)\n");
}

TEST(FeedLineTest, ShowsMinuteAndDecisionWithoutWhatSteersATerminal) {
  v1::FeedEvent event;
  event.set_kind(v1::FEED_EVENT_KIND_ACKNOWLEDGED);
  event.set_time_ms(1'770'710'400'000);
  event.set_organisation("ks");
  event.set_period("2025");
  event.set_minute("KS § 41\x1b[2J");
  event.set_decision("Noted");
  EXPECT_EQ(RenderFeedLine(event, Language::kEn, false, absl::UTCTimeZone()),
            "       0  2026-02-10 08:00 UTC   board has taken note  ks 2025 · KS § 41\uFFFD[2J · "
            "Noted\n");
}

TEST(FeedLineTest, AClearingNamesReportAndIndicator) {
  v1::FeedEvent event;
  event.set_kind(v1::FEED_EVENT_KIND_CLEARED);
  event.set_time_ms(1'770'710'400'000);
  event.set_organisation("eidar");
  event.set_obligation("eidar-annual");
  event.set_period("2025");
  event.set_indicator("EID-02");
  event.set_report(7);
  event.set_reason("a digit was missing");
  EXPECT_EQ(RenderFeedLine(event, Language::kEn, false, absl::UTCTimeZone()),
            "       0  2026-02-10 08:00 UTC   figure cleared        eidar eidar-annual 2025 EID-02 "
            "(report 7) · a digit was missing\n");
}

TEST(FeedLineTest, ADeliveryIsNamedAndNothingStandsAfterTheLastWord) {
  v1::FeedEvent event;
  event.set_kind(v1::FEED_EVENT_KIND_DELIVERY);
  event.set_delivery_state(v1::DELIVERY_STATE_ACKNOWLEDGED);
  event.set_time_ms(1'770'710'400'000);
  event.set_delivery(38);
  EXPECT_EQ(RenderFeedLine(event, Language::kEn, false, absl::UTCTimeZone()),
            "       0  2026-02-10 08:00 UTC   delivery noted        (delivery 38)\n");
  event.set_period("2025");
  event.set_minute("KS 2026-04-15 § 52");
  EXPECT_EQ(
      RenderFeedLine(event, Language::kEn, false, absl::UTCTimeZone()),
      "       0  2026-02-10 08:00 UTC   delivery noted        2025 (delivery 38) · KS 2026-04-15 "
      "§ 52\n");
  event.clear_period();
  event.clear_minute();
  event.clear_delivery();
  EXPECT_EQ(RenderFeedLine(event, Language::kEn, false, absl::UTCTimeZone()),
            "       0  2026-02-10 08:00 UTC   delivery noted\n");
}

TEST(FeedLineTest, EveryKindHasAWordInBothLanguages) {
  for (int kind = v1::FeedEventKind_MIN + 1; kind <= v1::FeedEventKind_MAX; ++kind) {
    v1::FeedEvent event;
    event.set_kind(static_cast<v1::FeedEventKind>(kind));
    for (const Language language : {Language::kSv, Language::kEn}) {
      EXPECT_EQ(RenderFeedLine(event, language, false, absl::UTCTimeZone()).find('?'),
                std::string::npos)
          << kind;
    }
  }
}

TEST(FeedLineTest, ColoursTheWordOnly) {
  const std::string line = RenderFeedLine(Accepted(), Language::kEn, true, absl::UTCTimeZone());
  EXPECT_NE(line.find("\x1b[32mreport accepted"), std::string::npos);
  EXPECT_NE(line.find("\x1b[0m  eidar"), std::string::npos);
}

}  // namespace
}  // namespace samlad::board
