// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/figures/quoted_counts.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "gateway/base/limits.h"
#include "gateway/domain/figures/consolidate.h"
#include "gateway/domain/figures/disclosure.h"
#include "gateway/domain/log/counts.h"

namespace samlad::domain {
namespace {

// Sums of single figures with which a quoted count is compared. If there would be
// more, it is shown only if the table has it, too.
constexpr size_t kQuotedSumsMax = 4096;

constexpr std::array<int, 3> kThirds = {0, 1, 2};  // as in PeriodId

const v1::Indicator& NewestOf(const IndicatorEntry& entry) {
  return *entry.versions.back()->indicator;
}

bool IsRatio(const v1::Indicator& definition) {
  return definition.aggregation() == v1::AGGREGATION_RATIO;
}

bool SamePeriod(const PeriodId& a, const PeriodId& b) {
  return a.year == b.year && a.third == b.third;
}

Int128 RoundedDown(Int128 value, Int128 divisor) {
  return value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor);
}

// The counts that a quoted ratio can stand for, in units.
struct Numerators {
  Int128 first = 0, last = -1;

  bool IsEmpty() const { return last < first; }
  bool Contains(Int128 count) const { return first <= count && count <= last; }
  // Whether one of them is 1 to k - 1 away from `count`.
  bool AnyCloseTo(Int128 count, Int128 k) const {
    return (first <= count + k - 1 && last >= count + 1) ||
           (first <= count - 1 && last >= count - k + 1);
  }
};

// All whole numbers that, divided by the denominator, are shown as `micros`.
Numerators NumeratorsOf(const v1::Indicator& definition, int64_t micros, Int128 denominator) {
  Int128 half = kMicrosPerUnit / 2;
  for (int i = 0; i < ShownDecimals(definition); ++i) half /= 10;
  const Int128 whole = denominator / kMicrosPerUnit;
  const Int128 divisor = Int128{std::max(definition.factor(), 1U)} * kMicrosPerUnit;
  return {.first = -RoundedDown(-(micros - half) * whole, divisor),
          .last = RoundedDown((micros + half) * whole, divisor)};
}

}  // namespace

QuotedCounts::QuotedCounts(const Prefix& prefix, const IndicatorTable& indicators,
                           const v1::Catalogue& catalogue)
    : indicators_(indicators) {
  for (uint32_t number = 0; number < indicators.size(); ++number) {
    accumulates_.push_back(AccumulatingCounts(NewestOf(indicators[number])).front());
  }
  AddMeasured(prefix);
  AddBaselines(catalogue);
  if (!years_.empty()) ReadTable(prefix);
}

void QuotedCounts::AddMeasured(const Prefix& prefix) {
  for (const Revision& revision : prefix.revisions) {
    if (revision.report->measured == nullptr) continue;
    for (const v1::FollowUp& follow_up : *revision.report->measured) {
      for (const v1::MeasuredEffect& measured : follow_up.measured()) {
        const uint32_t number = indicators_.Find(measured.indicator());
        if (number != IndicatorTable::kUnknown &&
            indicators_.IsCleared(revision.position, number)) {
          continue;
        }
        Add(measured.indicator(), ParsePeriod(revision.report->period), measured.value(),
            {.history = revision.history, .project = follow_up.project()}, revision.position);
      }
    }
  }
}

// Targets' baselines are told to nobody who may not see all figures.
void QuotedCounts::AddBaselines(const v1::Catalogue& catalogue) {
  for (const v1::Target& target : catalogue.targets()) {
    const uint32_t number = indicators_.Find(target.indicator());
    const auto period = ParsePeriod(target.baseline_period());
    if (number != IndicatorTable::kUnknown && period && indicators_[number].k > 0) {
      years_.emplace(number, period->year);
    }
  }
  for (const v1::Project& project : catalogue.projects()) {
    for (const v1::ExpectedEffect& effect : project.effects()) {
      Add(effect.indicator(), ParsePeriod(effect.baseline_period()), effect.baseline(),
          {.history = QuoteSource::kCatalogue, .project = project.id()}, 0);
    }
  }
}

void QuotedCounts::Add(std::string_view indicator, const std::optional<PeriodId>& period,
                       std::string_view value, const QuoteSource& source, uint64_t since) {
  const uint32_t number = indicators_.Find(indicator);
  const auto figure = ParseDecimal(value);
  if (number == IndicatorTable::kUnknown || !period || !figure) return;
  if (indicators_[number].k == 0 || IsSmallCount(indicators_[number], value)) return;
  years_.emplace(number, period->year);
  for (const uint32_t shared : indicators_[number].denominators) {
    years_.emplace(shared, period->year);
  }
  quotes_.push_back({.indicator = number,
                     .period = *period,
                     .micros = figure->micros,
                     .source = source,
                     .since = since});
}

