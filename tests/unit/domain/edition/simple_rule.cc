// SPDX-License-Identifier: EUPL-1.2

#include "tests/unit/domain/edition/simple_rule.h"

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "google/protobuf/repeated_field.h"

namespace samlad::attacks {
namespace {

using KBySimpleIndicator = std::map<std::string, int64_t>;

bool IsSmallNumber(int64_t number, int64_t k) { return number > 0 && number < k; }

int64_t Whole(const v1::Figure& figure) {
  if (!figure.denominator().empty()) return std::stoll(figure.denominator());
  return std::stoll(figure.n().empty() ? figure.value() : figure.n());
}

bool IsSmallFigure(const v1::Figure& figure, int64_t k) {
  if (figure.value().empty()) return false;
  const int64_t whole = Whole(figure);
  if (figure.numerator().empty()) return IsSmallNumber(whole, k);
  const int64_t part = std::stoll(figure.numerator());
  return IsSmallNumber(part, k) || IsSmallNumber(whole - part, k);
}

void HideSimply(v1::Figure& figure) {
  figure.clear_value();
  figure.clear_numerator();
  figure.clear_denominator();
  figure.clear_n();
  figure.set_code(v1::FIGURE_CODE_CONFIDENTIAL);
}

bool IsHiddenSimply(const v1::Figure& figure) {
  return figure.code() == v1::FIGURE_CODE_CONFIDENTIAL;
}

// Of the figures in a line that is not all hidden at least two are hidden, if any is:
// the smallest goes with it.
bool HideSecond(const std::vector<v1::Figure*>& line) {
  int hidden = 0;
  v1::Figure* smallest = nullptr;
  for (v1::Figure* figure : line) {
    if (IsHiddenSimply(*figure)) {
      ++hidden;
    } else if (!figure->value().empty() &&
               (smallest == nullptr || Whole(*figure) < Whole(*smallest))) {
      smallest = figure;
    }
  }
  if (hidden != 1 || smallest == nullptr) return false;
  HideSimply(*smallest);
  return true;
}

// Lines: cells that together make a figure, and organisations that do.
void HideSecondInRow(const std::map<std::string, std::string>& parents, v1::IndicatorRow& row) {
  std::map<std::tuple<bool, std::string, std::string>, std::vector<v1::Figure*>> lines;
  for (v1::CellFigure& cell : *row.mutable_cells()) {
    if (cell.area() != "_T") {
      lines[{true, parents.at(cell.area()), cell.sex()}].push_back(cell.mutable_figure());
    }
    if (cell.sex() != "_T") lines[{false, cell.area(), ""}].push_back(cell.mutable_figure());
  }
  std::vector<v1::Figure*> organisations;
  for (v1::Contribution& part : *row.mutable_contributions()) {
    organisations.push_back(part.mutable_figure());
  }
  for (bool again = true; again;) {
    again = HideSecond(organisations);
    for (const auto& [key, line] : lines) again = HideSecond(line) || again;
  }
}

void HideSmallInRow(int64_t k, v1::IndicatorRow& row) {
  const auto hide = [k](v1::Figure& figure) {
    if (IsSmallFigure(figure, k)) HideSimply(figure);
  };
  hide(*row.mutable_figure());
  for (v1::Figure& figure : *row.mutable_history()) hide(figure);
  for (v1::Contribution& part : *row.mutable_contributions()) hide(*part.mutable_figure());
  for (v1::CellFigure& cell : *row.mutable_cells()) hide(*cell.mutable_figure());
}

}  // namespace

void HideTwoPerLine(const v1::Edition& edition, v1::View& view) {
  KBySimpleIndicator k;
  for (const v1::Indicator& one : edition.definitions()) k[one.id()] = one.protection().k();
  std::map<std::string, std::string> parents;
  for (const v1::CodeList& list : edition.code_lists()) {
    for (const v1::Code& code : list.codes()) parents[code.id()] = code.parent();
  }
  const auto hide = [&](v1::IndicatorRow& row) {
    if (k[row.indicator()] == 0) return;
    HideSmallInRow(k[row.indicator()], row);
    HideSecondInRow(parents, row);
  };
  for (v1::AreaView& area : *view.mutable_areas()) {
    for (v1::IndicatorRow& row : *area.mutable_rows()) hide(row);
  }
  for (v1::OrganisationView& organisation : *view.mutable_organisations()) {
    for (v1::IndicatorRow& row : *organisation.mutable_rows()) hide(row);
  }
}

}  // namespace samlad::attacks
