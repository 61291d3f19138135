// SPDX-License-Identifier: EUPL-1.2
//
// What every engine of Store must do. An engine's test names a type with
//
//   absl::StatusOr<std::unique_ptr<Store>> Open();   // the same log each time
//   static std::string WhyNot();   // empty, or why the tests are skipped
//   static constexpr bool kEnforcesUniqueKeys;   // what its stores declare
//   void MakeForeign();   // of the log that is there one of another program
//   void MakeNewer();     // or of a later version
//
// whose constructor gives a log of its own, and instantiates:
//
//   INSTANTIATE_TYPED_TEST_SUITE_P(Name, StoreConformanceTest, Engine);

#ifndef SAMLAD_TESTS_UNIT_STORE_STORE_CONFORMANCE_H_
#define SAMLAD_TESTS_UNIT_STORE_STORE_CONFORMANCE_H_

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/base/strings.h"
#include "gateway/store/store.h"
#include "gtest/gtest.h"

namespace samlad::store {

// A record that says its position everywhere, with every byte value in it.
inline Record SampleRecord(uint64_t position, size_t payload_bytes = 100) {
  Record record{.header = StrCat("header ", position),
                .payload = std::string(payload_bytes, '\0'),
                .salt = std::string(32, static_cast<char>(position)),
                .receipt = StrCat("receipt ", position),
                .key = StrCat("key/", position)};
  for (size_t i = 0; i < payload_bytes; ++i) {
    record.payload[i] = static_cast<char>(position + i + i / 256);
  }
  return record;
}

inline Batch SampleBatch(uint64_t position, size_t records, size_t payload_bytes = 100) {
  Batch batch{.position = position,
              .records = {},
              .checkpoint = StrCat("checkpoint ", position + records, "\n")};
  for (size_t i = 0; i < records; ++i) {
    batch.records.push_back(SampleRecord(position + i, payload_bytes));
  }
  return batch;
}

inline bool Same(const Record& a, const Record& b) {
  return a.header == b.header && a.payload == b.payload && a.salt == b.salt &&
         a.receipt == b.receipt && a.key == b.key;
}

inline absl::StatusOr<std::vector<Record>> ReadAll(const Store& store, uint64_t begin,
                                                   uint64_t end) {
  std::vector<Record> records;
  const absl::Status read = store.Read(begin, end, [&](uint64_t position, const Record& record) {
    EXPECT_EQ(position, begin + records.size());
    records.push_back(record);
    return true;
  });
  if (!read.ok()) return read;
  return records;
}

inline std::vector<std::pair<uint64_t, std::string>> Checkpoints(const Store& store) {
  std::vector<std::pair<uint64_t, std::string>> all;
  const absl::Status read =
      store.ReadCheckpoints(0, [&](uint64_t size, std::string_view checkpoint) {
        all.emplace_back(size, checkpoint);
        return true;
      });
  EXPECT_TRUE(read.ok()) << read;
  return all;
}

// The store holds exactly the first `size` sample records.
inline void ExpectSamples(const Store& store, uint64_t size, size_t payload_bytes = 100) {
  ASSERT_EQ(*store.Size(), size);
  const absl::StatusOr<std::vector<Record>> records = ReadAll(store, 0, size);
  ASSERT_TRUE(records.ok()) << records.status();
  ASSERT_EQ(records->size(), size);
  for (uint64_t i = 0; i < size; ++i) {
    EXPECT_TRUE(Same((*records)[i], SampleRecord(i, payload_bytes))) << i;
  }
}

template <class Engine>
class StoreConformanceTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (const std::string why = Engine::WhyNot(); !why.empty()) GTEST_SKIP() << why;
    engine_ = std::make_unique<Engine>();
    Reopen();
  }
  // Closes the store first.
  void Reopen() {
    store_.reset();
    absl::StatusOr<std::unique_ptr<Store>> store = engine_->Open();
    ASSERT_TRUE(store.ok()) << store.status();
    store_ = *std::move(store);
  }

  std::unique_ptr<Engine> engine_;
  std::unique_ptr<Store> store_;
};

TYPED_TEST_SUITE_P(StoreConformanceTest);

TYPED_TEST_P(StoreConformanceTest, BeginsEmpty) {
  ExpectSamples(*this->store_, 0);
  EXPECT_TRUE(Checkpoints(*this->store_).empty());
  this->Reopen();
  ExpectSamples(*this->store_, 0);
}

