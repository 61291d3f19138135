// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/disclosure/exact_bound.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace samlad::domain::disclosure {
namespace {

using Wide = __int128;

constexpr double kZeroDual = 1e-7;
constexpr int64_t kSmallScales = 24;
// Has the divisors 1 to 16, so that most duals are exact multiples of it.
constexpr int64_t kLargeScale = 720'720;
constexpr int64_t kMultipleMax = int64_t{1} << 45;

class BoundMaker {
 public:
  BoundMaker(const ReducedCounts& system, const std::vector<Knowledge>& known, uint32_t count,
             bool above)
      : system_(system), known_(known), count_(count), above_(above) {}

  std::optional<ReducedBound> Try(const std::vector<double>& duals, int64_t scale, bool repair) {
    multiples_.clear();
    sums_.clear();
    scale_ = scale;
    for (const Term& term : system_.counts[count_].terms) sums_[term.leaf] = 0;
    for (uint32_t row = 0; row < duals.size(); ++row) {
      if (std::abs(duals[row]) < kZeroDual || !known_[row].number) continue;
      const double exact = duals[row] * static_cast<double>(scale);
      if (std::abs(exact) > static_cast<double>(kMultipleMax)) return std::nullopt;
      const double rounded = std::round(exact);
      if (!repair && std::abs(exact - rounded) > 1e-4) return std::nullopt;
      auto multiple = static_cast<int64_t>(rounded);
      if (!known_[row].exact && (above_ ? multiple > 0 : multiple < 0)) multiple = 0;
      if (multiple != 0) Add(row, multiple);
    }
    if (!Holds(repair)) return std::nullopt;
    return Result();
  }

 private:
  void Add(uint32_t row, int64_t multiple) {
    multiples_[row] += multiple;
    for (const Term& term : system_.counts[row].terms) {
      sums_[term.leaf] += Wide{multiple} * term.sign;
    }
  }

  // How far the column breaks the bound; at most 0 if it does not.
  Wide Excess(uint32_t column) const {
    const auto& terms = system_.counts[count_].terms;
    const auto at = std::ranges::lower_bound(terms, column, {}, &Term::leaf);
    const int32_t sign = at != terms.end() && at->leaf == column ? at->sign : 0;
    const auto sum = sums_.find(column);
    const Wide is = sum == sums_.end() ? Wide{0} : sum->second;
    const Wide limit = Wide{scale_} * sign;
    return above_ ? limit - is : is - limit;
  }

  bool Holds(bool repair) {
    std::vector<uint32_t> columns;
    for (const auto& [column, sum] : sums_) columns.push_back(column);
    for (const uint32_t column : columns) {
      const Wide excess = Excess(column);
      if (excess <= 0) continue;
      if (!repair || excess > kLargeScale / 1000 || !Repair(column, excess)) return false;
    }
    if (!repair) return true;
    return std::ranges::all_of(sums_, [&](const auto& sum) { return Excess(sum.first) <= 0; });
  }

  // A little more of the smallest count with this column, which weakens the bound.
  bool Repair(uint32_t column, Wide excess) {
    uint32_t best = kNoReduced;
    for (const Term& in : system_.of_column[column]) {
      const Knowledge& known = known_[in.leaf];
      if (!known.exact || !known.number || system_.counts[in.leaf].has_negative) continue;
      if (best == kNoReduced || *known.number < *known_[best].number) best = in.leaf;
    }
    if (best == kNoReduced) return false;
    Add(best, static_cast<int64_t>(above_ ? excess : -excess));
    return true;
  }

  std::optional<ReducedBound> Result() const {
    ReducedBound bound{.scale = scale_, .above = above_, .limit = 0, .multiples = {}};
    Wide sum = 0;
    for (const auto& [row, multiple] : multiples_) {
      if (multiple == 0) continue;
      bound.multiples.emplace_back(row, multiple);
      sum += Wide{multiple} * *known_[row].number;
    }
    Wide limit = sum / scale_;
    if (above_ && limit * scale_ > sum) --limit;
    if (!above_ && limit * scale_ < sum) ++limit;
    if (limit > INT64_MAX / 2 || limit < INT64_MIN / 2) return std::nullopt;
    bound.limit = static_cast<int64_t>(limit);
    return bound;
  }

  const ReducedCounts& system_;
  const std::vector<Knowledge>& known_;
  const uint32_t count_;
  const bool above_;
  int64_t scale_ = 1;
  std::map<uint32_t, int64_t> multiples_;
  std::map<uint32_t, Wide> sums_;  // by column
};

}  // namespace

std::optional<ReducedBound> ExactBound(const ReducedCounts& system,
                                       const std::vector<Knowledge>& known, uint32_t count,
                                       bool above, const std::vector<double>& duals,
                                       int64_t needed) {
  BoundMaker maker(system, known, count, above);
  const auto enough = [&](const std::optional<ReducedBound>& bound) {
    return bound && (above ? bound->limit <= needed : bound->limit >= needed);
  };
  for (int64_t scale = 1; scale <= kSmallScales; ++scale) {
    if (auto bound = maker.Try(duals, scale, false); enough(bound)) return bound;
  }
  if (auto bound = maker.Try(duals, kLargeScale, true); enough(bound)) return bound;
  return std::nullopt;
}

}  // namespace samlad::domain::disclosure
