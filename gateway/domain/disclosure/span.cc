// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/disclosure/span.h"

#include <algorithm>
#include <functional>
#include <queue>

namespace samlad::domain::disclosure {
namespace {

constexpr uint64_t kPrime = (uint64_t{1} << 61) - 1;
constexpr uint32_t kNoPivot = UINT32_MAX;

uint64_t AddModulo(uint64_t a, uint64_t b) {
  const uint64_t sum = a + b;
  return sum >= kPrime ? sum - kPrime : sum;
}

uint64_t NegateModulo(uint64_t a) { return a == 0 ? 0 : kPrime - a; }

uint64_t MultiplyModulo(uint64_t a, uint64_t b) {
  const auto product = static_cast<unsigned __int128>(a) * b;
  return AddModulo(static_cast<uint64_t>(product & kPrime), static_cast<uint64_t>(product >> 61));
}

uint64_t InvertModulo(uint64_t a) {
  uint64_t result = 1;
  for (uint64_t power = kPrime - 2; power > 0; power >>= 1) {
    if ((power & 1) != 0) result = MultiplyModulo(result, a);
    a = MultiplyModulo(a, a);
  }
  return result;
}

}  // namespace

LinearSpan::LinearSpan(uint32_t columns)
    : work_(columns), pivot_of_(columns, kNoPivot), protected_in_(columns) {}

void LinearSpan::Protect(const std::vector<Term>& terms) {
  Sparse vector = Reduce(terms);
  if (vector.empty()) return;  // known already
  Index(static_cast<uint32_t>(protected_.size()), vector);
  protected_.push_back(std::move(vector));
}

void LinearSpan::Index(uint32_t protected_vector, const Sparse& vector) {
  for (const Entry& entry : vector) protected_in_[entry.column].push_back(protected_vector);
}

LinearSpan::Sparse LinearSpan::Reduce(const std::vector<Term>& terms) {
  // Pivots in the order in which they came: each vector has zeros at the earlier ones.
  std::priority_queue<uint32_t, std::vector<uint32_t>, std::greater<>> pivots;
  std::vector<uint32_t> columns;
  const auto add = [&](uint32_t column, uint64_t factor) {
    if (work_[column] == 0) {
      columns.push_back(column);
      if (pivot_of_[column] != kNoPivot) pivots.push(pivot_of_[column]);
    }
    work_[column] = AddModulo(work_[column], factor);
  };
  for (const Term& term : terms) add(term.leaf, term.sign > 0 ? 1 : kPrime - 1);
  while (!pivots.empty()) {
    const Pivoted& by = basis_[pivots.top()];
    pivots.pop();
    const uint64_t factor = NegateModulo(work_[by.column]);
    if (factor == 0) continue;
    for (const Entry& entry : by.vector) add(entry.column, MultiplyModulo(factor, entry.factor));
  }
  std::ranges::sort(columns);
  columns.erase(std::ranges::unique(columns).begin(), columns.end());
  Sparse result;
  for (const uint32_t column : columns) {
    if (work_[column] != 0) result.push_back({column, work_[column]});
    work_[column] = 0;
  }
  return result;
}

void LinearSpan::Eliminate(const Pivoted& by, Sparse& vector) const {
  const auto at = std::ranges::lower_bound(vector, by.column, {}, &Entry::column);
  if (at == vector.end() || at->column != by.column) return;
  const uint64_t factor = NegateModulo(at->factor);
  Sparse result;
  result.reserve(vector.size() + by.vector.size());
  auto a = vector.begin();
  auto b = by.vector.begin();
  while (a != vector.end() || b != by.vector.end()) {
    if (b == by.vector.end() || (a != vector.end() && a->column < b->column)) {
      result.push_back(*a++);
    } else if (a == vector.end() || b->column < a->column) {
      result.push_back({b->column, MultiplyModulo(factor, b->factor)});
      ++b;
    } else {
      const uint64_t sum = AddModulo(a->factor, MultiplyModulo(factor, b->factor));
      if (sum != 0) result.push_back({a->column, sum});
      ++a;
      ++b;
    }
  }
  vector = std::move(result);
}

// The column that the fewest protected vectors have, because each has to be changed.
LinearSpan::Pivoted LinearSpan::Normalize(Sparse vector) const {
  const auto best = std::ranges::min_element(vector, {}, [&](const Entry& entry) {
    return protected_in_[entry.column].size();
  });
  const uint32_t column = best->column;
  const uint64_t inverse = InvertModulo(best->factor);
  for (Entry& entry : vector) entry.factor = MultiplyModulo(entry.factor, inverse);
  return {column, std::move(vector)};
}

bool LinearSpan::MayShow(std::span<const std::vector<Term>* const> vectors, bool forced) {
  new_basis_.clear();
  new_protected_.clear();
  for (const std::vector<Term>* terms : vectors) {
    Sparse vector = Reduce(*terms);
    for (const Pivoted& by : new_basis_) Eliminate(by, vector);
    if (!vector.empty()) new_basis_.push_back(Normalize(std::move(vector)));
  }
  std::vector<uint32_t> changed;
  for (const Pivoted& by : new_basis_) {
    const auto& in = protected_in_[by.column];
    changed.insert(changed.end(), in.begin(), in.end());
  }
  std::ranges::sort(changed);
  changed.erase(std::ranges::unique(changed).begin(), changed.end());
  bool may = true;
  for (const uint32_t one : changed) {
    if (protected_[one].empty()) continue;
    Sparse vector = protected_[one];
    for (const Pivoted& by : new_basis_) Eliminate(by, vector);
    if (vector.empty()) may = false;
    if (!may && !forced) return false;
    new_protected_.emplace_back(one, std::move(vector));
  }
  return may;
}

void LinearSpan::Show() {
  for (Pivoted& pivoted : new_basis_) {
    pivot_of_[pivoted.column] = static_cast<uint32_t>(basis_.size());
    protected_in_[pivoted.column].clear();
    basis_.push_back(std::move(pivoted));
  }
  for (auto& [number, vector] : new_protected_) {
    const Sparse before = std::move(protected_[number]);
    for (const Entry& entry : vector) {
      const auto at = std::ranges::lower_bound(before, entry.column, {}, &Entry::column);
      if (at == before.end() || at->column != entry.column) {
        protected_in_[entry.column].push_back(number);
      }
    }
    protected_[number] = std::move(vector);
  }
  new_basis_.clear();
  new_protected_.clear();
}

}  // namespace samlad::domain::disclosure
