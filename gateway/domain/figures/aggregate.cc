// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/figures/aggregate.h"

#include <algorithm>

#include "gateway/base/limits.h"
#include "gateway/domain/values/decimal.h"

namespace samlad::domain {
namespace {

template <class T>
void Extend(std::vector<T>& all, const std::vector<T>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

// Whether an ascending list has `wanted`. Each call's `wanted` is at least that
// of the call before.
template <class Iterator>
bool IsNext(uint32_t wanted, Iterator& at, Iterator end) {
  at = std::find_if(at, end, [wanted](uint32_t listed) { return listed >= wanted; });
  return at != end && *at == wanted;
}

void WriteFlags(const Aggregate& aggregate, bool is_break, v1::Figure& figure) {
  if (aggregate.provisional) figure.add_flags(v1::FIGURE_FLAG_PROVISIONAL);
  if (aggregate.estimated) figure.add_flags(v1::FIGURE_FLAG_ESTIMATED);
  if (aggregate.revised) figure.add_flags(v1::FIGURE_FLAG_REVISED);
  if (is_break) figure.add_flags(v1::FIGURE_FLAG_BREAK);
}

}  // namespace

bool HasUsableFigure(const ReportedFigure& reported, const v1::Indicator& definition) {
  return reported.status != v1::OBSERVATION_STATUS_MISSING &&
         reported.status != v1::OBSERVATION_STATUS_NOT_APPLICABLE &&
         reported.version == definition.version() &&
         IsUsable(definition.aggregation(), reported.part);
}

void Aggregate::Clear() {
  parts.clear();
  reporters.clear();
  not_applicable.clear();
  positions.clear();
  used.clear();
  unusable = provisional = estimated = revised = false;
}

void Aggregate::Add(const ReportedFigure& reported, const v1::Indicator& definition) {
  if (positions.empty() || positions.back() != reported.position) {
    positions.push_back(reported.position);
  }
  if (reported.status == v1::OBSERVATION_STATUS_NOT_APPLICABLE) {
    not_applicable.push_back(reported.organisation);
  } else if (HasUsableFigure(reported, definition)) {
    parts.push_back(reported.part);
    if (used.empty() || used.back() != reported.position) used.push_back(reported.position);
    if (reporters.empty() || reporters.back() != reported.organisation) {
      reporters.push_back(reported.organisation);
    }
    provisional = provisional || reported.under_review ||
                  reported.status == v1::OBSERVATION_STATUS_PROVISIONAL;
    estimated = estimated || reported.status == v1::OBSERVATION_STATUS_ESTIMATED;
    revised = revised || reported.revised;
  } else {
    unusable = true;
  }
}

void Aggregate::AddPeriod(const Aggregate& other) {
  Extend(parts, other.parts);
  Extend(positions, other.positions);
  unusable = unusable || other.unusable;
  provisional = provisional || other.provisional;
  estimated = estimated || other.estimated;
  revised = revised || other.revised;
}

Weights WeightsOf(const Prefix& prefix) {
  // The catalogue's organisations come first, in its order.
  Weights weights(prefix.organisations.size(), 1);
  const auto& known = prefix.catalogue->catalogue().organisations();
  for (int i = 0; i < known.size(); ++i) {
    const uint32_t number = *prefix.organisations.Find(known[i].id());
    weights[number] = std::max(known[i].weight(), 1u);
  }
  return weights;
}

v1::Coverage CoverageOf(const Aggregate& aggregate,
                        std::span<const uint32_t> reporting_organisations, const Weights& weights) {
  // An organisation that reported without having to is part of the figure but
  // not of the coverage.
  uint32_t expected = 0, reported = 0;
  uint64_t expected_weight = 0, reported_weight = 0;
  auto exempt = aggregate.not_applicable.begin();
  auto reporter = aggregate.reporters.begin();
  for (const uint32_t organisation : reporting_organisations) {
    if (IsNext(organisation, exempt, aggregate.not_applicable.end())) continue;
    ++expected;
    expected_weight += weights[organisation];
    if (!IsNext(organisation, reporter, aggregate.reporters.end())) continue;
    ++reported;
    reported_weight += weights[organisation];
  }
  v1::Coverage coverage;
  coverage.set_reported(reported);
  coverage.set_expected(expected);
  coverage.set_reported_weight(reported_weight);
  coverage.set_expected_weight(expected_weight);
  return coverage;
}

void Hide(v1::Figure& figure) {
  figure.clear_value();
  figure.clear_flags();
  figure.set_code(v1::FIGURE_CODE_CONFIDENTIAL);
}

std::optional<Int128> WriteFigure(const Aggregate& aggregate, const v1::Indicator& definition,
                                  const v1::Coverage& coverage, bool hidden, bool is_break,
                                  v1::Figure& figure) {
  figure.mutable_positions()->Assign(aggregate.positions.begin(), aggregate.positions.end());
  std::ranges::sort(*figure.mutable_positions());
  *figure.mutable_coverage() = coverage;
  if (hidden && !aggregate.parts.empty()) {
    Hide(figure);
    return std::nullopt;
  }
  std::optional<Int128> micros;
  figure.set_code(v1::FIGURE_CODE_NOT_APPLICABLE);
  if (!aggregate.parts.empty()) {
    micros = Consolidate(definition, aggregate.parts);
  } else if (coverage.expected() > 0 || aggregate.unusable) {
    figure.set_code(v1::FIGURE_CODE_NOT_REPORTED);
  }
  if (micros) {
    figure.set_value(FormatMicros(*micros, ShownDecimals(definition)));
    figure.clear_code();
  }
  if (!hidden) WriteFlags(aggregate, is_break, figure);
  return micros;
}

void WriteParts(const Aggregate& aggregate, const v1::Indicator& definition, v1::Figure& figure) {
  figure.mutable_positions()->Assign(aggregate.used.begin(), aggregate.used.end());
  std::ranges::sort(*figure.mutable_positions());
  if (figure.value().empty()) return;
  Int128 numerator = 0, denominator = 0, n = 0;
  for (const PartOfSum& part : aggregate.parts) {
    numerator += part.numerator;
    denominator += part.denominator;
    n += part.n;
  }
  const auto exact = [](Int128 micros) {
    int decimals = 0;
    while (decimals < limits::kDecimalScale && RoundMicros(micros, decimals) != micros) ++decimals;
    return FormatMicros(micros, decimals);
  };
  if (definition.aggregation() == v1::AGGREGATION_RATIO) {
    figure.set_numerator(exact(numerator));
    figure.set_denominator(exact(denominator));
  } else if (definition.aggregation() == v1::AGGREGATION_MEAN ||
             definition.aggregation() == v1::AGGREGATION_INDEX) {
    figure.set_n(exact(n * kMicrosPerUnit));
  }
}

}  // namespace samlad::domain
