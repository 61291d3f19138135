// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/disclosure.h"

#include <algorithm>
#include <cstdint>
#include <limits>

#include "gateway/domain/decimal.h"

namespace samlad::domain {
namespace {

// Which figures of a row are counts of people.
enum class Counts { kValue, kParts, kPartsAndComplement, kAnswers };

Counts CountsOf(const v1::Indicator& definition) {
  switch (definition.aggregation()) {
    case v1::AGGREGATION_RATIO:
      return definition.numerator_beyond_denominator() ? Counts::kParts
                                                       : Counts::kPartsAndComplement;
    case v1::AGGREGATION_MEAN:
    case v1::AGGREGATION_INDEX:
      return Counts::kAnswers;
    default:
      return Counts::kValue;
  }
}

bool IsSmall(int64_t figure, int64_t k) { return figure != kNoFigure && figure != 0 && figure < k; }

bool HasSmallComplement(int64_t numerator, int64_t denominator, int64_t k_micros) {
  if (numerator == kNoFigure || denominator == kNoFigure) return false;
  const Int128 complement = Int128{denominator} - numerator;
  return complement != 0 && complement < k_micros;
}

// The rules of one indicator, flat: a view runs them over every row of the log.
class Guard {
 public:
  explicit Guard(const IndicatorEntry& entry)
      : k_(entry.k),
        k_micros_(entry.k > std::numeric_limits<int64_t>::max() / kMicrosPerUnit
                      ? std::numeric_limits<int64_t>::max()
                      : entry.k * kMicrosPerUnit) {
    for (const IndicatorIndex* version : entry.versions) {
      versions_.push_back({version->indicator->version(), CountsOf(*version->indicator)});
    }
  }

  bool IsProtected() const { return k_ > 0; }

  // Reads only the columns that count: each is a cache miss of its own.
  bool HasSmallCount(const Observations& rows, uint32_t row) const {
    switch (CountsIn(rows.version[row])) {
      case Counts::kAnswers:
        return IsSmall(rows.n[row], k_);
      case Counts::kValue:
        return IsSmall(rows.value[row], k_micros_);
      case Counts::kParts:
        return HasSmallPart(rows, row);
      case Counts::kPartsAndComplement:
        return HasSmallPart(rows, row) ||
               HasSmallComplement(rows.numerator[row], rows.denominator[row], k_micros_);
    }
    return true;
  }

 private:
  struct Version {
    uint32_t version;
    Counts counts;
  };

  // An unknown version is judged by the newest.
  Counts CountsIn(uint32_t version) const {
    const auto at = std::ranges::find(versions_, version, &Version::version);
    return at == versions_.end() ? versions_.back().counts : at->counts;
  }

  bool HasSmallPart(const Observations& rows, uint32_t row) const {
    return IsSmall(rows.numerator[row], k_micros_) || IsSmall(rows.denominator[row], k_micros_);
  }

  int64_t k_, k_micros_;
  std::vector<Version> versions_;
};

}  // namespace

std::vector<bool> HiddenIndicators(const Prefix& prefix, const IndicatorTable& indicators) {
  std::vector<Guard> guards;
  std::vector<bool> watched(indicators.size());  // protected, and nothing small found yet
  std::vector<bool> hidden(indicators.size());
  for (uint32_t number = 0; number < indicators.size(); ++number) {
    guards.emplace_back(indicators[number]);
    watched[number] = guards.back().IsProtected();
  }
  for (const Revision& revision : prefix.revisions) {
    if (revision.report->observations == nullptr) continue;
    const Observations& rows = *revision.report->observations;
    for (uint32_t row = 0; row < rows.totals; ++row) {
      const uint32_t number = indicators.Find(rows.indicator[row]);
      if (number == IndicatorTable::kUnknown || !watched[number]) continue;
      if (!guards[number].HasSmallCount(rows, row)) continue;
      hidden[number] = true;
      watched[number] = false;
    }
  }
  return hidden;
}

}  // namespace samlad::domain
