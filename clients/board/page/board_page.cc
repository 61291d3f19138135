// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/page/board_page.h"

#include <string>
#include <string_view>
#include <utility>

#include "clients/board/page/page_parts.h"
#include "clients/board/page/style.h"

namespace samlad::board {
namespace {

void AddHead(const PageContext& page, Html& html) {
  html.Raw("<!DOCTYPE html>\n<html lang=\"").Text(Tag(page.language));
  html.Raw(
      "\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" "
      "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>");
  html.Text(page.words.title).Raw(" ");
  html.Text(page.Period(page.view.query().period())).Raw(" – ");
  html.Text(page.In(page.view.title()).text).Raw("</title>\n<style>");
  AddStyle(page, html);
  html.Raw("</style>\n</head>\n<body>\n");
}

}  // namespace

std::string RenderBoardPage(const v1::View& view, Language language, const PageOptions& options) {
  const PageContext page{.view = view,
                         .language = language,
                         .options = options,
                         .words = MessagesIn(language),
                         .page_words = PageWordsIn(language),
                         .names = NamesInView(view, language),
                         .zone = ZoneOf(view)};
  Html html;
  AddHead(page, html);
  AddShapes(html);
  html.Wrap("<a class=\"skip\" href=\"#rows\">", page.words.skip, "</a>\n<main>\n");
  AddFirstPage(page, DigestOf(view), html);
  AddContents(page, html);
  AddRows(page, html);
  AddBreakdowns(page, html);
  AddOwnParts(page, html);
  AddReporting(page, html);
  AddProjects(page, html);
  AddRecommendations(page, html);
  AddActivities(page, html);
  AddAcknowledgements(page, html);
  AddClearings(page, html);
  AddLegend(page, html);
  AddProvenance(page, html);
  html.Raw("</main>\n</body>\n</html>\n");
  return std::move(html).Take();
}

}  // namespace samlad::board
