// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/view/rows.h"

#include <algorithm>
#include <iterator>

#include "gateway/base/strings.h"
#include "gateway/domain/figures/disclosure.h"
#include "gateway/domain/values/periods.h"

namespace samlad::domain {
namespace {

std::vector<std::string> PeriodNames(std::span<const PeriodId> periods) {
  std::vector<std::string> names;
  std::ranges::transform(periods, std::back_inserter(names), FormatPeriod);
  return names;
}

std::vector<const IndicatorIndex*> DefinitionsInForce(const CatalogueIndex& catalogue,
                                                      const IndicatorTable& indicators,
                                                      std::span<const PeriodId> periods) {
  std::vector<const IndicatorIndex*> definitions;
  for (uint32_t indicator = 0; indicator < indicators.size(); ++indicator) {
    for (const PeriodId& period : periods) {
      definitions.push_back(catalogue.FindIndicator(indicators[indicator].symbol, period));
    }
  }
  return definitions;
}

std::vector<std::vector<const v1::Target*>> TargetsByIndicator(const v1::Catalogue& catalogue,
                                                               const IndicatorTable& indicators) {
  std::vector<std::vector<const v1::Target*>> targets(indicators.size());
  for (const v1::Target& target : catalogue.targets()) {
    const uint32_t indicator = indicators.Find(target.indicator());
    if (indicator != IndicatorTable::kUnknown) targets[indicator].push_back(&target);
  }
  return targets;
}

bool IsSum(v1::Aggregation aggregation) {
  return aggregation == v1::AGGREGATION_FLOW || aggregation == v1::AGGREGATION_STOCK ||
         aggregation == v1::AGGREGATION_DISTINCT;
}

// The status is hidden together with the figure.
constexpr v1::TargetStatus kHiddenStatus = v1::TARGET_STATUS_INSUFFICIENT;

template <class T, class IsIn>
std::vector<T> Those(std::span<const T> all, const IsIn& is_in) {
  std::vector<T> some;
  std::ranges::copy_if(all, std::back_inserter(some), is_in);
  return some;
}

}  // namespace

RowBuilder::RowBuilder(const Prefix& prefix, const IndicatorTable& indicators,
                       std::span<const PeriodId> periods, std::span<const int> breakdowns,
                       FiguresShown shown)
    : prefix_(prefix),
      indicators_(indicators),
      shown_(shown),
      periods_(periods.begin(), periods.end()),
      period_names_(PeriodNames(periods)),
      figures_(prefix, indicators, period_names_),
      weights_(WeightsOf(prefix)),
      cells_(prefix, breakdowns),
      comparisons_(prefix),
      hidden_(shown == FiguresShown::kAll ? std::vector<bool>(indicators.size(), false)
                                          : HiddenIndicators(prefix, indicators)),
      hidden_breakdowns_(breakdowns.empty() || shown == FiguresShown::kAll
                             ? hidden_
                             : HiddenBreakdowns(prefix, indicators, hidden_, periods.back())),
      definitions_(DefinitionsInForce(*prefix.catalogue, indicators, periods)),
      targets_(TargetsByIndicator(prefix.catalogue->catalogue(), indicators)) {}

bool RowBuilder::IsDefined(uint32_t indicator) const {
  return DefinitionFor(indicator, Last()) != nullptr;
}

const v1::Indicator& RowBuilder::Definition(uint32_t indicator) const {
  return *DefinitionFor(indicator, Last())->indicator;
}

std::string_view RowBuilder::PriorityAreaOf(uint32_t indicator) const {
  const v1::Indicator& definition = Definition(indicator);
  if (!definition.priority_area().empty()) return definition.priority_area();
  const v1::Goal* goal = prefix_.catalogue->FindGoal(definition.goal());
  return goal == nullptr ? std::string_view() : std::string_view(goal->priority_area());
}

bool RowBuilder::Concerns(uint32_t indicator, const OrganisationSet& who) const {
  for (uint32_t period = 0; period <= Last(); ++period) {
    for (const uint32_t organisation : figures_.ReportingOrganisations(indicator, period)) {
      if (who[organisation]) return true;
    }
    for (const ReportedFigure& reported : figures_.ReportedFigures(indicator, period)) {
      if (who[reported.organisation]) return true;
    }
  }
  return false;
}

bool RowBuilder::IsBreak(uint32_t indicator, uint32_t period) const {
  if (period == 0) return false;
  const IndicatorIndex* now = DefinitionFor(indicator, period);
  const IndicatorIndex* before = DefinitionFor(indicator, period - 1);
  return now != nullptr && before != nullptr && now != before;
}

RowBuilder::Material RowBuilder::MaterialOf(uint32_t indicator, uint32_t period,
                                            const OrganisationSet& who) const {
  return {Those(figures_.ReportedFigures(indicator, period),
                [&](const ReportedFigure& reported) { return bool{who[reported.organisation]}; }),
          Those(figures_.ReportingOrganisations(indicator, period),
                [&](uint32_t organisation) { return bool{who[organisation]}; })};
}

RowBuilder::Consolidated RowBuilder::FigureFor(
    uint32_t indicator, uint32_t period, std::span<const ReportedFigure> reported_figures,
    std::span<const uint32_t> reporting_organisations) const {
  Consolidated result;
  v1::Figure& figure = result.figure;
  figure.set_period(period_names_[period]);
  const IndicatorIndex* index = DefinitionFor(indicator, period);
  if (index == nullptr) {  // not defined yet: nobody could report it
    figure.set_code(v1::FIGURE_CODE_NOT_APPLICABLE);
    return result;
  }
  const v1::Indicator& definition = *index->indicator;
  for (const ReportedFigure& reported : reported_figures)
    result.aggregate.Add(reported, definition);
  figure.set_indicator_version(definition.version());
  result.point.micros = WriteFigure(result.aggregate, definition,
                                    CoverageOf(result.aggregate, reporting_organisations, weights_),
                                    hidden_[indicator], IsBreak(indicator, period), figure);
  if (shown_ == FiguresShown::kAll) WriteParts(result.aggregate, definition, figure);
  result.point.version = definition.version();
  result.point.reporters = result.aggregate.reporters;
  return result;
}

// Parts of years are never added up.
v1::Figure RowBuilder::OverYears(uint32_t indicator, std::span<const Consolidated> years) const {
  const v1::Indicator& definition = Definition(indicator);
  const v1::Aggregation kind = definition.aggregation();
  v1::Figure figure;
  if (kind == v1::AGGREGATION_STOCK || kind == v1::AGGREGATION_INDEX) {
    figure = years.back().figure;
  } else {
    Aggregate all;
    v1::Coverage coverage;
    bool is_whole = true, is_broken = kind == v1::AGGREGATION_DISTINCT;
    for (uint32_t period = 0; period <= Last(); ++period) {
      const Consolidated& year = years[period];
      const v1::Coverage& its = year.figure.coverage();
      all.AddPeriod(year.aggregate);
      is_whole = is_whole && !year.aggregate.parts.empty();
      is_broken = is_broken || DefinitionFor(indicator, period) != DefinitionFor(indicator, Last());
      coverage.set_reported(coverage.reported() + its.reported());
      coverage.set_expected(coverage.expected() + its.expected());
      coverage.set_reported_weight(coverage.reported_weight() + its.reported_weight());
      coverage.set_expected_weight(coverage.expected_weight() + its.expected_weight());
    }
    // Without one of the years the figure would be of another span.
    if (!is_whole || is_broken) all.parts.clear();
    figure.set_indicator_version(definition.version());
    WriteFigure(all, definition, coverage, hidden_[indicator], false, figure);
    if (is_broken) figure.set_code(v1::FIGURE_CODE_NOT_APPLICABLE);
  }
  figure.set_period(StrCat(period_names_.front(), "/", period_names_.back()));
  return figure;
}

v1::IndicatorRow RowBuilder::Row(uint32_t indicator, const OrganisationSet& who,
                                 Detail detail) const {
  const v1::Indicator& definition = Definition(indicator);
  v1::IndicatorRow row;
  row.set_indicator(definition.id());
  *row.mutable_title() = definition.title();
  *row.mutable_unit() = definition.unit();
  row.set_direction(definition.direction());
  row.set_level(definition.level());
  if (const v1::Goal* goal = prefix_.catalogue->FindGoal(definition.goal())) {
    *row.mutable_goal() = goal->title();
  }
  std::vector<TrendPoint> points;
  std::vector<Consolidated> years;
  Material material;
  for (uint32_t period = 0; period <= Last(); ++period) {
    material = MaterialOf(indicator, period, who);
    years.push_back(
        FigureFor(indicator, period, material.reported_figures, material.reporting_organisations));
    (period == Last() ? *row.mutable_figure() : *row.add_history()) = years.back().figure;
    points.push_back(years.back().point);
  }
  if (years.size() > 1 && periods_.back().third == 0) {
    *row.mutable_over_years() = OverYears(indicator, years);
  }
  Measure(indicator, who, points, row);
  if (detail == Detail::kWhole) {
    AddContributions(indicator, material, row);
    AddCells(indicator, material, row);
    comparisons_.AddTo(definition.id(), periods_.back(), row);
  }
  return row;
}

// Whether a period has another definition than the view's. A period before the
// first definition has no definition of its own.
bool RowBuilder::IsOfAnotherDefinition(uint32_t indicator, std::string_view period) const {
  const auto parsed = ParsePeriod(period);
  if (!parsed) return false;
  const IndicatorIndex* then =
      prefix_.catalogue->FindIndicator(indicators_[indicator].symbol, *parsed);
  return then != nullptr && then != DefinitionFor(indicator, Last());
}

// Sets target, status and trend.
void RowBuilder::Measure(uint32_t indicator, const OrganisationSet& who,
                         std::span<const TrendPoint> points, v1::IndicatorRow& row) const {
  const v1::Indicator& definition = Definition(indicator);
  const v1::Target* target =
      TargetApplies(indicator, who)
          ? TargetFor(targets_[indicator], definition.aggregation(), periods_.back())
          : nullptr;
  if (target != nullptr && IsOfAnotherDefinition(indicator, target->period())) target = nullptr;
  v1::Target without_baseline;
  if (target != nullptr) {
    row.set_target(target->value());
    row.set_target_period(target->period());
    if (IsOfAnotherDefinition(indicator, target->baseline_period())) {
      without_baseline = *target;
      without_baseline.clear_baseline();
      target = &without_baseline;
    }
  }
  const v1::Thresholds thresholds = ThresholdsOf(definition, prefix_.catalogue->catalogue());
  row.set_status(hidden_[indicator]
                     ? kHiddenStatus
                     : StatusOf(target, row.direction(), periods_.back(), points.back().micros,
                                row.figure().coverage(), thresholds));
  row.set_trend(TrendOf(points, row.direction(), thresholds.level_permille()));
}

// A target for a sum applies to the whole city, so that a part of the sum is not
// compared with it.
bool RowBuilder::TargetApplies(uint32_t indicator, const OrganisationSet& who) const {
  if (!IsSum(Definition(indicator).aggregation())) return true;
  const auto included = [&](uint32_t organisation) { return bool{who[organisation]}; };
  return std::ranges::all_of(figures_.ReportingOrganisations(indicator, Last()), included) &&
         std::ranges::all_of(figures_.ReportedFigures(indicator, Last()), included,
                             &ReportedFigure::organisation);
}

void RowBuilder::AddContributions(uint32_t indicator, const Material& material,
                                  v1::IndicatorRow& row) const {
  std::vector<uint32_t> organisations = material.reporting_organisations;
  for (const ReportedFigure& reported : material.reported_figures) {
    organisations.push_back(reported.organisation);
  }
  std::ranges::sort(organisations);
  const auto repeated = std::ranges::unique(organisations);
  organisations.erase(repeated.begin(), repeated.end());
  for (const uint32_t organisation : organisations) {
    v1::Contribution& contribution = *row.add_contributions();
    const std::string_view id = prefix_.organisations[organisation];
    contribution.set_organisation(std::string(id));
    if (const v1::Organisation* known = prefix_.catalogue->FindOrganisation(id)) {
      *contribution.mutable_name() = known->name();
    }
    *contribution.mutable_figure() =
        FigureFor(indicator, Last(),
                  std::ranges::equal_range(material.reported_figures, organisation, {},
                                           &ReportedFigure::organisation),
                  std::ranges::equal_range(material.reporting_organisations, organisation))
            .figure;
  }
}

void RowBuilder::AddCells(uint32_t indicator, const Material& material,
                          v1::IndicatorRow& row) const {
  cells_.AddCells({.definition = Definition(indicator),
                   .indicator = indicators_[indicator].symbol,
                   .reported_figures = material.reported_figures,
                   .reporting_organisations = material.reporting_organisations,
                   .period = period_names_.back(),
                   .hidden = hidden_breakdowns_[indicator],
                   .is_break = IsBreak(indicator, Last()),
                   .with_parts = shown_ == FiguresShown::kAll},
                  weights_, row);
}

absl::Status RowBuilder::CheckBreakdowns(uint32_t indicator, const OrganisationSet& who) const {
  return cells_.CheckThere(MaterialOf(indicator, Last(), who).reported_figures,
                           indicators_[indicator].symbol);
}

}  // namespace samlad::domain
