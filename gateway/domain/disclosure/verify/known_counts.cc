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

void TakeOwn(const Seat& seat, const People& people, std::span<const Figure> figures,
             std::vector<KnownCount>& known, Faults& faults) {
  const v1::OwnNumbers& own = *seat.own;
  if (own.counts_size() != own.numbers_size()) {
    return faults.Add("8", "`own` does not have one number for each known count");
  }
  int next = 0;
  for (uint32_t i = 0; i < known.size(); ++i) {
    KnownCount& count = known[i];
    const bool takes_part = seat.bases[figures[count.figure].definition->base];
    const auto reports = people.sets.Get(count.sum.cell.reports);
    const bool has_own = takes_part && std::ranges::any_of(reports, [&](uint32_t report) {
                           return people.IsOwn(report);
                         });
    count.ignored = !takes_part;
    if (!faults.Spend(8 * (1 + reports.size()))) return;
    if (!has_own) continue;
    if (next < own.counts_size() && own.counts(next) == i) {
      if (__builtin_sub_overflow(count.number, own.numbers(next++), &count.number)) {
        faults.Add("8", "`own`: the number of known count ", i, " is too large");
      }
    } else if (count.at_least) {
      count.ignored = true;
    } else {
      faults.Add("8", "`own` does not have ", Describe(count, figures), ", known count ", i);
    }
  }
  if (next != own.counts_size()) {
    faults.Add("8", "`own`: element ", next, " is no known count to which the seat contributes, ",
               "or does not ascend");
  }
}

std::string Describe(const KnownCount& known, std::span<const Figure> figures) {
  return StrCat("the ", known.sum.part.name, " of ", Describe(figures[known.figure], known.figure));
}

}  // namespace samlad::domain::verify
