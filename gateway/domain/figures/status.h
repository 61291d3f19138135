// SPDX-License-Identifier: EUPL-1.2
//
// Target status and trend: two different signals, never merged. Both are
// computed from figures as published, so that a reader can check them and they
// reveal no more than the figures do.

#ifndef SAMLAD_GATEWAY_DOMAIN_FIGURES_STATUS_H_
#define SAMLAD_GATEWAY_DOMAIN_FIGURES_STATUS_H_

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "gateway/domain/catalogue/catalogue_index.h"
#include "gateway/domain/values/decimal.h"
#include "samlad/v1/view.pb.h"

namespace samlad::domain {

// The target that a period is measured by: its own or, if it has none, the
// next later one. Null: none. A figure that grows through the year (flow,
// distinct persons) is compared only with targets for the same third.
// `targets` are those of one indicator.
const v1::Target* TargetFor(std::span<const v1::Target* const> targets, v1::Aggregation aggregation,
                            const PeriodId& period);

// The status of a published figure in micros; nullopt: it has no value.
//   NO_TARGET     no target, or no direction; or a later target without a
//                 baseline, unless it is met already
//   INSUFFICIENT  no value, or less reported than coverage_min_percent, by
//                 count of organisations or by their weight
//   MET           at the target or better
//   ON_TRACK      the target is for a later period, and the figure is at or
//                 better than the straight line from baseline to target, or
//                 behind it by no more than on_track_percent of the whole way
//   OFF_TRACK     otherwise
// Thresholds as ThresholdsOf gives them.
v1::TargetStatus StatusOf(const v1::Target* target, v1::Direction direction, const PeriodId& period,
                          std::optional<Int128> micros, const v1::Coverage& coverage,
                          const v1::Thresholds& thresholds);

// The thresholds of an indicator: its own, else the catalogue's, else the
// defaults (docs/consolidation.md).
v1::Thresholds ThresholdsOf(const v1::Indicator& definition, const v1::Catalogue& catalogue);

// One period's published figure, as a trend compares it.
struct TrendPoint {
  std::optional<Int128> micros;     // nullopt: no value
  uint32_t version = 0;             // of the definition
  std::vector<uint32_t> reporters;  // organisations behind it, ascending
};

// The trend of the last point, compared with the nearest earlier point that has
// the same definition and the same organisations; no point between them may have
// another definition. A change of at most `level_permille` of the earlier figure
// counts as none.
v1::Trend TrendOf(std::span<const TrendPoint> points, v1::Direction direction,
                  uint32_t level_permille);

// `now` against `other`: BETTER, WORSE or LEVEL; UP or DOWN without a direction.
v1::Trend Compare(Int128 now, Int128 other, v1::Direction direction, uint32_t level_permille);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_FIGURES_STATUS_H_
