// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/disclosure/certify.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <tuple>
#include <utility>

#include "tests/unit/domain/disclosure/brute_force.h"
#include "tests/unit/domain/disclosure/random_counts.h"

namespace samlad::domain::disclosure {
namespace {

std::string Text(const Certificate& certificate) {
  std::string text;
  const auto add = [&](int64_t number) { text += std::to_string(number) + " "; };
  for (const Table& table : certificate.tables) {
    for (const auto& [leaf, number] : table.numbers) add(leaf), add(number);
    text += "\n";
  }
  for (const Bound& bound : certificate.bounds) {
    add(bound.scale), add(bound.above);
    for (const auto& [count, multiple] : bound.multiples) add(count), add(multiple);
    text += "\n";
  }
  for (const Proof& proof : certificate.proofs) {
    add(proof.low), add(proof.high), add(proof.at_least), add(proof.at_most);
  }
  return text;
}

// a + b = 20, and one of both is 2: the figures do not say which.
std::string CertificateOfTwenty(int64_t first, bool only_small) {
  RandomCounts made({first, 20 - first});
  made.AddGroup({SumOf({0, 1})}, 0);
  made.AddGroup({SumOf({0})}, 1);
  made.AddGroup({SumOf({1})}, 1);
  const Suppression result = Suppress(made.counts, {}, {});
  EXPECT_THAT(result.shown, ::testing::ElementsAre(true, false, false));
  for (LinkedCount& count : made.counts.counts) {
    if (only_small && count.value >= count.k) count.k = 0;
  }
  return Text(Certify(Published(made.counts, result.shown), result.shown, {}).value());
}

TEST(CertifyTest, TwoTruthsWithTheSameFiguresHaveOneCertificate) {
  EXPECT_EQ(CertificateOfTwenty(2, false), CertificateOfTwenty(18, false));
}

// The weaker rule, to show that the test above bites.
TEST(CertifyTest, ProofsOfSmallCountsAloneTellWhichTheyAre) {
  EXPECT_NE(CertificateOfTwenty(2, true), CertificateOfTwenty(18, true));
}

TEST(CertifyTest, HiddenValuesAreNotRead) {
  std::mt19937_64 random(3);
  for (const RandomKind& kind : RandomKinds()) {
    RandomCounts made = kind.make(random);
    const Suppression result = Suppress(made.counts, {}, {});
    const auto once = Certify(Published(made.counts, result.shown), result.shown, {});
    for (LinkedCount& count : made.counts.counts) {
      if (count.group != kNoGroup && result.shown[count.group]) continue;
      count.value += 1;
    }
    LinkedCounts other = Published(made.counts, result.shown);
    const auto twice = Certify(Published(made.counts, result.shown), result.shown, {.threads = 3});
    ASSERT_TRUE(once && twice) << kind.name;
    EXPECT_EQ(Text(*once), Text(*twice)) << kind.name;
  }
}

TEST(CertifyTest, WhatIsNarrowHasNoCertificate) {
  RandomCounts made({1, 9});
  made.AddGroup({SumOf({0, 1})}, 0);
  made.AddGroup({SumOf({0})}, 1);
  made.AddGroup({SumOf({1})}, 1);
  const Shown shown = {true, false, true};
  EXPECT_FALSE(Certify(Published(made.counts, shown), shown, {}));
}

TEST(CertifyTest, WhatIsLargeWhateverItIsHasABound) {
  // 9 <= first <= 10, because the second is at most 1.
  RandomCounts made({9, 1, 9});
  made.AddGroup({SumOf({0, 1})}, 0);
  made.AddGroup({SumOf({1, 2})}, 0);
  made.AddGroup({SumOf({2})}, 0);
  made.AddGroup({SumOf({0})}, 0);
  made.AddGroup({SumOf({1})}, 0);
  for (LinkedCount& count : made.counts.counts) count.k = 0;
  made.counts.counts[3].k = 5;
  const Shown shown = {true, true, true, false, false};
  const LinkedCounts published = Published(made.counts, shown);
  const auto certificate = Certify(published, shown, {});
  ASSERT_TRUE(certificate);
  EXPECT_EQ(Fault(published, shown, *certificate), "");
  EXPECT_GT(certificate->proofs[3].at_least, 0U);
}

TEST(CertifyTest, ContradictionsHaveNoCertificate) {
  RandomCounts made({5, 9});
  made.AddGroup({SumOf({0, 1})}, 0);
  made.AddGroup({SumOf({0})}, 1);
  made.counts.counts[1].value = 30;
  EXPECT_FALSE(Certify(made.counts, {true, true}, {}));
}

TEST(CertifyTest, WithoutABudgetThereIsNoCertificate) {
  RandomCounts made({2, 9});
  made.AddGroup({SumOf({0, 1})}, 0);
  made.AddGroup({SumOf({0})}, 1);
  made.AddGroup({SumOf({1})}, 1);
  const Shown shown = {true, false, false};
  const LinkedCounts published = Published(made.counts, shown);
  EXPECT_TRUE(Certify(published, shown, {}));
  EXPECT_FALSE(Certify(published, shown, {.pivots = 0, .nodes = 0}));
}

}  // namespace
}  // namespace samlad::domain::disclosure
