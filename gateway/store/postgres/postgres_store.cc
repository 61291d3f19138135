// SPDX-License-Identifier: EUPL-1.2

#include "gateway/store/postgres/postgres_store.h"

#include <algorithm>
#include <atomic>
#include <functional>
#include <utility>
#include <vector>

#include "gateway/base/mutex.h"
#include "gateway/base/strings.h"
#include "gateway/store/directory.h"
#include "gateway/store/head_file.h"
#include "gateway/store/postgres/bounds.h"
#include "gateway/store/postgres/confirmer.h"
#include "gateway/store/postgres/connection.h"
#include "gateway/store/postgres/moved_mark.h"
#include "gateway/store/postgres/postgres_schema.h"
#include "gateway/store/postgres/scanner.h"
#include "gateway/store/postgres/step_recorder.h"
#include "gateway/store/postgres/writer.h"

namespace samlad::store {
namespace {

using postgres::Confirmer;
using postgres::Connection;
using postgres::Scanner;
using postgres::StepRecorder;
using postgres::Timeline;
using postgres::Writer;

constexpr char kWayOut[] =
    "restore the newest copy of the log (operations.md, 'PostgreSQL'); or, to go on with what the "
    "database holds and lose the rest for good, move log.head out of the data folder and check "
    "again";

class PostgresStore final : public Store {
 public:
  PostgresStore(const PostgresOptions& options, DirectoryLock lock, HeadFile head, uint64_t size)
      : lock_(std::move(lock)),
        timeline_(std::make_shared<Timeline>()),
        writer_(options, timeline_, steps_),
        head_(std::move(head)),
        scanner_(options, timeline_),
        confirmer_(options, timeline_, steps_),
        confirmed_(size) {
    steps_.Record("open ", size);
  }

  absl::Status Open() {
    const MutexLock lock(writer_mutex_);
    return writer_.Open();
  }

  absl::Status Append(const Batch& batch) override {
    const MutexLock lock(writer_mutex_);
    if (!broken_.ok()) return broken_;
    if (batch.records.empty()) return absl::InvalidArgumentError("the batch holds no record");
    const absl::Status written = writer_.Write(batch, confirmed_.load());
    steps_.Record("append ", batch.position, " ", batch.position + batch.records.size(), " ",
                  StepRecorder::NameOf(batch.checkpoint), " ",
                  absl::StatusCodeToString(written.code()));
    if (absl::IsDataLoss(written)) broken_ = written;
    if (!written.ok()) return written;
    const uint64_t size = batch.position + batch.records.size();
    Raise(size);
    WriteHead(size, batch.checkpoint);
    return absl::OkStatus();
  }

  absl::Status Probe() override {
    if (absl::Status writable = lock_.CheckWritable(); !writable.ok()) return writable;
    {
      const MutexLock lock(writer_mutex_);
      if (!broken_.ok()) return broken_;
      if (absl::Status settled = writer_.Settle(); !settled.ok()) return settled;
    }
    return ConfirmSize().status();
  }

  absl::StatusOr<uint64_t> Size() const override {
    const MutexLock lock(scanner_mutex_);
    return scanner_.Size();
  }

  absl::StatusOr<uint64_t> ConfirmSize() const override {
    const MutexLock lock(confirmer_mutex_);
    const uint64_t before = confirmed_.load();
    steps_.Record("confirm ", before);
    const absl::StatusOr<uint64_t> size = confirmer_.Confirm(before);
    if (!size.ok()) return size;
    steps_.Record("confirmed ", *size);
    Raise(*size);
    KeepHead(*size);
    return size;
  }

  absl::Status Read(uint64_t begin, uint64_t end,
                    const std::function<bool(uint64_t, const Record&)>& visit) const override {
    if (absl::Status there = CheckThere(begin, end); !there.ok()) return there;
    return VisitRecords(
        begin, end, [this](uint64_t from, uint64_t to) { return Entries(from, to); }, visit);
  }

  absl::Status ReadCheckpoints(
      uint64_t after, const std::function<bool(uint64_t, std::string_view)>& visit) const override {
    const absl::StatusOr<uint64_t> end = Size();
    if (!end.ok()) return end.status();
    return VisitNotes(
        after, *end, [this](uint64_t from, uint64_t to) { return Notes(from, to); }, visit);
  }

  bool EnforcesUniqueKeys() const override { return true; }

 private:
  // The checkpoint of what another gateway appended and this one has confirmed. The
  // database is durable without it: it is written with the next batch.
  void KeepHead(uint64_t size) const {
    {
      const MutexLock lock(head_mutex_);
      if (size <= head_size_) return;
    }
    const absl::StatusOr<std::vector<SizedNote>> notes = Notes(size - 1, size);
    if (!notes.ok() || notes->size() != 1) return;
    WriteHead(size, notes->front().text);
  }

  void WriteHead(uint64_t size, std::string_view checkpoint) const {
    const MutexLock lock(head_mutex_);
    if (size <= head_size_) return;
    if (head_.Write(size, checkpoint).ok()) head_size_ = size;
  }

  // Another thread may have confirmed more.
  void Raise(uint64_t size) const {
    uint64_t known = confirmed_.load();
    while (known < size && !confirmed_.compare_exchange_weak(known, size)) {
    }
  }

