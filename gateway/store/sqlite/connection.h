// SPDX-License-Identifier: EUPL-1.2
//
// SQLite's handles as values, and its result codes as statuses.

#ifndef SAMLAD_GATEWAY_STORE_SQLITE_CONNECTION_H_
#define SAMLAD_GATEWAY_STORE_SQLITE_CONNECTION_H_

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace samlad::store {

// What SQLite's latest result `code` on `handle` means for a caller of Store:
//   RESOURCE_EXHAUSTED   no space left, or no quota; the statement had no effect
//   ALREADY_EXISTS       a unique index refused a value
//   ABORTED              a primary key refused a position
//   UNAVAILABLE          locked by a foreign process, or no memory
//   FAILED_PRECONDITION  the file cannot be opened or written
//   DATA_LOSS            the file is damaged, or reading, writing or syncing
//                        it failed
absl::Status ErrorOf(sqlite3* handle, int code);

// A prepared statement, for repeated use. Not thread-safe.
class Statement {
 public:
  // Parameters are numbered from 1; the bytes must live until Reset.
  void Bind(int parameter, uint64_t value);
  void BindBlob(int parameter, std::string_view bytes);
  void BindText(int parameter, std::string_view text);
  // Empty: NULL.
  void BindTextOrNull(int parameter, std::string_view text);

  // True: there is a row. Errors as ErrorOf.
  absl::StatusOr<bool> Step();
  // Valid until the next Step or Reset. Columns are numbered from 0;
  // NULL reads as 0 or as empty.
  uint64_t Integer(int column) const;
  std::string_view Bytes(int column) const;

  void Reset();

 private:
  friend class Connection;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

// Resets a statement when the scope ends, because an open statement pins a
// snapshot of the database, so that the write-ahead log grows.
class StatementScope {
 public:
  explicit StatementScope(Statement& statement) : statement_(statement) {}
  ~StatementScope() { statement_.Reset(); }
  StatementScope(const StatementScope&) = delete;
  StatementScope& operator=(const StatementScope&) = delete;

 private:
  Statement& statement_;
};

// One connection; errors as ErrorOf. Not thread-safe; its statements must be destroyed before it.
class Connection {
 public:
  // `flags`: SQLITE_OPEN_*.
  static absl::StatusOr<Connection> Open(const std::string& path, int flags);

  absl::StatusOr<Statement> Prepare(std::string_view sql);
  // One statement or several, without results.
  absl::Status Execute(const std::string& sql);
  // The single integer that `sql` returns; NULL is 0.
  absl::StatusOr<uint64_t> QueryInteger(std::string_view sql);
  // See SQLITE_DBCONFIG_*.
  absl::Status Configure(int option, bool on);
  bool InTransaction() const;

  // `pages` gets the length of the write-ahead log after every commit; it must
  // outlive the connection.
  void CountWalPages(int* pages);
  struct Merged {
    absl::Status status;  // UNAVAILABLE: another connection is at it, or reads
    bool all = false;     // the whole write-ahead log is in the database
  };
  // Merges the write-ahead log into the database as far as readers let it;
  // `mode`: SQLITE_CHECKPOINT_*. Never waits for another connection.
  Merged Merge(int mode);

  // FAILED_PRECONDITION if the name that was opened no longer leads to the open
  // file, because nobody would find what is written.
  absl::Status CheckInPlace() const;

 private:
  struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
  };
  explicit Connection(sqlite3* handle) : handle_(handle) {}
  std::unique_ptr<sqlite3, Close> handle_;
};

}  // namespace samlad::store

#endif  // SAMLAD_GATEWAY_STORE_SQLITE_CONNECTION_H_
