// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/language.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/time/time.h"
#include "gateway/base/strings.h"

namespace samlad::board {
namespace {

// NARROW NO-BREAK SPACE: the thin space that never breaks a number in two.
constexpr std::string_view kThinSpace = "\u202F";
// Not the typographic one (U+2212): some voices leave it out, and a spreadsheet
// takes a copied number with it for text. A line never breaks between it and a
// digit.
constexpr std::string_view kMinus = "-";

bool IsDigits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::string GroupThousands(std::string_view digits, std::string_view separator) {
  std::string grouped;
  for (size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) grouped += separator;
    grouped += digits[i];
  }
  return grouped;
}

}  // namespace

std::string_view Tag(Language language) { return language == Language::kSv ? "sv" : "en"; }

std::string_view Pick(const v1::Text& text, Language language) {
  return language == Language::kEn && !text.en().empty() ? text.en() : text.sv();
}

Picked PickMarked(const v1::Text& text, Language language) {
  return {Pick(text, language),
          language == Language::kEn && text.en().empty() && !text.sv().empty()};
}

std::string FormatNumber(std::string_view decimal, Language language) {
  std::string_view rest = decimal;
  const bool negative = rest.starts_with('-');
  if (negative) rest.remove_prefix(1);
  const size_t point = rest.find('.');
  const std::string_view whole = rest.substr(0, point);
  const std::string_view fraction =
      point == std::string_view::npos ? std::string_view() : rest.substr(point + 1);
  if (!IsDigits(whole) || (point != std::string_view::npos && !IsDigits(fraction))) {
    return std::string(decimal);
  }
  const bool swedish = language == Language::kSv;
  std::string text(negative ? kMinus : "");
  text += GroupThousands(whole, swedish ? kThinSpace : ",");
  if (!fraction.empty()) text += StrCat(swedish ? "," : ".", fraction);
  return text;
}

std::string FormatPeriodName(std::string_view period, Language language) {
  const bool swedish = language == Language::kSv;
  const std::string year(period.substr(0, 4));
  if (period.ends_with("-T1")) {
    return StrCat(swedish ? "januari–april " : "January–April ", year);
  }
  if (period.ends_with("-T2")) {
    return StrCat(swedish ? "januari–augusti " : "January–August ", year);
  }
  return std::string(period);
}

std::string FormatDay(std::string_view day, Language language) {
  static constexpr std::string_view kSvMonths[] = {"januari",   "februari", "mars",     "april",
                                                   "maj",       "juni",     "juli",     "augusti",
                                                   "september", "oktober",  "november", "december"};
  static constexpr std::string_view kSvDays[] = {"måndag", "tisdag", "onsdag", "torsdag",
                                                 "fredag", "lördag", "söndag"};
  absl::CivilDay civil;
  // What ParseCivilTime reads beside ISO 8601 ("2026-2-5") is left alone.
  if (!absl::ParseCivilTime(ToAbsl(day), &civil) || ToStd(absl::FormatCivilTime(civil)) != day) {
    return std::string(day);
  }
  if (language == Language::kEn) {
    return absl::FormatTime("%A %-d %B %Y", absl::FromCivil(civil, absl::UTCTimeZone()),
                            absl::UTCTimeZone());
  }
  return StrCat(kSvDays[static_cast<size_t>(absl::GetWeekday(civil))], " ", civil.day(), " ",
                kSvMonths[civil.month() - 1], " ", civil.year());
}

std::string FormatTime(int64_t time_ms, const absl::TimeZone& zone) {
  if (time_ms == 0) return "";
  return absl::FormatTime("%Y-%m-%d %H:%M %Z", absl::FromUnixMillis(time_ms), zone);
}

absl::TimeZone ZoneOf(const v1::View& view) {
  absl::TimeZone zone;
  return !view.time_zone().empty() && absl::LoadTimeZone(view.time_zone(), &zone)
             ? zone
             : absl::UTCTimeZone();
}

std::string FormatHex(std::string_view bytes) { return absl::BytesToHexString(ToAbsl(bytes)); }

}  // namespace samlad::board
