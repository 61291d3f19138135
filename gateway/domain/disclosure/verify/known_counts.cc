// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/disclosure/verify/known_counts.h"

#include <algorithm>
#include <utility>

#include "gateway/base/strings.h"

namespace samlad::domain::verify {

std::vector<KnownCount> ReadKnownCounts(const v1::Edition& edition, std::span<const Figure> figures,
                                        const People& people) {
  const auto may_be_zero = [&](const Figure& figure) {
    const auto& zeros = figure.place == Place::kEarlier
                            ? edition.earlier(static_cast<int>(figure.edition)).zeros_hidden()
                            : edition.assumptions().zeros_hidden();
    return std::ranges::find(zeros, figure.definition->indicator->id()) != zeros.end();
  };
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
    if (is_count && (definition.smallness.sensitive || may_be_zero(figure))) {
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
