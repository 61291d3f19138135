// SPDX-License-Identifier: EUPL-1.2
//
// The way of each report: due, submitted, sent back, approved, delivered, noted by
// the board. Of all, of an organisation or a period, of an indicator, or of a
// document.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "clients/web/board/handlers.h"
#include "clients/web/board/links.h"
#include "clients/web/board/parts.h"
#include "clients/web/board/words.h"
#include "clients/web/http/form.h"
#include "gateway/base/strings.h"

namespace samlad::web::editions {
namespace {

std::string_view StepName(v1::TrailStepKind kind, const board::Messages& words) {
  switch (kind) {
    case v1::TRAIL_STEP_KIND_SUBMITTED:
      return words.trail_submitted;
    case v1::TRAIL_STEP_KIND_SENT_BACK:
      return words.sent_back;
    case v1::TRAIL_STEP_KIND_APPROVED:
      return words.trail_approved;
    case v1::TRAIL_STEP_KIND_DELIVERED:
      return words.trail_delivered;
    case v1::TRAIL_STEP_KIND_ACKNOWLEDGED:
      return words.trail_acknowledged;
    default:
      return words.due;
  }
}

board::Sign SignOfStep(const v1::TrailStep& step, const std::string& day,
                       const board::Messages& words) {
  switch (step.state()) {
    case v1::TRAIL_STEP_STATE_DONE:
      return step.kind() == v1::TRAIL_STEP_KIND_SENT_BACK
                 ? board::Sign{day, board::Shape::kForward, board::Tone::kFair}
                 : board::Sign{day, board::Shape::kCheck, board::Tone::kGood};
    case v1::TRAIL_STEP_STATE_MISSING:
      return {words.is_missing, board::Shape::kDiamond, board::Tone::kBad};
    case v1::TRAIL_STEP_STATE_AHEAD:
      return {words.trail_ahead, board::Shape::kRing, board::Tone::kQuiet};
    default:
      return {"–", board::Shape::kDash, board::Tone::kQuiet};
  }
}

void AddStep(const Visit& visit, const v1::ObligationState& owed, const v1::TrailStep& step,
             const board::Messages& words, board::Html& html) {
  BeginCell(StepName(step.kind(), words), html);
  if (step.kind() == v1::TRAIL_STEP_KIND_DUE) {
    html.Text(owed.due().empty() ? std::string(words.no_due) : owed.due()).Raw("</td>");
    return;
  }
  const std::string day = board::FormatTime(step.time_ms(), visit.zone).substr(0, 10);
  if (step.position() != 0) html.Wrap("<span id=\"e", StrCat(step.position()), "\">");
  const board::Sign sign = SignOfStep(step, day, words);
  if (sign.shape == board::Shape::kDash) {
    html.Raw("–");  // there is no such step
  } else {
    board::AddSign(sign, html);
  }
  if (step.position() != 0) {
    html.Raw("</span><small>").Text(visit.Say(kEntry)).Raw(" ");
    if (step.kind() == v1::TRAIL_STEP_KIND_ACKNOWLEDGED) {
      AddPageLink(AcknowledgementPath(step.position()), StrCat(step.position()), html);
    } else {
      html.Text(StrCat(step.position()));
    }
    html.Raw("</small>");
  }
  if (!step.note().empty()) html.Wrap("<small>", step.note(), "</small>");
  if (!step.decision().empty()) html.Wrap("<small>", step.decision(), "</small>");
  html.Raw("</td>");
}

void AddTrailLine(const Visit& visit, const v1::TrailRow& row, const board::Messages& words,
                  board::Html& html) {
  const v1::ObligationState& owed = row.obligation();
  html.Wrap("<tr><th scope=\"row\">", board::PickMarked(owed.name(), visit.language), "<small>");
  html.Text(board::PickMarked(owed.title(), visit.language)).Raw(", ").Text(owed.period());
  html.Raw("</small></th>");
  BeginCell(words.state, html);
  board::AddSign(board::SignOf(owed, words), html);
  const std::string remark = board::RemarkOn(owed, words);
  if (!remark.empty()) html.Wrap("<small>", remark, "</small>");
  html.Raw("</td>");
  for (const v1::TrailStep& step : row.steps()) AddStep(visit, owed, step, words, html);
  html.Raw("</tr>\n");
}

using Ids = absl::flat_hash_set<std::string_view>;

// The obligations under which the indicator is reported.
Ids ObligationsOfIndicator(const v1::Catalogue& catalogue, std::string_view indicator) {
  Ids ids;
  for (const v1::Obligation& one : catalogue.obligations()) {
    if (std::ranges::find(one.indicators(), indicator) != one.indicators().end()) {
      ids.insert(one.id());
    }
  }
  return ids;
}

// The obligations that the document establishes, and those under which the
// indicators of its goals are reported.
Ids ObligationsOfDocument(const v1::Catalogue& catalogue, std::string_view document) {
  Ids goals, indicators, ids;
  for (const v1::Goal& goal : catalogue.goals()) {
    if (goal.document() == document) goals.insert(goal.id());
  }
  for (const v1::Indicator& one : catalogue.indicators()) {
    if (goals.contains(one.goal())) indicators.insert(one.id());
  }
  for (const v1::Obligation& one : catalogue.obligations()) {
    const bool measures = std::ranges::any_of(
        one.indicators(), [&](const std::string& id) { return indicators.contains(id); });
    if (measures || one.document() == document) ids.insert(one.id());
  }
  return ids;
}

bool IsAskedFor(const Visit& visit, const Ids& of_indicator, const Ids& of_document,
                const v1::ObligationState& owed) {
  if (!visit.FromQuery("indicator").empty() && !of_indicator.contains(owed.obligation())) {
    return false;
  }
  if (!visit.FromQuery("document").empty() && !of_document.contains(owed.obligation())) {
    return false;
  }
  return PassesFilter(
      visit, StrCat(owed.organisation(), " ", board::Pick(owed.name(), visit.language), " ",
                    board::Pick(owed.title(), visit.language), " ", owed.period(), " ",
                    board::SignOf(owed, board::MessagesIn(visit.language)).word));
}

// The page with what it is narrowed to.
std::string SelectionPath(const Visit& visit) {
  std::string path = "/trail";
  for (const std::string_view name : {"indicator", "document", "organisation", "period"}) {
    const std::string_view value = visit.FromQuery(name);
    if (value.empty()) continue;
    StrAppend(&path, path.find('?') == path.npos ? "?" : "&", name, "=", UrlEncode(value));
  }
  return path;
}

// What the list is narrowed to, by its name in the catalogue, and the way out.
void AddSelection(const Visit& visit, board::Html& html) {
  const v1::Catalogue& catalogue = visit.catalogue->catalogue();
  std::vector<std::string> parts;
  if (const auto id = visit.FromQuery("indicator"); !id.empty()) {
    const auto at = std::ranges::find(catalogue.indicators(), id, &v1::Indicator::id);
    parts.emplace_back(
        at == catalogue.indicators().end() ? id : board::Pick(at->title(), visit.language));
  }
  if (const auto id = visit.FromQuery("document"); !id.empty()) {
    const auto at = std::ranges::find(catalogue.documents(), id, &v1::Document::id);
    parts.emplace_back(
        at == catalogue.documents().end() ? id : board::Pick(at->title(), visit.language));
  }
  if (const auto id = visit.FromQuery("organisation"); !id.empty()) {
    const v1::Organisation* at = FindOrganisation(catalogue, id);
    parts.emplace_back(at == nullptr ? id : board::Pick(at->name(), visit.language));
  }
  if (const auto id = visit.FromQuery("period"); !id.empty()) parts.emplace_back(id);
  if (parts.empty()) return;
  html.Wrap("<p class=\"notice\">", visit.Say(kOnly), " ");
  for (size_t i = 0; i < parts.size(); ++i) html.Text(i > 0 ? " · " : "").Text(parts[i]);
  html.Raw(". ");
  AddPageLink("/trail", visit.Say(kShowAll), html);
  html.Raw("</p>\n");
}

}  // namespace

Response RenderTrail(const Visit& visit, const v1::GetTrailResponse& trail) {
  const board::Messages& words = board::MessagesIn(visit.language);
  const v1::Catalogue& catalogue = visit.catalogue->catalogue();
  const Ids of_indicator = ObligationsOfIndicator(catalogue, visit.FromQuery("indicator"));
  const Ids of_document = ObligationsOfDocument(catalogue, visit.FromQuery("document"));
  board::Html html = BeginPage(visit, visit.Say(kTrail));
  board::AddShapes(html);
  html.Wrap("<p>", visit.Say(kTrailText), " ");
  html.Text(board::Fill(visit.Say(kFirstEntries), StrCat(trail.as_of()))).Raw(".</p>\n");
  AddSelection(visit, html);
  AddFilterBox(visit, SelectionPath(visit), html);
  BeginList(visit.Say(kTrail),
            {visit.Say(kReport), words.state, words.due, words.trail_submitted, words.sent_back,
             words.trail_approved, words.trail_delivered, words.trail_acknowledged},
            html);
  const size_t first = (PageNumber(visit) - 1) * kRowsPerPage;
  size_t rows = 0;
  for (const v1::TrailRow& row : trail.rows()) {
    if (!IsAskedFor(visit, of_indicator, of_document, row.obligation())) continue;
    if (rows >= first && rows < first + kRowsPerPage) AddTrailLine(visit, row, words, html);
    ++rows;
  }
  EndList(html);
  if (rows == 0) html.Wrap("<p>", visit.Say(kNothingFound), "</p>\n");
  AddPager(visit, rows, html);
  return EndPage(visit, std::move(html));
}

Response ShowTrail(Visit& visit) {
  v1::GetTrailRequest request;
  request.set_organisation(std::string(visit.FromQuery("organisation")));
  request.set_period(std::string(visit.FromQuery("period")));
  const auto trail = visit.gateway.GetTrail(request);
  return trail.ok() ? RenderTrail(visit, *trail) : FailurePage(visit, trail.status());
}

}  // namespace samlad::web::editions
