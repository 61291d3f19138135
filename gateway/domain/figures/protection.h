// SPDX-License-Identifier: EUPL-1.2
//
// How strictly each indicator is protected, and whether a figure may be cleared.
// Protection only grows: what any catalogue ever protected stays protected,
// because figures that were sent under it are still in the log. It is eased for
// one figure at a time, by an entry of the custodian.
// The rules for readers: docs/consolidation.md, "Protection".

#ifndef SAMLAD_GATEWAY_DOMAIN_FIGURES_PROTECTION_H_
#define SAMLAD_GATEWAY_DOMAIN_FIGURES_PROTECTION_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "gateway/domain/log/facts.h"
#include "gateway/domain/log/prefix.h"

namespace samlad::domain {

// The strictest protection of an indicator.
struct Protection {
  int64_t k = 0;           // counts from 1 to k - 1 are protected; 0: none
  bool sensitive = false;  // "nobody" and "everybody" are protected, too
  // Indicators whose count is its denominator, in the order of the catalogues.
  std::vector<std::string_view> denominators = {};
  friend bool operator==(const Protection&, const Protection&) = default;
};

// By indicator, of every catalogue in facts [0, as_of); as_of <= facts.size().
// Points into the facts.
using Protections = absl::flat_hash_map<std::string_view, Protection>;
Protections ProtectionsAsOf(const Facts& facts, uint64_t as_of);

// The first moment from `as_of` to `now` whose catalogues protect every indicator
// of those before `as_of` as strictly as the ones before `now` do. A view as of
// `as_of` stays the same from there on, however the log grows, unless a catalogue
// protects more. as_of <= now <= facts.size().
uint64_t FirstAsStrict(const Facts& facts, uint64_t as_of, uint64_t now);

// Whether one indicator of one report may be cleared.
struct ClearingCheck {
  enum class Result : uint8_t {
    kMayBeCleared,
    kUnknownIndicator,  // the catalogue does not have it
    kNotInReport,       // the report has no figure of it
    kInForce,           // the report counts
    kCleared,           // before, by the entry at `others[0]`
    kNothingHidden,     // neither the indicator nor its breakdowns are hidden
    kOthersHide,        // figures that count hide it
    kHidesNothing,      // other replaced figures hide it, and this one does not
  };
  Result result = Result::kMayBeCleared;
  // Positions of the reports that hide it each by itself, at most
  // kClearingOthersMax; empty where only differences of theirs do.
  std::vector<uint64_t> others = {};
};
inline constexpr size_t kClearingOthersMax = 5;

// `report`: position of an accepted report of the prefix. Other replaced figures
// may hide the indicator, too: each is cleared by an entry of its own, and the
// indicator is hidden until the last of them is. Pure.
ClearingCheck CheckClearing(const Prefix& prefix, uint64_t report, std::string_view indicator);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_FIGURES_PROTECTION_H_
