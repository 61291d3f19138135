// SPDX-License-Identifier: EUPL-1.2
//
// Chooses what is shown of one block.

#ifndef SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_SUPPRESS_BLOCK_H_
#define SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_SUPPRESS_BLOCK_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "gateway/domain/disclosure/attack.h"
#include "gateway/domain/disclosure/blocks.h"
#include "gateway/domain/disclosure/linked_counts.h"
#include "gateway/domain/disclosure/primary.h"
#include "gateway/domain/disclosure/reduced_counts.h"
#include "gateway/domain/disclosure/solver.h"
#include "gateway/domain/disclosure/span.h"

namespace samlad::domain::disclosure {

// What the blocks share; outlives them.
struct BlockInput {
  const LinkedCounts* counts = nullptr;
  std::span<const Seat> seats;
  const Primary* primary = nullptr;
  MakeSolver make_solver;
};

// Threads may use different blocks: each writes its own groups of `shown` only.
class BlockSuppressor {
 public:
  BlockSuppressor(const BlockInput& input, Block block, WorkLeft work,
                  std::vector<char>& shown);

  // Shows groups, then hides some again until no reader can narrow a count. If that
  // fails, the block is withheld.
  void Run();
  // Hides more, because `count` has no proof; causes: shown counts that make it narrow.
  void HideFor(uint32_t count, const std::vector<uint32_t>& causes);
  void Withhold();

  bool withheld() const { return withheld_; }
  const Block& block() const { return block_; }

 private:
  struct Reader {
    const Seat* seat = nullptr;
    ReducedCounts system;
    std::unique_ptr<Attack> attack;
    std::unique_ptr<LinearSpan> span;
  };

  void AddReader(const Seat* seat);
  bool IsKnown(const ReducedCount& count) const;
  void ShowGroups();
  void MakeSpans();
  bool MayShow(uint32_t group, bool forced);
  bool HidesFalsely() const;
  bool AttackAll();
  bool AttackFrom(Reader& reader);
  std::vector<Knowledge> KnownTo(const Reader& reader) const;
  std::optional<int64_t> LeastOf(const Reader& reader, const ReducedCount& count) const;
  // False if there is nothing left to hide.
  bool HideOne(const Reader& reader, uint32_t target, const std::vector<uint32_t>& causes);
  std::vector<uint32_t> GroupsThatShow(const ReducedCount& count) const;
  void HideGroup(uint32_t group);
  uint32_t MemberOf(uint32_t count) const;

  const BlockInput& input_;
  const LinkedCounts& counts_;
  const Primary& primary_;
  const Block block_;
  WorkLeft work_;
  std::vector<char>& shown_;      // by group
  std::vector<uint32_t> groups_;  // of the block, ascending
  std::vector<Reader> readers_;   // the outsider first
  size_t hidden_ = 0;             // by attacks
  bool withheld_ = false;
};

}  // namespace samlad::domain::disclosure

#endif  // SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_SUPPRESS_BLOCK_H_
