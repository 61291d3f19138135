// SPDX-License-Identifier: EUPL-1.2

#include "gateway/store/sqlite/sqlite_writer.h"

#include <sys/stat.h>

#include <chrono>
#include <string_view>
#include <utility>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"

namespace samlad::store {
namespace {

constexpr std::string_view kInsertEntry =
    "INSERT INTO entry (position, header, payload, salt, receipt, key) VALUES (?, ?, ?, ?, ?, ?)";
constexpr std::string_view kInsertCheckpoint = "INSERT INTO checkpoint (size, note) VALUES (?, ?)";

absl::Status RunOnce(Statement& statement) {
  const StatementScope scope(statement);
  return statement.Step().status();
}

}  // namespace

absl::StatusOr<SqliteWriter> SqliteWriter::Open(Connection connection, const std::string& path) {
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
  return SqliteWriter(std::move(connection), path, *std::move(begin), *std::move(entry),
                      *std::move(checkpoint), *std::move(commit), *std::move(rollback));
}

SqliteWriter::SqliteWriter(Connection connection, std::string path, Statement begin,
                           Statement entry, Statement checkpoint, Statement commit,
                           Statement rollback)
    : wal_pages_(std::make_unique<int>(0)),
      connection_(std::move(connection)),
      wal_path_(StrCat(path, "-wal")),
      begin_(std::move(begin)),
      entry_(std::move(entry)),
      checkpoint_(std::move(checkpoint)),
      commit_(std::move(commit)),
      rollback_(std::move(rollback)) {
  connection_.CountWalPages(wal_pages_.get());
  MeasureWal();
}

absl::Status SqliteWriter::Probe() {
  if (absl::Status in_place = connection_.CheckInPlace(); !in_place.ok()) return in_place;
  if (absl::Status begun = RunOnce(begin_); !begun.ok()) return begun;
  return Abandon(absl::OkStatus());
}

absl::Status SqliteWriter::Write(const Batch& batch) {
  if (absl::Status begun = RunOnce(begin_); !begun.ok()) return begun;
  if (absl::Status staged = Stage(batch); !staged.ok()) return Abandon(staged);
  const absl::Status committed = RunOnce(commit_);
  if (committed.ok()) return committed;
  // A full disk stops the write of the log's frames before the last one,
  // which makes them count. Any other error may come after that one, also an
  // error that would be UNAVAILABLE at an earlier step.
  if (absl::IsResourceExhausted(committed)) return Abandon(committed);
  return absl::DataLossError(StrCat("commit: ", Message(committed)));
}

absl::Status SqliteWriter::Stage(const Batch& batch) {
  uint64_t position = batch.position;
  for (const Record& record : batch.records) {
    if (absl::Status inserted = Insert(position, record); !inserted.ok()) {
      return absl::Status(inserted.code(),
                          StrCat("at position ", position, ": ", Message(inserted)));
    }
    ++position;
  }
  checkpoint_.Bind(1, position);
  checkpoint_.BindText(2, batch.checkpoint);
  return RunOnce(checkpoint_);
}

absl::Status SqliteWriter::Insert(uint64_t position, const Record& record) {
  entry_.Bind(1, position);
  entry_.BindBlob(2, record.header);
  entry_.BindBlob(3, record.payload);
  entry_.BindBlob(4, record.salt);
  entry_.BindBlob(5, record.receipt);
  entry_.BindTextOrNull(6, record.key);
  return RunOnce(entry_);
}

absl::Status SqliteWriter::Abandon(const absl::Status& why) {
  // SQLite itself rolls back after some errors.
  if (!connection_.InTransaction()) return why;
  const absl::Status undone = RunOnce(rollback_);
  if (undone.ok()) return why;
  return absl::DataLossError(StrCat("rollback: ", Message(undone), "; after: ", Message(why)));
}

void SqliteWriter::MergeIfLong() {
  // What failed is left to MergeIfBehind for a while, because each attempt may
  // write the whole log again.
  const bool rests = backlog_.failures_in_a_row > 0 &&
                     std::chrono::steady_clock::now() - tried_at_ < limits::kMergeRetryInterval;
  if (*wal_pages_ < limits::kWalMergePages || rests) return MeasureWal();
  Merge(SQLITE_CHECKPOINT_PASSIVE);
}

void SqliteWriter::MergeIfBehind() {
  MeasureWal();
  if (!backlog_.since.has_value() && backlog_.bytes <= limits::kWalKeptBytes) return;
  Merge(SQLITE_CHECKPOINT_TRUNCATE);
}

// A failed sync of the database is no reason to end: SQLite counts pages as
// merged only once they are synced, and writes all others again.
void SqliteWriter::Merge(int mode) {
  const Connection::Merged merged = connection_.Merge(mode);
  tried_at_ = std::chrono::steady_clock::now();
  if (merged.status.ok() || absl::IsUnavailable(merged.status)) {
    backlog_.failures_in_a_row = 0;
  } else {
    ++backlog_.failures;
    ++backlog_.failures_in_a_row;
    backlog_.why = Message(merged.status);
  }
  if (merged.all) {
    backlog_.since.reset();
  } else if (!backlog_.since.has_value()) {
    backlog_.since = tried_at_;
  }
  MeasureWal();
}

void SqliteWriter::MeasureWal() {
  struct stat found{};
  if (::stat(wal_path_.c_str(), &found) == 0) {
    backlog_.bytes = static_cast<uint64_t>(found.st_size);
  }
}

void SqliteWriter::LeaveFilesAlone() {
  connection_.Configure(SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true).IgnoreError();
}

}  // namespace samlad::store
