// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/disclosure/verify/bounds.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace samlad::domain::verify {
namespace {

// A sum that has the leaves of some report; or, excluding, a cell whose leaves its
// sum has not.
struct Item {
  uint32_t sum = 0;
  int32_t sign = 0;  // with which it has the report's leaves; 0: excluding
  const Codes* codes = nullptr;
  friend auto operator<=>(const Item&, const Item&) = default;
};

// Goes through all possible leaves of one population. Leaves that are in the same
// sums are looked at once: dimension by dimension, codes are put in classes.
class LeafSearch {
 public:
  LeafSearch(const Base& base, std::span<const WeightedSum> sums, Faults& faults)
      : base_(base), sums_(sums), faults_(faults) {}

  // Whether no leaf makes the weighted sums of `items` negative. The items are those of
  // a report; the dimensions before `dimension` are decided.
  bool IsNeverNegative(const std::vector<Item>& items, size_t dimension = 0) const {
    if (!faults_.Spend(32 * (items.size() + 4))) return false;
    const bool any_negative = std::ranges::any_of(
        items, [&](const Item& item) { return sums_[item.sum].weight * item.sign < 0; });
    if (!any_negative) return true;
    if (dimension == kDimensions) return Lowest(items) >= 0;
    std::vector<Code> codes;
    for (const Item& item : items) {
      if ((*item.codes)[dimension] != kTotal) codes.push_back((*item.codes)[dimension]);
    }
    const CodeTree& tree = *base_.trees[dimension];
    for (const Code code : tree.Classes(std::move(codes))) {
      std::vector<Item> within;
      for (const Item& item : items) {
        if (tree.Contains((*item.codes)[dimension], code)) within.push_back(item);
      }
      if (!IsNeverNegative(within, dimension + 1)) return false;
    }
    return true;
  }

 private:
  // The lowest over all sets of numerators: each ratio is in the set or not, whatever
  // the others are.
  Int128 Lowest(const std::vector<Item>& items) const {
    std::set<uint32_t> excluded;
    for (const Item& item : items) {
      if (item.sign == 0) excluded.insert(item.sum);
    }
    Int128 lowest = 0;
    std::map<uint32_t, std::pair<Int128, Int128>> by_ratio;  // outside, inside
    for (const Item& item : items) {
      if (item.sign == 0 || excluded.contains(item.sum)) continue;
      const Int128 weight = sums_[item.sum].weight * item.sign;
      const Part& part = sums_[item.sum].sum->part;
      if (part.kind == PartKind::kAll) {
        lowest += weight;
      } else {
        auto& [outside, inside] = by_ratio[part.ratio];
        (part.kind == PartKind::kNumerator ? inside : outside) += weight;
      }
    }
    for (const auto& [ratio, both] : by_ratio) lowest += std::min(both.first, both.second);
    return lowest;
  }

  const Base& base_;
  std::span<const WeightedSum> sums_;
  Faults& faults_;
};

// By population and report: the sums that have its leaves.
using ItemsByReport = std::map<std::pair<uint32_t, uint32_t>, std::vector<Item>>;

bool FindItems(const People& people, std::span<const WeightedSum> sums, ItemsByReport& items,
               Faults& faults) {
  for (uint32_t i = 0; i < sums.size(); ++i) {
    const Sum& sum = *sums[i].sum;
    const auto add = [&](uint32_t report) {
      const int32_t sign = people.SignOfReport(sum, report);
      if (sign == 0) return;
      auto& here = items[{sum.part.population, report}];
      here.push_back({.sum = i, .sign = sign, .codes = &sum.cell.codes});
      for (const Cell& cell : sum.without) {
        if (!people.sets.Has(cell.reports, report)) continue;
        here.push_back({.sum = i, .sign = 0, .codes = &cell.codes});
      }
    };
    const auto plus = people.sets.Get(sum.cell.reports);
    if (!faults.Spend(128 * (plus.size() + 1) * (sum.without.size() + 1))) return false;
    for (const uint32_t report : plus) add(report);
    if (sum.minus == kNone) continue;
    for (const uint32_t report : people.sets.Get(sum.minus)) {
      if (!people.sets.Has(sum.cell.reports, report)) add(report);
    }
  }
  return true;
}

Int128 DivideDown(Int128 number, Int128 by) { return number / by - (number % by < 0 ? 1 : 0); }

}  // namespace

bool IsNeverNegative(const People& people, std::span<const WeightedSum> sums, Faults& faults) {
  ItemsByReport by_report;
  if (!FindItems(people, sums, by_report, faults)) return false;
  std::set<std::pair<uint32_t, std::vector<Item>>> seen;
  for (auto& [where, items] : by_report) {
    const uint32_t population = where.first;
    if (!seen.emplace(population, items).second) continue;
    const LeafSearch search(people.BaseOf(population), sums, faults);
    if (!search.IsNeverNegative(items)) return false;
  }
  return true;
}

Bounds::Bounds(const v1::DisclosureCertificate& certificate, const People& people,
               std::span<const KnownCount> known, Faults& faults)
    : bounds_(certificate.bounds()), people_(people), known_(known) {
  for (size_t i = 0; i < static_cast<size_t>(bounds_.size()); ++i) {
    limits_.push_back(Read(i, faults));
  }
}

// The limit.
Int128 Bounds::Read(size_t number, Faults& faults) const {
  const v1::CountBound& bound = bounds_[static_cast<int>(number)];
  const auto refuse = [&](std::string_view why) {
    faults.Add("6", "bound ", number + 1, ": ", why);
    return 0;
  };
  if (bound.scale() < 1) return refuse("its scale is below 1");
  if (bound.counts_size() != bound.multiples_size()) {
    return refuse("it does not have one multiple for each known count");
  }
  Int128 sum = 0;
  for (int i = 0; i < bound.counts_size(); ++i) {
    if (bound.counts(i) >= known_.size() || (i > 0 && bound.counts(i - 1) >= bound.counts(i))) {
      return refuse("its known counts do not ascend, or do not exist");
    }
    const KnownCount& count = known_[bound.counts(i)];
    if (count.ignored) return refuse("a known count says nothing to the seat");
    if (count.at_least && (bound.above() ? bound.multiples(i) > 0 : bound.multiples(i) < 0)) {
      return refuse("the multiple of what is only known to be at least 1 has the wrong sign");
    }
    if (__builtin_add_overflow(sum, Int128{bound.multiples(i)} * count.number, &sum)) {
      return refuse("its sum is too large");
    }
  }
  return bound.above() ? DivideDown(sum, bound.scale()) : -DivideDown(-sum, bound.scale());
}

bool Bounds::Holds(size_t number, const Sum& sum, Faults& faults) const {
  const v1::CountBound& bound = bounds_[static_cast<int>(number)];
  const Int128 direction = bound.above() ? -1 : 1;
  std::vector<WeightedSum> sums = {{.sum = &sum, .weight = direction * bound.scale()}};
  for (int i = 0; i < bound.counts_size(); ++i) {
    sums.push_back(
        {.sum = &known_[bound.counts(i)].sum, .weight = -direction * bound.multiples(i)});
  }
  return IsNeverNegative(people_, sums, faults);
}

}  // namespace samlad::domain::verify
