// SPDX-License-Identifier: EUPL-1.2
//
// What the coordinator has to look at, in the order of what needs action. Pure.

#ifndef SAMLAD_CLIENTS_WEB_COORDINATOR_INBOX_H_
#define SAMLAD_CLIENTS_WEB_COORDINATOR_INBOX_H_

#include <cstdint>
#include <span>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "clients/board/html.h"
#include "clients/web/session/visit.h"
#include "samlad/v1/board_service.pb.h"
#include "samlad/v1/feed_service.pb.h"

namespace samlad::web::coordinator {

// What waits for whom; the first is the most urgent.
enum class Urgency { kUnderReview, kNew, kMissing, kReturned };

struct InboxRow {
  const v1::TrailRow* row = nullptr;
  Urgency urgency = Urgency::kNew;
};

// The due reports that somebody has to do something about: those that wait for a
// decision; then new ones, new versions and late ones first; then those that are missing
// after their due date; then those that were sent back. Within each by due date. `trail`
// must outlive the result.
std::vector<InboxRow> RowsToAct(const v1::GetTrailResponse& trail);

// `warned`: positions of reports that were accepted with warnings.
void AddInboxRows(const Visit& visit, std::span<const InboxRow> rows,
                  const absl::flat_hash_set<uint64_t>& warned, board::Html& html);
// Newest first; those that pass the filter, one page of them.
void AddInboxEvents(const Visit& visit, std::span<const v1::FeedEvent> events, board::Html& html);

}  // namespace samlad::web::coordinator

#endif  // SAMLAD_CLIENTS_WEB_COORDINATOR_INBOX_H_
