// SPDX-License-Identifier: EUPL-1.2
//
// Tables of a certificate: numbers of people in leaves that agree with everything
// that is known (docs/editions.md, section 5).

#ifndef SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_TABLES_H_
#define SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_TABLES_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "gateway/domain/disclosure/verify/faults.h"
#include "gateway/domain/disclosure/verify/figures.h"
#include "gateway/domain/disclosure/verify/known_counts.h"
#include "gateway/domain/disclosure/verify/numbers.h"
#include "gateway/domain/disclosure/verify/sums.h"
#include "samlad/v1/edition.pb.h"

namespace samlad::domain::verify {

// Immutable. What it is made from must outlive it.
class Tables {
 public:
  // Checks each table. One that does not hold gives a fault.
  Tables(const v1::DisclosureCertificate& certificate, std::span<const Leaf> leaves,
         const People& people, std::span<const KnownCount> known, std::span<const Figure> figures,
         Faults& faults);

  size_t size() const { return static_cast<size_t>(tables_.size()); }

  // How much the sum in table `high` exceeds that in table `low`.
  Int128 Difference(const Sum& sum, uint32_t low, uint32_t high, Faults& faults) const;

 private:
  bool IsWellFormed(size_t table, Faults& faults) const;
  void FindKnown(Faults& faults);
  void CheckFirst(Faults& faults);
  void CheckLater(size_t table, Faults& faults);
  void CheckKnown(size_t table, uint32_t known, Int128 number, Faults& faults) const;
  Int128 Change(const Sum& sum, uint32_t table, Faults& faults) const;

  const google::protobuf::RepeatedPtrField<v1::LeafTable>& tables_;
  std::span<const Leaf> leaves_;
  const People& people_;
  std::span<const KnownCount> known_;
  std::span<const Figure> figures_;
  std::vector<std::vector<uint32_t>> known_of_;  // by leaf: the known counts that it is in
  std::vector<Int128> first_;                    // by leaf: its number in table 0
  std::vector<Int128> known_first_;              // by known count: its sum in table 0
  std::vector<Int128> changes_;                  // by known count, in table touched_by_
  std::vector<size_t> touched_by_;               // by known count: the last such table
};

}  // namespace samlad::domain::verify

#endif  // SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_TABLES_H_
