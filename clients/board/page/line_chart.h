// SPDX-License-Identifier: EUPL-1.2
//
// An indicator's years as a line chart with its values and years written in it, for a
// page about one indicator. Inline SVG without attributes of style: its look is a
// style sheet's (kLineChartStyle).

#ifndef SAMLAD_CLIENTS_BOARD_PAGE_LINE_CHART_H_
#define SAMLAD_CLIENTS_BOARD_PAGE_LINE_CHART_H_

#include "clients/board/html.h"
#include "clients/board/page/page_parts.h"

namespace samlad::board {

// The target is a dashed line. A figure without a value is a gap, with its code where
// the value would be. The same in words is the drawing's label. Nothing is drawn if no
// figure has a value.
void AddLineChart(const PageContext& page, const v1::IndicatorRow& row, Html& html);

inline constexpr char kLineChartStyle[] = R"css(
.years { display: block; width: 100%; max-width: 40rem; height: auto; }
.years .line { fill: none; stroke: var(--good); stroke-width: 2.5; stroke-linecap: round; stroke-linejoin: round; }
.years .dot { fill: none; stroke: var(--good); stroke-width: 8; stroke-linecap: round; }
.years .target { fill: none; stroke: var(--bad); stroke-width: 1.5; stroke-dasharray: 6 5; }
.years .base { fill: none; stroke: var(--line); stroke-width: 1; }
.years text { fill: var(--ink); font-size: 13px; text-anchor: middle; }
.years .year { fill: var(--quiet); }
.years .goal { fill: var(--bad); text-anchor: end; }
@media (forced-colors: active) {
  .years .line, .years .dot { stroke: CanvasText; } .years .target { stroke: Highlight; }
  .years text { fill: CanvasText; }
}
)css";

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_PAGE_LINE_CHART_H_
