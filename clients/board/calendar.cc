// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/calendar.h"

#include <algorithm>
#include <string_view>

#include "absl/strings/str_replace.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "clients/board/messages.h"
#include "clients/board/text.h"
#include "clients/board/words.h"
#include "gateway/base/strings.h"

namespace samlad::board {
namespace {

// RFC 5545 section 3.1: a line has at most 75 octets without its line break.
constexpr size_t kLineOctets = 75;

// Adds a content line, folded; a fold never breaks a UTF-8 character.
void AddLine(std::string_view name, std::string_view value, std::string* calendar) {
  const std::string line = StrCat(name, ":", value);
  size_t begin = 0, room = kLineOctets;
  while (line.size() - begin > room) {
    size_t end = begin + room;
    while ((static_cast<unsigned char>(line[end]) & 0xC0) == 0x80) --end;
    StrAppend(calendar, line.substr(begin, end - begin), "\r\n ");
    begin = end;
    room = kLineOctets - 1;  // the blank counts
  }
  StrAppend(calendar, line.substr(begin), "\r\n");
}

// Section 3.3.11.
std::string EscapeText(std::string_view text) {
  return absl::StrReplaceAll(EscapeControls(text, KeepLines::kYes),
                             {{"\\", "\\\\"}, {";", "\\;"}, {",", "\\,"}, {"\n", "\\n"}});
}

}  // namespace

std::string RenderCalendar(const google::protobuf::RepeatedPtrField<v1::ObligationState>& owed,
                           int64_t now_ms, Language language) {
  const Messages& words = MessagesIn(language);
  std::string calendar;
  AddLine("BEGIN", "VCALENDAR", &calendar);
  AddLine("VERSION", "2.0", &calendar);
  AddLine("PRODID", "-//Samlad//samlad report due//SV", &calendar);
  for (const v1::ObligationState& due : owed) {
    absl::CivilDay day;
    if (!absl::ParseCivilTime(due.due(), &day)) continue;
    AddLine("BEGIN", "VEVENT", &calendar);
    AddLine(
        "UID",
        EscapeText(StrCat(due.organisation(), ".", due.obligation(), ".", due.period(), "@samlad")),
        &calendar);
    AddLine("DTSTAMP",
            absl::FormatTime("%Y%m%dT%H%M%SZ", absl::FromUnixMillis(now_ms), absl::UTCTimeZone()),
            &calendar);
    AddLine(
        "DTSTART;VALUE=DATE",
        absl::FormatTime("%Y%m%d", absl::FromCivil(day, absl::UTCTimeZone()), absl::UTCTimeZone()),
        &calendar);
    AddLine("SUMMARY",
            EscapeText(
                StrCat(Pick(due.title(), language), " ", FormatPeriodName(due.period(), language))),
            &calendar);
    AddLine("DESCRIPTION",
            EscapeText(StrCat(Pick(due.name(), language), ": ", SignOf(due, words).word,
                              due.reason().empty() ? "" : "\n", due.reason())),
            &calendar);
    AddLine("TRANSP", "TRANSPARENT", &calendar);
    AddLine("END", "VEVENT", &calendar);
  }
  AddLine("END", "VCALENDAR", &calendar);
  return calendar;
}

}  // namespace samlad::board
