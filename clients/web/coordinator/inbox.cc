// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/coordinator/inbox.h"

#include <algorithm>
#include <chrono>
#include <deque>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "absl/time/civil_time.h"
#include "clients/board/feed_line.h"
#include "clients/board/messages.h"
#include "clients/cli/text/review_text.h"
#include "clients/web/coordinator/pages.h"
#include "clients/web/coordinator/words.h"
#include "clients/web/limits.h"
#include "clients/web/pages/clock.h"
#include "clients/web/pages/page.h"
#include "clients/web/pages/parts.h"
#include "gateway/base/strings.h"
#include "gateway/domain/values/date.h"

namespace samlad::web::coordinator {
namespace {

using board::Html;
using parts::Fill;

constexpr int kDaysShown = 30;

std::optional<Urgency> UrgencyOf(const v1::TrailRow& row) {
  switch (row.obligation().state()) {
    case v1::REPORT_STATE_UNDER_REVIEW:
      return Urgency::kUnderReview;
    case v1::REPORT_STATE_RETURNED:
      return Urgency::kReturned;
    case v1::REPORT_STATE_MISSING:
      return Urgency::kMissing;
    default:
      if (cli::IsNew(row)) return Urgency::kNew;
      return std::nullopt;
  }
}

std::string AddressOf(const v1::ObligationState& one) {
  if (one.position() != 0) return StrCat("/review/", one.position());
  return StrCat("/obligations/", one.organisation(), "/", one.obligation(), "/", one.period());
}

// What a row is found by.
std::string SearchText(const Visit& visit, const v1::ObligationState& one) {
  return StrCat(one.organisation(), " ", parts::NameOf(visit, one.organisation()), " ",
                one.obligation(), " ", board::Pick(one.title(), visit.language), " ", one.period(),
                " ", board::SignOf(one, board::MessagesIn(visit.language)).word, " ",
                one.position());
}

void AddNotes(const Visit& visit, const InboxRow& row, const absl::flat_hash_set<uint64_t>& warned,
              Html& html) {
  const v1::ObligationState& one = row.row->obligation();
  std::vector<std::string> notes;
  if (one.revisions() > 1) notes.push_back(Fill(visit, kResent, {StrCat(one.revisions())}));
  if (warned.contains(one.position())) notes.emplace_back(visit.Say(kWithWarnings));
  if (one.state() == v1::REPORT_STATE_LATE) notes.emplace_back(visit.Say(kAfterDue));
  if (!one.reason().empty()) notes.push_back(one.reason());
  std::string text;
  for (const std::string& note : notes) StrAppend(&text, text.empty() ? "" : " · ", note);
  parts::AddCell(visit.Say(kNote), text, html);
}

void AddInboxRow(const Visit& visit, const InboxRow& row,
                 const absl::flat_hash_set<uint64_t>& warned, Html& html) {
  const v1::ObligationState& one = row.row->obligation();
  html.Raw("<tr>");
  html.Raw("<th scope=\"row\">").Wrap("<a href=\"", AddressOf(one), "\">");
  html.Text(visit.Say(one.position() != 0 ? kReview : kLook)).Raw("<span class=\"unseen\"> ");
  html.Text(StrCat(one.organisation(), " ", one.obligation(), " ", one.period()));
  html.Raw("</span></a></th>");
  parts::AddCell(visit.Say(kOrganisation), board::Pick(one.name(), visit.language), html);
  parts::AddCell(visit.Say(kObligation), board::Pick(one.title(), visit.language), html);
  parts::AddCell(visit.Say(kPeriod), one.period(), html);
  html.Wrap("<td data-label=\"", visit.Say(kState), "\">");
  parts::AddSign(board::SignOf(one, board::MessagesIn(visit.language)), html);
  html.Raw("</td>");
  parts::AddCell(visit.Say(kDue), one.due(), html);
  parts::AddCell(visit.Say(kAccepted), board::FormatTime(one.accepted_ms(), visit.zone), html);
  AddNotes(visit, row, warned, html);
  html.Raw("</tr>\n");
}

// The events of the feed from `cursor` on.
struct Heard {
  std::deque<v1::FeedEvent> events;  // the newest that are shown, oldest first
  absl::flat_hash_set<uint64_t> warned;
  bool is_cut = false;
};

absl::Status ReadFeed(sdk::Client& gateway, uint64_t warned_from, uint64_t shown_from,
                      Heard& heard) {
  v1::WatchFeedRequest request;
  request.set_cursor(std::min(warned_from, shown_from));
  return gateway.WatchFeed(request, {}, [&](const v1::WatchFeedResponse& message) {
    for (const v1::FeedEvent& event : message.events()) {
      if (event.verdict() == v1::VERDICT_ACCEPTED_WITH_WARNINGS) {
        heard.warned.insert(event.position());
      }
      if (event.position() < shown_from) continue;
      heard.events.push_back(event);
      if (heard.events.size() <= limits::kInboxEventsMax) continue;
      heard.events.pop_front();
      heard.is_cut = true;
    }
  });
}

// The day from which events are shown, by the gateway's clock.
std::string SinceDay(const Visit& visit) {
  const std::string asked(visit.FromQuery("since"));
  if (domain::ParseDate(asked)) return asked;
  return domain::FormatDate(GatewayToday(visit) - std::chrono::days(kDaysShown));
}

// Entries before that day.
absl::StatusOr<uint64_t> EntriesBefore(sdk::Client& gateway, const std::string& day) {
  absl::CivilDay first;
  if (!absl::ParseCivilTime(day, &first)) return 0;
  const auto end = gateway.GetTreeSize(absl::FormatCivilTime(first - 1));
  if (absl::IsOutOfRange(end.status())) return 0;  // before the log
  if (!end.ok()) return end.status();
  return end->tree_size();
}

void AddSinceForm(const Visit& visit, std::string_view day, Html& html) {
  html.Raw("<form class=\"filter\" method=\"get\" action=\"/inbox\"><label for=\"since\">");
  html.Text(visit.Say(kSince)).Raw("</label>");
  html.Wrap("<input type=\"date\" id=\"since\" name=\"since\" value=\"", day, "\">");
  html.Wrap("<button type=\"submit\">", visit.Say(kShow), "</button></form>\n");
}

}  // namespace

std::vector<InboxRow> RowsToAct(const v1::GetTrailResponse& trail) {
  std::vector<InboxRow> rows;
  for (const v1::TrailRow& row : trail.rows()) {
    if (const auto urgency = UrgencyOf(row)) rows.push_back({&row, *urgency});
  }
  std::ranges::stable_sort(rows, {}, [](const InboxRow& row) {
    const v1::ObligationState& one = row.row->obligation();
    const bool plain = one.revisions() < 2 && one.state() != v1::REPORT_STATE_LATE;
    return std::tuple(row.urgency, row.urgency == Urgency::kNew && plain, one.due());
  });
  return rows;
}

void AddInboxRows(const Visit& visit, std::span<const InboxRow> rows,
                  const absl::flat_hash_set<uint64_t>& warned, Html& html) {
  html.Wrap("<h2>", visit.Say(kToDecide), "</h2>\n");
  if (rows.empty()) return parts::AddNotice(board::Tone::kGood, visit.Say(kNothingNew), html);
  size_t listed = 0;
  for (const InboxRow& row : rows) {
    if (!PassesFilter(visit, SearchText(visit, row.row->obligation()))) continue;
    if (listed++ == 0) {
      parts::BeginList(
          visit.Say(kToDecide),
          {visit.Say(kReview), visit.Say(kOrganisation), visit.Say(kObligation), visit.Say(kPeriod),
           visit.Say(kState), visit.Say(kDue), visit.Say(kAccepted), visit.Say(kNote)},
          html);
    }
    AddInboxRow(visit, row, warned, html);
  }
  if (listed == 0) return parts::AddNotice(board::Tone::kQuiet, visit.Say(kNothingPasses), html);
  parts::EndList(html);
}

void AddInboxEvents(const Visit& visit, std::span<const v1::FeedEvent> events, Html& html) {
  std::vector<std::pair<const v1::FeedEvent*, board::FeedText>> listed;
  for (auto event = events.rbegin(); event != events.rend(); ++event) {
    board::FeedText text = board::DescribeFeedEvent(*event, visit.language);
    const std::string found_by = StrCat(event->position(), " ", text.word, " ", text.details, " ",
                                        parts::NameOf(visit, event->organisation()));
    if (PassesFilter(visit, found_by)) listed.emplace_back(&*event, std::move(text));
  }
  if (listed.empty()) return parts::AddNotice(board::Tone::kQuiet, visit.Say(kNoEvents), html);
  parts::BeginList(visit.Say(kEvent),
                   {visit.Say(kPosition), visit.Say(kTime), visit.Say(kEvent), visit.Say(kAbout)},
                   html);
  const size_t begin = std::min((PageNumber(visit) - 1) * kRowsPerPage, listed.size());
  const size_t end = std::min(begin + kRowsPerPage, listed.size());
  for (size_t i = begin; i < end; ++i) {
    const auto& [event, text] = listed[i];
    html.Raw("<tr>");
    parts::AddNumber(visit.Say(kPosition), StrCat(event->position()), html);
    parts::AddCell(visit.Say(kTime), board::FormatTime(event->time_ms(), visit.zone), html);
    html.Wrap("<td data-label=\"", visit.Say(kEvent), "\">");
    parts::AddBadge(text.tone, text.word, html);
    html.Raw("</td>");
    parts::AddCell(visit.Say(kAbout), text.details, html);
    html.Raw("</tr>\n");
  }
  parts::EndList(html);
  AddPager(visit, listed.size(), html);
}

Response ShowInbox(Visit& visit) {
  const auto trail = visit.gateway.GetTrail({});
  if (!trail.ok()) return FailurePage(visit, trail.status());
  const std::vector<InboxRow> rows = RowsToAct(*trail);
  const std::string day = SinceDay(visit);
  const auto before = EntriesBefore(visit.gateway, day);
  if (!before.ok()) return FailurePage(visit, before.status());
  uint64_t first = trail->as_of();
  const uint64_t oldest = first - std::min<uint64_t>(first, limits::kInboxEntriesMax);
  for (const InboxRow& row : rows) {
    if (row.row->obligation().position() != 0) {
      first = std::min(first, row.row->obligation().position());
    }
  }
  Heard heard;
  const absl::Status read = ReadFeed(visit.gateway, std::max(first, oldest), *before, heard);
  if (!read.ok()) return FailurePage(visit, read);

  Html html = BeginPage(visit, visit.Say(kInboxTitle));
  html.Wrap("<p>", visit.Say(kInboxLead), "</p>\n");
  AddFilterBox(visit, "/inbox", html);
  AddInboxRows(visit, rows, heard.warned, html);
  html.Wrap("<h2>", Fill(visit, kEvents, {day}), "</h2>\n");
  AddSinceForm(visit, day, html);
  if (heard.is_cut) {
    parts::AddNotice(board::Tone::kFair, Fill(visit, kEventsCut, {StrCat(limits::kInboxEventsMax)}),
                     html);
  }
  const std::vector<v1::FeedEvent> events(heard.events.begin(), heard.events.end());
  AddInboxEvents(visit, events, html);
  return EndPage(visit, std::move(html));
}

}  // namespace samlad::web::coordinator
