// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/edition/hide_figures.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <vector>

#include "gateway/domain/figures/aggregate.h"
#include "gateway/domain/values/decimal.h"

namespace samlad::domain {
namespace {

bool AnyHidden(const google::protobuf::RepeatedPtrField<v1::Figure>& figures) {
  return std::ranges::any_of(figures, IsHidden);
}

void HideInRow(const Definitions& definitions, v1::IndicatorRow& row) {
  const v1::Indicator* definition =
      definitions.Find(row.indicator(), row.figure().indicator_version());
  const bool figure_hidden = IsHidden(row.figure());
  const bool any_hidden = figure_hidden || AnyHidden(row.history());
  if (!any_hidden) return;
  if (figure_hidden) row.set_status(v1::TARGET_STATUS_INSUFFICIENT);
  row.set_trend(v1::TREND_INSUFFICIENT);
  const bool takes_last =
      definition != nullptr && (definition->aggregation() == v1::AGGREGATION_STOCK ||
                                definition->aggregation() == v1::AGGREGATION_INDEX);
  if (row.has_over_years() && HasNumber(row.over_years()) && (figure_hidden || !takes_last)) {
    HideFigure(*row.mutable_over_years());
  }
  for (v1::ComparisonRow& series : *row.mutable_comparisons()) {
    if (series.figures().empty()) continue;
    series.mutable_figures(0)->clear_value();
    for (int& against : *series.mutable_against()) against = v1::TREND_INSUFFICIENT;
  }
}

// The numbers that readers see of one indicator, in micros.
struct Told {
  bool any_hidden = false;  // of an indicator with the same base
  bool is_protected = false;
  bool is_count = false;
  bool sensitive = false;
  int64_t small_below = 0;
  std::vector<int64_t> counts;
};

class EffectGate {
 public:
  EffectGate(const Definitions& definitions, const v1::Edition& edition, v1::View& view) {
    for (const EditionFigure& one : FiguresOf(view)) Add(definitions, one.indicator, *one.figure);
    for (const v1::EarlierEdition& earlier : edition.earlier()) {
      for (const v1::EarlierFigure& one : earlier.figures()) {
        Add(definitions, one.indicator(), one.figure());
      }
    }
    for (auto& [indicator, told] : told_) {
      told.any_hidden = hidden_bases_.contains(bases_[indicator]);
    }
  }

  bool Hides(std::string_view indicator, std::string_view value) const {
    const auto at = told_.find(indicator);
    if (at == told_.end() || !at->second.is_protected || value.empty()) return false;
    const Told& told = at->second;
    const auto number = ParseDecimal(value);
    if (told.any_hidden || !number) return true;
    if (!told.is_count) return false;
    const auto is_small = [&](int64_t micros) {
      const int64_t size = micros < 0 ? -micros : micros;
      return size < told.small_below && size > 0;
    };
    return is_small(number->micros) || (told.sensitive && number->micros == 0) ||
           std::ranges::any_of(
               told.counts, [&](int64_t count) { return is_small(count - number->micros); });
  }

 private:
  void Add(const Definitions& definitions, std::string_view indicator, const v1::Figure& figure) {
    const v1::Indicator* definition = definitions.Find(indicator, figure.indicator_version());
    if (definition == nullptr || !definitions.IsInSystem(*definition)) return;
    Told& told = told_[indicator];
    bases_[indicator] = definitions.BaseOf(*definition);
    if (IsHidden(figure)) hidden_bases_.insert(definitions.BaseOf(*definition));
    told.is_protected = told.is_protected || definitions.IsProtected(*definition);
    told.sensitive = told.sensitive || definition->protection().sensitive();
    told.small_below = std::max<int64_t>(told.small_below,
                                         definition->protection().k() * kMicrosPerUnit);
    told.is_count = IsCount(*definition);
    const auto number = ParseDecimal(figure.value());
    if (number) told.counts.push_back(number->micros);
  }

  std::map<std::string_view, Told> told_;
  std::map<std::string_view, std::string_view> bases_;
  std::set<std::string_view> hidden_bases_;
};

}  // namespace

void HideFigure(v1::Figure& figure) {
  Hide(figure);
  figure.clear_numerator();
  figure.clear_denominator();
  figure.clear_n();
}

void HideWhatFollows(const Definitions& definitions, const v1::Edition& edition, v1::View& view) {
  for (v1::AreaView& area : *view.mutable_areas()) {
    for (v1::IndicatorRow& row : *area.mutable_rows()) HideInRow(definitions, row);
  }
  for (v1::OrganisationView& organisation : *view.mutable_organisations()) {
    for (v1::IndicatorRow& row : *organisation.mutable_rows()) HideInRow(definitions, row);
  }
  const EffectGate gate(definitions, edition, view);
  for (v1::ProjectRow& project : *view.mutable_projects()) {
    for (v1::EffectRow& effect : *project.mutable_effects()) {
      const std::string& indicator = effect.expected().indicator();
      if (gate.Hides(indicator, effect.measured())) effect.clear_measured();
      if (gate.Hides(indicator, effect.expected().baseline())) {
        effect.mutable_expected()->clear_baseline();
      }
    }
    for (v1::MeasuredEffect& measured : *project.mutable_follow_up()->mutable_measured()) {
      if (gate.Hides(measured.indicator(), measured.value())) measured.clear_value();
    }
  }
}

}  // namespace samlad::domain
