// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/edition/reported_parts.h"

#include <algorithm>
#include <utility>

#include "gateway/domain/log/counts.h"

namespace samlad::domain {
namespace {

void AddPart(int64_t part, int64_t& sum) {
  if (part == kNoFigure) return;
  sum = sum == kNoFigure ? part : sum + part;
}

void AddPart(const PartOfSum& part, PartOfSum& sum) {
  AddPart(part.value, sum.value);
  AddPart(part.numerator, sum.numerator);
  AddPart(part.denominator, sum.denominator);
  AddPart(part.n, sum.n);
}

}  // namespace

const Observations& ReportedParts::ObservationsAt(uint64_t position) const {
  return *std::get<ReportFact>(facts_[position].what).observations;
}

const ReportedParts::Rows& ReportedParts::RowsOf(uint64_t position) {
  const auto [at, is_new] = rows_.try_emplace(position);
  if (!is_new) return at->second;
  const Observations& rows = ObservationsAt(position);
  for (uint32_t row = 0; row < rows.size(); ++row) {
    at->second.try_emplace({.indicator = rows.indicator[row],
                            .codes = {rows.area[row], rows.sex[row], rows.age[row],
                                      rows.background[row], rows.category[row]}},
                           row);
  }
  return at->second;
}

std::optional<ObservationKey> ReportedParts::Resolve(const v1::Indicator& definition,
                                                     const FigureCodes& codes) const {
  const auto versions = catalogue_.IndicatorVersions(definition.id());
  if (versions.empty()) return std::nullopt;
  ObservationKey key{.indicator = versions.front()->symbol};
  for (size_t dimension = 0; dimension < kDimensions; ++dimension) {
    if (codes[dimension] == "_T") continue;
    const auto code = catalogue_.FindCode(CodeListOf(definition, dimension), codes[dimension]);
    if (!code) return std::nullopt;
    key.codes[dimension] = *code;
  }
  return key;
}

std::optional<PartOfSum> ReportedParts::Find(uint64_t position, const v1::Indicator& definition,
                                             const FigureCodes& codes) {
  const auto key = Resolve(definition, codes);
  bool cannot_exist = false;
  if (!key) return std::nullopt;
  return FindKey(position, definition, *key, cannot_exist);
}

std::optional<PartOfSum> ReportedParts::FindKey(uint64_t position, const v1::Indicator& definition,
                                                const ObservationKey& key, bool& cannot_exist) {
  const Rows& rows = RowsOf(position);
  if (const auto at = rows.find(key); at != rows.end()) {
    const Observations& all = ObservationsAt(position);
    const auto status = static_cast<v1::ObservationStatus>(all.status[at->second]);
    cannot_exist = status == v1::OBSERVATION_STATUS_NOT_APPLICABLE;
    if (HasNoFigures(status) || all.version[at->second] != definition.version()) {
      return std::nullopt;
    }
    const PartOfSum part = PartOfSumAt(all, at->second);
    if (!IsUsable(definition.aggregation(), part)) return std::nullopt;
    return part;
  }
  // A total is never made of its parts, nor is anything of distinct persons.
  const bool is_total = std::ranges::count(key.codes, kTotal) == std::ssize(key.codes);
  if (is_total || definition.aggregation() == v1::AGGREGATION_DISTINCT) return std::nullopt;
  for (size_t dimension = 0; dimension < kDimensions; ++dimension) {
    if (auto sum = SumOfParts(position, definition, key, dimension)) return sum;
  }
  return std::nullopt;
}

std::optional<PartOfSum> ReportedParts::SumOfParts(uint64_t position,
                                                   const v1::Indicator& definition,
                                                   const ObservationKey& key, size_t dimension) {
  const CodeListIndex* list = catalogue_.FindCodes(CodeListOf(definition, dimension));
  if (list == nullptr) return std::nullopt;
  const auto siblings = list->siblings.find(key.codes[dimension]);
  if (siblings == list->siblings.end() || !siblings->second.exhaustive) return std::nullopt;
  PartOfSum sum;
  bool any = false;
  for (const auto& [code, index] : list->codes) {
    if (index.parent != key.codes[dimension]) continue;
    ObservationKey part = key;
    part.codes[dimension] = code;
    bool cannot_exist = false;
    const auto found = FindKey(position, definition, part, cannot_exist);
    if (!found && !cannot_exist) return std::nullopt;
    if (!found) continue;
    AddPart(*found, sum);
    any = true;
  }
  return any ? std::optional(sum) : std::nullopt;
}

bool ReportedParts::Shrinks(uint64_t earlier, uint64_t later,
                            const std::vector<const v1::Indicator*>& definitions) {
  const Observations& before = ObservationsAt(earlier);
  const Observations& after = ObservationsAt(later);
  const Rows& rows = RowsOf(later);
  for (const v1::Indicator* definition : definitions) {
    const auto key = Resolve(*definition, kTotalCodes);
    if (!key) continue;
    const Counts counts = CountsOf(*definition);
    for (const auto& [cell, row] : RowsOf(earlier)) {
      const auto at = rows.find(cell);
      if (cell.indicator != key->indicator || at == rows.end()) continue;
      const RowCounts was = CountsAt(counts, before, row);
      const RowCounts is = CountsAt(counts, after, at->second);
      for (size_t i = 0; i < was.size(); ++i) {
        if (was[i] != kNoFigure && is[i] != kNoFigure && is[i] < was[i]) return true;
      }
    }
  }
  return false;
}

}  // namespace samlad::domain
