// SPDX-License-Identifier: EUPL-1.2
//
// Which indicators are hidden because a small number of people could be
// recognised. Until there are editions the rule is: if any count behind an
// indicator was ever small, the whole indicator is hidden, with its history and
// every organisation's part; if any count in its breakdowns was ever small, all
// of its breakdowns are hidden.
// The rules for readers: docs/consolidation.md, "Projects" and "Breakdowns".

#ifndef SAMLAD_GATEWAY_DOMAIN_FIGURES_DISCLOSURE_H_
#define SAMLAD_GATEWAY_DOMAIN_FIGURES_DISCLOSURE_H_

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "gateway/domain/figures/indicator_table.h"
#include "gateway/domain/log/prefix.h"

namespace samlad::domain {

// By number in the table: whether the indicator is hidden, because some row
// holds a protected count from 1 to k - 1: a count itself, a ratio's numerator,
// denominator or (where the numerator is part of the denominator) its
// complement, the n of a mean or index. Zero is not small, unless the indicator is
// sensitive; then neither nobody nor everybody is shown. A negative number is
// treated as small, because it is not a count.
//
// Looks at every accepted revision of every organisation and period in the
// prefix, superseded ones included, whatever a query asks for, because what a
// view hides may depend neither on its filters nor on which figure replaced the
// small one.
//
// Periods of one year are year to date, so that their differences are counts,
// too, of what happened in between. A count that accumulates over the year (not
// those of stocks and indexes, nor parts of ratios that are states) also hides
// where two periods of one organisation and year, in any two revisions, differ by
// a small count; a later period with less than an earlier one holds corrected
// data and counts as small.
//
// Indicators that share a count are hidden together (shared_counts.h), and so is
// one of which a project's follow-up had told a count before, from which a later
// figure differs by a small one (quoted_counts.h).
//
// Sums therefore need no check of their own: counts that are each zero or at
// least k add up to zero or to at least k, over whichever organisations, and so
// do their complements.
std::vector<bool> HiddenIndicators(const Prefix& prefix, const IndicatorTable& indicators);

// Below it a count is small, in micros.
int64_t MicrosOfK(const IndicatorEntry& entry);

// Calls `visit` for every total of a `watched` indicator, of every accepted
// revision, except for figures that hide nothing any more.
using TotalVisitor = std::function<void(const Revision& revision, const Observations& rows,
                                        uint32_t row, uint32_t number)>;
void VisitTotals(const Prefix& prefix, const IndicatorTable& indicators,
                 const std::vector<bool>& watched, const TotalVisitor& visit);

// Whether a value that is told outside the table is a small count of a protected
// indicator: from 1 to k - 1, or negative; of a sensitive one also nobody, and with
// a denominator everybody. Otherwise ratios, means and indexes are no counts.
bool IsSmallCount(const IndicatorEntry& entry, std::string_view value);

// By number in the table: whether the indicator's breakdowns are withheld in a
// view of `period`. They are if the indicator is hidden itself, or if any report
// ever revealed a count from 1 to k - 1 in a cell or in a leftover (counts.h), of a
// sensitive one also nobody or everybody, and those of the indicators that share a
// count with it.
// For a part of a year the breakdowns of every protected indicator that
// accumulates are withheld, because together with the cells of the whole year
// they would reveal what happened in between.
//
// Cells of several organisations need no check of their own, as above. What two
// views reveal together, before and after a report was replaced, is not checked,
// because those who may read breakdowns may read the reports.
std::vector<bool> HiddenBreakdowns(const Prefix& prefix, const IndicatorTable& indicators,
                                   const std::vector<bool>& hidden, const PeriodId& period);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_FIGURES_DISCLOSURE_H_
