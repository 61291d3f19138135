// SPDX-License-Identifier: EUPL-1.2
//
// The delivery trail: the steps of every due report, from its due date to the
// board's decision. A step that did not happen is shown as missing.

#ifndef SAMLAD_GATEWAY_DOMAIN_FOLLOW_UP_TRAIL_H_
#define SAMLAD_GATEWAY_DOMAIN_FOLLOW_UP_TRAIL_H_

#include "absl/status/statusor.h"
#include "gateway/domain/log/facts.h"
#include "samlad/v1/board_service.pb.h"

namespace samlad::domain {

// Pure and deterministic: the same prefix gives the same trail. Errors:
//   INVALID_ARGUMENT     a period that is none, or an unknown organisation
//   OUT_OF_RANGE         as_of beyond the facts
//   FAILED_PRECONDITION  no catalogue came into force before as_of
absl::StatusOr<v1::GetTrailResponse> ReadTrail(const Facts& facts,
                                               const v1::GetTrailRequest& request);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_FOLLOW_UP_TRAIL_H_
