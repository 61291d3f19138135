// SPDX-License-Identifier: EUPL-1.2
//
// Reports that add to those of earlier periods of the year (docs/editions.md,
// section 2, "Chains"), and sets of reports.

#ifndef SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_CHAINS_H_
#define SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_CHAINS_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "gateway/domain/disclosure/verify/definitions.h"
#include "gateway/domain/disclosure/verify/faults.h"
#include "gateway/domain/disclosure/verify/figures.h"
#include "samlad/v1/edition.pb.h"

namespace samlad::domain::verify {

// Sets of reports, each kept once: equal numbers, equal sets.
class ReportSets {
 public:
  uint32_t Add(std::vector<uint32_t> ascending);
  std::span<const uint32_t> Get(uint32_t set) const { return sets_[set]; }
  bool Has(uint32_t set, uint32_t report) const;

 private:
  std::deque<std::vector<uint32_t>> sets_;
  absl::flat_hash_map<std::vector<uint32_t>, uint32_t> numbers_;
};

class Chains {
 public:
  // A step that is said to be contradicted, but is no report's, gives a fault.
  Chains(const v1::Edition& edition, const Definitions& definitions,
         std::span<const Report> reports, std::span<const Figure> figures, Faults& faults);

  bool IsChained(uint32_t base, uint32_t report) const {
    return chained_to_.contains({base, report});
  }
  // The report before, chained or not; kNone: there is none.
  uint32_t Before(uint32_t base, uint32_t report) const {
    const auto at = before_.find({base, report});
    return at == before_.end() ? kNone : at->second;
  }

  // The closures of the reports, together.
  std::vector<uint32_t> Closure(uint32_t base, std::span<const uint32_t> reports) const;

 private:
  // By base and report; the base is the number of an indicator.
  absl::flat_hash_map<std::pair<uint32_t, uint32_t>, uint32_t> chained_to_, before_;
};

}  // namespace samlad::domain::verify

#endif  // SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_CHAINS_H_
