// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/catalogue/publications.h"

#include <algorithm>

#include "gateway/domain/values/date.h"
#include "gateway/domain/values/periods.h"

namespace samlad::domain {
namespace {

// 0: a whole year, as PeriodId::third has it.
int ThirdOf(v1::PeriodKind kind) {
  switch (kind) {
    case v1::PERIOD_KIND_YEAR:
      return 0;
    case v1::PERIOD_KIND_T1:
      return 1;
    case v1::PERIOD_KIND_T2:
      return 2;
    default:
      return -1;
  }
}

}  // namespace

std::vector<std::string> PeriodsOf(const v1::Catalogue& catalogue, const v1::Publication& rule) {
  std::vector<std::string> periods;
  for (const v1::Period& period : catalogue.periods()) {
    const auto parsed = ParsePeriod(period.id());
    if (!parsed) continue;
    if (parsed->third == ThirdOf(rule.every()) ||
        std::ranges::find(rule.periods(), period.id()) != rule.periods().end()) {
      periods.push_back(period.id());
    }
  }
  return periods;
}

std::optional<std::chrono::year_month_day> PublicationDayOf(const v1::Publication& rule,
                                                            std::string_view period) {
  const v1::PublicationDay& day = rule.has_on() ? rule.on() : rule.at_latest();
  if (!day.date().empty()) return ParseDate(day.date());
  const auto parsed = ParsePeriod(period);
  if (!parsed || day.days_after() == 0) return std::nullopt;
  return std::chrono::sys_days(LastDay(*parsed)) +
         std::chrono::days(static_cast<int>(day.days_after()));
}

}  // namespace samlad::domain
