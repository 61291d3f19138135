// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/values/date.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "gateway/base/strings.h"

namespace samlad::domain {
namespace {

// `digits` holds ASCII digits only.
int DateNumber(std::string_view digits) {
  int number = 0;
  for (const char digit : digits) number = number * 10 + (digit - '0');
  return number;
}

bool AllDigits(std::string_view text) { return std::ranges::all_of(text, absl::ascii_isdigit); }

std::string Padded(int number, size_t digits) {
  const std::string text = StrCat(number);
  return std::string(digits - std::min(digits, text.size()), '0') + text;
}

}  // namespace

std::optional<std::chrono::year_month_day> ParseDate(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const std::string_view year = text.substr(0, 4);
  const std::string_view month = text.substr(5, 2);
  const std::string_view day = text.substr(8, 2);
  if (!AllDigits(year) || !AllDigits(month) || !AllDigits(day)) return std::nullopt;
  const std::chrono::year_month_day date(std::chrono::year(DateNumber(year)),
                                         std::chrono::month(DateNumber(month)),
                                         std::chrono::day(DateNumber(day)));
  return date.ok() ? std::optional(date) : std::nullopt;
}

std::string FormatDate(std::chrono::year_month_day date) {
  return StrCat(Padded(static_cast<int>(date.year()), 4), "-",
                Padded(static_cast<int>(static_cast<unsigned>(date.month())), 2), "-",
                Padded(static_cast<int>(static_cast<unsigned>(date.day())), 2));
}

std::chrono::year_month_day DayAt(int64_t time_ms, const std::string& zone) {
  absl::TimeZone time_zone = absl::UTCTimeZone();
  if (!zone.empty() && !absl::LoadTimeZone(zone, &time_zone)) time_zone = absl::UTCTimeZone();
  const absl::CivilDay day = absl::ToCivilDay(absl::FromUnixMillis(time_ms), time_zone);
  return std::chrono::year(static_cast<int>(day.year())) /
         std::chrono::month(static_cast<unsigned>(day.month())) /
         std::chrono::day(static_cast<unsigned>(day.day()));
}

}  // namespace samlad::domain
