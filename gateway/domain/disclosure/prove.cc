// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/disclosure/prove.h"

#include <algorithm>
#include <map>
#include <utility>

#include "gateway/domain/disclosure/block_proof.h"
#include "gateway/domain/disclosure/blocks.h"
#include "gateway/domain/disclosure/parallel.h"
#include "gateway/domain/disclosure/reduced_counts.h"

namespace samlad::domain::disclosure {
namespace {

constexpr uint32_t kNone = PublishedCounts::kNoShown;

PublishedCounts ReadPublished(const LinkedCounts& counts, const Shown& shown) {
  PublishedCounts published{.counts = &counts,
                            .first = FirstWithSameTerms(counts),
                            .shown_as = {},
                            .zero_of_leaf = std::vector<uint32_t>(counts.leaves, kNone),
                            .is_shown = std::vector<bool>(counts.counts.size())};
  std::vector<uint32_t> shown_first(counts.counts.size(), kNone);
  for (uint32_t i = 0; i < counts.counts.size(); ++i) {
    const LinkedCount& count = counts.counts[i];
    if (count.group == kNoGroup || !shown[count.group]) continue;
    uint32_t& as = shown_first[published.first[i]];
    if (as == kNone) as = i;
    if (count.value != 0 || HasNegativeTerm(count)) continue;
    for (const Term& term : count.terms) {
      uint32_t& zero = published.zero_of_leaf[term.leaf];
      if (zero == kNone) zero = i;
    }
  }
  for (uint32_t i = 0; i < counts.counts.size(); ++i) {
    published.shown_as.push_back(shown_first[published.first[i]]);
    published.is_shown[i] = published.shown_as[i] != kNone;
  }
  return published;
}

class Prover {
 public:
  Prover(const LinkedCounts& counts, const Shown& shown)
      : counts_(counts),
        shown_(shown),
        published_(ReadPublished(counts, shown)),
        limited_(LimitedLeaves(counts, published_.is_shown)) {}

  ProvenCounts Run(const Budget& budget, const MakeSolver& make_solver) {
    result_.certificate.proofs.resize(counts_.counts.size());
    result_.certificate.tables.emplace_back();
    const std::vector<Block> blocks = MakeBlocks();
    size_t all = 0;
    for (const Block& block : blocks) all += block.size();
    std::vector<BlockProof> proofs(blocks.size());
    RunParallel(blocks.size(), budget.threads, [&](size_t i) {
      proofs[i] = ProveBlock(published_, blocks[i], ShareOfBudget(budget, blocks[i].size(), all),
                             make_solver);
    });
    for (const BlockProof& proof : proofs) AddBlock(proof);
    AddUnlimited();
    AddShown();
    std::ranges::sort(result_.certificate.tables[0].numbers);
    return std::move(result_);
  }

 private:
  bool IsTarget(uint32_t count) const {
    return counts_.counts[count].k > 0 && !published_.is_shown[count];
  }
  // kNone: there is none.
  uint32_t UnlimitedLeaf(uint32_t count) const {
    for (const Term& term : counts_.counts[count].terms) {
      if (!limited_[term.leaf]) return term.leaf;
    }
    return kNone;
  }

  std::vector<Block> MakeBlocks() {
    std::vector<bool> takes_part(counts_.counts.size()), links = limited_;
    for (uint32_t leaf = 0; leaf < counts_.leaves; ++leaf) {
      if (published_.zero_of_leaf[leaf] != kNone) links[leaf] = false;
    }
    for (uint32_t i = 0; i < counts_.counts.size(); ++i) {
      const LinkedCount& count = counts_.counts[i];
      if (published_.is_shown[i]) {
        const int64_t value = counts_.counts[published_.shown_as[i]].value;
        if (value == kUnknownValue) {
          result_.failures.push_back({.count = i, .causes = {}});
        } else {
          takes_part[i] = value != 0 || HasNegativeTerm(count);
        }
      } else {
        takes_part[i] = (count.k > 0 || count.least) && UnlimitedLeaf(i) == kNone;
      }
    }
    return FindBlocks(counts_,
                      {.takes_part = &takes_part, .limited = &links, .join_groups = false});
  }

