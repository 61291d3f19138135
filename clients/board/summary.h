// SPDX-License-Identifier: EUPL-1.2
//
// Answers from a view the four questions that a board asks first: what is off
// target, what changed, what is overdue, who has not reported.

#ifndef SAMLAD_CLIENTS_BOARD_SUMMARY_H_
#define SAMLAD_CLIENTS_BOARD_SUMMARY_H_

#include <cstdint>
#include <vector>

#include "samlad/v1/view.pb.h"

namespace samlad::board {

// Points into the view, which must outlive it. The lists are in the view's
// order, except that changes for the worse come first.
struct Summary {
  std::vector<const v1::IndicatorRow*> off_target;
  std::vector<const v1::IndicatorRow*> changed;
  std::vector<const v1::ObligationState*> overdue_reports;  // deadline passed
  std::vector<const v1::ProjectRow*> overdue_projects;      // so is their follow-up
  std::vector<const v1::RecommendationRow*> overdue_recommendations;
  size_t reports_due = 0;  // reports that are not waived
  // Those of them that are not accepted, or were sent back and not corrected.
  std::vector<const v1::ObligationState*> not_reported;
  size_t OverdueCount() const {
    return overdue_reports.size() + overdue_projects.size() + overdue_recommendations.size();
  }
  uint32_t not_judged = 0;  // indicators with a target, but too little coverage to compare with it
};

Summary Summarise(const v1::View& view);

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_SUMMARY_H_
