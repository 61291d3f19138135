// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/page_parts.h"
#include "gateway/base/strings.h"

namespace samlad::board {
namespace {

void AddEvidenceLine(std::string_view label, std::string_view value, Html& html) {
  html.Wrap("<dt>", label, "</dt>").Wrap("<dd>", value, "</dd>\n");
}

}  // namespace

void BeginTable(std::string_view title, std::initializer_list<std::string_view> headings,
                Html& html) {
  html.Wrap("<h2>", title, "</h2>\n");
  html.Wrap("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"", title, "\">\n");
  html.Wrap("<table><caption class=\"unseen\">", title, "</caption>\n<thead><tr>");
  for (const std::string_view heading : headings) {
    html.Wrap("<th scope=\"col\">", heading, "</th>");
  }
  html.Raw("</tr></thead>\n<tbody>\n");
}

void EndTable(Html& html) { html.Raw("</tbody></table>\n</div>\n"); }

void AddPosition(const PageContext& page, uint64_t position, Html& html) {
  if (position == 0) return;
  html.Wrap("<span class=\"log\">", page.words.log, " ").Text(StrCat(position)).Raw("</span>");
}

void AddReporting(const PageContext& page, Html& html) {
  const Messages& words = page.words;
  BeginTable(words.reporting,
             {words.organisation, words.obligation, words.due, words.state, words.accepted,
              words.revisions},
             html);
  for (const v1::ObligationState& state : page.view.obligations()) {
    html.Wrap("<tr><th scope=\"row\"><span class=\"name\">", page.In(state.name()), "</span></th>");
    html.Wrap("<td>", page.In(state.title()), "</td>");
    html.Wrap("<td class=\"nowrap\">", state.due().empty() ? words.no_due : state.due(),
              "</td><td>");
    AddSign(SignOf(state, words), html);
    if (!state.reason().empty()) html.Wrap("<span class=\"log\">", state.reason(), "</span>");
    html.Wrap("</td><td class=\"nowrap\">", page.Time(state.accepted_ms()), "");
    AddPosition(page, state.position(), html);
    html.Wrap("</td><td>", state.revisions() == 0 ? "" : StrCat(state.revisions()), "</td></tr>\n");
  }
  EndTable(html);
}

void AddActivities(const PageContext& page, Html& html) {
  html.Wrap("<h2>", page.words.activities, "</h2>\n");
  if (page.view.activities().empty()) {
    html.Wrap("<p>", page.words.no_activities, "</p>\n");
    return;
  }
  html.Raw("<ul class=\"activities\">\n");
  for (const v1::ActivityRow& row : page.view.activities()) {
    html.Wrap("<li><h3>", row.activity().title(), "</h3>");
    html.Wrap("<p class=\"quiet\">", page.names.Of(row.organisation()), "");
    for (const std::string& indicator : row.activity().indicators()) {
      html.Raw(" · ").Text(indicator);
    }
    html.Raw(" · ").Text(page.words.log).Raw(" ").Text(StrCat(row.position())).Raw("</p>");
    if (!row.activity().description().empty()) {
      html.Wrap("<p>", row.activity().description(), "</p>");
    }
    html.Raw("</li>\n");
  }
  html.Raw("</ul>\n");
}

void AddAcknowledgements(const PageContext& page, Html& html) {
  const Messages& words = page.words;
  if (page.view.acknowledgements().empty()) {
    html.Wrap("<h2>", words.acknowledgements, "</h2>\n");
    html.Wrap("<p>", words.no_acknowledgements, "</p>\n");
    return;
  }
  BeginTable(words.acknowledgements,
             {words.minute, words.decision, words.organisation, words.tree_size, words.accepted},
             html);
  for (const v1::AcknowledgementRow& row : page.view.acknowledgements()) {
    html.Wrap("<tr><th scope=\"row\"><span class=\"name\">", row.minute(), "</span></th>");
    html.Wrap("<td>", row.decision(), "</td>");
    html.Wrap("<td>", page.names.Of(row.organisation()), "</td>");
    html.Wrap("<td>", StrCat(row.as_of()), "</td>");
    html.Wrap("<td class=\"nowrap\">", page.Time(row.time_ms()), "");
    AddPosition(page, row.position(), html);
    html.Raw("</td></tr>\n");
  }
  EndTable(html);
}

void AddClearings(const PageContext& page, Html& html) {
  const Messages& words = page.words;
  if (page.view.clearings().empty()) return;
  BeginTable(words.clearings, {words.indicator, words.reason, words.decision}, html);
  for (const v1::ClearingRow& row : page.view.clearings()) {
    html.Wrap("<tr><th scope=\"row\"><span class=\"name\">", row.indicator(), "</span></th>");
    html.Wrap("<td>", row.reason(), "</td>");
    html.Wrap("<td class=\"nowrap\">", page.Time(row.time_ms()), "");
    AddPosition(page, row.position(), html);
    html.Raw("</td></tr>\n");
  }
  EndTable(html);
  html.Wrap("<p>", words.clearings_text, "</p>\n");
}

void AddEvidence(const PageContext& page, Html& html) {
  const Messages& words = page.words;
  html.Wrap("<h2>", words.evidence, "</h2>\n").Wrap("<p>", words.evidence_text, "</p>\n<dl>\n");
  AddEvidenceLine(words.origin, page.view.origin(), html);
  AddEvidenceLine(words.tree_size, StrCat(page.view.as_of()), html);
  if (page.view.query().protected_as_of() != 0) {
    AddEvidenceLine(words.protected_by, StrCat(page.view.query().protected_as_of()), html);
  }
  html.Wrap("<dt>", words.root_hash, "</dt>");
  html.Wrap("<dd class=\"hash\">", FormatHex(page.view.root_hash()), "</dd>\n");
  AddEvidenceLine(words.catalogue_position, StrCat(page.view.catalogue_position()), html);
  AddEvidenceLine(words.fold_version, StrCat(page.view.fold_version()), html);
  html.Raw("</dl>\n");
}

}  // namespace samlad::board
