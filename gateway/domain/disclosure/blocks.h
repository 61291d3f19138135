// SPDX-License-Identifier: EUPL-1.2
//
// Which counts have to be solved together.

#ifndef SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_BLOCKS_H_
#define SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_BLOCKS_H_

#include <cstdint>
#include <vector>

#include "gateway/domain/disclosure/linked_counts.h"
#include "gateway/domain/disclosure/solver.h"
#include "gateway/domain/disclosure/suppress.h"

namespace samlad::domain::disclosure {

using Block = std::vector<uint32_t>;  // counts, ascending

bool HasNegativeTerm(const LinkedCount& count);

// By count: the first one with the same terms.
std::vector<uint32_t> FirstWithSameTerms(const LinkedCounts& counts);

// By leaf: whether a count that may be known limits it. Other leaves are only added,
// and only where nothing or a least number is known: they can be of any size.
std::vector<bool> LimitedLeaves(const LinkedCounts& counts, const std::vector<bool>& may_be_known);

struct BlockRules {
  const std::vector<bool>* takes_part = nullptr;  // by count
  const std::vector<bool>* limited = nullptr;     // by leaf: those that link counts
  bool join_groups = false;
};

// In the order of their first counts.
std::vector<Block> FindBlocks(const LinkedCounts& counts, const BlockRules& rules);

// A block's part of the budget. Fixed beforehand, so that it does not depend on the
// order in which threads take blocks. `budget` must outlive it.
WorkLeft ShareOfBudget(const Budget& budget, size_t block, size_t all);

}  // namespace samlad::domain::disclosure

#endif  // SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_BLOCKS_H_
