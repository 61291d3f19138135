// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/page/chart_geometry.h"

#include <algorithm>
#include <cmath>

#include "clients/board/page/difference.h"
#include "clients/board/page/reading.h"
#include "gateway/base/strings.h"

namespace samlad::board {
namespace {

bool IsBreak(const v1::Figure& figure) {
  return std::ranges::find(figure.flags(), v1::FIGURE_FLAG_BREAK) != figure.flags().end();
}

}  // namespace

int ChartScale::Y(double value) const {
  const double part = high > low ? (value - low) / (high - low) : 0.5;
  const int room = frame.height - frame.top - frame.bottom;
  return frame.top + static_cast<int>(std::lround((1 - part) * room));
}

int ChartX(const ChartFrame& frame, int index, int count) {
  if (count == 1) return frame.width / 2;
  return frame.left + index * (frame.width - frame.left - frame.right) / (count - 1);
}

std::vector<ChartPoint> ChartPoints(const v1::IndicatorRow& row, const ChartFrame& frame) {
  std::vector<ChartPoint> points;
  const int count = row.history_size() + 1;
  bool begins = true;
  for (int i = 0; i < count; ++i) {
    const v1::Figure& figure = i < row.history_size() ? row.history(i) : row.figure();
    const auto value = HasValue(figure) ? ToDouble(figure.value()) : std::nullopt;
    begins = begins || IsBreak(figure);
    if (value) {
      points.push_back({ChartX(frame, i, count), *value, begins, &figure});
    }
    begins = !value;
  }
  return points;
}

ChartScale ScaleOf(const std::vector<ChartPoint>& points, std::optional<double> target,
                   const ChartFrame& frame) {
  ChartScale scale{frame, points.front().value, points.front().value};
  for (const ChartPoint& point : points) {
    scale.low = std::min(scale.low, point.value);
    scale.high = std::max(scale.high, point.value);
  }
  if (target) {
    scale.low = std::min(scale.low, *target);
    scale.high = std::max(scale.high, *target);
  }
  return scale;
}

std::string LinePath(const std::vector<ChartPoint>& points, const ChartScale& scale) {
  std::string path;
  for (size_t i = 0; i < points.size(); ++i) {
    const bool ends = i + 1 == points.size() || points[i + 1].begins;
    StrAppend(&path, points[i].begins ? "M" : " ", points[i].x, " ", scale.Y(points[i].value));
    // A line of no length with round ends is a dot.
    if (points[i].begins && ends) path += "h0";
  }
  return path;
}

}  // namespace samlad::board
