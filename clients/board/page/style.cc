// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/page/style.h"

#include <initializer_list>
#include <string_view>

#include "clients/board/page/style_appendix.h"
#include "clients/board/page/style_first.h"
#include "clients/board/page/style_rows.h"
#include "clients/board/style.h"
#include "gateway/base/strings.h"

namespace samlad::board {
namespace {

// What a card writes before each cell; `selector` ends before the number.
void AddLabels(Markup selector, std::initializer_list<std::string_view> labels, Html& html) {
  int number = 0;
  for (const std::string_view label : labels) {
    html.Raw(selector).Text(StrCat(++number)).Raw(")::before{content:\"").Text(label);
    html.Raw("\"}\n");
  }
}

}  // namespace

void AddStyle(const PageContext& page, Html& html) {
  const Messages& words = page.words;
  html.Raw(kBaseStyle).Raw(kFirstStyle).Raw(kRowsStyle).Raw(kAppendixStyle);
  html.Raw("@media screen and (max-width: 54rem) {\n");
  AddLabels(".rows tr:first-child td:nth-of-type(",
            {page.page_words.over_time, words.figure, words.trend, words.target, words.status,
             words.coverage},
            html);
  AddLabels(".reports td:nth-of-type(",
            {words.obligation, words.due, words.state, words.accepted, words.revisions}, html);
  AddLabels(".acks td:nth-of-type(",
            {words.decision, words.organisation, words.tree_size, words.accepted}, html);
  AddLabels(".clearings td:nth-of-type(", {words.reason, words.decision}, html);
  html.Raw("}\n@page {\n  @bottom-left { content: \"").Text(words.title);
  html.Raw(
      "\"; font: 7.5pt sans-serif; color: #4f5d69; }\n"
      "  @bottom-right { content: counter(page) \" (\" counter(pages) \")\"; "
      "font: 7.5pt sans-serif; color: #4f5d69; }\n}\n");
}

}  // namespace samlad::board
