// SPDX-License-Identifier: EUPL-1.2

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "clients/board/page/board_page.h"
#include "clients/board/page/digest.h"
#include "tests/unit/board/page/large_view.h"
#include "tests/unit/board/sample_view.h"

namespace samlad::board {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// What is on the first page.
std::string FirstPage(const v1::View& view, Language language, const PageOptions& options = {}) {
  const std::string html = RenderBoardPage(view, language, options);
  const size_t begin = html.find("<div class=\"first\">");
  return html.substr(begin, html.find("<nav class=\"contents\"") - begin);
}

size_t Occurrences(std::string_view text, std::string_view part) {
  size_t count = 0;
  for (size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

TEST(DigestTest, LargestChangesFirst) {
  const v1::View view = LargeView();
  const Digest digest = DigestOf(view);
  ASSERT_EQ(digest.worse.size(), 100);
  ASSERT_EQ(digest.better.size(), 100);
  EXPECT_EQ(digest.worse[0].row->indicator(), "IND-199");
  EXPECT_EQ(digest.better[0].row->indicator(), "IND-198");
  ASSERT_TRUE(digest.better[0].change);
  EXPECT_EQ(digest.better[0].change->size.decimal, "199.0");
  EXPECT_EQ(digest.off_target.size(), 200);
  EXPECT_EQ(digest.off_target[0].row->indicator(), "IND-199");
  EXPECT_EQ(digest.reports_due, 100);
  EXPECT_EQ(digest.reports_in, 40);
}

TEST(DigestTest, DaysAreCountedInTheCitysTimeZone) {
  absl::TimeZone zone;
  ASSERT_TRUE(absl::LoadTimeZone("Europe/Stockholm", &zone));
  constexpr int64_t kLateEvening = 1771196400000;  // 2026-02-15 23:00 UTC, the 16th in Sweden
  EXPECT_EQ(DaysLate("2026-02-15", kLateEvening, zone), 1);
  EXPECT_EQ(DaysLate("2026-02-15", kLateEvening, absl::UTCTimeZone()), std::nullopt);
  EXPECT_EQ(DaysLate("2026-02-20", kLateEvening, zone), std::nullopt);
  EXPECT_EQ(DaysLate("", kLateEvening, zone), std::nullopt);
  EXPECT_EQ(DaysLate("2026-02-15", 0, zone), std::nullopt);
}

TEST(DigestTest, TheLongestOverdueComesFirst) {
  v1::View view = LargeView();
  view.mutable_obligations(7)->set_due("2025-12-31");
  const Digest digest = DigestOf(view);
  EXPECT_EQ(digest.overdue[0].report->due(), "2025-12-31");
  EXPECT_EQ(digest.overdue[0].days, 69);
  EXPECT_EQ(digest.overdue[1].report, &view.obligations(0));
}

// The budget holds whatever the view has, and says what it leaves out.
TEST(FirstPageTest, ShowsFiveOfEachAndHowManyMoreThereAre) {
  const std::string page = FirstPage(LargeView(), Language::kSv);
  EXPECT_EQ(Occurrences(page, "<span class=\"m\">"), 4 * kShownMax);
  EXPECT_THAT(page, HasSubstr("<a href=\"#rows\">och 95 till: Nyckeltal</a>"));
  EXPECT_THAT(page, HasSubstr("<a href=\"#rows\">och 195 till: Nyckeltal</a>"));
  EXPECT_THAT(page, HasSubstr("<a href=\"#reports\">och 55 till: Rapportering</a>"));
  EXPECT_THAT(page, HasSubstr("40 av 100 har rapporterat"));
  EXPECT_THAT(page, HasSubstr("23 dagar"));
  EXPECT_THAT(page, HasSubstr("begära in 60 försenade rapporter"));
  EXPECT_THAT(page, HasSubstr("begära in 10 försenade uppföljningar"));
  EXPECT_THAT(page, HasSubstr("besluta om 10 försenade rekommendationer"));
  EXPECT_THAT(page, HasSubstr("avsluta eller förlänga 10 projekt efter slutdatum"));
  EXPECT_THAT(page, HasSubstr("ta ställning till 10 projekt över budget"));
  EXPECT_THAT(page, HasSubstr("kvittera lägesbilden i protokollet"));
}

TEST(FirstPageTest, NamesThePrintedPageWhereItIsKnown) {
  const PageOptions options{.page_of = {{"rows", 2}, {"reports", 17}}};
  const std::string page = FirstPage(LargeView(), Language::kEn, options);
  EXPECT_THAT(page, HasSubstr("<a href=\"#rows\">and 95 more, page 2</a>"));
  EXPECT_THAT(page, HasSubstr("<a href=\"#reports\">and 55 more, page 17</a>"));
  EXPECT_THAT(RenderBoardPage(LargeView(), Language::kEn, options),
              HasSubstr("<a href=\"#reports\">Reporting</a> <span>17</span>"));
}

TEST(FirstPageTest, SaysWhyAndBy) {
  v1::View view = SampleView();
  const std::string sv = FirstPage(view, Language::kSv);
  EXPECT_THAT(sv, HasSubstr("</span>+1\u202F345</span><span class=\"m\">11\u202F000 (2024) → "
                            "12\u202F345 antal</span>"));
  EXPECT_THAT(sv,
              HasSubstr("mål 10\u202F000,5 antal (2026) · 2\u202F344,5 kvar · bakom linjen dit"));
  view.mutable_areas(0)->mutable_rows(0)->set_target_period("2025");
  EXPECT_THAT(FirstPage(view, Language::kEn),
              HasSubstr("target 10,000.5 count · 2,344.5 to go · the target was missed"));
}

TEST(FirstPageTest, NoHashAndNoEntryNumbers) {
  const std::string page = FirstPage(SampleView(), Language::kSv);
  EXPECT_THAT(page, Not(HasSubstr("00ff")));
  EXPECT_THAT(page, Not(HasSubstr("1201")));
}

TEST(FirstPageTest, NothingToSayIsSaid) {
  const std::string page = FirstPage(v1::View(), Language::kSv);
  EXPECT_THAT(page, HasSubstr("Inget nyckeltal har ett mål."));
  EXPECT_THAT(page, HasSubstr("Ingen ska rapportera för perioden."));
  EXPECT_THAT(page, HasSubstr("Inget nyckeltal har blivit sämre"));
  EXPECT_THAT(page, HasSubstr("Ingen rapport är försenad."));
}

TEST(FirstPageTest, ThreeSignalsAreCountedApart) {
  const std::string page = FirstPage(SampleView(), Language::kEn);
  EXPECT_EQ(Occurrences(page, "<svg class=\"shares\""), 4);
  EXPECT_THAT(page, HasSubstr("<h3>Target status</h3>"));
  EXPECT_THAT(page, HasSubstr("<h3>Trend</h3>"));
  EXPECT_THAT(page, HasSubstr("<h3>Comparison with others</h3>"));
  EXPECT_THAT(page, HasSubstr("<h3>1 of 3 have reported</h3>"));
}

}  // namespace
}  // namespace samlad::board
