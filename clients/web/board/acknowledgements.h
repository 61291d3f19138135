// SPDX-License-Identifier: EUPL-1.2
//
// Who has taken note of an edition, as the log's feed tells it: an edition itself
// was made before anybody could.

#ifndef SAMLAD_CLIENTS_WEB_BOARD_ACKNOWLEDGEMENTS_H_
#define SAMLAD_CLIENTS_WEB_BOARD_ACKNOWLEDGEMENTS_H_

#include <vector>

#include "absl/status/statusor.h"
#include "clients/board/html.h"
#include "clients/web/board/shown_edition.h"
#include "clients/web/session/visit.h"
#include "samlad/v1/edition.pb.h"
#include "samlad/v1/feed_service.pb.h"

namespace samlad::web::editions {

// In the order of the log; the last limits::kAcknowledgementsMax of them. Those that
// a later one corrects are among them.
absl::StatusOr<std::vector<v1::FeedEvent>> ReadAcknowledgements(Visit& visit,
                                                                const v1::EditionInfo& edition);

// The acknowledgement at a position. NOT_FOUND: there is none.
absl::StatusOr<v1::FeedEvent> ReadAcknowledgement(Visit& visit, uint64_t position);

// "Acknowledged 2026-03-18, KS § 41 (entry 30)", each with a link; or that nobody has,
// or that this is not known now.
void AddAcknowledgements(const Visit& visit,
                         const absl::StatusOr<std::vector<v1::FeedEvent>>& events,
                         board::Html& html);

}  // namespace samlad::web::editions

#endif  // SAMLAD_CLIENTS_WEB_BOARD_ACKNOWLEDGEMENTS_H_
