// SPDX-License-Identifier: EUPL-1.2
//
// The organisations that owe reports: what has come, and what they say.

#include <string>
#include <utility>
#include <vector>

#include "clients/board/page/charts.h"
#include "clients/web/board/handlers.h"
#include "clients/web/board/links.h"
#include "clients/web/board/parts.h"
#include "clients/web/board/words.h"
#include "clients/web/http/form.h"
#include "clients/web/pages/parts.h"
#include "gateway/base/strings.h"

namespace samlad::web::editions {
namespace {

struct Owing {
  const v1::ObligationState* first = nullptr;  // has the name
  std::vector<const v1::ObligationState*> reports;
  size_t received = 0, owed = 0;  // without those that are waived
};

bool IsIn(v1::ReportState state) {
  return state == v1::REPORT_STATE_ON_TIME || state == v1::REPORT_STATE_LATE ||
         state == v1::REPORT_STATE_UNDER_REVIEW;
}

// In the order of the view.
std::vector<Owing> OwingIn(const v1::View& view) {
  std::vector<Owing> list;
  absl::flat_hash_map<std::string_view, size_t> place;
  for (const v1::ObligationState& state : view.obligations()) {
    const auto [at, is_new] = place.try_emplace(state.organisation(), list.size());
    if (is_new) list.push_back({.first = &state, .reports = {}});
    Owing& owing = list[at->second];
    owing.reports.push_back(&state);
    if (state.state() == v1::REPORT_STATE_WAIVED) continue;
    ++owing.owed;
    if (IsIn(state.state())) ++owing.received;
  }
  return list;
}

void AddOwing(const Visit& visit, const ShownEdition& shown, const board::PageContext& page,
              const Owing& owing, board::Html& html) {
  html.Raw("<tr><th scope=\"row\">");
  AddPageLink(OrganisationPath(shown, owing.first->organisation()), page.In(owing.first->name()),
              html);
  html.Raw("</th>");
  const v1::Organisation* organisation =
      FindOrganisation(shown.catalogue->catalogue(), owing.first->organisation());
  AddCell(visit.Say(kKind),
          organisation == nullptr ? "–" : parts::KindName(visit, organisation->kind()), html);
  BeginCell(visit.Say(kReceived), html);
  html.Text(board::Fill(visit.Say(kOf), StrCat(owing.received), StrCat(owing.owed)));
  board::AddBar(static_cast<double>(owing.received), static_cast<double>(owing.owed), html);
  html.Raw("</td>");
  BeginCell(page.words.state, html);
  for (const v1::ObligationState* state : owing.reports) {
    board::AddSign(board::SignOf(*state, page.words), html);
    html.Raw(" ");
  }
  html.Raw("</td></tr>\n");
}

void AddOwnReports(const Visit& visit, const ShownEdition& shown, const board::PageContext& page,
                   std::string_view id, board::Html& html) {
  html.Wrap("<h2>", page.words.reporting, "</h2>\n");
  BeginList(page.words.reporting,
            {page.words.obligation, page.words.due, page.words.state, page.words.accepted,
             visit.Say(kEntry), page.words.revisions},
            html);
  for (const v1::ObligationState& state : shown.view.obligations()) {
    if (state.organisation() != id) continue;
    html.Wrap("<tr><th scope=\"row\">", page.In(state.title()), "</th>");
    AddCell(page.words.due, state.due().empty() ? page.words.no_due : state.due(), html);
    BeginCell(page.words.state, html);
    board::AddSign(board::SignOf(state, page.words), html);
    const std::string remark = board::RemarkOn(state, page.words);
    if (!remark.empty()) html.Wrap("<small>", remark, "</small>");
    html.Raw("</td>");
    AddCell(page.words.accepted, state.accepted_ms() == 0 ? "–" : page.Time(state.accepted_ms()),
            html);
    BeginCell(visit.Say(kEntry), html);
    if (state.position() == 0) {
      html.Raw("–");
    } else {
      AddEntry(shown, state.position(), html);
    }
    html.Raw("</td>");
    AddCell(page.words.revisions, StrCat(state.revisions()), html);
    html.Raw("</tr>\n");
  }
  EndList(html);
  html.Raw("<p>");
  AddPageLink(StrCat("/trail?organisation=", UrlEncode(id)), visit.Say(kItsTrail), html);
  html.Raw("</p>\n");
}

void AddPartLine(const ShownEdition& shown, const board::PageContext& page,
                 const v1::IndicatorRow& row, const v1::Figure& figure, board::Html& html) {
  html.Raw("<tr><th scope=\"row\">");
  AddPageLink(IndicatorPath(shown, row.indicator()), page.In(row.title()), html);
  html.Wrap("</th><td class=\"figure\" data-label=\"", page.words.own_part, "\">");
  board::AddFigure(page, figure, html);
  html.Raw("</td>");
  AddCell(page.words.period, figure.period().empty() ? row.figure().period() : figure.period(),
          html);
  html.Raw("</tr>\n");
}

// From its own section, else from its parts in the rows of all.
void AddOwnFigures(const Visit& visit, const ShownEdition& shown, const board::PageContext& page,
                   std::string_view id, board::Html& html) {
  html.Wrap("<h2>", visit.Say(kItsFigures), "</h2>\n");
  BeginList(visit.Say(kItsFigures), {page.words.indicator, page.words.own_part, page.words.period},
            html);
  size_t lines = 0;
  for (const v1::OrganisationView& section : shown.view.organisations()) {
    if (section.id() != id) continue;
    for (const v1::IndicatorRow& row : section.rows()) {
      AddPartLine(shown, page, row, row.figure(), html);
      ++lines;
    }
  }
  if (lines == 0) {
    for (const v1::AreaView& area : shown.view.areas()) {
      for (const v1::IndicatorRow& row : area.rows()) {
        for (const v1::Contribution& one : row.contributions()) {
          if (one.organisation() != id) continue;
          AddPartLine(shown, page, row, one.figure(), html);
          ++lines;
        }
      }
    }
  }
  EndList(html);
  if (lines == 0) html.Wrap("<p>", visit.Say(kNoFigures), "</p>\n");
}

void AddOwnActivities(const board::PageContext& page, const v1::View& view, std::string_view id,
                      board::Html& html) {
  html.Wrap("<h2>", page.words.activities, "</h2>\n<div class=\"cards\">\n");
  size_t cards = 0;
  for (const v1::ActivityRow& row : view.activities()) {
    if (row.organisation() != id) continue;
    ++cards;
    html.Wrap("<article class=\"card\">\n<h3>", row.activity().title(), "</h3>\n");
    if (!row.activity().description().empty()) {
      html.Wrap("<p class=\"prose\">", row.activity().description(), "</p>\n");
    }
    html.Raw("</article>\n");
  }
  html.Raw("</div>\n");
  if (cards == 0) html.Wrap("<p>", page.words.no_activities, "</p>\n");
}

}  // namespace

Response RenderOrganisations(const Visit& visit, const ShownEdition& shown) {
  const board::PageContext page = ContextOf(visit, shown);
  board::Html html = BeginEditionPage(visit, shown, visit.Say(kOrganisations), "/organisations");
  AddFilterBox(visit, InEdition(shown, "/organisations"), html);
  BeginList(visit.Say(kOrganisationsCaption),
            {visit.Say(kOrganisation), visit.Say(kKind), visit.Say(kReceived), page.words.state},
            html);
  const size_t first = (PageNumber(visit) - 1) * kRowsPerPage;
  size_t rows = 0;
  for (const Owing& owing : OwingIn(shown.view)) {
    std::string text = StrCat(owing.first->organisation(), " ", page.In(owing.first->name()).text);
    for (const v1::ObligationState* state : owing.reports) {
      StrAppend(&text, " ", board::SignOf(*state, page.words).word, " ",
                page.In(state->title()).text);
    }
    if (!PassesFilter(visit, text)) continue;
    if (rows >= first && rows < first + kRowsPerPage) AddOwing(visit, shown, page, owing, html);
    ++rows;
  }
  EndList(html);
  if (rows == 0) html.Wrap("<p>", visit.Say(kNothingFound), "</p>\n");
  AddPager(visit, rows, html);
  return EndEditionPage(visit, std::move(html));
}

Response ShowOrganisations(Visit& visit) { return WithAskedEdition(visit, RenderOrganisations); }

Response RenderOrganisation(const Visit& visit, const ShownEdition& shown) {
  const std::string_view id = visit.FromPath("id");
  const v1::Organisation* organisation = FindOrganisation(shown.catalogue->catalogue(), id);
  if (organisation == nullptr) return NotThere(visit, kNoOrganisationThere, id);
  const board::PageContext page = ContextOf(visit, shown);
  board::Html html = BeginEditionPage(visit, shown, page.In(organisation->name()).text,
                                      StrCat("/organisations/", UrlEncode(id)));
  html.Wrap("<p>", parts::KindName(visit, organisation->kind()), "</p>\n");
  AddOwnReports(visit, shown, page, id, html);
  AddOwnFigures(visit, shown, page, id, html);
  AddOwnActivities(page, shown.view, id, html);
  return EndEditionPage(visit, std::move(html));
}

Response ShowOrganisation(Visit& visit) { return WithAskedEdition(visit, RenderOrganisation); }

}  // namespace samlad::web::editions
