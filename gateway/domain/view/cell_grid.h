// SPDX-License-Identifier: EUPL-1.2
//
// The cells of one indicator and the figures that belong to each. Cells are
// numbered in the order found, so that codes are looked up once for each reported
// figure and not again in each step after that.

#ifndef SAMLAD_GATEWAY_DOMAIN_VIEW_CELL_GRID_H_
#define SAMLAD_GATEWAY_DOMAIN_VIEW_CELL_GRID_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "gateway/domain/log/observation_row.h"
#include "gateway/domain/view/code_order.h"

namespace samlad::domain {

// Codes of a cell, as CodeOrder numbers them.
using CellCodes = std::array<uint32_t, kDimensions>;

// The dimensions of one indicator; null: not asked for, or never split so.
using CellOrders = std::array<const CodeOrder*, kDimensions>;

// One row of an organisation's report that belongs to a cell. A whole that is
// made of its parts has an entry for each part.
struct CellEntry {
  uint32_t cell = 0;
  uint32_t reported = 0;  // number of the organisation's reported total
  uint32_t row = 0;       // in the observations of that total's report
  bool usable = false;    // has a figure
  bool counts = false;    // the part is answered: with a figure, or because none can exist
};

// Takes the entries of one organisation after the other. Not thread-safe.
class CellGrid {
 public:
  void NextOrganisation() { begin_ = entries_.size(); }

  // `entry`: its cell is not set yet.
  void Add(const CellCodes& codes, CellEntry entry);

  // Adds entries of this organisation for the wholes along one dimension of
  // which it has every part, and for the wholes of these.
  void AddWholes(const CodeOrder& order, size_t dimension);

  // The entries of each cell together, in the order added; cells in the order of
  // their codes.
  std::vector<CellEntry> ByCell() const;
  const CellCodes& CodesOf(const CellEntry& entry) const { return cells_[entry.cell].codes; }

 private:
  struct Cell {
    CellCodes codes;
    std::array<uint32_t, kDimensions> wholes;  // along each dimension
    // Of the pass named, over one organisation's entries.
    uint32_t present_in = 0, parts_in = 0;
    uint32_t found = 0;   // different parts
    bool usable = false;  // at least one part has a figure
  };
  // Instead of the number of a cell. kNone: the cell is no part of a whole, or
  // the parts known are not the whole. kUnknown: not looked up yet.
  static constexpr uint32_t kNone = UINT32_MAX, kUnknown = UINT32_MAX - 1;

  uint32_t Find(const CellCodes& codes);
  uint32_t FindWhole(CellCodes codes, const CodeOrder& order, size_t dimension);
  uint32_t WholeOf(uint32_t cell, const CodeOrder& order, size_t dimension);
  bool IsMade(const Cell& whole, const CodeOrder& order, size_t dimension) const;
  bool AddNext(const CodeOrder& order, size_t dimension);

  absl::flat_hash_map<CellCodes, uint32_t> numbers_;
  std::vector<Cell> cells_;
  std::vector<CellEntry> entries_;
  size_t begin_ = 0;  // of this organisation's entries
  uint32_t pass_ = 0;
};

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_VIEW_CELL_GRID_H_
