// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/periods.h"

#include "absl/strings/str_join.h"
#include "gateway/base/strings.h"

namespace samlad::domain {

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

absl::Status CheckPeriod(const CatalogueIndex& catalogue, std::string_view period) {
  if (!ParsePeriod(period)) {
    return absl::InvalidArgumentError(
        StrCat("period: \"", period,
               "\" is no period; write a year (2025) or a third of one (2025-T1, 2025-T2)"));
  }
  if (catalogue.FindPeriod(period) != nullptr) return absl::OkStatus();
  const std::string known = absl::StrJoin(
      catalogue.catalogue().periods(), ", ",
      [](std::string* out, const v1::Period& listed) { StrAppend(out, listed.id()); });
  return absl::InvalidArgumentError(
      StrCat("period: the catalogue has no ", period, "; it has ", known));
}

}  // namespace samlad::domain
