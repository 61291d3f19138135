// SPDX-License-Identifier: EUPL-1.2
//
// The counts of one block as one reader sees them: without the leaves that the
// reader knows, leaves that no count tells apart as one column, and counts with
// the same columns as one. Plain values.

#ifndef SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_REDUCED_COUNTS_H_
#define SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_REDUCED_COUNTS_H_

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "gateway/domain/disclosure/linked_counts.h"

namespace samlad::domain::disclosure {

inline constexpr uint32_t kNoReduced = UINT32_MAX;

struct ReducedCount {
  std::vector<Term> terms;       // over columns
  std::vector<uint32_t> counts;  // those of LinkedCounts that it stands for; ascending
  int64_t value = kUnknownValue;
  int32_t k = 0;  // the largest
  bool zero_is_small = false;
  // Has a leaf that nothing limits, so it is wide whatever is shown.
  bool unlimited = false;
  bool has_negative = false;
};

// What a reader sees.
struct ReaderView {
  const Seat* seat = nullptr;  // nullptr: the outsider
  // By count: whether its value may become known, or is.
  const std::vector<bool>* may_be_known = nullptr;
  // Counts of value 0 that stay shown, by leaf: kNoReduced: none.
  const std::vector<uint32_t>* zero_of_leaf = nullptr;
};

struct ReducedCounts {
  std::vector<ReducedCount> counts;
  std::vector<uint32_t> leaf_of_column;       // one leaf of each column
  std::vector<std::vector<Term>> of_column;   // counts in which a column is; leaf: the count
  std::vector<uint32_t> zero_leaves;          // leaves that a count of value 0 fixes
  std::vector<uint32_t> unlimited_leaves;
  // Reduced counts of the members, in their order; kNoReduced: no leaf is left.
  std::vector<uint32_t> of_member;
  bool contradicts = false;  // the same count has two values
};

// `members`: numbers of counts, ascending.
ReducedCounts Reduce(const LinkedCounts& counts, std::span<const uint32_t> members,
                     const ReaderView& view);

// The value that the reader is to find out; kUnknownValue if it is not known.
int64_t ValueFor(const LinkedCounts& counts, const Seat* seat, uint32_t count);
// What the reader knows of it if it is hidden.
std::optional<int64_t> LeastFor(const LinkedCounts& counts, const Seat* seat, uint32_t count);

bool IsSmall(int64_t value, int32_t k, bool zero_is_small);

}  // namespace samlad::domain::disclosure

#endif  // SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_REDUCED_COUNTS_H_
