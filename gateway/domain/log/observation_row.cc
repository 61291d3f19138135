// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/log/observation_row.h"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

#include "gateway/domain/log/observations.h"
#include "gateway/domain/values/decimal.h"

namespace samlad::domain {
namespace {

// Position of a dimension in kDimensionFields; kDimensions if it is none.
size_t Position(int dimension) {
  return dimension >= v1::DIMENSION_AREA && dimension <= v1::DIMENSION_CATEGORY
             ? static_cast<size_t>(dimension - v1::DIMENSION_AREA)
             : kDimensions;
}

bool ReadMicros(const std::string& text, int64_t& micros) {
  micros = kNoFigure;
  if (text.empty()) return true;
  const auto decimal = ParseDecimal(text);
  if (decimal) micros = decimal->micros;
  return decimal.has_value();
}

}  // namespace

const std::string& CodeOf(const v1::Observation& observation, size_t dimension) {
  switch (dimension) {
    case 0:
      return observation.area();
    case 1:
      return observation.sex();
    case 2:
      return observation.age();
    case 3:
      return observation.background();
    default:
      return observation.category();
  }
}

std::string_view CodeListOf(const v1::Indicator& indicator, size_t dimension) {
  return dimension == Position(v1::DIMENSION_CATEGORY) ? indicator.category_list()
                                                       : kDimensionFields[dimension];
}

const ResolvedIndicator& IndicatorResolver::Resolve(std::string_view id) {
  if (last_ != nullptr && id == last_id_) return *last_;
  const auto [entry, inserted] = resolved_.try_emplace(id);
  if (inserted) entry->second = Find(id);
  last_id_ = id;
  last_ = entry->second.get();
  return *last_;
}

std::unique_ptr<const ResolvedIndicator> IndicatorResolver::Find(std::string_view id) const {
  auto resolved = std::make_unique<ResolvedIndicator>();
  resolved->number = static_cast<uint32_t>(resolved_.size() - 1);
  resolved->index = catalogue_.FindIndicator(id, period_);
  if (resolved->index != nullptr) {
    const v1::Indicator& indicator = *resolved->index->indicator;
    for (const int dimension : indicator.breakdowns()) {
      const size_t position = Position(dimension);
      if (position == kDimensions) continue;
      resolved->split[position] = true;
      resolved->code_lists[position] = catalogue_.FindCodes(CodeListOf(indicator, position));
    }
  }
  return resolved;
}

bool ReadKey(const v1::Observation& observation, const ResolvedIndicator& indicator,
             ObservationKey& key) {
  key.indicator = indicator.index->symbol;
  for (size_t dimension = 0; dimension < kDimensions; ++dimension) {
    const std::string& code = CodeOf(observation, dimension);
    if (code.empty() || code == "_T") continue;
    const CodeListIndex* list = indicator.code_lists[dimension];
    const auto symbol = list == nullptr ? std::nullopt : list->Find(std::string_view(code));
    if (!symbol) return false;
    key.codes[dimension] = *symbol;
  }
  return true;
}

bool HasNoFigures(v1::ObservationStatus status) {
  return status == v1::OBSERVATION_STATUS_MISSING ||
         status == v1::OBSERVATION_STATUS_NOT_APPLICABLE;
}

bool ReadFigures(const v1::Observation& observation, ObservationFigures& figures) {
  const auto status = observation.status() == v1::OBSERVATION_STATUS_UNSPECIFIED
                          ? v1::OBSERVATION_STATUS_NORMAL
                          : observation.status();
  figures.status = static_cast<uint8_t>(status);
  figures.n = observation.has_n() ? observation.n() : kNoFigure;
  const bool value = ReadMicros(observation.value(), figures.value);
  const bool numerator = ReadMicros(observation.numerator(), figures.numerator);
  const bool denominator = ReadMicros(observation.denominator(), figures.denominator);
  return value && numerator && denominator;
}

int64_t QuotientOf(const ObservationFigures& figures, const v1::Indicator& indicator) {
  if (figures.numerator == kNoFigure || figures.denominator == kNoFigure ||
      figures.denominator == 0) {
    return kNoFigure;
  }
  const int64_t factor = indicator.factor() == 0 ? 1 : indicator.factor();
  const Int128 value = DivideMicros(figures.numerator, figures.denominator, factor);
  const bool fits =
      value > std::numeric_limits<int64_t>::min() && value <= std::numeric_limits<int64_t>::max();
  return fits ? static_cast<int64_t>(value) : kNoFigure;
}

}  // namespace samlad::domain
