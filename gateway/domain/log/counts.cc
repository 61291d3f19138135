// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/log/counts.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "gateway/base/limits.h"
#include "gateway/domain/values/decimal.h"

namespace samlad::domain {
namespace {

using Codes = std::array<Symbol, kDimensions>;

// Replaces a code for the leftover of the parts of that code.
constexpr Symbol kLeftover = Symbol{1} << 31;

struct Cell {
  Codes codes;
  RowCounts counts;
};

Codes CodesAt(const Observations& rows, size_t row) {
  return {rows.area[row], rows.sex[row], rows.age[row], rows.background[row], rows.category[row]};
}

size_t SplitsOf(const Codes& codes) {
  return kDimensions - static_cast<size_t>(std::ranges::count(codes, kTotal));
}

void Add(const RowCounts& part, RowCounts& sum) {
  for (size_t i = 0; i < sum.size(); ++i) {
    if (part[i] == kNoFigure) continue;
    if (sum[i] == kNoFigure) sum[i] = 0;
    if (__builtin_add_overflow(sum[i], part[i], &sum[i])) sum[i] = -1;
  }
}

void Subtract(const RowCounts& part, RowCounts& whole) {
  for (size_t i = 0; i < whole.size(); ++i) {
    if (whole[i] == kNoFigure || part[i] == kNoFigure) continue;
    if (__builtin_sub_overflow(whole[i], part[i], &whole[i])) whole[i] = -1;
  }
}

using CodeLists = std::array<const CodeListIndex*, kDimensions>;
using Places = absl::flat_hash_map<Codes, size_t>;

// Whether the places have a whole of `codes` along one dimension that is not the
// total.
bool HasWholeBelowTotal(const CodeListIndex& list, size_t dimension, Codes codes,
                        const Places& places) {
  while (codes[dimension] != kTotal) {
    const CodeIndex* code = list.Find(codes[dimension]);
    if (code == nullptr) return false;
    codes[dimension] = code->parent;
    if (codes[dimension] != kTotal && places.contains(codes)) return true;
  }
  return false;
}

// Gives every cell that is split in several dimensions its margins. A margin that
// was not reported is taken to be the sum of its parts, because otherwise the
// leftovers of columns with different parts could not be subtracted from each
// other. A leftover found with such a margin is never less than what can be
// known without it.
void AddMargins(const CodeLists& lists, std::vector<Cell>& cells, Places& places) {
  const size_t reported = cells.size();
  size_t most = 0;
  for (const Cell& cell : cells) most = std::max(most, SplitsOf(cell.codes));
  if (most < 2) return;
  places.clear();
  for (size_t i = 0; i < cells.size(); ++i) places.emplace(cells[i].codes, i);
  for (size_t splits = most; splits > 1; --splits) {
    for (size_t dimension = 0; dimension < kDimensions; ++dimension) {
      if (lists[dimension] == nullptr) continue;
      absl::flat_hash_map<Codes, RowCounts> sums;
      for (const Cell& cell : cells) {
        if (cell.codes[dimension] == kTotal || SplitsOf(cell.codes) != splits ||
            HasWholeBelowTotal(*lists[dimension], dimension, cell.codes, places)) {
          continue;
        }
        Codes margin = cell.codes;
        margin[dimension] = kTotal;
        Add(cell.counts, sums.try_emplace(margin, kNoCounts).first->second);
      }
      for (const auto& [codes, sum] : sums) {
        const auto [at, added] = places.try_emplace(codes, cells.size());
        if (added) cells.push_back({codes, sum});
        RowCounts& counts = cells[at->second].counts;
        for (size_t i = 0; i < counts.size(); ++i) {
          if (counts[i] == kNoFigure || at->second >= reported) {
            counts[i] = std::max(counts[i], sum[i]);  // kNoFigure is the least
          }
        }
      }
    }
  }
}

// Adds to the cells of one indicator the leftovers of the parts along one
// dimension, each of the nearest whole above them.
void AddLeftovers(const CodeListIndex& list, size_t dimension, std::vector<Cell>& cells,
                  Places& places) {
  places.clear();
  for (size_t i = 0; i < cells.size(); ++i) places.emplace(cells[i].codes, i);
  std::vector<std::optional<RowCounts>> left(cells.size());
  for (const Cell& part : cells) {
    Codes codes = part.codes;
    while (codes[dimension] != kTotal) {
      const CodeIndex* code = list.Find(codes[dimension]);
      if (code == nullptr) break;
      codes[dimension] = code->parent;
      const auto whole = places.find(codes);
      if (whole == places.end()) continue;
      auto& rest = left[whole->second];
      if (!rest) rest = cells[whole->second].counts;
      Subtract(part.counts, *rest);
      break;
    }
  }
  for (size_t i = 0; i < left.size(); ++i) {
    if (!left[i]) continue;
    Cell leftover{cells[i].codes, *left[i]};
    leftover.codes[dimension] |= kLeftover;
    cells.push_back(leftover);
  }
}

int64_t SmallestOf(const std::vector<Cell>& cells, size_t reported, bool distinct) {
  int64_t smallest = std::numeric_limits<int64_t>::max();
  for (size_t i = 0; i < cells.size(); ++i) {
    for (const int64_t count : cells[i].counts) {
      if (count == kNoFigure || count == 0) continue;
      if (distinct && i >= reported && count < 0) continue;
      smallest = std::min(smallest, count);
    }
  }
  return smallest;
}

// Whether a cell says of each person in it that they are, or are not, among those
// counted. A leftover of a plain count is zero wherever the parts are complete.
bool IsAllOrNone(Counts counts, const Cell& cell, bool is_leftover) {
  switch (counts) {
    case Counts::kAnswers:
      return false;
    case Counts::kValue:
      return !is_leftover && cell.counts[0] == 0;
    case Counts::kParts:
    case Counts::kPartsAndComplement:
      return cell.counts[1] != kNoFigure && cell.counts[1] != 0 &&
             (cell.counts[0] == 0 || cell.counts[2] == 0);
  }
  return true;
}

bool AnyAllOrNone(Counts counts, const std::vector<Cell>& cells, size_t reported) {
  for (size_t i = 0; i < cells.size(); ++i) {
    if (IsAllOrNone(counts, cells[i], i >= reported)) return true;
  }
  return false;
}

}  // namespace

Counts CountsOf(const v1::Indicator& definition) {
  switch (definition.aggregation()) {
    case v1::AGGREGATION_RATIO:
      return definition.numerator_beyond_denominator() ? Counts::kParts
                                                       : Counts::kPartsAndComplement;
    case v1::AGGREGATION_MEAN:
    case v1::AGGREGATION_INDEX:
      return Counts::kAnswers;
    default:
      return Counts::kValue;
  }
}

RowCounts CountsAt(Counts counts, const Observations& rows, size_t row) {
  const int64_t numerator = rows.numerator[row];
  const int64_t denominator = rows.denominator[row];
  const int64_t n = rows.n[row];
  switch (counts) {
    case Counts::kAnswers:
      if (n == kNoFigure) return kNoCounts;
      return {std::clamp(n, -limits::kWeightMax, limits::kWeightMax) * kMicrosPerUnit, kNoFigure,
              kNoFigure};
    case Counts::kValue:
      return {rows.value[row], kNoFigure, kNoFigure};
    case Counts::kParts:
      return {numerator, denominator, kNoFigure};
    case Counts::kPartsAndComplement:
      return {
          numerator, denominator,
          numerator == kNoFigure || denominator == kNoFigure ? kNoFigure : denominator - numerator};
  }
  return kNoCounts;
}

std::array<bool, 3> AccumulatingCounts(const v1::Indicator& definition) {
  const bool whole = definition.aggregation() != v1::AGGREGATION_STOCK &&
                     definition.aggregation() != v1::AGGREGATION_INDEX;
  if (definition.aggregation() != v1::AGGREGATION_RATIO) return {whole, whole, whole};
  const bool numerator = definition.numerator_aggregation() != v1::AGGREGATION_STOCK;
  const bool denominator = definition.denominator_aggregation() != v1::AGGREGATION_STOCK;
  return {numerator, denominator, numerator && denominator};
}

std::vector<SplitIndicator> SmallestCounts(
    const Observations& rows, const std::vector<const ResolvedIndicator*>& indicators) {
  std::vector<SplitIndicator> splits;
  std::vector<Cell> cells;
  Places places;
  size_t total = 0;  // rows without breakdown are in the same order
  for (size_t begin = rows.totals, end = begin; begin < rows.size(); begin = end) {
    const Symbol symbol = rows.indicator[begin];
    const ResolvedIndicator& indicator = *indicators[begin];
    const v1::Indicator& definition = *indicator.index->indicator;
    const Counts counts = CountsOf(definition);
    cells.clear();
    for (; end < rows.size() && rows.indicator[end] == symbol; ++end) {
      cells.push_back({CodesAt(rows, end), CountsAt(counts, rows, end)});
    }
    while (total < rows.totals && rows.indicator[total] < symbol) ++total;
    if (total < rows.totals && rows.indicator[total] == symbol) {
      cells.push_back({CodesAt(rows, total), CountsAt(counts, rows, total)});
    }
    const size_t reported = cells.size();
    AddMargins(indicator.code_lists, cells, places);
    for (size_t dimension = 0; dimension < kDimensions; ++dimension) {
      const CodeListIndex* list = indicator.code_lists[dimension];
      if (list != nullptr) AddLeftovers(*list, dimension, cells, places);
    }
    const bool distinct = definition.aggregation() == v1::AGGREGATION_DISTINCT;
    splits.push_back(
        {symbol, SmallestOf(cells, reported, distinct), AnyAllOrNone(counts, cells, reported)});
  }
  return splits;
}

}  // namespace samlad::domain
