// SPDX-License-Identifier: EUPL-1.2

#include "gateway/store/sqlite/sqlite_store.h"

#include <atomic>
#include <optional>
#include <utility>

#include "gateway/base/limits.h"
#include "gateway/base/mutex.h"
#include "gateway/base/strings.h"
#include "gateway/store/sqlite/connection.h"
#include "gateway/store/sqlite/directory.h"
#include "gateway/store/sqlite/sqlite_schema.h"

namespace samlad::store {
namespace {

constexpr std::string_view kInsertEntry =
    "INSERT INTO entry (position, header, payload, salt, receipt, key) VALUES (?, ?, ?, ?, ?, ?)";
constexpr std::string_view kInsertCheckpoint = "INSERT INTO checkpoint (size, note) VALUES (?, ?)";
constexpr std::string_view kSelectEntries =
    "SELECT position, header, payload, salt, receipt, key FROM entry "
    "WHERE position >= ? AND position < ? ORDER BY position";
constexpr std::string_view kSelectCheckpoints =
    "SELECT size, note FROM checkpoint WHERE size > ? AND size <= ? ORDER BY size";
constexpr std::string_view kSelectKey = "SELECT position FROM entry WHERE key = ?";

absl::Status Missing(uint64_t position) {
  return absl::DataLossError(
      StrCat("position ", position, " is missing from the database: restore a backup"));
}

absl::Status At(uint64_t position, const absl::Status& status) {
  return absl::Status(status.code(), StrCat("at position ", position, ": ", status.message()));
}

// The connection that writes, and its statements.
class Writer {
 public:
  static absl::StatusOr<Writer> Open(Connection connection) {
    absl::StatusOr<Statement> begin = connection.Prepare("BEGIN IMMEDIATE");
    if (!begin.ok()) return begin.status();
    absl::StatusOr<Statement> entry = connection.Prepare(kInsertEntry);
    if (!entry.ok()) return entry.status();
    absl::StatusOr<Statement> checkpoint = connection.Prepare(kInsertCheckpoint);
    if (!checkpoint.ok()) return checkpoint.status();
    absl::StatusOr<Statement> commit = connection.Prepare("COMMIT");
    if (!commit.ok()) return commit.status();
    absl::StatusOr<Statement> rollback = connection.Prepare("ROLLBACK");
    if (!rollback.ok()) return rollback.status();
    return Writer(std::move(connection), *std::move(begin), *std::move(entry),
                  *std::move(checkpoint), *std::move(commit), *std::move(rollback));
  }

  // Takes the lock that a write needs, and releases it.
  absl::Status Probe() {
    if (absl::Status in_place = connection_.CheckInPlace(); !in_place.ok()) return in_place;
    if (absl::Status begun = Run(begin_); !begun.ok()) return begun;
    return Abandon(absl::OkStatus());
  }

  // Errors as Store::Append. After an error other than DATA_LOSS nothing of the
  // batch is stored.
  absl::Status Write(const Batch& batch) {
    if (absl::Status begun = Run(begin_); !begun.ok()) return begun;
    if (absl::Status staged = Stage(batch); !staged.ok()) return Abandon(staged);
    const absl::Status committed = Run(commit_);
    if (committed.ok()) return committed;
    // A full disk stops the write of the log's frames before the last one,
    // which makes them count. Any other error may come after that one, also an
    // error that would be UNAVAILABLE at an earlier step.
    if (absl::IsResourceExhausted(committed)) return Abandon(committed);
    return absl::DataLossError(StrCat("commit: ", committed.message()));
  }

 private:
  Writer(Connection connection, Statement begin, Statement entry, Statement checkpoint,
         Statement commit, Statement rollback)
      : connection_(std::move(connection)),
        begin_(std::move(begin)),
        entry_(std::move(entry)),
        checkpoint_(std::move(checkpoint)),
        commit_(std::move(commit)),
        rollback_(std::move(rollback)) {}

