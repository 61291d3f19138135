// SPDX-License-Identifier: EUPL-1.2
//
// A catalogue's indicators numbered in its order, so that the pass over a
// million figures indexes arrays instead of looking names up; with their
// protection, and with the figures that were cleared.

#ifndef SAMLAD_GATEWAY_DOMAIN_FIGURES_INDICATOR_TABLE_H_
#define SAMLAD_GATEWAY_DOMAIN_FIGURES_INDICATOR_TABLE_H_

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "gateway/domain/catalogue/catalogue_index.h"
#include "gateway/domain/log/prefix.h"

namespace samlad::domain {

// One indicator over all versions of its definition.
struct IndicatorEntry {
  std::string_view id;
  Symbol symbol = kTotal;
  std::vector<const IndicatorIndex*> versions;  // ascending
  // The strictest of all catalogues that protect, see protection.h: counts from 1
  // to k - 1 are protected; 0: none.
  int64_t k = 0;
  bool sensitive = false;  // "nobody" and "everybody" are protected, too
  // Numbers of the indicators whose count is its denominator, see protection.h.
  std::vector<uint32_t> denominators = {};
  // The same for all indicators that share counts, because one of them is the
  // denominator of the others: the smallest of their numbers.
  uint32_t family = 0;
};

// Points into the prefix's catalogue, which must outlive it.
class IndicatorTable {
 public:
  static constexpr uint32_t kUnknown = UINT32_MAX;

  explicit IndicatorTable(const Prefix& prefix);

  uint32_t size() const { return static_cast<uint32_t>(entries_.size()); }
  const IndicatorEntry& operator[](uint32_t number) const { return entries_[number]; }
  // Number of an indicator, or kUnknown.
  uint32_t Find(Symbol symbol) const {
    return symbol < numbers_.size() ? numbers_[symbol] : kUnknown;
  }
  uint32_t Find(std::string_view id) const;

  // Whether the custodian cleared the indicator's figures of a report, so that
  // they hide nothing.
  bool IsCleared(uint64_t report, uint32_t number) const {
    return !cleared_.empty() && cleared_.contains({report, number});
  }
  // Takes them as cleared.
  void Clear(uint64_t report, uint32_t number) { cleared_.insert({report, number}); }

 private:
  void JoinFamilies();

  std::vector<IndicatorEntry> entries_;
  std::vector<uint32_t> numbers_;  // by symbol
  absl::flat_hash_map<std::string_view, uint32_t> by_id_;
  absl::flat_hash_set<std::pair<uint64_t, uint32_t>> cleared_;  // report, number
};

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_FIGURES_INDICATOR_TABLE_H_
