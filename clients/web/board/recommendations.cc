// SPDX-License-Identifier: EUPL-1.2

#include <algorithm>
#include <string>
#include <utility>

#include "clients/web/board/handlers.h"
#include "clients/web/board/links.h"
#include "clients/web/board/parts.h"
#include "clients/web/board/words.h"
#include "gateway/base/strings.h"

namespace samlad::web::editions {
namespace {

void AddRecommendation(const board::PageContext& page, const v1::RecommendationRow& row,
                       board::Html& html) {
  html.Raw("<article class=\"card\">\n<h2>").Text(row.id()).Raw(" ").Text(page.In(row.title()));
  html.Raw("</h2>\n<p>").Text(page.names.Of(row.owner()));
  if (!row.due().empty()) {
    html.Raw(" · ").Text(board::Fill(page.page_words.period_due, row.due()));
  }
  html.Raw("</p>\n<p class=\"signs\">");
  board::AddSign(board::SignOf(row.state(), page.words), html);
  const auto found = std::ranges::count_if(row.evidence(), &v1::EvidenceRow::found);
  html.Wrap(" <span>",
            board::Fill(page.page_words.evidence_of, StrCat(found), StrCat(row.evidence_size())),
            "</span></p>\n");
  html.Wrap("<p>", page.In(row.measure()), "</p>\n");
  board::AddProofs(page, row, html);
  html.Raw("</article>\n");
}

}  // namespace

Response RenderRecommendations(const Visit& visit, const ShownEdition& shown) {
  const board::PageContext page = ContextOf(visit, shown);
  board::Html html = BeginEditionPage(visit, shown, page.words.recommendations, "/recommendations");
  AddFilterBox(visit, InEdition(shown, "/recommendations"), html);
  html.Raw("<div class=\"cards\">\n");
  const size_t first = (PageNumber(visit) - 1) * kRowsPerPage;
  size_t rows = 0;
  for (const v1::RecommendationRow& row : shown.view.recommendations()) {
    if (!PassesFilter(visit, StrCat(row.id(), " ", page.In(row.title()).text, " ",
                                    page.In(row.measure()).text, " ",
                                    board::SignOf(row.state(), page.words).word))) {
      continue;
    }
    if (rows >= first && rows < first + kRowsPerPage) AddRecommendation(page, row, html);
    ++rows;
  }
  html.Raw("</div>\n");
  if (rows == 0) html.Wrap("<p>", page.words.no_recommendations, "</p>\n");
  AddPager(visit, rows, html);
  return EndEditionPage(visit, std::move(html));
}

Response ShowRecommendations(Visit& visit) {
  return WithAskedEdition(visit, RenderRecommendations);
}

}  // namespace samlad::web::editions
