// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/log/counts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "gateway/domain/values/decimal.h"
#include "tests/unit/domain/sample_log.h"

namespace samlad::domain {
namespace {

constexpr int64_t kSmallest = 5;  // that may be shown

// The people of a report by where they live (nn, ns, elsewhere in the north,
// south, elsewhere) and by sex (F, M, neither): fifteen groups. A set of groups
// is fifteen numbers, 1 for those in it.
constexpr size_t kAreas = 5, kSexes = 3;
using Groups = std::array<int64_t, kAreas * kSexes>;

// By bits: the areas and sexes that a code covers.
struct Code {
  const char* id;
  unsigned bits;
};
constexpr Code kAreaCodes[] = {
    {"", 0b11111}, {"north", 0b00111}, {"nn", 0b00001}, {"ns", 0b00010}, {"south", 0b01000}};
constexpr Code kSexCodes[] = {{"", 0b111}, {"F", 0b001}, {"M", 0b010}};

Groups Those(unsigned areas, unsigned sexes) {
  Groups set{};
  for (size_t i = 0; i < set.size(); ++i) {
    set[i] = (areas >> (i / kSexes) & 1) & (sexes >> (i % kSexes) & 1);
  }
  return set;
}

int64_t CountOf(const Groups& set, const Groups& people) {
  int64_t count = 0;
  for (size_t i = 0; i < set.size(); ++i) count += set[i] * people[i];
  return count;
}

// What follows from the sums of some sets, whatever the numbers: Gauss, modulo
// a prime.
class Reader {
 public:
  void Learn(const Groups& set) {
    Groups rest = Reduce(set);
    const auto first = std::ranges::find_if(rest, [](int64_t factor) { return factor != 0; });
    if (first == rest.end()) return;
    const auto pivot = static_cast<size_t>(first - rest.begin());
    const int64_t inverse = Power(*first, kPrime - 2);
    for (int64_t& factor : rest) factor = factor * inverse % kPrime;
    known_.emplace_back(pivot, rest);
  }
  bool Knows(const Groups& set) const { return Reduce(set) == Groups{}; }

 private:
  static constexpr int64_t kPrime = 1'000'003;

  static int64_t Power(int64_t base, int64_t exponent) {
    int64_t power = 1;
    for (; exponent > 0; exponent /= 2, base = base * base % kPrime) {
      if (exponent % 2 == 1) power = power * base % kPrime;
    }
    return power;
  }

  Groups Reduce(Groups set) const {
    for (const auto& [pivot, row] : known_) {
      const int64_t times = set[pivot];
      for (size_t i = 0; i < set.size(); ++i) {
        set[i] = ((set[i] - times * row[i]) % kPrime + kPrime) % kPrime;
      }
    }
    return set;
  }

  std::vector<std::pair<size_t, Groups>> known_;
};

// Whether a reader learns of a small group of people: any areas by any sexes.
bool GivesAway(const Reader& reader, const Groups& people) {
  for (unsigned areas = 1; areas < 1u << kAreas; ++areas) {
    for (unsigned sexes = 1; sexes < 1u << kSexes; ++sexes) {
      const Groups set = Those(areas, sexes);
      const int64_t count = CountOf(set, people);
      if (count > 0 && count < kSmallest && reader.Knows(set)) return true;
    }
  }
  return false;
}

// Tables of any shape, complete or not: what a reader can compute is found.
TEST(CountsTest, FindWhateverSmallGroupATableGivesAway) {
  std::mt19937 random(1);
  int leaks = 0, shown = 0;
  for (int round = 0; round < 3000; ++round) {
    Groups people;
    for (int64_t& count : people) {
      constexpr int64_t kCounts[] = {0, 0, 0, 5, 8, 13, 21, 1, 2};
      count = kCounts[random() % std::size(kCounts)];
    }
    Reader reader;
    std::vector<std::pair<Code, Code>> cells;
    for (const Code& area : kAreaCodes) {
      for (const Code& sex : kSexCodes) {
        const bool total = *area.id == 0 && *sex.id == 0;
        if (total || random() % 3 == 0) cells.emplace_back(area, sex);
      }
    }
    if (cells.size() == 1) continue;
    std::vector<std::string> values;
    for (const auto& [area, sex] : cells) {
      const Groups set = Those(area.bits, sex.bits);
      reader.Learn(set);
      values.push_back(std::to_string(CountOf(set, people)));
    }
    std::vector<Figures> rows;
    for (size_t i = 0; i < cells.size(); ++i) {
      rows.push_back({.indicator = "FLOW",
                      .value = values[i],
                      .area = cells[i].first.id,
                      .sex = cells[i].second.id});
    }
    SampleLog log;
    const uint64_t report = log.Report("eidar", "2025", rows);
    const auto& fact = std::get<ReportFact>(log.facts()[report].what);
    ASSERT_EQ(fact.observations->splits.size(), 1u);
    const bool found = fact.observations->splits[0].smallest < kSmallest * kMicrosPerUnit;
    if (GivesAway(reader, people)) {
      ++leaks;
      EXPECT_TRUE(found) << "round " << round;
    }
    shown += found ? 0 : 1;
  }
  EXPECT_GT(leaks, 500);
  EXPECT_GT(shown, 500) << "to hide everything is no art";
}

}  // namespace
}  // namespace samlad::domain
