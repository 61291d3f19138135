// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/view/cells.h"

#include <algorithm>
#include <optional>

#include "gateway/base/status_metadata.h"
#include "gateway/base/strings.h"

namespace samlad::domain {
namespace {

// Rows of an indicator among those with breakdown, which are ordered by it.
std::pair<uint32_t, uint32_t> RowsOf(const Observations& rows, Symbol indicator) {
  const auto begin = rows.indicator.begin() + rows.totals;
  const auto range = std::equal_range(begin, rows.indicator.end(), indicator);
  return {static_cast<uint32_t>(range.first - rows.indicator.begin()),
          static_cast<uint32_t>(range.second - rows.indicator.begin())};
}

Symbol CodeAt(const Observations& rows, size_t row, size_t dimension) {
  const Column<Symbol>* const columns[kDimensions] = {&rows.area, &rows.sex, &rows.age,
                                                      &rows.background, &rows.category};
  return (*columns[dimension])[row];
}

// The codes of a row; nullopt if it is split in another way than asked for.
std::optional<CellCodes> CodesAt(const Observations& rows, size_t row, const CellOrders& orders) {
  CellCodes codes{};
  for (size_t dimension = 0; dimension < kDimensions; ++dimension) {
    const Symbol code = CodeAt(rows, row, dimension);
    if (code == kTotal) continue;
    if (orders[dimension] == nullptr) return std::nullopt;
    codes[dimension] = orders[dimension]->Find(code);
    if (codes[dimension] == CodeOrder::kUnknown) return std::nullopt;
  }
  return codes;
}

// The figure of a row in the report of `total`.
ReportedFigure ReportedFigureAt(const Observations& rows, uint32_t row,
                                const ReportedFigure& total) {
  ReportedFigure reported = total;
  reported.version = rows.version[row];
  reported.status = static_cast<v1::ObservationStatus>(rows.status[row]);
  reported.revised = false;
  reported.part = PartOfSumAt(rows, row);
  return reported;
}

}  // namespace

CellBuilder::CellBuilder(const Prefix& prefix, std::span<const int> asked) : prefix_(prefix) {
  for (const int dimension : asked) {
    asked_[static_cast<size_t>(dimension - v1::DIMENSION_AREA)] = true;
  }
  if (asked.empty()) return;
  for (const v1::CodeList& list : prefix.catalogue->catalogue().code_lists()) {
    orders_.try_emplace(list.id(), list, *prefix.catalogue->FindCodes(list.id()));
  }
}

absl::Status CellBuilder::CheckThere(std::span<const ReportedFigure> reported_figures,
                                     Symbol indicator) const {
  for (const ReportedFigure& reported : reported_figures) {
    const Observations& rows = ObservationsOf(reported);
    const bool was_split =
        std::ranges::binary_search(rows.splits, indicator, {}, &SplitIndicator::indicator);
    if (rows.released == 0 || !was_split) continue;
    return WithMetadata(
        absl::FailedPreconditionError(
            StrCat("as_of: of the report at position ", reported.position,
                   ", which was in force then, only the totals are in memory, because it has been "
                   "replaced since; leave out the breakdowns, or request a later moment")),
        {{"case", "BREAKDOWNS_RELEASED"}, {"report", reported.position}});
  }
  return absl::OkStatus();
}

CellOrders CellBuilder::OrdersOf(const v1::Indicator& definition) const {
  CellOrders orders{};
  for (const int dimension : definition.breakdowns()) {
    const auto position = static_cast<size_t>(dimension - v1::DIMENSION_AREA);
    if (position >= kDimensions || !asked_[position]) continue;
    const auto order = orders_.find(CodeListOf(definition, position));
    if (order != orders_.end()) orders[position] = &order->second;
  }
  return orders;
}

const Observations& CellBuilder::ObservationsOf(const ReportedFigure& reported) const {
  return *prefix_.revisions[reported.revision].report->observations;
}

// Adds what an organisation reported for the parts of its total, which is number
// `number` of the source.
void CellBuilder::AddEntries(uint32_t number, const CellSource& source, const CellOrders& orders,
                             CellGrid& grid) const {
  const ReportedFigure& total = source.reported_figures[number];
  const Observations& rows = ObservationsOf(total);
  const auto [begin, end] = RowsOf(rows, source.indicator);
  for (uint32_t row = begin; row < end; ++row) {
    const auto codes = CodesAt(rows, row, orders);
    if (!codes) continue;
    const ReportedFigure reported = ReportedFigureAt(rows, row, total);
    const bool usable = HasUsableFigure(reported, source.definition);
    // A part that cannot exist adds nothing to its whole.
    const bool counts = usable || reported.status == v1::OBSERVATION_STATUS_NOT_APPLICABLE;
    grid.Add(*codes, {.reported = number, .row = row, .usable = usable, .counts = counts});
  }
}

void CellBuilder::AddCells(const CellSource& source, const Weights& weights,
                           v1::IndicatorRow& row) const {
  const CellOrders orders = OrdersOf(source.definition);
  if (std::ranges::all_of(orders, [](const CodeOrder* order) { return order == nullptr; })) return;

  CellGrid grid;
  std::vector<uint32_t> reporting_organisations(source.reporting_organisations.begin(),
                                                source.reporting_organisations.end());
  for (uint32_t number = 0; number < source.reported_figures.size(); ++number) {
    const ReportedFigure& total = source.reported_figures[number];
    if (total.status == v1::OBSERVATION_STATUS_NOT_APPLICABLE) {
      std::erase(reporting_organisations, total.organisation);
    }
    grid.NextOrganisation();
    AddEntries(number, source, orders, grid);
    if (source.definition.aggregation() == v1::AGGREGATION_DISTINCT) continue;
    for (size_t i = 0; i < kDimensions; ++i) {
      if (orders[i] != nullptr) grid.AddWholes(*orders[i], i);
    }
  }

  const auto name = [&orders](const CellCodes& codes, size_t dimension) {
    return codes[dimension] == 0 ? std::string("_T")
                                 : std::string(orders[dimension]->Name(codes[dimension]));
  };
  Aggregate aggregate;
  const std::vector<CellEntry> entries = grid.ByCell();
  for (size_t begin = 0, end = 0; begin < entries.size(); begin = end) {
    aggregate.Clear();
    for (; end < entries.size() && entries[end].cell == entries[begin].cell; ++end) {
      const ReportedFigure& total = source.reported_figures[entries[end].reported];
      aggregate.Add(ReportedFigureAt(ObservationsOf(total), entries[end].row, total),
                    source.definition);
    }
    const CellCodes& codes = grid.CodesOf(entries[begin]);
    v1::CellFigure& cell = *row.add_cells();
    cell.set_area(name(codes, 0));
    cell.set_sex(name(codes, 1));
    cell.set_age(name(codes, 2));
    cell.set_background(name(codes, 3));
    cell.set_category(name(codes, 4));
    v1::Figure& figure = *cell.mutable_figure();
    figure.set_period(std::string(source.period));
    figure.set_indicator_version(source.definition.version());
    WriteFigure(aggregate, source.definition,
                CoverageOf(aggregate, reporting_organisations, weights), source.hidden,
                source.is_break, figure);
    if (source.with_parts) WriteParts(aggregate, source.definition, figure);
  }
}

}  // namespace samlad::domain
