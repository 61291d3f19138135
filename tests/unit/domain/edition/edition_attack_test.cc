// SPDX-License-Identifier: EUPL-1.2
//
// Editions are attacked: by an outsider who collects them all, and from the seat of every
// organisation. SAMLAD_ATTACK_SEEDS=N tries N sequences of editions instead of a few.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "gateway/base/strings.h"
#include "tests/support/source_dir.h"
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

// --- People of a real town, where the table is at hand ---------------------------

// Of the lines "table,category,total,women,men,year" the one that begins so: women and
// men, or the total twice if it has no sex.
std::array<double, 2> PeopleOfLine(const std::string& table, const std::string& begin) {
  const size_t at = table.find("\n" + begin);
  std::istringstream cells(at == std::string::npos ? "" : table.substr(at + 1 + begin.size()));
  double total = 0, women = 0, men = 0;
  char comma = 0;
  if (!(cells >> total)) ADD_FAILURE() << "no line " << begin;
  if (cells >> comma >> women >> comma >> men) return {women, men};
  return {total, total};
}

// How many of those below 18 have what happens to `rate` of them: in the town, in its
// second largest place, in its three small ones, and outside.
Densities DensitiesOf(const std::string& table, double rate) {
  const auto [girls, boys] = PeopleOfLine(table, "age,0-17,");
  const double all = PeopleOfLine(table, "localities,total,")[0];
  const auto in = [&](const char* place) {
    return PeopleOfLine(table, StrCat("localities,", place, ","))[0] / all;
  };
  const std::array share = {in("Trollhättan"), in("Sjuntorp"),
                            in("Velanda") + in("Åsaka") + in("Upphärad"), in("outside locality")};
  Densities densities;
  for (size_t area = 0; area < share.size(); ++area) {
    densities[area] = {girls * rate * share[area], boys * rate * share[area]};
  }
  return densities;
}

TEST(EditionAttackRealTest, NobodyFindsOutASmallNumberAmongRealPeople) {
  const std::filesystem::path path =
      std::filesystem::path(samlad::testing::SourceDir()).parent_path() /
      "shared/data/public-pages/trollhattan_se_befolkning_2022.csv";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no real table at " << path;
  std::ifstream file(path);
  const std::string table{std::istreambuf_iterator<char>(file), {}};
  // Children whose family is evicted (5 to 8 of 100,000), and what is more common.
  constexpr std::array kRates = {0.00007, 0.0005, 0.002, 0.01, 0.03};
  FoundOut all;
  uint32_t refused = 0;
  const uint32_t seeds = SeedsOr(5);
  for (uint32_t seed = 1; seed <= seeds; ++seed) {
    SCOPED_TRACE(seed);
    RandomEditions made(seed, DensitiesOf(table, kRates[seed % kRates.size()]));
    for (int step = 0; step < kStepsOfSequence; ++step) {
      if (made.Step()) continue;
      // Refused is safe; who published before is attacked all the same.
      ++refused;
      break;
    }
    const FoundOut found = AttackAll(made);
    EXPECT_THAT(found.by_outsider, IsEmpty());
    EXPECT_THAT(found.from_seats, IsEmpty());
    EXPECT_THAT(found.contradictions, IsEmpty());
    all.targets += found.targets;
    all.open += found.open;
  }
  std::printf(
      "%u sequences of a real town, %u ended by a refusal: %d counts attacked, of which %d could "
      "be small\n",
      seeds, refused, all.targets, all.open);
  EXPECT_LE(refused * 100, seeds) << "an edition is refused now and then only";
  EXPECT_GT(all.open, 20) << "else nothing was tried";
}

// --- The attack itself ----------------------------------------------------------

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
