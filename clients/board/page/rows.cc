// SPDX-License-Identifier: EUPL-1.2
//
// The indicators: one row each, with what is behind it one click away. End tags of
// cells and rows that HTML lets a page omit are omitted here and in row_details.cc,
// because they would be a tenth of the page.

#include <string>
#include <vector>

#include "clients/board/page/charts.h"
#include "clients/board/page/page_parts.h"
#include "gateway/base/strings.h"

namespace samlad::board {
namespace {

void AddNow(const PageContext& page, const v1::IndicatorRow& row, Html& html) {
  html.Raw("<td>");
  AddFigure(page, row.figure(), html);
}

void AddChange(const PageContext& page, const v1::IndicatorRow& row, Html& html) {
  html.Raw("<td>");
  AddSign(SignOf(TrendShown(row), row.direction(), page.words), html);
  if (const auto change = ChangeOf(row)) {
    html.Wrap("<small>", FormatSigned(change->size, page.language), " ");
    html.Text(Fill(page.page_words.since, change->from->period())).Raw("</small>");
  }
}

void AddTarget(const PageContext& page, const v1::IndicatorRow& row, Html& html) {
  if (row.target().empty()) {
    html.Raw("<td>–");
    return;
  }
  html.Wrap("<td>", page.Number(row.target()), "");
  if (row.target_period() != row.figure().period()) {
    html.Wrap(" (", row.target_period(), ")");
  }
  if (const auto gap = GapOf(row)) {
    const PageWords& words = page.page_words;
    if (gap->size.sign != 0) {
      html.Wrap(
          "<small>",
          Fill(gap->reached ? words.better_by : words.to_go, FormatSize(gap->size, page.language)),
          "</small>");
    }
  }
}

void AddStatus(const PageContext& page, const v1::IndicatorRow& row, Html& html) {
  html.Raw("<td>");
  AddSign(SignOf(StatusShown(row), page.words), html);
  const std::string why = WhyOf(page, row);
  if (!why.empty()) html.Wrap("<small>", why, "</small>");
}

void AddRow(const PageContext& page, const v1::IndicatorRow& row, WithIds with_ids, Html& html) {
  if (with_ids == WithIds::kYes) {
    html.Wrap("<tbody id=\"i-", row.indicator(), "\"><tr>");
  } else {
    html.Raw("<tbody><tr>");
  }
  html.Wrap("<th scope=\"row\">", page.In(row.title()), "<td>");
  AddSparkline(page, row, html);
  AddNow(page, row, html);
  AddChange(page, row, html);
  AddTarget(page, row, html);
  AddStatus(page, row, html);
  html.Wrap("<td>", page.Count(row.figure().coverage().reported()), " ");
  html.Text(page.words.of).Raw(" ").Text(page.Count(row.figure().coverage().expected()));
  html.Raw("<tr><td colspan=\"7\">");
  AddRowDetails(page, row, html);
  html.Raw("\n");
}

}  // namespace

void AddRowTable(const PageContext& page, const Picked& caption,
                 std::span<const v1::IndicatorRow* const> rows, WithIds with_ids, Html& html) {
  const Messages& words = page.words;
  html.Wrap("<table class=\"rows\">\n<caption class=\"unseen\">", caption,
            "</caption>\n<thead><tr>");
  for (const std::string_view heading : {words.indicator, page.page_words.over_time, words.figure,
                                         words.trend, words.target, words.status, words.coverage}) {
    html.Wrap("<th scope=\"col\">", heading, "</th>");
  }
  html.Raw("</tr></thead>\n");
  for (const v1::IndicatorRow* row : rows) AddRow(page, *row, with_ids, html);
  html.Raw("</table>\n");
}

void AddRows(const PageContext& page, Html& html) {
  BeginSection(page, SectionId::kRows, html);
  html.Wrap("<p>", page.page_words.rows_text, "</p>\n");
  for (const v1::AreaView& area : page.view.areas()) {
    html.Raw("<h3><span>").Text(area.id()).Raw("</span> ").Text(page.In(area.title()));
    html.Raw("</h3>\n");
    if (area.rows().empty()) {
      html.Wrap("<p>", page.words.no_rows, "</p>\n");
      continue;
    }
    std::vector<const v1::IndicatorRow*> rows;
    for (const v1::IndicatorRow& row : area.rows()) rows.push_back(&row);
    AddRowTable(page, page.In(area.title()), rows, WithIds::kYes, html);
  }
  EndSection(html);
}

}  // namespace samlad::board
