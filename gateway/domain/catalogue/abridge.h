// SPDX-License-Identifier: EUPL-1.2
//
// The catalogue as those may read it who may not see all figures.

#ifndef SAMLAD_GATEWAY_DOMAIN_CATALOGUE_ABRIDGE_H_
#define SAMLAD_GATEWAY_DOMAIN_CATALOGUE_ABRIDGE_H_

#include <string_view>

#include "absl/container/flat_hash_set.h"
#include "samlad/v1/catalogue.pb.h"

namespace samlad::domain {

// Adds the ids of the indicators of which any version protects small counts.
void AddProtected(const v1::Catalogue& catalogue, absl::flat_hash_set<std::string_view>& ids);

// Leaves out the baselines of targets and expected effects of the indicators in
// `ids`, and their periods, because a baseline is a figure that may be hidden.
// Returns whether there was any.
bool LeaveOutBaselines(const absl::flat_hash_set<std::string_view>& ids, v1::Catalogue& catalogue);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_CATALOGUE_ABRIDGE_H_