  static absl::Status Run(Statement& statement) {
    const StatementScope scope(statement);
    return statement.Step().status();
  }

  absl::Status Stage(const Batch& batch) {
    uint64_t position = batch.position;
    for (const Record& record : batch.records) {
      if (absl::Status inserted = Insert(position, record); !inserted.ok()) {
        return At(position, inserted);
      }
      ++position;
    }
    checkpoint_.Bind(1, position);
    checkpoint_.BindText(2, batch.checkpoint);
    return Run(checkpoint_);
  }

  absl::Status Insert(uint64_t position, const Record& record) {
    entry_.Bind(1, position);
    entry_.BindBlob(2, record.header);
    entry_.BindBlob(3, record.payload);
    entry_.BindBlob(4, record.salt);
    entry_.BindBlob(5, record.receipt);
    entry_.BindTextOrNull(6, record.key);
    return Run(entry_);
  }

  absl::Status Abandon(const absl::Status& why) {
    // SQLite itself rolls back after some errors.
    if (!connection_.InTransaction()) return why;
    const absl::Status undone = Run(rollback_);
    if (undone.ok()) return why;
    return absl::DataLossError(StrCat("rollback: ", undone.message(), "; after: ", why.message()));
  }

  Connection connection_;
  Statement begin_, entry_, checkpoint_, commit_, rollback_;
};

// A connection that reads ranges of records piece by piece.
class Scanner {
 public:
  static absl::StatusOr<Scanner> Open(const std::string& path) {
    absl::StatusOr<Connection> connection = OpenReader(path);
    if (!connection.ok()) return connection.status();
    absl::StatusOr<Statement> entries = connection->Prepare(kSelectEntries);
    if (!entries.ok()) return entries.status();
    absl::StatusOr<Statement> checkpoints = connection->Prepare(kSelectCheckpoints);
    if (!checkpoints.ok()) return checkpoints.status();
    return Scanner(*std::move(connection), *std::move(entries), *std::move(checkpoints));
  }

  // Records from `begin` on, before `end`, until they hold kScanBytesMax.
  absl::StatusOr<std::vector<Record>> Entries(uint64_t begin, uint64_t end) {
    const StatementScope scope(entries_);
    entries_.Bind(1, begin);
    entries_.Bind(2, end);
    std::vector<Record> records;
    for (size_t bytes = 0; bytes < limits::kScanBytesMax && begin + records.size() < end;) {
      const uint64_t position = begin + records.size();
      const absl::StatusOr<bool> row = entries_.Step();
      if (!row.ok()) return At(position, row.status());
      if (!*row || entries_.Integer(0) != position) return Missing(position);
      const Record& record = records.emplace_back(Current());
      bytes += record.header.size() + record.payload.size() + record.receipt.size();
    }
    return records;
  }

  struct Note {
    uint64_t size = 0;
    std::string text;
  };
  // Checkpoints of sizes (after, end], until they hold kScanBytesMax.
  absl::StatusOr<std::vector<Note>> Notes(uint64_t after, uint64_t end) {
    const StatementScope scope(checkpoints_);
    checkpoints_.Bind(1, after);
    checkpoints_.Bind(2, end);
    std::vector<Note> notes;
    for (size_t bytes = 0; bytes < limits::kScanBytesMax;) {
      const absl::StatusOr<bool> row = checkpoints_.Step();
      if (!row.ok()) return row.status();
      if (!*row) break;
      notes.push_back({checkpoints_.Integer(0), std::string(checkpoints_.Bytes(1))});
      bytes += notes.back().text.size();
    }
    return notes;
  }

 private:
  Scanner(Connection connection, Statement entries, Statement checkpoints)
      : connection_(std::move(connection)),
        entries_(std::move(entries)),
        checkpoints_(std::move(checkpoints)) {}

