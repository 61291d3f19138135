// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/code_names.h"

#include <string>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"

namespace samlad::board {
namespace {

class Namer {
 public:
  Namer(const v1::Catalogue& catalogue, Language language) {
    for (const v1::CodeList& list : catalogue.code_lists()) {
      for (const v1::Code& code : list.codes()) {
        titles_.try_emplace({list.id(), code.id()}, Pick(code.title(), language));
      }
    }
    for (const v1::Indicator& indicator : catalogue.indicators()) {
      category_lists_[indicator.id()] = indicator.category_list();
    }
  }

  void Name(google::protobuf::RepeatedPtrField<v1::IndicatorRow>& rows) const {
    for (v1::IndicatorRow& row : rows) {
      const auto category = category_lists_.find(row.indicator());
      for (v1::CellFigure& cell : *row.mutable_cells()) {
        Name("area", *cell.mutable_area());
        Name("sex", *cell.mutable_sex());
        Name("age", *cell.mutable_age());
        Name("background", *cell.mutable_background());
        if (category != category_lists_.end()) Name(category->second, *cell.mutable_category());
      }
    }
  }

 private:
  void Name(std::string_view list, std::string& code) const {
    const auto found = titles_.find({list, code});
    if (found != titles_.end() && !found->second.empty()) code = found->second;
  }

  absl::flat_hash_map<std::pair<std::string_view, std::string_view>, std::string_view> titles_;
  absl::flat_hash_map<std::string_view, std::string_view> category_lists_;
};

}  // namespace

void NameCodes(const v1::Catalogue& catalogue, Language language, v1::View* view) {
  const Namer namer(catalogue, language);
  for (v1::AreaView& area : *view->mutable_areas()) namer.Name(*area.mutable_rows());
  for (v1::OrganisationView& section : *view->mutable_organisations()) {
    namer.Name(*section.mutable_rows());
  }
}

}  // namespace samlad::board
