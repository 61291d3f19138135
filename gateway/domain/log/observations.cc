// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/log/observations.h"

#include <algorithm>
#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "gateway/domain/log/counts.h"
#include "gateway/domain/log/observation_row.h"
#include "gateway/domain/values/decimal.h"

namespace samlad::domain {
namespace {

bool IsSplit(const ObservationKey& key) {
  return std::ranges::any_of(key.codes, [](Symbol code) { return code != kTotal; });
}

// Computed from the parts, because the value sent may be missing or rounded.
void SettleRatio(const v1::Indicator& indicator, ObservationFigures& figures) {
  if (indicator.aggregation() != v1::AGGREGATION_RATIO) return;
  const int64_t quotient = QuotientOf(figures, indicator);
  if (quotient != kNoFigure) figures.value = quotient;
}

std::vector<ResolvedRow> ReadRows(const v1::Report& report, IndicatorResolver& indicators) {
  std::vector<ResolvedRow> rows;
  rows.reserve(static_cast<size_t>(report.observations_size()));
  for (int i = 0; i < report.observations_size(); ++i) {
    const v1::Observation& observation = report.observations(i);
    ResolvedRow row{.key = {},
                    .row = static_cast<uint32_t>(i),
                    .indicator = &indicators.Resolve(observation.indicator()),
                    .figures = {}};
    if (row.indicator->index != nullptr && ReadKey(observation, *row.indicator, row.key) &&
        ReadFigures(observation, row.figures)) {
      rows.push_back(row);
    }
  }
  return rows;
}

using Rows = std::vector<const ResolvedRow*>;

// By key, the first in the report of those with the same key. Many reports have
// their rows in the catalogue's order already.
void Order(Rows& rows) {
  const auto precedes = [](const ResolvedRow* a, const ResolvedRow* b) {
    return std::tie(a->key, a->row) < std::tie(b->key, b->row);
  };
  if (!std::ranges::is_sorted(rows, precedes)) std::ranges::sort(rows, precedes);
  const auto repeated = std::ranges::unique(
      rows, [](const ResolvedRow* a, const ResolvedRow* b) { return a->key == b->key; });
  rows.erase(repeated.begin(), repeated.end());
}

void Append(const ResolvedRow& row, Observations& out) {
  ObservationFigures figures = row.figures;
  const v1::Indicator& definition = *row.indicator->index->indicator;
  SettleRatio(definition, figures);
  out.indicator.push_back(row.key.indicator);
  out.version.push_back(static_cast<uint16_t>(definition.version()));
  out.area.push_back(row.key.codes[0]);
  out.sex.push_back(row.key.codes[1]);
  out.age.push_back(row.key.codes[2]);
  out.background.push_back(row.key.codes[3]);
  out.category.push_back(row.key.codes[4]);
  out.value.push_back(figures.value);
  out.numerator.push_back(figures.numerator);
  out.denominator.push_back(figures.denominator);
  out.n.push_back(figures.n);
  out.status.push_back(figures.status);
  out.row.push_back(row.row);
}

void Reserve(size_t rows, Observations& out) {
  const auto reserve = [rows](auto&... columns) { (columns.reserve(rows), ...); };
  reserve(out.indicator, out.version, out.area, out.sex, out.age, out.background, out.category,
          out.value, out.numerator, out.denominator, out.n, out.status, out.row);
}

// The place of a row in the order that Tabulate gives.
auto KeyAt(const Observations& rows, size_t i) {
  return std::tuple(i >= rows.totals, rows.indicator[i], rows.area[i], rows.sex[i], rows.age[i],
                    rows.background[i], rows.category[i]);
}

auto ContentAt(const Observations& rows, size_t i) {
  return std::tuple(rows.version[i], rows.value[i], rows.numerator[i], rows.denominator[i],
                    rows.n[i], rows.status[i]);
}

}  // namespace

Observations TabulateRows(const std::vector<ResolvedRow>& rows) {
  Rows totals, split;
  split.reserve(rows.size());
  for (const ResolvedRow& row : rows) (IsSplit(row.key) ? split : totals).push_back(&row);
  Order(totals);
  Order(split);
  Observations out;
  out.totals = static_cast<uint32_t>(totals.size());
  Reserve(totals.size() + split.size(), out);
  std::vector<const ResolvedIndicator*> resolved;
  resolved.reserve(totals.size() + split.size());
  for (const Rows* part : {&totals, &split}) {
    for (const ResolvedRow* row : *part) {
      Append(*row, out);
      resolved.push_back(row->indicator);
    }
  }
  out.splits = SmallestCounts(out, resolved);
  return out;
}

Observations Tabulate(const v1::Report& report, const CatalogueIndex& index) {
  const auto period = ParsePeriod(report.period());
  if (!period) return {};
  IndicatorResolver indicators(index, *period);
  return TabulateRows(ReadRows(report, indicators));
}

Observations TotalsOf(const Observations& rows) {
  const auto first = [&rows](const auto& column) {
    return std::remove_cvref_t<decltype(column)>(column.begin(), column.begin() + rows.totals);
  };
  return {.totals = rows.totals,
          .released = rows.released + static_cast<uint32_t>(rows.size()) - rows.totals,
          .indicator = first(rows.indicator),
          .version = rows.version.First(rows.totals),
          .area = rows.area.First(rows.totals),
          .sex = rows.sex.First(rows.totals),
          .age = rows.age.First(rows.totals),
          .background = rows.background.First(rows.totals),
          .category = rows.category.First(rows.totals),
          .value = first(rows.value),
          .numerator = rows.numerator.First(rows.totals),
          .denominator = rows.denominator.First(rows.totals),
          .n = rows.n.First(rows.totals),
          .status = rows.status.First(rows.totals),
          .row = first(rows.row),
          .splits = rows.splits};
}

v1::Counts CompareObservations(const Observations* before, const Observations& after) {
  v1::Counts counts;
  const size_t old_rows = before == nullptr ? 0 : before->size();
  size_t i = 0, j = 0;
  uint32_t inserted = 0, changed = 0, unchanged = 0, removed = 0;
  while (i < old_rows && j < after.size()) {
    const auto order = KeyAt(*before, i) <=> KeyAt(after, j);
    if (std::is_lt(order)) {
      ++removed, ++i;
    } else if (std::is_gt(order)) {
      ++inserted, ++j;
    } else {
      ++(ContentAt(*before, i++) == ContentAt(after, j++) ? unchanged : changed);
    }
  }
  counts.set_inserted(inserted + static_cast<uint32_t>(after.size() - j));
  counts.set_changed(changed);
  counts.set_unchanged(unchanged);
  counts.set_removed(removed + static_cast<uint32_t>(old_rows - i));
  return counts;
}

}  // namespace samlad::domain
