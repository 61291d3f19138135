// SPDX-License-Identifier: EUPL-1.2
//
// The figures of one period split by the dimensions that a query asks for. A
// cell is consolidated like a total. If an organisation reports the parts of a
// whole but not the whole, the parts are added up instead, provided that the
// catalogue says they are complete and each has a figure. A whole that it
// reports itself is preferred. Distinct persons are never added up.
//
// Cells have no flag [r] (revised), because the breakdowns of replaced reports
// leave memory.

#ifndef SAMLAD_GATEWAY_DOMAIN_VIEW_CELLS_H_
#define SAMLAD_GATEWAY_DOMAIN_VIEW_CELLS_H_

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "gateway/domain/figures/aggregate.h"
#include "gateway/domain/figures/figures.h"
#include "gateway/domain/log/observation_row.h"
#include "gateway/domain/log/observations.h"
#include "gateway/domain/log/prefix.h"
#include "gateway/domain/view/cell_grid.h"
#include "gateway/domain/view/code_order.h"
#include "samlad/v1/view.pb.h"

namespace samlad::domain {

// What a row's cells are made of.
struct CellSource {
  const v1::Indicator& definition;
  Symbol indicator = kTotal;
  std::span<const ReportedFigure> reported_figures;   // of the period and the row's organisations
  std::span<const uint32_t> reporting_organisations;  // the same
  std::string_view period;
  bool hidden = false;  // every cell is withheld
  bool is_break = false;
  bool with_parts = false;  // as WriteParts
};

// Immutable; points into the prefix, which must outlive it.
class CellBuilder {
 public:
  // `asked`: v1::Dimension, known ones.
  CellBuilder(const Prefix& prefix, std::span<const int> asked);

  // FAILED_PRECONDITION if one of the figures comes from a report whose
  // breakdowns have left memory, because the report has been replaced since.
  absl::Status CheckThere(std::span<const ReportedFigure> reported_figures, Symbol indicator) const;

  // Adds the cells that somebody reported, in the catalogue's order of codes.
  void AddCells(const CellSource& source, const Weights& weights, v1::IndicatorRow& row) const;

 private:
  CellOrders OrdersOf(const v1::Indicator& definition) const;
  const Observations& ObservationsOf(const ReportedFigure& reported) const;
  void AddEntries(uint32_t number, const CellSource& source, const CellOrders& orders,
                  CellGrid& grid) const;

  const Prefix& prefix_;
  std::array<bool, kDimensions> asked_{};
  absl::flat_hash_map<std::string_view, CodeOrder> orders_;  // by list
};

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_VIEW_CELLS_H_
