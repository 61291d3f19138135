// SPDX-License-Identifier: EUPL-1.2

#include "gateway/store/sqlite/connection.h"

#include <cerrno>
#include <utility>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"

namespace samlad::store {
namespace {

// SQLite tells a disk that is full by ENOSPC alone; of a quota, only the file itself
// that was written to still knows.
bool IsOverQuota(sqlite3* handle, int code) {
  sqlite3_file* log = nullptr;
  int error = 0;
  return code == SQLITE_IOERR_WRITE &&
         sqlite3_file_control(handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log) == SQLITE_OK &&
         log != nullptr && log->pMethods != nullptr &&
         log->pMethods->xFileControl(log, SQLITE_FCNTL_LAST_ERRNO, &error) == SQLITE_OK &&
         error == EDQUOT;
}

std::string_view WayOutOf(int code) {
  const int kind = code & 0xff;
  if (kind != SQLITE_CORRUPT && kind != SQLITE_NOTADB) return "";
  return ": restore the newest copy of the log (operations.md, 'Backup and recovery')";
}

absl::StatusCode StatusCodeFor(int code) {
  if (code == SQLITE_CONSTRAINT_UNIQUE) return absl::StatusCode::kAlreadyExists;
  if (code == SQLITE_CONSTRAINT_PRIMARYKEY) return absl::StatusCode::kAborted;
  switch (code & 0xff) {
    case SQLITE_FULL:
      return absl::StatusCode::kResourceExhausted;
    case SQLITE_NOMEM:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return absl::StatusCode::kUnavailable;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_IOERR:
      return absl::StatusCode::kDataLoss;
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_READONLY:
      return absl::StatusCode::kFailedPrecondition;
    default:
      return absl::StatusCode::kInternal;
  }
}

}  // namespace

void Statement::Bind(int parameter, uint64_t value) {
  sqlite3_bind_int64(statement_.get(), parameter, static_cast<sqlite3_int64>(value));
}

void Statement::BindBlob(int parameter, std::string_view bytes) {
  // SQLite reads a null pointer as NULL, which is not an empty blob.
  sqlite3_bind_blob64(statement_.get(), parameter, bytes.empty() ? "" : bytes.data(), bytes.size(),
                      SQLITE_STATIC);
}

void Statement::BindText(int parameter, std::string_view text) {
  sqlite3_bind_text64(statement_.get(), parameter, text.empty() ? "" : text.data(), text.size(),
                      SQLITE_STATIC, SQLITE_UTF8);
}

void Statement::BindTextOrNull(int parameter, std::string_view text) {
  if (text.empty()) {
    sqlite3_bind_null(statement_.get(), parameter);
  } else {
    BindText(parameter, text);
  }
}

absl::StatusOr<bool> Statement::Step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return ErrorOf(sqlite3_db_handle(statement_.get()), code);
}

uint64_t Statement::Integer(int column) const {
  return static_cast<uint64_t>(sqlite3_column_int64(statement_.get(), column));
}

std::string_view Statement::Bytes(int column) const {
  const void* data = sqlite3_column_blob(statement_.get(), column);
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return {static_cast<const char*>(data), static_cast<size_t>(size)};
}

void Statement::Reset() { sqlite3_reset(statement_.get()); }

absl::StatusOr<Connection> Connection::Open(const std::string& path, int flags) {
  sqlite3* handle = nullptr;
  // SQLite's own mutex is not needed, because each connection is guarded by a
  // mutex of ours.
  const int code = sqlite3_open_v2(path.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  if (handle == nullptr) return absl::UnavailableError("no memory to open a database");
  Connection connection(handle);
  sqlite3_extended_result_codes(handle, 1);
  if (code != SQLITE_OK) return ErrorOf(handle, sqlite3_extended_errcode(handle));
  sqlite3_busy_timeout(handle, static_cast<int>(limits::kSqliteBusyTimeout.count()));
  return connection;
}

absl::StatusOr<Statement> Connection::Prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) return ErrorOf(handle_.get(), code);
  return Statement(statement);
}

absl::Status Connection::Execute(const std::string& sql) {
  const int code = sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr);
  return code == SQLITE_OK ? absl::OkStatus() : ErrorOf(handle_.get(), code);
}

absl::StatusOr<uint64_t> Connection::QueryInteger(std::string_view sql) {
  absl::StatusOr<Statement> statement = Prepare(sql);
  if (!statement.ok()) return statement.status();
  const absl::StatusOr<bool> row = statement->Step();
  if (!row.ok()) return row.status();
  return *row ? statement->Integer(0) : 0;
}

absl::Status Connection::Configure(int option, bool on) {
  const int code = sqlite3_db_config(handle_.get(), option, on ? 1 : 0, nullptr);
  return code == SQLITE_OK ? absl::OkStatus() : ErrorOf(handle_.get(), code);
}

absl::Status Connection::CheckInPlace() const {
  int moved = 0;
  sqlite3_file_control(handle_.get(), "main", SQLITE_FCNTL_HAS_MOVED, &moved);
  if (moved == 0) return absl::OkStatus();
  return absl::FailedPreconditionError(
      StrCat(sqlite3_db_filename(handle_.get(), "main"),
             " is no longer the file that is written to: it was moved, deleted or replaced"));
}

bool Connection::InTransaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }

void Connection::CountWalPages(int* pages) {
  sqlite3_wal_hook(
      handle_.get(),
      [](void* context, sqlite3*, const char*, int length) {
        *static_cast<int*>(context) = length;
        return SQLITE_OK;
      },
      pages);
}

Connection::Merged Connection::Merge(int mode) {
  int in_wal = 0, in_database = 0;
  sqlite3_busy_timeout(handle_.get(), 0);
  const int code = sqlite3_wal_checkpoint_v2(handle_.get(), "main", mode, &in_wal, &in_database);
  Merged merged;
  if (code != SQLITE_OK) {
    merged.status = ErrorOf(handle_.get(), sqlite3_extended_errcode(handle_.get()));
  }
  merged.all = code == SQLITE_OK && in_database == in_wal;
  sqlite3_busy_timeout(handle_.get(), static_cast<int>(limits::kSqliteBusyTimeout.count()));
  return merged;
}

absl::Status ErrorOf(sqlite3* handle, int code) {
  const char* file = sqlite3_db_filename(handle, "main");
  const absl::StatusCode status =
      IsOverQuota(handle, code) ? absl::StatusCode::kResourceExhausted : StatusCodeFor(code);
  return absl::Status(
      status, StrCat(file == nullptr ? "SQLite" : file, ": ", sqlite3_errmsg(handle), " (SQLite ",
                     code, ")", WayOutOf(code)));
}

}  // namespace samlad::store
