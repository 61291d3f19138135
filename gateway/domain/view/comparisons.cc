// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/view/comparisons.h"

#include <algorithm>
#include <optional>

#include "gateway/domain/figures/status.h"
#include "gateway/domain/values/decimal.h"
#include "gateway/domain/values/periods.h"

namespace samlad::domain {
namespace {

constexpr std::string_view kBothSexes = "_T";

v1::Trend Against(const v1::ComparisonFigure& ours, const v1::ComparisonFigure& other,
                  v1::Direction direction) {
  const auto value = ParseDecimal(ours.value());
  const auto compared = ParseDecimal(other.value());
  if (!value || !compared) return v1::TREND_INSUFFICIENT;
  return Compare(value->micros, compared->micros, direction, 0);
}

}  // namespace

Comparisons::Comparisons(const Prefix& prefix) : prefix_(prefix) {
  const auto& wanted = prefix.catalogue->catalogue().comparisons();
  for (const v1::ComparisonSeries& series : wanted) {
    series_.try_emplace({series.provider(), series.code()});
  }
  for (const Import& import : prefix.imports) {
    for (const v1::ImportedValue& value : import.series->values()) {
      const auto series = series_.find({import.series->provider(), value.code()});
      const auto year = ParsePeriod(value.period());
      if (series == series_.end() || !year || year->third != 0 || value.sex() != kBothSexes) {
        continue;
      }
      series->second[year->year][value.region()] = {&import, &value};
    }
  }
}

const Comparisons::Years* Comparisons::FindYears(const v1::ComparisonSeries& series) const {
  const auto found = series_.find({series.provider(), series.code()});
  return found == series_.end() ? nullptr : &found->second;
}

void Comparisons::AddTo(std::string_view indicator, const PeriodId& period,
                        v1::IndicatorRow& row) const {
  const int last = period.third == 0 ? period.year : period.year - 1;
  for (const v1::ComparisonSeries& series : prefix_.catalogue->catalogue().comparisons()) {
    const Years* years = series.indicator() == indicator ? FindYears(series) : nullptr;
    if (years == nullptr) continue;
    const auto has_value = [&](const Figures& figures) {
      return std::ranges::any_of(series.regions(), [&](const std::string& region) {
        const auto figure = figures.find(region);
        return figure != figures.end() && !figure->second.value->value().empty();
      });
    };
    std::optional<int> year;
    for (const auto& [candidate, figures] : *years) {
      if (candidate <= last && candidate > year.value_or(0) && has_value(figures)) year = candidate;
    }
    if (!year) continue;

    const Figures& figures = years->at(*year);
    v1::ComparisonRow& comparison = *row.add_comparisons();
    comparison.set_series(series.id());
    *comparison.mutable_title() = series.title();
    comparison.set_provider(series.provider());
    uint64_t newest = 0;
    for (const std::string& region : series.regions()) {
      v1::ComparisonFigure& shown = *comparison.add_figures();
      shown.set_region(region);
      shown.set_period(FormatPeriod({.year = *year}));
      const auto found = figures.find(region);
      if (found == figures.end()) continue;
      const auto& [import, value] = found->second;
      shown.set_value(value->value());
      shown.set_status(value->status());
      shown.set_position(import->position);
      if (import->position < newest) continue;
      newest = import->position;
      comparison.set_source(import->series->source());
      comparison.set_retrieved_ms(import->series->retrieved_ms());
    }
    for (int i = 1; i < comparison.figures_size(); ++i) {
      comparison.add_against(
          Against(comparison.figures(0), comparison.figures(i), series.direction()));
    }
  }
}

}  // namespace samlad::domain
