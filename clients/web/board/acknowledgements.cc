// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/board/acknowledgements.h"

#include <algorithm>
#include <optional>
#include <string>

#include "clients/web/board/links.h"
#include "clients/web/board/parts.h"
#include "clients/web/board/words.h"
#include "clients/web/limits.h"
#include "gateway/base/strings.h"

namespace samlad::web::editions {
namespace {

v1::WatchFeedRequest FromPosition(uint64_t cursor) {
  v1::WatchFeedRequest request;
  request.set_cursor(cursor);
  return request;
}

}  // namespace

absl::StatusOr<std::vector<v1::FeedEvent>> ReadAcknowledgements(Visit& visit,
                                                                const v1::EditionInfo& edition) {
  std::vector<v1::FeedEvent> found;
  const absl::Status read = visit.gateway.WatchFeed(
      FromPosition(edition.position()), {}, [&](const v1::WatchFeedResponse& message) {
        for (const v1::FeedEvent& event : message.events()) {
          if (event.kind() != v1::FEED_EVENT_KIND_ACKNOWLEDGED ||
              event.as_of() != edition.as_of() || event.period() != edition.period()) {
            continue;
          }
          if (found.size() == limits::kAcknowledgementsMax) found.erase(found.begin());
          found.push_back(event);
        }
      });
  if (!read.ok()) return read;
  return found;
}

absl::StatusOr<v1::FeedEvent> ReadAcknowledgement(Visit& visit, uint64_t position) {
  std::optional<v1::FeedEvent> found;
  std::stop_source enough;
  const absl::Status read = visit.gateway.WatchFeed(
      FromPosition(position), enough.get_token(), [&](const v1::WatchFeedResponse& message) {
        for (const v1::FeedEvent& event : message.events()) {
          if (event.position() == position && event.kind() == v1::FEED_EVENT_KIND_ACKNOWLEDGED) {
            found = event;
          }
        }
        if (message.cursor() > position) enough.request_stop();
      });
  if (found) return *std::move(found);
  if (!read.ok() && !absl::IsOutOfRange(read)) return read;
  return absl::NotFoundError(board::Fill(visit.Say(kNoAcknowledgementThere), StrCat(position)));
}

void AddAcknowledgements(const Visit& visit,
                         const absl::StatusOr<std::vector<v1::FeedEvent>>& events,
                         board::Html& html) {
  if (!events.ok()) {
    html.Wrap("<p class=\"notice warn\">", visit.Say(kAcknowledgedUnknown), "</p>\n");
    return;
  }
  if (events->empty()) {
    html.Wrap("<p class=\"notice warn\">", visit.Say(kNotAcknowledged), "</p>\n");
    return;
  }
  html.Raw("<ul class=\"notice good\">\n");
  for (const v1::FeedEvent& event : *events) {
    const bool corrected =
        std::ranges::count(*events, event.position(), &v1::FeedEvent::corrects) > 0;
    html.Raw("<li>").Text(visit.Say(kAcknowledged)).Raw(" ");
    html.Text(board::FormatTime(event.time_ms(), visit.zone)).Raw(": ");
    AddPageLink(AcknowledgementPath(event.position()), event.minute(), html);
    html.Raw(", ").Text(event.decision());
    if (corrected) html.Raw(" · ").Text(visit.Say(kCorrectedLater));
    html.Raw("</li>\n");
  }
  html.Raw("</ul>\n");
}

}  // namespace samlad::web::editions
