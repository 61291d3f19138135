// SPDX-License-Identifier: EUPL-1.2
//
// Where a row's values lie in a drawing: what the small chart and the large one
// share.

#ifndef SAMLAD_CLIENTS_BOARD_PAGE_CHART_GEOMETRY_H_
#define SAMLAD_CLIENTS_BOARD_PAGE_CHART_GEOMETRY_H_

#include <optional>
#include <string>
#include <vector>

#include "samlad/v1/view.pb.h"

namespace samlad::board {

// A drawing in its own units, which a style sheet scales, and the room at its edges.
struct ChartFrame {
  int width = 0, height = 0;
  int left = 0, top = 0, right = 0, bottom = 0;
};

struct ChartPoint {
  int x = 0;
  double value = 0;
  bool begins = false;                 // no line leads to it
  const v1::Figure* figure = nullptr;  // of the row
};

struct ChartScale {
  ChartFrame frame;
  double low = 0, high = 0;
  // Equal values lie in the middle.
  int Y(double value) const;
};

// How far to the right the figure at `index` of `count` lies.
int ChartX(const ChartFrame& frame, int index, int count);
// The figures of a row with a value, from left to right. A line does not cross a
// figure without a value, or a new definition.
std::vector<ChartPoint> ChartPoints(const v1::IndicatorRow& row, const ChartFrame& frame);
// Holds every point, of which there is one, and the target.
ChartScale ScaleOf(const std::vector<ChartPoint>& points, std::optional<double> target,
                   const ChartFrame& frame);
// The "d" of an SVG path through the points; a point alone is a dot.
std::string LinePath(const std::vector<ChartPoint>& points, const ChartScale& scale);

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_PAGE_CHART_GEOMETRY_H_
