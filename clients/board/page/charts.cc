// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/page/charts.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "gateway/base/strings.h"

namespace samlad::board {
namespace {

// The drawing's units; the style sheet scales it.
constexpr int kWidth = 240, kHeight = 56;
constexpr int kLeft = 8, kTop = 9;  // room for the dots at the edges
constexpr int kBarUnits = 1000;

struct Point {
  int x = 0;
  double value = 0;
  bool begins = false;  // no line leads to it
};

struct Scale {
  double low = 0, high = 0;
  int Y(double value) const {
    const double part = high > low ? (value - low) / (high - low) : 0.5;
    return kTop + static_cast<int>(std::lround((1 - part) * (kHeight - 2 * kTop)));
  }
};

bool IsBreak(const v1::Figure& figure) {
  return std::ranges::find(figure.flags(), v1::FIGURE_FLAG_BREAK) != figure.flags().end();
}

// The figures of a row with a value, from left to right.
std::vector<Point> PointsOf(const v1::IndicatorRow& row) {
  std::vector<Point> points;
  const int count = row.history_size() + 1;
  bool begins = true;
  for (int i = 0; i < count; ++i) {
    const v1::Figure& figure = i < row.history_size() ? row.history(i) : row.figure();
    const auto value = HasValue(figure) ? ToDouble(figure.value()) : std::nullopt;
    begins = begins || IsBreak(figure);
    if (value) {
      const int x = count == 1 ? kWidth / 2 : kLeft + i * (kWidth - 2 * kLeft) / (count - 1);
      points.push_back({.x = x, .value = *value, .begins = begins});
    }
    begins = !value;
  }
  return points;
}

Scale ScaleOf(const std::vector<Point>& points, std::optional<double> target) {
  Scale scale{points.front().value, points.front().value};
  for (const Point& point : points) {
    scale.low = std::min(scale.low, point.value);
    scale.high = std::max(scale.high, point.value);
  }
  if (target) {
    scale.low = std::min(scale.low, *target);
    scale.high = std::max(scale.high, *target);
  }
  return scale;
}

std::string LineOf(const std::vector<Point>& points, const Scale& scale) {
  std::string path;
  for (size_t i = 0; i < points.size(); ++i) {
    const bool ends = i + 1 == points.size() || points[i + 1].begins;
    StrAppend(&path, points[i].begins ? "M" : " ", points[i].x, " ", scale.Y(points[i].value));
    // A line of no length with round ends is a dot.
    if (points[i].begins && ends) path += "h0";
  }
  return path;
}

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
  const std::vector<Point> points = PointsOf(row);
  if (points.empty()) return;
  const auto target = ToDouble(row.target());
  const Scale scale = ScaleOf(points, target);
  html.Raw("<svg class=\"sp\" viewBox=\"0 0 240 56\" role=\"img\" aria-label=\"");
  html.Text(SparklineText(page, row)).Raw("\">");
  if (target) {
    html.Wrap("<path class=\"t\" d=\"M0 ", StrCat(scale.Y(*target)), "h240\"/>");
  }
  html.Wrap("<path d=\"", LineOf(points, scale), "\"/>");
  // The period's own value, if there is one, is the last.
  if (HasValue(row.figure())) {
    const Point& now = points.back();
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
