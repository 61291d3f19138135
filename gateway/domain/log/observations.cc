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

// A row on its way into the columns.
struct Draft {
  bool split = false;  // by any dimension
  ObservationKey key;
  uint32_t row = 0;
  uint16_t version = 0;
  const ResolvedIndicator* indicator = nullptr;
  ObservationFigures figures;
};

// Rows without breakdown first, then by key, then in the report's order.
bool Precedes(const Draft& a, const Draft& b) {
  return std::tie(a.split, a.key, a.row) < std::tie(b.split, b.key, b.row);
}

bool IsSplit(const ObservationKey& key) {
  return std::ranges::any_of(key.codes, [](Symbol code) { return code != kTotal; });
}

// Computed from the parts, because the value sent may be missing or rounded.
void SettleRatio(const v1::Indicator& indicator, ObservationFigures& figures) {
  if (indicator.aggregation() != v1::AGGREGATION_RATIO) return;
  const int64_t quotient = QuotientOf(figures, indicator);
  if (quotient != kNoFigure) figures.value = quotient;
}

std::vector<Draft> ReadRows(const v1::Report& report, IndicatorResolver& indicators) {
  std::vector<Draft> drafts;
  drafts.reserve(static_cast<size_t>(report.observations_size()));
  for (int row = 0; row < report.observations_size(); ++row) {
    const v1::Observation& observation = report.observations(row);
    const ResolvedIndicator& resolved = indicators.Resolve(observation.indicator());
    if (resolved.index == nullptr) continue;
    Draft draft;
    draft.version = static_cast<uint16_t>(resolved.index->indicator->version());
    draft.row = static_cast<uint32_t>(row);
    draft.indicator = &resolved;
    if (!ReadKey(observation, resolved, draft.key)) continue;
    draft.split = IsSplit(draft.key);
    if (!ReadFigures(observation, draft.figures)) continue;
    SettleRatio(*resolved.index->indicator, draft.figures);
    drafts.push_back(draft);
  }
  return drafts;
}

void Append(const Draft& draft, Observations& out) {
  out.indicator.push_back(draft.key.indicator);
  out.version.push_back(draft.version);
  out.area.push_back(draft.key.codes[0]);
  out.sex.push_back(draft.key.codes[1]);
  out.age.push_back(draft.key.codes[2]);
  out.background.push_back(draft.key.codes[3]);
  out.category.push_back(draft.key.codes[4]);
  out.value.push_back(draft.figures.value);
  out.numerator.push_back(draft.figures.numerator);
  out.denominator.push_back(draft.figures.denominator);
  out.n.push_back(draft.figures.n);
  out.status.push_back(draft.figures.status);
  out.row.push_back(draft.row);
}

void Reserve(size_t rows, Observations& out) {
  for (auto* column :
       {&out.indicator, &out.area, &out.sex, &out.age, &out.background, &out.category, &out.row}) {
    column->reserve(rows);
  }
  for (auto* column : {&out.value, &out.numerator, &out.denominator, &out.n}) {
    column->reserve(rows);
  }
  out.version.reserve(rows);
  out.status.reserve(rows);
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

Observations Tabulate(const v1::Report& report, const CatalogueIndex& index) {
  Observations out;
  const auto period = ParsePeriod(report.period());
  if (!period) return out;

  IndicatorResolver indicators(index, *period);
  std::vector<Draft> drafts = ReadRows(report, indicators);
  std::ranges::sort(drafts, Precedes);
  const auto repeated = std::ranges::unique(drafts, {}, &Draft::key);
  drafts.erase(repeated.begin(), repeated.end());

  Reserve(drafts.size(), out);
  std::vector<const ResolvedIndicator*> resolved;
  resolved.reserve(drafts.size());
  for (const Draft& draft : drafts) {
    if (!draft.split) ++out.totals;
    Append(draft, out);
    resolved.push_back(draft.indicator);
  }
  out.splits = SmallestCounts(out, resolved);
  return out;
}

Observations TotalsOf(const Observations& rows) {
  const auto first = [&rows](const auto& column) {
    return std::remove_cvref_t<decltype(column)>(column.begin(), column.begin() + rows.totals);
  };
  return {.totals = rows.totals,
          .released = rows.released + static_cast<uint32_t>(rows.size()) - rows.totals,
          .indicator = first(rows.indicator),
          .version = first(rows.version),
          .area = first(rows.area),
          .sex = first(rows.sex),
          .age = first(rows.age),
          .background = first(rows.background),
          .category = first(rows.category),
          .value = first(rows.value),
          .numerator = first(rows.numerator),
          .denominator = first(rows.denominator),
          .n = first(rows.n),
          .status = first(rows.status),
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
