// SPDX-License-Identifier: EUPL-1.2
//
// Due reports, activities, acknowledgements and cleared figures.

#include <string>
#include <vector>

#include "clients/board/page/page_parts.h"
#include "gateway/base/strings.h"

namespace samlad::board {
namespace {

void AddReport(const PageContext& page, const v1::ObligationState& state, Html& html) {
  html.Wrap("<tr><th scope=\"row\">", page.In(state.name()), "");
  html.Wrap("<td>", page.In(state.title()), "");
  html.Wrap("<td>", state.due().empty() ? page.words.no_due : state.due(), "");
  if (state.state() == v1::REPORT_STATE_MISSING) {
    const auto days = DaysLate(state.due(), page.view.time_ms(), page.zone);
    if (days) {
      html.Wrap("<small>",
                Say(page.page_words.days_late, static_cast<size_t>(*days), page.language),
                "</small>");
    }
  }
  html.Raw("<td>");
  AddSign(SignOf(state, page.words), html);
  const std::string remark = RemarkOn(state, page.words);
  if (!remark.empty()) html.Wrap("<small>", remark, "</small>");
  html.Wrap("<td>", state.accepted_ms() == 0 ? "–" : page.Time(state.accepted_ms()), "");
  AddPosition(page, state.position(), html);
  html.Wrap("<td>", state.revisions() == 0 ? "–" : StrCat(state.revisions()), "\n");
}

}  // namespace

void AddReporting(const PageContext& page, Html& html) {
  const Messages& words = page.words;
  BeginSection(page, SectionId::kReports, html);
  if (page.view.obligations().empty()) {
    html.Wrap("<p>", words.nobody_owes, "</p>\n");
  } else {
    BeginTable("<table class=\"register reports\">\n", words.reporting,
               {words.organisation, words.obligation, words.due, words.state, words.accepted,
                words.revisions},
               html);
    for (const v1::ObligationState& state : page.view.obligations()) AddReport(page, state, html);
    EndTable(html);
  }
  EndSection(html);
}

void AddActivities(const PageContext& page, Html& html) {
  BeginSection(page, SectionId::kActivities, html);
  if (page.view.activities().empty()) html.Wrap("<p>", page.words.no_activities, "</p>\n");
  html.Raw("<div class=\"cards\">\n");
  for (const v1::ActivityRow& row : page.view.activities()) {
    html.Wrap("<article class=\"card\">\n<h3>", row.activity().title(), "</h3>\n");
    html.Wrap("<p class=\"facts\">", page.names.Of(row.organisation()), "");
    for (const std::string& indicator : row.activity().indicators()) {
      html.Raw(" · ").Text(indicator);
    }
    html.Raw(" · ").Text(page.words.log).Raw(" ").Text(StrCat(row.position())).Raw("</p>\n");
    if (!row.activity().description().empty()) {
      html.Wrap("<p class=\"prose\">", row.activity().description(), "</p>\n");
    }
    html.Raw("</article>\n");
  }
  html.Raw("</div>\n");
  EndSection(html);
}

void AddAcknowledgements(const PageContext& page, Html& html) {
  const Messages& words = page.words;
  BeginSection(page, SectionId::kAcknowledgements, html);
  if (page.view.acknowledgements().empty()) {
    html.Wrap("<p>", words.no_acknowledgements, "</p>\n");
    EndSection(html);
    return;
  }
  BeginTable("<table class=\"register acks\">\n", words.acknowledgements,
             {words.minute, words.decision, words.organisation, words.tree_size, words.accepted},
             html);
  for (const v1::AcknowledgementRow& row : page.view.acknowledgements()) {
    html.Wrap("<tr><th scope=\"row\">", row.minute(), "</th>");
    html.Wrap("<td>", row.decision(), "</td>");
    html.Wrap("<td>", page.names.Of(row.organisation()), "</td>");
    html.Wrap("<td>", StrCat(row.as_of()), "</td>");
    html.Wrap("<td>", page.Time(row.time_ms()), "");
    AddPosition(page, row.position(), html);
    const std::string remark = RemarkOn(row, words);
    if (!remark.empty()) html.Wrap("<small>", remark, "</small>");
    html.Raw("</td></tr>\n");
  }
  EndTable(html);
  EndSection(html);
}

void AddClearings(const PageContext& page, Html& html) {
  const Messages& words = page.words;
  if (!BeginSection(page, SectionId::kClearings, html)) return;
  html.Wrap("<p>", words.clearings_text, "</p>\n");
  BeginTable("<table class=\"register clearings\">\n", words.clearings,
             {words.indicator, words.reason, words.decision}, html);
  for (const v1::ClearingRow& row : page.view.clearings()) {
    html.Wrap("<tr><th scope=\"row\">", row.indicator(), "</th>");
    html.Wrap("<td>", row.reason(), "</td>");
    html.Wrap("<td>", page.Time(row.time_ms()), "");
    AddPosition(page, row.position(), html);
    html.Raw("</td></tr>\n");
  }
  EndTable(html);
  EndSection(html);
}

}  // namespace samlad::board
