// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/disclosure/verify/view_rules.h"

#include <algorithm>
#include <tuple>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "gateway/domain/disclosure/verify/numbers.h"

namespace samlad::domain::verify {
namespace {

bool IsHidden(const v1::Figure& figure) { return figure.code() == v1::FIGURE_CODE_CONFIDENTIAL; }

bool HasValue(const v1::Figure& figure) { return !figure.value().empty(); }

void CheckOverYears(const Row& where, const Definitions& definitions, Faults& faults) {
  const v1::IndicatorRow& row = *where.row;
  const v1::Figure& together = row.over_years();
  if (!HasValue(together)) {
    if (!together.numerator().empty() || !together.denominator().empty() || !together.n().empty()) {
      faults.Add("7", where.where, ": years together are hidden, but their parts are there");
    }
    return;
  }
  const Definition* definition = definitions.Find(row.indicator(), together.indicator_version());
  const bool is_last =
      definition != nullptr && (definition->indicator->aggregation() == v1::AGGREGATION_STOCK ||
                                definition->indicator->aggregation() == v1::AGGREGATION_INDEX);
  const bool all_shown =
      HasValue(row.figure()) && (is_last || std::ranges::all_of(row.history(), HasValue));
  if (!all_shown) {
    faults.Add("7", where.where, ": years together have a value, but one of them is not shown");
  }
}

void CheckComparisons(const Row& where, Faults& faults) {
  for (const v1::ComparisonRow& series : where.row->comparisons()) {
    const bool any_value =
        std::ranges::any_of(series.figures(), [&](const v1::ComparisonFigure& figure) {
          return figure.region() == series.figures(0).region() && !figure.value().empty();
        });
    const bool any_trend = std::ranges::any_of(
        series.against(), [](int trend) { return trend != v1::TREND_INSUFFICIENT; });
    if (any_value || any_trend) {
      faults.Add("7", where.where, ": series ", series.series(),
                 " gives or compares a value of the municipality, but a figure is hidden");
    }
  }
}

void CheckRow(const Row& where, const Definitions& definitions, Faults& faults) {
  const v1::IndicatorRow& row = *where.row;
  if (where.of_organisation && (row.contributions_size() > 0 || row.cells_size() > 0)) {
    faults.Add("1", where.where, ": an organisation's row has cells or contributions");
  }
  if (IsHidden(row.figure()) && row.status() != v1::TARGET_STATUS_INSUFFICIENT) {
    faults.Add("7", where.where, ": the status of a hidden figure is ",
               v1::TargetStatus_Name(row.status()));
  }
  if (!definitions.IsInSystem(row.indicator())) return;
  const bool one_hidden = IsHidden(row.figure()) || std::ranges::any_of(row.history(), IsHidden);
  if (row.trend() != v1::TREND_INSUFFICIENT && one_hidden) {
    faults.Add("7", where.where, ": a trend, but the figure or one before it is hidden");
  }
  CheckOverYears(where, definitions, faults);
  if (one_hidden) CheckComparisons(where, faults);
}

// What effects may say of one indicator.
class EffectCheck {
 public:
  EffectCheck(const Figures& figures, const Definitions& definitions,
              std::span<const Report> reports, Faults& faults)
      : definitions_(definitions), reports_(reports), faults_(faults) {
    for (const Figure& figure : figures.all) {
      if (!figure.shown) hidden_bases_.insert(figure.definition->base);
      if (figure.shown && PartsOf(*figure.definition).front().name == "count") {
        shown_[figure.definition->number].push_back({figure.year, figure.numbers[0]});
      }
    }
  }

  int YearOf(uint64_t position) const {
    const auto at = std::ranges::lower_bound(reports_, position, {}, &Report::position);
    return at != reports_.end() && at->position == position ? at->year : kAnyYear;
  }

  static int YearOf(std::string_view period) {
    const auto part = ParseYearPart(period);
    return part ? part->year : kAnyYear;
  }

  void Check(std::string_view project, std::string_view indicator, std::string_view value,
             int year) {
    if (value.empty()) return;
    const auto refuse = [&](std::string_view why) {
      faults_.Add("7", "project ", project, ": the value ", value, " of ", indicator, ": ", why);
    };
    const auto versions = definitions_.Versions(indicator);
    if (versions.empty()) return refuse("there is no definition that says whether it is protected");
    for (const Definition* definition : versions) {
      const std::string why = WhyNot(*definition, value, year);
      if (!why.empty()) return refuse(why);
    }
  }

 private:
  static constexpr int kAnyYear = -1;

  static bool IsSmall(const Smallness& smallness, Int128 micros, bool with_zero) {
    if (micros < 0) micros = -micros;
    if (micros == 0) return with_zero && smallness.sensitive;
    return micros < Int128{smallness.k} * kMicrosPerOne;
  }

