// SPDX-License-Identifier: EUPL-1.2
//
// Disclosure control on the measuring set: areas in districts x sexes x ages with all
// sums; a leaf is Poisson(m * f), f = exp N(0, 1) per area; k = 5. Prints what is
// hidden beyond small counts, beside the rule "two hidden per line" and elimination
// alone, and the times. Arguments: seeds of the smallest size (100), of the others
// (1), and the largest size to run (10000).

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <random>
#include <span>
#include <utility>
#include <vector>

#include "gateway/domain/disclosure/certify.h"
#include "gateway/domain/disclosure/span.h"
#include "gateway/domain/disclosure/suppress.h"

namespace samlad::bench {
namespace {

using namespace domain::disclosure;  // NOLINT(google-build-using-namespace)
using std::chrono::steady_clock;

constexpr int kSexes = 2, kAges = 5, kCellsOfArea = kSexes * kAges;
constexpr int32_t kK = 5;

struct Size {
  int areas = 0, areas_of_district = 0, organisations = 1;
};

struct Measured {
  LinkedCounts counts;
  std::vector<Seat> seats;
  std::vector<std::vector<uint32_t>> lines;  // cells of one sum
};

// Number of a cell; the sum of all comes last in each dimension.
uint32_t CellNumber(int area, int sex, int age) {
  return static_cast<uint32_t>((area * (kSexes + 1) + sex) * (kAges + 1) + age);
}

std::vector<std::vector<int64_t>> RandomLeaves(const Size& size, double m, uint32_t seed) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> normal;
  std::vector<std::vector<int64_t>> leaves;
  for (int area = 0; area < size.areas; ++area) {
    std::poisson_distribution<int> people(m * std::exp(normal(random)));
    for (int cell = 0; cell < kCellsOfArea; ++cell) {
      std::vector<int64_t>& leaf = leaves.emplace_back(size.organisations);
      for (int left = people(random); left > 0; --left) ++leaf[random() % leaf.size()];
    }
  }
  return leaves;
}

void AddCell(const Size& size, const std::vector<std::vector<int64_t>>& leaves, int area, int sex,
             int age, Measured& set) {
  const int districts = size.areas / size.areas_of_district;
  LinkedCount count;
  count.value = 0;
  count.k = kK;
  count.least = 1;
  count.group = static_cast<uint32_t>(set.counts.groups.size());
  std::vector<int64_t> own(size.organisations);
  for (int leaf = 0; leaf < static_cast<int>(leaves.size()); ++leaf) {
    const int of = leaf / kCellsOfArea;
    const bool in_area =
        area == size.areas + districts ||
        (area < size.areas ? of == area : of / size.areas_of_district == area - size.areas);
    if (!in_area || (sex < kSexes && leaf / kAges % kSexes != sex) ||
        (age < kAges && leaf % kAges != age)) {
      continue;
    }
    for (int i = 0; i < size.organisations; ++i) {
      count.terms.push_back({static_cast<uint32_t>(leaf * size.organisations + i), 1});
      count.value += leaves[leaf][i];
      own[i] += leaves[leaf][i];
    }
  }
  for (int i = 0; i < size.organisations; ++i) set.seats[i].own.push_back(own[i]);
  const int level =
      (area < size.areas + districts) + (area < size.areas) + (sex < kSexes) + (age < kAges);
  set.counts.groups.push_back({.level = level});
  set.counts.counts.push_back(std::move(count));
}

void AddLines(const Size& size, Measured& set) {
  const int districts = size.areas / size.areas_of_district;
  for (int area = 0; area <= size.areas + districts; ++area) {
    for (int age = 0; age <= kAges; ++age) {
      set.lines.push_back({CellNumber(area, 0, age), CellNumber(area, 1, age)});
    }
    for (int sex = 0; sex <= kSexes; ++sex) {
      auto& line = set.lines.emplace_back();
      for (int age = 0; age < kAges; ++age) line.push_back(CellNumber(area, sex, age));
    }
  }
  for (int cell = 0; cell < (kSexes + 1) * (kAges + 1); ++cell) {
    const int sex = cell / (kAges + 1), age = cell % (kAges + 1);
    auto& all = set.lines.emplace_back();
    for (int i = 0; i < districts; ++i) all.push_back(CellNumber(size.areas + i, sex, age));
    for (int i = 0; i < districts; ++i) {
      auto& line = set.lines.emplace_back();
      for (int j = 0; j < size.areas_of_district; ++j) {
        line.push_back(CellNumber(i * size.areas_of_district + j, sex, age));
      }
    }
  }
}

Measured MakeSet(const Size& size, double m, uint32_t seed) {
  const std::vector<std::vector<int64_t>> leaves = RandomLeaves(size, m, seed);
  Measured set;
  set.counts.leaves = static_cast<uint32_t>(leaves.size() * size.organisations);
  set.seats.resize(size.organisations);
  for (uint32_t leaf = 0; leaf < set.counts.leaves; ++leaf) {
    set.seats[leaf % size.organisations].leaves.push_back(leaf);
  }
  const int areas = size.areas + size.areas / size.areas_of_district + 1;
  for (int area = 0; area < areas; ++area) {
    for (int sex = 0; sex <= kSexes; ++sex) {
      for (int age = 0; age <= kAges; ++age) AddCell(size, leaves, area, sex, age, set);
    }
  }
  AddLines(size, set);
  return set;
}

bool IsSmallCount(const LinkedCount& count) { return count.value > 0 && count.value < kK; }

size_t HiddenByLines(const Measured& set) {
  const std::vector<LinkedCount>& counts = set.counts.counts;
  std::vector<bool> hidden(counts.size());
  for (size_t i = 0; i < counts.size(); ++i) hidden[i] = IsSmallCount(counts[i]);
  for (bool again = true; again;) {
    again = false;
    for (const std::vector<uint32_t>& line : set.lines) {
      if (std::ranges::count_if(line, [&](uint32_t i) { return hidden[i]; }) != 1) continue;
      uint32_t best = UINT32_MAX;
      for (const uint32_t i : line) {
        if (hidden[i] || counts[i].value == 0) continue;
        if (best == UINT32_MAX || counts[i].value < counts[best].value) best = i;
      }
      if (best == UINT32_MAX) continue;
      hidden[best] = true;
      again = true;
    }
  }
  return std::ranges::count(hidden, true);
}

size_t HiddenByElimination(const Measured& set) {
  const std::vector<LinkedCount>& counts = set.counts.counts;
  LinearSpan span(set.counts.leaves);
  std::vector<uint32_t> order;
  for (uint32_t i = 0; i < counts.size(); ++i) {
    if (IsSmallCount(counts[i])) {
      span.Protect(counts[i].terms);
    } else {
      order.push_back(i);
    }
  }
  std::ranges::stable_sort(order, {}, [&](uint32_t i) {
    return std::pair(set.counts.groups[counts[i].group].level, -counts[i].value);
  });
  size_t hidden = counts.size();
  for (const uint32_t i : order) {
    const std::vector<Term>* terms = &counts[i].terms;
    if (!span.MayShow({&terms, 1}, false)) continue;
    span.Show();
    --hidden;
  }
  return hidden;
}

double MsSince(steady_clock::time_point start) {
  return std::chrono::duration<double, std::milli>(steady_clock::now() - start).count();
}

double MedianOf(std::vector<double> times) {
  std::ranges::nth_element(times, times.begin() + static_cast<ptrdiff_t>(times.size() / 2));
  return times[times.size() / 2];
}

void MeasureSize(const Size& size, double m, int seeds, bool with_seats) {
  double all = 0, small = 0, hidden = 0, by_lines = 0, by_elimination = 0;
  std::vector<double> suppress_ms, certify_ms, seats_ms;
  int withheld = 0, unproven = 0;
  for (int seed = 0; seed < seeds; ++seed) {
    const Measured set = MakeSet(size, m, seed);
    const auto start = steady_clock::now();
    const Suppression result = Suppress(
        set.counts, with_seats ? std::span<const Seat>(set.seats) : std::span<const Seat>(), {});
    suppress_ms.push_back(MsSince(start));
    const LinkedCounts published = Published(set.counts, result.shown);
    const auto certify_start = steady_clock::now();
    unproven += !Certify(published, result.shown, {});
    certify_ms.push_back(MsSince(certify_start));
    const auto seats_start = steady_clock::now();
    for (const Seat& seat : set.seats) {
      if (!with_seats) break;
      unproven += !Certify(Published(SeenFrom(set.counts, seat), result.shown), result.shown, {});
    }
    seats_ms.push_back(MsSince(seats_start));
    withheld += std::ranges::count(result.withheld, true) > 0;
    all += static_cast<double>(result.shown.size());
    small += static_cast<double>(std::ranges::count_if(set.counts.counts, IsSmallCount));
    hidden += static_cast<double>(std::ranges::count(result.shown, false));
    by_lines += static_cast<double>(HiddenByLines(set));
    if (size.organisations == 1) by_elimination += static_cast<double>(HiddenByElimination(set));
  }
  const auto percent = [&](double part) { return 100 * (part - small) / all; };
  std::printf("%6.0f %5d %3.0f %7.1f %8.1f %8.1f %8.1f %11.1f %11.1f %11.1f %8d %8d\n", all / seeds,
              with_seats ? size.organisations : 0, m, 100 * small / all, percent(hidden),
              percent(by_lines), size.organisations == 1 ? percent(by_elimination) : std::nan(""),
              MedianOf(suppress_ms), MedianOf(certify_ms), MedianOf(seats_ms), withheld, unproven);
  std::fflush(stdout);
}

void MeasureAll(int seeds, int seeds_of_large, int largest) {
  std::printf("%6s %5s %3s %7s %8s %8s %8s %11s %11s %11s %8s %8s\n", "counts", "seats", "m",
              "small%", "hidden%", "lines%", "elim.%", "suppress ms", "certify ms", "seats ms",
              "withheld", "unproven");
  for (const double m : {6.0, 15.0, 40.0}) MeasureSize({12, 3}, m, seeds, false);
  for (const double m : {6.0, 15.0, 40.0}) MeasureSize({12, 3, 20}, m, seeds / 10 + 1, true);
  for (const Size& size : {Size{96, 8}, Size{496, 10}}) {
    const int counts = (size.areas + size.areas / size.areas_of_district + 1) * 18;
    if (counts > largest) break;
    for (const double m : {6.0, 15.0, 40.0}) MeasureSize(size, m, seeds_of_large, false);
  }
}

}  // namespace
}  // namespace samlad::bench

int main(int argc, char** argv) {
  const auto argument = [&](int i, int otherwise) {
    return argc > i ? std::max(1, std::atoi(argv[i])) : otherwise;
  };
  samlad::bench::MeasureAll(argument(1, 100), argument(2, 1), argument(3, 10'000));
}
