// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/disclosure/verify/definitions.h"

#include <algorithm>
#include <span>

#include "gateway/base/limits.h"

namespace samlad::domain::verify {
namespace {

constexpr std::string_view kCommonLists[] = {"area", "sex", "age", "background"};
constexpr size_t kCategory = kDimensions - 1;
constexpr uint32_t kDecimalsMax = 6;

const CodeTree& WithoutCodes() {
  static const CodeTree& none = *new CodeTree;
  return none;
}

bool IsRatio(const v1::Indicator& indicator) {
  return indicator.aggregation() == v1::AGGREGATION_RATIO;
}

bool Accumulates(const v1::Indicator& indicator) {
  switch (indicator.aggregation()) {
    case v1::AGGREGATION_FLOW:
    case v1::AGGREGATION_DISTINCT:
    case v1::AGGREGATION_MEAN:
      return true;
    case v1::AGGREGATION_RATIO:
      return indicator.numerator_aggregation() != v1::AGGREGATION_STOCK &&
             indicator.denominator_aggregation() != v1::AGGREGATION_STOCK;
    default:
      return false;
  }
}

bool IsBrokenDownBy(const v1::Indicator& indicator, size_t dimension) {
  return std::ranges::find(indicator.breakdowns(), static_cast<int>(dimension) + 1) !=
         indicator.breakdowns().end();
}

bool CanBeUsed(const v1::Indicator& indicator, Faults& faults) {
  const uint32_t k = indicator.protection().k();
  const auto refuse = [&](std::string_view why) {
    faults.Add("1", "definition of ", indicator.id(), " version ", indicator.version(), ": ", why);
    return false;
  };
  if (k != 0 && k < limits::kSmallCountMin) return refuse("k is below 3");
  if (indicator.decimals() > kDecimalsMax) return refuse("more than 6 decimals");
  if (indicator.aggregation() < v1::AGGREGATION_FLOW ||
      indicator.aggregation() > v1::AGGREGATION_DISTINCT) {
    return refuse("unknown aggregation");
  }
  return true;
}

}  // namespace

bool AnySmall(const Smallness& smallness, __int128 low, __int128 high) {
  if (smallness.k == 0) return false;
  const auto any = [&](__int128 from, __int128 to) { return low <= to && high >= from; };
  return any(1, smallness.k - 1) || any(1 - smallness.k, -1) || (smallness.sensitive && any(0, 0));
}

Definitions::Definitions(const v1::Edition& edition, Faults& faults) {
  ReadLists(edition, faults);
  ReadDefinitions(edition, faults);
  if (faults.empty()) MakePopulations(faults);
}

void Definitions::ReadLists(const v1::Edition& edition, Faults& faults) {
  for (const v1::CodeList& list : edition.code_lists()) {
    if (!lists_.try_emplace(list.id(), list, faults).second) {
      faults.Add("2", "code list ", list.id(), " is there twice");
    }
  }
}

void Definitions::ReadDefinitions(const v1::Edition& edition, Faults& faults) {
  for (const v1::Indicator& indicator : edition.definitions()) {
    if (!CanBeUsed(indicator, faults)) continue;
    const auto [number, is_new] =
        numbers_.try_emplace(indicator.id(), static_cast<uint32_t>(ids_.size()));
    if (is_new) {
      ids_.push_back(indicator.id());
      versions_.emplace_back();
    }
    Definition& definition = definitions_.emplace_back();
    definition.indicator = &indicator;
    definition.number = number->second;
    definition.smallness = {.k = indicator.protection().k(),
                            .sensitive = indicator.protection().sensitive()};
    versions_[definition.number].push_back(&definition);
    const std::pair key{std::string_view(indicator.id()), indicator.version()};
    if (!by_version_.try_emplace(key, &definition).second) {
      faults.Add("1", "definition of ", indicator.id(), " version ", indicator.version(),
                 " is there twice");
    }
  }
}

void Definitions::MakePopulations(Faults& faults) {
  bases_.resize(ids_.size());
  members_.resize(ids_.size());
  in_system_.resize(ids_.size());
  for (Definition& definition : definitions_) {
    const uint32_t named = NumberOf(definition.indicator->denominator_indicator());
    definition.base = named == kNone ? definition.number : named;
    bases_[definition.base].in_use = true;
    members_[definition.base].push_back(&definition);
    if (definition.smallness.k > 0) in_system_[definition.base] = true;
  }
  const auto population = [&](uint32_t indicator, bool beyond, uint32_t base) {
    const auto [number, is_new] = population_numbers_.try_emplace(
        {indicator, beyond}, static_cast<uint32_t>(populations_.size()));
    if (is_new) populations_.push_back({.indicator = indicator, .beyond = beyond, .base = base});
    if (populations_[number->second].base != base) {
      faults.Add("2", "versions of ", ids_[indicator],
                 " have different bases, although its numerator may exceed its denominator");
    }
    return number->second;
  };
  for (uint32_t number = 0; number < bases_.size(); ++number) {
    if (bases_[number].in_use) bases_[number].population = population(number, false, number);
  }
  for (Definition& definition : definitions_) {
    definition.population = bases_[definition.base].population;
    if (IsRatio(*definition.indicator) && definition.indicator->numerator_beyond_denominator()) {
      definition.beyond = population(definition.number, true, definition.base);
    }
  }
  for (uint32_t number = 0; number < bases_.size(); ++number) {
    if (bases_[number].in_use) Describe(bases_[number], number);
  }
  const std::vector<bool> is_protected = in_system_;  // of bases
  for (const Definition& definition : definitions_) {
    if (is_protected[definition.base]) in_system_[definition.number] = true;
  }
}

// From the definitions of the base itself, and of the ratios with that base.
void Definitions::Describe(Base& base, uint32_t number) {
  std::vector<const Definition*> all = versions_[number];
  for (const Definition* member : members_[number]) {
    if (!IsRatio(*member->indicator)) continue;
    all.push_back(member);
    if (member->beyond == kNone) base.ratios.push_back(member->number);
  }
  std::ranges::sort(base.ratios);
  const auto [first, last] = std::ranges::unique(base.ratios);
  base.ratios.erase(first, last);
  base.accumulates = std::ranges::all_of(
      all, [](const Definition* definition) { return Accumulates(*definition->indicator); });
  ChooseCategoryList(base, number);
  for (size_t d = 0; d < kDimensions; ++d) {
    const bool counts = std::ranges::any_of(all, [&](const Definition* definition) {
      return IsBrokenDownBy(*definition->indicator, d);
    });
    const auto list = lists_.find(d == kCategory ? base.category_list : kCommonLists[d]);
    base.trees[d] = counts && list != lists_.end() ? &list->second : &WithoutCodes();
  }
}

void Definitions::ChooseCategoryList(Base& base, uint32_t number) {
  const auto choose = [&](std::span<const Definition* const> some) {
    for (const Definition* definition : some) {
      if (base.category_list.empty()) base.category_list = definition->indicator->category_list();
    }
  };
  choose(versions_[number]);
  choose(members_[number]);
}

const Definition* Definitions::Find(std::string_view indicator, uint32_t version) const {
  const auto found = by_version_.find({indicator, version});
  return found == by_version_.end() ? nullptr : found->second;
}

std::vector<const Definition*> Definitions::Versions(std::string_view indicator) const {
  const uint32_t number = NumberOf(indicator);
  return number == kNone ? std::vector<const Definition*>() : versions_[number];
}

uint32_t Definitions::NumberOf(std::string_view indicator) const {
  const auto found = numbers_.find(indicator);
  return found == numbers_.end() ? kNone : found->second;
}

uint32_t Definitions::FindPopulation(uint32_t indicator, bool beyond) const {
  const auto found = population_numbers_.find({indicator, beyond});
  return found == population_numbers_.end() ? kNone : found->second;
}

}  // namespace samlad::domain::verify
