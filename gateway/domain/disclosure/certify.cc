// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/disclosure/certify.h"

#include <utility>

#include "gateway/domain/disclosure/blocks.h"
#include "gateway/domain/disclosure/prove.h"
#include "gateway/domain/disclosure/solver.h"

namespace samlad::domain::disclosure {

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

std::optional<Certificate> Certify(const LinkedCounts& published, const Shown& shown,
                                   const Budget& budget) {
  ProvenCounts proven = ProveCounts(published, shown, budget, MakeCoinSolver);
  if (!proven.failures.empty()) return std::nullopt;
  return std::move(proven.certificate);
}

}  // namespace samlad::domain::disclosure
