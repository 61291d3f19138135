// SPDX-License-Identifier: EUPL-1.2
//
// What stands below an indicator's row: what it is, how the municipality
// compares with others, and the table behind the chart.

#include <string>
#include <string_view>

#include "clients/board/page/page_parts.h"
#include "gateway/base/strings.h"

namespace samlad::board {
namespace {

// The wanted direction, for readers whom "worse" would surprise.
std::string_view DirectionWord(v1::Direction direction, const Messages& words) {
  if (direction == v1::DIRECTION_UP) return words.direction_up;
  return direction == v1::DIRECTION_DOWN ? words.direction_down : std::string_view();
}

void AddFacts(const PageContext& page, const v1::IndicatorRow& row, Html& html) {
  html.Wrap("<p class=\"facts\">", row.indicator(), "");
  if (!page.In(row.unit()).text.empty()) html.Raw(" · ").Text(page.In(row.unit()));
  const std::string_view direction = DirectionWord(row.direction(), page.words);
  if (!direction.empty()) html.Raw(" · ").Text(direction);
  if (row.figure().indicator_version() > 1) {
    html.Raw(" · ").Text(page.words.version).Raw(" ");
    html.Text(StrCat(row.figure().indicator_version()));
  }
  // Only the name is shown for a single organisation, because its contribution
  // is the figure itself.
  if (row.contributions_size() == 1) {
    html.Raw(" · ").Text(page.names.Of(row.contributions(0).organisation()));
  }
  if (HasOverYears(row)) {
    html.Raw(" · ").Text(page.words.over_years).Raw(" ");
    html.Text(row.over_years().period()).Raw(": ");
    AddFigure(page, row.over_years(), html);
  }
  html.Raw("</p>");
}

// Others' figures, distinguished from ours in words and by their source.
void AddComparison(const PageContext& page, const v1::ComparisonRow& comparison, Html& html) {
  html.Wrap("<p class=\"facts\">", page.words.compared, ", ");
  html.Text(page.In(comparison.title())).Raw(":");
  for (int i = 0; i < comparison.figures_size(); ++i) {
    const v1::ComparisonFigure& figure = comparison.figures(i);
    const std::string_view region = RegionName(i, figure.region(), page.words);
    html.Text(i > 0 ? ", " : " ");
    if (figure.value().empty()) {
      html.Text(region).Raw(": ").Text(page.words.no_value);
      continue;
    }
    if (i > 0 && i <= comparison.against_size()) {
      AddSign(SignOfComparison(comparison.against(i - 1), page.words), html);
      html.Raw(" ");
    }
    html.Text(region).Raw(" ").Text(page.Number(figure.value()));
    if (i == 0) html.Raw(" (").Text(figure.period()).Raw(")");
  }
  html.Raw(" · ").Text(page.words.source).Raw(": ").Text(comparison.provider()).Raw("</p>");
}

void AddLine(const PageContext& page, const Picked& name, const v1::Figure& figure, Html& html) {
  html.Wrap("<tr><th scope=\"row\">", name, "<td>");
  AddFigure(page, figure, html);
  if (figure.positions().empty()) return;
  html.Raw("<td>");
  AddPositionList(figure.positions(), html);
}

// Years, then organisations: what the chart shows, and from which entries it
// comes.
void AddNumbers(const PageContext& page, const v1::IndicatorRow& row, Html& html) {
  html.Wrap("<details><summary>", page.page_words.numbers, "</summary><table>");
  for (const v1::Figure& figure : row.history())
    AddLine(page, Picked{figure.period()}, figure, html);
  AddLine(page, Picked{row.figure().period()}, row.figure(), html);
  if (row.contributions_size() > 1) {
    for (const v1::Contribution& one : row.contributions()) {
      AddLine(page, page.names.Of(one.organisation()), one.figure(), html);
    }
  }
  html.Raw("</table></details>");
}

}  // namespace

void AddRowDetails(const PageContext& page, const v1::IndicatorRow& row, Html& html) {
  AddFacts(page, row, html);
  for (const v1::ComparisonRow& comparison : row.comparisons()) {
    AddComparison(page, comparison, html);
  }
  AddNumbers(page, row, html);
}

}  // namespace samlad::board
