// SPDX-License-Identifier: EUPL-1.2
//
// Suppress and Certify with another solver, for tests of solvers that fail or lie.

#ifndef SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_SUPPRESS_WITH_H_
#define SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_SUPPRESS_WITH_H_

#include <span>

#include "gateway/domain/disclosure/solver.h"
#include "gateway/domain/disclosure/suppress.h"

namespace samlad::domain::disclosure {

Suppression SuppressWith(const LinkedCounts& counts, std::span<const Seat> seats,
                         const Budget& budget, const MakeSolver& make_solver);

}  // namespace samlad::domain::disclosure

#endif  // SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_SUPPRESS_WITH_H_
