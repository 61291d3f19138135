// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/page/line_chart.h"

#include <string>
#include <vector>

#include "clients/board/page/chart_geometry.h"
#include "clients/board/page/charts.h"
#include "gateway/base/strings.h"

namespace samlad::board {
namespace {

constexpr ChartFrame kYears = {
    .width = 420, .height = 220, .left = 40, .top = 36, .right = 40, .bottom = 44};
// More values than these would lie on each other; then only the ends have theirs.
constexpr int kValuesWritten = 6;

void AddWord(Markup opening, int x, int y, std::string_view text, Html& html) {
  html.Raw(opening).Text(StrCat(x)).Wrap("\" y=\"", StrCat(y), "\">").Wrap("", text, "</text>\n");
}

const v1::Figure& FigureAt(const v1::IndicatorRow& row, int index) {
  return index < row.history_size() ? row.history(index) : row.figure();
}

// The years below, and what is instead of a value.
void AddYears(const v1::IndicatorRow& row, Html& html) {
  const int count = row.history_size() + 1;
  const int base = kYears.height - kYears.bottom + 12;
  html.Wrap("<path class=\"base\" d=\"M0 ", StrCat(base, "h", kYears.width), "\"/>\n");
  for (int i = 0; i < count; ++i) {
    if (count > kValuesWritten && i != 0 && i + 1 != count) continue;
    const v1::Figure& figure = FigureAt(row, i);
    AddWord("<text class=\"year\" x=\"", ChartX(kYears, i, count), base + 20, figure.period(),
            html);
    if (!HasValue(figure)) {
      AddWord("<text x=\"", ChartX(kYears, i, count), base - 6, CodeOf(figure.code()), html);
    }
  }
}

void AddValues(const PageContext& page, const std::vector<ChartPoint>& points,
               const ChartScale& scale, int count, Html& html) {
  for (size_t i = 0; i < points.size(); ++i) {
    const int y = scale.Y(points[i].value);
    html.Wrap("<path class=\"dot\" d=\"M", StrCat(points[i].x, " ", y), "h0\"/>\n");
    if (count > kValuesWritten && i != 0 && i + 1 != points.size()) continue;
    AddWord("<text x=\"", points[i].x, y - 11, page.Number(points[i].figure->value()), html);
  }
}

}  // namespace

void AddLineChart(const PageContext& page, const v1::IndicatorRow& row, Html& html) {
  const std::vector<ChartPoint> points = ChartPoints(row, kYears);
  if (points.empty()) return;
  const auto target = ToDouble(row.target());
  const ChartScale scale = ScaleOf(points, target, kYears);
  html.Raw("<svg class=\"years\" viewBox=\"0 0 420 220\" role=\"img\" aria-label=\"");
  html.Text(SparklineText(page, row)).Raw("\">\n");
  AddYears(row, html);
  if (target) {
    const int y = scale.Y(*target);
    html.Wrap("<path class=\"target\" d=\"M0 ", StrCat(y), "h420\"/>\n");
    AddWord("<text class=\"goal\" x=\"", kYears.width, y > 20 ? y - 5 : y + 14,
            StrCat(page.page_words.chart_target, " ", page.Number(row.target()), " (",
                   row.target_period(), ")"),
            html);
  }
  html.Wrap("<path class=\"line\" d=\"", LinePath(points, scale), "\"/>\n");
  AddValues(page, points, scale, row.history_size() + 1, html);
  html.Raw("</svg>\n");
}

}  // namespace samlad::board