TYPED_TEST_P(StoreConformanceTest, GivesBackTheBytesAlsoAfterReopen) {
  ASSERT_TRUE(this->store_->Append(SampleBatch(0, 1)).ok());
  ASSERT_TRUE(this->store_->Append(SampleBatch(1, 32)).ok());
  ExpectSamples(*this->store_, 33);
  this->Reopen();
  ExpectSamples(*this->store_, 33);
  ASSERT_TRUE(this->store_->Append(SampleBatch(33, 2)).ok());
  ExpectSamples(*this->store_, 35);
  const std::vector<std::pair<uint64_t, std::string>> expected = {
      {1, "checkpoint 1\n"}, {33, "checkpoint 33\n"}, {35, "checkpoint 35\n"}};
  EXPECT_EQ(Checkpoints(*this->store_), expected);
  std::vector<uint64_t> later;
  EXPECT_TRUE(this->store_
                  ->ReadCheckpoints(1,
                                    [&](uint64_t size, std::string_view) {
                                      later.push_back(size);
                                      return true;
                                    })
                  .ok());
  EXPECT_EQ(later, (std::vector<uint64_t>{33, 35}));
}

TYPED_TEST_P(StoreConformanceTest, KeepsEmptyPartsAndManyRecordsWithoutKey) {
  const Record empty{.header = "h", .payload = "", .salt = "", .receipt = "", .key = ""};
  ASSERT_TRUE(
      this->store_->Append({.position = 0, .records = {empty, empty}, .checkpoint = "c"}).ok());
  this->Reopen();
  const absl::StatusOr<std::vector<Record>> records = ReadAll(*this->store_, 0, 2);
  ASSERT_TRUE(records.ok()) << records.status();
  EXPECT_TRUE(Same((*records)[0], empty));
  EXPECT_TRUE(Same((*records)[1], empty));
}

TYPED_TEST_P(StoreConformanceTest, RefusesAnotherPosition) {
  ASSERT_TRUE(this->store_->Append(SampleBatch(0, 3)).ok());
  for (uint64_t position : {0, 2, 4}) {
    Batch batch = SampleBatch(position, 1);
    batch.records[0].key = "another";
    EXPECT_TRUE(absl::IsAborted(this->store_->Append(batch))) << position;
  }
  ExpectSamples(*this->store_, 3);
  EXPECT_EQ(Checkpoints(*this->store_).size(), 1);
}

TYPED_TEST_P(StoreConformanceTest, RefusesAKeyThatIsTakenIfItSaysSo) {
  ASSERT_TRUE(this->store_->Append(SampleBatch(0, 3)).ok());
  ASSERT_EQ(this->store_->EnforcesUniqueKeys(), TypeParam::kEnforcesUniqueKeys);
  if (!this->store_->EnforcesUniqueKeys()) {
    Batch taken = SampleBatch(3, 1);
    taken.records[0].key = "key/1";
    EXPECT_TRUE(this->store_->Append(taken).ok());
    return;
  }
  Batch batch = SampleBatch(3, 4);
  batch.records[2].key = "key/1";
  EXPECT_TRUE(absl::IsAlreadyExists(this->store_->Append(batch)));
  ExpectSamples(*this->store_, 3);

  batch = SampleBatch(3, 4);
  batch.records[3].key = batch.records[0].key;
  EXPECT_TRUE(absl::IsAlreadyExists(this->store_->Append(batch)));
  ExpectSamples(*this->store_, 3);

  EXPECT_TRUE(this->store_->Append(SampleBatch(3, 4)).ok());
  ExpectSamples(*this->store_, 7);
}

TYPED_TEST_P(StoreConformanceTest, RefusesABatchOfNothing) {
  EXPECT_TRUE(absl::IsInvalidArgument(this->store_->Append(SampleBatch(0, 0))));
  ExpectSamples(*this->store_, 0);
}

