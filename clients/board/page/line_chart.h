// SPDX-License-Identifier: EUPL-1.2
//
// An indicator's years as a line chart with its values and years written in it, for a
// page about one indicator. Inline SVG without attributes of style: its look is a
// style sheet's (of clients/web/board).

#ifndef SAMLAD_CLIENTS_BOARD_PAGE_LINE_CHART_H_
#define SAMLAD_CLIENTS_BOARD_PAGE_LINE_CHART_H_

#include "clients/board/html.h"
#include "clients/board/page/page_parts.h"

namespace samlad::board {

// The target is a dashed line. A figure without a value is a gap, with its code where
// the value would be. The same in words is the drawing's label. Nothing is drawn if no
// figure has a value.
void AddLineChart(const PageContext& page, const v1::IndicatorRow& row, Html& html);

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_PAGE_LINE_CHART_H_
