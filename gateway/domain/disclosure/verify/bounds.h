// SPDX-License-Identifier: EUPL-1.2
//
// Bounds of a certificate: combinations of known counts from which follows how large
// or small another count can be (docs/editions.md, section 6).

#ifndef SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_BOUNDS_H_
#define SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_BOUNDS_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "gateway/domain/disclosure/verify/faults.h"
#include "gateway/domain/disclosure/verify/known_counts.h"
#include "gateway/domain/disclosure/verify/numbers.h"
#include "gateway/domain/disclosure/verify/sums.h"
#include "samlad/v1/edition.pb.h"

namespace samlad::domain::verify {

// A sum times a weight.
struct WeightedSum {
  const Sum* sum = nullptr;
  Int128 weight = 0;
};

// Whether the weighted sums together are 0 or more whatever the people: each possible
// leaf by itself makes them so. Also false if that takes too much work.
bool IsNeverNegative(const People& people, std::span<const WeightedSum> sums, Faults& faults);

// Immutable. What it is made from must outlive it.
class Bounds {
 public:
  // A bound that is none for any count gives a fault.
  Bounds(const v1::DisclosureCertificate& certificate, const People& people,
         std::span<const KnownCount> known, Faults& faults);

  size_t size() const { return limits_.size(); }
  bool IsAbove(size_t bound) const { return bounds_[static_cast<int>(bound)].above(); }
  // The lowest, or for `above` the highest number.
  Int128 Limit(size_t bound) const { return limits_[bound]; }
  // Whether it is a bound of this sum.
  bool Holds(size_t bound, const Sum& sum, Faults& faults) const;

 private:
  Int128 Read(size_t number, Faults& faults) const;

  const google::protobuf::RepeatedPtrField<v1::CountBound>& bounds_;
  const People& people_;
  std::span<const KnownCount> known_;
  std::vector<Int128> limits_;
};

}  // namespace samlad::domain::verify

#endif  // SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_BOUNDS_H_
