// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/disclosure.h"

namespace samlad::domain {
namespace {

bool IsSmallCount(int64_t micros, Int128 k_micros) {
  return micros != kNoFigure && micros != 0 && micros < k_micros;
}

bool HasSmallPart(const v1::Indicator& definition, Int128 k_micros, const Share& share) {
  if (IsSmallCount(share.numerator, k_micros) || IsSmallCount(share.denominator, k_micros)) {
    return true;
  }
  if (definition.numerator_beyond_denominator() || share.numerator == kNoFigure ||
      share.denominator == kNoFigure) {
    return false;
  }
  const Int128 complement = Int128{share.denominator} - share.numerator;
  return complement != 0 && complement < k_micros;
}

}  // namespace

bool IsSmall(const v1::Indicator& definition, int64_t k, const Share& share) {
  if (k <= 0) return false;
  switch (definition.aggregation()) {
    case v1::AGGREGATION_RATIO:
      return HasSmallPart(definition, Int128{k} * kMicrosPerUnit, share);
    case v1::AGGREGATION_MEAN:
    case v1::AGGREGATION_INDEX:
      return share.n != kNoFigure && share.n != 0 && share.n < k;
    default:
      return IsSmallCount(share.value, Int128{k} * kMicrosPerUnit);
  }
}

std::vector<bool> HiddenIndicators(const Prefix& prefix, const IndicatorTable& indicators) {
  std::vector<bool> hidden(indicators.size(), false);
  for (const Revision& revision : prefix.revisions) {
    if (revision.report->observations == nullptr) continue;
    const Observations& rows = *revision.report->observations;
    for (uint32_t row = 0; row < rows.totals; ++row) {
      const uint32_t number = indicators.Find(rows.indicator[row]);
      if (number == IndicatorTable::kUnknown || hidden[number]) continue;
      const IndicatorEntry& entry = indicators[number];
      if (entry.k == 0) continue;
      hidden[number] = IsSmall(entry.Definition(rows.version[row]), entry.k, ShareAt(rows, row));
    }
  }
  return hidden;
}

}  // namespace samlad::domain
