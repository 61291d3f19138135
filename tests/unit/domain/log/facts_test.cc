// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/log/facts.h"

#include <gtest/gtest.h>

#include <thread>

#include "tests/unit/domain/validation/check_fixture.h"

namespace samlad::domain {
namespace {

Fact At(int64_t time_ms) { return {.time_ms = time_ms, .what = ReturnedFact{}}; }

TEST(FactsTest, KeepsEveryFactAtItsPosition) {
  Facts facts;
  const int64_t count = 3 * Facts::kChunk + 5;
  for (int64_t i = 0; i < count; ++i) facts.Append(At(i));
  ASSERT_EQ(facts.size(), static_cast<uint64_t>(count));
  for (int64_t i = 0; i < count; ++i) ASSERT_EQ(facts[static_cast<uint64_t>(i)].time_ms, i);
}

TEST(FactsTest, ASnapshotNeverChanges) {
  Facts facts;
  for (int i = 0; i < 10; ++i) facts.Append(At(i));
  const Facts snapshot = facts;
  for (int i = 10; i < 2000; ++i) facts.Append(At(i));
  EXPECT_EQ(snapshot.size(), 10u);
  EXPECT_EQ(snapshot[9].time_ms, 9);
  EXPECT_EQ(facts[10].time_ms, 10);
}

// The overlay of a batch that fails: both grow from one snapshot.
TEST(FactsTest, TwoThatGrowFromOneSnapshotDoNotDisturbEachOther) {
  Facts facts;
  for (int i = 0; i < 5; ++i) facts.Append(At(i));
  Facts overlay = facts;
  overlay.Append(At(100));
  overlay.Append(At(101));
  facts.Append(At(5));
  facts.Append(At(6));
  overlay.Append(At(102));
  EXPECT_EQ(facts[5].time_ms, 5);
  EXPECT_EQ(facts[6].time_ms, 6);
  EXPECT_EQ(overlay[5].time_ms, 100);
  EXPECT_EQ(overlay[7].time_ms, 102);
  EXPECT_EQ(facts.size(), 7u);
}

TEST(FactsTest, ReadersNeedNoLockBesideTheWriter) {
  Facts facts;
  std::vector<std::thread> readers;
  for (int round = 0; round < 20; ++round) {
    for (int i = 0; i < 100; ++i) facts.Append(At(static_cast<int64_t>(facts.size())));
    readers.emplace_back([snapshot = facts] {
      for (uint64_t i = 0; i < snapshot.size(); ++i) {
        ASSERT_EQ(snapshot[i].time_ms, static_cast<int64_t>(i));
      }
    });
  }
  for (std::thread& reader : readers) reader.join();
}

TEST(FactsTest, FindsTheCatalogueInForce) {
  Symbols symbols;
  const auto first = CatalogueIndex::Build(CheckedCatalogue(), 0, symbols);
  const auto second = CatalogueIndex::Build(CheckedCatalogue(), 2, symbols);
  Facts facts;
  facts.Append({.time_ms = 0, .what = CatalogueFact{first}});
  facts.Append(At(1));
  facts.Append({.time_ms = 2, .what = CatalogueFact{second}});
  facts.Append(At(3));
  EXPECT_EQ(CatalogueAsOf(facts, 0), nullptr);
  EXPECT_EQ(CatalogueAsOf(facts, 1), first);
  EXPECT_EQ(CatalogueAsOf(facts, 2), first);
  EXPECT_EQ(CatalogueAsOf(facts, 3), second);
  EXPECT_EQ(CatalogueAsOf(facts, 999), second);
  EXPECT_EQ(CatalogueAsOf(Facts(), 5), nullptr);
}

}  // namespace
}  // namespace samlad::domain
