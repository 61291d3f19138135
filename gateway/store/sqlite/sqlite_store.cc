// SPDX-License-Identifier: EUPL-1.2

#include "gateway/store/sqlite/sqlite_store.h"

#include <atomic>
#include <optional>
#include <utility>

#include "gateway/base/limits.h"
#include "gateway/base/mutex.h"
#include "gateway/base/strings.h"
#include "gateway/store/directory.h"
#include "gateway/store/head_file.h"
#include "gateway/store/sqlite/access.h"
#include "gateway/store/sqlite/connection.h"
#include "gateway/store/sqlite/files_in_place.h"
#include "gateway/store/sqlite/moved_mark.h"
#include "gateway/store/sqlite/scanner.h"
#include "gateway/store/sqlite/sqlite_schema.h"
#include "gateway/store/sqlite/sqlite_writer.h"

namespace samlad::store {
namespace {

absl::Status Missing(uint64_t position) {
  return absl::DataLossError(
      StrCat("position ", position, " is missing from the database: restore a backup"));
}

class SqliteStore final : public Store {
 public:
  SqliteStore(DirectoryLock lock, FilesInPlace files, HeadFile head, SqliteWriter writer,
              SqliteScanner scanner, uint64_t size)
      : lock_(std::move(lock)),
        files_(std::move(files)),
        head_(std::move(head)),
        writer_(std::move(writer)),
        scanner_(std::move(scanner)),
        size_(size),
        backlog_(writer_.backlog()) {}

  ~SqliteStore() override {
    const MutexLock lock(writer_mutex_);
    // SQLite deletes the write-ahead log by its name, whatever has that name now.
    if (!files_.Check().ok()) writer_.LeaveFilesAlone();
  }

  absl::Status Append(const Batch& batch) override {
    const MutexLock lock(writer_mutex_);
    if (!broken_.ok()) return broken_;
    if (batch.records.empty()) return absl::InvalidArgumentError("the batch holds no record");
    const uint64_t size = size_.load();
    if (batch.position != size) {
      return absl::AbortedError(StrCat("the batch begins at position ", batch.position,
                                       ", the log has ", size, " entries"));
    }
    absl::Status written = writer_.Write(batch);
    if (written.ok()) written = Confirm(batch);
    if (absl::IsDataLoss(written)) broken_ = written;
    if (!written.ok()) return written;
    size_.store(size + batch.records.size());
    writer_.MergeIfLong();
    KeepBacklog();
    return absl::OkStatus();
  }

  absl::Status Probe() override {
    if (absl::Status writable = lock_.CheckWritable(); !writable.ok()) return writable;
    const MutexLock lock(writer_mutex_);
    if (!broken_.ok()) return broken_;
    if (absl::Status in_place = files_.Check(); !in_place.ok()) return in_place;
    const absl::Status probed = writer_.Probe();
    if (absl::IsDataLoss(probed)) broken_ = probed;
    if (probed.ok()) writer_.MergeIfBehind();
    KeepBacklog();
    return probed;
  }

  Backlog GetBacklog() const override {
    const MutexLock lock(backlog_mutex_);
    return backlog_;
  }

  absl::StatusOr<uint64_t> Size() const override { return size_.load(); }

  absl::Status Read(uint64_t begin, uint64_t end,
                    const std::function<bool(uint64_t, const Record&)>& visit) const override {
    if (absl::Status there = CheckRange(begin, end, size_.load()); !there.ok()) return there;
    return VisitRecords(
        begin, end, [this](uint64_t from, uint64_t to) { return Entries(from, to); }, visit);
  }

  absl::Status ReadCheckpoints(
      uint64_t after, const std::function<bool(uint64_t, std::string_view)>& visit) const override {
    return VisitNotes(
        after, size_.load(), [this](uint64_t from, uint64_t to) { return Notes(from, to); }, visit);
  }

  bool EnforcesUniqueKeys() const override { return false; }

 private:
  // After the commit and before anybody is answered: whether the batch will be
  // found where it was written, and that the log now reaches so far.
  absl::Status Confirm(const Batch& batch) SAMLAD_REQUIRES(writer_mutex_) {
    if (absl::Status in_place = files_.Check(); !in_place.ok()) {
      return absl::DataLossError(in_place.message());
    }
    const absl::Status noted = head_.Write(batch.position + batch.records.size(), batch.checkpoint);
    // The commit is durable. A head that is older than the log is no error, and
    // is written anew with the next batch.
    if (noted.ok() || absl::IsResourceExhausted(noted)) return absl::OkStatus();
    return absl::DataLossError(noted.message());
  }

  void KeepBacklog() SAMLAD_REQUIRES(writer_mutex_) {
    const MutexLock lock(backlog_mutex_);
    backlog_ = writer_.backlog();
  }

  absl::StatusOr<std::vector<Record>> Entries(uint64_t begin, uint64_t end) const {
    const MutexLock lock(scanner_mutex_);
    return scanner_.Entries(begin, end);
  }
  absl::StatusOr<std::vector<SizedNote>> Notes(uint64_t after, uint64_t end) const {
    const MutexLock lock(scanner_mutex_);
    return scanner_.Notes(after, end);
  }

