// SPDX-License-Identifier: EUPL-1.2
//
// Leaves, and sums over leaves (docs/editions.md, section 2).

#ifndef SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_SUMS_H_
#define SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_SUMS_H_

#include <cstdint>
#include <span>
#include <vector>

#include "gateway/domain/disclosure/verify/chains.h"
#include "gateway/domain/disclosure/verify/definitions.h"
#include "gateway/domain/disclosure/verify/faults.h"
#include "gateway/domain/disclosure/verify/figures.h"
#include "samlad/v1/edition.pb.h"

namespace samlad::domain::verify {

// A group of people.
struct Leaf {
  uint32_t population = 0;
  uint32_t report = 0;               // index
  std::vector<uint32_t> numerators;  // ratios, ascending
  Codes codes{};
};

// People of some reports in some codes.
struct Cell {
  Codes codes{};
  uint32_t reports = 0;  // set: closures included
};

// The sum of the leaves of a part that are in `cell` and in none of `without`; or,
// with `minus`, the difference between two sets of reports.
struct Sum {
  Part part;
  Cell cell;
  uint32_t minus = kNone;  // set
  std::vector<Cell> without{};
};

// A reader who knows the contents of some reports.
struct Seat {
  std::vector<bool> reports;  // by index
  // By base: whether one of them is in the positions of a figure with it.
  std::vector<bool> bases;
  const v1::OwnNumbers* own = nullptr;
};

// What sums are about. Immutable once the edition is read, except that sets of reports
// are added.
struct People {
  const Definitions& definitions;
  std::span<const Report> reports;
  const Chains& chains;
  ReportSets& sets;
  const Seat* seat = nullptr;  // null: the outsider. Its reports' leaves are in no sum.

  bool IsOwn(uint32_t report) const { return seat != nullptr && seat->reports[report]; }
  // Whether something is to be proven of figures with this base.
  bool TakesPart(uint32_t base) const { return seat == nullptr || seat->bases[base]; }
  // Whether any report's leaves are in the sum.
  bool AnyReport(const Sum& sum) const;
  const Base& BaseOf(uint32_t population) const {
    return definitions.BaseOf(definitions.PopulationOf(population).base);
  }
  uint32_t ClosureOf(uint32_t base, std::span<const uint32_t> of) const {
    return sets.Add(chains.Closure(base, of));
  }
  bool Contains(const Base& base, const Codes& codes, const Codes& of_leaf) const {
    for (size_t d = 0; d < kDimensions; ++d) {
      if (!base.trees[d]->Contains(codes[d], of_leaf[d])) return false;
    }
    return true;
  }
  // 1, 0 or -1: how often the report's leaves are in the sum.
  int SignOfReport(const Sum& sum, uint32_t report) const {
    if (IsOwn(report)) return 0;
    return (sets.Has(sum.cell.reports, report) ? 1 : 0) -
           (sum.minus != kNone && sets.Has(sum.minus, report) ? 1 : 0);
  }
  // The same of a leaf.
  int SignOf(const Sum& sum, const Leaf& leaf) const;
};

// Whether people with these numerators are in the part.
bool IsInPart(const Part& part, std::span<const uint32_t> numerators);

// Reads the certificate's leaves. One that is not possible gives a fault.
std::vector<Leaf> ReadLeaves(const v1::DisclosureCertificate& certificate, const People& people,
                             Faults& faults);

}  // namespace samlad::domain::verify

#endif  // SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_SUMS_H_
