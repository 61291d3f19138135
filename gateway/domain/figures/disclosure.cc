// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/figures/disclosure.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <tuple>

#include "absl/container/flat_hash_map.h"
#include "gateway/domain/figures/quoted_counts.h"
#include "gateway/domain/figures/shared_counts.h"
#include "gateway/domain/log/counts.h"
#include "gateway/domain/values/decimal.h"

namespace samlad::domain {
namespace {

// "2025" is a whole year, anything longer a part of one.
constexpr size_t kYearDigits = 4;

bool IsSmall(int64_t figure, int64_t k) { return figure != kNoFigure && figure != 0 && figure < k; }

// The rules of one indicator, flat: a view runs them over every row of the log.
class Guard {
 public:
  explicit Guard(const IndicatorEntry& entry)
      : k_(entry.k), k_micros_(MicrosOfK(entry)), sensitive_(entry.sensitive) {
    for (const IndicatorIndex* version : entry.versions) {
      const v1::Indicator& definition = *version->indicator;
      versions_.push_back(
          {definition.version(), CountsOf(definition), domain::AccumulatingCounts(definition)});
    }
  }

  bool IsProtected() const { return k_ > 0; }

  // Reads only the columns needed, because each is a cache miss of its own.
  bool HasSmallCount(const Observations& rows, uint32_t row) const {
    switch (VersionOf(rows, row).counts) {
      case Counts::kAnswers:
        return IsSmall(rows.n[row], k_);
      case Counts::kValue:
        return IsSmall(rows.value[row], k_micros_) || IsSensitive(rows.value[row]);
      case Counts::kParts:
        return HasSmallPart(rows, row);
      case Counts::kPartsAndComplement:
        return HasSmallPart(rows, row) || HasSmallComplement(rows, row);
    }
    return true;
  }

  int64_t k_micros() const { return k_micros_; }

  // The counts that accumulate from one period of a year to the next.
  RowCounts AccumulatingCounts(const Observations& rows, uint32_t row) const {
    const Version& version = VersionOf(rows, row);
    RowCounts counts = CountsAt(version.counts, rows, row);
    for (size_t i = 0; i < counts.size(); ++i) {
      if (!version.accumulates[i]) counts[i] = kNoFigure;
    }
    return counts;
  }

  // Whether any count of any version accumulates over the year.
  bool Accumulates() const {
    return std::ranges::any_of(versions_, [](const Version& version) {
      return std::ranges::find(version.accumulates, true) != version.accumulates.end();
    });
  }

 private:
  struct Version {
    uint32_t version;
    Counts counts;
    std::array<bool, RowCounts().size()> accumulates;
  };

  // The newest version is used for an unknown one.
  const Version& VersionOf(const Observations& rows, uint32_t row) const {
    const auto at = std::ranges::find(versions_, rows.version[row], &Version::version);
    return at == versions_.end() ? versions_.back() : *at;
  }

  bool HasSmallPart(const Observations& rows, uint32_t row) const {
    return IsSmall(rows.numerator[row], k_micros_) || IsSmall(rows.denominator[row], k_micros_) ||
           IsSensitive(rows.numerator[row]);
  }

  bool HasSmallComplement(const Observations& rows, uint32_t row) const {
    if (rows.numerator[row] == kNoFigure || rows.denominator[row] == kNoFigure) return false;
    const Int128 complement = Int128{rows.denominator[row]} - rows.numerator[row];
    return complement == 0 ? sensitive_ : complement < k_micros_;
  }

  // "Nobody" of a sensitive indicator.
  bool IsSensitive(int64_t figure) const { return sensitive_ && figure == 0; }

  int64_t k_, k_micros_;
  bool sensitive_;
  std::vector<Version> versions_;
};

// Everything that one organisation ever reported for one indicator and year, by
// the part of the year (T1, T2, all) and by which of the row's counts it is.
struct YearToDate {
  static constexpr size_t kReaches = 3;
  using Figures = std::vector<int64_t>;

  static size_t ReachOf(const PeriodId& period) {
    return static_cast<size_t>(period.third == 0 ? kReaches : period.third) - 1;
  }

