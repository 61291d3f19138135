// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/calendar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "gateway/base/utf8.h"
#include "samlad/v1/reporting_service.pb.h"

namespace samlad::board {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr int64_t kNow = 1'770'710'400'000;  // 2026-02-10 08:00 UTC

v1::ListObligationsResponse Owed() {
  v1::ListObligationsResponse owed;
  v1::ObligationState& due = *owed.add_obligations();
  due.set_organisation("eidar");
  due.mutable_name()->set_sv("Eidar");
  due.set_obligation("eidar-annual");
  due.mutable_title()->set_sv("Eidars årliga uppföljning");
  due.set_period("2025");
  due.set_due("2026-02-15");
  due.set_state(v1::REPORT_STATE_EXPECTED);
  owed.add_obligations()->set_period("2024");  // without a due date
  return owed;
}

TEST(CalendarTest, HasAnEventForEachDueDate) {
  EXPECT_EQ(RenderCalendar(Owed().obligations(), kNow, Language::kSv),
            "BEGIN:VCALENDAR\r\n"
            "VERSION:2.0\r\n"
            "PRODID:-//Samlad//samlad report due//SV\r\n"
            "BEGIN:VEVENT\r\n"
            "UID:eidar.eidar-annual.2025@samlad\r\n"
            "DTSTAMP:20260210T080000Z\r\n"
            "DTSTART;VALUE=DATE:20260215\r\n"
            "SUMMARY:Eidars årliga uppföljning 2025\r\n"
            "DESCRIPTION:Eidar: Väntas\r\n"
            "TRANSP:TRANSPARENT\r\n"
            "END:VEVENT\r\n"
            "END:VCALENDAR\r\n");
}

// RFC 5545, sections 3.1 and 3.3.11.
TEST(CalendarTest, EscapesAndFoldsText) {
  v1::ListObligationsResponse owed = Owed();
  std::string title = "A, B; C\\D ";
  for (int i = 0; i < 40; ++i) title += "åäö ";
  owed.mutable_obligations(0)->mutable_title()->set_sv(title);
  owed.mutable_obligations(0)->set_reason("see the fields\nBEGIN:VALARM");
  const std::string calendar = RenderCalendar(owed.obligations(), kNow, Language::kSv);
  EXPECT_THAT(calendar, HasSubstr("SUMMARY:A\\, B\\; C\\\\D "));
  EXPECT_THAT(calendar, Not(HasSubstr("\nBEGIN:VALARM"))) << "nobody adds lines";
  for (const auto line : absl::StrSplit(calendar, "\r\n")) {
    EXPECT_LE(line.size(), 75u) << line;
    EXPECT_FALSE(FindInvalidUtf8({line.data(), line.size()}).has_value()) << line;
  }
  const std::string unfolded = absl::StrReplaceAll(calendar, {{"\r\n ", ""}});
  EXPECT_THAT(unfolded,
              HasSubstr(absl::StrReplaceAll(title, {{"\\", "\\\\"}, {",", "\\,"}, {";", "\\;"}})));
}

}  // namespace
}  // namespace samlad::board
