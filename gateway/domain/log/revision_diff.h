// SPDX-License-Identifier: EUPL-1.2
//
// The differences between two revisions of a report.

#ifndef SAMLAD_GATEWAY_DOMAIN_LOG_REVISION_DIFF_H_
#define SAMLAD_GATEWAY_DOMAIN_LOG_REVISION_DIFF_H_

#include <vector>

#include "samlad/v1/coordination_service.pb.h"
#include "samlad/v1/report.pb.h"

namespace samlad::domain {

// Figures that differ, each known by indicator and breakdown: those of `after`
// that are new or changed, in its order, then those of `before` that are gone,
// in its. "12" and "12.0" are the same figure, and so are "_T" and no code.
std::vector<v1::ObservationChange> DiffRevisions(const v1::Report& before, const v1::Report& after);

// Whether activities, follow-ups, comment or sign-off differ.
bool ProseDiffers(const v1::Report& before, const v1::Report& after);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_LOG_REVISION_DIFF_H_
