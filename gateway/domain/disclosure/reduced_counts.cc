// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/disclosure/reduced_counts.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace samlad::domain::disclosure {
namespace {

struct ReducedLeaf {
  uint32_t leaf = 0;
  bool limited = false;
  uint32_t column = kNoReduced;
  std::vector<Term> in;  // leaf: the member
};

bool HasNegative(const LinkedCount& count) {
  return std::ranges::any_of(count.terms, [](const Term& term) { return term.sign < 0; });
}

class Reducer {
 public:
  Reducer(const LinkedCounts& counts, std::span<const uint32_t> members, const ReaderView& view)
      : counts_(counts), members_(members), view_(view) {}

  ReducedCounts Run() {
    FindLeaves();
    FindUnlimited();
    MergeLeaves();
    MergeCounts();
    result_.of_column.resize(result_.leaf_of_column.size());
    for (uint32_t i = 0; i < result_.counts.size(); ++i) {
      for (const Term& term : result_.counts[i].terms) {
        result_.of_column[term.leaf].push_back({i, term.sign});
      }
    }
    return std::move(result_);
  }

 private:
  bool IsKnownLeaf(uint32_t leaf) const {
    return view_.seat != nullptr && std::ranges::binary_search(view_.seat->leaves, leaf);
  }
  bool IsZeroLeaf(uint32_t leaf) const {
    return view_.zero_of_leaf != nullptr && (*view_.zero_of_leaf)[leaf] != kNoReduced;
  }
  ReducedLeaf& At(uint32_t leaf) {
    return *std::ranges::lower_bound(leaves_, leaf, {}, &ReducedLeaf::leaf);
  }

  void FindLeaves() {
    std::vector<uint32_t> all;
    for (const uint32_t member : members_) {
      for (const Term& term : counts_.counts[member].terms) all.push_back(term.leaf);
    }
    std::ranges::sort(all);
    all.erase(std::ranges::unique(all).begin(), all.end());
    for (const uint32_t leaf : all) {
      if (IsKnownLeaf(leaf)) continue;
      if (IsZeroLeaf(leaf)) {
        result_.zero_leaves.push_back(leaf);
      } else {
        leaves_.emplace_back().leaf = leaf;
      }
    }
    for (uint32_t i = 0; i < members_.size(); ++i) {
      for (const Term& term : counts_.counts[members_[i]].terms) {
        if (leaves_.empty() || term.leaf > leaves_.back().leaf) break;
        ReducedLeaf& leaf = At(term.leaf);
        if (leaf.leaf == term.leaf) leaf.in.push_back({i, term.sign});
      }
    }
  }

  // A leaf that is only added, and only where nothing or a least number is known,
  // can be as large as one likes. Counts with it need no column: they are wide.
  void FindUnlimited() {
    unlimited_.resize(members_.size());
    std::vector<bool> limits(members_.size());
    for (uint32_t i = 0; i < members_.size(); ++i) {
      const LinkedCount& count = counts_.counts[members_[i]];
      limits[i] = (*view_.may_be_known)[members_[i]] || (count.least && HasNegative(count));
    }
    for (ReducedLeaf& leaf : leaves_) {
      leaf.limited = std::ranges::any_of(leaf.in, [&](const Term& in) { return limits[in.leaf]; });
      if (leaf.limited) continue;
      result_.unlimited_leaves.push_back(leaf.leaf);
      for (const Term& in : leaf.in) unlimited_[in.leaf] = true;
    }
  }

  void MergeLeaves() {
    std::map<std::vector<std::pair<uint32_t, int32_t>>, uint32_t> columns;
    for (ReducedLeaf& leaf : leaves_) {
      if (!leaf.limited) continue;
      std::vector<std::pair<uint32_t, int32_t>> key;
      for (const Term& in : leaf.in) {
        if (!unlimited_[in.leaf]) key.emplace_back(in.leaf, in.sign);
      }
      const auto [at, is_new] = columns.try_emplace(
          std::move(key), static_cast<uint32_t>(result_.leaf_of_column.size()));
      if (is_new) result_.leaf_of_column.push_back(leaf.leaf);
      leaf.column = at->second;
    }
  }