  absl::Status CheckThere(uint64_t begin, uint64_t end) const {
    if (begin <= end && end <= confirmed_.load()) return absl::OkStatus();
    const absl::StatusOr<uint64_t> size = Size();
    if (!size.ok()) return size.status();
    return CheckRange(begin, end, *size);
  }

  absl::StatusOr<std::vector<Record>> Entries(uint64_t begin, uint64_t end) const {
    const MutexLock lock(scanner_mutex_);
    return scanner_.Entries(begin, end);
  }
  absl::StatusOr<std::vector<SizedNote>> Notes(uint64_t after, uint64_t end) const {
    const MutexLock lock(scanner_mutex_);
    return scanner_.Notes(after, end);
  }

  const DirectoryLock lock_;
  const StepRecorder steps_;
  const std::shared_ptr<Timeline> timeline_;
  Mutex writer_mutex_;
  Writer writer_ SAMLAD_GUARDED_BY(writer_mutex_);
  absl::Status broken_ SAMLAD_GUARDED_BY(writer_mutex_);
  mutable Mutex head_mutex_;
  mutable HeadFile head_ SAMLAD_GUARDED_BY(head_mutex_);
  mutable uint64_t head_size_ SAMLAD_GUARDED_BY(head_mutex_) = 0;
  mutable Mutex scanner_mutex_;
  mutable Scanner scanner_ SAMLAD_GUARDED_BY(scanner_mutex_);
  mutable Mutex confirmer_mutex_;
  mutable Confirmer confirmer_ SAMLAD_GUARDED_BY(confirmer_mutex_);
  // Entries that were ever confirmed: they are never fewer.
  mutable std::atomic<uint64_t> confirmed_;
};

// What log.head says against the database.
absl::Status CompareWithHead(const HeadReading& reading, Scanner& scanner, uint64_t size,
                             const std::string& name, const Remark& remark) {
  if (!reading.head.has_value()) {
    if (size > 0 && reading.there && remark != nullptr)
      remark("log.head is torn; it is written anew");
    return absl::OkStatus();
  }
  const Head& head = *reading.head;
  if (head.size > size) {
    return absl::DataLossError(StrCat(name, " holds ", size, " entries, but log.head names ",
                                      head.size, ": ", head.size - size,
                                      " acknowledged entries are missing: ", kWayOut));
  }
  const absl::StatusOr<std::vector<SizedNote>> notes = scanner.Notes(head.size - 1, head.size);
  if (!notes.ok()) return notes.status();
  if (notes->size() == 1 && notes->front().text == head.checkpoint) return absl::OkStatus();
  return absl::DataLossError(StrCat("log.head names a checkpoint of ", head.size, " entries that ",
                                    name, ", with ", size,
                                    " entries, does not have: one of the two is of another log, or "
                                    "of another continuation of this one: ",
                                    kWayOut));
}

// A server that was replaced may go on taking connections. It is asked last: it lacks what
// its successor has confirmed, and would be taken for one that lost it.
PostgresOptions NewestFirst(PostgresOptions options) {
  if (options.hosts.size() < 2) return options;
  std::vector<std::pair<uint64_t, PostgresOptions::Host>> hosts;
  for (const PostgresOptions::Host& host : options.hosts) {
    const absl::StatusOr<Connection> opened = Connection::Open(options, host);
    hosts.emplace_back(opened.ok() ? opened->timeline() : 0, host);
  }
  std::ranges::stable_sort(hosts, std::greater(), [](const auto& one) { return one.first; });
  for (size_t i = 0; i < hosts.size(); ++i) options.hosts[i] = hosts[i].second;
  return options;
}

absl::StatusOr<uint64_t> CheckContent(const PostgresOptions& options, const std::string& directory,
                                      const Remark& remark) {
  Scanner scanner(options);
  if (absl::Status sound = scanner.CheckSize(); !sound.ok()) return sound;
  const absl::StatusOr<uint64_t> size = scanner.Size();
  if (!size.ok()) return size.status();
  const absl::StatusOr<HeadReading> reading = ReadHead(StrCat(directory, "/log.head"));
  if (!reading.ok()) return reading.status();
  const absl::Status compared = CompareWithHead(*reading, scanner, *size, options.Name(), remark);
  if (!compared.ok()) return compared;
  return size;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Store>> OpenPostgresStore(const PostgresOptions& configured,
                                                         const std::string& directory,
                                                         const Remark& remark) {
  if (absl::Status made = MakeDirectory(directory); !made.ok()) return made;
  absl::StatusOr<DirectoryLock> lock = DirectoryLock::Acquire(directory);
  if (!lock.ok()) return lock.status();
  const PostgresOptions options = NewestFirst(configured);
  if (absl::Status schema = CheckPostgresSchema(options); !schema.ok()) return schema;
  if (absl::Status here = CheckPostgresNotMoved(options); !here.ok()) return here;
  const absl::StatusOr<uint64_t> size = CheckContent(options, directory, remark);
  if (!size.ok()) return size.status();
  absl::StatusOr<HeadFile> head = HeadFile::Open(StrCat(directory, "/log.head"));
  if (!head.ok()) return head.status();
  auto store = std::make_unique<PostgresStore>(options, *std::move(lock), *std::move(head), *size);
  if (absl::Status opened = store->Open(); !opened.ok()) return opened;
  return store;
}

}  // namespace samlad::store
