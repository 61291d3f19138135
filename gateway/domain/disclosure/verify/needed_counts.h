// SPDX-License-Identifier: EUPL-1.2
//
// The counts that need a proof, in their order (docs/editions.md, section 4).

#ifndef SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_NEEDED_COUNTS_H_
#define SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_NEEDED_COUNTS_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string_view>
#include <tuple>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "gateway/domain/disclosure/verify/faults.h"
#include "gateway/domain/disclosure/verify/figures.h"
#include "gateway/domain/disclosure/verify/sums.h"

namespace samlad::domain::verify {

enum class Need : uint8_t { kHidden = 1, kStep, kRevision, kLatecomer, kRemainder, kOther };

std::string_view NameOf(Need need);

class NeededCounts {
 public:
  // The arguments must outlive it.
  NeededCounts(std::span<const Figure> figures, const People& people, Faults& faults);

  // Calls `visit(count, figure, need)` for each. Stops when it gives false.
  using Visitor = std::function<bool(const Sum&, size_t, Need)>;
  void Visit(const Visitor& visit);

 private:
  // Figures of an indicator and period whose code in one dimension has the same
  // parent, and which have the same codes otherwise.
  using PartsKey = std::tuple<uint32_t, std::string_view, size_t, Codes>;  // parent's codes

  // Not what only a seat contributes to: it knows that.
  bool VisitOne(const Sum& sum, size_t number, Need need);
  bool VisitParts(size_t number, const Sum& without_part, Need need);
  bool VisitSteps(size_t number);
  bool VisitUnchainedSteps(size_t number);
  bool VisitRevisions(size_t number);
  bool VisitLatecomers(size_t number);
  bool VisitRemainders(size_t number);
  bool VisitOthers(size_t number);
  bool AnyLeft(const Sum& sum, size_t dimension, const Base& base) const;
  // The reports of one figure for which another has none of the same kind.
  std::vector<uint32_t> Missing(const Figure& figure, const Figure& earlier) const;

  std::span<const Figure> figures_;
  const People& people_;
  Faults& faults_;
  const Visitor* visit_ = nullptr;
  absl::flat_hash_map<uint32_t, std::vector<size_t>> earlier_, of_cell_;  // by key
  absl::flat_hash_map<PartsKey, std::vector<size_t>> parts_;
};

}  // namespace samlad::domain::verify

#endif  // SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_NEEDED_COUNTS_H_
