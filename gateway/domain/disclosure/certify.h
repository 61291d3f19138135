// SPDX-License-Identifier: EUPL-1.2
//
// Proof that every count that is not shown is safe: a function of what is published
// alone. Format: docs/editions.md.

#ifndef SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_CERTIFY_H_
#define SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_CERTIFY_H_

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "gateway/domain/disclosure/linked_counts.h"
#include "gateway/domain/disclosure/suppress.h"

namespace samlad::domain::disclosure {

// Numbers of leaves; leaves that are not named are 0 (in a later table: as in table
// 0).
struct Table {
  std::vector<std::pair<uint32_t, int64_t>> numbers;  // leaf, number; ascending
};

// scale * count >= (above: <=) sum of multiple * known count.
struct Bound {
  int64_t scale = 1;
  bool above = false;
  std::vector<std::pair<uint32_t, int64_t>> multiples;  // count, multiple; ascending
};

struct Proof {
  uint32_t low = 0, high = 0;          // tables; equal: none
  uint32_t at_least = 0, at_most = 0;  // bounds from 1 on; 0: none
};

struct Certificate {
  std::vector<Table> tables;
  std::vector<Bound> bounds;
  // By count: of those that are protected and not shown; others have an empty one.
  std::vector<Proof> proofs;
};

// The counts as a seat sees them: what the others contribute. Without the seat's own
// leaves and numbers; a count to which only the seat can contribute is not protected.
LinkedCounts SeenFrom(LinkedCounts counts, const Seat& seat);

// What is published: as LinkedCounts, but the values of counts that are not shown
// are kUnknownValue, which the caller ensures with `Published`. A count is shown if
// its group is shown or another count with the same terms is.
LinkedCounts Published(LinkedCounts counts, const Shown& shown);

// nullopt if some count has no proof: within the budget, or because there is none;
// `unproven` (null: not wanted) then names some. Pure, thread-safe, deterministic.
std::optional<Certificate> Certify(const LinkedCounts& published, const Shown& shown,
                                   const Budget& budget, std::vector<uint32_t>* unproven = nullptr);

}  // namespace samlad::domain::disclosure

#endif  // SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_CERTIFY_H_
