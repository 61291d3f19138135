// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/disclosure/certify.h"

#include <algorithm>
#include <utility>

#include "gateway/domain/disclosure/blocks.h"
#include "gateway/domain/disclosure/prove.h"
#include "gateway/domain/disclosure/reduced_counts.h"
#include "gateway/domain/disclosure/solver.h"
#include "gateway/domain/disclosure/suppress_with.h"

namespace samlad::domain::disclosure {

LinkedCounts SeenFrom(LinkedCounts counts, const Seat& seat) {
  for (uint32_t i = 0; i < counts.counts.size(); ++i) {
    LinkedCount& count = counts.counts[i];
    const int64_t value = ValueFor(counts, &seat, i);
    count.least = LeastFor(counts, &seat, i);
    count.value = value;
    std::erase_if(count.terms, [&seat](const Term& term) {
      return std::ranges::binary_search(seat.leaves, term.leaf);
    });
    if (count.terms.empty()) count.k = 0;
    // Says nothing of a sum of leaves.
    if (count.least && *count.least <= 0 && !HasNegativeTerm(count)) count.least.reset();
  }
  return counts;
}

LinkedCounts Published(LinkedCounts counts, const Shown& shown) {
  const std::vector<uint32_t> first = FirstWithSameTerms(counts);
  std::vector<bool> is_shown(counts.counts.size());
  for (size_t i = 0; i < counts.counts.size(); ++i) {
    const uint32_t group = counts.counts[i].group;
    if (group != kNoGroup && shown[group]) is_shown[first[i]] = true;
  }
  for (size_t i = 0; i < counts.counts.size(); ++i) {
    if (!is_shown[first[i]]) counts.counts[i].value = kUnknownValue;
  }
  return counts;
}

std::optional<Certificate> CertifyWith(const LinkedCounts& published, const Shown& shown,
                                       const Budget& budget, const MakeSolver& make_solver,
                                       std::vector<uint32_t>* unproven) {
  ProvenCounts proven = ProveCounts(published, shown, budget, make_solver);
  for (const ProofFailure& failure : proven.failures) {
    if (unproven != nullptr) unproven->push_back(failure.count);
  }
  if (!proven.failures.empty()) return std::nullopt;
  return std::move(proven.certificate);
}

std::optional<Certificate> Certify(const LinkedCounts& published, const Shown& shown,
                                   const Budget& budget, std::vector<uint32_t>* unproven) {
  return CertifyWith(published, shown, budget, MakeCoinSolver, unproven);
}

}  // namespace samlad::domain::disclosure
