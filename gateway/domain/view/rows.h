// SPDX-License-Identifier: EUPL-1.2
//
// The rows of a view: one indicator over its periods, for all organisations or
// for some, with coverage, flags, status, trend and contributions.

#ifndef SAMLAD_GATEWAY_DOMAIN_VIEW_ROWS_H_
#define SAMLAD_GATEWAY_DOMAIN_VIEW_ROWS_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "gateway/domain/figures/aggregate.h"
#include "gateway/domain/figures/figures.h"
#include "gateway/domain/figures/indicator_table.h"
#include "gateway/domain/figures/status.h"
#include "gateway/domain/log/prefix.h"
#include "gateway/domain/view/cells.h"
#include "gateway/domain/view/comparisons.h"
#include "samlad/v1/view.pb.h"

namespace samlad::domain {

// Organisations by number in the Prefix.
using OrganisationSet = std::vector<bool>;

// kAll: nothing is hidden, and every figure has its parts (WriteParts).
enum class FiguresShown { kProtected, kAll };

// Immutable; points into what it is made from, which must outlive it.
class RowBuilder {
 public:
  // `periods`: earliest first, the last is the view's; never empty.
  // `breakdowns`: v1::Dimension, known ones.
  RowBuilder(const Prefix& prefix, const IndicatorTable& indicators,
             std::span<const PeriodId> periods, std::span<const int> breakdowns,
             FiguresShown shown);

  // CellBuilder::CheckThere for what Row would read.
  absl::Status CheckBreakdowns(uint32_t indicator, const OrganisationSet& who) const;

  // Whether any definition is in force for the view's period.
  bool IsDefined(uint32_t indicator) const;
  // Whether anybody in `who` must report the indicator or has reported it, in any
  // of the periods.
  bool Concerns(uint32_t indicator, const OrganisationSet& who) const;

  // kWhole: with contributions, breakdowns and comparisons.
  enum class Detail { kWhole, kFigures };
  // The row over the organisations in `who`. IsDefined(indicator).
  v1::IndicatorRow Row(uint32_t indicator, const OrganisationSet& who, Detail detail) const;

  // The definition in force for the view's period. IsDefined(indicator).
  const v1::Indicator& Definition(uint32_t indicator) const;
  // Its own priority area, else that of its goal; empty: none.
  std::string_view PriorityAreaOf(uint32_t indicator) const;
  // HiddenIndicators; none with kAll.
  const std::vector<bool>& hidden() const { return hidden_; }

 private:
  struct Consolidated {
    v1::Figure figure;
    TrendPoint point;
    Aggregate aggregate;
  };
  // Some of the reported figures and reporting organisations of one indicator and period.
  struct Material {
    std::vector<ReportedFigure> reported_figures;
    std::vector<uint32_t> reporting_organisations;
  };

  uint32_t Last() const { return static_cast<uint32_t>(periods_.size()) - 1; }
  const IndicatorIndex* DefinitionFor(uint32_t indicator, uint32_t period) const {
    return definitions_[indicator * periods_.size() + period];
  }
  Material MaterialOf(uint32_t indicator, uint32_t period, const OrganisationSet& who) const;
  Consolidated FigureFor(uint32_t indicator, uint32_t period,
                         std::span<const ReportedFigure> reported_figures,
                         std::span<const uint32_t> reporting_organisations) const;
  v1::Figure OverYears(uint32_t indicator, std::span<const Consolidated> years) const;
  void Measure(uint32_t indicator, const OrganisationSet& who, std::span<const TrendPoint> points,
               v1::IndicatorRow& row) const;
  bool TargetApplies(uint32_t indicator, const OrganisationSet& who) const;
  bool IsOfAnotherDefinition(uint32_t indicator, std::string_view period) const;
  void AddContributions(uint32_t indicator, const Material& material, v1::IndicatorRow& row) const;
  void AddCells(uint32_t indicator, const Material& material, v1::IndicatorRow& row) const;
  bool IsBreak(uint32_t indicator, uint32_t period) const;

  const Prefix& prefix_;
  const IndicatorTable& indicators_;
  const FiguresShown shown_;
  std::vector<PeriodId> periods_;
  std::vector<std::string> period_names_;
  FigureTable figures_;
  Weights weights_;
  CellBuilder cells_;
  Comparisons comparisons_;
  std::vector<bool> hidden_, hidden_breakdowns_;
  std::vector<const IndicatorIndex*> definitions_;       // by indicator and period
  std::vector<std::vector<const v1::Target*>> targets_;  // by indicator
};

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_VIEW_ROWS_H_
