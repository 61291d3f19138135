// SPDX-License-Identifier: EUPL-1.2
//
// What one indicator's row says, worked out for people: by how much it changed,
// how far it is from its target, and why its status is what it is. A figure
// without a value has no change, no gap and no status that would say something
// about the value, whatever the row claims.

#ifndef SAMLAD_CLIENTS_BOARD_PAGE_READING_H_
#define SAMLAD_CLIENTS_BOARD_PAGE_READING_H_

#include <optional>
#include <string>

#include "clients/board/language.h"
#include "clients/board/page/difference.h"
#include "clients/board/page/page_words.h"
#include "samlad/v1/view.pb.h"

namespace samlad::board {

bool HasValue(const v1::Figure& figure);

v1::TargetStatus StatusShown(const v1::IndicatorRow& row);
v1::Trend TrendShown(const v1::IndicatorRow& row);

// A change since an earlier figure, which belongs to the row.
struct Change {
  const v1::Figure* from = nullptr;
  Difference size;
};
// The change that the trend names: since the nearest earlier figure of the same
// definition and as many organisations that lies on the trend's other side.
// nullopt: there is none, or the trend is level or unknown.
std::optional<Change> ChangeOf(const v1::IndicatorRow& row);

// The way from the figure to its target.
struct Gap {
  bool reached = false;
  Difference size;
};
// nullopt: no value, no target or no direction.
std::optional<Gap> GapOf(const v1::IndicatorRow& row);

// "behind the line to it"; "" where the status says all. WhyOf (page_parts.h) says
// also what the line would be at, where that is known.
std::string WhyStatus(const v1::IndicatorRow& row, const PageWords& words);

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_PAGE_READING_H_