  void AddBlock(const BlockProof& block) {
    if (block.failure) {
      result_.failures.push_back(*block.failure);
      return;
    }
    std::vector<Table>& tables = result_.certificate.tables;
    const auto offset = static_cast<uint32_t>(tables.size()) - 1;
    auto& whole = tables[0].numbers;
    const auto& first = block.tables[0].numbers;
    whole.insert(whole.end(), first.begin(), first.end());
    tables.insert(tables.end(), block.tables.begin() + 1, block.tables.end());
    const auto table = [&](uint32_t number) { return number == 0 ? 0 : offset + number; };
    for (const CountProof& proof : block.proofs) {
      Proof& to = result_.certificate.proofs[proof.count];
      to = {.low = table(proof.low), .high = table(proof.high)};
      if (proof.at_least) to.at_least = AddBound(*proof.at_least);
      if (proof.at_most) to.at_most = AddBound(*proof.at_most);
    }
  }

  uint32_t AddBound(const Bound& bound) {
    const auto key = std::make_tuple(bound.scale, bound.above, bound.multiples);
    const auto next = static_cast<uint32_t>(result_.certificate.bounds.size()) + 1;
    const auto [at, is_new] = bounds_.try_emplace(key, next);
    if (is_new) result_.certificate.bounds.push_back(bound);
    return at->second;
  }

  // Tables in which the leaves that nothing limits are large.
  void AddUnlimited() {
    std::map<uint32_t, int64_t> base, by_leaf;
    int32_t most = 0;
    for (uint32_t i = 0; i < counts_.counts.size(); ++i) {
      const uint32_t leaf = UnlimitedLeaf(i);
      if (leaf == kNone || published_.is_shown[i]) continue;
      const int64_t least = counts_.counts[i].least.value_or(0);
      if (least > 0) base[leaf] = std::max(base[leaf], least);
      if (IsTarget(i)) most = std::max(most, counts_.counts[i].k);
    }
    for (const auto& [leaf, number] : base) {
      result_.certificate.tables[0].numbers.emplace_back(leaf, number);
    }
    if (most == 0) return;
    std::vector<Table>& tables = result_.certificate.tables;
    const auto all = static_cast<uint32_t>(tables.size());
    tables.emplace_back();
    for (uint32_t i = 0; i < counts_.counts.size(); ++i) {
      if (!IsTarget(i) || UnlimitedLeaf(i) == kNone) continue;
      for (const Term& term : counts_.counts[i].terms) {
        if (!limited_[term.leaf]) by_leaf[term.leaf] = most;
      }
    }
    tables[all].numbers.assign(by_leaf.begin(), by_leaf.end());
    for (uint32_t i = 0; i < counts_.counts.size(); ++i) {
      if (IsTarget(i) && UnlimitedLeaf(i) != kNone) ProveUnlimited(i, all, most);
    }
  }

  void ProveUnlimited(uint32_t count, uint32_t all, int32_t most) {
    int64_t change = 0;
    for (const Term& term : counts_.counts[count].terms) {
      if (!limited_[term.leaf]) change += int64_t{term.sign} * most;
    }
    std::vector<Table>& tables = result_.certificate.tables;
    uint32_t table = all;
    if (change == 0) {
      const uint32_t leaf = UnlimitedLeaf(count);
      const auto [at, is_new] =
          single_tables_.try_emplace(leaf, static_cast<uint32_t>(tables.size()));
      if (is_new) tables.push_back({.numbers = {{leaf, most}}});
      table = at->second;
    }
    result_.certificate.proofs[count] = {.low = 0, .high = table};
  }

  // Of a count that is not shown itself, but with the same terms as one that is.
  void AddShown() {
    for (uint32_t i = 0; i < counts_.counts.size(); ++i) {
      const LinkedCount& count = counts_.counts[i];
      const uint32_t as = published_.shown_as[i];
      if (count.k == 0 || as == kNone) continue;
      if (count.group != kNoGroup && shown_[count.group]) continue;
      const int64_t value = counts_.counts[as].value;
      if (value == kUnknownValue || IsSmall(value, count.k, count.zero_is_small)) continue;
      Proof& proof = result_.certificate.proofs[i];
      if (value >= 0) proof.at_least = AddBound({.above = false, .multiples = {{as, 1}}});
      if (value <= 0) proof.at_most = AddBound({.above = true, .multiples = {{as, 1}}});
    }
  }

  const LinkedCounts& counts_;
  const Shown& shown_;
  const PublishedCounts published_;
  const std::vector<bool> limited_;
  std::map<std::tuple<int64_t, bool, std::vector<std::pair<uint32_t, int64_t>>>, uint32_t> bounds_;
  std::map<uint32_t, uint32_t> single_tables_;
  ProvenCounts result_;
};

}  // namespace

ProvenCounts ProveCounts(const LinkedCounts& published, const Shown& shown, const Budget& budget,
                         const MakeSolver& make_solver) {
  return Prover(published, shown).Run(budget, make_solver);
}

}  // namespace samlad::domain::disclosure
