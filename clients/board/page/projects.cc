// SPDX-License-Identifier: EUPL-1.2
//
// Projects and the auditors' recommendations, one card each.

#include <algorithm>
#include <string>

#include "clients/board/page/charts.h"
#include "clients/board/page/page_parts.h"
#include "gateway/base/strings.h"

namespace samlad::board {
namespace {

void AddLabelled(std::string_view label, std::string_view text, Html& html) {
  if (text.empty()) return;
  html.Wrap("<dt>", label, "</dt>").Wrap("<dd>", text, "</dd>\n");
}

// The owner, the state as decided and the last day, on one line.
void AddProjectLine(const PageContext& page, const v1::ProjectRow& row, Html& html) {
  html.Wrap("<p class=\"facts\">", page.names.Of(row.owner()), "");
  const std::string_view state = WordOf(row.project_state(), page.words);
  if (!state.empty()) html.Raw(" · ").Text(state);
  if (!row.end().empty()) html.Raw(" · ").Text(page.words.ends).Raw(" ").Text(row.end());
  html.Raw("</p>\n");
}

void AddProjectSigns(const PageContext& page, const v1::ProjectRow& row, Html& html) {
  html.Wrap("<p class=\"signs\"><span>", page.page_words.follow_up, ": ");
  AddSign(SignOf(row.state(), page.words), html);
  if (row.state() != v1::FOLLOW_UP_STATE_DONE && !row.due().empty()) {
    html.Wrap(" <small>", Fill(page.page_words.period_due, row.due()), "</small>");
  }
  AddPosition(page, row.position(), html);
  html.Raw("</span>");
  const std::string trouble = TroubleOf(row, page.words);
  if (!trouble.empty()) AddSign({trouble, Shape::kDiamond, Tone::kBad}, html);
  html.Raw("</p>\n");
}

// The last measured value; "[c]" if the report has it and the view hides it.
std::string MeasuredOf(const PageContext& page, const v1::EffectRow& effect) {
  if (effect.measured().empty() && effect.position() == 0) {
    return std::string(page.words.not_measured);
  }
  return StrCat(page.words.measured, " ",
                effect.measured().empty() ? "[c]" : page.Number(effect.measured()));
}

// "EID-12: baseline 57,9, expected 50, measured 55"; "[c]" for what the view
// hides, or what the catalogue leaves out because it would be hidden.
void AddEffect(const PageContext& page, const v1::EffectRow& effect, Html& html) {
  const auto number = [&](std::string_view decimal) {
    return decimal.empty() ? std::string("[c]") : page.Number(decimal);
  };
  const v1::ExpectedEffect& expected = effect.expected();
  html.Wrap("<li>", expected.indicator(), ": ");
  html.Text(StrCat(page.words.baseline, " ", number(expected.baseline()), ", ", page.words.wanted,
                   " ", number(expected.expected()), ", ", MeasuredOf(page, effect)));
  AddPosition(page, effect.position(), html);
  const auto from = ToDouble(expected.baseline());
  const auto to = ToDouble(expected.expected());
  const auto measured = ToDouble(effect.measured());
  if (from && to && measured && *from != *to) AddTrack(*from, *to, *measured, html);
  html.Raw("</li>\n");
}

void AddProject(const PageContext& page, const v1::ProjectRow& row, Html& html) {
  html.Wrap("<article class=\"card\">\n<h3>", page.In(row.title()), "</h3>\n");
  AddProjectLine(page, row, html);
  AddProjectSigns(page, row, html);
  AddMoney(page, row, html);
  if (row.has_follow_up()) {
    html.Raw("<dl>\n");
    AddLabelled(page.words.state, WordOf(row.follow_up().status(), page.words), html);
    AddLabelled(page.words.effect, row.follow_up().effect(), html);
    AddLabelled(page.words.deviation, row.follow_up().deviation(), html);
    AddLabelled(page.words.next_step, row.follow_up().next_step(), html);
    html.Raw("</dl>\n");
  }
  AddEffects(page, row, html);
  html.Raw("</article>\n");
}

// The evidence with its position in the log, or what is missing.
void AddProof(const PageContext& page, const v1::EvidenceRow& evidence, Html& html) {
  html.Raw("<li>");
  if (evidence.found()) {
    AddSign({page.page_words.evidence_found, Shape::kCheck, Tone::kGood}, html);
  } else {
    AddSign({page.words.is_missing, Shape::kDiamond, Tone::kBad}, html);
  }
  html.Wrap("<span>", page.In(evidence.title()), "");
  if (evidence.found()) {
    html.Wrap(" <small>", page.words.log, " ");
    AddPositionList(evidence.positions(), html);
    html.Raw("</small>");
  } else if (const std::string missing = page.names.Listed(evidence.missing()); !missing.empty()) {
    // What the view does not name is left out here, because the title names it.
    html.Wrap(" <strong>", missing, "</strong>");
  }
  html.Raw("</span></li>\n");
}

void AddRecommendation(const PageContext& page, const v1::RecommendationRow& row, Html& html) {
  html.Wrap("<article class=\"card\">\n<h3><span>", row.id(), "</span> ");
  html.Text(page.In(row.title())).Raw("</h3>\n");
  html.Wrap("<p class=\"facts\">", page.names.Of(row.owner()), "");
  if (!row.due().empty()) html.Raw(" · ").Text(Fill(page.page_words.period_due, row.due()));
  html.Raw("</p>\n<p class=\"signs\">");
  AddSign(SignOf(row.state(), page.words), html);
  const auto found = std::ranges::count_if(row.evidence(), &v1::EvidenceRow::found);
  html.Wrap("<span>", Fill(page.page_words.evidence_of, StrCat(found), StrCat(row.evidence_size())),
            "</span></p>\n");
  html.Wrap("<p>", page.In(row.measure()), "</p>\n");
  AddProofs(page, row, html);
  html.Raw("</article>\n");
}

}  // namespace

void AddMoney(const PageContext& page, const v1::ProjectRow& row, Html& html) {
  const auto crowns = [&](int64_t sek) { return page.Number(StrCat(sek)); };
  if (row.budget_sek() == 0 && row.spent_sek() == 0) return;
  html.Wrap("<div class=\"money\"><p>",
            row.budget_sek() == 0
                ? Fill(page.page_words.no_budget, crowns(row.spent_sek()))
                : Fill(page.page_words.spent_of, crowns(row.spent_sek()), crowns(row.budget_sek())),
            "</p>");
  AddBar(static_cast<double>(row.spent_sek()), static_cast<double>(row.budget_sek()), html);
  html.Raw("</div>\n");
}

void AddEffects(const PageContext& page, const v1::ProjectRow& row, Html& html) {
  if (row.effects().empty()) return;
  html.Raw("<ul class=\"effects\">\n");
  for (const v1::EffectRow& effect : row.effects()) AddEffect(page, effect, html);
  html.Raw("</ul>\n");
}

void AddProofs(const PageContext& page, const v1::RecommendationRow& row, Html& html) {
  html.Raw("<ul class=\"proofs\">\n");
  for (const v1::EvidenceRow& evidence : row.evidence()) AddProof(page, evidence, html);
  html.Raw("</ul>\n");
}

void AddProjects(const PageContext& page, Html& html) {
  BeginSection(page, SectionId::kProjects, html);
  if (page.view.projects().empty()) html.Wrap("<p>", page.words.no_projects, "</p>\n");
  html.Raw("<div class=\"cards\">\n");
  for (const v1::ProjectRow& row : page.view.projects()) AddProject(page, row, html);
  html.Raw("</div>\n");
  EndSection(html);
}

void AddRecommendations(const PageContext& page, Html& html) {
  BeginSection(page, SectionId::kRecommendations, html);
  if (page.view.recommendations().empty()) {
    html.Wrap("<p>", page.words.no_recommendations, "</p>\n");
  }
  html.Raw("<div class=\"cards\">\n");
  for (const v1::RecommendationRow& row : page.view.recommendations()) {
    AddRecommendation(page, row, html);
  }
  html.Raw("</div>\n");
  EndSection(html);
}

}  // namespace samlad::board