  std::vector<Term> TermsOf(uint32_t member) {
    std::vector<Term> terms;
    if (leaves_.empty()) return terms;
    for (const Term& term : counts_.counts[members_[member]].terms) {
      if (term.leaf > leaves_.back().leaf) break;
      const ReducedLeaf& leaf = At(term.leaf);
      if (leaf.leaf == term.leaf && leaf.column != kNoReduced) {
        terms.push_back({leaf.column, term.sign});
      }
    }
    std::ranges::sort(terms, {}, &Term::leaf);
    terms.erase(std::ranges::unique(terms).begin(), terms.end());
    return terms;
  }

  void MergeCounts() {
    std::map<std::vector<std::pair<uint32_t, int32_t>>, uint32_t> rows;
    for (uint32_t i = 0; i < members_.size(); ++i) {
      const LinkedCount& count = counts_.counts[members_[i]];
      const std::vector<Term> terms = TermsOf(i);
      std::vector<std::pair<uint32_t, int32_t>> key;
      for (const Term& term : terms) key.emplace_back(term.leaf, term.sign);
      // An unlimited count has leaves that its columns do not show.
      if (unlimited_[i]) key.emplace_back(kNoReduced, static_cast<int32_t>(i));
      const auto next = static_cast<uint32_t>(result_.counts.size());
      const auto [at, is_new] = rows.try_emplace(std::move(key), next);
      if (is_new) {
        ReducedCount& row = result_.counts.emplace_back();
        row.terms = terms;
        row.unlimited = unlimited_[i];
      }
      result_.of_member.push_back(at->second);
      AddMember(members_[i], count, result_.counts[at->second]);
    }
  }

  void AddMember(uint32_t number, const LinkedCount& count, ReducedCount& row) {
    row.counts.push_back(number);
    row.k = std::max(row.k, count.k);
    row.zero_is_small |= count.k > 0 && count.zero_is_small;
    row.has_negative = std::ranges::any_of(row.terms, [](const Term& t) { return t.sign < 0; });
    const int64_t value = ValueFor(counts_, view_.seat, number);
    if (value == kUnknownValue) return;
    if (row.value != kUnknownValue && row.value != value) result_.contradicts = true;
    row.value = value;
  }

  const LinkedCounts& counts_;
  const std::span<const uint32_t> members_;
  const ReaderView& view_;
  std::vector<ReducedLeaf> leaves_;  // ascending
  std::vector<bool> unlimited_;      // by member
  ReducedCounts result_;
};

}  // namespace

ReducedCounts Reduce(const LinkedCounts& counts, std::span<const uint32_t> members,
                     const ReaderView& view) {
  return Reducer(counts, members, view).Run();
}

int64_t ValueFor(const LinkedCounts& counts, const Seat* seat, uint32_t count) {
  const int64_t value = counts.counts[count].value;
  if (seat == nullptr || value == kUnknownValue) return value;
  const int64_t own = seat->own[count];
  return own == kUnknownValue ? kUnknownValue : value - own;
}

std::optional<int64_t> LeastFor(const LinkedCounts& counts, const Seat* seat, uint32_t count) {
  const std::optional<int64_t>& least = counts.counts[count].least;
  if (seat == nullptr || !least) return least;
  const int64_t own = seat->own[count];
  return own == kUnknownValue ? std::nullopt : std::optional<int64_t>(*least - own);
}

bool IsSmall(int64_t value, int32_t k, bool zero_is_small) {
  if (k <= 0) return false;
  return value == 0 ? zero_is_small : value > -k && value < k;
}

}  // namespace samlad::domain::disclosure
