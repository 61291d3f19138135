// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/status.h"

#include "gateway/base/limits.h"
#include "gateway/domain/periods.h"

namespace samlad::domain {
namespace {

bool GrowsThroughTheYear(v1::Aggregation aggregation) {
  return aggregation == v1::AGGREGATION_FLOW || aggregation == v1::AGGREGATION_DISTINCT;
}

bool AtLeastAsGood(Int128 value, Int128 wanted, v1::Direction direction) {
  return direction == v1::DIRECTION_UP ? value >= wanted : value <= wanted;
}

bool IsCovered(const v1::Coverage& coverage) {
  return uint64_t{coverage.reported()} * 100 >=
         uint64_t{coverage.expected()} * limits::kStatusCoverageMinPercent;
}

// Whether `value` is on or ahead of the line from baseline to target at `now`;
// nullopt without a baseline for the same part of a year. Compared without division, hence exactly.
std::optional<bool> IsAheadOfLine(const v1::Target& target, Int128 goal, v1::Direction direction,
                                  const PeriodId& now, Int128 value) {
  const auto baseline = ParseDecimal(target.baseline());
  const auto begin = ParsePeriod(target.baseline_period());
  const auto end = ParsePeriod(target.period());
  if (!baseline || !begin || !end || begin->third != end->third) return std::nullopt;
  const int length = EndInThirds(*end) - EndInThirds(*begin);
  const int gone = EndInThirds(now) - EndInThirds(*begin);
  if (length <= 0) return std::nullopt;
  if (gone <= 0) return AtLeastAsGood(value, baseline->micros, direction);
  const Int128 line = Int128{baseline->micros} * length + (goal - baseline->micros) * gone;
  return AtLeastAsGood(value * length, line, direction);
}

v1::Trend Compare(Int128 now, Int128 before, v1::Direction direction) {
  if (now == before) return v1::TREND_LEVEL;
  const bool up = now > before;
  if (direction == v1::DIRECTION_UP) return up ? v1::TREND_BETTER : v1::TREND_WORSE;
  if (direction == v1::DIRECTION_DOWN) return up ? v1::TREND_WORSE : v1::TREND_BETTER;
  return up ? v1::TREND_UP : v1::TREND_DOWN;
}

}  // namespace

const v1::Target* TargetFor(std::span<const v1::Target* const> targets, v1::Aggregation aggregation,
                            const PeriodId& period) {
  const v1::Target* nearest = nullptr;
  int nearest_end = 0;
  for (const v1::Target* target : targets) {
    const auto due = ParsePeriod(target->period());
    if (!due || EndInThirds(*due) < EndInThirds(period)) continue;
    if (GrowsThroughTheYear(aggregation) && due->third != period.third) continue;
    if (nearest != nullptr && EndInThirds(*due) >= nearest_end) continue;
    nearest = target;
    nearest_end = EndInThirds(*due);
  }
  return nearest;
}

v1::TargetStatus StatusOf(const v1::Target* target, v1::Direction direction, const PeriodId& period,
                          std::optional<Int128> micros, const v1::Coverage& coverage) {
  if (target == nullptr) return v1::TARGET_STATUS_NO_TARGET;
  if (direction != v1::DIRECTION_UP && direction != v1::DIRECTION_DOWN) {
    return v1::TARGET_STATUS_NO_TARGET;
  }
  const auto due = ParsePeriod(target->period());
  const auto goal = ParseDecimal(target->value());
  if (!due || !goal) return v1::TARGET_STATUS_NO_TARGET;
  if (!micros || !IsCovered(coverage)) return v1::TARGET_STATUS_INSUFFICIENT;
  if (AtLeastAsGood(*micros, goal->micros, direction)) return v1::TARGET_STATUS_MET;
  if (EndInThirds(*due) == EndInThirds(period)) return v1::TARGET_STATUS_OFF_TRACK;
  const auto ahead = IsAheadOfLine(*target, goal->micros, direction, period, *micros);
  if (!ahead) return v1::TARGET_STATUS_NO_TARGET;
  return *ahead ? v1::TARGET_STATUS_ON_TRACK : v1::TARGET_STATUS_OFF_TRACK;
}

v1::Trend TrendOf(std::span<const TrendPoint> points, v1::Direction direction) {
  if (points.empty() || !points.back().micros) return v1::TREND_INSUFFICIENT;
  const TrendPoint& now = points.back();
  for (size_t i = points.size() - 1; i-- > 0;) {
    const TrendPoint& before = points[i];
    if (before.version != now.version) return v1::TREND_INSUFFICIENT;
    if (before.micros && before.reporters == now.reporters) {
      return Compare(*now.micros, *before.micros, direction);
    }
  }
  return v1::TREND_INSUFFICIENT;
}

}  // namespace samlad::domain
