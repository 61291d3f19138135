// SPDX-License-Identifier: EUPL-1.2
//
// One row of a report against the catalogue: how its ids resolve and its
// decimals read. Shared by the check and the tabulation, so that both see the
// same figure. No allocation for a row that resolves.

#ifndef SAMLAD_GATEWAY_DOMAIN_LOG_OBSERVATION_ROW_H_
#define SAMLAD_GATEWAY_DOMAIN_LOG_OBSERVATION_ROW_H_

#include <array>
#include <compare>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "gateway/domain/catalogue/catalogue_index.h"
#include "samlad/v1/report.pb.h"

namespace samlad::domain {

// The dimensions in the order of v1::Dimension.
inline constexpr size_t kDimensions = 5;
inline constexpr std::array<std::string_view, kDimensions> kDimensionFields = {
    "area", "sex", "age", "background", "category"};

// The code of a row in a dimension, as sent.
const std::string& CodeOf(const v1::Observation& observation, size_t dimension);

// What identifies a figure within a report.
struct ObservationKey {
  Symbol indicator = kTotal;
  std::array<Symbol, kDimensions> codes{};  // kTotal: not split

  friend auto operator<=>(const ObservationKey&, const ObservationKey&) = default;
  template <class H>
  friend H AbslHashValue(H h, const ObservationKey& key) {
    return H::combine(std::move(h), key.indicator, key.codes);
  }
};

// The numbers of a figure: micros or kNoFigure; n is a plain count or kNoFigure.
struct ObservationFigures {
  int64_t value, numerator, denominator, n;
  uint8_t status;  // v1::ObservationStatus; unset has become NORMAL

  friend bool operator==(const ObservationFigures&, const ObservationFigures&) = default;
};

// An indicator with the code lists of the dimensions that it may be split by.
struct ResolvedIndicator {
  const IndicatorIndex* index = nullptr;  // null: unknown, or not defined yet
  uint32_t number = 0;                    // dense, in order of first occurrence
  std::array<bool, kDimensions> split{};  // whether it may be split so
  std::array<const CodeListIndex*, kDimensions> code_lists{};  // null: no list, or not split
};

// Resolves each indicator of a report once. Not thread-safe.
class IndicatorResolver {
 public:
  // `catalogue` outlives the resolver.
  IndicatorResolver(const CatalogueIndex& catalogue, const PeriodId& period)
      : catalogue_(catalogue), period_(period) {}

  // Lives as long as the resolver; `id` must, too.
  const ResolvedIndicator& Resolve(std::string_view id);

 private:
  // With the number of the newest in resolved_.
  std::unique_ptr<const ResolvedIndicator> Find(std::string_view id) const;

  const CatalogueIndex& catalogue_;
  PeriodId period_;
  absl::flat_hash_map<std::string_view, std::unique_ptr<const ResolvedIndicator>> resolved_;
  // Of the last call, because the rows of an indicator follow each other.
  std::string_view last_id_;
  const ResolvedIndicator* last_ = nullptr;
};

// Code list of a dimension of an indicator ("area", or its category_list).
std::string_view CodeListOf(const v1::Indicator& indicator, size_t dimension);

// Resolves the codes of a row; false if one is not in its list, or if the
// indicator is not split so.
bool ReadKey(const v1::Observation& observation, const ResolvedIndicator& indicator,
             ObservationKey& key);

// Reads the figures of a row as sent; false if one is no decimal.
bool ReadFigures(const v1::Observation& observation, ObservationFigures& figures);

// numerator / denominator * factor in micros; kNoFigure unless both parts are
// there, the denominator is not zero and the quotient fits.
int64_t QuotientOf(const ObservationFigures& figures, const v1::Indicator& indicator);

// Whether a status says that there are no figures.
bool HasNoFigures(v1::ObservationStatus status);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_LOG_OBSERVATION_ROW_H_
