// SPDX-License-Identifier: EUPL-1.2
//
// Counts that readers see outside the table: what follow-ups of projects measured,
// and the baselines of expected effects. Together with the table, or with each
// other, they may tell a small count, although each of them is large.
// The rules for readers: docs/consolidation.md, "Projects".

#ifndef SAMLAD_GATEWAY_DOMAIN_FIGURES_QUOTED_COUNTS_H_
#define SAMLAD_GATEWAY_DOMAIN_FIGURES_QUOTED_COUNTS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "gateway/domain/figures/indicator_table.h"
#include "gateway/domain/log/prefix.h"
#include "gateway/domain/values/decimal.h"
#include "gateway/domain/values/periods.h"

namespace samlad::domain {

// Where a value is told outside the table. The values of one source for one
// period replace each other.
struct QuoteSource {
  static constexpr uint32_t kCatalogue = UINT32_MAX;

  uint32_t history = kCatalogue;  // number in the Prefix, of the report that measured it
  std::string project;            // empty: a target
  friend bool operator==(const QuoteSource&, const QuoteSource&) = default;
};

// Immutable; points into what it is made from, which must outlive it.
class QuotedCounts {
 public:
  // Of the follow-ups of every accepted report, superseded ones included, and of
  // the baselines in `catalogue`, which need not be that of the prefix.
  QuotedCounts(const Prefix& prefix, const IndicatorTable& indicators,
               const v1::Catalogue& catalogue);

  // Whether the value must not be shown next to the table: its indicator is
  // `hidden` (HiddenIndicators), it is small itself, or it differs by a small
  // count from what the table shows, or ever showed, of the same period, or of
  // another one of the year if the count accumulates; of one organisation, or of
  // several together. The same holds between values of different sources. A value
  // that the table has, too, tells nothing new. A ratio stands for the numerators
  // that it may have with the denominators of the table.
  bool IsWithheld(const std::vector<bool>& hidden, std::string_view indicator,
                  std::string_view period, std::string_view value, const QuoteSource& source) const;

  // Hides the indicators of which the table got a figure after a follow-up had
  // told a count from which that differs by a small one, because earlier views
  // show what was told.
  void HideRevealed(std::vector<bool>& hidden) const;

 private:
  struct Quote {
    uint32_t indicator = 0;  // number in the table
    PeriodId period;
    int64_t micros = 0;
    QuoteSource source;
    uint64_t since = 0;  // position of the report that told it first
  };
  // What one organisation reported in one revision, in micros.
  struct Told {
    uint32_t organisation = 0, obligation = 0;
    bool in_force = false;
    uint64_t position = 0;
    int64_t count = 0;        // a ratio's numerator
    int64_t denominator = 0;  // of a ratio
  };
  struct Sum {
    Int128 count = 0, denominator = 0;
    uint64_t since = 0;  // when all parts were known
    bool shown = false;  // by the table itself: of one organisation, or of all
  };
  // What the table tells of one indicator and period.
  struct Table {
    std::vector<Told> told;
    std::vector<Sum> sums;     // of one organisation or several, each in any revision
    std::optional<Sum> total;  // of what is in force
    bool too_many = false;     // organisations, so that `sums` are not all
  };
  struct Conflict {
    bool before = false;  // with what the table told before
    bool after = false;   // with what it told since
    bool shown = false;   // the latter by itself, not only in a sum of some
  };

  void AddMeasured(const Prefix& prefix);
  void AddBaselines(const v1::Catalogue& catalogue);
  void Add(std::string_view indicator, const std::optional<PeriodId>& period,
           std::string_view value, const QuoteSource& source, uint64_t since);
  void ReadTable(const Prefix& prefix);
  static void SumUp(Table& table);

  const Table* FindTable(uint32_t indicator, const PeriodId& period) const;
  bool IsCount(uint32_t indicator) const;
  bool IsClose(uint32_t indicator, Int128 a, Int128 b) const;
  // Whether the table has the quote's value: now, or at any moment.
  bool TableHas(const Quote& quote, bool now) const;
  Conflict ConflictOf(const Quote& quote) const;
  bool TableHasRatio(const Quote& quote) const;
  bool RatioConflicts(const Quote& quote) const;
  bool NumeratorConflicts(const Quote& quote, const v1::Indicator& definition,
                          Int128 denominator) const;
  bool ConflictsWithQuotes(const Quote& quote) const;

  const IndicatorTable& indicators_;
  std::vector<bool> accumulates_;  // by indicator: its value, or a ratio's numerator
  std::vector<Quote> quotes_;      // except small ones, which nobody is told
  absl::flat_hash_set<std::pair<uint32_t, int>> years_;          // indicator, year
  absl::flat_hash_map<std::pair<uint32_t, int>, Table> tables_;  // indicator, EndInThirds
};

// HideRevealed of what follow-ups in the prefix measured.
void HideWhatQuotesReveal(const Prefix& prefix, const IndicatorTable& indicators,
                          std::vector<bool>& hidden);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_FIGURES_QUOTED_COUNTS_H_
