// SPDX-License-Identifier: EUPL-1.2
//
// A simulation that finds nothing shows nothing. Each of these errors of order is put
// into the gateway, and must be found within so many seeds.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <iostream>
#include <string>
#include <vector>

#include "tests/simulation/bug.h"
#include "tests/simulation/run.h"

namespace samlad::simulation {
namespace {

using ::testing::HasSubstr;

struct Case {
  Bug bug;
  uint64_t seeds_max;
  // What is found broken, whatever else.
  const char* broken;
  const char* name;
};

void PrintTo(const Case& one, std::ostream* out) { *out << one.name; }

class SimulationBugsTest : public ::testing::TestWithParam<Case> {
 protected:
  ~SimulationBugsTest() override { TheBug() = Bug::kNone; }
};

TEST_P(SimulationBugsTest, IsFound) {
  TheBug() = GetParam().bug;
  for (uint64_t seed = 1; seed <= GetParam().seeds_max; ++seed) {
    for (const std::string& what : Simulate(seed).broken) {
      if (what.find(GetParam().broken) == std::string::npos) continue;
      std::cout << GetParam().name << ": seed " << seed << ": " << what << "\n";
      return;
    }
  }
  FAIL() << "not found in " << GetParam().seeds_max << " seeds";
}

INSTANTIATE_TEST_SUITE_P(
    All, SimulationBugsTest,
    ::testing::Values(Case{Bug::kAnswerBeforeCommit, 5, "is not in the log", "AnswerBeforeCommit"},
                      Case{Bug::kReleaseOnUnknown, 200, "is not in the log", "ReleaseOnUnknown"},
                      Case{Bug::kAnswerFromOverlay, 200, "was refused", "AnswerFromOverlay"},
                      Case{Bug::kKeepOverlay, 50, "", "KeepOverlay"},
                      Case{Bug::kDeadlineTwice, 50, "a deadline is in the log", "DeadlineTwice"}),
    [](const auto& info) { return info.param.name; });

// What was put in is off by itself.
TEST(SimulationWithoutBugsTest, NothingIsFoundWithoutABug) {
  for (uint64_t seed = 1; seed <= 3; ++seed) {
    const Result result = Simulate(seed);
    EXPECT_TRUE(result.broken.empty()) << Describe(seed, result);
  }
}

}  // namespace
}  // namespace samlad::simulation
