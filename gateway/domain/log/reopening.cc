// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/log/reopening.h"

#include <algorithm>
#include <memory>
#include <ranges>
#include <span>

#include "gateway/domain/values/date.h"

namespace samlad::domain {
namespace {

bool HasClosed(const CatalogueIndex& catalogue, std::string_view id) {
  const v1::Period* period = catalogue.FindPeriod(id);
  return period != nullptr && period->closed();
}

}  // namespace

std::optional<uint64_t> ClosedSince(const Facts& facts, uint64_t as_of, std::string_view period) {
  const std::span<const uint64_t> all = facts.catalogues();
  const auto end = std::ranges::lower_bound(all, as_of);
  std::optional<uint64_t> since;
  for (const uint64_t position : std::ranges::subrange(all.begin(), end) | std::views::reverse) {
    if (!HasClosed(*std::get<CatalogueFact>(facts[position].what).index, period)) break;
    since = position;
  }
  return since;
}

std::optional<std::chrono::sys_days> ReopenedUntil(const Facts& facts, uint64_t as_of,
                                                   const ReportHistory& history,
                                                   std::string_view period, int64_t time_ms) {
  if (history.reopened == 0) return std::nullopt;
  const auto closed = ClosedSince(facts, as_of, period);
  if (!closed || history.reopened < *closed) return std::nullopt;
  const std::shared_ptr<const CatalogueIndex> catalogue = CatalogueAsOf(facts, as_of);
  if (DayOf(time_ms, catalogue->catalogue().time_zone()) > history.reopened_until) {
    return std::nullopt;
  }
  return history.reopened_until;
}

bool IsOpen(const Facts& facts, uint64_t as_of, const ReportHistory& history,
            std::string_view period, int64_t time_ms) {
  const std::shared_ptr<const CatalogueIndex> catalogue = CatalogueAsOf(facts, as_of);
  return catalogue == nullptr || !HasClosed(*catalogue, period) ||
         ReopenedUntil(facts, as_of, history, period, time_ms).has_value();
}

}  // namespace samlad::domain