  Record Current() const {
    return {.header = std::string(entries_.Bytes(1)),
            .payload = std::string(entries_.Bytes(2)),
            .salt = std::string(entries_.Bytes(3)),
            .receipt = std::string(entries_.Bytes(4)),
            .key = std::string(entries_.Bytes(5))};
  }

  Connection connection_;
  Statement entries_, checkpoints_;
};

// A connection that looks up keys. It is apart from the scanner, so that a scan
// of the whole log never holds up the appender's look-ups.
class Finder {
 public:
  static absl::StatusOr<Finder> Open(const std::string& path) {
    absl::StatusOr<Connection> connection = OpenReader(path);
    if (!connection.ok()) return connection.status();
    absl::StatusOr<Statement> select = connection->Prepare(kSelectKey);
    if (!select.ok()) return select.status();
    return Finder(*std::move(connection), *std::move(select));
  }

  absl::StatusOr<uint64_t> Find(std::string_view key) {
    const StatementScope scope(select_);
    select_.BindText(1, key);
    const absl::StatusOr<bool> row = select_.Step();
    if (!row.ok()) return row.status();
    if (!*row) return absl::NotFoundError(StrCat("no entry has the key ", key));
    return select_.Integer(0);
  }

 private:
  Finder(Connection connection, Statement select)
      : connection_(std::move(connection)), select_(std::move(select)) {}

  Connection connection_;
  Statement select_;
};

class SqliteStore final : public Store {
 public:
  SqliteStore(DirectoryLock lock, Writer writer, Scanner scanner, Finder finder, uint64_t size)
      : lock_(std::move(lock)),
        writer_(std::move(writer)),
        scanner_(std::move(scanner)),
        finder_(std::move(finder)),
        size_(size) {}

  absl::Status Append(const Batch& batch) override {
    const MutexLock lock(writer_mutex_);
    if (!broken_.ok()) return broken_;
    if (batch.records.empty()) return absl::InvalidArgumentError("the batch holds no record");
    const uint64_t size = size_.load();
    if (batch.position != size) {
      return absl::AbortedError(StrCat("the batch begins at position ", batch.position,
                                       ", the log has ", size, " entries"));
    }
    const absl::Status written = writer_.Write(batch);
    if (absl::IsDataLoss(written)) broken_ = written;
    if (written.ok()) size_.store(size + batch.records.size());
    return written;
  }

  absl::Status Probe() override {
    if (absl::Status writable = lock_.CheckWritable(); !writable.ok()) return writable;
    const MutexLock lock(writer_mutex_);
    if (!broken_.ok()) return broken_;
    const absl::Status probed = writer_.Probe();
    if (absl::IsDataLoss(probed)) broken_ = probed;
    return probed;
  }

  absl::StatusOr<uint64_t> Size() const override { return size_.load(); }

  absl::Status Read(uint64_t begin, uint64_t end,
                    const std::function<bool(uint64_t, const Record&)>& visit) const override {
    if (begin > end || end > size_.load()) {
      return absl::OutOfRangeError(StrCat("positions ", begin, " to ", end,
                                          " were asked for, the log has ", size_.load(),
                                          " entries"));
    }
    while (begin < end) {
      const absl::StatusOr<std::vector<Record>> records = Entries(begin, end);
      if (!records.ok()) return records.status();
      for (const Record& record : *records) {
        if (!visit(begin++, record)) return absl::OkStatus();
      }
    }
    return absl::OkStatus();
  }

  absl::Status ReadCheckpoints(
      const std::function<bool(uint64_t, std::string_view)>& visit) const override {
    const uint64_t end = size_.load();
    for (uint64_t after = 0; after < end;) {
      const absl::StatusOr<std::vector<Scanner::Note>> notes = Notes(after, end);
      if (!notes.ok()) return notes.status();
      if (notes->empty()) {
        return absl::DataLossError(StrCat("the checkpoint of size ", end,
                                          " is missing from the database: restore a backup"));
      }
      for (const auto& [size, text] : *notes) {
        if (!visit(size, text)) return absl::OkStatus();
        after = size;
      }
    }
    return absl::OkStatus();
  }

