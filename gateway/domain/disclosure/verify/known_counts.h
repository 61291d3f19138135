// SPDX-License-Identifier: EUPL-1.2
//
// What everybody knows from the figures (docs/editions.md, section 3).

#ifndef SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_KNOWN_COUNTS_H_
#define SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_KNOWN_COUNTS_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "gateway/domain/disclosure/verify/figures.h"
#include "gateway/domain/disclosure/verify/sums.h"
#include "samlad/v1/edition.pb.h"

namespace samlad::domain::verify {

// The sum is `number`; or, of a hidden figure, at least 1.
struct KnownCount {
  Sum sum;
  bool at_least = false;
  bool ignored = false;  // says nothing to a seat
  int64_t number = 1;
  size_t figure = 0;
};

// In their order.
std::vector<KnownCount> ReadKnownCounts(const v1::Edition& edition, std::span<const Figure> figures,
                                        const People& people);

// Takes what the seat itself contributes from the numbers (section 8).
void TakeOwn(const Seat& seat, const People& people, std::span<const Figure> figures,
             std::vector<KnownCount>& known, Faults& faults);

// For messages: "the numerator of figure 12 (...)".
std::string Describe(const KnownCount& known, std::span<const Figure> figures);

}  // namespace samlad::domain::verify

#endif  // SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_KNOWN_COUNTS_H_
