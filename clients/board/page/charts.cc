// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/page/charts.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "clients/board/page/chart_geometry.h"
#include "gateway/base/strings.h"

namespace samlad::board {
namespace {

// The style sheet scales it; room for the dots at the edges.
constexpr ChartFrame kSmall = {
    .width = 240, .height = 56, .left = 8, .top = 9, .right = 8, .bottom = 9};
constexpr int kBarUnits = 1000;

std::string PointText(const PageContext& page, const v1::Figure& figure) {
  return StrCat(
      figure.period(), ": ",
      HasValue(figure) ? page.Number(figure.value()) : std::string(CodeOf(figure.code())));
}

}  // namespace

std::string SparklineText(const PageContext& page, const v1::IndicatorRow& row) {
  std::string text;
  if (!row.history().empty()) text = StrCat(PointText(page, row.history(0)), " → ");
  text += PointText(page, row.figure());
  if (!row.target().empty()) {
    StrAppend(&text, "; ", page.page_words.chart_target, ": ", page.Number(row.target()), " (",
              row.target_period(), ")");
  }
  return text;
}

void AddSparkline(const PageContext& page, const v1::IndicatorRow& row, Html& html) {
  const std::vector<ChartPoint> points = ChartPoints(row, kSmall);
  if (points.empty()) return;
  const auto target = ToDouble(row.target());
  const ChartScale scale = ScaleOf(points, target, kSmall);
  html.Raw("<svg class=\"sp\" viewBox=\"0 0 240 56\" role=\"img\" aria-label=\"");
  html.Text(SparklineText(page, row)).Raw("\">");
  if (target) {
    html.Wrap("<path class=\"t\" d=\"M0 ", StrCat(scale.Y(*target)), "h240\"/>");
  }
  html.Wrap("<path d=\"", LinePath(points, scale), "\"/>");
  // The period's own value, if there is one, is the last.
  if (HasValue(row.figure())) {
    const ChartPoint& now = points.back();
    html.Wrap("<path class=\"q\" d=\"M", StrCat(now.x, " ", scale.Y(now.value)), "h0\"/>");
  }
  html.Raw("</svg>");
}

void AddShares(std::span<const Share> shares, Html& html) {
  size_t whole = 0;
  for (const Share& share : shares) whole += share.count;
  html.Raw("<svg class=\"shares\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" ");
  html.Raw("aria-hidden=\"true\">");
  size_t before = 0;
  for (const Share& share : shares) {
    if (share.count == 0) continue;
    const size_t x = before * kBarUnits / whole;
    before += share.count;
    html.Raw(share.css_class).Wrap(" x=\"", StrCat(x), "\" height=\"10\" width=\"");
    html.Text(StrCat(before * kBarUnits / whole - x)).Raw("\"/>");
  }
  html.Raw("</svg>\n");
}

void AddBar(double value, double whole, Html& html) {
  if (!(whole > 0)) return;
  const double part = std::clamp(value / whole, 0.0, 1.0);
  html.Raw("<svg class=\"bar\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" ");
  html.Raw("aria-hidden=\"true\"><rect height=\"10\" width=\"");
  html.Text(StrCat(std::lround(part * kBarUnits))).Raw("\"/></svg>");
}

void AddTrack(double baseline, double expected, double measured, Html& html) {
  // Beyond either end there is room for a quarter of the way.
  const double part = std::clamp((measured - baseline) / (expected - baseline), -0.25, 1.25);
  const long x = std::lround(50 + part * 140);
  html.Raw("<svg class=\"track\" viewBox=\"0 0 240 24\" aria-hidden=\"true\">");
  html.Raw("<path d=\"M15 12h210\"/><path class=\"t\" d=\"M50 5v14M190 5v14\"/>");
  html.Wrap("<path class=\"q\" d=\"M", StrCat(x), " 12h0\"/></svg>");
}

}  // namespace samlad::board
