// SPDX-License-Identifier: EUPL-1.2
//
// What the embedded engine says when the disk fails or the file is damaged.

#include <sqlite3.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <string>

#include "gateway/store/sqlite/sqlite_store.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/store/faults.h"
#include "tests/unit/store/store_conformance.h"

namespace samlad::store {
namespace {

using ::testing::HasSubstr;

class SqliteFaultTest : public ::testing::Test {
 protected:
  std::unique_ptr<Store> Open() {
    absl::StatusOr<std::unique_ptr<Store>> store = OpenSqliteStore(Directory(), true);
    EXPECT_TRUE(store.ok()) << store.status();
    return *std::move(store);
  }
  std::string Directory() const { return (directory_.path() / "log").string(); }
  std::filesystem::path File() const { return directory_.path() / "log" / "log.sqlite"; }

  std::string ReadFile() const {
    std::ifstream file(File(), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  void WriteFile(const std::string& bytes) const {
    std::ofstream(File(), std::ios::binary) << bytes;
  }

  // Ok if the file is opened and read to its end; what does not hold if not.
  absl::Status OpenAndRead() {
    const absl::StatusOr<std::unique_ptr<Store>> store = OpenSqliteStore(Directory(), false);
    if (!store.ok()) return store.status();
    absl::Status read = ReadAll(**store, 0, *(*store)->Size()).status();
    read.Update((*store)->ReadCheckpoints(0, [](uint64_t, std::string_view) { return true; }));
    return read;
  }

  const samlad::testing::TempDir directory_;
};

// After a failed sync nobody knows what is on disk, and a later sync that
// succeeds says nothing about it.
TEST_F(SqliteFaultTest, AFailedSyncIsDataLossForGood) {
  const std::unique_ptr<Store> store = Open();
  ASSERT_TRUE(store->Append(SampleBatch(0, 3)).ok());
  for (int error : {EIO, ENOSPC}) {
    const Fault fault(Fault::Call::kSync, error);
    EXPECT_TRUE(absl::IsDataLoss(store->Append(SampleBatch(3, 1))));
  }
  EXPECT_TRUE(absl::IsDataLoss(store->Append(SampleBatch(3, 1))));
  EXPECT_EQ(*store->Size(), 3);
}

TEST_F(SqliteFaultTest, AFailedWriteIsDataLoss) {
  const std::unique_ptr<Store> store = Open();
  ASSERT_TRUE(store->Append(SampleBatch(0, 3)).ok());
  const Fault fault(Fault::Call::kWrite, EIO);
  EXPECT_TRUE(absl::IsDataLoss(store->Append(SampleBatch(3, 1))));
  EXPECT_GT(fault.failed(), 0);
}

TEST_F(SqliteFaultTest, AFailedReadIsDataLoss) {
  ASSERT_TRUE(Open()->Append(SampleBatch(0, 40, 13'000)).ok());
  for (int error : {EIO, EACCES}) {
    const std::unique_ptr<Store> store = Open();
    const Fault fault(Fault::Call::kRead, error);
    EXPECT_TRUE(absl::IsDataLoss(ReadAll(*store, 0, 40).status())) << error;
    EXPECT_GT(fault.failed(), 0);
  }
}

class FullDiskTest : public SqliteFaultTest, public ::testing::WithParamInterface<int> {};

// Wherever in the append the disk fills up, nothing of the batch is left, and
// the log goes on when there is room again.
TEST_P(FullDiskTest, LeavesNothingBehind) {
  int spared = 0;
  for (bool filled_up = true; filled_up; ++spared) {
    const samlad::testing::TempDir directory;
    const std::string path = (directory.path() / "log").string();
    absl::StatusOr<std::unique_ptr<Store>> store = OpenSqliteStore(path, true);
    ASSERT_TRUE(store.ok()) << store.status();
    ASSERT_TRUE((*store)->Append(SampleBatch(0, 3, 30'000)).ok());
    {
      const Fault fault(Fault::Call::kWrite, GetParam(), spared, "-wal");
      const absl::Status appended = (*store)->Append(SampleBatch(3, 2, 30'000));
      filled_up = fault.failed() > 0;
      ASSERT_EQ(appended.code(),
                filled_up ? absl::StatusCode::kResourceExhausted : absl::StatusCode::kOk)
          << appended;
    }
    if (filled_up) {
      ExpectSamples(**store, 3, 30'000);
      EXPECT_TRUE((*store)->Append(SampleBatch(3, 2, 30'000)).ok());
    }
    store->reset();
    store = OpenSqliteStore(path, false);
    ASSERT_TRUE(store.ok()) << store.status();
    ExpectSamples(**store, 5, 30'000);
  }
  EXPECT_GT(spared, 4);
}

INSTANTIATE_TEST_SUITE_P(All, FullDiskTest, ::testing::Values(ENOSPC, EDQUOT));

// The head is no copy of the data: a disk that has no room for it leaves it
// older; one that fails to write it cannot be trusted with the rest.
TEST_F(SqliteFaultTest, AHeadThatCannotBeWritten) {
  const std::unique_ptr<Store> store = Open();
  {
    const Fault fault(Fault::Call::kWrite, ENOSPC, 0, "log.head");
    EXPECT_TRUE(store->Append(SampleBatch(0, 3)).ok());
    EXPECT_EQ(fault.failed(), 1);
  }
  const Fault fault(Fault::Call::kWrite, EIO, 0, "log.head");
  EXPECT_TRUE(absl::IsDataLoss(store->Append(SampleBatch(3, 1))));
  EXPECT_TRUE(absl::IsDataLoss(store->Append(SampleBatch(3, 1))));
}

// A process that dies between write and sync, or after it, leaves the log
// whole: a copy of its files is what the next process finds.
TEST_F(SqliteFaultTest, OpensTheFilesOfAProcessThatDied) {
  const std::unique_ptr<Store> store = Open();
  ASSERT_TRUE(store->Append(SampleBatch(0, 3)).ok());
  ASSERT_TRUE(store->Append(SampleBatch(3, 30)).ok());
  const samlad::testing::TempDir copy;
  for (const char* name : {"log.sqlite", "log.sqlite-wal"}) {
    std::filesystem::copy_file(std::filesystem::path(Directory()) / name, copy.path() / name);
  }
  absl::StatusOr<std::unique_ptr<Store>> other = OpenSqliteStore(copy.path().string(), false);
  ASSERT_TRUE(other.ok()) << other.status();
  ExpectSamples(**other, 33);

  // Cut off inside the last transaction: a head that names it tells that it was
  // acknowledged; without one, it never was.
  other->reset();
  for (const char* name : {"log.sqlite", "log.sqlite-wal"}) {
    std::filesystem::copy_file(std::filesystem::path(Directory()) / name, copy.path() / name,
                               std::filesystem::copy_options::overwrite_existing);
  }
  const std::filesystem::path wal = copy.path() / "log.sqlite-wal";
  std::filesystem::resize_file(wal, std::filesystem::file_size(wal) - 1);
  EXPECT_TRUE(absl::IsDataLoss(OpenSqliteStore(copy.path().string(), false).status()));
  std::filesystem::remove(copy.path() / "log.head");
  other = OpenSqliteStore(copy.path().string(), false);
  ASSERT_TRUE(other.ok()) << other.status();
  ExpectSamples(**other, 3);
}

TEST_F(SqliteFaultTest, AFileThatIsNoDatabaseIsDataLoss) {
  Open();
  WriteFile("not a database, and long enough not to be taken for an empty one");
  const absl::Status opened = OpenAndRead();
  EXPECT_TRUE(absl::IsDataLoss(opened)) << opened;
  EXPECT_THAT(std::string(opened.message()), HasSubstr("log.sqlite"));
}

TEST_F(SqliteFaultTest, ATruncatedFileIsDataLoss) {
  ASSERT_TRUE(Open()->Append(SampleBatch(0, 40, 13'000)).ok());
  const std::string sound = ReadFile();
  for (size_t pages = 1; pages < sound.size() / 16384; pages += 3) {
    WriteFile(sound.substr(0, pages * 16384));
    const absl::Status read = OpenAndRead();
    EXPECT_TRUE(absl::IsDataLoss(read)) << pages << " pages: " << read;
  }
}

// Page by page: a page of rubbish is never read as data. (Interior of a blob
// is the ledger's to check: it holds the hashes.)
TEST_F(SqliteFaultTest, AnOverwrittenPageIsDataLoss) {
  ASSERT_TRUE(Open()->Append(SampleBatch(0, 40, 13'000)).ok());
  const std::string sound = ReadFile();
  for (size_t at = 0; at < sound.size(); at += 16384) {
    for (char rubbish : {'\0', '\xff', '\x0d'}) {
      std::string bytes = sound;
      bytes.replace(at, 16384, 16384, rubbish);
      WriteFile(bytes);
      const absl::Status read = OpenAndRead();
      EXPECT_TRUE(absl::IsDataLoss(read)) << "page " << at / 16384 << ": " << read;
    }
  }
}

TEST_F(SqliteFaultTest, FlippedBytesNeverCrash) {
  ASSERT_TRUE(Open()->Append(SampleBatch(0, 12, 3'000)).ok());
  const std::string sound = ReadFile();
  int refused = 0;
  for (size_t at = 0; at < sound.size(); at += (at % 16384 < 256 ? 7 : 499)) {
    std::string bytes = sound;
    bytes[at] ^= 0x55;
    WriteFile(bytes);
    if (!OpenAndRead().ok()) ++refused;
  }
  EXPECT_GT(refused, 5);
}

TEST_F(SqliteFaultTest, AMissingEntryOrCheckpointIsDataLoss) {
  const auto damage = [this](const std::string& sql) {
    const samlad::testing::TempDir directory;
    const std::string path = (directory.path() / "log").string();
    EXPECT_TRUE((*OpenSqliteStore(path, true))->Append(SampleBatch(0, 5)).ok());
    sqlite3* handle = nullptr;
    EXPECT_EQ(sqlite3_open((path + "/log.sqlite").c_str(), &handle), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(handle);
    const absl::StatusOr<std::unique_ptr<Store>> store = OpenSqliteStore(path, false);
    if (!store.ok()) return store.status();
    return ReadAll(**store, 0, *(*store)->Size()).status();
  };
  const absl::Status gap = damage("DELETE FROM entry WHERE position = 2");
  EXPECT_TRUE(absl::IsDataLoss(gap));
  EXPECT_THAT(std::string(gap.message()), HasSubstr("position 2 is missing"));
  for (const char* sql : {"DELETE FROM entry WHERE position = 4", "DELETE FROM checkpoint",
                          "DROP TABLE checkpoint", "ALTER TABLE entry DROP COLUMN salt",
                          "PRAGMA application_id = 7", "PRAGMA user_version = 0"}) {
    const absl::Status status = damage(sql);
    EXPECT_TRUE(absl::IsDataLoss(status)) << sql << ": " << status;
  }
  const absl::Status newer = damage("PRAGMA user_version = 3");
  EXPECT_TRUE(absl::IsFailedPrecondition(newer)) << newer;
  EXPECT_THAT(std::string(newer.message()), HasSubstr("schema version 3"));
}

}  // namespace
}  // namespace samlad::store
