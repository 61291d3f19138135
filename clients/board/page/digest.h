// SPDX-License-Identifier: EUPL-1.2
//
// What the first page says, picked and sorted. Its lists are whole; the page
// shows the first kShownMax of each and says how many more there are.

#ifndef SAMLAD_CLIENTS_BOARD_PAGE_DIGEST_H_
#define SAMLAD_CLIENTS_BOARD_PAGE_DIGEST_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "absl/time/time.h"
#include "clients/board/page/reading.h"
#include "clients/board/summary.h"
#include "samlad/v1/view.pb.h"

namespace samlad::board {

inline constexpr size_t kShownMax = 5;

// Days from a due date to a moment; nullopt if the date is none or lies ahead,
// or the moment is unknown (0).
std::optional<int64_t> DaysLate(const std::string& due, int64_t time_ms,
                                const absl::TimeZone& zone);

struct Moved {
  const v1::IndicatorRow* row = nullptr;
  std::optional<Change> change;  // nullopt: the trend is known, its size is not
};

struct OffTarget {
  const v1::IndicatorRow* row = nullptr;
  std::optional<Gap> gap;
};

struct Overdue {
  const v1::ObligationState* report = nullptr;
  std::optional<int64_t> days;
};

// Points into the view, which must outlive it. Largest first, by the size in
// proportion to the earlier figure or the target; the longest overdue first.
// What is of one size keeps the view's order.
struct Digest {
  std::vector<Moved> worse, better;
  std::vector<OffTarget> off_target;
  std::vector<Overdue> overdue;
  // How many indicators have each status and trend, and how many of the
  // municipality's comparisons each result.
  std::map<v1::TargetStatus, size_t> statuses;
  std::map<v1::Trend, size_t> trends, comparisons;
  // How many due reports have each state; waived ones are left out.
  std::map<v1::ReportState, size_t> reports;
  size_t indicators = 0, with_target = 0;
  size_t reports_due = 0, reports_in = 0;
  // What the board is asked to do, besides the overdue reports.
  std::vector<const v1::ProjectRow*> follow_ups, past_end, over_budget;
  std::vector<const v1::RecommendationRow*> recommendations;
  bool acknowledged = false;
};

Digest DigestOf(const v1::View& view);

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_PAGE_DIGEST_H_
