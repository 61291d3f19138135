// SPDX-License-Identifier: EUPL-1.2
//
// Projects and recommendations.

#include "clients/board/page_parts.h"
#include "gateway/base/strings.h"

namespace samlad::board {
namespace {

void AddLabelled(std::string_view label, std::string_view text, Html& html) {
  if (text.empty()) return;
  html.Wrap("<p class=\"quiet\">", label, ": ").Text(text).Raw("</p>");
}

void AddProjectState(const PageContext& page, const v1::ProjectRow& row, Html& html) {
  const std::string_view state = WordOf(row.project_state(), page.words);
  if (!state.empty()) html.Wrap("<span class=\"log\">", state, "</span>");
}

// The last measured value; "[c]" if the report has it and the view hides it.
std::string MeasuredOf(const PageContext& page, const v1::EffectRow& effect) {
  if (effect.measured().empty() && effect.position() == 0) {
    return std::string(page.words.not_measured);
  }
  return StrCat(page.words.measured, " ",
                effect.measured().empty() ? "[c]" : FormatNumber(effect.measured(), page.language));
}

// "EID-12: baseline 57,9, expected 50, measured 55"; "[c]" for what the view
// hides, or what the catalogue leaves out because it would be hidden.
void AddEffects(const PageContext& page, const v1::ProjectRow& row, Html& html) {
  const auto number = [&](std::string_view decimal) {
    return decimal.empty() ? std::string("[c]") : FormatNumber(decimal, page.language);
  };
  for (const v1::EffectRow& effect : row.effects()) {
    const v1::ExpectedEffect& expected = effect.expected();
    html.Wrap("<p class=\"quiet\">", expected.indicator(), ": ");
    html.Text(StrCat(page.words.baseline, " ", number(expected.baseline()), ", ", page.words.wanted,
                     " ", number(expected.expected()), ", ", MeasuredOf(page, effect)));
    AddPosition(page, effect.position(), html);
    html.Raw("</p>");
  }
}

void AddFollowUp(const PageContext& page, const v1::ProjectRow& row, Html& html) {
  html.Raw("<td>");
  AddSign(SignOf(row.state(), page.words), html);
  AddPosition(page, row.position(), html);
  html.Wrap("<span class=\"log\">", TroubleOf(row, page.words), "</span>");
  html.Raw("</td><td>");
  if (row.has_follow_up()) {
    html.Text(WordOf(row.follow_up().status(), page.words));
    AddLabelled(page.words.effect, row.follow_up().effect(), html);
    AddLabelled(page.words.deviation, row.follow_up().deviation(), html);
    AddLabelled(page.words.next_step, row.follow_up().next_step(), html);
  } else if (!row.due().empty()) {
    html.Text(page.words.due).Raw(" ").Text(row.due());
  }
  AddEffects(page, row, html);
  html.Raw("</td>");
}

// The evidence with its position in the log, or what is missing.
void AddProof(const PageContext& page, const v1::EvidenceRow& evidence, Html& html) {
  html.Wrap("<li>", page.In(evidence.title()), "");
  if (evidence.found()) {
    AddPositions(page, evidence.positions(), html);
  } else {
    // What the view does not name is left out here, because the title names it.
    html.Wrap(" <strong>", page.words.is_missing, "</strong> ");
    html.Text(page.names.Listed(evidence.missing()));
  }
  html.Raw("</li>\n");
}

}  // namespace

void AddProjects(const PageContext& page, Html& html) {
  const Messages& words = page.words;
  if (page.view.projects().empty()) {
    html.Wrap("<h2>", words.projects, "</h2>\n").Wrap("<p>", words.no_projects, "</p>\n");
    return;
  }
  BeginTable(words.projects,
             {words.project, words.owner, words.ends, words.budget, words.follow_up, words.state},
             html);
  for (const v1::ProjectRow& row : page.view.projects()) {
    html.Wrap("<tr><th scope=\"row\"><span class=\"name\">", page.In(row.title()), "</span>");
    AddProjectState(page, row, html);
    html.Raw("</th>").Wrap("<td>", page.names.Of(row.owner()), "</td>");
    html.Wrap("<td class=\"nowrap\">", row.end(), "</td><td class=\"nowrap\">");
    if (row.budget_sek() != 0) html.Text(FormatNumber(StrCat(row.budget_sek()), page.language));
    if (row.spent_sek() != 0) {
      html.Wrap("<span class=\"log\">", words.spent, ": ");
      html.Text(FormatNumber(StrCat(row.spent_sek()), page.language)).Raw("</span>");
    }
    html.Raw("</td>");
    AddFollowUp(page, row, html);
    html.Raw("</tr>\n");
  }
  EndTable(html);
}

void AddRecommendations(const PageContext& page, Html& html) {
  const Messages& words = page.words;
  if (page.view.recommendations().empty()) {
    html.Wrap("<h2>", words.recommendations, "</h2>\n");
    html.Wrap("<p>", words.no_recommendations, "</p>\n");
    return;
  }
  BeginTable(
      words.recommendations,
      {words.recommendation, words.measure, words.owner, words.due, words.state, words.proof},
      html);
  for (const v1::RecommendationRow& row : page.view.recommendations()) {
    html.Wrap("<tr><th scope=\"row\"><span class=\"name\">", page.In(row.title()), "</span></th>");
    html.Wrap("<td>", page.In(row.measure()), "</td>");
    html.Wrap("<td>", page.names.Of(row.owner()), "</td>");
    html.Wrap("<td class=\"nowrap\">", row.due(), "</td><td>");
    AddSign(SignOf(row.state(), words), html);
    html.Raw("</td><td><ul>\n");
    for (const v1::EvidenceRow& evidence : row.evidence()) AddProof(page, evidence, html);
    html.Raw("</ul></td></tr>\n");
  }
  EndTable(html);
}

}  // namespace samlad::board
