// SPDX-License-Identifier: EUPL-1.2
//
// The figures of one report as columns. Rows without any breakdown come first,
// so that a consolidated view reads only the beginning of each column.

#ifndef SAMLAD_GATEWAY_DOMAIN_LOG_OBSERVATIONS_H_
#define SAMLAD_GATEWAY_DOMAIN_LOG_OBSERVATIONS_H_

#include <cstdint>
#include <vector>

#include "gateway/domain/catalogue/catalogue_index.h"
#include "gateway/domain/log/column.h"
#include "gateway/domain/log/observation_row.h"
#include "samlad/v1/common.pb.h"
#include "samlad/v1/report.pb.h"

namespace samlad::domain {

// Figures that an observation does not carry.
inline constexpr int64_t kNoFigure = INT64_MIN;

// What is kept of an indicator's breakdowns in one report when they leave
// memory, because every report ever accepted decides whether breakdowns are shown.
struct SplitIndicator {
  Symbol indicator = kTotal;
  int64_t smallest = INT64_MAX;  // count that they reveal, in micros; see counts.h
  bool all_or_none = false;      // whether some cell says so of each person in it
};

// Structure of arrays: every column has the same length. Figures are micros
// (see decimal.h) or kNoFigure; n is a plain count or kNoFigure. Immutable once
// it is shared. Rows with and rows without breakdown are each ordered by
// indicator and codes. The numbers of these differ between processes, so that
// nothing shown may depend on the order. A ratio's value is numerator /
// denominator * factor, rounded to micros only.
struct Observations {
  uint32_t totals = 0;    // rows [0, totals) have kTotal in every dimension
  uint32_t released = 0;  // rows with breakdown that have left memory
  std::vector<Symbol> indicator;
  Column<uint16_t> version;  // of the indicator's definition
  Column<Symbol> area, sex, age, background, category;
  std::vector<int64_t> value;
  Column<int64_t> numerator, denominator, n;
  Column<uint8_t> status;     // v1::ObservationStatus
  std::vector<uint32_t> row;  // index in Report.observations
  // Of the indicators with breakdown, those released included; by indicator.
  std::vector<SplitIndicator> splits;

  size_t size() const { return indicator.size(); }
};

// A row as it resolves against the catalogue.
struct ResolvedRow {
  ObservationKey key;
  uint32_t row = 0;  // index in Report.observations
  const ResolvedIndicator* indicator = nullptr;
  ObservationFigures figures{};
};

// The columns of rows in any order; of rows with the same key the first in the
// report is kept.
Observations TabulateRows(const std::vector<ResolvedRow>& rows);

// Columns of a report that CheckContent has accepted. Rows that do not resolve
// against `index` are left out; of equal duplicates the first is kept.
Observations Tabulate(const v1::Report& report, const CatalogueIndex& index);

// The rows without breakdown, because nothing else is read of a report that was
// replaced. The others are counted as released.
Observations TotalsOf(const Observations& rows);

// Counts the rows, by key, that change when `after` replaces `before` (null:
// nothing). Counts::rejected is left at 0. `before` must have all its breakdowns.
v1::Counts CompareObservations(const Observations* before, const Observations& after);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_LOG_OBSERVATIONS_H_
