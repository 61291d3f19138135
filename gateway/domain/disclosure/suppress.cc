// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/disclosure/suppress.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "gateway/domain/disclosure/blocks.h"
#include "gateway/domain/disclosure/parallel.h"
#include "gateway/domain/disclosure/primary.h"
#include "gateway/domain/disclosure/prove.h"
#include "gateway/domain/disclosure/reduced_counts.h"
#include "gateway/domain/disclosure/suppress_block.h"
#include "gateway/domain/disclosure/suppress_with.h"

namespace samlad::domain::disclosure {
namespace {

// A certificate can need other integers than the attack found. Rarely.
constexpr int kRoundsMax = 8;

class Suppressor {
 public:
  Suppressor(const LinkedCounts& counts, std::span<const Seat> seats, const Budget& budget,
             const MakeSolver& make_solver)
      : counts_(counts),
        budget_(budget),
        primary_(FindPrimary(counts, seats)),
        input_{.counts = &counts,
               .seats = seats,
               .primary = &primary_,
               .make_solver = make_solver},
        shown_(counts.groups.size()) {}

  Suppression Run() {
    MakeBlocks();
    RunParallel(blocks_.size(), budget_.threads, [&](size_t i) { blocks_[i]->Run(); });
    for (int round = 0; round < kRoundsMax; ++round) {
      if (!HideWithoutProof(round + 1 == kRoundsMax)) break;
    }
    return Result();
  }

 private:
  void MakeBlocks() {
    std::vector<bool> takes_part(counts_.counts.size());
    std::vector<bool> links = LimitedLeaves(counts_, primary_.may_be_known);
    for (uint32_t leaf = 0; leaf < counts_.leaves; ++leaf) {
      if (primary_.zero_of_leaf[leaf] != kNoReduced) links[leaf] = false;
    }
    for (uint32_t i = 0; i < counts_.counts.size(); ++i) {
      const LinkedCount& count = counts_.counts[i];
      takes_part[i] = count.group != kNoGroup || count.k > 0 || count.least;
    }
    const std::vector<Block> blocks = FindBlocks(
        counts_, {.takes_part = &takes_part, .limited = &links, .join_groups = true});
    size_t all = 0;
    for (const Block& block : blocks) all += block.size();
    block_of_.resize(counts_.counts.size());
    for (const Block& block : blocks) {
      for (const uint32_t count : block) block_of_[count] = blocks_.size();
      blocks_.push_back(std::make_unique<BlockSuppressor>(
          input_, block, ShareOfBudget(budget_, block.size(), all), shown_));
    }
    // Without counts there is nothing to protect.
    for (uint32_t group = 0; group < counts_.groups.size(); ++group) {
      if (primary_.counts_of_group[group].empty()) shown_[group] = primary_.may_show[group];
    }
  }

  Suppression Result() const {
    Suppression result{.shown = Shown(shown_.begin(), shown_.end()),
                       .withheld = std::vector<bool>(counts_.groups.size())};
    for (const auto& block : blocks_) {
      if (!block->withheld()) continue;
      for (const uint32_t count : block->block()) {
        const uint32_t group = counts_.counts[count].group;
        if (group != kNoGroup) result.withheld[group] = true;
      }
    }
    return result;
  }

  // Whether something was hidden. `last`: withhold what has no proof.
  bool HideWithoutProof(bool last) {
    const Suppression result = Result();
    LinkedCounts published = Published(counts_, result.shown);
    for (const auto& block : blocks_) {
      if (!block->withheld()) continue;
      for (const uint32_t count : block->block()) published.counts[count].least.reset();
    }
    const ProvenCounts proven =
        ProveCounts(published, result.shown, budget_, input_.make_solver);
    bool hidden = false;
    for (const ProofFailure& failure : proven.failures) {
      BlockSuppressor& block = *blocks_[block_of_[failure.count]];
      if (block.withheld()) continue;
      hidden = true;
      if (last) {
        block.Withhold();
      } else {
        block.HideFor(failure.count, failure.causes);
      }
    }
    return hidden;
  }

  const LinkedCounts& counts_;
  const Budget budget_;
  const Primary primary_;
  const BlockInput input_;
  std::vector<char> shown_;  // by group; not bits, because blocks write it in parallel
  std::vector<std::unique_ptr<BlockSuppressor>> blocks_;
  std::vector<size_t> block_of_;  // by count
};

}  // namespace

Suppression SuppressWith(const LinkedCounts& counts, std::span<const Seat> seats,
                         const Budget& budget, const MakeSolver& make_solver) {
  return Suppressor(counts, seats, budget, make_solver).Run();
}

Suppression Suppress(const LinkedCounts& counts, std::span<const Seat> seats,
                     const Budget& budget) {
  return SuppressWith(counts, seats, budget, MakeCoinSolver);
}

}  // namespace samlad::domain::disclosure
