// SPDX-License-Identifier: EUPL-1.2

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "gateway/base/strings.h"
#include "gateway/domain/validation/report_check.h"

namespace samlad::domain {
namespace {

// Rows that differ only in an outer dimension (area) and an inner one (sex).
struct MergedGroup {
  ObservationKey rest;  // with the total in both
  uint32_t outer = 0, inner = 0;

  friend bool operator==(const MergedGroup&, const MergedGroup&) = default;
  template <class H>
  friend H AbslHashValue(H h, const MergedGroup& group) {
    return H::combine(std::move(h), group.rest, group.outer, group.inner);
  }
};

struct MergedState {
  static constexpr uint32_t kNone = UINT32_MAX;
  uint32_t in_one = kNone;  // a row with codes in both dimensions
  uint32_t in_all = kNone;  // one with a code in the inner dimension only
  bool both = false;        // some inner code is there in one and in all
};

using MergedGroups = absl::flat_hash_map<MergedGroup, MergedState>;

void TakePair(const ReportCheck& check, uint32_t row, uint32_t outer, uint32_t inner,
              MergedGroups& groups) {
  const ObservationKey& key = check.rows[row].key;
  MergedGroup group{.rest = key, .outer = outer, .inner = inner};
  group.rest.codes[outer] = kTotal;
  group.rest.codes[inner] = kTotal;
  MergedState& state = groups[group];
  if (key.codes[outer] == kTotal) {
    if (state.in_all == MergedState::kNone) state.in_all = row;
    return;
  }
  if (state.in_one == MergedState::kNone) state.in_one = row;
  ObservationKey in_all = key;
  in_all.codes[outer] = kTotal;
  state.both = state.both || check.row_of_key.contains(in_all);
}

}  // namespace

void CheckMergedCells(ReportCheck& check) {
  MergedGroups groups;
  for (uint32_t row = 0; row < check.rows.size(); ++row) {
    const CheckedRow& checked = check.rows[row];
    if (!checked.has_key || checked.duplicate) continue;
    for (uint32_t inner = 0; inner < kDimensions; ++inner) {
      if (checked.key.codes[inner] == kTotal) continue;
      for (uint32_t outer = 0; outer < kDimensions; ++outer) {
        if (outer != inner && checked.indicator->split[outer]) {
          TakePair(check, row, outer, inner, groups);
        }
      }
    }
  }
  // In the order of rows, because that of a hash map is not the same twice.
  std::vector<std::pair<uint32_t, uint32_t>> merged;
  for (const auto& [group, state] : groups) {
    if (state.in_one == MergedState::kNone || state.in_all == MergedState::kNone || state.both) {
      continue;
    }
    merged.emplace_back(state.in_all, state.in_one);
  }
  std::ranges::sort(merged);
  for (const auto& [row, other] : merged) {
    check.AddRow("OBS_MERGED_CELLS", row, "", "", "", {&other, 1});
  }
}

}  // namespace samlad::domain
