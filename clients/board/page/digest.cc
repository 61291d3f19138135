// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/page/digest.h"

#include <algorithm>

#include "absl/time/civil_time.h"
#include "clients/board/language.h"
#include "gateway/base/strings.h"

namespace samlad::board {
namespace {

double SizeOf(const Moved& moved) { return moved.change ? moved.change->size.relative : 0; }
double SizeOf(const OffTarget& off) { return off.gap ? off.gap->size.relative : 0; }

template <class T>
void LargestFirst(std::vector<T>& list) {
  std::ranges::stable_sort(list, std::ranges::greater(), [](const T& one) { return SizeOf(one); });
}

void CountRow(const v1::IndicatorRow& row, Digest& digest) {
  ++digest.indicators;
  const v1::TargetStatus status = StatusShown(row);
  const v1::Trend trend = TrendShown(row);
  ++digest.statuses[status];
  ++digest.trends[trend];
  for (const v1::ComparisonRow& comparison : row.comparisons()) {
    for (const int against : comparison.against()) {
      ++digest.comparisons[static_cast<v1::Trend>(against)];
    }
  }
  if (status != v1::TARGET_STATUS_NO_TARGET) ++digest.with_target;
  if (status == v1::TARGET_STATUS_OFF_TRACK) digest.off_target.push_back({&row, GapOf(row)});
  if (trend == v1::TREND_WORSE) digest.worse.push_back({&row, ChangeOf(row)});
  if (trend == v1::TREND_BETTER) digest.better.push_back({&row, ChangeOf(row)});
}

void CountReports(const v1::View& view, Digest& digest) {
  const absl::TimeZone zone = ZoneOf(view);
  const Summary summary = Summarise(view);
  digest.reports_due = summary.reports_due;
  digest.reports_in = summary.reports_due - summary.not_reported.size();
  for (const v1::ObligationState& state : view.obligations()) {
    if (state.state() != v1::REPORT_STATE_WAIVED) ++digest.reports[state.state()];
  }
  for (const v1::ObligationState* state : summary.overdue_reports) {
    digest.overdue.push_back({state, DaysLate(state->due(), view.time_ms(), zone)});
  }
  std::ranges::stable_sort(digest.overdue, std::ranges::greater(),
                           [](const Overdue& one) { return one.days.value_or(0); });
  digest.follow_ups = summary.overdue_projects;
  digest.recommendations = summary.overdue_recommendations;
}

}  // namespace

std::optional<int64_t> DaysLate(const std::string& due, int64_t time_ms,
                                const absl::TimeZone& zone) {
  absl::CivilDay last;
  if (time_ms == 0 || !absl::ParseCivilTime(due, &last)) return std::nullopt;
  const absl::CivilDay day = absl::ToCivilDay(absl::FromUnixMillis(time_ms), zone);
  return day > last ? std::optional<int64_t>(day - last) : std::nullopt;
}

Digest DigestOf(const v1::View& view) {
  Digest digest;
  for (const v1::AreaView& area : view.areas()) {
    for (const v1::IndicatorRow& row : area.rows()) CountRow(row, digest);
  }
  LargestFirst(digest.worse);
  LargestFirst(digest.better);
  LargestFirst(digest.off_target);
  CountReports(view, digest);
  for (const v1::ProjectRow& project : view.projects()) {
    if (project.past_end()) digest.past_end.push_back(&project);
    if (project.over_budget()) digest.over_budget.push_back(&project);
  }
  digest.acknowledged = !view.acknowledgements().empty();
  return digest;
}

}  // namespace samlad::board
