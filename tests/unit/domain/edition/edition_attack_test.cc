// SPDX-License-Identifier: EUPL-1.2
//
// Editions are attacked: by an outsider who collects them all, and from the seat of every
// organisation. SAMLAD_ATTACK_SEEDS=N tries N sequences of editions instead of a few.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "tests/unit/domain/edition/attacker.h"
#include "tests/unit/domain/edition/random_editions.h"

namespace samlad::attacks {
namespace {

using ::testing::IsEmpty;

constexpr int kStepsOfSequence = 9;

uint32_t SeedsOr(uint32_t few) {
  const char* const set = std::getenv("SAMLAD_ATTACK_SEEDS");
  return set == nullptr ? few : static_cast<uint32_t>(std::stoul(set));
}

struct FoundOut {
  int targets = 0, open = 0, editions = 0;
  std::vector<std::string> by_outsider = {}, from_seats = {}, contradictions = {};
};

FoundOut AttackAll(const RandomEditions& made) {
  FoundOut found{.editions = static_cast<int>(made.bytes().size())};
  for (const auto& seat : made.Seats()) {
    const AttackResult result = Attack(made.bytes(), {.seat = seat, .reports = &made.reports()});
    found.targets += result.targets;
    found.open += result.open;
    auto& leaks = seat.empty() ? found.by_outsider : found.from_seats;
    for (const std::string& leak : result.leaks) {
      leaks.push_back((seat.empty() ? "outsider: " : absl::StrJoin(seat, "+") + ": ") + leak);
    }
    found.contradictions.insert(found.contradictions.end(), result.contradictions.begin(),
                                result.contradictions.end());
  }
  return found;
}

TEST(EditionAttackTest, NobodyFindsOutASmallNumber) {
  FoundOut all;
  const uint32_t seeds = SeedsOr(20);
  for (uint32_t seed = 1; seed <= seeds; ++seed) {
    SCOPED_TRACE(seed);
    RandomEditions made(seed);
    const uint32_t steps = 3 + seed % 8;
    for (uint32_t step = 0; step < steps; ++step) {
      ASSERT_TRUE(made.Step()) << made.failure();
    }
    const FoundOut found = AttackAll(made);
    EXPECT_THAT(found.by_outsider, IsEmpty());
    EXPECT_THAT(found.from_seats, IsEmpty());
    EXPECT_THAT(found.contradictions, IsEmpty());
    all.targets += found.targets;
    all.open += found.open;
    all.editions += found.editions;
  }
  std::printf("%u sequences, %d editions: %d counts attacked, of which %d could be small\n", seeds,
              all.editions, all.targets, all.open);
  EXPECT_GT(all.open, 100) << "else nothing was tried";
}

// In how many of the sequences the attack finds something.
struct Bites {
  int by_outsider = 0, from_seats = 0;
};
Bites CountBites(Weakness weakness, uint32_t seeds) {
  Bites bites;
  for (uint32_t seed = 1; seed <= seeds; ++seed) {
    RandomEditions made(seed, weakness);
    for (int step = 0; step < kStepsOfSequence; ++step) made.Step();
    const FoundOut found = AttackAll(made);
    bites.by_outsider += found.by_outsider.empty() ? 0 : 1;
    bites.from_seats += found.from_seats.empty() ? 0 : 1;
  }
  return bites;
}

TEST(EditionAttackTest, BitesWhereTwoAreHiddenPerLine) {
  EXPECT_GT(CountBites(Weakness::kTwoPerLine, 6).by_outsider, 3);
}

TEST(EditionAttackTest, BitesFromSeatsThatTheMakerForgot) {
  EXPECT_GT(CountBites(Weakness::kNoSeats, 8).from_seats, 1);
}

TEST(EditionAttackTest, BitesWhereEditionsAreMadeOneAtATime) {
  EXPECT_GT(CountBites(Weakness::kOneAtATime, 8).by_outsider, 1);
}

}  // namespace
}  // namespace samlad::attacks
