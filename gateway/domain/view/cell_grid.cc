// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/view/cell_grid.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace samlad::domain {

void CellGrid::Add(const CellCodes& codes, CellEntry entry) {
  entry.cell = Find(codes);
  entries_.push_back(entry);
}

uint32_t CellGrid::Find(const CellCodes& codes) {
  const auto [at, added] = numbers_.try_emplace(codes, static_cast<uint32_t>(cells_.size()));
  if (added) {
    cells_.push_back({.codes = codes, .wholes = {}});
    cells_.back().wholes.fill(kUnknown);
  }
  return at->second;
}

void CellGrid::AddWholes(const CodeOrder& order, size_t dimension) {
  if (!order.HasParts()) return;
  while (AddNext(order, dimension)) {
  }
}

// Adds the wholes one level up; whether there were any.
bool CellGrid::AddNext(const CodeOrder& order, size_t dimension) {
  const size_t end = entries_.size();
  ++pass_;
  for (size_t i = begin_; i < end; ++i) {
    const CellEntry& entry = entries_[i];
    const bool is_first = std::exchange(cells_[entry.cell].present_in, pass_) != pass_;
    const uint32_t whole = WholeOf(entry.cell, order, dimension);
    if (whole == kNone || !entry.counts) continue;
    Cell& parts = cells_[whole];
    if (std::exchange(parts.parts_in, pass_) != pass_) {
      parts.found = 0;
      parts.usable = false;
    }
    parts.found += is_first ? 1 : 0;
    parts.usable = parts.usable || entry.usable;
  }
  for (size_t i = begin_; i < end; ++i) {
    CellEntry entry = entries_[i];
    if (!entry.usable) continue;
    entry.cell = WholeOf(entry.cell, order, dimension);
    if (entry.cell != kNone && IsMade(cells_[entry.cell], order, dimension))
      entries_.push_back(entry);
  }
  return entries_.size() > end;
}

// Whether this pass found every part of the whole, but not the whole itself.
bool CellGrid::IsMade(const Cell& whole, const CodeOrder& order, size_t dimension) const {
  return whole.parts_in == pass_ && whole.usable &&
         whole.found == order.Parts(whole.codes[dimension]) && whole.present_in != pass_;
}

uint32_t CellGrid::WholeOf(uint32_t cell, const CodeOrder& order, size_t dimension) {
  if (cells_[cell].wholes[dimension] == kUnknown) {
    const uint32_t whole = FindWhole(cells_[cell].codes, order, dimension);
    cells_[cell].wholes[dimension] = whole;
  }
  return cells_[cell].wholes[dimension];
}

// The total is not a cell, because the report has a total of its own.
uint32_t CellGrid::FindWhole(CellCodes codes, const CodeOrder& order, size_t dimension) {
  if (codes[dimension] == 0) return kNone;
  codes[dimension] = order.Parent(codes[dimension]);
  if (order.Parts(codes[dimension]) == 0 || codes == CellCodes{}) return kNone;
  return Find(codes);
}

std::vector<CellEntry> CellGrid::ByCell() const {
  std::vector<uint32_t> cells(cells_.size());
  std::iota(cells.begin(), cells.end(), 0);
  std::ranges::sort(cells, {}, [this](uint32_t cell) { return cells_[cell].codes; });

  std::vector<size_t> sizes(cells_.size()), begins(cells_.size());
  for (const CellEntry& entry : entries_) ++sizes[entry.cell];
  size_t begin = 0;
  for (const uint32_t cell : cells) begins[cell] = std::exchange(begin, begin + sizes[cell]);
  std::vector<CellEntry> ordered(entries_.size());
  for (const CellEntry& entry : entries_) ordered[begins[entry.cell]++] = entry;
  return ordered;
}

}  // namespace samlad::domain
