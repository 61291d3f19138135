// SPDX-License-Identifier: EUPL-1.2

#include "gateway/store/postgres/postgres_store.h"

#include <filesystem>
#include <map>
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/store/postgres_engine.h"
#include "tests/unit/store/store_conformance.h"

namespace samlad::store {
namespace {

using ::testing::HasSubstr;

INSTANTIATE_TYPED_TEST_SUITE_P(Postgres, StoreConformanceTest, PostgresEngine);

using PostgresStoreTest = PostgresTest;

TEST_F(PostgresStoreTest, SpeaksTlsThroughoutAndWaitsForTheDisk) {
  const auto store = engine_->Open();
  ASSERT_TRUE(store.ok()) << store.status();
  ASSERT_TRUE((*store)->Append(SampleBatch(0, 1)).ok());
  ASSERT_TRUE((*store)->ConfirmSize().ok());
  EXPECT_EQ(
      engine_->Sql("SELECT count(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) "
                   "WHERE application_name = 'samlad-gateway' AND datname = current_database() "
                   "AND NOT ssl"),
      "0");
}

// What an operator, or a default of the role, says does not make commits lighter.
TEST_F(PostgresStoreTest, SetsWhatDurabilityNeedsItself) {
  engine_->Sql("ALTER DATABASE " + engine_->database() + " SET synchronous_commit = off");
  const auto store = engine_->Open();
  ASSERT_TRUE(store.ok()) << store.status();
  // Seen from inside of an append.
  engine_->Sql(
      "CREATE TABLE public.seen (how text);"
      "CREATE FUNCTION public.see() RETURNS trigger LANGUAGE plpgsql AS "
      "'BEGIN INSERT INTO public.seen VALUES (current_setting(''synchronous_commit'')); "
      "RETURN NEW; END';"
      "CREATE TRIGGER see AFTER INSERT ON samlad.batch FOR EACH ROW EXECUTE FUNCTION public.see()");
  ASSERT_TRUE((*store)->Append(SampleBatch(0, 1)).ok());
  EXPECT_EQ(engine_->Sql("SELECT how FROM public.seen"), "on");
}

// Reads take no lock that an append waits for, and keep no snapshot.
TEST_F(PostgresStoreTest, AReadHoldsNothingWhileItIsVisited) {
  const std::unique_ptr<Store> store = *engine_->Open();
  ASSERT_TRUE(store->Append(SampleBatch(0, 20, 200'000)).ok());
  int visited = 0;
  ASSERT_TRUE(store
                  ->Read(0, 20,
                         [&](uint64_t, const Record&) {
                           if (visited++ == 1) {
                             EXPECT_EQ(engine_->Sql("SELECT count(*) FROM pg_stat_activity WHERE "
                                                    "datname = current_database() AND "
                                                    "application_name = 'samlad-gateway' AND "
                                                    "state <> 'idle'"),
                                       "0");
                           }
                           return true;
                         })
                  .ok());
  EXPECT_EQ(visited, 20);
}

TEST_F(PostgresStoreTest, ADatabaseThatIsShorterThanTheHeadIsRefused) {
  {
    const std::unique_ptr<Store> store = *engine_->Open();
    ASSERT_TRUE(store->Append(SampleBatch(0, 3)).ok());
    ASSERT_TRUE(store->Append(SampleBatch(3, 2)).ok());
  }
  engine_->Sql(
      "DELETE FROM samlad.entry WHERE position >= 3; DELETE FROM samlad.batch WHERE size > 3;"
      "UPDATE samlad.head SET size = 3");
  const auto shorter = engine_->Open();
  ASSERT_TRUE(absl::IsDataLoss(shorter.status())) << shorter.status();
  EXPECT_THAT(std::string(shorter.status().message()),
              HasSubstr("2 acknowledged entries are missing"));
  // The way out.
  std::filesystem::remove(engine_->path() + "/log.head");
  const auto store = engine_->Open();
  ASSERT_TRUE(store.ok()) << store.status();
  ExpectSamples(**store, 3);
}

TEST_F(PostgresStoreTest, AnotherContinuationOfTheLogIsRefused) {
  ASSERT_TRUE((*engine_->Open())->Append(SampleBatch(0, 3)).ok());
  engine_->Sql("UPDATE samlad.batch SET note = 'another'");
  const auto other = engine_->Open();
  EXPECT_TRUE(absl::IsDataLoss(other.status())) << other.status();
}

TEST_F(PostgresStoreTest, ADatabaseThatLostEntriesWhileItServesIsNoticed) {
  const std::unique_ptr<Store> store = *engine_->Open();
  ASSERT_TRUE(store->Append(SampleBatch(0, 3)).ok());
  engine_->Sql(
      "DELETE FROM samlad.entry WHERE position >= 1; DELETE FROM samlad.batch;"
      "UPDATE samlad.head SET size = 1");
  EXPECT_TRUE(absl::IsDataLoss(store->ConfirmSize().status()));
  EXPECT_TRUE(absl::IsDataLoss(store->Append(SampleBatch(3, 1))));
}

TEST_F(PostgresStoreTest, AMissingEntryIsDataLoss) {
  const std::unique_ptr<Store> store = *engine_->Open();
  ASSERT_TRUE(store->Append(SampleBatch(0, 5)).ok());
  engine_->Sql("DELETE FROM samlad.entry WHERE position = 2");
  const auto read = ReadAll(*store, 0, 5);
  ASSERT_TRUE(absl::IsDataLoss(read.status())) << read.status();
  EXPECT_THAT(std::string(read.status().message()), HasSubstr("position 2"));
}

// Two gateways on one database.
class PostgresPairTest : public PostgresTest {
 protected:
  void SetUp() override {
    PostgresTest::SetUp();
    if (IsSkipped()) return;
    OpenBoth();
  }
  void OpenBoth() {
    a_.reset();
    b_.reset();
    a_ = *OpenPostgresStore(engine_->options(), engine_->path("a"));
    b_ = *OpenPostgresStore(engine_->options(), engine_->path("b"));
  }

  std::unique_ptr<Store> a_, b_;
};

TEST_F(PostgresPairTest, TheSecondToAppendAtAPositionIsRefused) {
  ASSERT_TRUE(a_->Append(SampleBatch(0, 3)).ok());
  EXPECT_TRUE(absl::IsAborted(b_->Append(SampleBatch(0, 2))));
  EXPECT_EQ(*b_->ConfirmSize(), 3u);
  ExpectSamples(*b_, 3);
  EXPECT_TRUE(b_->Append(SampleBatch(3, 2)).ok());
  EXPECT_TRUE(absl::IsAborted(a_->Append(SampleBatch(3, 1))));
  ExpectSamples(*a_, 5);
}

TEST_F(PostgresPairTest, AKeyIsBoundOnceAlsoAfterARestart) {
  ASSERT_TRUE(a_->Append(SampleBatch(0, 1)).ok());
  for (int round = 0; round < 2; ++round) {
    Batch same = SampleBatch(1, 1);
    same.records[0].key = "key/0";
    EXPECT_TRUE(absl::IsAlreadyExists(b_->Append(same)));
    Batch other = SampleBatch(1, 3);
    other.records[2].key = "key/0";
    other.records[2].payload = "another";
    EXPECT_TRUE(absl::IsAlreadyExists(b_->Append(other)));
    ExpectSamples(*b_, 1);
    OpenBoth();
  }
  EXPECT_TRUE(b_->Append(SampleBatch(1, 1)).ok());
}

// Each key is tried by both, one payload or two; the engine lets one of them have it.
TEST_F(PostgresPairTest, OfTwoAtOnceOneGetsTheKey) {
  static constexpr int kKeys = 40;
  std::map<std::string, uint64_t> won[2];
  const auto run = [&](Store& store, int who) {
    for (int key = 0; key < kKeys; ++key) {
      const std::string name = StrCat("shared/", key);
      while (true) {
        const uint64_t size = *store.Size();
        Batch batch = SampleBatch(size, 1);
        batch.checkpoint = StrCat("checkpoint ", size + 1, " of ", who, "\n");
        batch.records[0].key = name;
        batch.records[0].payload = key % 2 == 0 ? "same" : StrCat("of ", who);
        const absl::Status appended = store.Append(batch);
        if (appended.ok()) won[who][name] = size;
        if (appended.ok() || absl::IsAlreadyExists(appended)) break;
        ASSERT_TRUE(absl::IsAborted(appended)) << appended;
      }
    }
  };
  std::thread first([&] { run(*a_, 0); });
  std::thread second([&] { run(*b_, 1); });
  first.join();
  second.join();
  EXPECT_EQ(won[0].size() + won[1].size(), size_t{kKeys});
  EXPECT_EQ(*a_->ConfirmSize(), uint64_t{kKeys});
  for (int who = 0; who < 2; ++who) {
    for (const auto& [name, position] : won[who]) {
      const auto record = ReadAll(*a_, position, position + 1);
      ASSERT_TRUE(record.ok()) << record.status();
      EXPECT_EQ(record->front().key, name);
    }
  }
}

}  // namespace
}  // namespace samlad::store
