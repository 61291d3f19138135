// SPDX-License-Identifier: EUPL-1.2

#include "tests/unit/domain/disclosure/random_counts.h"

#include <algorithm>
#include <utility>

#include "gateway/domain/disclosure/suppress.h"

namespace samlad::domain::disclosure {
namespace {

int64_t RandomNumber(std::mt19937_64& random) {
  static constexpr int64_t kNumbers[] = {0, 0, 0, 1, 1, 2, 2, 3, 4, 5, 6, 9};
  return kNumbers[random() % std::size(kNumbers)];
}

std::vector<int64_t> RandomTruth(std::mt19937_64& random, uint32_t leaves) {
  std::vector<int64_t> truth(leaves);
  for (int64_t& number : truth) number = RandomNumber(random);
  return truth;
}

// Codes of one dimension: each is a set of its leaves' numbers.
using Codes = std::vector<std::vector<uint32_t>>;

Codes Dimension(uint32_t size, bool grouped) {
  Codes codes(1);
  for (uint32_t i = 0; i < size; ++i) codes[0].push_back(i);
  if (grouped && size > 3) codes.insert(codes.end(), {{0, 1}, {2, 3}});
  for (uint32_t i = 0; i < size && size > 1; ++i) codes.push_back({i});
  return codes;
}

struct Cell {
  std::vector<uint32_t> leaves;
  int level = 0;
};

// All cells and sums of a table; leaf numbers count the last dimension first.
std::vector<Cell> Cells(const std::vector<Codes>& dimensions) {
  std::vector<Cell> cells = {{.leaves = {0}, .level = 0}};
  for (const Codes& codes : dimensions) {
    std::vector<Cell> next;
    const auto size = static_cast<uint32_t>(codes[0].size());
    for (const Cell& cell : cells) {
      for (const auto& code : codes) {
        Cell& one = next.emplace_back();
        one.level = cell.level + (code.size() < size);
        for (const uint32_t leaf : cell.leaves) {
          for (const uint32_t i : code) one.leaves.push_back(leaf * size + i);
        }
      }
    }
    cells = std::move(next);
  }
  return cells;
}

std::vector<Term> Shifted(const std::vector<uint32_t>& leaves, uint32_t times, uint32_t by) {
  std::vector<Term> terms;
  for (const uint32_t leaf : leaves) terms.push_back({leaf * times + by, 1});
  return terms;
}

RandomCounts Margins(std::mt19937_64& random, const std::vector<Codes>& dimensions) {
  uint32_t leaves = 1;
  for (const Codes& codes : dimensions) leaves *= static_cast<uint32_t>(codes[0].size());
  RandomCounts made(RandomTruth(random, leaves));
  for (const Cell& cell : Cells(dimensions)) {
    made.AddGroup({SumOf(cell.leaves)}, cell.level);
  }
  if (random() % 2 == 0) made.HideNoZeros();
  return made;
}

RandomCounts Ratios(std::mt19937_64& random) {
  const std::vector<Codes> dimensions = {Dimension(2, false), Dimension(2, false)};
  RandomCounts made(RandomTruth(random, 8));
  for (const Cell& cell : Cells(dimensions)) {
    made.AddGroup({Shifted(cell.leaves, 2, 0), Shifted(cell.leaves, 2, 1)}, cell.level);
    if (random() % 2 == 0) {  // the denominator is a figure of its own
      std::vector<Term> both = Shifted(cell.leaves, 2, 0);
      const std::vector<Term> others = Shifted(cell.leaves, 2, 1);
      both.insert(both.end(), others.begin(), others.end());
      std::ranges::sort(both, {}, &Term::leaf);
      made.AddGroup({both}, cell.level);
    }
  }
  return made;
}

// Leaves of an earlier and of a later report; what the earlier one gave is given.
RandomCounts Revisions(std::mt19937_64& random) {
  const std::vector<Codes> dimensions = {Dimension(2, false), Dimension(2, false)};
  RandomCounts made(RandomTruth(random, 8));
  for (uint32_t i = 0; i < 4; ++i) {
    if (random() % 2 == 0) made.truth[2 * i + 1] = made.truth[2 * i] + random() % 3;
  }
  for (const Cell& cell : Cells(dimensions)) {
    made.AddGroup({Shifted(cell.leaves, 2, 0)}, cell.level);
    made.AddGroup({Shifted(cell.leaves, 2, 1)}, cell.level);
    std::vector<Term> change = Shifted(cell.leaves, 2, 1);
    for (const uint32_t leaf : cell.leaves) change.push_back({leaf * 2, -1});
    std::ranges::sort(change, {}, &Term::leaf);
    made.AddCount(change, kNoGroup);
  }
  return made;
}

RandomCounts Organisations(std::mt19937_64& random, uint32_t organisations) {
  const std::vector<Codes> dimensions = {Dimension(2, false), Dimension(2, false)};
  RandomCounts made(RandomTruth(random, 4 * organisations));
  for (const Cell& cell : Cells(dimensions)) {
    std::vector<Term> all;
    for (const uint32_t leaf : cell.leaves) {
      for (uint32_t i = 0; i < organisations; ++i) all.push_back({leaf * organisations + i, 1});
    }
    made.AddGroup({all}, cell.level);
  }
  if (random() % 2 == 0) {
    for (uint32_t i = 0; i < organisations; ++i) {
      made.AddGroup({Shifted({0, 1, 2, 3}, organisations, i)}, 1);
    }
  }
  if (random() % 2 == 0) made.HideNoZeros();
  made.AddSeats(organisations, [=](uint32_t leaf) { return leaf % organisations; });
  return made;
}

// A second edition, in which an organisation is new: what the first showed is given.
RandomCounts Editions(std::mt19937_64& random) {
  const std::vector<Cell> cells = Cells({Dimension(2, false), Dimension(3, false)});
  RandomCounts made(RandomTruth(random, 12));
  for (const Cell& cell : cells) made.AddGroup({Shifted(cell.leaves, 2, 0)}, cell.level);
  const Suppression first = Suppress(made.counts, {}, {});
  for (uint32_t group = 0; group < made.counts.groups.size(); ++group) {
    made.counts.groups[group].given = first.shown[group];
    made.counts.groups[group].denied = !first.shown[group];
  }
  for (const Cell& cell : cells) {
    std::vector<Term> both = Shifted(cell.leaves, 2, 0);
    const std::vector<Term> late = Shifted(cell.leaves, 2, 1);
    both.insert(both.end(), late.begin(), late.end());
    std::ranges::sort(both, {}, &Term::leaf);
    made.AddGroup({both}, cell.level);
    made.AddCount(late, kNoGroup);
  }
  return made;
}

}  // namespace

void RandomCounts::AddCount(std::vector<Term> terms, uint32_t group) {
  LinkedCount count;
  count.value = 0;
  for (const Term& term : terms) count.value += term.sign * truth[term.leaf];
  count.terms = std::move(terms);
  count.k = kTestK;
  count.group = group;
  counts.counts.push_back(std::move(count));
}

uint32_t RandomCounts::AddGroup(const std::vector<std::vector<Term>>& of_group, int level) {
  const auto group = static_cast<uint32_t>(counts.groups.size());
  counts.groups.push_back({.level = level});
  for (const std::vector<Term>& terms : of_group) AddCount(terms, group);
  return group;
}

void RandomCounts::AddSeats(uint32_t count, const std::function<uint32_t(uint32_t)>& owner) {
  for (uint32_t number = 0; number < count; ++number) {
    Seat& seat = seats.emplace_back();
    for (uint32_t leaf = 0; leaf < counts.leaves; ++leaf) {
      if (owner(leaf) == number) seat.leaves.push_back(leaf);
    }
    for (const LinkedCount& one : counts.counts) {
      int64_t own = 0;
      for (const Term& term : one.terms) {
        if (owner(term.leaf) == number) own += term.sign * truth[term.leaf];
      }
      seat.own.push_back(own);
    }
  }
}

void RandomCounts::HideNoZeros() {
  for (LinkedCount& count : counts.counts) count.least = 1;
}

std::vector<Term> SumOf(const std::vector<uint32_t>& leaves) { return Shifted(leaves, 1, 0); }

std::vector<RandomKind> RandomKinds() {
  using Random = std::mt19937_64;
  return {
      {"rows and columns",
       [](Random& r) { return Margins(r, {Dimension(3, false), Dimension(3, false)}); }},
      {"a hierarchy",
       [](Random& r) { return Margins(r, {Dimension(4, true), Dimension(3, false)}); }},
      {"three dimensions",
       [](Random& r) {
         return Margins(r, {Dimension(2, false), Dimension(2, false), Dimension(3, false)});
       }},
      {"sensitive",
       [](Random& r) {
         RandomCounts made = Margins(r, {Dimension(3, false), Dimension(3, false)});
         for (LinkedCount& count : made.counts.counts) {
           count.least.reset();
           count.zero_is_small = r() % 3 != 0;
         }
         return made;
       }},
      {"ratios", Ratios},
      {"revisions", Revisions},
      {"two organisations", [](Random& r) { return Organisations(r, 2); }},
      {"three organisations", [](Random& r) { return Organisations(r, 3); }},
      {"editions", Editions},
  };
}

}  // namespace samlad::domain::disclosure
