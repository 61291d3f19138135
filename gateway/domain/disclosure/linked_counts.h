// SPDX-License-Identifier: EUPL-1.2
//
// Counts of people that are linked because they are sums over the same leaves:
// groups of people that nothing published divides further. The input of
// disclosure control, and what a certificate is about. Plain values.
//
// Method: docs/disclosure.md. Terms: a protected count is small (1 to k - 1), a
// group of counts is shown or hidden together (the numerator and the complement
// of one ratio).

#ifndef SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_LINKED_COUNTS_H_
#define SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_LINKED_COUNTS_H_

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace samlad::domain::disclosure {

// A leaf in a count: added, or (the change by a revision) subtracted.
struct Term {
  uint32_t leaf = 0;
  int32_t sign = 1;  // 1 or -1
  friend bool operator==(const Term&, const Term&) = default;
};

inline constexpr int64_t kUnknownValue = std::numeric_limits<int64_t>::min();
inline constexpr uint32_t kNoGroup = UINT32_MAX;

struct LinkedCount {
  std::vector<Term> terms;  // ascending by leaf, each leaf once
  // The truth; kUnknownValue: not known (then it is treated as small).
  int64_t value = kUnknownValue;
  // Numbers from 1 to k - 1, and their negatives, are small. 0: not protected;
  // nothing is to be proven of it.
  int32_t k = 0;
  bool zero_is_small = false;  // sensitive
  // If it is not shown: everybody knows that it is at least this; nullopt: nothing
  // is known (it is still at least 0 if no sign is negative).
  std::optional<int64_t> least = {};
  // The group with which it is shown; kNoGroup: never shown.
  uint32_t group = kNoGroup;
};

// Counts that are shown or hidden together.
struct CountGroup {
  bool given = false;   // was shown before or is no secret: it is shown
  bool denied = false;  // must not be shown
  // Order in which groups are chosen to be shown: lowest first. Among equal ones the
  // larger value first.
  int32_t level = 0;
  int64_t weight = 1;  // what is lost if it is hidden
};

// A seat is a reader who knows the whole contents of some leaves, because its
// organisation reported them.
struct Seat {
  std::vector<uint32_t> leaves;  // ascending
  // By count: the sum of its terms over these leaves; kUnknownValue: not known.
  std::vector<int64_t> own;
};

struct LinkedCounts {
  uint32_t leaves = 0;
  std::vector<LinkedCount> counts;
  std::vector<CountGroup> groups;
};

// By group: whether it is shown.
using Shown = std::vector<bool>;

}  // namespace samlad::domain::disclosure

#endif  // SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_LINKED_COUNTS_H_
