// SPDX-License-Identifier: EUPL-1.2
//
// Finding editions among the facts.

#ifndef SAMLAD_GATEWAY_SERVICE_EDITION_LIST_H_
#define SAMLAD_GATEWAY_SERVICE_EDITION_LIST_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "gateway/domain/log/facts.h"
#include "samlad/v1/board_service.pb.h"

namespace samlad::service {

// A page of the editions, newest first. INVALID_ARGUMENT if the page size is too
// large or the token was not given for such a list.
absl::StatusOr<v1::ListEditionsResponse> ListEditions(const domain::Facts& facts,
                                                      const v1::ListEditionsRequest& request);

// Position of the edition that is asked for. FAILED_PRECONDITION, NO_EDITION, if the
// newest is asked for and there is none; OUT_OF_RANGE if as_of is beyond the log.
absl::StatusOr<uint64_t> FindEdition(const domain::Facts& facts,
                                     const v1::GetEditionRequest& request);

}  // namespace samlad::service

#endif  // SAMLAD_GATEWAY_SERVICE_EDITION_LIST_H_
