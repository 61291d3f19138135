// SPDX-License-Identifier: EUPL-1.2
//
// Which groups cannot be shown because of a number of their own.

#ifndef SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_PRIMARY_H_
#define SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_PRIMARY_H_

#include <cstdint>
#include <span>
#include <vector>

#include "gateway/domain/disclosure/linked_counts.h"

namespace samlad::domain::disclosure {

struct Primary {
  std::vector<std::vector<uint32_t>> counts_of_group;  // ascending
  std::vector<bool> may_show;                          // by group
  // By group: shown if it may be, and not hidden later: given ones, zeros, and those
  // of which "at least" would be false if they were hidden.
  std::vector<bool> stays_shown;
  std::vector<bool> may_be_known;      // by count: of a group that may be shown
  std::vector<uint32_t> zero_of_leaf;  // by leaf: a count of value 0 that stays shown
};

Primary FindPrimary(const LinkedCounts& counts, std::span<const Seat> seats);

// Whether what the reader is to find out is small, or not known.
bool IsSecret(const LinkedCounts& counts, const Seat* seat, uint32_t count);

}  // namespace samlad::domain::disclosure

#endif  // SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_PRIMARY_H_
