// SPDX-License-Identifier: EUPL-1.2
//
// Everything that is suppressed and certified is attacked by trying every table.

#include "gateway/domain/disclosure/suppress.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

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

class SuppressRandomTest : public testing::TestWithParam<size_t> {};

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
  }
  EXPECT_LE(withheld, kRounds / 10) << kind.name;
}

INSTANTIATE_TEST_SUITE_P(Kinds, SuppressRandomTest,
                         testing::Range<size_t>(0, RandomKinds().size()));

}  // namespace
}  // namespace samlad::domain::disclosure
