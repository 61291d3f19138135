// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/disclosure/blocks.h"

#include <algorithm>
#include <numeric>

namespace samlad::domain::disclosure {
namespace {

constexpr uint32_t kNobody = UINT32_MAX;

class UnionFind {
 public:
  explicit UnionFind(size_t size) : parent_(size) { std::iota(parent_.begin(), parent_.end(), 0U); }
  uint32_t Find(uint32_t one) {
    while (parent_[one] != one) {
      parent_[one] = parent_[parent_[one]];
      one = parent_[one];
    }
    return one;
  }
  // The lower number represents both.
  void Join(uint32_t one, uint32_t other) {
    one = Find(one);
    other = Find(other);
    parent_[std::max(one, other)] = std::min(one, other);
  }

 private:
  std::vector<uint32_t> parent_;
};

bool IsBefore(const std::vector<Term>& some, const std::vector<Term>& others) {
  return std::ranges::lexicographical_compare(some, others, [](const Term& a, const Term& b) {
    return a.leaf != b.leaf ? a.leaf < b.leaf : a.sign < b.sign;
  });
}

}  // namespace

bool HasNegativeTerm(const LinkedCount& count) {
  return std::ranges::any_of(count.terms, [](const Term& term) { return term.sign < 0; });
}

std::vector<uint32_t> FirstWithSameTerms(const LinkedCounts& counts) {
  std::vector<uint32_t> order(counts.counts.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::stable_sort(order, [&](uint32_t a, uint32_t b) {
    return IsBefore(counts.counts[a].terms, counts.counts[b].terms);
  });
  std::vector<uint32_t> first(order.size());
  for (size_t i = 0; i < order.size(); ++i) {
    const bool same = i > 0 && counts.counts[order[i]].terms == counts.counts[order[i - 1]].terms;
    first[order[i]] = same ? first[order[i - 1]] : order[i];
  }
  return first;
}

std::vector<bool> LimitedLeaves(const LinkedCounts& counts, const std::vector<bool>& may_be_known) {
  std::vector<bool> limited(counts.leaves);
  for (uint32_t i = 0; i < counts.counts.size(); ++i) {
    const LinkedCount& count = counts.counts[i];
    if (!may_be_known[i] && !(count.least && HasNegativeTerm(count))) continue;
    for (const Term& term : count.terms) limited[term.leaf] = true;
  }
  return limited;
}

std::vector<Block> FindBlocks(const LinkedCounts& counts, const BlockRules& rules) {
  const size_t size = counts.counts.size();
  UnionFind joined(size);
  std::vector<uint32_t> of_leaf(counts.leaves, kNobody), of_group(counts.groups.size(), kNobody);
  const auto join = [&](uint32_t count, uint32_t& other) {
    if (other == kNobody) {
      other = count;
    } else {
      joined.Join(count, other);
    }
  };
  for (uint32_t i = 0; i < size; ++i) {
    if (!(*rules.takes_part)[i]) continue;
    for (const Term& term : counts.counts[i].terms) {
      if ((*rules.limited)[term.leaf]) join(i, of_leaf[term.leaf]);
    }
    const uint32_t group = counts.counts[i].group;
    if (rules.join_groups && group != kNoGroup) join(i, of_group[group]);
  }
  std::vector<Block> blocks;
  std::vector<uint32_t> number(size, kNobody);
  for (uint32_t i = 0; i < size; ++i) {
    if (!(*rules.takes_part)[i]) continue;
    uint32_t& block = number[joined.Find(i)];
    if (block == kNobody) {
      block = static_cast<uint32_t>(blocks.size());
      blocks.emplace_back();
    }
    blocks[block].push_back(i);
  }
  return blocks;
}

WorkLeft ShareOfBudget(const Budget& budget, size_t block, size_t all) {
  const auto share = [&](int64_t whole) {
    return static_cast<int64_t>(static_cast<__int128>(whole) * block / std::max<size_t>(all, 1));
  };
  return {
      .pivots = share(budget.pivots), .nodes = share(budget.nodes), .cancelled = &budget.cancelled};
}

}  // namespace samlad::domain::disclosure
