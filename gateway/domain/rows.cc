// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/rows.h"

#include <algorithm>
#include <iterator>

#include "gateway/base/limits.h"
#include "gateway/domain/disclosure.h"
#include "gateway/domain/periods.h"

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

// What is left of a figure that is hidden: the same whatever the reason. A
// flag would tell that the figure behind it moved, so flags go too.
void Hide(v1::Figure& figure) {
  figure.clear_value();
  figure.clear_flags();
  figure.set_code(v1::FIGURE_CODE_CONFIDENTIAL);
}

// Remarks gathered over the shares of one figure.
struct Remarks {
  bool provisional = false, estimated = false, revised = false;

  void Add(const Statement& statement) {
    provisional = provisional || statement.under_review ||
                  statement.status == v1::OBSERVATION_STATUS_PROVISIONAL;
    estimated = estimated || statement.status == v1::OBSERVATION_STATUS_ESTIMATED;
    revised = revised || statement.revised;
  }

  void WriteTo(v1::Figure& figure, bool is_break) const {
    if (provisional) figure.add_flags(v1::FIGURE_FLAG_PROVISIONAL);
    if (estimated) figure.add_flags(v1::FIGURE_FLAG_ESTIMATED);
    if (revised) figure.add_flags(v1::FIGURE_FLAG_REVISED);
    if (is_break) figure.add_flags(v1::FIGURE_FLAG_BREAK);
  }
};

// A statement that follows another version of the definition than the one in
// force answers another question: it is not mixed in.
bool HasUsableFigure(const Statement& statement, const v1::Indicator& definition) {
  return statement.status != v1::OBSERVATION_STATUS_MISSING &&
         statement.status != v1::OBSERVATION_STATUS_NOT_APPLICABLE &&
         statement.version == definition.version() &&
         IsUsable(definition.aggregation(), statement.share);
}

}  // namespace

RowBuilder::RowBuilder(const Prefix& prefix, const IndicatorTable& indicators,
                       std::span<const PeriodId> periods)
    : prefix_(prefix),
      indicators_(indicators),
      periods_(periods.begin(), periods.end()),
      period_names_(PeriodNames(periods)),
      figures_(prefix, indicators, period_names_),
      hidden_(HiddenIndicators(prefix, indicators)),
      definitions_(DefinitionsInForce(*prefix.catalogue, indicators, periods)),
      targets_(TargetsByIndicator(prefix.catalogue->catalogue(), indicators)) {}

bool RowBuilder::IsDefined(uint32_t indicator) const {
  return definitions_[indicator * periods_.size() + Last()] != nullptr;
}

const v1::Indicator& RowBuilder::Definition(uint32_t indicator) const {
  return *definitions_[indicator * periods_.size() + Last()]->indicator;
}

std::string_view RowBuilder::PriorityAreaOf(uint32_t indicator) const {
  const v1::Indicator& definition = Definition(indicator);
  if (!definition.priority_area().empty()) return definition.priority_area();
  const v1::Goal* goal = prefix_.catalogue->FindGoal(definition.goal());
  return goal == nullptr ? std::string_view() : std::string_view(goal->priority_area());
}

bool RowBuilder::Concerns(uint32_t indicator, const OrganisationSet& who) const {
  for (uint32_t period = 0; period <= Last(); ++period) {
    for (const uint32_t debtor : figures_.Debtors(indicator, period)) {
      if (who[debtor]) return true;
    }
    for (const Statement& statement : figures_.Statements(indicator, period)) {
      if (who[statement.organisation]) return true;
    }
  }
  return false;
}

bool RowBuilder::IsBreak(uint32_t indicator, uint32_t period) const {
  if (period == 0) return false;
  const size_t cell = indicator * periods_.size() + period;
  return definitions_[cell] != nullptr && definitions_[cell - 1] != nullptr &&
         definitions_[cell] != definitions_[cell - 1];
}

