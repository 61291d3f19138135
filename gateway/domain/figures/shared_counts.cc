// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/figures/shared_counts.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <tuple>

#include "absl/container/flat_hash_map.h"
#include "gateway/domain/figures/disclosure.h"
#include "gateway/domain/log/counts.h"
#include "gateway/domain/values/decimal.h"
#include "gateway/domain/values/periods.h"

namespace samlad::domain {
namespace {

using Values = std::vector<int64_t>;

// Everything that one organisation reported of one count for a period: as the
// count itself, and as denominator of ratios.
struct SharedPeriod {
  Values counts, denominators;
  // The same of each revision; all that are in force are one.
  std::map<uint32_t, std::pair<Values, Values>> together;
};

constexpr size_t kSharedReaches = 3;  // T1, T2, all
constexpr uint32_t kInForce = UINT32_MAX;

using SharedYear = std::array<SharedPeriod, kSharedReaches>;

bool IsClose(int64_t a, int64_t b, int64_t k_micros) {
  const Int128 difference = Int128{a} - b;
  return difference != 0 && difference < k_micros && -difference < k_micros;
}

// Whether two of the values differ by a small count.
bool AnyClose(Values& some, Values& others, int64_t k_micros) {
  std::ranges::sort(others);
  return std::ranges::any_of(some, [&](int64_t value) {
    auto at = std::ranges::lower_bound(others, value);
    if (at != others.begin() && IsClose(value, *std::prev(at), k_micros)) return true;
    while (at != others.end() && *at == value) ++at;
    return at != others.end() && IsClose(value, *at, k_micros);
  });
}

bool DiffersByFew(SharedYear& year, bool accumulates, int64_t k_micros) {
  for (SharedPeriod& period : year) {
    for (auto& [revision, both] : period.together) {
      if (AnyClose(both.first, both.second, k_micros)) return true;
    }
    if (!accumulates) continue;
    for (SharedPeriod& other : year) {
      if (&other != &period && (AnyClose(period.counts, other.denominators, k_micros) ||
                                AnyClose(period.denominators, other.denominators, k_micros))) {
        return true;
      }
    }
  }
  return false;
}

// Per organisation, count and year.
class SharedCounts {
 public:
  SharedCounts(const Prefix& prefix, const IndicatorTable& indicators)
      : prefix_(prefix), indicators_(indicators) {
    for (uint32_t i = 0; i < prefix.periods.size(); ++i) {
      periods_.push_back(ParsePeriod(prefix.periods[i]));
    }
  }

  void Add(uint32_t number, const Revision& revision, const Observations& rows, uint32_t row) {
    const NumberedHistory& history = prefix_.histories[revision.history];
    const std::optional<PeriodId>& period = periods_[history.period];
    if (!period) return;
    const std::vector<uint32_t>& counts = indicators_[number].denominators;
    if (counts.empty()) {
      AddValue(number, rows.value[row], false, revision, history.organisation, *period);
    }
    for (const uint32_t count : counts) {
      AddValue(count, rows.denominator[row], true, revision, history.organisation, *period);
    }
  }

  void Hide(std::vector<bool>& hidden) {
    for (auto& [key, year] : years_) {
      const uint32_t count = std::get<1>(key);
      if (hidden[count] || indicators_[count].k == 0) continue;
      const bool accumulates =
          AccumulatingCounts(*indicators_[count].versions.back()->indicator).front();
      if (DiffersByFew(year, accumulates, MicrosOfK(indicators_[count]))) hidden[count] = true;
    }
  }

 private:
  void AddValue(uint32_t count, int64_t value, bool is_denominator, const Revision& revision,
                uint32_t organisation, const PeriodId& period) {
    if (value == kNoFigure) return;
    SharedPeriod& shared =
        years_[{organisation, count, period.year}][(period.third + 2) % kSharedReaches];
    const auto add = [&](Values& counts, Values& denominators) {
      (is_denominator ? denominators : counts).push_back(value);
    };
    add(shared.counts, shared.denominators);
    const auto together = [&](uint32_t of) {
      auto& both = shared.together[of];
      add(both.first, both.second);
    };
    together(static_cast<uint32_t>(&revision - prefix_.revisions.data()));
    if (prefix_.InForce(revision)) together(kInForce);
  }

  const Prefix& prefix_;
  const IndicatorTable& indicators_;
  std::vector<std::optional<PeriodId>> periods_;
  absl::flat_hash_map<std::tuple<uint32_t, uint32_t, int>, SharedYear> years_;
};

}  // namespace

void HideSharedCounts(const Prefix& prefix, const IndicatorTable& indicators,
                      std::vector<bool>& hidden) {
  std::vector<uint32_t> members(indicators.size(), 0);  // by family
  for (uint32_t number = 0; number < indicators.size(); ++number) {
    ++members[indicators[number].family];
  }
  std::vector<bool> watched(indicators.size());
  for (uint32_t number = 0; number < indicators.size(); ++number) {
    watched[number] = members[indicators[number].family] > 1 && !hidden[number];
  }
  if (std::ranges::find(watched, true) == watched.end()) return;
  SharedCounts counts(prefix, indicators);
  VisitTotals(prefix, indicators, watched,
              [&](const Revision& revision, const Observations& rows, uint32_t row,
                  uint32_t number) { counts.Add(number, revision, rows, row); });
  counts.Hide(hidden);
}

void HideFamilies(const IndicatorTable& indicators, std::vector<bool>& hidden) {
  std::vector<bool> families(indicators.size());
  for (uint32_t number = 0; number < indicators.size(); ++number) {
    if (hidden[number]) families[indicators[number].family] = true;
  }
  for (uint32_t number = 0; number < indicators.size(); ++number) {
    if (indicators[number].k > 0 && families[indicators[number].family]) hidden[number] = true;
  }
}

}  // namespace samlad::domain
