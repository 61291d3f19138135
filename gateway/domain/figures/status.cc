// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/figures/status.h"

#include <algorithm>

#include "gateway/domain/values/periods.h"

namespace samlad::domain {
namespace {

// Share of the expected organisations that must have reported before a figure
// is compared with its target; share of the way from baseline to target that a
// figure may lag behind the line and still be on track; and change in per mille
// up to which a trend is level. A catalogue may set its own.
constexpr uint32_t kStatusCoverageMinPercent = 50;
constexpr uint32_t kOnTrackPercent = 0;
constexpr uint32_t kTrendLevelPermille = 0;

bool GrowsThroughTheYear(v1::Aggregation aggregation) {
  return aggregation == v1::AGGREGATION_FLOW || aggregation == v1::AGGREGATION_DISTINCT;
}

bool AtLeastAsGood(Int128 value, Int128 wanted, v1::Direction direction) {
  return direction == v1::DIRECTION_UP ? value >= wanted : value <= wanted;
}

bool IsCovered(const v1::Coverage& coverage, uint32_t min_percent) {
  return uint64_t{coverage.reported()} * 100 >= uint64_t{coverage.expected()} * min_percent &&
         Int128{coverage.reported_weight()} * 100 >=
             Int128{coverage.expected_weight()} * min_percent;
}

Int128 Magnitude(Int128 value) { return value < 0 ? -value : value; }

// Whether `value` is on or ahead of the line from baseline to target at `now`,
// or no more than `slack_percent` of the way behind; nullopt without a baseline
// for the same part of a year. Compared without division, hence exactly.
std::optional<bool> IsOnTrack(const v1::Target& target, Int128 goal, v1::Direction direction,
                              const PeriodId& now, Int128 value, uint32_t slack_percent) {
  const auto baseline = ParseDecimal(target.baseline());
  const auto begin = ParsePeriod(target.baseline_period());
  const auto end = ParsePeriod(target.period());
  if (!baseline || !begin || !end || begin->third != end->third) return std::nullopt;
  const int length = EndInThirds(*end) - EndInThirds(*begin);
  const int gone = EndInThirds(now) - EndInThirds(*begin);
  if (length <= 0) return std::nullopt;
  const Int128 way = goal - baseline->micros;
  // In hundredths of a micro, times the length.
  const Int128 line = (Int128{baseline->micros} * length + way * std::max(gone, 0)) * 100;
  const Int128 slack = Magnitude(way) * length * slack_percent;
  const Int128 wanted = direction == v1::DIRECTION_UP ? line - slack : line + slack;
  return AtLeastAsGood(value * length * 100, wanted, direction);
}

uint32_t FirstSet(uint32_t own, uint32_t common, uint32_t otherwise) {
  if (own != 0) return own;
  return common != 0 ? common : otherwise;
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
                          std::optional<Int128> micros, const v1::Coverage& coverage,
                          const v1::Thresholds& thresholds) {
  if (target == nullptr) return v1::TARGET_STATUS_NO_TARGET;
  if (direction != v1::DIRECTION_UP && direction != v1::DIRECTION_DOWN) {
    return v1::TARGET_STATUS_NO_TARGET;
  }
  const auto due = ParsePeriod(target->period());
  const auto goal = ParseDecimal(target->value());
  if (!due || !goal) return v1::TARGET_STATUS_NO_TARGET;
  if (!micros || !IsCovered(coverage, thresholds.coverage_min_percent())) {
    return v1::TARGET_STATUS_INSUFFICIENT;
  }
  if (AtLeastAsGood(*micros, goal->micros, direction)) return v1::TARGET_STATUS_MET;
  if (EndInThirds(*due) == EndInThirds(period)) return v1::TARGET_STATUS_OFF_TRACK;
  const auto on_track =
      IsOnTrack(*target, goal->micros, direction, period, *micros, thresholds.on_track_percent());
  if (!on_track) return v1::TARGET_STATUS_NO_TARGET;
  return *on_track ? v1::TARGET_STATUS_ON_TRACK : v1::TARGET_STATUS_OFF_TRACK;
}

v1::Thresholds ThresholdsOf(const v1::Indicator& definition, const v1::Catalogue& catalogue) {
  const v1::Thresholds& own = definition.thresholds();
  const v1::Thresholds& common = catalogue.thresholds();
  v1::Thresholds settled;
  settled.set_coverage_min_percent(FirstSet(
      own.coverage_min_percent(), common.coverage_min_percent(), kStatusCoverageMinPercent));
  settled.set_on_track_percent(
      FirstSet(own.on_track_percent(), common.on_track_percent(), kOnTrackPercent));
  settled.set_level_permille(
      FirstSet(own.level_permille(), common.level_permille(), kTrendLevelPermille));
  return settled;
}

v1::Trend Compare(Int128 now, Int128 other, v1::Direction direction, uint32_t level_permille) {
  if (Magnitude(now - other) * 1000 <= Magnitude(other) * level_permille) return v1::TREND_LEVEL;
  const bool up = now > other;
  if (direction == v1::DIRECTION_UP) return up ? v1::TREND_BETTER : v1::TREND_WORSE;
  if (direction == v1::DIRECTION_DOWN) return up ? v1::TREND_WORSE : v1::TREND_BETTER;
  return up ? v1::TREND_UP : v1::TREND_DOWN;
}

v1::Trend TrendOf(std::span<const TrendPoint> points, v1::Direction direction,
                  uint32_t level_permille) {
  if (points.empty() || !points.back().micros) return v1::TREND_INSUFFICIENT;
  const TrendPoint& now = points.back();
  for (size_t i = points.size() - 1; i-- > 0;) {
    const TrendPoint& before = points[i];
    if (before.version != now.version) return v1::TREND_INSUFFICIENT;
    if (before.micros && before.reporters == now.reporters) {
      return Compare(*now.micros, *before.micros, direction, level_permille);
    }
  }
  return v1::TREND_INSUFFICIENT;
}

}  // namespace samlad::domain
