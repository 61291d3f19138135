// SPDX-License-Identifier: EUPL-1.2
//
// Series that others publish, shown next to our figures and never mixed into them: a
// fold of the imports. The newest import of a figure is in force.

#ifndef SAMLAD_GATEWAY_DOMAIN_VIEW_COMPARISONS_H_
#define SAMLAD_GATEWAY_DOMAIN_VIEW_COMPARISONS_H_

#include <cstdint>
#include <string_view>
#include <tuple>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "gateway/domain/log/prefix.h"
#include "samlad/v1/view.pb.h"

namespace samlad::domain {

// Immutable; points into the prefix, which must outlive it.
class Comparisons {
 public:
  explicit Comparisons(const Prefix& prefix);

  // Adds the series that the catalogue compares with `indicator`: the figures of
  // both sexes of the period or, if it has none (a part of a year never has),
  // of the latest year before it with a value. Series without any are left out.
  // Compares the municipality with each of the other regions, by the series'
  // direction: INSUFFICIENT where either has no value.
  void AddTo(std::string_view indicator, const PeriodId& period, v1::IndicatorRow& row) const;

 private:
  struct Value {
    const Import* import = nullptr;
    const v1::ImportedValue* value = nullptr;
  };
  using Figures = absl::flat_hash_map<std::string_view, Value>;  // by region
  using Years = absl::flat_hash_map<int, Figures>;
  using SeriesKey = std::tuple<std::string_view, std::string_view>;  // provider, code

  const Years* FindYears(const v1::ComparisonSeries& series) const;

  const Prefix& prefix_;
  absl::flat_hash_map<SeriesKey, Years> series_;
};

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_VIEW_COMPARISONS_H_
