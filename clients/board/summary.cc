// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/summary.h"

#include <algorithm>

namespace samlad::board {
namespace {

bool Changed(v1::Trend trend) {
  return trend == v1::TREND_BETTER || trend == v1::TREND_WORSE || trend == v1::TREND_UP ||
         trend == v1::TREND_DOWN;
}

// Worse, better, then changes without a direction.
int Urgency(const v1::IndicatorRow* row) {
  if (row->trend() == v1::TREND_WORSE) return 0;
  return row->trend() == v1::TREND_BETTER ? 1 : 2;
}

}  // namespace

Summary Summarise(const v1::View& view) {
  Summary summary;
  for (const v1::AreaView& area : view.areas()) {
    for (const v1::IndicatorRow& row : area.rows()) {
      if (row.status() == v1::TARGET_STATUS_OFF_TRACK) summary.off_target.push_back(&row);
      if (Changed(row.trend())) summary.changed.push_back(&row);
      if (row.status() == v1::TARGET_STATUS_INSUFFICIENT && !row.target().empty()) {
        ++summary.not_judged;
      }
    }
  }
  std::ranges::stable_sort(summary.changed, {}, Urgency);
  for (const v1::ObligationState& state : view.obligations()) {
    const bool is_owed = state.state() != v1::REPORT_STATE_WAIVED;
    if (is_owed) ++summary.reports_due;
    // A report that was sent back keeps its position, but no figure uses it.
    const bool is_in = state.position() != 0 && state.state() != v1::REPORT_STATE_RETURNED;
    if (is_owed && !is_in) summary.not_reported.push_back(&state);
    if (state.state() == v1::REPORT_STATE_MISSING) summary.overdue_reports.push_back(&state);
  }
  for (const v1::ProjectRow& project : view.projects()) {
    if (project.state() == v1::FOLLOW_UP_STATE_OVERDUE)
      summary.overdue_projects.push_back(&project);
  }
  for (const v1::RecommendationRow& row : view.recommendations()) {
    if (row.state() == v1::RECOMMENDATION_STATE_OVERDUE) {
      summary.overdue_recommendations.push_back(&row);
    }
  }
  return summary;
}

}  // namespace samlad::board