void QuotedCounts::ReadTable(const Prefix& prefix) {
  std::vector<std::optional<PeriodId>> periods;
  for (uint32_t i = 0; i < prefix.periods.size(); ++i) {
    periods.push_back(ParsePeriod(prefix.periods[i]));
  }
  std::vector<bool> watched(indicators_.size());
  for (const auto& [number, year] : years_) watched[number] = true;
  VisitTotals(
      prefix, indicators_, watched,
      [&](const Revision& revision, const Observations& rows, uint32_t row, uint32_t number) {
        const NumberedHistory& history = prefix.histories[revision.history];
        const std::optional<PeriodId>& period = periods[history.period];
        if (!period || !years_.contains({number, period->year})) return;
        const bool ratio = IsRatio(NewestOf(indicators_[number]));
        const int64_t count = ratio ? rows.numerator[row] : rows.value[row];
        const int64_t denominator = ratio ? rows.denominator[row] : 0;
        if (count == kNoFigure || denominator == kNoFigure) return;
        tables_[{number, EndInThirds(*period)}].told.push_back(
            {.organisation = history.organisation,
             .obligation = history.obligation,
             .in_force = prefix.InForce(revision),
             .position = revision.position,
             .count = count,
             .denominator = denominator});
      });
  for (auto& [key, table] : tables_) SumUp(table);
}

void QuotedCounts::SumUp(Table& table) {
  std::ranges::stable_sort(table.told, {}, [](const Told& told) {
    return std::tuple(told.organisation, told.count, told.denominator, told.position);
  });
  std::vector<Sum> sums = {Sum{}};
  for (size_t begin = 0, end = 0; begin < table.told.size(); begin = end) {
    const Told* in_force = nullptr;
    const size_t others = sums.size();  // without this organisation
    for (end = begin;
         end < table.told.size() && table.told[end].organisation == table.told[begin].organisation;
         ++end) {
      const Told& told = table.told[end];
      // If it reports under several obligations, the first of them counts.
      if (told.in_force && (in_force == nullptr || told.obligation < in_force->obligation)) {
        in_force = &told;
      }
      const bool repeated = end > begin && table.told[end - 1].count == told.count &&
                            table.told[end - 1].denominator == told.denominator;
      if (repeated || table.too_many) continue;
      table.too_many = sums.size() + others > kQuotedSumsMax;
      for (size_t i = 0; i < others && !table.too_many; ++i) {
        const Sum& rest = sums[i];
        sums.push_back({.count = rest.count + told.count,
                        .denominator = rest.denominator + told.denominator,
                        .since = std::max(rest.since, told.position),
                        .shown = i == 0});
      }
    }
    if (in_force == nullptr) continue;
    if (!table.total) table.total = Sum{.shown = true};
    table.total->count += in_force->count;
    table.total->denominator += in_force->denominator;
    table.total->since = std::max(table.total->since, in_force->position);
  }
  sums.erase(sums.begin());
  if (table.total) sums.push_back(*table.total);
  table.sums = std::move(sums);
}

const QuotedCounts::Table* QuotedCounts::FindTable(uint32_t indicator,
                                                   const PeriodId& period) const {
  const auto at = tables_.find({indicator, EndInThirds(period)});
  return at == tables_.end() ? nullptr : &at->second;
}

bool QuotedCounts::IsCount(uint32_t indicator) const {
  return CountsOf(NewestOf(indicators_[indicator])) == Counts::kValue;
}

bool QuotedCounts::IsClose(uint32_t indicator, Int128 a, Int128 b) const {
  const Int128 difference = a < b ? b - a : a - b;
  return difference != 0 && difference < MicrosOfK(indicators_[indicator]);
}

bool QuotedCounts::TableHas(const Quote& quote, bool now) const {
  const Table* table = FindTable(quote.indicator, quote.period);
  if (table == nullptr) return false;
  if (table->total && table->total->count == quote.micros) return true;
  if (now) {
    return std::ranges::any_of(
        table->told, [&](const Told& told) { return told.in_force && told.count == quote.micros; });
  }
  return std::ranges::any_of(
      table->sums, [&](const Sum& sum) { return sum.shown && sum.count == quote.micros; });
}

QuotedCounts::Conflict QuotedCounts::ConflictOf(const Quote& quote) const {
  Conflict conflict;
  if (TableHas(quote, true)) return conflict;
  for (const int third : kThirds) {
    const PeriodId period{.year = quote.period.year, .third = third};
    if (!SamePeriod(period, quote.period) && !accumulates_[quote.indicator]) continue;
    const Table* table = FindTable(quote.indicator, period);
    if (table == nullptr) continue;
    if (table->too_many) conflict.before = true;
    for (const Sum& sum : table->sums) {
      if (!IsClose(quote.indicator, sum.count, quote.micros)) continue;
      const bool after = sum.since > quote.since;
      (after ? conflict.after : conflict.before) = true;
      conflict.shown = conflict.shown || (after && sum.shown);
    }
  }
  return conflict;
}

