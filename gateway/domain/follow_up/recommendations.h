// SPDX-License-Identifier: EUPL-1.2
//
// The state of the auditors' recommendations. It is computed and never entered: a
// recommendation is done when the log and the catalogue hold all its evidence.

#ifndef SAMLAD_GATEWAY_DOMAIN_FOLLOW_UP_RECOMMENDATIONS_H_
#define SAMLAD_GATEWAY_DOMAIN_FOLLOW_UP_RECOMMENDATIONS_H_

#include <vector>

#include "gateway/domain/log/prefix.h"
#include "samlad/v1/view.pb.h"

namespace samlad::domain {

// One row per recommendation, in the catalogue's order. Pure and deterministic.
std::vector<v1::RecommendationRow> RecommendationRows(const Prefix& prefix);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_FOLLOW_UP_RECOMMENDATIONS_H_