  // The order matters: readers close first, then the writer, which checkpoints
  // as it closes; the lock is released last.
  const DirectoryLock lock_;
  Mutex writer_mutex_;
  const FilesInPlace files_;
  HeadFile head_ SAMLAD_GUARDED_BY(writer_mutex_);
  SqliteWriter writer_ SAMLAD_GUARDED_BY(writer_mutex_);
  absl::Status broken_ SAMLAD_GUARDED_BY(writer_mutex_);
  mutable Mutex scanner_mutex_;
  mutable SqliteScanner scanner_ SAMLAD_GUARDED_BY(scanner_mutex_);
  // Number of durable entries; written by the appender alone.
  std::atomic<uint64_t> size_;
  mutable Mutex backlog_mutex_;
  Backlog backlog_ SAMLAD_GUARDED_BY(backlog_mutex_);
};

// A damaged schema shows when statements are prepared, as a plain error.
absl::Status Unsound(const std::string& path, const absl::Status& status) {
  if (status.code() != absl::StatusCode::kInternal) return status;
  return absl::DataLossError(StrCat(path, " is not a sound log: ", status.message()));
}

// Merges what the last process left, so that the write-ahead log begins anew:
// remains of a commit that was cut off would otherwise count as damage after the
// next power cut. On a full disk reads go on nevertheless.
absl::Status BeginWalAnew(Connection& connection) {
  const absl::Status merged = connection.Merge(SQLITE_CHECKPOINT_TRUNCATE).status;
  if (merged.ok() || absl::IsUnavailable(merged) || absl::IsResourceExhausted(merged)) {
    return absl::OkStatus();
  }
  return merged;
}

// The newest checkpoint, for a head that is not there or does not hold.
absl::Status WriteHead(HeadFile& head, SqliteScanner& scanner, uint64_t size) {
  const absl::StatusOr<std::vector<SizedNote>> notes = scanner.Notes(size - 1, size);
  if (!notes.ok()) return notes.status();
  if (notes->empty()) return Missing(size);
  const absl::Status written = head.Write(size, notes->front().text);
  return absl::IsResourceExhausted(written) ? absl::OkStatus() : written;
}

void WarnOfNetwork(const std::string& directory, const Remark& remark) {
  const std::string kind = NetworkFileSystem(directory);
  if (kind.empty() || remark == nullptr) return;
  remark(StrCat(directory, " is on a network file system (", kind,
                "), on which locks, shared memory and syncs cannot be relied on; move it to a disk "
                "of this machine"));
}

// A log whose files were checked.
absl::StatusOr<std::unique_ptr<Store>> OpenChecked(DirectoryLock lock, const std::string& directory,
                                                   const std::string& path, bool create,
                                                   bool rewrite_head) {
  absl::StatusOr<Connection> connection = OpenWriter(path, create);
  if (!connection.ok()) return connection.status();
  const absl::StatusOr<uint64_t> size = ReadSize(*connection, path);
  if (!size.ok()) return size.status();
  if (absl::Status begun = BeginWalAnew(*connection); !begun.ok()) return begun;
  absl::StatusOr<SqliteWriter> writer = SqliteWriter::Open(*std::move(connection), path);
  if (!writer.ok()) return writer.status();
  absl::StatusOr<SqliteScanner> scanner = SqliteScanner::Open(path);
  if (!scanner.ok()) return scanner.status();
  absl::StatusOr<HeadFile> head = HeadFile::Open(StrCat(directory, "/log.head"));
  if (!head.ok()) return head.status();
  if (rewrite_head) {
    if (absl::Status written = WriteHead(*head, *scanner, *size); !written.ok()) return written;
  }
  absl::StatusOr<FilesInPlace> files = FilesInPlace::Remember(
      {path, StrCat(path, "-wal"), StrCat(path, "-shm"), StrCat(directory, "/lock")});
  if (!files.ok()) return files.status();
  return std::make_unique<SqliteStore>(std::move(lock), *std::move(files), *std::move(head),
                                       *std::move(writer), *std::move(scanner), *size);
}

}  // namespace

absl::StatusOr<std::unique_ptr<Store>> OpenSqliteStore(const std::string& directory, bool create,
                                                       const Remark& remark) {
  if (create) {
    if (absl::Status made = MakeDirectory(directory); !made.ok()) return made;
  }
  if (absl::Status may = CheckAccess(directory); !may.ok()) return may;
  if (absl::Status here = CheckNotMoved(directory); !here.ok()) return here;
  absl::StatusOr<DirectoryLock> lock = DirectoryLock::Acquire(directory);
  if (!lock.ok()) return lock.status();
  WarnOfNetwork(directory, remark);
  const std::string path = StrCat(directory, "/log.sqlite");
  const absl::StatusOr<bool> rewrite_head = CheckBeforeOpening(directory, path, remark);
  if (!rewrite_head.ok()) return Unsound(path, rewrite_head.status());
  auto store = OpenChecked(*std::move(lock), directory, path, create, *rewrite_head);
  if (!store.ok()) return Unsound(path, store.status());
  return store;
}

}  // namespace samlad::store
