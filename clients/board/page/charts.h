// SPDX-License-Identifier: EUPL-1.2
//
// Charts as inline SVG. Each has its text next to it or in its label; a figure
// without a value has no point and no bar, and does not stretch a scale.

#ifndef SAMLAD_CLIENTS_BOARD_PAGE_CHARTS_H_
#define SAMLAD_CLIENTS_BOARD_PAGE_CHARTS_H_

#include <span>
#include <string>

#include "clients/board/html.h"
#include "clients/board/page/page_parts.h"

namespace samlad::board {

// The row's values over the view's periods, with the target as a dashed line.
// Nothing is drawn if no figure has a value.
void AddSparkline(const PageContext& page, const v1::IndicatorRow& row, Html& html);
// What the chart shows, in words: "2023: 70 → 2025: 71,5; target: 76 (2026)". Every
// value is in the table behind the row.
std::string SparklineText(const PageContext& page, const v1::IndicatorRow& row);

// One part of a whole that is drawn as a bar.
struct Share {
  size_t count = 0;
  Markup css_class;  // "<rect class=\"g\""
};
// The parts side by side in proportion to their counts. Decoration: the counts
// are written next to it.
void AddShares(std::span<const Share> shares, Html& html);

// A bar of `value` out of `whole`, both at least 0; nothing if whole is 0.
void AddBar(double value, double whole, Html& html);

// Where a measured value lies between the baseline and the expected value, which
// differ.
void AddTrack(double baseline, double expected, double measured, Html& html);

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_PAGE_CHARTS_H_