RowBuilder::Consolidated RowBuilder::FigureFor(uint32_t indicator, uint32_t period,
                                               const OrganisationSet& who) const {
  Consolidated result;
  v1::Figure& figure = result.figure;
  figure.set_period(period_names_[period]);
  figure.set_code(v1::FIGURE_CODE_NOT_APPLICABLE);
  if (hidden_[indicator]) Hide(figure);
  const IndicatorIndex* index = definitions_[indicator * periods_.size() + period];
  if (index == nullptr) return result;  // not defined yet: nobody could report it
  const v1::Indicator& definition = *index->indicator;

  std::vector<Share> shares;
  std::vector<uint32_t> not_applicable;
  Remarks remarks;
  bool answer_without_figure = false;
  for (const Statement& statement : figures_.Statements(indicator, period)) {
    if (!who[statement.organisation]) continue;
    figure.add_positions(statement.position);
    if (statement.status == v1::OBSERVATION_STATUS_NOT_APPLICABLE) {
      not_applicable.push_back(statement.organisation);
    } else if (HasUsableFigure(statement, definition)) {
      shares.push_back(statement.share);
      result.point.reporters.push_back(statement.organisation);
      remarks.Add(statement);
    } else {
      answer_without_figure = true;
    }
  }
  std::ranges::sort(*figure.mutable_positions());

  // An organisation for which the figure cannot exist has answered; counting
  // it among those that owe one would make it look late for ever.
  // One that answered without owing it is in the figure but not in the coverage.
  uint32_t expected = 0, reported = 0;
  for (const uint32_t debtor : figures_.Debtors(indicator, period)) {
    if (!who[debtor] || std::ranges::binary_search(not_applicable, debtor)) continue;
    ++expected;
    if (std::ranges::binary_search(result.point.reporters, debtor)) ++reported;
  }
  figure.mutable_coverage()->set_reported(reported);
  figure.mutable_coverage()->set_expected(expected);
  figure.set_indicator_version(definition.version());
  result.point.version = definition.version();
  if (hidden_[indicator]) return result;

  if (!shares.empty()) {
    result.point.micros = Consolidate(definition, shares);
  } else if (expected > 0 || answer_without_figure) {
    figure.set_code(v1::FIGURE_CODE_NOT_REPORTED);
  }
  if (result.point.micros) {
    figure.set_value(FormatMicros(*result.point.micros, static_cast<int>(definition.decimals())));
    figure.clear_code();
  }
  remarks.WriteTo(figure, IsBreak(indicator, period));
  return result;
}

v1::IndicatorRow RowBuilder::Row(uint32_t indicator, const OrganisationSet& who,
                                 Contributions contributions) const {
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
  for (uint32_t period = 0; period <= Last(); ++period) {
    Consolidated consolidated = FigureFor(indicator, period, who);
    v1::Figure& place = period == Last() ? *row.mutable_figure() : *row.add_history();
    place = std::move(consolidated.figure);
    points.push_back(std::move(consolidated.point));
  }
  Measure(indicator, who, points, row);
  if (contributions == Contributions::kShown) AddContributions(indicator, who, row);
  return row;
}

// Sets target, status and trend.
void RowBuilder::Measure(uint32_t indicator, const OrganisationSet& who,
                         std::span<const TrendPoint> points, v1::IndicatorRow& row) const {
  const v1::Indicator& definition = Definition(indicator);
  const v1::Target* target =
      TargetApplies(indicator, who)
          ? TargetFor(targets_[indicator], definition.aggregation(), periods_.back())
          : nullptr;
  if (target != nullptr) {
    row.set_target(target->value());
    row.set_target_period(target->period());
  }
  row.set_status(hidden_[indicator] ? v1::TARGET_STATUS_INSUFFICIENT
                                    : StatusOf(target, row.direction(), periods_.back(),
                                               points.back().micros, row.figure().coverage()));
  row.set_trend(TrendOf(points, row.direction()));
}

// A target for a sum is a target for the whole city: a part of the sum is not
// held against it.
bool RowBuilder::TargetApplies(uint32_t indicator, const OrganisationSet& who) const {
  if (!IsSum(Definition(indicator).aggregation())) return true;
  const auto included = [&](uint32_t organisation) { return bool{who[organisation]}; };
  return std::ranges::all_of(figures_.Debtors(indicator, Last()), included) &&
         std::ranges::all_of(figures_.Statements(indicator, Last()), included,
                             &Statement::organisation);
}

void RowBuilder::AddContributions(uint32_t indicator, const OrganisationSet& who,
                                  v1::IndicatorRow& row) const {
  std::vector<uint32_t> organisations(figures_.Debtors(indicator, Last()).begin(),
                                      figures_.Debtors(indicator, Last()).end());
  for (const Statement& statement : figures_.Statements(indicator, Last())) {
    organisations.push_back(statement.organisation);
  }
  std::ranges::sort(organisations);
  const auto repeated = std::ranges::unique(organisations);
  organisations.erase(repeated.begin(), repeated.end());
  OrganisationSet one(who.size(), false);
  for (const uint32_t organisation : organisations) {
    if (!who[organisation]) continue;
    v1::Contribution& contribution = *row.add_contributions();
    const std::string_view id = prefix_.organisations[organisation];
    contribution.set_organisation(std::string(id));
    if (const v1::Organisation* known = prefix_.catalogue->FindOrganisation(id)) {
      *contribution.mutable_name() = known->name();
    }
    one[organisation] = true;
    *contribution.mutable_figure() = FigureFor(indicator, Last(), one).figure;
    one[organisation] = false;
  }
}

}  // namespace samlad::domain
