// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/board/parts.h"

#include <algorithm>
#include <string>
#include <utility>

#include "clients/web/board/links.h"
#include "clients/web/board/words.h"
#include "clients/web/http/form.h"
#include "gateway/base/strings.h"

namespace samlad::web::editions {
namespace {

// "Edition 2 for 2025 · as of ..., the first 17 entries of the log · the newest"
void AddWhichEdition(const Visit& visit, const ShownEdition& shown, std::string_view here,
                     board::Html& html) {
  html.Raw("<p class=\"edition\"><strong>");
  AddPageLink(EditionPath(shown.info.position()),
              board::Fill(visit.Say(kEditionOf), StrCat(shown.info.number()),
                          board::FormatPeriodName(shown.info.period(), visit.language)),
              html);
  html.Raw("</strong> · ").Text(visit.Say(kAsOf)).Raw(" ");
  html.Text(board::FormatTime(shown.view.time_ms(), visit.zone)).Raw(", ");
  html.Text(board::Fill(visit.Say(kFirstEntries), StrCat(shown.info.as_of()))).Raw(" · ");
  if (shown.IsNewest()) {
    html.Wrap("<span class=\"badge good\">", visit.Say(kNewest), "</span>");
  } else {
    html.Wrap("<span class=\"badge warn\">", visit.Say(kNotNewest), "</span> ");
    AddPageLink(here, visit.Say(kShowNewest), html);
  }
  html.Raw("</p>\n");
}

const v1::EditionReport* FindReport(const v1::Edition& edition, uint64_t position) {
  const auto at =
      std::ranges::lower_bound(edition.reports(), position, {}, &v1::EditionReport::position);
  return at == edition.reports().end() || at->position() != position ? nullptr : &*at;
}

}  // namespace

board::Html BeginEditionPage(const Visit& visit, const ShownEdition& shown, std::string_view title,
                             std::string_view here) {
  board::Html html = BeginPage(visit, title);
  board::AddShapes(html);
  AddWhichEdition(visit, shown, here, html);
  return html;
}

Response EndEditionPage(const Visit& visit, board::Html html) {
  html.Raw("<aside class=\"hint\"><p><strong>[c]</strong> ").Text(visit.Say(kHiddenMeans));
  html.Raw("</p></aside>\n");
  return EndPage(visit, std::move(html));
}

Response WithAskedEdition(Visit& visit, EditionRenderer render) {
  const auto shown = ReadAskedEdition(visit);
  return shown.ok() ? render(visit, *shown) : FailEdition(visit, shown.status());
}

Response FailEdition(const Visit& visit, const absl::Status& status) {
  if (!absl::IsFailedPrecondition(status)) return FailurePage(visit, status);
  board::Html html = BeginPage(visit, visit.Say(kNoEditionTitle));
  html.Wrap("<p class=\"notice\">", visit.Say(kNoEdition), "</p>\n");
  html.Wrap("<p>", visit.Say(kNoEditionWhy), "</p>\n");
  return EndPage(visit, std::move(html));
}

Response NotThere(const Visit& visit, const Phrase& what, std::string_view id) {
  return FailurePage(visit, absl::NotFoundError(board::Fill(visit.Say(what), id)));
}

void BeginList(std::string_view caption, std::initializer_list<std::string_view> headings,
               board::Html& html) {
  html.Wrap("<table class=\"list\">\n<caption>", caption, "</caption>\n<thead><tr>");
  for (const std::string_view heading : headings) {
    html.Wrap("<th scope=\"col\">", heading, "</th>");
  }
  html.Raw("</tr></thead>\n<tbody>\n");
}

void BeginCell(std::string_view label, board::Html& html) {
  html.Wrap("<td data-label=\"", label, "\">");
}

void AddCell(std::string_view label, std::string_view text, board::Html& html) {
  BeginCell(label, html);
  html.Text(text).Raw("</td>");
}

void EndList(board::Html& html) { html.Raw("</tbody></table>\n"); }

void AddFact(std::string_view label, std::string_view text, board::Html& html) {
  AddFact(label, board::Picked{text}, html);
}

void AddFact(std::string_view label, const board::Picked& text, board::Html& html) {
  if (text.text.empty()) return;
  html.Wrap("<dt>", label, "</dt>").Wrap("<dd>", text, "</dd>\n");
}

void AddPageLink(std::string_view path, std::string_view text, board::Html& html) {
  AddPageLink(path, board::Picked{text}, html);
}

void AddPageLink(std::string_view path, const board::Picked& text, board::Html& html) {
  html.Wrap("<a href=\"", path, "\">").Text(text).Raw("</a>");
}

void AddEntry(const ShownEdition& shown, uint64_t position, board::Html& html) {
  const std::string number = StrCat(position);
  const v1::EditionReport* report = FindReport(shown.edition, position);
  if (report == nullptr) {
    html.Text(number);
    return;
  }
  AddPageLink(StrCat("/trail?organisation=", UrlEncode(report->organisation()),
                     "&period=", UrlEncode(report->period()), "#e", position),
              number, html);
}

void AddEntries(const ShownEdition& shown,
                const google::protobuf::RepeatedField<uint64_t>& positions, board::Html& html) {
  for (int i = 0; i < positions.size(); ++i) {
    if (i > 0) html.Raw(", ");
    AddEntry(shown, positions[i], html);
  }
}

void AddSources(const Visit& visit, const ShownEdition& shown, const v1::Figure& figure,
                board::Html& html) {
  bool first = true;
  for (const uint64_t position : figure.positions()) {
    if (!first) html.Raw(", ");
    first = false;
    if (const v1::EditionReport* report = FindReport(shown.edition, position)) {
      AddPageLink(OrganisationPath(shown, report->organisation()),
                  NameIn(visit, shown, report->organisation()), html);
      html.Raw(" ");
    }
    html.Raw("(").Text(visit.Say(kEntry)).Raw(" ");
    AddEntry(shown, position, html);
    html.Raw(")");
  }
}

board::Picked NameIn(const Visit& visit, const ShownEdition& shown, std::string_view id) {
  const v1::Catalogue& catalogue = shown.catalogue->catalogue();
  if (const v1::Organisation* organisation = FindOrganisation(catalogue, id)) {
    return board::PickMarked(organisation->name(), visit.language);
  }
  const auto role = std::ranges::find(catalogue.roles(), id, &v1::Role::id);
  if (role != catalogue.roles().end()) return board::PickMarked(role->title(), visit.language);
  return {id};
}

}  // namespace samlad::web::editions