  // Empty: it may be there.
  std::string WhyNot(const Definition& definition, std::string_view value, int year) const {
    const v1::Indicator& indicator = *definition.indicator;
    if (definition.smallness.k == 0) return "";
    if (hidden_bases_.contains(definition.base)) return "figures with the same base are hidden";
    const auto micros = ParseMicros(value);
    if (!micros) return "it is not a number";
    if (indicator.aggregation() == v1::AGGREGATION_RATIO) {
      const Int128 everybody = Int128{std::max(indicator.factor(), 1U)} * kMicrosPerOne;
      const bool is_one = *micros == 0 || (definition.beyond == kNone && *micros == everybody);
      return is_one && definition.smallness.sensitive ? "it says nobody or everybody" : "";
    }
    if (PartsOf(definition).front().name != "count") return "";
    if (IsSmall(definition.smallness, *micros, true)) return "it is small";
    const auto shown = shown_.find(definition.number);
    if (shown == shown_.end()) return "";
    for (const auto& [its_year, number] : shown->second) {
      const bool same_year = year == kAnyYear || year == its_year;
      if (same_year &&
          IsSmall(definition.smallness, *micros - Int128{number} * kMicrosPerOne, false)) {
        return StrCat("it differs by a small number from ", number, ", which is shown");
      }
    }
    return "";
  }

  const Definitions& definitions_;
  std::span<const Report> reports_;
  Faults& faults_;
  absl::flat_hash_set<uint32_t> hidden_bases_;
  absl::flat_hash_map<uint32_t, std::vector<std::pair<int, int64_t>>> shown_;  // by indicator
};

}  // namespace

void CheckRows(const Figures& figures, const Definitions& definitions, Faults& faults) {
  for (const Row& row : figures.rows) CheckRow(row, definitions, faults);
}

void CheckSharedDenominators(const Figures& figures, const Definitions& definitions,
                             std::span<const Report> reports, Faults& faults) {
  absl::flat_hash_set<std::pair<uint32_t, uint32_t>> counted;  // base, report
  // Base, organisation, year, end -> a report that counts it.
  absl::flat_hash_set<std::tuple<uint32_t, uint32_t, int, int>> counts_it;
  for (const Figure& figure : figures.all) {
    if (figure.definition->number != figure.definition->base) continue;
    for (const uint32_t index : figure.reports) {
      const Report& report = reports[index];
      counted.insert({figure.definition->base, index});
      counts_it.insert({figure.definition->base, report.organisation, report.year, report.end});
    }
  }
  for (size_t i = 0; i < figures.all.size(); ++i) {
    const Figure& figure = figures.all[i];
    const uint32_t base = figure.definition->base;
    if (!figure.shown || figure.place == Place::kEarlier || base == figure.definition->number) {
      continue;
    }
    const auto bad = std::ranges::find_if(figure.reports, [&](uint32_t index) {
      const Report& report = reports[index];
      return !counted.contains({base, index}) &&
             counts_it.contains({base, report.organisation, report.year, report.end});
    });
    if (bad != figure.reports.end()) {
      faults.Add("7", Describe(figure, i), ": it is shown, but ", definitions.IdOf(base),
                 ", its denominator, is in another report than the one at position ",
                 reports[*bad].position);
    }
  }
}

void CheckEffects(const v1::View& view, const Figures& figures, const Definitions& definitions,
                  std::span<const Report> reports, Faults& faults) {
  EffectCheck check(figures, definitions, reports, faults);
  const std::string_view period = view.periods().empty()
                                      ? std::string_view()
                                      : std::string_view(view.periods(view.periods_size() - 1));
  for (const v1::ProjectRow& project : view.projects()) {
    for (const v1::EffectRow& effect : project.effects()) {
      const v1::ExpectedEffect& expected = effect.expected();
      check.Check(project.project(), expected.indicator(), expected.baseline(),
                  EffectCheck::YearOf(expected.baseline_period()));
      check.Check(project.project(), expected.indicator(), effect.measured(),
                  check.YearOf(effect.position()));
    }
    for (const v1::MeasuredEffect& measured : project.follow_up().measured()) {
      check.Check(project.project(), measured.indicator(), measured.value(),
                  EffectCheck::YearOf(period));
    }
  }
}

void CheckDifference(const v1::Edition& edition, const Figures& figures, Faults& faults) {
  using Key = std::tuple<std::string_view, std::string_view, CodeIds>;
  absl::flat_hash_set<Key> hidden;
  for (const Figure& figure : figures.all) {
    if (figure.shown || figure.place == Place::kEarlier) continue;
    if (figure.place == Place::kContribution || figure.place == Place::kOrganisation) continue;
    hidden.insert({figure.definition->indicator->id(), figure.figure->period(), figure.code_ids});
  }
  for (const v1::FigureChange& change : edition.difference().changes()) {
    if (change.after().empty()) continue;
    const Key key{
        change.indicator(),
        change.period(),
        {change.area(), change.sex(), change.age(), change.background(), change.category()}};
    if (hidden.contains(key)) {
      faults.Add("7", "difference: ", change.indicator(), ", ", change.period(),
                 ": a value now, but the figure is hidden");
    }
  }
}

}  // namespace samlad::domain::verify
