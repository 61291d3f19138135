// SPDX-License-Identifier: EUPL-1.2
//
// The part of a certificate that is about one block.

#ifndef SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_BLOCK_PROOF_H_
#define SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_BLOCK_PROOF_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "gateway/domain/disclosure/blocks.h"
#include "gateway/domain/disclosure/certify.h"
#include "gateway/domain/disclosure/prove.h"
#include "gateway/domain/disclosure/solver.h"

namespace samlad::domain::disclosure {

// What is published, by count and leaf.
struct PublishedCounts {
  const LinkedCounts* counts = nullptr;
  std::vector<uint32_t> first;         // the first count with the same terms
  std::vector<uint32_t> shown_as;      // the shown count with the same terms, or kNoShown
  std::vector<uint32_t> zero_of_leaf;  // the shown count of value 0, or kNoShown
  std::vector<bool> is_shown;          // shown_as has one

  static constexpr uint32_t kNoShown = UINT32_MAX;
};

struct CountProof {
  uint32_t count = 0;
  uint32_t low = 0, high = 0;  // tables of the block
  std::optional<Bound> at_least, at_most;
};

struct BlockProof {
  // The first one whole, the others as differences from it.
  std::vector<Table> tables;
  std::vector<CountProof> proofs;
  std::optional<ProofFailure> failure;
};

BlockProof ProveBlock(const PublishedCounts& published, const Block& block, WorkLeft work,
                      const MakeSolver& make_solver);

}  // namespace samlad::domain::disclosure

#endif  // SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_BLOCK_PROOF_H_
