// SPDX-License-Identifier: EUPL-1.2
//
// The figures of an edition in the one order in which certificates number them
// (docs/editions.md, section 1).

#ifndef SAMLAD_GATEWAY_DOMAIN_EDITION_EDITION_FIGURES_H_
#define SAMLAD_GATEWAY_DOMAIN_EDITION_EDITION_FIGURES_H_

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "gateway/domain/log/observation_row.h"
#include "samlad/v1/edition.pb.h"

namespace samlad::domain {

// Codes in the order of v1::Dimension, "_T" where there is no breakdown.
using FigureCodes = std::array<std::string_view, kDimensions>;
inline constexpr FigureCodes kTotalCodes = {"_T", "_T", "_T", "_T", "_T"};

template <class Coded>
FigureCodes CodesOf(const Coded& cell) {
  return {cell.area(), cell.sex(), cell.age(), cell.background(), cell.category()};
}
template <class Coded>
void SetCodes(const FigureCodes& codes, Coded& cell) {
  cell.set_area(std::string(codes[0]));
  cell.set_sex(std::string(codes[1]));
  cell.set_age(std::string(codes[2]));
  cell.set_background(std::string(codes[3]));
  cell.set_category(std::string(codes[4]));
}

inline constexpr uint32_t kNoRow = UINT32_MAX;

// One figure. Points into its edition.
struct EditionFigure {
  v1::Figure* figure = nullptr;
  std::string_view indicator;
  FigureCodes codes = kTotalCodes;
  uint32_t row = kNoRow;  // of which it is `figure` or a cell; kNoRow: neither
};

// Every figure of a view, in order.
std::vector<EditionFigure> FiguresOf(v1::View& view);

// The definitions of an edition.
class Definitions {
 public:
  explicit Definitions(const v1::Edition& edition);

  // Null if the edition has none.
  const v1::Indicator* Find(std::string_view indicator, uint32_t version) const;
  // docs/editions.md, section 1.
  std::string_view BaseOf(const v1::Indicator& definition) const;
  bool IsProtected(const v1::Indicator& definition) const {
    return definition.protection().k() > 0;
  }
  // Whether its figures are figures of the system.
  bool IsInSystem(const v1::Indicator& definition) const {
    return IsProtected(definition) || protected_bases_.contains(definition.id());
  }
  // Every definition with that base, itself included.
  std::vector<const v1::Indicator*> WithBase(std::string_view base) const;

 private:
  std::map<std::pair<std::string_view, uint32_t>, const v1::Indicator*> by_version_;
  absl::flat_hash_set<std::string_view> ids_;
  absl::flat_hash_set<std::string_view> protected_bases_;
};

// What makes two figures the same.
using FigureKey = std::tuple<std::string_view, std::string_view, FigureCodes,
                             std::vector<uint64_t>>;  // indicator, period, codes, positions
FigureKey KeyOf(const EditionFigure& figure);

// A plain count: of events, people or things.
inline bool IsCount(const v1::Indicator& definition) {
  return definition.aggregation() == v1::AGGREGATION_FLOW ||
         definition.aggregation() == v1::AGGREGATION_STOCK ||
         definition.aggregation() == v1::AGGREGATION_DISTINCT;
}
inline bool IsRatio(const v1::Indicator& definition) {
  return definition.aggregation() == v1::AGGREGATION_RATIO;
}
// By how many dimensions a figure is broken down.
inline size_t SplitsOf(const FigureCodes& codes) {
  return kDimensions - static_cast<size_t>(std::ranges::count(codes, "_T"));
}
inline bool HasNumber(const v1::Figure& figure) { return !figure.value().empty(); }
inline bool IsHidden(const v1::Figure& figure) {
  return figure.code() == v1::FIGURE_CODE_CONFIDENTIAL;
}

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_EDITION_EDITION_FIGURES_H_
