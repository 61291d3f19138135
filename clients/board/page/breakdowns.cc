// SPDX-License-Identifier: EUPL-1.2
//
// The period's figures by area, sex, age and so on, as small bars; and the parts
// of single organisations that the indicators' rows do not show.

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "clients/board/page/charts.h"
#include "clients/board/page/page_parts.h"
#include "gateway/base/strings.h"

namespace samlad::board {
namespace {

std::optional<double> ValueOf(const v1::Figure& figure) {
  return HasValue(figure) ? ToDouble(figure.value()) : std::nullopt;
}

void AddCells(const PageContext& page, const v1::IndicatorRow& row, Html& html) {
  double largest = 0;
  for (const v1::CellFigure& cell : row.cells()) {
    largest = std::max(largest, ValueOf(cell.figure()).value_or(0));
  }
  html.Wrap("<table class=\"cells\">\n<caption><b>", page.In(row.title()), "</b>");
  html.Wrap(" <span>", row.indicator(), "");
  if (!page.In(row.unit()).text.empty()) html.Raw(" · ").Text(page.In(row.unit()));
  html.Raw("</span></caption>\n<tbody>\n");
  for (const v1::CellFigure& cell : row.cells()) {
    html.Wrap("<tr><th scope=\"row\">", CellName(cell), "</th><td>");
    const auto value = ValueOf(cell.figure());
    if (value && *value >= 0) AddBar(*value, largest, html);
    html.Raw("</td><td>");
    AddFigure(page, cell.figure(), html);
    html.Raw("</td></tr>\n");
  }
  html.Raw("</tbody></table>\n");
}

bool Same(const v1::Figure& a, const v1::Figure& b) {
  return a.value() == b.value() && a.code() == b.code();
}

// Whether the city's row says all that the organisation's own row says.
bool Repeats(const v1::IndicatorRow& own, const v1::IndicatorRow& citys) {
  return Same(own.figure(), citys.figure()) &&
         std::ranges::equal(own.history(), citys.history(), Same);
}

using RowOf = absl::flat_hash_map<std::string_view, const v1::IndicatorRow*>;

RowOf CitysRows(const v1::View& view) {
  RowOf rows;
  for (const v1::AreaView& area : view.areas()) {
    for (const v1::IndicatorRow& row : area.rows()) rows.try_emplace(row.indicator(), &row);
  }
  return rows;
}

}  // namespace

void AddBreakdowns(const PageContext& page, Html& html) {
  if (!BeginSection(page, SectionId::kBreakdowns, html)) return;
  html.Wrap("<p>", BreakdownTitle(page.view.query(), page.words), "</p>\n<div class=\"grid\">\n");
  for (const v1::AreaView& area : page.view.areas()) {
    for (const v1::IndicatorRow& row : area.rows()) {
      if (!row.cells().empty()) AddCells(page, row, html);
    }
  }
  html.Raw("</div>\n");
  EndSection(html);
}

void AddOwnParts(const PageContext& page, Html& html) {
  if (!BeginSection(page, SectionId::kOwnParts, html)) return;
  html.Wrap("<p>", page.page_words.own_parts_text, "</p>\n");
  const RowOf citys = CitysRows(page.view);
  std::string said_already;
  for (const v1::OrganisationView& section : page.view.organisations()) {
    std::vector<const v1::IndicatorRow*> rows;
    for (const v1::IndicatorRow& row : section.rows()) {
      const auto at = citys.find(row.indicator());
      if (at == citys.end() || !Repeats(row, *at->second)) rows.push_back(&row);
    }
    if (rows.empty()) {
      StrAppend(&said_already, said_already.empty() ? "" : ", ", page.In(section.name()).text);
      continue;
    }
    html.Wrap("<h3>", page.In(section.name()), "</h3>\n");
    AddRowTable(page, page.In(section.name()), rows, WithIds::kNo, html);
  }
  if (!said_already.empty()) {
    html.Wrap("<p>", Fill(page.page_words.own_parts_same, said_already), "</p>\n");
  }
  EndSection(html);
}

}  // namespace samlad::board
