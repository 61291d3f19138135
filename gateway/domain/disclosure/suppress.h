// SPDX-License-Identifier: EUPL-1.2
//
// Chooses which counts are hidden, so that no small count can be found out or
// narrowed down to fewer than k values, by an outsider or from a seat. The solver is
// not trusted: the certificate is checked by a verifier of its own.
//
// Sources: Fischetti & Salazar (2000), "Models and algorithms for optimizing cell
// suppression in tabular data with linear constraints"; Hundepool et al. (2012),
// "Statistical Disclosure Control", chapter 4.

#ifndef SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_SUPPRESS_H_
#define SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_SUPPRESS_H_

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "gateway/domain/disclosure/linked_counts.h"

namespace samlad::domain::disclosure {

// Bounds on the work, in pivots of the simplex method and nodes of the search, so
// that the result does not depend on the speed or load of the machine. A pivot in a
// system of thousands of counts counts as many.
struct Budget {
  int64_t pivots = 50'000'000;
  int64_t nodes = 200'000;
  int threads = 1;  // blocks are solved in parallel; does not change the result
  // Asked before every solve, by any thread; true ends the work as if it were used up.
  // Null: never.
  std::function<bool()> cancelled = nullptr;
};

struct Suppression {
  Shown shown;
  // Blocks (linked groups) for which no pattern was found: within the budget, or
  // because the counts contradict each other. None of their groups is shown, except
  // given ones. By group.
  std::vector<bool> withheld;
};

// Pure; thread-safe. Same input, same result, whatever `threads`.
Suppression Suppress(const LinkedCounts& counts, std::span<const Seat> seats, const Budget& budget);

}  // namespace samlad::domain::disclosure

#endif  // SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_SUPPRESS_H_
