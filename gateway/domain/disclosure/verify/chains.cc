// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/disclosure/verify/chains.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "absl/container/flat_hash_set.h"

namespace samlad::domain::verify {
namespace {

using BaseAndReport = std::pair<uint32_t, uint32_t>;

absl::flat_hash_set<BaseAndReport> ReadContradicted(const v1::Edition& edition,
                                                    const Definitions& definitions,
                                                    std::span<const Report> reports,
                                                    Faults& faults) {
  absl::flat_hash_set<BaseAndReport> contradicted;
  for (const v1::ContradictedStep& step : edition.assumptions().contradicted_steps()) {
    const auto at = std::ranges::lower_bound(reports, step.report(), {}, &Report::position);
    const uint32_t base = definitions.NumberOf(step.indicator());
    if (at == reports.end() || at->position != step.report() || base == kNone ||
        !definitions.BaseOf(base).in_use) {
      faults.Add("2", "contradicted step of ", step.indicator(), " in the report at position ",
                 step.report(), ": there is no such report or base");
      continue;
    }
    contradicted.insert({base, static_cast<uint32_t>(at - reports.begin())});
  }
  return contradicted;
}

}  // namespace

uint32_t ReportSets::Add(std::vector<uint32_t> ascending) {
  const auto [number, is_new] =
      numbers_.try_emplace(ascending, static_cast<uint32_t>(sets_.size()));
  if (is_new) sets_.push_back(std::move(ascending));
  return number->second;
}

bool ReportSets::Has(uint32_t set, uint32_t report) const {
  return std::ranges::binary_search(sets_[set], report);
}

Chains::Chains(const v1::Edition& edition, const Definitions& definitions,
               std::span<const Report> reports, std::span<const Figure> figures, Faults& faults) {
  const auto contradicted = ReadContradicted(edition, definitions, reports, faults);
  // Base, organisation and year -> the newest report of T1, T2 and the year.
  absl::flat_hash_map<std::tuple<uint32_t, uint32_t, int>, std::array<uint32_t, 3>> newest;
  for (const Figure& figure : figures) {
    const uint32_t base = figure.definition->base;
    for (const uint32_t index : figure.reports) {
      const Report& report = reports[index];
      auto& year = newest
                       .try_emplace({base, report.organisation, report.year},
                                    std::array{kNone, kNone, kNone})
                       .first->second;
      uint32_t& so_far = year[report.end - 1];
      if (so_far == kNone || so_far < index) so_far = index;
    }
  }
  for (const auto& [key, year] : newest) {
    uint32_t before = kNone;
    for (const uint32_t report : year) {
      if (report == kNone) continue;
      const BaseAndReport step{std::get<0>(key), report};
      if (before != kNone) before_[step] = before;
      const bool is_chained = before != kNone && definitions.BaseOf(step.first).accumulates &&
                              !contradicted.contains(step);
      if (is_chained) chained_to_[step] = before;
      before = report;
    }
  }
}

std::vector<uint32_t> Chains::Closure(uint32_t base, std::span<const uint32_t> reports) const {
  std::vector<uint32_t> closure;
  for (uint32_t report : reports) {
    closure.push_back(report);
    for (auto to = chained_to_.find({base, report}); to != chained_to_.end();
         to = chained_to_.find({base, to->second})) {
      closure.push_back(to->second);
    }
  }
  std::ranges::sort(closure);
  const auto [first, last] = std::ranges::unique(closure);
  closure.erase(first, last);
  return closure;
}

}  // namespace samlad::domain::verify
