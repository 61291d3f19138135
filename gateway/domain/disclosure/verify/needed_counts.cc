// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/disclosure/verify/needed_counts.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/container/flat_hash_set.h"

namespace samlad::domain::verify {

std::string_view NameOf(Need need) {
  switch (need) {
    case Need::kHidden:
      return "hidden";
    case Need::kStep:
      return "step since the period before";
    case Need::kRevision:
      return "change by a revision";
    case Need::kLatecomer:
      return "latecomers' part";
    case Need::kRemainder:
      return "remainder outside the cells";
    case Need::kOther:
      return "part of the other reports";
  }
  return "";
}

namespace {

// Whether a part of a later period of the year holds that of an earlier one.
bool PartAccumulates(const v1::Indicator& indicator, std::string_view part) {
  const bool numerator = indicator.numerator_aggregation() != v1::AGGREGATION_STOCK;
  const bool denominator = indicator.denominator_aggregation() != v1::AGGREGATION_STOCK;
  if (part == "numerator") return numerator;
  if (part == "complement") return numerator && denominator;
  if (part == "denominator") return denominator;
  return indicator.aggregation() != v1::AGGREGATION_STOCK &&
         indicator.aggregation() != v1::AGGREGATION_INDEX;
}

}  // namespace

NeededCounts::NeededCounts(std::span<const Figure> figures, const People& people, Faults& faults)
    : figures_(figures), people_(people), faults_(faults) {
  for (size_t i = 0; i < figures.size(); ++i) {
    const Figure& figure = figures[i];
    if (figure.place == Place::kEarlier) earlier_[figure.key].push_back(i);
    of_cell_[figure.key].push_back(i);
    const Base& base = people.definitions.BaseOf(figure.definition->base);
    for (size_t d = 0; d < kDimensions; ++d) {
      if (figure.codes[d] == kTotal) continue;
      Codes around = figure.codes;
      around[d] = base.trees[d]->Parent(figure.codes[d]);
      parts_[{figure.definition->number, figure.figure->period(), d, around}].push_back(i);
    }
  }
}

void NeededCounts::Visit(const Visitor& visit) {
  visit_ = &visit;
  for (size_t i = 0; i < figures_.size(); ++i) {
    const Figure& figure = figures_[i];
    const Definition& definition = *figure.definition;
    if (definition.smallness.k == 0 || !people_.TakesPart(definition.base)) continue;
    if (figure.secret()) {
      const Sum whole{.part = {},
                      .cell = {.codes = figure.codes,
                               .reports = people_.ClosureOf(definition.base, figure.reports)}};
      if (!VisitParts(i, whole, Need::kHidden)) return;
    }
    if (!VisitSteps(i) || !VisitRevisions(i) || !VisitLatecomers(i) || !VisitRemainders(i) ||
        !VisitOthers(i)) {
      return;
    }
  }
}

bool NeededCounts::VisitOne(const Sum& sum, size_t number, Need need) {
  if (people_.seat != nullptr) {
    if (!faults_.Spend(8 * (1 + people_.sets.Get(sum.cell.reports).size()))) return false;
    if (!people_.AnyReport(sum)) return true;
  }
  return (*visit_)(sum, number, need);
}

bool NeededCounts::VisitParts(size_t number, const Sum& without_part, Need need) {
  Sum sum = without_part;
  for (const Part& part : PartsOf(*figures_[number].definition)) {
    sum.part = part;
    if (!VisitOne(sum, number, need)) return false;
  }
  return true;
}

bool NeededCounts::VisitSteps(size_t number) {
  const Figure& figure = figures_[number];
  std::vector<uint32_t> chained;
  for (const uint32_t report : figure.reports) {
    if (people_.chains.IsChained(figure.definition->base, report)) chained.push_back(report);
  }
  if (!chained.empty()) {
    const Sum step{
        .part = {},
        .cell = {.codes = figure.codes, .reports = people_.sets.Add(std::move(chained))}};
    if (!VisitParts(number, step, Need::kStep)) return false;
  }
  return VisitUnchainedSteps(number);
}

bool NeededCounts::VisitUnchainedSteps(size_t number) {
  const Figure& figure = figures_[number];
  const uint32_t base = figure.definition->base;
  const auto alone = [&](uint32_t report) { return people_.ClosureOf(base, {&report, 1}); };
  for (const uint32_t report : figure.reports) {
    const uint32_t before = people_.chains.Before(base, report);
    if (before == kNone || people_.chains.IsChained(base, report)) continue;
    for (const Part& part : PartsOf(*figure.definition)) {
      if (!PartAccumulates(*figure.definition->indicator, part.name)) continue;
      const Sum step{.part = part,
                     .cell = {.codes = figure.codes, .reports = alone(report)},
                     .minus = alone(before)};
      if (!VisitOne(step, number, Need::kStep)) return false;
    }
  }
  return true;
}

bool NeededCounts::VisitRevisions(size_t number) {
  const Figure& figure = figures_[number];
  const auto alone = [&](uint32_t report) {
    return people_.ClosureOf(figure.definition->base, {&report, 1});
  };
  for (const uint32_t report : figure.reports) {
    const uint32_t revised = people_.reports[report].revised;
    if (revised == kNone) continue;
    const Sum change{.part = {},
                     .cell = {.codes = figure.codes, .reports = alone(report)},
                     .minus = alone(revised)};
    if (!VisitParts(number, change, Need::kRevision)) return false;
  }
  return true;
}

std::vector<uint32_t> NeededCounts::Missing(const Figure& figure, const Figure& earlier) const {
  absl::flat_hash_set<uint32_t> there;
  for (const uint32_t report : earlier.reports) there.insert(people_.reports[report].obligation);
  std::vector<uint32_t> missing;
  for (const uint32_t report : figure.reports) {
    if (!there.contains(people_.reports[report].obligation)) missing.push_back(report);
  }
  return missing;
}

bool NeededCounts::VisitLatecomers(size_t number) {
  const Figure& figure = figures_[number];
  const auto found = earlier_.find(figure.key);
  if (found == earlier_.end()) return true;
  for (const size_t at : found->second) {
    const Figure& earlier = figures_[at];
    if (!faults_.Spend(32 * (1 + earlier.reports.size() + figure.reports.size()))) return false;
    if (earlier.same == figure.same) continue;
    const std::vector<uint32_t> missing = Missing(figure, earlier);
    if (missing.empty() || missing.size() == figure.reports.size()) continue;
    const Sum late{.part = {},
                   .cell = {.codes = figure.codes,
                            .reports = people_.ClosureOf(figure.definition->base, missing)}};
    if (!VisitParts(number, late, Need::kLatecomer)) return false;
  }
  return true;
}

bool NeededCounts::VisitRemainders(size_t number) {
  const Figure& figure = figures_[number];
  const Base& base = people_.definitions.BaseOf(figure.definition->base);
  for (size_t d = 0; d < kDimensions; ++d) {
    const auto parts =
        parts_.find({figure.definition->number, figure.figure->period(), d, figure.codes});
    if (parts == parts_.end()) continue;
    Sum rest{.part = {},
             .cell = {.codes = figure.codes,
                      .reports = people_.ClosureOf(figure.definition->base, figure.reports)}};
    for (const size_t at : parts->second) {
      const Figure& part = figures_[at];
      if (!faults_.Spend(8 * (1 + part.reports.size() + figure.reports.size()))) return false;
      if (!std::ranges::includes(figure.reports, part.reports)) continue;
      rest.without.push_back(
          {.codes = part.codes, .reports = people_.ClosureOf(part.definition->base, part.reports)});
    }
    if (rest.without.empty() || !AnyLeft(rest, d, base)) continue;
    if (!VisitParts(number, rest, Need::kRemainder)) return false;
  }
  return true;
}

bool NeededCounts::VisitOthers(size_t number) {
  const Figure& figure = figures_[number];
  absl::flat_hash_set<uint32_t> seen;  // `same` of figures
  for (const size_t at : of_cell_.at(figure.key)) {
    const Figure& some = figures_[at];
    if (!faults_.Spend(16 * (1 + some.reports.size() + figure.reports.size()))) return false;
    if (some.reports.size() >= figure.reports.size() ||
        !std::ranges::includes(figure.reports, some.reports) || !seen.insert(some.same).second) {
      continue;
    }
    std::vector<uint32_t> rest;
    std::ranges::set_difference(figure.reports, some.reports, std::back_inserter(rest));
    const Sum others{.part = {},
                     .cell = {.codes = figure.codes,
                              .reports = people_.ClosureOf(figure.definition->base, rest)}};
    if (!VisitParts(number, others, Need::kOther)) return false;
  }
  return true;
}

// Whether any possible leaf of the sum's cell is in none of the cells, which divide it by
// `dimension`.
bool NeededCounts::AnyLeft(const Sum& sum, size_t dimension, const Base& base) const {
  const CodeTree& tree = *base.trees[dimension];
  const int32_t all = tree.PossibleIn(sum.cell.codes[dimension]);
  const auto reports = people_.sets.Get(sum.cell.reports);
  if (!faults_.Spend(16 * (1 + reports.size() * sum.without.size()))) return false;
  for (const uint32_t report : reports) {
    if (people_.IsOwn(report)) continue;
    absl::flat_hash_set<Code> codes;
    int32_t covered = 0;
    for (const Cell& cell : sum.without) {
      const Code code = cell.codes[dimension];
      if (!people_.sets.Has(cell.reports, report) || !codes.insert(code).second) continue;
      covered += tree.PossibleIn(code);
    }
    if (covered < all) return true;
  }
  return false;
}

}  // namespace samlad::domain::verify