// What the table has itself tells nothing new: the total, or one organisation's.
bool QuotedCounts::TableHasRatio(const Quote& quote) const {
  const Table* table = FindTable(quote.indicator, quote.period);
  if (table == nullptr) return false;
  const auto has = [&](Int128 count, Int128 denominator) {
    return NumeratorsOf(NewestOf(indicators_[quote.indicator]), quote.micros, denominator)
        .Contains(count / kMicrosPerUnit);
  };
  return (table->total && has(table->total->count, table->total->denominator)) ||
         std::ranges::any_of(table->told, [&](const Told& told) {
           return told.in_force && has(told.count, told.denominator);
         });
}

bool QuotedCounts::RatioConflicts(const Quote& quote) const {
  if (TableHasRatio(quote)) return false;
  const v1::Indicator& definition = NewestOf(indicators_[quote.indicator]);
  std::vector<Int128> denominators;
  if (const Table* own = FindTable(quote.indicator, quote.period)) {
    if (own->too_many) return true;
    for (const Sum& sum : own->sums) denominators.push_back(sum.denominator);
  }
  for (const uint32_t shared : indicators_[quote.indicator].denominators) {
    const Table* counts = FindTable(shared, quote.period);
    if (counts == nullptr) continue;
    if (counts->too_many) return true;
    for (const Sum& sum : counts->sums) denominators.push_back(sum.count);
  }
  return std::ranges::any_of(denominators, [&](Int128 denominator) {
    return NumeratorConflicts(quote, definition, denominator);
  });
}

bool QuotedCounts::NumeratorConflicts(const Quote& quote, const v1::Indicator& definition,
                                      Int128 denominator) const {
  const Int128 k = indicators_[quote.indicator].k;
  const Numerators may = NumeratorsOf(definition, quote.micros, denominator);
  if (may.IsEmpty()) return false;
  if (may.AnyCloseTo(0, k)) return true;
  if (CountsOf(definition) == Counts::kPartsAndComplement &&
      may.AnyCloseTo(denominator / kMicrosPerUnit, k)) {
    return true;
  }
  return std::ranges::any_of(kThirds, [&](int third) {
    const PeriodId period{.year = quote.period.year, .third = third};
    if (!SamePeriod(period, quote.period) && !accumulates_[quote.indicator]) return false;
    const Table* table = FindTable(quote.indicator, period);
    return table != nullptr && std::ranges::any_of(table->sums, [&](const Sum& sum) {
             return may.AnyCloseTo(sum.count / kMicrosPerUnit, k);
           });
  });
}

bool QuotedCounts::ConflictsWithQuotes(const Quote& quote) const {
  return std::ranges::any_of(quotes_, [&](const Quote& other) {
    if (other.indicator != quote.indicator || other.period.year != quote.period.year) return false;
    const bool same_period = SamePeriod(other.period, quote.period);
    if (same_period ? other.source == quote.source : !accumulates_[quote.indicator]) return false;
    return IsClose(quote.indicator, other.micros, quote.micros);
  });
}

bool QuotedCounts::IsWithheld(const std::vector<bool>& hidden, std::string_view indicator,
                              std::string_view period, std::string_view value,
                              const QuoteSource& source) const {
  const uint32_t number = indicators_.Find(indicator);
  if (number == IndicatorTable::kUnknown || indicators_[number].k == 0) return false;
  if (hidden[number] || IsSmallCount(indicators_[number], value)) return true;
  const auto parsed = ParsePeriod(period);
  const auto figure = ParseDecimal(value);
  if (!parsed || !figure) return figure.has_value();  // nothing to compare it with
  const Quote quote{
      .indicator = number, .period = *parsed, .micros = figure->micros, .source = source};
  if (IsRatio(NewestOf(indicators_[number]))) return RatioConflicts(quote);
  if (!IsCount(number)) return false;
  const Conflict conflict = ConflictOf(quote);
  return conflict.before || conflict.after || ConflictsWithQuotes(quote);
}

void QuotedCounts::HideRevealed(std::vector<bool>& hidden) const {
  for (const Quote& quote : quotes_) {
    if (hidden[quote.indicator] || quote.source.history == QuoteSource::kCatalogue ||
        !IsCount(quote.indicator) || TableHas(quote, false)) {
      continue;
    }
    const Conflict conflict = ConflictOf(quote);
    // One that was withheld when it came has told nothing.
    if (!conflict.before && conflict.shown) hidden[quote.indicator] = true;
  }
}

void HideWhatQuotesReveal(const Prefix& prefix, const IndicatorTable& indicators,
                          std::vector<bool>& hidden) {
  const bool measured = std::ranges::any_of(prefix.revisions, [](const Revision& revision) {
    return revision.report->measured != nullptr;
  });
  if (!measured) return;
  QuotedCounts(prefix, indicators, v1::Catalogue::default_instance()).HideRevealed(hidden);
}

}  // namespace samlad::domain
