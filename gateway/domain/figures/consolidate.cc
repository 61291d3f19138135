// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/figures/consolidate.h"

#include <algorithm>

#include "gateway/base/limits.h"

namespace samlad::domain {
namespace {

Int128 PowerOfTen(int exponent) {
  Int128 power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

// Rounded half away from zero. denominator > 0.
Int128 RoundedQuotient(Int128 numerator, Int128 denominator) {
  const Int128 quotient = numerator / denominator;
  const Int128 remainder = numerator % denominator;
  const Int128 magnitude = remainder < 0 ? -remainder : remainder;
  if (magnitude < denominator - magnitude) return quotient;
  return quotient + (numerator < 0 ? -1 : 1);
}

// numerator / denominator in micros, rounded once, to the shown decimals:
// rounding to micros first would round 0.04999996 up to 0.1.
Int128 QuotientInMicros(Int128 numerator, Int128 denominator, int decimals) {
  const Int128 shown = RoundedQuotient(numerator * PowerOfTen(decimals), denominator);
  return shown * PowerOfTen(limits::kDecimalScale - decimals);
}

Int128 SumOfValues(std::span<const PartOfSum> parts) {
  Int128 sum = 0;
  for (const PartOfSum& part : parts) sum += part.value;
  return sum;
}

std::optional<Int128> RatioOfSums(const v1::Indicator& definition,
                                  std::span<const PartOfSum> parts) {
  Int128 numerators = 0;
  Int128 denominators = 0;
  for (const PartOfSum& part : parts) {
    numerators += part.numerator;
    denominators += part.denominator;
  }
  if (denominators == 0) return std::nullopt;
  const uint32_t factor = std::max(definition.factor(), 1u);
  return QuotientInMicros(numerators * factor, denominators, ShownDecimals(definition));
}

Int128 WeightedMean(const v1::Indicator& definition, std::span<const PartOfSum> parts) {
  Int128 weighted_micros = 0;
  Int128 weights = 0;
  for (const PartOfSum& part : parts) {
    weighted_micros += Int128{part.value} * part.n;
    weights += part.n;
  }
  return QuotientInMicros(weighted_micros, weights * kMicrosPerUnit, ShownDecimals(definition));
}

}  // namespace

int ShownDecimals(const v1::Indicator& definition) {
  return static_cast<int>(
      std::min<uint32_t>(definition.decimals(), static_cast<uint32_t>(limits::kDecimalScale)));
}

bool IsUsable(v1::Aggregation aggregation, const PartOfSum& part) {
  switch (aggregation) {
    case v1::AGGREGATION_FLOW:
    case v1::AGGREGATION_STOCK:
    case v1::AGGREGATION_DISTINCT:
      return part.value != kNoFigure;
    case v1::AGGREGATION_RATIO:
      return part.numerator != kNoFigure && part.denominator != kNoFigure && part.denominator >= 0;
    case v1::AGGREGATION_MEAN:
    case v1::AGGREGATION_INDEX:
      return part.value != kNoFigure && part.n > 0 && part.n <= limits::kWeightMax;
    default:
      return false;
  }
}

std::optional<Int128> Consolidate(const v1::Indicator& definition,
                                  std::span<const PartOfSum> parts) {
  switch (definition.aggregation()) {
    case v1::AGGREGATION_FLOW:
    case v1::AGGREGATION_STOCK:
      return QuotientInMicros(SumOfValues(parts), kMicrosPerUnit, ShownDecimals(definition));
    case v1::AGGREGATION_DISTINCT:
      if (parts.size() > 1) return std::nullopt;
      return QuotientInMicros(SumOfValues(parts), kMicrosPerUnit, ShownDecimals(definition));
    case v1::AGGREGATION_RATIO:
      return RatioOfSums(definition, parts);
    case v1::AGGREGATION_MEAN:
    case v1::AGGREGATION_INDEX:
      return WeightedMean(definition, parts);
    default:
      return std::nullopt;
  }
}

}  // namespace samlad::domain
