// SPDX-License-Identifier: EUPL-1.2
//
// The list of indicators: one row each, by priority area.

#include <string>
#include <utility>
#include <vector>

#include "clients/board/page/charts.h"
#include "clients/web/board/handlers.h"
#include "clients/web/board/links.h"
#include "clients/web/board/parts.h"
#include "clients/web/board/words.h"
#include "gateway/base/strings.h"

namespace samlad::web::editions {
namespace {

bool IsWanted(const Visit& visit, const board::PageContext& page, const v1::AreaView& area,
              const v1::IndicatorRow& row) {
  std::string text = StrCat(row.indicator(), " ", page.In(row.title()).text, " ",
                            page.In(row.unit()).text, " ", area.id(), " ");
  StrAppend(&text, page.In(area.title()).text, " ",
            board::SignOf(board::StatusShown(row), page.words).word, " ",
            board::SignOf(board::TrendShown(row), row.direction(), page.words).word);
  return PassesFilter(visit, text);
}

void AddValueCell(const board::PageContext& page, const v1::IndicatorRow& row, board::Html& html) {
  html.Wrap("<td class=\"figure\" data-label=\"", page.words.figure, "\">");
  board::AddFigure(page, row.figure(), html);
  if (board::HasValue(row.figure()) && !page.In(row.unit()).text.empty()) {
    html.Wrap(" <small>", page.In(row.unit()), "</small>");
  }
  html.Raw("</td>");
}

void AddTrendCell(const board::PageContext& page, const v1::IndicatorRow& row, board::Html& html) {
  BeginCell(page.words.trend, html);
  board::AddSign(board::SignOf(board::TrendShown(row), row.direction(), page.words), html);
  if (const auto change = board::ChangeOf(row)) {
    html.Wrap("<small>", board::FormatSigned(change->size, page.language), " ");
    html.Text(board::Fill(page.page_words.since, change->from->period())).Raw("</small>");
  }
  html.Raw("</td>");
}

void AddTargetCells(const board::PageContext& page, const v1::IndicatorRow& row,
                    board::Html& html) {
  BeginCell(page.words.target, html);
  html.Text(row.target().empty() ? std::string("–") : page.Number(row.target()));
  if (!row.target_period().empty() && row.target_period() != row.figure().period()) {
    html.Wrap(" (", row.target_period(), ")");
  }
  html.Raw("</td>");
  BeginCell(page.words.status, html);
  board::AddSign(board::SignOf(board::StatusShown(row), page.words), html);
  const std::string why = board::WhyOf(page, row);
  if (!why.empty()) html.Wrap("<small>", why, "</small>");
  html.Raw("</td>");
}

void AddIndicatorLine(const ShownEdition& shown, const board::PageContext& page,
                      const v1::IndicatorRow& row, board::Html& html) {
  html.Raw("<tr><th scope=\"row\">");
  AddPageLink(IndicatorPath(shown, row.indicator()), page.In(row.title()), html);
  html.Wrap("<small>", row.indicator(), "</small></th>");
  BeginCell(page.page_words.over_time, html);
  board::AddSparkline(page, row, html);
  html.Raw("</td>");
  AddValueCell(page, row, html);
  AddTrendCell(page, row, html);
  AddTargetCells(page, row, html);
  AddCell(page.words.coverage,
          StrCat(row.figure().coverage().reported(), " ", page.words.of, " ",
                 row.figure().coverage().expected()),
          html);
  html.Raw("</tr>\n");
}

void AddArea(const ShownEdition& shown, const board::PageContext& page, const v1::AreaView& area,
             const std::vector<const v1::IndicatorRow*>& rows, board::Html& html) {
  const std::string title = StrCat(area.id(), " ", page.In(area.title()).text);
  BeginList(title,
            {page.words.indicator, page.page_words.over_time, page.words.figure, page.words.trend,
             page.words.target, page.words.status, page.words.coverage},
            html);
  for (const v1::IndicatorRow* row : rows) AddIndicatorLine(shown, page, *row, html);
  EndList(html);
}

}  // namespace

Response RenderIndicators(const Visit& visit, const ShownEdition& shown) {
  const board::PageContext page = ContextOf(visit, shown);
  board::Html html = BeginEditionPage(visit, shown, visit.Say(kIndicators), "/indicators");
  AddFilterBox(visit, InEdition(shown, "/indicators"), html);
  const size_t first = (PageNumber(visit) - 1) * kRowsPerPage;
  size_t count = 0;
  for (const v1::AreaView& area : shown.view.areas()) {
    std::vector<const v1::IndicatorRow*> rows;
    for (const v1::IndicatorRow& row : area.rows()) {
      if (!IsWanted(visit, page, area, row)) continue;
      if (count >= first && count < first + kRowsPerPage) rows.push_back(&row);
      ++count;
    }
    if (!rows.empty()) AddArea(shown, page, area, rows, html);
  }
  if (count == 0) html.Wrap("<p>", visit.Say(kNothingFound), "</p>\n");
  AddPager(visit, count, html);
  return EndEditionPage(visit, std::move(html));
}

Response ShowIndicators(Visit& visit) { return WithAskedEdition(visit, RenderIndicators); }

}  // namespace samlad::web::editions
