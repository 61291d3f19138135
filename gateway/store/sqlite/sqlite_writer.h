// SPDX-License-Identifier: EUPL-1.2
//
// The one connection that writes, and merges the write-ahead log into the
// database.

#ifndef SAMLAD_GATEWAY_STORE_SQLITE_SQLITE_WRITER_H_
#define SAMLAD_GATEWAY_STORE_SQLITE_SQLITE_WRITER_H_

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/store/sqlite/connection.h"
#include "gateway/store/store.h"

namespace samlad::store {

// Not thread-safe. Movable.
class SqliteWriter {
 public:
  // `path`: of the database that the connection has open.
  static absl::StatusOr<SqliteWriter> Open(Connection connection, const std::string& path);

  // Takes the lock that a write needs, and releases it.
  absl::Status Probe();

  // Errors as Store::Append. After an error other than DATA_LOSS nothing of the
  // batch is stored.
  absl::Status Write(const Batch& batch);

  // After every Write: merges a long write-ahead log into the database.
  void MergeIfLong();
  // Tries again what failed, or what readers prevented, and shrinks a file that
  // has grown.
  void MergeIfBehind();
  const Backlog& backlog() const { return backlog_; }

  // When the connection closes, nothing is merged or deleted any more.
  void LeaveFilesAlone();

 private:
  SqliteWriter(Connection connection, std::string path, Statement begin, Statement entry,
               Statement checkpoint, Statement commit, Statement rollback);

  absl::Status Stage(const Batch& batch);
  absl::Status Insert(uint64_t position, const Record& record);
  absl::Status Abandon(const absl::Status& why);
  void Merge(int mode);
  void MeasureWal();

  // Before the connection, which writes to it.
  std::unique_ptr<int> wal_pages_;
  Connection connection_;
  const std::string wal_path_;
  Statement begin_, entry_, checkpoint_, commit_, rollback_;
  Backlog backlog_;
  std::chrono::steady_clock::time_point tried_at_;
};

}  // namespace samlad::store

#endif  // SAMLAD_GATEWAY_STORE_SQLITE_SQLITE_WRITER_H_
