// SPDX-License-Identifier: EUPL-1.2
//
// Which figures of an observation are counts of people, so that they may have to
// be protected, and the smallest count that a report's breakdowns reveal.
// The rules for readers: docs/consolidation.md, "Breakdowns".

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

// For each of these counts, whether that of a year-to-date period is part of that
// of a later one. A complement accumulates if both parts of the ratio do.
std::array<bool, 3> AccumulatingCounts(const v1::Indicator& definition);

// For each indicator with breakdown, the smallest count other than zero in any of
// its cells and leftovers. A leftover is a whole less its parts; it is a count,
// too, namely of those who are in none of the parts. Leftovers are computed
// dimension by dimension, also of leftovers, so that a row of a cross table less
// its columns is included. If a margin of the table was not reported, it is
// taken to be the sum of the parts that were. Negative counts are the smallest. A
// leftover of distinct persons counts only if it is positive, because one person
// may be in several parts. Also whether a cell says something of each person in
// it: nobody, or with a denominator everybody. Ordered by indicator. `rows` are
// ordered as by Tabulate and were resolved by `indicators`.
std::vector<SplitIndicator> SmallestCounts(const Observations& rows,
                                           const std::vector<const ResolvedIndicator*>& indicators);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_LOG_COUNTS_H_
