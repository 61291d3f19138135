// SPDX-License-Identifier: EUPL-1.2
//
// Which vectors are linear combinations of those shown: elimination modulo the prime
// 2^61 - 1. A combination over the rationals is one modulo a prime, too, unless the
// prime divides one of its denominators, which only costs the attack a step.

#ifndef SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_SPAN_H_
#define SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_SPAN_H_

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "gateway/domain/disclosure/linked_counts.h"

namespace samlad::domain::disclosure {

class LinearSpan {
 public:
  explicit LinearSpan(uint32_t columns);

  // A vector that must not become a combination of those shown.
  void Protect(const std::vector<Term>& terms);
  // Whether all of them can be shown together. Then, or if it is `forced`, Show shows
  // them.
  bool MayShow(std::span<const std::vector<Term>* const> vectors, bool forced);
  void Show();

 private:
  struct Entry {
    uint32_t column = 0;
    uint64_t factor = 0;
  };
  using Sparse = std::vector<Entry>;  // ascending by column; no zeros
  struct Pivoted {
    uint32_t column = 0;
    Sparse vector;  // 1 at its column
  };

  Sparse Reduce(const std::vector<Term>& terms);
  void Eliminate(const Pivoted& by, Sparse& vector) const;
  Pivoted Normalize(Sparse vector) const;
  void Index(uint32_t protected_vector, const Sparse& vector);

  std::vector<uint64_t> work_;            // by column
  std::vector<uint32_t> pivot_of_;        // by column: number in basis_
  std::vector<Pivoted> basis_;
  std::vector<Sparse> protected_;         // what is left of each
  std::vector<std::vector<uint32_t>> protected_in_;  // by column; may name too many
  std::vector<Pivoted> new_basis_;
  std::vector<std::pair<uint32_t, Sparse>> new_protected_;
};

}  // namespace samlad::domain::disclosure

#endif  // SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_SPAN_H_