TYPED_TEST_P(StoreConformanceTest, ReadsRanges) {
  ASSERT_TRUE(this->store_->Append(SampleBatch(0, 10)).ok());
  const absl::StatusOr<std::vector<Record>> records = ReadAll(*this->store_, 3, 7);
  ASSERT_TRUE(records.ok()) << records.status();
  ASSERT_EQ(records->size(), 4);
  EXPECT_TRUE(Same(records->front(), SampleRecord(3)));
  EXPECT_TRUE(ReadAll(*this->store_, 10, 10)->empty());
  EXPECT_TRUE(absl::IsOutOfRange(ReadAll(*this->store_, 0, 11).status()));
  EXPECT_TRUE(absl::IsOutOfRange(ReadAll(*this->store_, 11, 11).status()));
  EXPECT_TRUE(absl::IsOutOfRange(ReadAll(*this->store_, 7, 3).status()));
}

TYPED_TEST_P(StoreConformanceTest, StopsReadingWhenTold) {
  ASSERT_TRUE(this->store_->Append(SampleBatch(0, 4)).ok());
  ASSERT_TRUE(this->store_->Append(SampleBatch(4, 4)).ok());
  int visited = 0;
  EXPECT_TRUE(
      this->store_->Read(0, 8, [&](uint64_t, const Record&) { return ++visited < 3; }).ok());
  EXPECT_EQ(visited, 3);
  visited = 0;
  EXPECT_TRUE(
      this->store_->ReadCheckpoints(0, [&](uint64_t, std::string_view) { return ++visited < 1; })
          .ok());
  EXPECT_EQ(visited, 1);
}

// A visitor may take its time, and may use the store.
TYPED_TEST_P(StoreConformanceTest, MayBeUsedWhileItIsRead) {
  ASSERT_TRUE(this->store_->Append(SampleBatch(0, 4)).ok());
  const absl::Status read = this->store_->Read(0, 4, [&](uint64_t position, const Record& record) {
    EXPECT_TRUE(Same(record, SampleRecord(position)));
    EXPECT_EQ(ReadAll(*this->store_, 0, 4)->size(), 4);
    EXPECT_EQ(Checkpoints(*this->store_).size(), 1 + position);
    return this->store_->Append(SampleBatch(4 + position, 1)).ok();
  });
  EXPECT_TRUE(read.ok()) << read;
  ExpectSamples(*this->store_, 8);
}

TYPED_TEST_P(StoreConformanceTest, KeepsBigPayloads) {
  constexpr size_t kBytes = size_t{16} << 20;
  ASSERT_TRUE(this->store_->Append(SampleBatch(0, 2, kBytes)).ok());
  this->Reopen();
  ExpectSamples(*this->store_, 2, kBytes);
}

TYPED_TEST_P(StoreConformanceTest, ServesReadersBesideAnAppender) {
  static constexpr uint64_t kBatches = 60;
  std::atomic<bool> done = false;
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([this, &done] {
      while (!done) {
        const uint64_t size = *this->store_->Size();
        const absl::StatusOr<std::vector<Record>> records = ReadAll(*this->store_, 0, size);
        ASSERT_TRUE(records.ok()) << records.status();
        for (uint64_t at = 0; at < size; ++at) {
          ASSERT_TRUE(Same((*records)[at], SampleRecord(at)));
        }
        ASSERT_LE(Checkpoints(*this->store_).size(), kBatches);
      }
    });
  }
  for (uint64_t batch = 0; batch < kBatches; ++batch) {
    EXPECT_TRUE(this->store_->Append(SampleBatch(batch * 5, 5)).ok());
  }
  done = true;
  for (std::thread& reader : readers) reader.join();
  ExpectSamples(*this->store_, kBatches * 5);
}

TYPED_TEST_P(StoreConformanceTest, AppendsFromManyThreadsOnceEach) {
  constexpr int kThreads = 4;
  static constexpr uint64_t kRecords = 40;
  std::vector<std::thread> appenders;
  for (int i = 0; i < kThreads; ++i) {
    appenders.emplace_back([this] {
      for (uint64_t size = 0; size < kRecords; size = *this->store_->Size()) {
        const absl::Status appended = this->store_->Append(SampleBatch(size, 1));
        ASSERT_TRUE(appended.ok() || absl::IsAborted(appended)) << appended;
      }
    });
  }
  for (std::thread& appender : appenders) appender.join();
  ExpectSamples(*this->store_, kRecords);
}

