// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/board/breakdown_tables.h"

#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "clients/board/page/charts.h"
#include "clients/web/board/parts.h"
#include "clients/web/board/words.h"
#include "gateway/base/strings.h"

namespace samlad::web::editions {
namespace {

// Bits of the dimensions in which a cell is not the whole, in CellName's order.
unsigned DimensionsOf(const v1::CellFigure& cell) {
  unsigned dimensions = 0, bit = 1;
  for (const std::string* code :
       {&cell.area(), &cell.sex(), &cell.age(), &cell.background(), &cell.category()}) {
    if (!code->empty() && *code != "_T") dimensions |= bit;
    bit <<= 1;
  }
  return dimensions;
}

// "area · sex"
std::string DimensionNames(unsigned dimensions, const board::Messages& words) {
  const std::array names = {words.by_area, words.by_sex, words.by_age, words.by_background,
                            words.by_category};
  std::string text;
  for (size_t i = 0; i < names.size(); ++i) {
    if ((dimensions >> i & 1) != 0) StrAppend(&text, text.empty() ? "" : " · ", names[i]);
  }
  return text;
}

void AddGroups(const board::PageContext& page, std::string_view caption,
               const std::vector<const v1::CellFigure*>& cells, board::Html& html) {
  double largest = 0;
  for (const v1::CellFigure* cell : cells) {
    if (!board::HasValue(cell->figure())) continue;
    largest = std::max(largest, board::ToDouble(cell->figure().value()).value_or(0));
  }
  html.Wrap("<table class=\"cells\">\n<caption>", caption, "</caption>\n<tbody>\n");
  for (const v1::CellFigure* cell : cells) {
    html.Wrap("<tr><th scope=\"row\">", board::CellName(*cell), "</th><td>");
    const auto value =
        board::HasValue(cell->figure()) ? board::ToDouble(cell->figure().value()) : std::nullopt;
    if (value && *value >= 0) board::AddBar(*value, largest, html);
    html.Raw("</td><td class=\"figure\">");
    board::AddFigure(page, cell->figure(), html);
    html.Raw("</td></tr>\n");
  }
  html.Raw("</tbody></table>\n");
}

void AddRegion(const board::PageContext& page, const v1::ComparisonRow& series, int index,
               double largest, board::Html& html) {
  const v1::ComparisonFigure& figure = series.figures(index);
  html.Wrap("<tr><th scope=\"row\">", board::RegionName(index, figure.region(), page.words), "");
  if (!figure.period().empty()) html.Wrap(" (", figure.period(), ")");
  html.Raw("</th><td>");
  const auto value = board::ToDouble(figure.value());
  if (value && *value >= 0) board::AddBar(*value, largest, html);
  if (index > 0 && index <= series.against_size()) {
    const board::Sign sign = board::SignOfComparison(series.against(index - 1), page.words);
    html.Raw("<small>").Text(page.words.municipality).Raw(": ");
    board::AddSign(sign, html);
    html.Raw("</small>");
  }
  html.Raw("</td><td class=\"figure\">");
  html.Text(figure.value().empty() ? std::string(page.words.no_value)
                                   : page.Number(figure.value()));
  html.Raw("</td></tr>\n");
}

}  // namespace

void AddBreakdownTables(const Visit& visit, const board::PageContext& page,
                        const v1::IndicatorRow& row, board::Html& html) {
  // By the number of dimensions, then by the dimensions.
  std::map<std::pair<int, unsigned>, std::vector<const v1::CellFigure*>> groups;
  for (const v1::CellFigure& cell : row.cells()) {
    const unsigned dimensions = DimensionsOf(cell);
    if (dimensions != 0) groups[{std::popcount(dimensions), dimensions}].push_back(&cell);
  }
  if (groups.empty()) return;
  html.Wrap("<h2>", visit.Say(kBreakdowns), "</h2>\n<div class=\"grid\">\n");
  for (const auto& [key, cells] : groups) {
    AddGroups(page, board::Fill(visit.Say(kBrokenDownBy), DimensionNames(key.second, page.words)),
              cells, html);
  }
  html.Raw("</div>\n");
}

void AddComparisons(const Visit& visit, const board::PageContext& page, const v1::IndicatorRow& row,
                    board::Html& html) {
  if (row.comparisons().empty()) return;
  html.Wrap("<h2>", page.words.compared, "</h2>\n");
  html.Wrap("<p>", page.page_words.comparison_text, "</p>\n<div class=\"grid\">\n");
  for (const v1::ComparisonRow& series : row.comparisons()) {
    double largest = 0;
    for (const v1::ComparisonFigure& figure : series.figures()) {
      largest = std::max(largest, board::ToDouble(figure.value()).value_or(0));
    }
    html.Raw("<div><table class=\"cells\">\n<caption>").Text(page.In(series.title()));
    html.Raw("</caption>\n<tbody>\n");
    for (int i = 0; i < series.figures_size(); ++i) AddRegion(page, series, i, largest, html);
    html.Raw("</tbody></table>\n<p class=\"hint\">").Text(page.words.source).Raw(": ");
    html.Text(series.provider());
    if (series.retrieved_ms() != 0) {
      html.Raw(", ").Text(visit.Say(kRetrieved)).Raw(" ");
      html.Text(page.Time(series.retrieved_ms()).substr(0, 10));
    }
    html.Raw("</p></div>\n");
  }
  html.Raw("</div>\n");
}

}  // namespace samlad::web::editions