  std::array<std::array<Figures, kReaches>, RowCounts().size()> figures;
};

// Whether some figure is larger than an earlier one by a small count, or smaller
// than an earlier one. `earlier` is ascending without duplicates.
bool HasSmallStep(std::span<const int64_t> earlier, std::span<const int64_t> later, int64_t k) {
  return std::ranges::any_of(later, [&](int64_t figure) {
    auto below = earlier.rbegin();  // the largest that is not the same
    if (below != earlier.rend() && *below == figure) ++below;
    return below != earlier.rend() && figure - *below < k;
  });
}

bool HasSmallStep(YearToDate& year, int64_t k_micros) {
  for (auto& [first, second, whole] : year.figures) {
    for (YearToDate::Figures* figures : {&first, &second}) {
      std::ranges::sort(*figures);
      figures->erase(std::ranges::unique(*figures).begin(), figures->end());
    }
    if (HasSmallStep(first, second, k_micros) || HasSmallStep(first, whole, k_micros) ||
        HasSmallStep(second, whole, k_micros)) {
      return true;
    }
  }
  return false;
}

// Calls `visit(revision, rows, row, number)` for every total of an indicator
// that is `watched` by then.
template <class Visit>
void ForEachTotal(const Prefix& prefix, const IndicatorTable& indicators,
                  const std::vector<bool>& watched, const Visit& visit) {
  for (const Revision& revision : prefix.revisions) {
    if (revision.report->observations == nullptr) continue;
    const Observations& rows = *revision.report->observations;
    for (uint32_t row = 0; row < rows.totals; ++row) {
      const uint32_t number = indicators.Find(rows.indicator[row]);
      if (number == IndicatorTable::kUnknown || !watched[number]) continue;
      if (indicators.IsCleared(revision.position, number)) continue;
      visit(revision, rows, row, number);
    }
  }
}

// Hides those of `watched` for which the difference of two periods of a year
// reveals a small count.
void HideSmallSteps(const Prefix& prefix, const IndicatorTable& indicators,
                    const std::vector<Guard>& guards, const std::vector<bool>& watched,
                    std::vector<bool>& hidden) {
  std::vector<std::optional<PeriodId>> periods;
  for (uint32_t i = 0; i < prefix.periods.size(); ++i) {
    periods.push_back(ParsePeriod(prefix.periods[i]));
  }
  absl::flat_hash_map<std::tuple<uint32_t, uint32_t, int>, YearToDate> years;
  ForEachTotal(
      prefix, indicators, watched,
      [&](const Revision& revision, const Observations& rows, uint32_t row, uint32_t number) {
        const NumberedHistory& history = prefix.histories[revision.history];
        const std::optional<PeriodId>& period = periods[history.period];
        if (!period) return;
        YearToDate& year = years[{history.organisation, number, period->year}];
        const RowCounts counts = guards[number].AccumulatingCounts(rows, row);
        for (size_t i = 0; i < counts.size(); ++i) {
          if (counts[i] == kNoFigure) continue;
          year.figures[i][YearToDate::ReachOf(*period)].push_back(counts[i]);
        }
      });
  for (auto& [key, year] : years) {
    const uint32_t number = std::get<1>(key);
    if (!hidden[number]) hidden[number] = HasSmallStep(year, guards[number].k_micros());
  }
}

// Those of which some count, or a step between the periods of a year, is small.
std::vector<bool> HiddenByThemselves(const Prefix& prefix, const IndicatorTable& indicators) {
  std::vector<Guard> guards;
  std::vector<bool> watched(indicators.size());  // protected, and nothing small found yet
  std::vector<bool> hidden(indicators.size());
  for (uint32_t number = 0; number < indicators.size(); ++number) {
    guards.emplace_back(indicators[number]);
    watched[number] = guards.back().IsProtected();
  }
  std::vector<bool> in_thirds(indicators.size());  // reported for a part of a year
  ForEachTotal(
      prefix, indicators, watched,
      [&](const Revision& revision, const Observations& rows, uint32_t row, uint32_t number) {
        if (guards[number].HasSmallCount(rows, row)) {
          hidden[number] = true;
          watched[number] = false;
        } else if (revision.report->period.size() > kYearDigits) {
          in_thirds[number] = true;
        }
      });
  for (uint32_t number = 0; number < indicators.size(); ++number) {
    watched[number] = watched[number] && in_thirds[number];
  }
  if (std::ranges::find(watched, true) != watched.end()) {
    HideSmallSteps(prefix, indicators, guards, watched, hidden);
  }
  return hidden;
}

}  // namespace

int64_t MicrosOfK(const IndicatorEntry& entry) {
  return entry.k > std::numeric_limits<int64_t>::max() / kMicrosPerUnit
             ? std::numeric_limits<int64_t>::max()
             : entry.k * kMicrosPerUnit;
}

void VisitTotals(const Prefix& prefix, const IndicatorTable& indicators,
                 const std::vector<bool>& watched, const TotalVisitor& visit) {
  ForEachTotal(prefix, indicators, watched, visit);
}

std::vector<bool> HiddenIndicators(const Prefix& prefix, const IndicatorTable& indicators) {
  std::vector<bool> hidden = HiddenByThemselves(prefix, indicators);
  HideSharedCounts(prefix, indicators, hidden);
  HideWhatQuotesReveal(prefix, indicators, hidden);
  HideFamilies(indicators, hidden);
  return hidden;
}

bool IsSmallCount(const IndicatorEntry& entry, std::string_view value) {
  const auto figure = ParseDecimal(value);
  if (entry.k == 0 || !figure) return false;
  const v1::Indicator& definition = *entry.versions.back()->indicator;
  switch (CountsOf(definition)) {
    case Counts::kAnswers:
      return false;
    case Counts::kValue:
      return figure->micros == 0 ? entry.sensitive : figure->micros < MicrosOfK(entry);
    case Counts::kPartsAndComplement:
      if (entry.sensitive &&
          figure->micros == int64_t{std::max(definition.factor(), 1U)} * kMicrosPerUnit) {
        return true;
      }
      [[fallthrough]];
    case Counts::kParts:
      return entry.sensitive && figure->micros == 0;
  }
  return true;
}

std::vector<bool> HiddenBreakdowns(const Prefix& prefix, const IndicatorTable& indicators,
                                   const std::vector<bool>& hidden, const PeriodId& period) {
  std::vector<bool> withheld = hidden;
  std::vector<int64_t> k_micros(indicators.size(), 0);  // 0: nothing is small
  for (uint32_t number = 0; number < indicators.size(); ++number) {
    const Guard guard(indicators[number]);
    if (!guard.IsProtected()) continue;
    k_micros[number] = guard.k_micros();
    if (period.third != 0 && guard.Accumulates()) withheld[number] = true;
  }
  for (const Revision& revision : prefix.revisions) {
    if (revision.report->observations == nullptr) continue;
    for (const SplitIndicator& split : revision.report->observations->splits) {
      const uint32_t number = indicators.Find(split.indicator);
      if (number == IndicatorTable::kUnknown || k_micros[number] == 0) continue;
      if (indicators.IsCleared(revision.position, number)) continue;
      if (split.smallest < k_micros[number] ||
          (split.all_or_none && indicators[number].sensitive)) {
        withheld[number] = true;
      }
    }
  }
  HideFamilies(indicators, withheld);
  return withheld;
}

}  // namespace samlad::domain
