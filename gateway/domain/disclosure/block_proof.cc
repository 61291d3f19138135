// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/disclosure/block_proof.h"

#include <algorithm>
#include <map>
#include <utility>

#include "gateway/domain/disclosure/attack.h"
#include "gateway/domain/disclosure/reduced_counts.h"

namespace samlad::domain::disclosure {
namespace {

constexpr uint32_t kNotKept = UINT32_MAX;

class BlockProver {
 public:
  BlockProver(const PublishedCounts& published, const Block& block)
      : published_(published),
        counts_(*published.counts),
        system_(Reduce(counts_, block,
                       {.seat = nullptr,
                        .may_be_known = &published.is_shown,
                        .zero_of_leaf = &published.zero_of_leaf})) {}

  BlockProof Run(WorkLeft work, const MakeSolver& make_solver) {
    Attack attack(system_, Known(), make_solver, work, true);
    if (attack.Start() != Attack::Result::kSafe) {
      Fail(0, {});
      return std::move(proof_);
    }
    for (uint32_t i = 0; i < system_.counts.size(); ++i) {
      if (attack.Prove(i) == Attack::Result::kSafe) continue;
      Fail(i, attack.causes());
      return std::move(proof_);
    }
    KeepTables(attack);
    for (uint32_t i = 0; i < system_.counts.size(); ++i) {
      if (attack.IsTarget(i)) AddProofs(i, attack.proof(i));
    }
    return std::move(proof_);
  }

 private:
  // Which count says what is known of each.
  std::vector<Knowledge> Known() {
    std::vector<Knowledge> known(system_.counts.size());
    source_.resize(system_.counts.size());
    for (uint32_t i = 0; i < system_.counts.size(); ++i) {
      for (const uint32_t count : system_.counts[i].counts) {
        const std::optional<int64_t>& least = counts_.counts[count].least;
        if (published_.is_shown[count]) {
          source_[i] = published_.shown_as[count];
          known[i] = {.exact = true, .number = counts_.counts[source_[i]].value};
          break;
        }
        if (least && (!known[i].number || *least > *known[i].number)) {
          source_[i] = count;
          known[i].number = least;
        }
      }
    }
    return known;
  }

  void Fail(uint32_t reduced, const std::vector<uint32_t>& causes) {
    ProofFailure failure{.count = system_.counts[reduced].counts.front(), .causes = {}};
    for (const uint32_t cause : causes) failure.causes.push_back(source_[cause]);
    std::ranges::sort(failure.causes);
    proof_ = {.tables = {}, .proofs = {}, .failure = std::move(failure)};
  }

  void KeepTables(const Attack& attack) {
    const auto& tables = attack.tables();
    kept_.assign(tables.size(), kNotKept);
    std::vector<bool> used(tables.size());
    used[0] = true;
    for (uint32_t i = 0; i < system_.counts.size(); ++i) {
      if (attack.IsTarget(i)) used[attack.proof(i).low] = used[attack.proof(i).high] = true;
    }
    for (uint32_t i = 0; i < tables.size(); ++i) {
      if (!used[i]) continue;
      kept_[i] = static_cast<uint32_t>(proof_.tables.size());
      Table& table = proof_.tables.emplace_back();
      for (uint32_t column = 0; column < tables[i].size(); ++column) {
        const int64_t number = i == 0 ? tables[0][column] : tables[i][column] - tables[0][column];
        if (number != 0) table.numbers.emplace_back(system_.leaf_of_column[column], number);
      }
    }
  }

  void AddProofs(uint32_t reduced, const ReducedProof& proof) {
    // Counts with the same columns can differ by leaves that are 0.
    std::map<uint32_t, CountProof> made;
    for (const uint32_t count : system_.counts[reduced].counts) {
      if (counts_.counts[count].k == 0) continue;
      const auto [at, is_new] = made.try_emplace(published_.first[count]);
      if (is_new) {
        at->second.low = kept_[proof.low];
        at->second.high = kept_[proof.high];
        if (proof.at_least) at->second.at_least = Whole(count, *proof.at_least);
        if (proof.at_most) at->second.at_most = Whole(count, *proof.at_most);
      }
      at->second.count = count;
      proof_.proofs.push_back(at->second);
    }
  }

  // With multiples of counts of 0 for the leaves that they fix, which cost nothing.
  Bound Whole(uint32_t count, const ReducedBound& reduced) const {
    std::map<uint32_t, int64_t> multiples, excess;
    const int64_t direction = reduced.above ? -1 : 1;
    const auto add = [&](uint32_t known, int64_t factor) {
      for (const Term& term : counts_.counts[known].terms) {
        if (published_.zero_of_leaf[term.leaf] == PublishedCounts::kNoShown) continue;
        excess[term.leaf] += factor * term.sign;
      }
    };
    add(count, -direction * reduced.scale);
    for (const auto& [known, multiple] : reduced.multiples) {
      multiples[source_[known]] += multiple;
      add(source_[known], direction * multiple);
    }
    for (const auto& [leaf, by] : excess) {
      if (by <= 0) continue;
      const uint32_t zero = published_.zero_of_leaf[leaf];
      multiples[zero] -= direction * by;
      add(zero, -by);
    }
    Bound bound{.scale = reduced.scale, .above = reduced.above, .multiples = {}};
    for (const auto& [known, multiple] : multiples) {
      if (multiple != 0) bound.multiples.emplace_back(known, multiple);
    }
    return bound;
  }

  const PublishedCounts& published_;
  const LinkedCounts& counts_;
  const ReducedCounts system_;
  std::vector<uint32_t> source_;  // by reduced count
  std::vector<uint32_t> kept_;    // by table of the attack
  BlockProof proof_;
};

}  // namespace

BlockProof ProveBlock(const PublishedCounts& published, const Block& block, WorkLeft work,
                      const MakeSolver& make_solver) {
  return BlockProver(published, block).Run(work, make_solver);
}

}  // namespace samlad::domain::disclosure
