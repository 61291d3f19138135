// SPDX-License-Identifier: EUPL-1.2
//
// Numbers as an edition writes them.

#ifndef SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_NUMBERS_H_
#define SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_NUMBERS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace samlad::domain::verify {

using Int128 = __int128;

inline constexpr int64_t kMicrosPerOne = 1'000'000;

// "-12.5" in millionths. nullopt: not a decimal number with at most 15 digits
// before the point and at most 6 after it.
std::optional<Int128> ParseMicros(std::string_view text);

// A number of people: a whole number, 0 or more.
std::optional<int64_t> ParsePeople(std::string_view text);

// "2025", "2025-T1" or "2025-T2". `end`: 1 and 2 for T1 and T2, 3 for the year.
struct YearPart {
  int year = 0;
  int end = 0;
};
std::optional<YearPart> ParseYearPart(std::string_view text);

// For messages.
std::string ToText(Int128 number);

}  // namespace samlad::domain::verify

#endif  // SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_NUMBERS_H_
