// SPDX-License-Identifier: EUPL-1.2
//
// How figures of several organisations become one. Sums are exact and 128 bits
// wide; the result is rounded once, half away from zero, to the decimals in
// which it is shown.
// The rules for readers: docs/consolidation.md.

#ifndef SAMLAD_GATEWAY_DOMAIN_FIGURES_CONSOLIDATE_H_
#define SAMLAD_GATEWAY_DOMAIN_FIGURES_CONSOLIDATE_H_

#include <cstdint>
#include <optional>
#include <span>

#include "gateway/domain/log/observations.h"
#include "gateway/domain/values/decimal.h"
#include "samlad/v1/catalogue.pb.h"

namespace samlad::domain {

// What one organisation adds to a consolidated figure, of one indicator and
// period: micros or kNoFigure; n is a plain count or kNoFigure.
struct PartOfSum {
  int64_t value = kNoFigure;
  int64_t numerator = kNoFigure;
  int64_t denominator = kNoFigure;
  int64_t n = kNoFigure;
  friend bool operator==(const PartOfSum&, const PartOfSum&) = default;
};

inline PartOfSum PartOfSumAt(const Observations& rows, uint32_t row) {
  return {.value = rows.value[row],
          .numerator = rows.numerator[row],
          .denominator = rows.denominator[row],
          .n = rows.n[row]};
}

// Whether a part has every number that its kind of indicator needs. A ratio
// without numerator or denominator is left out whole, and so is a mean or index
// without n.
bool IsUsable(v1::Aggregation aggregation, const PartOfSum& part);

// The definition's decimals, as many of them as a figure has.
int ShownDecimals(const v1::Indicator& definition);

// The consolidated figure in micros, rounded to the definition's decimals.
// `parts` are usable, from different organisations, at least one. nullopt if
// there is no such figure: distinct persons of several organisations cannot be
// added, because one person may be counted by two of them, and a ratio needs
// denominators whose sum is not zero.
std::optional<Int128> Consolidate(const v1::Indicator& definition,
                                  std::span<const PartOfSum> parts);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_FIGURES_CONSOLIDATE_H_
