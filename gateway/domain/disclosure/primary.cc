// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/disclosure/primary.h"

#include <algorithm>

#include "gateway/domain/disclosure/blocks.h"
#include "gateway/domain/disclosure/reduced_counts.h"

namespace samlad::domain::disclosure {
namespace {

bool IsZeroOfAddedLeaves(const LinkedCount& count) {
  return count.value == 0 && !HasNegativeTerm(count);
}

void FindShowable(const LinkedCounts& counts, std::span<const Seat> seats, Primary& primary) {
  const std::vector<uint32_t> first = FirstWithSameTerms(counts);
  std::vector<bool> secret(counts.counts.size());  // by first count with the same terms
  for (uint32_t i = 0; i < counts.counts.size(); ++i) {
    bool is_secret = IsSecret(counts, nullptr, i);
    for (const Seat& seat : seats) is_secret = is_secret || IsSecret(counts, &seat, i);
    if (is_secret) secret[first[i]] = true;
  }
  for (uint32_t group = 0; group < counts.groups.size(); ++group) {
    const CountGroup& rules = counts.groups[group];
    primary.may_show[group] =
        rules.given ||
        (!rules.denied && std::ranges::none_of(primary.counts_of_group[group], [&](uint32_t i) {
          return secret[first[i]] || counts.counts[i].value == kUnknownValue;
        }));
  }
}

void FindStaying(const LinkedCounts& counts, Primary& primary) {
  // To hide that a group of people is empty, zeros with it have to be hidden, too.
  std::vector<bool> sensitive(counts.leaves);
  for (const LinkedCount& count : counts.counts) {
    if (count.k == 0 || !count.zero_is_small) continue;
    for (const Term& term : count.terms) sensitive[term.leaf] = true;
  }
  for (uint32_t group = 0; group < counts.groups.size(); ++group) {
    if (!primary.may_show[group]) continue;
    const std::vector<uint32_t>& of_group = primary.counts_of_group[group];
    const bool is_zero = std::ranges::all_of(of_group, [&](uint32_t i) {
      const LinkedCount& count = counts.counts[i];
      return IsZeroOfAddedLeaves(count) &&
             std::ranges::none_of(count.terms, [&](const Term& t) { return sensitive[t.leaf]; });
    });
    const bool needed = std::ranges::any_of(of_group, [&](uint32_t i) {
      const LinkedCount& count = counts.counts[i];
      return count.value != kUnknownValue && count.least && count.value < *count.least;
    });
    primary.stays_shown[group] = counts.groups[group].given || is_zero || needed;
    if (!primary.stays_shown[group]) continue;
    for (const uint32_t i : of_group) {
      if (!IsZeroOfAddedLeaves(counts.counts[i])) continue;
      for (const Term& term : counts.counts[i].terms) primary.zero_of_leaf[term.leaf] = i;
    }
  }
}

}  // namespace

Primary FindPrimary(const LinkedCounts& counts, std::span<const Seat> seats) {
  Primary primary{.counts_of_group = std::vector<std::vector<uint32_t>>(counts.groups.size()),
                  .may_show = std::vector<bool>(counts.groups.size()),
                  .stays_shown = std::vector<bool>(counts.groups.size()),
                  .may_be_known = std::vector<bool>(counts.counts.size()),
                  .zero_of_leaf = std::vector<uint32_t>(counts.leaves, kNoReduced)};
  for (uint32_t i = 0; i < counts.counts.size(); ++i) {
    const uint32_t group = counts.counts[i].group;
    if (group != kNoGroup) primary.counts_of_group[group].push_back(i);
  }
  FindShowable(counts, seats, primary);
  FindStaying(counts, primary);
  for (uint32_t i = 0; i < counts.counts.size(); ++i) {
    const uint32_t group = counts.counts[i].group;
    primary.may_be_known[i] = group != kNoGroup && primary.may_show[group];
  }
  return primary;
}

bool IsSecret(const LinkedCounts& counts, const Seat* seat, uint32_t count) {
  const LinkedCount& one = counts.counts[count];
  if (one.k == 0) return false;
  if (seat != nullptr && std::ranges::all_of(one.terms, [&](const Term& term) {
        return std::ranges::binary_search(seat->leaves, term.leaf);
      })) {
    return false;
  }
  const int64_t value = ValueFor(counts, seat, count);
  return value == kUnknownValue || IsSmall(value, one.k, one.zero_is_small);
}

}  // namespace samlad::domain::disclosure
