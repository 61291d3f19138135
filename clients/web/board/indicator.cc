// SPDX-License-Identifier: EUPL-1.2
//
// One indicator: how it has gone, what it is, and who is behind each figure.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "clients/board/page/line_chart.h"
#include "clients/web/board/breakdown_tables.h"
#include "clients/web/board/handlers.h"
#include "clients/web/board/links.h"
#include "clients/web/board/parts.h"
#include "clients/web/board/words.h"
#include "clients/web/http/form.h"
#include "gateway/base/strings.h"

namespace samlad::web::editions {
namespace {

// "71,5 % · better, +1,5 since 2024 · on track: on the line to it"
void AddState(const board::PageContext& page, const v1::IndicatorRow& row, board::Html& html) {
  html.Raw("<p class=\"now\"><strong>");
  board::AddFigure(page, row.figure(), html);
  html.Raw("</strong> ").Text(page.In(row.unit())).Raw(" <span class=\"period\">");
  html.Text(page.Period(row.figure().period())).Raw("</span></p>\n<p class=\"signs\">");
  board::AddSign(board::SignOf(board::TrendShown(row), row.direction(), page.words), html);
  if (const auto change = board::ChangeOf(row)) {
    html.Raw(" <span>").Text(board::FormatSigned(change->size, page.language)).Raw(" ");
    html.Text(board::Fill(page.page_words.since, change->from->period())).Raw("</span>");
  }
  html.Raw(" ");
  board::AddSign(board::SignOf(board::StatusShown(row), page.words), html);
  const std::string why = board::WhyOf(page, row);
  if (!why.empty()) html.Wrap(" <span>", why, "</span>");
  html.Raw("</p>\n");
}

void AddTarget(const board::PageContext& page, const v1::IndicatorRow& row, board::Html& html) {
  if (row.target().empty()) return;
  const auto gap = board::GapOf(row);
  std::string text = StrCat(page.Number(row.target()), " ", page.In(row.unit()).text, " (",
                            page.Period(row.target_period()), ")");
  if (gap && gap->size.sign != 0) {
    const auto& phrase = gap->reached ? page.page_words.better_by : page.page_words.to_go;
    StrAppend(&text, " · ", board::Fill(phrase, board::FormatSize(gap->size, page.language)));
  }
  AddFact(page.words.target, text, html);
}

std::string FlagsOf(const board::PageContext& page, const v1::Figure& figure) {
  std::string text;
  for (const int flag : figure.flags()) {
    StrAppend(&text, text.empty() ? "" : ", ",
              board::FlagText(static_cast<v1::FigureFlag>(flag), page.words));
  }
  return text;
}

const v1::AreaView* AreaOf(const v1::View& view, const v1::IndicatorRow& row) {
  for (const v1::AreaView& area : view.areas()) {
    for (const v1::IndicatorRow& one : area.rows()) {
      if (&one == &row) return &area;
    }
  }
  return nullptr;
}

void AddDefinition(const Visit& visit, const ShownEdition& shown, const board::PageContext& page,
                   const v1::IndicatorRow& row, board::Html& html) {
  const v1::Catalogue& catalogue = shown.catalogue->catalogue();
  const v1::Indicator* definition = FindDefinition(catalogue, row);
  html.Wrap("<h2>", visit.Say(kDefinition), "</h2>\n<dl class=\"facts\">\n");
  AddFact(visit.Say(kId), row.indicator(), html);
  if (definition != nullptr) {
    AddFact(visit.Say(kWhatIsCounted), page.In(definition->definition()), html);
    AddFact(visit.Say(kNumerator), page.In(definition->numerator()), html);
    AddFact(visit.Say(kDenominator), page.In(definition->denominator()), html);
    AddFact(visit.Say(kOwner), NameIn(visit, shown, definition->owner()), html);
    AddFact(visit.Say(kVersion), StrCat(definition->version()), html);
  }
  AddFact(visit.Say(kUnit), page.In(row.unit()), html);
  if (row.direction() == v1::DIRECTION_UP) {
    AddFact(visit.Say(kDirection), page.words.direction_up, html);
  } else if (row.direction() == v1::DIRECTION_DOWN) {
    AddFact(visit.Say(kDirection), page.words.direction_down, html);
  }
  AddTarget(page, row, html);
  AddFact(visit.Say(kGoal), page.In(row.goal()), html);
  if (const v1::AreaView* area = AreaOf(shown.view, row)) {
    AddFact(visit.Say(kPriorityArea), page.In(area->title()), html);
  }
  AddFact(page.words.coverage,
          StrCat(row.figure().coverage().reported(), " ", page.words.of, " ",
                 row.figure().coverage().expected()),
          html);
  AddFact(visit.Say(kFlags), FlagsOf(page, row.figure()), html);
  html.Raw("</dl>\n<p>");
  AddPageLink(StrCat("/trail?indicator=", UrlEncode(row.indicator())), visit.Say(kItsTrail), html);
  html.Raw("</p>\n");
}

void AddYearLine(const Visit& visit, const ShownEdition& shown, const board::PageContext& page,
                 const v1::Figure& figure, board::Html& html) {
  html.Wrap("<tr><th scope=\"row\">", figure.period(), "</th>");
  html.Wrap("<td class=\"figure\" data-label=\"", page.words.figure, "\">");
  board::AddFigure(page, figure, html);
  html.Raw("</td>");
  AddCell(
      page.words.coverage,
      StrCat(figure.coverage().reported(), " ", page.words.of, " ", figure.coverage().expected()),
      html);
  AddCell(visit.Say(kVersion), StrCat(figure.indicator_version()), html);
  BeginCell(visit.Say(kSource), html);
  AddSources(visit, shown, figure, html);
  html.Raw("</td></tr>\n");
}

void AddHistory(const Visit& visit, const ShownEdition& shown, const board::PageContext& page,
                const v1::IndicatorRow& row, board::Html& html) {
  html.Wrap("<h2>", visit.Say(kHistory), "</h2>\n<figure class=\"chart\">\n");
  board::AddLineChart(page, row, html);
  html.Wrap("<figcaption>", board::SparklineText(page, row), "</figcaption>\n</figure>\n");
  html.Wrap("<details><summary>", page.page_words.numbers, "</summary>\n");
  BeginList(visit.Say(kHistory),
            {visit.Say(kPeriod), page.words.figure, page.words.coverage, visit.Say(kVersion),
             visit.Say(kSource)},
            html);
  for (const v1::Figure& figure : row.history()) AddYearLine(visit, shown, page, figure, html);
  AddYearLine(visit, shown, page, row.figure(), html);
  if (board::HasOverYears(row)) AddYearLine(visit, shown, page, row.over_years(), html);
  EndList(html);
  html.Raw("</details>\n");
}

void AddContributions(const Visit& visit, const ShownEdition& shown, const board::PageContext& page,
                      const v1::IndicatorRow& row, board::Html& html) {
  if (row.contributions().empty()) return;
  html.Wrap("<h2>", visit.Say(kWhoIsBehind), "</h2>\n");
  BeginList(visit.Say(kWhoIsBehind),
            {visit.Say(kOrganisation), page.words.figure, visit.Say(kEntry)}, html);
  for (const v1::Contribution& one : row.contributions()) {
    html.Raw("<tr><th scope=\"row\">");
    AddPageLink(OrganisationPath(shown, one.organisation()), page.In(one.name()), html);
    html.Wrap("</th><td class=\"figure\" data-label=\"", page.words.figure, "\">");
    board::AddFigure(page, one.figure(), html);
    html.Raw("</td>");
    BeginCell(visit.Say(kEntry), html);
    AddEntries(shown, one.figure().positions(), html);
    html.Raw("</td></tr>\n");
  }
  EndList(html);
}

}  // namespace

Response RenderIndicator(const Visit& visit, const ShownEdition& shown) {
  const std::string_view id = visit.FromPath("id");
  const v1::IndicatorRow* row = FindRow(shown.view, id);
  if (row == nullptr) return NotThere(visit, kNoIndicatorThere, id);
  const board::PageContext page = ContextOf(visit, shown);
  board::Html html = BeginEditionPage(visit, shown, page.In(row->title()).text,
                                      StrCat("/indicators/", UrlEncode(id)));
  AddState(page, *row, html);
  AddHistory(visit, shown, page, *row, html);
  AddComparisons(visit, page, *row, html);
  AddBreakdownTables(visit, page, *row, html);
  AddContributions(visit, shown, page, *row, html);
  AddDefinition(visit, shown, page, *row, html);
  return EndEditionPage(visit, std::move(html));
}

Response ShowIndicator(Visit& visit) { return WithAskedEdition(visit, RenderIndicator); }

}  // namespace samlad::web::editions
