// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/edition/difference.h"

#include <array>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "gateway/base/strings.h"
#include "gateway/domain/edition/edition_figures.h"

namespace samlad::domain {
namespace {

using Key = std::tuple<std::string_view, std::string_view, FigureCodes>;
using Listed = std::vector<std::pair<Key, const v1::Figure*>>;

// In the order of the view.
Listed FiguresForAll(const v1::View& view) {
  Listed figures;
  for (const v1::AreaView& area : view.areas()) {
    for (const v1::IndicatorRow& row : area.rows()) {
      const auto add = [&](const FigureCodes& codes, const v1::Figure& figure) {
        figures.push_back({{row.indicator(), figure.period(), codes}, &figure});
      };
      for (const v1::Figure& figure : row.history()) add(kTotalCodes, figure);
      add(kTotalCodes, row.figure());
      for (const v1::CellFigure& cell : row.cells()) add(CodesOf(cell), cell.figure());
    }
  }
  return figures;
}

// UNSPECIFIED: no change.
v1::FigureChangeKind KindOf(const v1::Figure* before, const v1::Figure& now) {
  const bool is_there = HasNumber(now) || IsHidden(now);
  const bool was_there = before != nullptr && (HasNumber(*before) || IsHidden(*before));
  if (!was_there) {
    return is_there ? v1::FIGURE_CHANGE_KIND_NEW : v1::FIGURE_CHANGE_KIND_UNSPECIFIED;
  }
  if (!is_there) return v1::FIGURE_CHANGE_KIND_GONE;
  if (IsHidden(now) != IsHidden(*before)) {
    return IsHidden(now) ? v1::FIGURE_CHANGE_KIND_HIDDEN : v1::FIGURE_CHANGE_KIND_SHOWN;
  }
  return now.value() == before->value() ? v1::FIGURE_CHANGE_KIND_UNSPECIFIED
                                        : v1::FIGURE_CHANGE_KIND_REVISED;
}

void AddChange(v1::FigureChangeKind kind, const Key& key, const v1::Figure* before,
               const v1::Figure* now, v1::EditionDifference& difference) {
  if (kind == v1::FIGURE_CHANGE_KIND_UNSPECIFIED) return;
  v1::FigureChange& change = *difference.add_changes();
  change.set_kind(kind);
  change.set_indicator(std::string(std::get<0>(key)));
  change.set_period(std::string(std::get<1>(key)));
  SetCodes(std::get<2>(key), change);
  if (before != nullptr) change.set_before(before->value());
  if (now != nullptr) change.set_after(now->value());
}

struct Words {
  v1::FigureChangeKind kind;
  std::string_view sv, en;
};
constexpr std::array<Words, 5> kWords = {
    {{v1::FIGURE_CHANGE_KIND_NEW, "nya", "new"},
     {v1::FIGURE_CHANGE_KIND_REVISED, "ändrade", "revised"},
     {v1::FIGURE_CHANGE_KIND_HIDDEN, "dolda som tidigare visades", "hidden that were shown"},
     {v1::FIGURE_CHANGE_KIND_SHOWN, "visade som tidigare var dolda", "shown that were hidden"},
     {v1::FIGURE_CHANGE_KIND_GONE, "borttagna", "no longer there"}}};

void SayInWords(v1::EditionDifference& difference) {
  std::map<int, uint32_t> counts;
  for (const v1::FigureChange& change : difference.changes()) ++counts[change.kind()];
  std::string sv, en;
  for (const Words& words : kWords) {
    const uint32_t count = counts[words.kind];
    if (count == 0) continue;
    sv += StrCat(sv.empty() ? "" : ", ", count, " ", words.sv);
    en += StrCat(en.empty() ? "" : ", ", count, " ", words.en);
  }
  v1::Text& text = *difference.mutable_words();
  text.set_sv(sv.empty() ? "Inga värden har ändrats." : StrCat("Värden: ", sv, "."));
  text.set_en(en.empty() ? "No figure has changed." : StrCat("Figures: ", en, "."));
}

}  // namespace

v1::EditionDifference DifferenceOf(const v1::View& before, const v1::View& now) {
  v1::EditionDifference difference;
  std::map<Key, const v1::Figure*> earlier;
  const Listed listed_before = FiguresForAll(before);
  for (const auto& [key, figure] : listed_before) earlier.try_emplace(key, figure);
  for (const auto& [key, figure] : FiguresForAll(now)) {
    const auto at = earlier.find(key);
    const v1::Figure* was = at == earlier.end() ? nullptr : at->second;
    AddChange(KindOf(was, *figure), key, was, figure, difference);
    if (at != earlier.end()) at->second = nullptr;
  }
  for (const auto& [key, figure] : listed_before) {
    const auto at = earlier.find(key);
    if (at->second != figure || !(HasNumber(*figure) || IsHidden(*figure))) continue;
    AddChange(v1::FIGURE_CHANGE_KIND_GONE, key, figure, nullptr, difference);
  }
  SayInWords(difference);
  return difference;
}

}  // namespace samlad::domain