  absl::StatusOr<uint64_t> Find(std::string_view key) const override {
    const MutexLock lock(finder_mutex_);
    return finder_.Find(key);
  }

 private:
  // Visitors run outside the lock, because they may be slow and may call the
  // store.
  absl::StatusOr<std::vector<Record>> Entries(uint64_t begin, uint64_t end) const {
    const MutexLock lock(scanner_mutex_);
    return scanner_.Entries(begin, end);
  }
  absl::StatusOr<std::vector<Scanner::Note>> Notes(uint64_t after, uint64_t end) const {
    const MutexLock lock(scanner_mutex_);
    return scanner_.Notes(after, end);
  }

  // The order matters: readers close first, then the writer, which checkpoints
  // as it closes; the lock is released last.
  const DirectoryLock lock_;
  Mutex writer_mutex_;
  Writer writer_ SAMLAD_GUARDED_BY(writer_mutex_);
  absl::Status broken_ SAMLAD_GUARDED_BY(writer_mutex_);
  mutable Mutex scanner_mutex_;
  mutable Scanner scanner_ SAMLAD_GUARDED_BY(scanner_mutex_);
  mutable Mutex finder_mutex_;
  mutable Finder finder_ SAMLAD_GUARDED_BY(finder_mutex_);
  // Number of durable entries; written by the appender alone.
  std::atomic<uint64_t> size_;
};

// The log's size, if the two tables agree on it.
absl::StatusOr<uint64_t> ReadSize(Connection& connection, const std::string& path) {
  const absl::StatusOr<uint64_t> entries =
      connection.QueryInteger("SELECT max(position) + 1 FROM entry");
  if (!entries.ok()) return entries.status();
  const absl::StatusOr<uint64_t> signed_entries =
      connection.QueryInteger("SELECT max(size) FROM checkpoint");
  if (!signed_entries.ok()) return signed_entries.status();
  if (*entries == *signed_entries) return *entries;
  return absl::DataLossError(StrCat(path, " holds ", *entries,
                                    " entries, its last checkpoint is of ", *signed_entries,
                                    ": restore a backup"));
}

// A damaged schema shows when statements are prepared, as a plain error.
absl::Status Unsound(const std::string& path, const absl::Status& status) {
  if (status.code() != absl::StatusCode::kInternal) return status;
  return absl::DataLossError(StrCat(path, " is not a sound log: ", status.message()));
}

}  // namespace

absl::StatusOr<std::unique_ptr<Store>> OpenSqliteStore(const std::string& directory, bool create) {
  if (create) {
    if (absl::Status made = MakeDirectory(directory); !made.ok()) return made;
  }
  absl::StatusOr<DirectoryLock> lock = DirectoryLock::Acquire(directory);
  if (!lock.ok()) return lock.status();
  const std::string path = StrCat(directory, "/log.sqlite");
  absl::StatusOr<Connection> connection = OpenWriter(path, create);
  if (!connection.ok()) return Unsound(path, connection.status());
  const absl::StatusOr<uint64_t> size = ReadSize(*connection, path);
  if (!size.ok()) return Unsound(path, size.status());
  absl::StatusOr<Writer> writer = Writer::Open(*std::move(connection));
  if (!writer.ok()) return Unsound(path, writer.status());
  absl::StatusOr<Scanner> scanner = Scanner::Open(path);
  if (!scanner.ok()) return Unsound(path, scanner.status());
  absl::StatusOr<Finder> finder = Finder::Open(path);
  if (!finder.ok()) return Unsound(path, finder.status());
  return std::make_unique<SqliteStore>(*std::move(lock), *std::move(writer), *std::move(scanner),
                                       *std::move(finder), *size);
}

}  // namespace samlad::store
