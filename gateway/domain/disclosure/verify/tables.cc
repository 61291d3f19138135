// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/disclosure/verify/tables.h"

#include <array>
#include <utility>

#include "absl/container/flat_hash_map.h"

namespace samlad::domain::verify {
namespace {

// Calls `visit` with the codes of every cell that can contain a leaf with `of_leaf`:
// in each dimension kTotal, the leaf's code or one around it. False: too much work.
template <class Visit>
bool VisitCellsAround(const Base& base, const Codes& of_leaf, Faults& faults, const Visit& visit) {
  std::array<std::vector<Code>, kDimensions> around;
  uint64_t cells = 1;
  for (size_t d = 0; d < kDimensions; ++d) {
    around[d].push_back(kTotal);
    for (Code code = of_leaf[d]; code != kNoCode && code != kTotal;
         code = base.trees[d]->Parent(code)) {
      around[d].push_back(code);
    }
    if (!faults.Spend(around[d].size())) return false;
    cells *= around[d].size();
    if (!faults.CanSpend(cells)) return false;
  }
  if (!faults.Spend(cells * 64)) return false;
  std::array<size_t, kDimensions> at{};
  for (uint64_t cell = 0; cell < cells; ++cell) {
    Codes codes;
    for (size_t d = 0; d < kDimensions; ++d) codes[d] = around[d][at[d]];
    visit(codes);
    for (size_t d = 0; d < kDimensions && ++at[d] == around[d].size(); ++d) at[d] = 0;
  }
  return true;
}

}  // namespace

Tables::Tables(const v1::DisclosureCertificate& certificate, std::span<const Leaf> leaves,
               const People& people, std::span<const KnownCount> known,
               std::span<const Figure> figures, Faults& faults)
    : tables_(certificate.tables()),
      leaves_(leaves),
      people_(people),
      known_(known),
      figures_(figures),
      known_of_(leaves.size()),
      first_(leaves.size()),
      known_first_(known.size()),
      changes_(known.size()),
      touched_by_(known.size()) {
  bool well_formed = true;
  for (size_t table = 0; table < size(); ++table) {
    if (!IsWellFormed(table, faults)) well_formed = false;
  }
  if (!well_formed || size() == 0) return;
  FindKnown(faults);
  CheckFirst(faults);
  for (size_t table = 1; table < size() && !faults.full() && !faults.exhausted(); ++table) {
    CheckLater(table, faults);
  }
}

bool Tables::IsWellFormed(size_t table, Faults& faults) const {
  const v1::LeafTable& from = tables_[static_cast<int>(table)];
  const auto& named = from.leaves();
  bool ok = named.size() == from.numbers_size();
  for (int i = 0; i < named.size(); ++i) {
    ok = ok && named[i] < leaves_.size() && (i == 0 || named[i - 1] < named[i]);
  }
  if (!ok) {
    faults.Add("5", "table ", table,
               ": its leaves do not ascend, are no leaves, or do not have one number each");
  }
  return ok;
}

void Tables::FindKnown(Faults& faults) {
  absl::flat_hash_map<std::pair<uint32_t, Codes>, std::vector<uint32_t>> by_codes;
  for (uint32_t i = 0; i < known_.size(); ++i) {
    by_codes[{known_[i].sum.part.population, known_[i].sum.cell.codes}].push_back(i);
  }
  for (size_t i = 0; i < leaves_.size(); ++i) {
    const Leaf& leaf = leaves_[i];
    const auto add = [&](const Codes& codes) {
      const auto found = by_codes.find({leaf.population, codes});
      if (found == by_codes.end() || !faults.Spend(32 * found->second.size())) return;
      for (const uint32_t number : found->second) {
        const Sum& sum = known_[number].sum;
        if (IsInPart(sum.part, leaf.numerators) &&
            people_.sets.Has(sum.cell.reports, leaf.report)) {
          known_of_[i].push_back(number);
        }
      }
    };
    if (!VisitCellsAround(people_.BaseOf(leaf.population), leaf.codes, faults, add)) return;
  }
}

void Tables::CheckFirst(Faults& faults) {
  const v1::LeafTable& table = tables_[0];
  for (int i = 0; i < table.leaves_size(); ++i) {
    const uint32_t leaf = table.leaves(i);
    first_[leaf] = table.numbers(i);
    if (table.numbers(i) < 0) faults.Add("5", "table 0: leaf ", leaf, " is below 0");
    if (!faults.Spend(4 * known_of_[leaf].size())) return;
    for (const uint32_t known : known_of_[leaf]) known_first_[known] += table.numbers(i);
  }
  for (uint32_t known = 0; known < known_.size(); ++known) {
    CheckKnown(0, known, known_first_[known], faults);
  }
}

void Tables::CheckLater(size_t table, Faults& faults) {
  const v1::LeafTable& from = tables_[static_cast<int>(table)];
  std::vector<uint32_t> touched;
  for (int i = 0; i < from.leaves_size(); ++i) {
    const uint32_t leaf = from.leaves(i);
    if (first_[leaf] + from.numbers(i) < 0) {
      faults.Add("5", "table ", table, ": leaf ", leaf, " is below 0");
    }
    if (!faults.Spend(8 * known_of_[leaf].size())) return;
    for (const uint32_t known : known_of_[leaf]) {
      if (touched_by_[known] != table) {
        touched_by_[known] = table;
        changes_[known] = 0;
        touched.push_back(known);
      }
      changes_[known] += from.numbers(i);
    }
  }
  for (const uint32_t known : touched) {
    CheckKnown(table, known, known_first_[known] + changes_[known], faults);
  }
}

void Tables::CheckKnown(size_t table, uint32_t known, Int128 number, Faults& faults) const {
  const KnownCount& count = known_[known];
  if (count.ignored) return;
  if (count.at_least ? number >= count.number : number == count.number) return;
  if (faults.full()) return;
  faults.Add("5", "table ", table, ": ", Describe(count, figures_), " is ", ToText(number),
             count.at_least ? ", but is known to be at least " : ", but is shown as ",
             count.number);
}

Int128 Tables::Change(const Sum& sum, uint32_t table, Faults& faults) const {
  if (table == 0) return 0;
  const v1::LeafTable& from = tables_[static_cast<int>(table)];
  if (!faults.Spend(uint64_t(from.leaves_size()) * (16 + 8 * sum.without.size()))) return 0;
  Int128 change = 0;
  for (int i = 0; i < from.leaves_size(); ++i) {
    change += from.numbers(i) * Int128{people_.SignOf(sum, leaves_[from.leaves(i)])};
  }
  return change;
}

Int128 Tables::Difference(const Sum& sum, uint32_t low, uint32_t high, Faults& faults) const {
  return Change(sum, high, faults) - Change(sum, low, faults);
}

}  // namespace samlad::domain::verify
