// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/edition/edition_figures.h"

namespace samlad::domain {

std::vector<EditionFigure> FiguresOf(v1::View& view) {
  std::vector<EditionFigure> figures;
  uint32_t number = 0;
  for (v1::AreaView& area : *view.mutable_areas()) {
    for (v1::IndicatorRow& row : *area.mutable_rows()) {
      const uint32_t of_row = number++;
      for (v1::Figure& figure : *row.mutable_history()) {
        figures.push_back({.figure = &figure, .indicator = row.indicator()});
      }
      figures.push_back(
          {.figure = row.mutable_figure(), .indicator = row.indicator(), .row = of_row});
      for (v1::Contribution& part : *row.mutable_contributions()) {
        figures.push_back({.figure = part.mutable_figure(), .indicator = row.indicator()});
      }
      for (v1::CellFigure& cell : *row.mutable_cells()) {
        figures.push_back({.figure = cell.mutable_figure(),
                           .indicator = row.indicator(),
                           .codes = CodesOf(cell),
                           .row = of_row});
      }
    }
  }
  for (v1::OrganisationView& organisation : *view.mutable_organisations()) {
    for (v1::IndicatorRow& row : *organisation.mutable_rows()) {
      for (v1::Figure& figure : *row.mutable_history()) {
        figures.push_back({.figure = &figure, .indicator = row.indicator()});
      }
      figures.push_back({.figure = row.mutable_figure(), .indicator = row.indicator()});
    }
  }
  return figures;
}

Definitions::Definitions(const v1::Edition& edition) {
  for (const v1::Indicator& definition : edition.definitions()) {
    by_version_.try_emplace({definition.id(), definition.version()}, &definition);
    ids_.insert(definition.id());
  }
  for (const v1::Indicator& definition : edition.definitions()) {
    if (IsProtected(definition)) protected_bases_.insert(BaseOf(definition));
  }
}

const v1::Indicator* Definitions::Find(std::string_view indicator, uint32_t version) const {
  const auto at = by_version_.find({indicator, version});
  return at == by_version_.end() ? nullptr : at->second;
}

std::string_view Definitions::BaseOf(const v1::Indicator& definition) const {
  const bool has_other = definition.aggregation() == v1::AGGREGATION_RATIO &&
                         ids_.contains(definition.denominator_indicator());
  return has_other ? definition.denominator_indicator() : definition.id();
}

std::vector<const v1::Indicator*> Definitions::WithBase(std::string_view base) const {
  std::vector<const v1::Indicator*> found;
  for (const auto& [key, definition] : by_version_) {
    if (BaseOf(*definition) == base) found.push_back(definition);
  }
  return found;
}

FigureKey KeyOf(const EditionFigure& figure) {
  return {figure.indicator, figure.figure->period(), figure.codes,
          {figure.figure->positions().begin(), figure.figure->positions().end()}};
}

}  // namespace samlad::domain
