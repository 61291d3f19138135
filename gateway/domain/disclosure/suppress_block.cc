// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/disclosure/suppress_block.h"

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

namespace samlad::domain::disclosure {
namespace {

// Counts of all readers together, up to which elimination is worth its time. Without
// it the attack hides what elimination would not have shown.
constexpr size_t kEliminationMax = 8'000;

bool HasLeafIn(const LinkedCounts& counts, const Block& block, const Seat& seat) {
  return std::ranges::any_of(block, [&](uint32_t count) {
    return std::ranges::any_of(counts.counts[count].terms, [&](const Term& term) {
      return std::ranges::binary_search(seat.leaves, term.leaf);
    });
  });
}

}  // namespace

BlockSuppressor::BlockSuppressor(const BlockInput& input, Block block, WorkLeft work,
                                 std::vector<char>& shown)
    : input_(input),
      counts_(*input.counts),
      primary_(*input.primary),
      block_(std::move(block)),
      work_(work),
      shown_(shown) {
  for (const uint32_t count : block_) {
    const uint32_t group = counts_.counts[count].group;
    if (group != kNoGroup) groups_.push_back(group);
  }
  std::ranges::sort(groups_);
  groups_.erase(std::ranges::unique(groups_).begin(), groups_.end());
}

void BlockSuppressor::Run() {
  AddReader(nullptr);
  for (const Seat& seat : input_.seats) {
    if (HasLeafIn(counts_, block_, seat)) AddReader(&seat);
  }
  const bool contradicts = std::ranges::any_of(
      readers_, [](const Reader& reader) { return reader.system.contradicts; });
  if (contradicts) return Withhold();
  ShowGroups();
  if (HidesFalsely() || !AttackAll()) Withhold();
}

void BlockSuppressor::AddReader(const Seat* seat) {
  Reader& reader = readers_.emplace_back();
  reader.seat = seat;
  reader.system = Reduce(counts_, block_,
                         {.seat = seat,
                          .may_be_known = &primary_.may_be_known,
                          .zero_of_leaf = &primary_.zero_of_leaf});
  if (seat == nullptr) return;
  // Nothing is to be protected from the only ones who can contribute.
  for (ReducedCount& row : reader.system.counts) {
    if (row.terms.empty() && !row.unlimited) row.k = 0;
  }
}

void BlockSuppressor::Withhold() {
  withheld_ = true;
  for (const uint32_t group : groups_) shown_[group] = counts_.groups[group].given;
  readers_.clear();
}

uint32_t BlockSuppressor::MemberOf(uint32_t count) const {
  return static_cast<uint32_t>(std::ranges::lower_bound(block_, count) - block_.begin());
}

void BlockSuppressor::MakeSpans() {
  const bool for_all = block_.size() * readers_.size() <= kEliminationMax;
  for (Reader& reader : readers_) {
    if (block_.size() > kEliminationMax || (!for_all && reader.seat != nullptr)) continue;
    reader.span = std::make_unique<LinearSpan>(
        static_cast<uint32_t>(reader.system.leaf_of_column.size()));
    for (const ReducedCount& row : reader.system.counts) {
      const bool secret = std::ranges::any_of(
          row.counts, [&](uint32_t i) { return IsSecret(counts_, reader.seat, i); });
      if (secret && !row.unlimited && !row.terms.empty()) reader.span->Protect(row.terms);
    }
  }
}

bool BlockSuppressor::MayShow(uint32_t group, bool forced) {
  bool may = true;
  for (Reader& reader : readers_) {
    if (!reader.span) continue;
    std::vector<const std::vector<Term>*> vectors;
    for (const uint32_t count : primary_.counts_of_group[group]) {
      vectors.push_back(
          &reader.system.counts[reader.system.of_member[MemberOf(count)]].terms);
    }
    may = reader.span->MayShow(vectors, forced) && may;
    if (!may && !forced) return false;
  }
  return may;
}

// Those that stay shown first; then from the totals down, large ones first, while no
// secret is a combination of what is shown.
void BlockSuppressor::ShowGroups() {
  MakeSpans();
  std::vector<uint32_t> order;
  for (const uint32_t group : groups_) {
    if (primary_.may_show[group]) order.push_back(group);
  }
  const auto key = [&](uint32_t group) {
    int64_t largest = std::numeric_limits<int64_t>::min();
    for (const uint32_t i : primary_.counts_of_group[group]) {
      largest = std::max(largest, counts_.counts[i].value);
    }
    const CountGroup& rules = counts_.groups[group];
    return std::make_tuple(!rules.given, !primary_.stays_shown[group], rules.level,
                           -std::max(largest, -std::numeric_limits<int64_t>::max()), group);
  };
  std::ranges::sort(order, {}, key);
  for (const uint32_t group : order) {
    const bool forced = primary_.stays_shown[group];
    if (!MayShow(group, forced) && !forced) continue;
    shown_[group] = true;
    for (Reader& reader : readers_) {
      if (reader.span) reader.span->Show();
    }
  }
  for (Reader& reader : readers_) reader.span.reset();
}

// "At least" would be published of a count, and not be true.
bool BlockSuppressor::HidesFalsely() const {
  return std::ranges::any_of(readers_.front().system.counts, [&](const ReducedCount& row) {
    return !IsKnown(row) && std::ranges::any_of(row.counts, [&](uint32_t i) {
      const LinkedCount& count = counts_.counts[i];
      return count.least && count.value != kUnknownValue && count.value < *count.least;
    });
  });
}

bool BlockSuppressor::IsKnown(const ReducedCount& count) const {
  return std::ranges::any_of(count.counts, [&](uint32_t i) {
    const uint32_t group = counts_.counts[i].group;
    return group != kNoGroup && shown_[group] != 0;
  });
}

std::optional<int64_t> BlockSuppressor::LeastOf(const Reader& reader,
                                                const ReducedCount& count) const {
  std::optional<int64_t> most;
  for (const uint32_t i : count.counts) {
    const std::optional<int64_t> least = LeastFor(counts_, reader.seat, i);
    if (least && (!most || *least > *most)) most = least;
  }
  // Says nothing of a sum of leaves.
  if (most && *most <= 0 && !count.has_negative) most.reset();
  return most;
}

std::vector<Knowledge> BlockSuppressor::KnownTo(const Reader& reader) const {
  std::vector<Knowledge> known;
  for (const ReducedCount& row : reader.system.counts) {
    if (IsKnown(row)) {
      known.push_back({.exact = true, .number = row.value});
    } else {
      known.push_back({.exact = false, .number = LeastOf(reader, row)});
    }
  }
  return known;
}

bool BlockSuppressor::AttackAll() {
  // What is hidden because of one reader has to be safe from the others.
  for (bool all_safe = false; !all_safe;) {
    all_safe = true;
    for (Reader& reader : readers_) {
      const size_t before = hidden_;
      if (!AttackFrom(reader)) return false;
      if (hidden_ != before) all_safe = false;
    }
  }
  return true;
}

bool BlockSuppressor::AttackFrom(Reader& reader) {
  if (!reader.attack) {
    const bool unknown = std::ranges::any_of(reader.system.counts, [&](const ReducedCount& row) {
      return IsKnown(row) && row.value == kUnknownValue;
    });
    if (unknown) return false;
    reader.attack = std::make_unique<Attack>(reader.system, KnownTo(reader), input_.make_solver,
                                             work_, false);
    if (reader.attack->Start() != Attack::Result::kSafe) return false;
  }
  // What is hidden on the way may lie before what has been proven.
  for (bool again = true; again;) {
    again = false;
    for (uint32_t i = 0; i < reader.system.counts.size(); ++i) {
      Attack::Result result = reader.attack->Prove(i);
      while (result == Attack::Result::kNarrow) {
        again = true;
        if (!HideOne(reader, i, reader.attack->causes())) return false;
        result = reader.attack->Prove(i);
      }
      if (result == Attack::Result::kFailed) return false;
    }
  }
  return true;
}

std::vector<uint32_t> BlockSuppressor::GroupsThatShow(const ReducedCount& count) const {
  std::vector<uint32_t> groups;
  for (const uint32_t i : count.counts) {
    const uint32_t group = counts_.counts[i].group;
    if (group != kNoGroup && shown_[group] != 0) groups.push_back(group);
  }
  std::ranges::sort(groups);
  groups.erase(std::ranges::unique(groups).begin(), groups.end());
  return groups;
}

bool BlockSuppressor::HideOne(const Reader& reader, uint32_t target,
                              const std::vector<uint32_t>& causes) {
  const std::vector<ReducedCount>& rows = reader.system.counts;
  std::optional<std::tuple<int64_t, int64_t, int64_t, uint32_t>> best;
  const auto consider = [&](uint32_t row) {
    const std::vector<uint32_t> groups = GroupsThatShow(rows[row]);
    if (groups.empty()) return;
    int64_t weight = 0, level = 0;
    for (const uint32_t group : groups) {
      if (primary_.stays_shown[group]) return;
      weight += counts_.groups[group].weight;
      level = std::max<int64_t>(level, counts_.groups[group].level);
    }
    const auto cost = std::make_tuple(weight, -level, rows[row].value, row);
    if (!best || cost < *best) best = cost;
  };
  for (const uint32_t cause : causes) consider(cause);
  if (!best) {
    for (const Term& term : rows[target].terms) {
      for (const Term& in : reader.system.of_column[term.leaf]) consider(in.leaf);
    }
  }
  for (uint32_t row = 0; row < rows.size() && !best; ++row) consider(row);
  if (!best) return false;
  for (const uint32_t group : GroupsThatShow(rows[std::get<3>(*best)])) HideGroup(group);
  return true;
}

void BlockSuppressor::HideGroup(uint32_t group) {
  shown_[group] = false;
  ++hidden_;
  for (Reader& reader : readers_) {
    if (!reader.attack) continue;
    for (const uint32_t count : primary_.counts_of_group[group]) {
      const uint32_t row = reader.system.of_member[MemberOf(count)];
      const ReducedCount& reduced = reader.system.counts[row];
      if (!reader.attack->known()[row].exact || IsKnown(reduced)) continue;
      reader.attack->Hide(row, LeastOf(reader, reduced));
    }
  }
}

void BlockSuppressor::HideFor(uint32_t count, const std::vector<uint32_t>& causes) {
  const Reader& reader = readers_.front();
  const auto row_of = [&](uint32_t i) { return reader.system.of_member[MemberOf(i)]; };
  std::vector<uint32_t> rows;
  for (const uint32_t cause : causes) {
    if (std::ranges::binary_search(block_, cause)) rows.push_back(row_of(cause));
  }
  std::ranges::sort(rows);
  if (!HideOne(reader, row_of(count), rows) || !AttackAll()) Withhold();
}

}  // namespace samlad::domain::disclosure
