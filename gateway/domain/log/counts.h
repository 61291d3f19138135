// SPDX-License-Identifier: EUPL-1.2
//
// Which figures of an observation are counts of people, and thus may have to
// be protected; and the smallest that a report's breakdowns give away.
// Design: disclosure.md.

#ifndef SAMLAD_GATEWAY_DOMAIN_LOG_COUNTS_H_
#define SAMLAD_GATEWAY_DOMAIN_LOG_COUNTS_H_

#include <array>
#include <cstdint>
#include <vector>

#include "gateway/domain/log/observation_row.h"
#include "gateway/domain/log/observations.h"
#include "samlad/v1/catalogue.pb.h"

namespace samlad::domain {

enum class Counts { kValue, kParts, kPartsAndComplement, kAnswers };

Counts CountsOf(const v1::Indicator& definition);

// The counts of one row, in micros; kNoFigure where there is none. A
// complement is the last of three.
using RowCounts = std::array<int64_t, 3>;
inline constexpr RowCounts kNoCounts = {kNoFigure, kNoFigure, kNoFigure};

RowCounts CountsAt(Counts counts, const Observations& rows, size_t row);

// For each indicator with breakdown, the smallest count but zero in any of its
// cells, and in what they leave over: a whole less its parts is a count, too,
// of those in none of them. Leftovers are taken dimension by dimension, of
// leftovers as well, so that no row of a cross table less its columns is
// forgotten; where a margin of the table was not reported, as if all that it
// holds were in the parts that were. Negative counts are smallest of all; a leftover of distinct
// persons, who may be in several parts, counts only if it is positive. Ordered
// by indicator. `rows` as Tabulate orders them, resolved by `indicators`
// before.
std::vector<SplitIndicator> SmallestCounts(const Observations& rows,
                                           const std::vector<const ResolvedIndicator*>& indicators);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_LOG_COUNTS_H_
