// SPDX-License-Identifier: EUPL-1.2
//
// A view as large as a page must bear: 200 indicators with the longest titles, 60
// overdue reports, and more of everything that the first page lists than it shows.

#ifndef SAMLAD_TESTS_UNIT_BOARD_PAGE_LARGE_VIEW_H_
#define SAMLAD_TESTS_UNIT_BOARD_PAGE_LARGE_VIEW_H_

#include "samlad/v1/view.pb.h"

namespace samlad::board {

inline constexpr int kLargeIndicators = 200, kLargeOverdue = 60, kLargeReports = 100;

v1::View LargeView();

}  // namespace samlad::board

#endif  // SAMLAD_TESTS_UNIT_BOARD_PAGE_LARGE_VIEW_H_