TYPED_TEST_P(StoreConformanceTest, AProbeWritesNothing) {
  EXPECT_TRUE(this->store_->Probe().ok());
  EXPECT_EQ(*this->store_->Size(), 0u);
  ASSERT_TRUE(this->store_->Append(SampleBatch(0, 3)).ok());
  EXPECT_TRUE(this->store_->Probe().ok());
  ASSERT_TRUE(this->store_->Append(SampleBatch(3, 1)).ok());
  ExpectSamples(*this->store_, 4);
}

TYPED_TEST_P(StoreConformanceTest, ConfirmsTheSize) {
  EXPECT_EQ(*this->store_->ConfirmSize(), 0u);
  ASSERT_TRUE(this->store_->Append(SampleBatch(0, 3)).ok());
  EXPECT_EQ(*this->store_->ConfirmSize(), 3u);
  this->Reopen();
  EXPECT_EQ(*this->store_->ConfirmSize(), 3u);
}

// The child appends and writes the size to the pipe after each confirmation.
TYPED_TEST_P(StoreConformanceTest, AKilledProcessLosesNothingThatWasConfirmed) {
  uint64_t size = 0;
  for (int round = 0; round < 4; ++round) {
    this->store_.reset();
    int acknowledged[2];
    ASSERT_EQ(::pipe(acknowledged), 0);
    const pid_t child = ::fork();
    if (child == 0) {
      const auto store = this->engine_->Open();
      if (!store.ok()) ::_exit(1);
      for (uint64_t at = size; (*store)->Append(SampleBatch(at, 3)).ok();) {
        at += 3;
        if (::write(acknowledged[1], &at, sizeof(at)) != sizeof(at)) break;
      }
      ::_exit(1);
    }
    ::close(acknowledged[1]);
    for (int batch = 0; batch < 5 + round; ++batch) {
      ASSERT_EQ(::read(acknowledged[0], &size, sizeof(size)), ssize_t{sizeof(size)});
    }
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    while (::read(acknowledged[0], &size, sizeof(size)) > 0) {
    }
    ::close(acknowledged[0]);
    ASSERT_NO_FATAL_FAILURE(this->Reopen());
    const uint64_t found = *this->store_->Size();
    EXPECT_TRUE(found == size || found == size + 3) << found << " of " << size;
    ExpectSamples(*this->store_, found);
    EXPECT_EQ(Checkpoints(*this->store_).back().first, found);
    size = found;
  }
}

TYPED_TEST_P(StoreConformanceTest, RefusesTheLogOfAnotherProgram) {
  ASSERT_TRUE(this->store_->Append(SampleBatch(0, 3)).ok());
  this->store_.reset();
  this->engine_->MakeForeign();
  const auto opened = this->engine_->Open();
  EXPECT_TRUE(absl::IsDataLoss(opened.status())) << opened.status();
}

TYPED_TEST_P(StoreConformanceTest, RefusesALogOfALaterVersion) {
  ASSERT_TRUE(this->store_->Append(SampleBatch(0, 3)).ok());
  this->store_.reset();
  this->engine_->MakeNewer();
  const auto opened = this->engine_->Open();
  EXPECT_TRUE(absl::IsFailedPrecondition(opened.status())) << opened.status();
}

TYPED_TEST_P(StoreConformanceTest, RefusesASecondOpenerInTheSamePlace) {
  const auto second = this->engine_->Open();
  EXPECT_TRUE(absl::IsAlreadyExists(second.status())) << second.status();
  EXPECT_TRUE(this->store_->Append(SampleBatch(0, 3)).ok());
}

REGISTER_TYPED_TEST_SUITE_P(StoreConformanceTest, BeginsEmpty, GivesBackTheBytesAlsoAfterReopen,
                            KeepsEmptyPartsAndManyRecordsWithoutKey, RefusesAnotherPosition,
                            RefusesAKeyThatIsTakenIfItSaysSo, RefusesABatchOfNothing, ReadsRanges,
                            StopsReadingWhenTold, MayBeUsedWhileItIsRead, KeepsBigPayloads,
                            ServesReadersBesideAnAppender, AppendsFromManyThreadsOnceEach,
                            AProbeWritesNothing, ConfirmsTheSize,
                            AKilledProcessLosesNothingThatWasConfirmed,
                            RefusesTheLogOfAnotherProgram, RefusesALogOfALaterVersion,
                            RefusesASecondOpenerInTheSamePlace);

}  // namespace samlad::store

#endif  // SAMLAD_TESTS_UNIT_STORE_STORE_CONFORMANCE_H_
