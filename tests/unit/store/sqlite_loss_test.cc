// SPDX-License-Identifier: EUPL-1.2
//
// A log that lost what was acknowledged is refused; a log that a kill or a power
// cut left is not.

#include <sys/stat.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "gateway/store/head_file.h"
#include "gateway/store/sqlite/sqlite_store.h"
#include "gateway/store/sqlite/wal_file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/store/faults.h"
#include "tests/unit/store/store_conformance.h"

namespace samlad::store {
namespace {

namespace fs = std::filesystem;
using samlad::testing::TempDir;
using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kNames[] = {"log.sqlite", "log.sqlite-wal", "log.head"};

std::string ReadBytes(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void WriteBytes(const fs::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

// The files of a log, as a killed process leaves them.
struct Files {
  std::string database, wal, head;

  static Files Of(const fs::path& folder) {
    return {ReadBytes(folder / kNames[0]), ReadBytes(folder / kNames[1]),
            ReadBytes(folder / kNames[2])};
  }
  void WriteTo(const fs::path& folder) const {
    fs::create_directories(folder);
    WriteBytes(folder / kNames[0], database);
    WriteBytes(folder / kNames[1], wal);
    if (!head.empty()) WriteBytes(folder / kNames[2], head);
  }
};

// Opening these files, and what was said about it.
struct Opened {
  explicit Opened(const Files& files) {
    files.WriteTo(folder.path());
    Again();
  }
  void Again() {
    remarks.clear();
    auto opened = OpenSqliteStore(folder.path().string(), false,
                                  [this](std::string_view line) { remarks.emplace_back(line); });
    status = opened.status();
    if (opened.ok()) store = *std::move(opened);
  }
  uint64_t size() const { return *store->Size(); }

  TempDir folder;
  absl::Status status;
  std::vector<std::string> remarks;
  std::unique_ptr<Store> store;
};

class SqliteLossTest : public ::testing::Test {
 protected:
  // A process that appended `batches` of two, and was killed.
  static Files Killed(uint64_t batches, size_t payload_bytes = 100) {
    const TempDir folder;
    const auto store = *OpenSqliteStore(folder.path().string(), true);
    Append(*store, 0, batches, payload_bytes);
    return Files::Of(folder.path());
  }
  static void Append(Store& store, uint64_t from, uint64_t batches, size_t payload_bytes = 100) {
    for (uint64_t i = 0; i < batches; ++i) {
      ASSERT_TRUE(store.Append(SampleBatch(from + 2 * i, 2, payload_bytes)).ok());
    }
  }
  static void ExpectRefused(const Files& files, const char* why) {
    const Opened opened(files);
    EXPECT_TRUE(absl::IsDataLoss(opened.status)) << opened.status;
    EXPECT_THAT(std::string(opened.status.message()), HasSubstr(why));
    // Nothing was merged, deleted or made anew: the operator still has it all.
    const Files after = Files::Of(opened.folder.path());
    EXPECT_EQ(after.database, files.database);
    EXPECT_EQ(after.wal, files.wal);
    EXPECT_EQ(after.head, files.head);
  }
};

TEST_F(SqliteLossTest, AKilledProcessLeavesAWholeLogWithoutARemark) {
  const Opened opened(Killed(30));
  ASSERT_TRUE(opened.status.ok()) << opened.status;
  ExpectSamples(*opened.store, 60);
  EXPECT_THAT(opened.remarks, IsEmpty());
}

// One bit anywhere in the write-ahead log: refused, or nothing is lost.
TEST_F(SqliteLossTest, OneFlippedBitInTheWriteAheadLogLosesNothingUnseen) {
  const Files killed = Killed(40);
  std::mt19937 random(20261130);
  int refused = 0;
  for (int i = 0; i < 100; ++i) {
    Files files = killed;
    const size_t bit = random() % (files.wal.size() * 8);
    files.wal[bit / 8] = static_cast<char>(files.wal[bit / 8] ^ (1 << bit % 8));
    const Opened opened(files);
    if (absl::IsDataLoss(opened.status)) {
      ++refused;
    } else {
      ASSERT_TRUE(opened.status.ok()) << opened.status;
      ExpectSamples(*opened.store, 80);
    }
  }
  EXPECT_GT(refused, 90);
}

// Without the head, too, if more than the last commit would go.
TEST_F(SqliteLossTest, WithoutAHeadNoMoreThanTheLastCommitIsDropped) {
  Files killed = Killed(40);
  killed.head.clear();
  std::mt19937 random(7);
  for (int i = 0; i < 100; ++i) {
    Files files = killed;
    const size_t bit = i < 32 ? 8 * static_cast<size_t>(i) : random() % (files.wal.size() * 8);
    files.wal[bit / 8] = static_cast<char>(files.wal[bit / 8] ^ (1 << bit % 8));
    const Opened opened(files);
    if (absl::IsDataLoss(opened.status)) continue;
    ASSERT_TRUE(opened.status.ok()) << opened.status;
    ASSERT_GE(opened.size(), 78u) << "bit " << bit;
    ExpectSamples(*opened.store, opened.size());
  }
}

// Also where the log was merged and began anew over its older frames.
TEST_F(SqliteLossTest, FlippedBitsAfterManyRounds) {
  const Files killed = Killed(90, 200'000);
  std::mt19937 random(11);
  for (int i = 0; i < 40; ++i) {
    Files files = killed;
    const size_t bit = random() % (files.wal.size() * 8);
    files.wal[bit / 8] = static_cast<char>(files.wal[bit / 8] ^ (1 << bit % 8));
    const Opened opened(files);
    if (absl::IsDataLoss(opened.status)) continue;
    ASSERT_TRUE(opened.status.ok()) << opened.status;
    ASSERT_EQ(opened.size(), 180u) << "bit " << bit;
    ASSERT_TRUE(ReadAll(*opened.store, 0, 180).ok());
  }
}

TEST_F(SqliteLossTest, AWriteAheadLogThatWasCutZeroedOrRemovedIsRefused) {
  const Files killed = Killed(20);
  for (const size_t bytes : {size_t{0}, size_t{10}, size_t{32}, killed.wal.size() / 2}) {
    Files cut = killed;
    cut.wal.resize(bytes);
    ExpectRefused(cut, "log.head names 40");
    Files zeroed = killed;
    std::fill(zeroed.wal.begin() + static_cast<std::ptrdiff_t>(bytes), zeroed.wal.end(), '\0');
    ExpectRefused(zeroed, "log.head names 40");
  }
  const TempDir folder;
  killed.WriteTo(folder.path());
  fs::remove(folder.path() / "log.sqlite-wal");
  EXPECT_TRUE(absl::IsDataLoss(OpenSqliteStore(folder.path().string(), false).status()));
}

TEST_F(SqliteLossTest, ARefusalSaysSizesAndTheWayOut) {
  Files files = Killed(20);
  files.wal[40 * 1'000] ^= 1;
  const Opened opened(files);
  EXPECT_THAT(std::string(opened.status.message()),
              AllOf(HasSubstr("log.sqlite-wal, of "), HasSubstr(" is damaged at byte "),
                    HasSubstr("log.head names 40 entries"), HasSubstr("restore the newest copy"),
                    HasSubstr("move log.head and log.sqlite-wal out of the folder")));
}

// The way out that the refusal names, and that the log says what was done.
TEST_F(SqliteLossTest, WithHeadAndWriteAheadLogAsideItGoesOnAndSaysSo) {
  TempDir folder;
  {
    const auto store = *OpenSqliteStore(folder.path().string(), true);
    Append(*store, 0, 5);
  }
  auto store = *OpenSqliteStore(folder.path().string(), false);
  Append(*store, 10, 20);
  Files files = Files::Of(folder.path());
  files.wal[40 * 1'000] ^= 1;
  ExpectRefused(files, "log.head names 50");
  files.wal.clear();
  files.head.clear();
  Opened opened(files);
  ASSERT_TRUE(opened.status.ok()) << opened.status;
  ExpectSamples(*opened.store, 10);
  EXPECT_THAT(opened.remarks,
              ElementsAre(AllOf(HasSubstr("there is no log.head"), HasSubstr("the 10 entries"),
                                HasSubstr("cannot tell whether there were more"))));
  // It is there again.
  opened.store.reset();
  opened.Again();
  EXPECT_TRUE(opened.status.ok()) << opened.status;
  EXPECT_THAT(opened.remarks, IsEmpty());
}

TEST_F(SqliteLossTest, ATornOrOlderHeadIsWrittenAnew) {
  const Files killed = Killed(20);
  Files torn = killed;
  torn.head[30] ^= 1;
  Files half = killed;
  half.head.resize(20);
  Files empty = killed;
  empty.head = "\n";
  Files older = killed;
  older.head = Killed(15).head;
  for (const Files& files : {torn, half, empty, older}) {
    Opened opened(files);
    ASSERT_TRUE(opened.status.ok()) << opened.status;
    ExpectSamples(*opened.store, 40);
    EXPECT_THAT(opened.remarks,
                ElementsAre(AllOf(AnyOf(HasSubstr("log.head is torn"), HasSubstr("30 entries")),
                                  HasSubstr("written anew for the 40 entries"))));
    EXPECT_EQ(ReadBytes(opened.folder.path() / "log.head"), killed.head);
    opened.store.reset();
    opened.Again();
    EXPECT_TRUE(opened.status.ok()) << opened.status;
    EXPECT_THAT(opened.remarks, IsEmpty());
  }
}

TEST_F(SqliteLossTest, AHeadOfMoreEntriesOrOfAnotherLogIsRefused) {
  Files files = Killed(20);
  files.head = Killed(21).head;
  ExpectRefused(files, "2 acknowledged entries are missing");
  const TempDir folder;
  auto head = HeadFile::Open((folder.path() / "log.head").string());
  ASSERT_TRUE(head.ok() && head->Write(20, "the checkpoint of another log\n").ok());
  files.head = ReadBytes(folder.path() / "log.head");
  ExpectRefused(files, "one of the two is of another log");
}

// SQLite would delete what belongs to an empty database.
TEST_F(SqliteLossTest, AMissingOrEmptyDatabaseBesideItsRemainsIsRefused) {
  const Files killed = Killed(20);
  Files no_database = killed;
  no_database.database.clear();
  ExpectRefused(no_database, "is missing or empty");
  no_database.head.clear();
  ExpectRefused(no_database, "its write-ahead log holds");
  const TempDir folder;
  killed.WriteTo(folder.path());
  fs::remove(folder.path() / "log.sqlite");
  EXPECT_TRUE(absl::IsDataLoss(OpenSqliteStore(folder.path().string(), true).status()));
  EXPECT_FALSE(fs::exists(folder.path() / "log.sqlite"));
}

// A folder that was copied while nobody wrote, and a copy of the database alone,
// are backups.
TEST_F(SqliteLossTest, ARestoredCopyOpens) {
  TempDir folder;
  {
    const auto store = *OpenSqliteStore(folder.path().string(), true);
    Append(*store, 0, 5);
  }
  const std::string copy = ReadBytes(folder.path() / "log.sqlite");
  const TempDir restored;
  WriteBytes(restored.path() / "log.sqlite", copy);
  auto store = OpenSqliteStore(restored.path().string(), false);
  ASSERT_TRUE(store.ok()) << store.status();
  ExpectSamples(**store, 10);
  Append(**store, 10, 1);
  // Over a log that went on, it is one that lost entries.
  Files files = Files::Of(restored.path());
  files.database = copy;
  files.wal.clear();
  ExpectRefused(files, "2 acknowledged entries are missing");
}

// One life of a log in `folder`, until its power goes; `next` gets what is left.
struct Life {
  uint64_t acknowledged = 0;  // when the power went
  std::vector<std::string> remarks;

  void Live(const fs::path& folder, const fs::path& next, bool is_long, std::mt19937& random) {
    PowerCut power(folder.string());
    auto store = OpenSqliteStore(folder.string(), false,
                                 [this](std::string_view line) { remarks.emplace_back(line); });
    ASSERT_TRUE(store.ok()) << store.status();
    uint64_t size = *(*store)->Size();
    power.OnCut([&] { acknowledged = size; });
    power.CutAfter(static_cast<int>(random() % (is_long ? 4'000 : 60)), random() % 4 != 0);
    const size_t payload = is_long ? 400'000 : 1 + random() % 60'000;
    while (!power.IsCut()) {
      ASSERT_TRUE((*store)->Append(SampleBatch(size, 1, payload)).ok());
      ++size;
    }
    power.WriteRemains(next.string(), random);
    fs::remove(next / "log.sqlite-shm");
  }
};

// A power cut leaves what was synced and any part of what was not. Whatever it
// leaves opens, with everything that was acknowledged; life after life.
TEST_F(SqliteLossTest, NoPowerCutIsRefusedOrLosesWhatWasAcknowledged) {
  std::mt19937 random(20261129);
  int dropped = 0;
  std::unique_ptr<TempDir> folder;
  for (int life = 0; life < 90; ++life) {
    SCOPED_TRACE(life);
    if (life % 15 == 0) {
      folder = std::make_unique<TempDir>();
      ASSERT_TRUE(OpenSqliteStore(folder->path().string(), true).ok());
    }
    auto next = std::make_unique<TempDir>();
    Life lived;
    lived.Live(folder->path(), next->path(), life % 15 == 5, random);
    ASSERT_FALSE(HasFatalFailure());
    for (const std::string& line : lived.remarks) dropped += line.find("last commit") != line.npos;
    const TempDir copy;
    Files::Of(next->path()).WriteTo(copy.path());
    const auto store = OpenSqliteStore(copy.path().string(), false);
    ASSERT_TRUE(store.ok()) << store.status();
    const uint64_t size = *(*store)->Size();
    ASSERT_GE(size, lived.acknowledged);
    ASSERT_LE(size, lived.acknowledged + 1);
    ASSERT_TRUE(ReadAll(**store, 0, size).ok());
    folder = std::move(next);
  }
  EXPECT_GT(dropped, 5) << "the cuts came at harmless moments only";
}

}  // namespace
}  // namespace samlad::store
