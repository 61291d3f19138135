// SPDX-License-Identifier: EUPL-1.2
//
// Integer multipliers out of a solver's duals. What is returned holds exactly.

#ifndef SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_EXACT_BOUND_H_
#define SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_EXACT_BOUND_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "gateway/domain/disclosure/attack.h"

namespace samlad::domain::disclosure {

// A bound on `count` that is at least (above: at most) `needed`; nullopt if the
// duals give none. `duals` are those of the lower bound, or the negative ones of
// the upper.
std::optional<ReducedBound> ExactBound(const ReducedCounts& system,
                                       const std::vector<Knowledge>& known, uint32_t count,
                                       bool above, const std::vector<double>& duals,
                                       int64_t needed);

}  // namespace samlad::domain::disclosure

#endif  // SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_EXACT_BOUND_H_
