// SPDX-License-Identifier: EUPL-1.2
//
// Certificates with the reasons why there is none. Certify without its promise, for
// Suppress, which hides more until there are no failures.

#ifndef SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_PROVE_H_
#define SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_PROVE_H_

#include <cstdint>
#include <vector>

#include "gateway/domain/disclosure/certify.h"
#include "gateway/domain/disclosure/solver.h"

namespace samlad::domain::disclosure {

struct ProofFailure {
  uint32_t count = 0;
  std::vector<uint32_t> causes;  // shown counts; may be empty
};

struct ProvenCounts {
  Certificate certificate;
  std::vector<ProofFailure> failures;  // at most one a block
};

ProvenCounts ProveCounts(const LinkedCounts& published, const Shown& shown, const Budget& budget,
                         const MakeSolver& make_solver);

}  // namespace samlad::domain::disclosure

#endif  // SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_PROVE_H_
