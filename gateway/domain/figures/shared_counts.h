// SPDX-License-Identifier: EUPL-1.2
//
// Counts that several indicators share, because one is the denominator of
// others. What one of them hides, the others would tell.
// The rules for readers: docs/consolidation.md, "Hidden figures".

#ifndef SAMLAD_GATEWAY_DOMAIN_FIGURES_SHARED_COUNTS_H_
#define SAMLAD_GATEWAY_DOMAIN_FIGURES_SHARED_COUNTS_H_

#include <vector>

#include "gateway/domain/figures/indicator_table.h"
#include "gateway/domain/log/prefix.h"

namespace samlad::domain {

// Hides counts for which the denominator of a ratio that is said to be the same
// count differs by a small one: in another period of the year, if the count
// accumulates, or in the same period, either in one report or in two that are in
// force. The rest of the family is left to HideFamilies.
void HideSharedCounts(const Prefix& prefix, const IndicatorTable& indicators,
                      std::vector<bool>& hidden);

// Hides every protected indicator of a family in which one is hidden.
void HideFamilies(const IndicatorTable& indicators, std::vector<bool>& hidden);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_FIGURES_SHARED_COUNTS_H_
