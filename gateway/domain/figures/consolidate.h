// SPDX-License-Identifier: EUPL-1.2
//
// How figures of several organisations become one. Sums are exact and 128 bits
// wide; the result is rounded once, half away from zero, to the decimals in
// which it is shown.
// Design: architecture.md, "Periods and consolidation".

#ifndef SAMLAD_GATEWAY_DOMAIN_FIGURES_CONSOLIDATE_H_
#define SAMLAD_GATEWAY_DOMAIN_FIGURES_CONSOLIDATE_H_

#include <cstdint>
#include <optional>
#include <span>

#include "gateway/domain/log/observations.h"
#include "gateway/domain/values/decimal.h"
#include "samlad/v1/catalogue.pb.h"

namespace samlad::domain {

// One organisation's figures for one indicator and period: micros or
// kNoFigure; n is a plain count or kNoFigure.
struct Share {
  int64_t value = kNoFigure;
  int64_t numerator = kNoFigure;
  int64_t denominator = kNoFigure;
  int64_t n = kNoFigure;
  friend bool operator==(const Share&, const Share&) = default;
};

inline Share ShareAt(const Observations& rows, uint32_t row) {
  return {.value = rows.value[row],
          .numerator = rows.numerator[row],
          .denominator = rows.denominator[row],
          .n = rows.n[row]};
}

// Whether a share has all that its kind of indicator needs. A ratio with one
// part missing is dropped as a pair, and so is a mean or index without n.
bool IsUsable(v1::Aggregation aggregation, const Share& share);

// The definition's decimals, as many of them as a figure has.
int ShownDecimals(const v1::Indicator& definition);

// The consolidated figure in micros, rounded to the definition's decimals.
// `shares` are usable, from different organisations, at least one. nullopt: not
// to be consolidated - distinct persons of several organisations (somebody may
// be counted by both), a ratio whose denominators sum to nothing.
std::optional<Int128> Consolidate(const v1::Indicator& definition, std::span<const Share> shares);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_FIGURES_CONSOLIDATE_H_
