// SPDX-License-Identifier: EUPL-1.2
//
// Arithmetic on reporting periods. T1 and T2 are year to date, so a period is
// compared with the same third of other years, never with parts of its own.

#ifndef SAMLAD_GATEWAY_DOMAIN_VALUES_PERIODS_H_
#define SAMLAD_GATEWAY_DOMAIN_VALUES_PERIODS_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace samlad::domain {

// Years, thirds. "2025" < "2025-T1" is not defined; compare within a kind.
struct PeriodId {
  int year = 0;
  int third = 0;  // 0: whole year; 1: T1 (Jan-Apr); 2: T2 (Jan-Aug)
};
// nullopt unless "YYYY", "YYYY-T1" or "YYYY-T2" with 1900 <= YYYY <= 2199.
std::optional<PeriodId> ParsePeriod(std::string_view period);

// "2025", "2025-T1" or "2025-T2": what ParsePeriod reads.
std::string FormatPeriod(const PeriodId& period);

// The end of a period in thirds of a year, counted from year 0: the time axis
// along which targets are interpolated.
int EndInThirds(const PeriodId& period);

// T1 ends with April, T2 with August, the year with December.
std::chrono::year_month_day LastDay(const PeriodId& period);

// `last` and the same third of the `years - 1` years before it, earliest first.
// years >= 1.
std::vector<PeriodId> YearsUpTo(const PeriodId& last, uint32_t years);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_VALUES_PERIODS_H_
