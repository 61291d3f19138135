// SPDX-License-Identifier: EUPL-1.2

#include "gateway/store/sqlite/sqlite_store.h"

#include <malloc.h>
#include <sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>

#include "gateway/store/sqlite/connection.h"
#include "gtest/gtest.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/store/store_conformance.h"

namespace samlad::store {
namespace {

class SqliteEngine {
 public:
  absl::StatusOr<std::unique_ptr<Store>> Open() { return OpenSqliteStore(path(), true); }
  std::string path() const { return (directory_.path() / "log").string(); }

 private:
  samlad::testing::TempDir directory_;
};

INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, StoreConformanceTest, SqliteEngine);

uint64_t Pragma(const std::string& path, const std::string& name) {
  absl::StatusOr<Connection> connection =
      Connection::Open(path + "/log.sqlite", SQLITE_OPEN_READONLY);
  EXPECT_TRUE(connection.ok()) << connection.status();
  return *connection->QueryInteger("PRAGMA " + name);
}

TEST(SqliteStoreTest, MarksItsFile) {
  SqliteEngine engine;
  ASSERT_TRUE(engine.Open().ok());
  EXPECT_EQ(Pragma(engine.path(), "page_size"), 16384);
  EXPECT_EQ(Pragma(engine.path(), "application_id"), 0x53614d4c);
  EXPECT_EQ(Pragma(engine.path(), "user_version"), 1);
}

// A clean end leaves one file, so that a copy of it is a backup.
TEST(SqliteStoreTest, IsOneFileWhenClosed) {
  SqliteEngine engine;
  const std::filesystem::path wal = engine.path() + "/log.sqlite-wal";
  {
    const std::unique_ptr<Store> store = *engine.Open();
    ASSERT_TRUE(store->Append(SampleBatch(0, 10)).ok());
    EXPECT_TRUE(std::filesystem::exists(wal));
  }
  EXPECT_FALSE(std::filesystem::exists(wal));
}

TEST(SqliteStoreTest, ReadsWithBoundedMemory) {
  SqliteEngine engine;
  std::unique_ptr<Store> store = *engine.Open();
  constexpr size_t kPayload = size_t{1} << 20;
  for (uint64_t position = 0; position < 40; ++position) {
    ASSERT_TRUE(store->Append(SampleBatch(position, 1, kPayload)).ok());
  }
  store = nullptr;
  store = *engine.Open();
  const auto in_use = [] {
    const struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
  };
  const size_t before = in_use();
  size_t most = before;
  ASSERT_TRUE(store
                  ->Read(0, 40,
                         [&](uint64_t, const Record&) {
                           most = std::max(most, in_use());
                           return true;
                         })
                  .ok());
  // A piece, a record, and SQLite's cache of pages.
  EXPECT_LT(most - before, size_t{12} << 20);
}

TEST(SqliteStoreTest, AProbeNoticesThatTheFileIsGone) {
  SqliteEngine engine;
  const std::unique_ptr<Store> store = *engine.Open();
  const std::string elsewhere = engine.path() + "-moved";
  std::filesystem::rename(engine.path(), elsewhere);
  EXPECT_TRUE(absl::IsFailedPrecondition(store->Probe())) << store->Probe();
  std::filesystem::rename(elsewhere, engine.path());
  EXPECT_TRUE(store->Probe().ok()) << store->Probe();
  std::filesystem::rename(engine.path() + "/log.sqlite", engine.path() + "/away");
  EXPECT_TRUE(absl::IsFailedPrecondition(store->Probe())) << store->Probe();
}

TEST(SqliteStoreTest, AProbeNoticesAForeignLock) {
  SqliteEngine engine;
  const std::unique_ptr<Store> store = *engine.Open();
  absl::StatusOr<Connection> foreign =
      Connection::Open(engine.path() + "/log.sqlite", SQLITE_OPEN_READWRITE);
  ASSERT_TRUE(foreign.ok()) << foreign.status();
  ASSERT_TRUE(foreign->Execute("BEGIN IMMEDIATE").ok());
  EXPECT_TRUE(absl::IsUnavailable(store->Probe())) << store->Probe();
  ASSERT_TRUE(foreign->Execute("ROLLBACK").ok());
  EXPECT_TRUE(store->Probe().ok()) << store->Probe();
}

TEST(SqliteStoreTest, AForeignLockLeavesNothingBehindAndPasses) {
  SqliteEngine engine;
  const std::unique_ptr<Store> store = *engine.Open();
  ASSERT_TRUE(store->Append(SampleBatch(0, 3)).ok());
  absl::StatusOr<Connection> foreign =
      Connection::Open(engine.path() + "/log.sqlite", SQLITE_OPEN_READWRITE);
  ASSERT_TRUE(foreign.ok()) << foreign.status();
  ASSERT_TRUE(foreign->Execute("BEGIN IMMEDIATE").ok());
  const absl::Status appended = store->Append(SampleBatch(3, 2));
  EXPECT_TRUE(absl::IsUnavailable(appended)) << appended;
  ExpectSamples(*store, 3);
  ASSERT_TRUE(foreign->Execute("ROLLBACK").ok());
  EXPECT_TRUE(store->Append(SampleBatch(3, 2)).ok());
  ExpectSamples(*store, 5);
}

// Reads pin no snapshot: the write-ahead log starts over while a reader is in
// the middle of the whole log.
TEST(SqliteStoreTest, AReaderDoesNotLetTheWriteAheadLogGrow) {
  SqliteEngine engine;
  const std::unique_ptr<Store> store = *engine.Open();
  constexpr size_t kPayload = 13'000;
  uint64_t size = 0;
  const auto append = [&] {
    ASSERT_TRUE(store->Append(SampleBatch(size, 32, kPayload)).ok());
    size += 32;
  };
  for (int i = 0; i < 8; ++i) append();
  const uint64_t first = size;
  uint64_t visited = 0;
  ASSERT_TRUE(store
                  ->Read(0, first,
                         [&](uint64_t, const Record&) {
                           if (visited++ == 1) {
                             for (int i = 0; i < 150; ++i) append();
                           }
                           return true;
                         })
                  .ok());
  EXPECT_EQ(visited, first);
  // 150 batches are some 60 MB; SQLite checkpoints every 1,000 pages.
  EXPECT_LT(std::filesystem::file_size(engine.path() + "/log.sqlite-wal"), size_t{30} << 20);
  ExpectSamples(*store, size, kPayload);
}

}  // namespace
}  // namespace samlad::store
