// SPDX-License-Identifier: EUPL-1.2
//
// Every promise holds, whatever the seed. SAMLAD_SIMULATION_SEEDS says how many are
// tried, SAMLAD_SIMULATION_SEED which one alone; its trace is printed then.

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>

#include "tests/simulation/run.h"

namespace samlad::simulation {
namespace {

constexpr uint64_t kSeeds = 40;

uint64_t FromEnvironment(const char* name, uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

void PrintTrace(const Result& result) {
  for (const std::string& line : result.trace) std::cout << line << "\n";
}

TEST(SimulationTest, EveryPromiseHolds) {
  const uint64_t one = FromEnvironment("SAMLAD_SIMULATION_SEED", 0);
  const uint64_t begin = one == 0 ? 1 : one;
  const uint64_t end = one == 0 ? FromEnvironment("SAMLAD_SIMULATION_SEEDS", kSeeds) : one;
  for (uint64_t seed = begin; seed <= end && !HasFailure(); ++seed) {
    const Result result = Simulate(seed);
    if (one != 0 || !result.broken.empty()) PrintTrace(result);
    if (one != 0) std::cout << Describe(seed, result) << "\n";
    EXPECT_TRUE(result.broken.empty()) << Describe(seed, result);
  }
}

TEST(SimulationTest, TheSameSeedGivesTheSameRun) {
  for (const uint64_t seed : {1, 2, 3}) {
    const Result first = Simulate(seed);
    const Result again = Simulate(seed);
    EXPECT_EQ(first.digest, again.digest);
    EXPECT_EQ(first.trace, again.trace);
    EXPECT_NE(first.digest, Simulate(seed + 100).digest);
  }
}

}  // namespace
}  // namespace samlad::simulation
