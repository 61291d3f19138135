// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/feed_line.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_join.h"
#include "clients/board/columns.h"
#include "clients/board/messages.h"
#include "clients/board/text.h"
#include "clients/board/words.h"
#include "gateway/base/strings.h"
#include "gateway/base/utf8.h"

namespace samlad::board {
namespace {

constexpr size_t kPositionCells = 8;
constexpr size_t kTimeCells = sizeof("2026-08-15 13:04 CEST") - 1;

struct Kind {
  std::string_view word;
  Tone tone = Tone::kQuiet;
};

Kind DeliveryKind(v1::DeliveryState state, const Messages& words) {
  switch (state) {
    case v1::DELIVERY_STATE_CONFIRMED:
      return {words.feed_delivered, Tone::kGood};
    case v1::DELIVERY_STATE_ACKNOWLEDGED:
      return {words.feed_delivery_acknowledged, Tone::kGood};
    case v1::DELIVERY_STATE_FAILED:
      return {words.feed_delivery_failed, Tone::kBad};
    default:
      return {words.feed_delivery};
  }
}

Kind KindOf(const v1::FeedEvent& event, const Messages& words) {
  switch (event.kind()) {
    case v1::FEED_EVENT_KIND_ACCEPTED:
      return {words.feed_accepted, Tone::kGood};
    case v1::FEED_EVENT_KIND_RETURNED:
      return {words.feed_returned, Tone::kBad};
    case v1::FEED_EVENT_KIND_DEADLINE_PASSED:
      return {words.feed_deadline, Tone::kFair};
    case v1::FEED_EVENT_KIND_ACKNOWLEDGED:
      return {words.feed_acknowledged, Tone::kGood};
    case v1::FEED_EVENT_KIND_CATALOGUE_APPLIED:
      return {words.feed_catalogue};
    case v1::FEED_EVENT_KIND_IDENTITY_REVOKED:
      return {words.feed_revoked, Tone::kBad};
    case v1::FEED_EVENT_KIND_IDENTITY_REINSTATED:
      return {words.feed_reinstated, Tone::kFair};
    case v1::FEED_EVENT_KIND_APPROVED:
      return {words.feed_approved, Tone::kGood};
    case v1::FEED_EVENT_KIND_SENT_BACK:
      return {words.feed_sent_back, Tone::kBad};
    case v1::FEED_EVENT_KIND_WITHDRAWN:
      return {words.feed_withdrawn, Tone::kFair};
    case v1::FEED_EVENT_KIND_WAIVED:
      return {event.lifted() ? words.feed_waiver_lifted : words.feed_waived, Tone::kFair};
    case v1::FEED_EVENT_KIND_REOPENED:
      return {words.feed_reopened, Tone::kFair};
    case v1::FEED_EVENT_KIND_REMINDER:
      return {words.feed_reminder, Tone::kFair};
    case v1::FEED_EVENT_KIND_SERIES_IMPORTED:
      return {words.feed_imported};
    case v1::FEED_EVENT_KIND_DELIVERY:
      return DeliveryKind(event.delivery_state(), words);
    case v1::FEED_EVENT_KIND_CLEARED:
      return {words.feed_cleared, Tone::kFair};
    case v1::FEED_EVENT_KIND_EDITION:
      return {words.feed_edition, Tone::kGood};
    case v1::FEED_EVENT_KIND_EDITION_DUE:
      return event.reason().empty() ? Kind{words.feed_edition_due, Tone::kFair}
                                    : Kind{words.feed_edition_problem, Tone::kBad};
    default:
      return {"?"};
  }
}

// Width of the widest word, so that the details are aligned in one column.
size_t KindCells(const Messages& words) {
  size_t cells = 0;
  v1::FeedEvent event;
  for (int kind = v1::FeedEventKind_MIN; kind <= v1::FeedEventKind_MAX; ++kind) {
    event.set_kind(static_cast<v1::FeedEventKind>(kind));
    cells = std::max(cells, DisplayWidth(KindOf(event, words).word));
  }
  return cells;
}

std::string Details(const v1::FeedEvent& event, const Messages& words) {
  std::vector<std::string> parts;
  for (const std::string* id : {&event.organisation(), &event.system(), &event.certificate(),
                                &event.obligation(), &event.project(), &event.recommendation(),
                                &event.period(), &event.indicator(), &event.publication()}) {
    if (!id->empty()) parts.push_back(*id);
  }
  if (event.verdict() == v1::VERDICT_ACCEPTED_WITH_WARNINGS) {
    parts.push_back(StrCat("(", words.feed_warnings, ")"));
  }
  if (event.replaces() != 0) {
    parts.push_back(StrCat("(", words.feed_replaces, " ", event.replaces(), ")"));
  }
  if (event.report() != 0)
    parts.push_back(StrCat("(", words.feed_report, " ", event.report(), ")"));
  if (event.delivery() != 0) {
    parts.push_back(StrCat("(", words.feed_delivery_number, " ", event.delivery(), ")"));
  }
  if (event.edition() != 0) {
    parts.push_back(StrCat("(", words.feed_edition_number, " ", event.edition(), ")"));
  }
  if (event.corrects() != 0) {
    parts.push_back(StrCat("(", words.feed_corrects, " ", event.corrects(), ")"));
  }
  if (!event.last_day().empty()) {
    parts.push_back(StrCat("(", words.feed_until, " ", event.last_day(), ")"));
  }
  if (!event.due().empty()) {
    parts.push_back(StrCat("(", event.due(), ", ", event.days(), " ", words.feed_days_left, ")"));
  }
  for (const std::string* text : {&event.minute(), &event.decision(), &event.reason()}) {
    if (!text->empty()) parts.push_back(StrCat("· ", *text));
  }
  return EscapeControls(absl::StrJoin(parts, " "), KeepLines::kNo);
}

std::string Pad(std::string_view text, size_t cells) {
  const size_t width = DisplayWidth(text);
  return StrCat(text, std::string(cells > width ? cells - width : 0, ' '));
}

}  // namespace

FeedText DescribeFeedEvent(const v1::FeedEvent& event, Language language) {
  const Messages& words = MessagesIn(language);
  const Kind kind = KindOf(event, words);
  return {kind.word, kind.tone, Details(event, words)};
}

std::string RenderFeedLine(const v1::FeedEvent& event, Language language, bool colour,
                           const absl::TimeZone& zone) {
  const Messages& words = MessagesIn(language);
  const Kind kind = KindOf(event, words);
  const std::string position = StrCat(event.position());
  const size_t indent = kPositionCells > position.size() ? kPositionCells - position.size() : 0;
  std::string line = StrCat(std::string(indent, ' '), position, "  ",
                            Pad(FormatTime(event.time_ms(), zone), kTimeCells), "  ");
  const std::string details = Details(event, words);
  if (details.empty()) return StrCat(line, Paint(kind.word, kind.tone, colour), "\n");
  return StrCat(line, Paint(Pad(kind.word, KindCells(words)), kind.tone, colour), "  ", details,
                "\n");
}

}  // namespace samlad::board
