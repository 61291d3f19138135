// SPDX-License-Identifier: EUPL-1.2
//
// Finding editions among the facts.

#ifndef SAMLAD_GATEWAY_SERVICE_EDITION_LIST_H_
#define SAMLAD_GATEWAY_SERVICE_EDITION_LIST_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "absl/status/statusor.h"
#include "gateway/domain/log/facts.h"
#include "samlad/v1/board_service.pb.h"
#include "samlad/v1/view.pb.h"

namespace samlad::service {

// A page of the editions, newest first. INVALID_ARGUMENT if the page size is too
// large or the token was not given for such a list.
absl::StatusOr<v1::ListEditionsResponse> ListEditions(const domain::Facts& facts,
                                                      const v1::ListEditionsRequest& request);

// Position of the edition that is asked for. FAILED_PRECONDITION, NO_EDITION, if the
// newest is asked for and there is none; OUT_OF_RANGE if as_of is beyond the log.
absl::StatusOr<uint64_t> FindEdition(const domain::Facts& facts,
                                     const v1::GetEditionRequest& request);

// Position of the edition that a query for a view means: one whose view is as of
// that very moment, because the query of its view then gives the same view; else the
// newest before that moment. With a period: among those of that period. NO_EDITION
// and OUT_OF_RANGE as above.
absl::StatusOr<uint64_t> FindEditionFor(const domain::Facts& facts, const v1::ViewQuery& query);

// Position of an edition whose view has that digest, is as of query.as_of and, if
// there is one, of query.period; nullopt: there are editions of that moment, but with
// other views. NO_EDITION if there is none.
absl::StatusOr<std::optional<uint64_t>> FindSeenEdition(const domain::Facts& facts,
                                                        const v1::ViewQuery& query,
                                                        std::string_view view_digest);

}  // namespace samlad::service

#endif  // SAMLAD_GATEWAY_SERVICE_EDITION_LIST_H_
