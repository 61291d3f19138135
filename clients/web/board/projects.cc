// SPDX-License-Identifier: EUPL-1.2
//
// Projects as people read them: the aim, what was expected, what came of it.

#include <algorithm>
#include <string>
#include <utility>

#include "clients/board/page/charts.h"
#include "clients/web/board/handlers.h"
#include "clients/web/board/links.h"
#include "clients/web/board/parts.h"
#include "clients/web/board/words.h"
#include "clients/web/http/form.h"
#include "gateway/base/strings.h"

namespace samlad::web::editions {
namespace {

void AddProjectSigns(const board::PageContext& page, const v1::ProjectRow& row, board::Html& html) {
  html.Raw("<p class=\"signs\">");
  const std::string_view state = board::WordOf(row.project_state(), page.words);
  if (!state.empty()) html.Wrap("<span>", state, "</span> ");
  html.Wrap("<span>", page.page_words.follow_up, ": ");
  board::AddSign(board::SignOf(row.state(), page.words), html);
  if (row.state() != v1::FOLLOW_UP_STATE_DONE && !row.due().empty()) {
    html.Raw(" ").Text(board::Fill(page.page_words.period_due, row.due()));
  }
  html.Raw("</span>");
  const std::string trouble = board::TroubleOf(row, page.words);
  if (!trouble.empty()) {
    html.Raw(" ");
    board::AddSign({trouble, board::Shape::kDiamond, board::Tone::kBad}, html);
  }
  html.Raw("</p>\n");
}

void AddCard(const ShownEdition& shown, const board::PageContext& page, const v1::ProjectRow& row,
             board::Html& html) {
  html.Raw("<article class=\"card\">\n<h2>");
  AddPageLink(ProjectPath(shown, row.project()), page.In(row.title()), html);
  html.Raw("</h2>\n<p>").Text(page.names.Of(row.owner()));
  if (!row.end().empty()) html.Raw(" · ").Text(page.words.ends).Raw(" ").Text(row.end());
  html.Raw("</p>\n");
  AddProjectSigns(page, row, html);
  board::AddMoney(page, row, html);
  html.Raw("</article>\n");
}

std::string NamesOf(const Visit& visit, const ShownEdition& shown,
                    const google::protobuf::RepeatedPtrField<std::string>& ids) {
  std::string names;
  for (const std::string& id : ids) {
    StrAppend(&names, names.empty() ? "" : ", ", NameIn(visit, shown, id).text);
  }
  return names;
}

// What the catalogue says of it. Its baselines stand in the view, if they may.
void AddPlan(const Visit& visit, const ShownEdition& shown, const board::PageContext& page,
             std::string_view id, board::Html& html) {
  const v1::Catalogue& catalogue = shown.catalogue->catalogue();
  const auto plan = std::ranges::find(catalogue.projects(), id, &v1::Project::id);
  if (plan == catalogue.projects().end()) return;
  const auto goal = std::ranges::find(catalogue.goals(), plan->goal(), &v1::Goal::id);
  html.Wrap("<h2>", visit.Say(kPlan), "</h2>\n<dl class=\"facts\">\n");
  if (goal != catalogue.goals().end()) {
    AddFact(visit.Say(kGoal), page.In(goal->title()), html);
  }
  AddFact(visit.Say(kPurpose), page.In(plan->purpose()), html);
  AddFact(visit.Say(kTargetGroup), page.In(plan->target_group()), html);
  AddFact(visit.Say(kOwner), NameIn(visit, shown, plan->owner()), html);
  AddFact(visit.Say(kParticipants), NamesOf(visit, shown, plan->participants()), html);
  AddFact(visit.Say(kStart), plan->start(), html);
  AddFact(visit.Say(kEnd), plan->end(), html);
  AddFact(visit.Say(kDecision), plan->decision(), html);
  AddFact(visit.Say(kEvaluation), page.In(plan->evaluation()), html);
  AddFact(visit.Say(kClosingDecision), plan->closing_reference(), html);
  html.Raw("</dl>\n");
}

void AddFollowUp(const Visit& visit, const ShownEdition& shown, const board::PageContext& page,
                 const v1::ProjectRow& row, board::Html& html) {
  html.Wrap("<h2>", page.page_words.follow_up, "</h2>\n");
  if (!row.has_follow_up()) {
    html.Wrap("<p>", row.never_followed_up() ? page.words.never_followed_up : visit.Say(kNoneYet),
              "</p>\n");
    return;
  }
  html.Raw("<dl class=\"facts\">\n");
  AddFact(page.words.state, board::WordOf(row.follow_up().status(), page.words), html);
  AddFact(page.words.effect, row.follow_up().effect(), html);
  AddFact(page.words.deviation, row.follow_up().deviation(), html);
  AddFact(page.words.next_step, row.follow_up().next_step(), html);
  if (row.position() != 0) {
    html.Wrap("<dt>", visit.Say(kEntry), "</dt><dd>");
    AddEntry(shown, row.position(), html);
    html.Raw("</dd>\n");
  }
  html.Raw("</dl>\n");
}

void AddProjectIndicators(const ShownEdition& shown, const board::PageContext& page,
                          std::string_view heading, const v1::ProjectRow& row, board::Html& html) {
  if (row.effects().empty()) return;
  html.Wrap("<h2>", heading, "</h2>\n");
  board::AddEffects(page, row, html);
  html.Raw("<ul>\n");
  for (const v1::EffectRow& effect : row.effects()) {
    const std::string& id = effect.expected().indicator();
    const v1::IndicatorRow* indicator = FindRow(shown.view, id);
    if (indicator == nullptr) continue;
    html.Raw("<li>").Text(id).Raw(": ");
    AddPageLink(IndicatorPath(shown, id), page.In(indicator->title()), html);
    html.Raw("</li>\n");
  }
  html.Raw("</ul>\n");
}

}  // namespace

Response RenderProjects(const Visit& visit, const ShownEdition& shown) {
  const board::PageContext page = ContextOf(visit, shown);
  board::Html html = BeginEditionPage(visit, shown, visit.Say(kProjects), "/projects");
  AddFilterBox(visit, InEdition(shown, "/projects"), html);
  html.Raw("<div class=\"cards\">\n");
  const size_t first = (PageNumber(visit) - 1) * kRowsPerPage;
  size_t rows = 0;
  for (const v1::ProjectRow& row : shown.view.projects()) {
    if (!PassesFilter(visit, StrCat(row.project(), " ", page.In(row.title()).text, " ",
                                    page.names.Of(row.owner()).text, " ",
                                    board::SignOf(row.state(), page.words).word, " ",
                                    board::TroubleOf(row, page.words)))) {
      continue;
    }
    if (rows >= first && rows < first + kRowsPerPage) AddCard(shown, page, row, html);
    ++rows;
  }
  html.Raw("</div>\n");
  if (rows == 0) html.Wrap("<p>", page.words.no_projects, "</p>\n");
  AddPager(visit, rows, html);
  return EndEditionPage(visit, std::move(html));
}

Response ShowProjects(Visit& visit) { return WithAskedEdition(visit, RenderProjects); }

Response RenderProject(const Visit& visit, const ShownEdition& shown) {
  const std::string_view id = visit.FromPath("id");
  const auto row = std::ranges::find(shown.view.projects(), id, &v1::ProjectRow::project);
  if (row == shown.view.projects().end()) return NotThere(visit, kNoProjectThere, id);
  const board::PageContext page = ContextOf(visit, shown);
  board::Html html = BeginEditionPage(visit, shown, page.In(row->title()).text,
                                      StrCat("/projects/", UrlEncode(id)));
  AddProjectSigns(page, *row, html);
  AddPlan(visit, shown, page, id, html);
  AddProjectIndicators(shown, page, visit.Say(kEffects), *row, html);
  html.Wrap("<h2>", visit.Say(kBudget), "</h2>\n");
  board::AddMoney(page, *row, html);
  AddFollowUp(visit, shown, page, *row, html);
  return EndEditionPage(visit, std::move(html));
}

Response ShowProject(Visit& visit) { return WithAskedEdition(visit, RenderProject); }

}  // namespace samlad::web::editions
