// SPDX-License-Identifier: EUPL-1.2
//
// Calendar days as catalogues and reports write them: ISO 8601, YYYY-MM-DD.

#ifndef SAMLAD_GATEWAY_DOMAIN_VALUES_DATE_H_
#define SAMLAD_GATEWAY_DOMAIN_VALUES_DATE_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace samlad::domain {

// Reads "2025-02-28". Anything else, also days that the calendar does not
// have, is nullopt.
std::optional<std::chrono::year_month_day> ParseDate(std::string_view text);

// Writes "2025-02-28"; the year has four digits.
std::string FormatDate(std::chrono::year_month_day date);

// The day that a moment (milliseconds since 1970, UTC) falls on in a time zone
// of the IANA database; in UTC if the machine does not know the zone.
std::chrono::year_month_day DayAt(int64_t time_ms, const std::string& zone);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_VALUES_DATE_H_
