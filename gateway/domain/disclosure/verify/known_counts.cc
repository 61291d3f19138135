// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/disclosure/verify/known_counts.h"

#include <string_view>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "gateway/base/strings.h"

namespace samlad::domain::verify {

std::vector<KnownCount> ReadKnownCounts(const v1::Edition& edition, std::span<const Figure> figures,
                                        const People& people) {
  absl::flat_hash_set<std::string_view> zeros_hidden;
  for (const std::string& indicator : edition.assumptions().zeros_hidden()) {
    zeros_hidden.insert(indicator);
  }
  std::vector<KnownCount> known;
  for (size_t i = 0; i < figures.size(); ++i) {
    const Figure& figure = figures[i];
    if (figure.shown_elsewhere) continue;
    const Definition& definition = *figure.definition;
    const Cell cell{.codes = figure.codes,
                    .reports = people.ClosureOf(definition.base, figure.reports)};
    const std::vector<Part> parts = PartsOf(definition);
    if (figure.shown) {
      for (size_t p = 0; p < parts.size(); ++p) {
        known.push_back(
            {.sum = {.part = parts[p], .cell = cell}, .number = figure.numbers[p], .figure = i});
      }
      continue;
    }
    const bool is_count = parts.size() == 1 && parts.front().name == "count";
    if (is_count &&
        (definition.smallness.sensitive || zeros_hidden.contains(definition.indicator->id()))) {
      continue;
    }
    Part whole{.population = definition.population, .name = parts.front().name};
    if (parts.size() > 1) whole.name = "denominator";
    known.push_back({.sum = {.part = whole, .cell = cell}, .at_least = true, .figure = i});
  }
  return known;
}

std::string Describe(const KnownCount& known, std::span<const Figure> figures) {
  return StrCat("the ", known.sum.part.name, " of ", Describe(figures[known.figure], known.figure));
}

}  // namespace samlad::domain::verify
