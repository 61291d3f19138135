// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/edition/hide_figures.h"

#include <algorithm>
#include <cstdlib>
#include <map>
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

// Whether a value told in a project may stand next to the figures.
class EffectGate {
 public:
  EffectGate(const Definitions& definitions, const v1::Edition& edition, v1::View& view)
      : definitions_(definitions) {
    for (const EditionFigure& one : FiguresOf(view)) Add(one.indicator, *one.figure);
    for (const v1::EarlierEdition& earlier : edition.earlier()) {
      for (const v1::EarlierFigure& one : earlier.figures()) Add(one.indicator(), one.figure());
    }
  }

  bool Hides(std::string_view indicator, std::string_view value) const {
    if (value.empty()) return false;
    const v1::Indicator* definition = definitions_.FindAny(indicator);
    const auto number = ParseDecimal(value);
    if (definition == nullptr || !number) return true;
    if (!definitions_.IsProtected(*definition)) return false;
    if (hidden_bases_.contains(definitions_.BaseOf(*definition))) return true;
    if (IsRatio(*definition)) return IsOfAll(*definition, number->micros);
    if (!IsCount(*definition)) return false;
    const auto counts = counts_.find(indicator);
    return IsSmall(*definition, number->micros) ||
           (definition->protection().sensitive() && number->micros == 0) ||
           (counts != counts_.end() && std::ranges::any_of(counts->second, [&](int64_t count) {
              return IsSmall(*definition, count - number->micros);
            }));
  }

 private:
  static bool IsSmall(const v1::Indicator& definition, int64_t micros) {
    return micros != 0 && std::abs(micros) < definition.protection().k() * kMicrosPerUnit;
  }
  // Of a sensitive ratio: nobody, or everybody.
  static bool IsOfAll(const v1::Indicator& definition, int64_t micros) {
    const int64_t everybody = int64_t{std::max(definition.factor(), 1u)} * kMicrosPerUnit;
    return definition.protection().sensitive() &&
           (micros == 0 || (micros == everybody && !definition.numerator_beyond_denominator()));
  }

  void Add(std::string_view indicator, const v1::Figure& figure) {
    const v1::Indicator* definition = definitions_.Find(indicator, figure.indicator_version());
    if (definition == nullptr) return;
    if (IsHidden(figure)) hidden_bases_.insert(definitions_.BaseOf(*definition));
    if (const auto number = ParseDecimal(figure.value())) {
      counts_[indicator].push_back(number->micros);
    }
  }

  const Definitions& definitions_;
  std::map<std::string_view, std::vector<int64_t>> counts_;  // shown, in micros
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
