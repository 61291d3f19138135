// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/language.h"

#include <gtest/gtest.h>

#include <cstring>

#include "clients/board/messages.h"

namespace samlad::board {
namespace {

TEST(FormatNumberTest, Swedish) {
  EXPECT_EQ(FormatNumber("1234567.50", Language::kSv), "1\u202F234\u202F567,50");
  EXPECT_EQ(FormatNumber("-1000", Language::kSv), "-1\u202F000");
  EXPECT_EQ(FormatNumber("-3.4", Language::kSv), "-3,4") << "as a spreadsheet reads it";
  EXPECT_EQ(FormatNumber("999", Language::kSv), "999");
  EXPECT_EQ(FormatNumber("0", Language::kSv), "0");
}

TEST(FormatNumberTest, English) {
  EXPECT_EQ(FormatNumber("1234567.50", Language::kEn), "1,234,567.50");
  EXPECT_EQ(FormatNumber("100000", Language::kEn), "100,000");
}

TEST(FormatNumberTest, WhatIsNoDecimalStays) {
  for (const char* text : {"", "-", "1.", ".5", "1e3", "abc", "1.2.3"}) {
    EXPECT_EQ(FormatNumber(text, Language::kSv), text);
  }
}

TEST(PickTest, SwedishStandsInForMissingEnglish) {
  v1::Text text;
  text.set_sv("hej");
  EXPECT_EQ(Pick(text, Language::kEn), "hej");
  text.set_en("hello");
  EXPECT_EQ(Pick(text, Language::kEn), "hello");
  EXPECT_EQ(Pick(text, Language::kSv), "hej");
}

TEST(FormatTimeTest, IsOfTheZoneAndNamesIt) {
  v1::View view;
  EXPECT_EQ(FormatTime(1771149600000, ZoneOf(view)), "2026-02-15 10:00 UTC");
  view.set_time_zone("Europe/Stockholm");
  EXPECT_EQ(FormatTime(1771149600000, ZoneOf(view)), "2026-02-15 11:00 CET");
  EXPECT_EQ(FormatTime(1786791600000, ZoneOf(view)), "2026-08-15 13:00 CEST");
  EXPECT_EQ(FormatTime(0, ZoneOf(view)), "");
  view.set_time_zone("Nowhere/Nothing");
  EXPECT_EQ(FormatTime(1771149600000, ZoneOf(view)), "2026-02-15 10:00 UTC");
}

TEST(FormatPeriodNameTest, ThirdsAreYearToDate) {
  EXPECT_EQ(FormatPeriodName("2025", Language::kSv), "2025");
  EXPECT_EQ(FormatPeriodName("2025-T1", Language::kSv), "januari–april 2025");
  EXPECT_EQ(FormatPeriodName("2025-T2", Language::kEn), "January–August 2025");
}

// A message that one language lacks would leave a hole in the page.
TEST(MessagesTest, NoneIsEmptyInAnyLanguage) {
  static_assert(sizeof(Messages) % sizeof(std::string_view) == 0);
  for (const Language language : {Language::kSv, Language::kEn}) {
    std::string_view texts[sizeof(Messages) / sizeof(std::string_view)];
    std::memcpy(static_cast<void*>(texts), &MessagesIn(language), sizeof(Messages));
    size_t number = 0;
    for (const std::string_view text : texts) {
      EXPECT_FALSE(text.empty()) << Tag(language) << ", message " << number;
      ++number;
    }
  }
}

TEST(LanguageTest, DaysAreWrittenOut) {
  EXPECT_EQ(FormatDay("2026-02-15", Language::kSv), "söndag 15 februari 2026");
  EXPECT_EQ(FormatDay("2026-02-15", Language::kEn), "Sunday 15 February 2026");
  EXPECT_EQ(FormatDay("2024-02-29", Language::kSv), "torsdag 29 februari 2024");
  for (const std::string_view none : {"", "2026-2-5", "2026-02-30", "snart"}) {
    EXPECT_EQ(FormatDay(none, Language::kSv), none);
  }
}

}  // namespace
}  // namespace samlad::board
