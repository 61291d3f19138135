// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/figures/indicator_table.h"

#include <algorithm>
#include <utility>

#include "gateway/domain/figures/protection.h"

namespace samlad::domain {

IndicatorTable::IndicatorTable(const Prefix& prefix) {
  const CatalogueIndex& catalogue = *prefix.catalogue;
  const Protections protections = ProtectionsAsOf(*prefix.facts, prefix.protected_as_of);
  for (const v1::Indicator& indicator : catalogue.catalogue().indicators()) {
    if (by_id_.contains(indicator.id())) continue;
    IndicatorEntry entry{.id = indicator.id(),
                         .versions = catalogue.IndicatorVersions(indicator.id())};
    if (entry.versions.empty()) continue;
    entry.symbol = entry.versions.front()->symbol;
    const Protection& protection = protections.at(entry.id);
    entry.k = protection.k;
    entry.sensitive = protection.sensitive;
    entry.family = size();
    by_id_.emplace(entry.id, size());
    if (entry.symbol >= numbers_.size()) numbers_.resize(entry.symbol + 1, kUnknown);
    numbers_[entry.symbol] = size();
    entries_.push_back(std::move(entry));
  }
  for (const Clearing& clearing : prefix.clearings) {
    const uint32_t number = Find(clearing.what->indicator);
    if (number != kUnknown) Clear(clearing.what->report, number);
  }
  for (IndicatorEntry& entry : entries_) {
    for (const std::string_view id : protections.at(entry.id).denominators) {
      const uint32_t count = Find(id);
      if (count != kUnknown) entry.denominators.push_back(count);
    }
  }
  JoinFamilies();
}

void IndicatorTable::JoinFamilies() {
  const auto first_of = [this](uint32_t number) {
    while (entries_[number].family != number) number = entries_[number].family;
    return number;
  };
  for (uint32_t number = 0; number < size(); ++number) {
    for (const uint32_t count : entries_[number].denominators) {
      const auto [low, high] = std::minmax({first_of(number), first_of(count)});
      entries_[high].family = low;
    }
  }
  for (uint32_t number = 0; number < size(); ++number) {
    entries_[number].family = first_of(number);
  }
}

uint32_t IndicatorTable::Find(std::string_view id) const {
  const auto at = by_id_.find(id);
  return at == by_id_.end() ? kUnknown : at->second;
}

}  // namespace samlad::domain
