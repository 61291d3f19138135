// SPDX-License-Identifier: EUPL-1.2
//
// Everything that is suppressed and certified is attacked by trying every table.

#include "gateway/domain/disclosure/suppress.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <functional>
#include <random>
#include <string>

#include "gateway/domain/disclosure/certify.h"
#include "tests/unit/domain/disclosure/brute_force.h"
#include "tests/unit/domain/disclosure/random_counts.h"

namespace samlad::domain::disclosure {
namespace {

constexpr int kRounds = 60;

LinkedCounts WithoutWithheld(LinkedCounts counts, const Suppression& suppression) {
  for (LinkedCount& count : counts.counts) {
    if (count.group != kNoGroup && suppression.withheld[count.group]) count.least.reset();
  }
  return counts;
}

// What is published, as the seat sees it.
LinkedCounts Remainders(LinkedCounts published, const Seat& seat) {
  for (size_t i = 0; i < published.counts.size(); ++i) {
    LinkedCount& count = published.counts[i];
    std::erase_if(count.terms, [&](const Term& term) {
      return std::ranges::binary_search(seat.leaves, term.leaf);
    });
    if (count.value != kUnknownValue) count.value -= seat.own[i];
    if (count.least) *count.least -= seat.own[i];
    if (count.terms.empty()) count.k = 0;
  }
  return published;
}

// The same counts again, of other leaves.
void AddCopies(RandomCounts& made, int copies) {
  const LinkedCounts once = made.counts;
  for (int copy = 1; copy <= copies; ++copy) {
    const uint32_t leaves = made.counts.leaves;
    const auto groups = static_cast<uint32_t>(made.counts.groups.size());
    for (LinkedCount count : once.counts) {
      for (Term& term : count.terms) term.leaf += leaves;
      if (count.group != kNoGroup) count.group += groups;
      made.counts.counts.push_back(count);
    }
    made.counts.groups.insert(made.counts.groups.end(), once.groups.begin(), once.groups.end());
    made.counts.leaves += once.leaves;
  }
  for (Seat& seat : made.seats) seat.own.resize(made.counts.counts.size(), 0);
}

class SuppressRandomTest : public ::testing::TestWithParam<size_t> {};

TEST_P(SuppressRandomTest, NobodyNarrowsACountThatCouldBeSmall) {
  const RandomKind kind = RandomKinds()[GetParam()];
  std::mt19937_64 random(GetParam() + 1);
  int withheld = 0;
  for (int round = 0; round < kRounds; ++round) {
    SCOPED_TRACE(kind.name + " " + std::to_string(round));
    const RandomCounts made = kind.make(random);
    const Suppression result = Suppress(made.counts, made.seats, {});
    withheld += std::ranges::count(result.withheld, true) > 0;
    const LinkedCounts counts = WithoutWithheld(made.counts, result);
    ASSERT_EQ(NarrowedByAnybody(counts, result.shown, made.seats), "");
    const LinkedCounts published = Published(counts, result.shown);
    const auto certificate = Certify(published, result.shown, {});
    ASSERT_TRUE(certificate);
    ASSERT_EQ(Fault(published, result.shown, *certificate), "");
    for (const Seat& seat : made.seats) {
      const LinkedCounts remainders = Remainders(published, seat);
      const auto from_seat = Certify(remainders, result.shown, {});
      ASSERT_TRUE(from_seat);
      ASSERT_EQ(Fault(remainders, result.shown, *from_seat), "");
    }
  }
  EXPECT_LE(withheld, kRounds / 10) << kind.name;
}

TEST_P(SuppressRandomTest, ThreadsChangeNothing) {
  const RandomKind kind = RandomKinds()[GetParam()];
  std::mt19937_64 random(GetParam() + 100);
  for (int round = 0; round < 5; ++round) {
    RandomCounts made = kind.make(random);
    AddCopies(made, 3);
    const Suppression one = Suppress(made.counts, made.seats, {.threads = 1});
    const Suppression four = Suppress(made.counts, made.seats, {.threads = 4});
    ASSERT_EQ(one.shown, four.shown) << kind.name;
    ASSERT_EQ(one.withheld, four.withheld) << kind.name;
  }
}

INSTANTIATE_TEST_SUITE_P(Kinds, SuppressRandomTest,
                         ::testing::Range<size_t>(0, RandomKinds().size()));

RandomCounts Table(const std::vector<int64_t>& truth) {
  RandomCounts made(truth);
  made.AddGroup({SumOf({0, 1, 2, 3})}, 0);
  made.AddGroup({SumOf({0, 1})}, 1);
  made.AddGroup({SumOf({2, 3})}, 1);
  for (uint32_t leaf = 0; leaf < 4; ++leaf) made.AddGroup({SumOf({leaf})}, 2);
  return made;
}

TEST(SuppressTest, WhatIsSafeIsShown) {
  const RandomCounts made = Table({5, 9, 7, 8});
  const Suppression result = Suppress(made.counts, {}, {});
  EXPECT_THAT(result.shown, ::testing::Each(true));
  EXPECT_THAT(result.withheld, ::testing::Each(false));
}

TEST(SuppressTest, OneHiddenCellOfARowIsNoSecret) {
  const RandomCounts made = Table({1, 9, 7, 8});
  const Suppression result = Suppress(made.counts, {}, {});
  EXPECT_THAT(result.shown, ::testing::ElementsAre(true, true, true, false, false, true, true));
}

// 20, of which the seat's organisation has 18.
TEST(SuppressTest, ARemainderOfFewIsHiddenAlthoughTheCountIsLarge) {
  RandomCounts made({18, 2, 9, 9});
  made.AddGroup({SumOf({0, 1})}, 0);
  made.AddGroup({SumOf({2, 3})}, 0);
  made.AddSeats(2, [](uint32_t leaf) { return leaf % 2; });
  EXPECT_THAT(Suppress(made.counts, {}, {}).shown, ::testing::ElementsAre(true, true));
  EXPECT_THAT(Suppress(made.counts, made.seats, {}).shown, ::testing::ElementsAre(false, true));
}

TEST(SuppressTest, NothingIsHiddenFromTheOnlyOneWhoContributes) {
  RandomCounts made({1, 2, 9, 9});
  made.AddGroup({SumOf({2, 3})}, 0);
  made.AddSeats(1, [](uint32_t leaf) { return leaf < 2 ? 1U : 0U; });
  EXPECT_THAT(Suppress(made.counts, made.seats, {}).shown, ::testing::ElementsAre(true));
}

TEST(SuppressTest, DeniedIsHiddenAndGivenIsShown) {
  RandomCounts made = Table({5, 9, 7, 8});
  made.counts.groups[0].denied = true;
  made.counts.groups[3].given = true;
  const Suppression result = Suppress(made.counts, {}, {});
  EXPECT_FALSE(result.shown[0]);
  EXPECT_TRUE(result.shown[3]);
}

TEST(SuppressTest, AnUnknownValueIsHidden) {
  RandomCounts made = Table({5, 9, 7, 8});
  made.counts.counts[3].value = kUnknownValue;
  const Suppression result = Suppress(made.counts, {}, {});
  EXPECT_FALSE(result.shown[3]);
  EXPECT_EQ(Narrowed(made.counts, result.shown, nullptr), "");
}

TEST(SuppressTest, ContradictionsAreWithheld) {
  RandomCounts made = Table({5, 9, 7, 8});
  AddCopies(made, 1);
  made.counts.counts[1].value = 100;
  const Suppression result = Suppress(made.counts, {}, {});
  for (size_t group = 0; group < result.shown.size(); ++group) {
    EXPECT_EQ(result.withheld[group], group < 7) << group;
    EXPECT_EQ(result.shown[group], group >= 7) << group;
  }
}

// It is false that the count is at least 1.
TEST(SuppressTest, AFalseLeastIsWithheld) {
  RandomCounts made = Table({0, 9, 7, 8});
  made.counts.groups[3].denied = true;
  made.counts.counts[3].least = 1;
  EXPECT_THAT(Suppress(made.counts, {}, {}).withheld, ::testing::Each(true));
}

TEST(SuppressTest, WithoutABudgetEverythingIsWithheld) {
  RandomCounts made = Table({1, 9, 7, 8});
  made.counts.groups[2].given = true;
  const Suppression result = Suppress(made.counts, {}, {.pivots = 0, .nodes = 0});
  EXPECT_THAT(result.withheld, ::testing::Each(true));
  EXPECT_THAT(result.shown, ::testing::ElementsAre(false, false, true, false, false, false, false));
}

// --- What the attack finds where a step is left out -------------------------

int Broken(const std::function<Shown(const RandomCounts&)>& suppress, size_t kind) {
  std::mt19937_64 random(7);
  int broken = 0;
  for (int round = 0; round < 100; ++round) {
    const RandomCounts made = RandomKinds()[kind].make(random);
    broken += !NarrowedByAnybody(made.counts, suppress(made), made.seats).empty();
  }
  return broken;
}

// In every sum of other counts that are shown at least two are hidden, if any is.
Shown TwoHiddenPerLine(const RandomCounts& made) {
  constexpr std::array<std::array<uint32_t, 3>, 6> kLines = {
      {{5, 6, 7}, {9, 10, 11}, {13, 14, 15}, {5, 9, 13}, {6, 10, 14}, {7, 11, 15}}};
  const std::vector<LinkedCount>& counts = made.counts.counts;
  Shown shown(counts.size());
  for (size_t i = 0; i < counts.size(); ++i) {
    shown[i] = counts[i].value == 0 || counts[i].value >= counts[i].k;
  }
  for (bool again = true; again;) {
    again = false;
    for (const auto& line : kLines) {
      const auto hidden = std::ranges::count_if(line, [&](uint32_t i) { return !shown[i]; });
      if (hidden != 1) continue;
      const uint32_t smallest = *std::ranges::min_element(
          line, {}, [&](uint32_t i) { return shown[i] ? counts[i].value : INT64_MAX; });
      shown[smallest] = false;
      again = true;
    }
  }
  return shown;
}

TEST(SuppressWeakenedTest, TwoHiddenPerLineAreBroken) {
  EXPECT_GT(Broken(TwoHiddenPerLine, 0), 10);
}

TEST(SuppressWeakenedTest, WithoutSeatsOrganisationsNarrowCounts) {
  const auto without = [](const RandomCounts& made) { return Suppress(made.counts, {}, {}).shown; };
  EXPECT_GT(Broken(without, 6), 10);
}

TEST(SuppressWeakenedTest, EditionsByThemselvesAreBrokenTogether) {
  const auto alone = [](const RandomCounts& made) {
    LinkedCounts counts = made.counts;
    for (CountGroup& group : counts.groups) group.given = false;
    for (LinkedCount& count : counts.counts) {
      if (count.group == kNoGroup) count.k = 0;
    }
    // The second edition, as if the first had not been.
    for (size_t group = 0; group < 12; ++group) counts.groups[group].denied = true;
    Shown shown = Suppress(counts, {}, {}).shown;
    for (size_t group = 0; group < 12; ++group) {
      if (made.counts.groups[group].given) shown[group] = true;
    }
    return shown;
  };
  EXPECT_GT(Broken(alone, 8), 10);
}

// Whoever sees a proof for each small count, and for no other, knows that those with one are
// from 1 to k - 1. With one for every hidden count nobody does.
TEST(SuppressWeakenedTest, CertificatesOfSmallCountsOnlySayWhichAreSmall) {
  std::mt19937_64 random(7);
  int told = 0, not_told = 0;
  for (int round = 0; round < 50; ++round) {
    const RandomCounts made = RandomKinds()[0].make(random);
    const Shown shown = Suppress(made.counts, {}, {}).shown;
    for (const bool small_only : {true, false}) {
      LinkedCounts counts = made.counts;
      for (LinkedCount& count : counts.counts) {
        if (small_only && (count.value == 0 || count.value >= count.k)) count.k = 0;
      }
      const auto certificate = Certify(Published(counts, shown), shown, {});
      ASSERT_TRUE(certificate);
      bool all_small = true, any = false;
      for (size_t i = 0; i < counts.counts.size(); ++i) {
        const LinkedCount& truth = made.counts.counts[i];
        if (truth.group == kNoGroup || shown[truth.group]) continue;
        if (certificate->proofs[i].low == certificate->proofs[i].high) continue;
        any = true;
        all_small = all_small && truth.value > 0 && truth.value < truth.k;
      }
      if (small_only) told += any && all_small;
      if (!small_only) not_told += any && !all_small;
    }
  }
  EXPECT_GT(told, 10);
  EXPECT_GT(not_told, 10);
}

}  // namespace
}  // namespace samlad::domain::disclosure
