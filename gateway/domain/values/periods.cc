// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/values/periods.h"

#include "gateway/base/strings.h"

namespace samlad::domain {

std::optional<PeriodId> ParsePeriod(std::string_view period) {
  constexpr int kYearMin = 1900, kYearMax = 2199;
  if (period.size() != 4 && period.size() != 7) return std::nullopt;
  PeriodId id;
  for (const char c : period.substr(0, 4)) {
    if (c < '0' || c > '9') return std::nullopt;
    id.year = id.year * 10 + (c - '0');
  }
  if (id.year < kYearMin || id.year > kYearMax) return std::nullopt;
  const std::string_view third = period.substr(4);
  if (third.empty()) return id;
  if (third != "-T1" && third != "-T2") return std::nullopt;
  id.third = third.back() - '0';
  return id;
}

std::string FormatPeriod(const PeriodId& period) {
  if (period.third == 0) return StrCat(period.year);
  return StrCat(period.year, "-T", period.third);
}

int EndInThirds(const PeriodId& period) {
  return period.year * 3 + (period.third == 0 ? 3 : period.third);
}

std::chrono::year_month_day LastDay(const PeriodId& period) {
  const unsigned month = period.third == 0 ? 12 : period.third * 4;
  return std::chrono::year(period.year) / std::chrono::month(month) / std::chrono::last;
}

std::vector<PeriodId> YearsUpTo(const PeriodId& last, uint32_t years) {
  std::vector<PeriodId> periods;
  for (int back = static_cast<int>(years) - 1; back >= 0; --back) {
    periods.push_back({.year = last.year - back, .third = last.third});
  }
  return periods;
}

}  // namespace samlad::domain
