// SPDX-License-Identifier: EUPL-1.2

#include "gateway/store/sqlite/sqlite_store.h"

#include <malloc.h>
#include <sqlite3.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "gateway/base/limits.h"
#include "gateway/store/sqlite/connection.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/store/faults.h"
#include "tests/unit/store/store_conformance.h"

namespace samlad::store {
namespace {

class SqliteEngine {
 public:
  static constexpr bool kEnforcesUniqueKeys = false;
  static std::string WhyNot() { return ""; }
  absl::StatusOr<std::unique_ptr<Store>> Open() { return OpenSqliteStore(path(), true); }
  void MakeForeign() { Execute("PRAGMA application_id = 1;"); }
  void MakeNewer() { Execute("PRAGMA user_version = 99;"); }
  std::string path() const { return (directory_.path() / "log").string(); }

 private:
  void Execute(const char* sql) {
    absl::StatusOr<Connection> connection =
        Connection::Open(path() + "/log.sqlite", SQLITE_OPEN_READWRITE);
    ASSERT_TRUE(connection.ok() && connection->Execute(sql).ok());
  }

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
  EXPECT_EQ(Pragma(engine.path(), "user_version"), 2);
}

void Execute(const std::string& directory, const std::string& sql) {
  absl::StatusOr<Connection> connection =
      Connection::Open(directory + "/log.sqlite", SQLITE_OPEN_READWRITE);
  ASSERT_TRUE(connection.ok()) << connection.status();
  const absl::Status done = connection->Execute(sql);
  ASSERT_TRUE(done.ok()) << done;
}

// As 0.1.0 and 0.2.0 made it.
constexpr char kToSchema1[] =
    "CREATE UNIQUE INDEX entry_key ON entry (key) WHERE key IS NOT NULL; PRAGMA user_version = 1;";

TEST(SqliteStoreTest, BringsAnOlderSchemaUpToDate) {
  SqliteEngine engine;
  ASSERT_TRUE((*engine.Open())->Append(SampleBatch(0, 300)).ok());
  Execute(engine.path(), kToSchema1);
  {
    const std::unique_ptr<Store> store = *engine.Open();
    ExpectSamples(*store, 300);
    EXPECT_TRUE(store->Append(SampleBatch(300, 5)).ok());
    ExpectSamples(*store, 305);
  }
  EXPECT_EQ(Pragma(engine.path(), "user_version"), 2);
  ExpectSamples(**engine.Open(), 305);
}

// Nothing of a step that fails stays: here the index is not where it should be.
TEST(SqliteStoreTest, AMigrationThatFailsChangesNothing) {
  SqliteEngine engine;
  ASSERT_TRUE((*engine.Open())->Append(SampleBatch(0, 3)).ok());
  Execute(engine.path(), "PRAGMA user_version = 1;");
  EXPECT_FALSE(engine.Open().ok());
  EXPECT_EQ(Pragma(engine.path(), "user_version"), 1);
  Execute(engine.path(), kToSchema1);
  ExpectSamples(**engine.Open(), 3);
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

// A name of the log that leads elsewhere, and how it came about.
struct Displaced {
  const char* name;  // "": the folder
  const char* how;
};

class DisplacedFileTest : public ::testing::TestWithParam<Displaced> {};

// What is written to a file without its name dies with the process: nobody may
// be answered.
TEST_P(DisplacedFileTest, AnAppendIsDataLoss) {
  namespace fs = std::filesystem;
  SqliteEngine engine;
  const std::unique_ptr<Store> store = *engine.Open();
  ASSERT_TRUE(store->Append(SampleBatch(0, 3)).ok());
  const std::string how = GetParam().how;
  const fs::path path = fs::path(engine.path()) / GetParam().name;
  const fs::path name = path.has_filename() ? path : path.parent_path();
  const fs::path away = engine.path() + "-away";
  if (how == "removed") fs::remove_all(name);
  if (how == "moved") fs::rename(name, away);
  if (how == "replaced") {
    fs::copy(name, away, fs::copy_options::recursive);
    fs::remove_all(name);
    fs::rename(away, name);
  }
  const absl::Status probed = store->Probe();
  EXPECT_TRUE(absl::IsFailedPrecondition(probed)) << probed;
  for (int i = 0; i < 2; ++i) {
    const absl::Status appended = store->Append(SampleBatch(3, 1));
    EXPECT_TRUE(absl::IsDataLoss(appended)) << appended;
    EXPECT_THAT(std::string(appended.message()),
                ::testing::AllOf(::testing::HasSubstr(name.string()),
                                 ::testing::HasSubstr("moved, deleted or replaced")));
  }
  EXPECT_EQ(*store->Size(), 3u);
}

std::vector<Displaced> AllDisplaced() {
  std::vector<Displaced> all;
  for (const char* name : {"log.sqlite", "log.sqlite-wal", "log.sqlite-shm", "lock", ""}) {
    for (const char* how : {"removed", "moved", "replaced"}) all.push_back({name, how});
  }
  return all;
}

INSTANTIATE_TEST_SUITE_P(
    Sqlite, DisplacedFileTest, ::testing::ValuesIn(AllDisplaced()), [](const auto& test) {
      std::string name = *test.param.name == 0 ? "folder" : test.param.name;
      std::replace_if(name.begin(), name.end(), [](char c) { return c == '.' || c == '-'; }, '_');
      return StrCat(name, "_", test.param.how);
    });

TEST(SqliteStoreTest, AHeadThatWasRemovedIsMadeAnew) {
  SqliteEngine engine;
  const std::unique_ptr<Store> store = *engine.Open();
  ASSERT_TRUE(store->Append(SampleBatch(0, 3)).ok());
  const std::filesystem::path head = engine.path() + "/log.head";
  ASSERT_TRUE(std::filesystem::remove(head));
  ASSERT_TRUE(store->Append(SampleBatch(3, 1)).ok());
  EXPECT_TRUE(std::filesystem::exists(head));
}

// SQLite deletes the write-ahead log by its name as it closes.
TEST(SqliteStoreTest, WhatHasTheNamesOfItsFilesIsLeftAlone) {
  SqliteEngine engine;
  std::unique_ptr<Store> store = *engine.Open();
  ASSERT_TRUE(store->Append(SampleBatch(0, 3)).ok());
  std::filesystem::rename(engine.path(), engine.path() + "-away");
  std::filesystem::copy(engine.path() + "-away", engine.path());
  store.reset();
  for (const char* folder : {"", "-away"}) {
    EXPECT_TRUE(std::filesystem::exists(engine.path() + folder + "/log.sqlite-wal"));
    const auto opened = OpenSqliteStore(engine.path() + folder, false);
    ASSERT_TRUE(opened.ok()) << opened.status();
    ExpectSamples(**opened, 3);
  }
}

class SqliteBacklogTest : public ::testing::Test {
 protected:
  void Append(int batches) {
    for (int i = 0; i < batches; ++i) {
      ASSERT_TRUE(store_->Append(SampleBatch(size_, 32, 26'000)).ok());
      size_ += 32;
    }
  }
  uint64_t WalBytes() const {
    return std::filesystem::file_size(engine_.path() + "/log.sqlite-wal");
  }

  SqliteEngine engine_;
  std::unique_ptr<Store> store_ = *engine_.Open();
  uint64_t size_ = 0;
};

TEST_F(SqliteBacklogTest, IsSmallWhereAllIsWell) {
  Append(60);
  const Backlog backlog = store_->GetBacklog();
  EXPECT_EQ(backlog.bytes, WalBytes());
  EXPECT_LE(backlog.bytes, limits::kWalKeptBytes);
  EXPECT_EQ(backlog.failures, 0u);
  EXPECT_FALSE(backlog.since.has_value());
}

// The database file takes nothing while the write-ahead log takes everything.
TEST_F(SqliteBacklogTest, SaysThatTheDatabaseTakesNothing) {
  {
    const Fault fault(Fault::Call::kWrite, EIO, 0, "log.sqlite");
    Append(80);
    EXPECT_GT(fault.failed(), 0);
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(store_->Probe().ok()) << store_->Probe();
    const Backlog backlog = store_->GetBacklog();
    EXPECT_GT(backlog.bytes, limits::kWalKeptBytes);
    EXPECT_GE(backlog.failures_in_a_row, limits::kMergeFailuresMax);
    EXPECT_EQ(backlog.failures, backlog.failures_in_a_row);
    EXPECT_TRUE(backlog.since.has_value());
    EXPECT_THAT(backlog.why, ::testing::HasSubstr("log.sqlite"));
  }
  EXPECT_TRUE(store_->Probe().ok());
  const Backlog backlog = store_->GetBacklog();
  EXPECT_EQ(backlog.failures_in_a_row, 0u);
  EXPECT_GT(backlog.failures, 0u);
  EXPECT_FALSE(backlog.since.has_value());
  EXPECT_LE(WalBytes(), limits::kWalKeptBytes);
  ExpectSamples(*store_, size_, 26'000);
}

TEST_F(SqliteBacklogTest, GrowsWhileAForeignReaderReadsAndShrinksAfterwards) {
  Append(1);
  {
    absl::StatusOr<Connection> foreign =
        Connection::Open(engine_.path() + "/log.sqlite", SQLITE_OPEN_READONLY);
    ASSERT_TRUE(foreign.ok() && foreign->Execute("BEGIN").ok());
    ASSERT_TRUE(foreign->QueryInteger("SELECT count(*) FROM sqlite_schema").ok());
    Append(80);
    EXPECT_TRUE(store_->Probe().ok());
    const Backlog backlog = store_->GetBacklog();
    EXPECT_GT(backlog.bytes, limits::kWalKeptBytes);
    EXPECT_EQ(backlog.failures, 0u);
    EXPECT_TRUE(backlog.since.has_value());
  }
  EXPECT_TRUE(store_->Probe().ok());
  EXPECT_FALSE(store_->GetBacklog().since.has_value());
  EXPECT_LE(store_->GetBacklog().bytes, limits::kWalKeptBytes);
  EXPECT_LE(WalBytes(), limits::kWalKeptBytes);
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
