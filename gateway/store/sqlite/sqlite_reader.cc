// SPDX-License-Identifier: EUPL-1.2

#include "gateway/store/sqlite/sqlite_reader.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/ascii.h"
#include "gateway/base/mutex.h"
#include "gateway/base/strings.h"
#include "gateway/store/pieces.h"
#include "gateway/store/sqlite/connection.h"
#include "gateway/store/sqlite/scanner.h"
#include "gateway/store/sqlite/sqlite_schema.h"

namespace samlad::store {
namespace {

class SqliteReader final : public ReadableLog {
 public:
  SqliteReader(SqliteScanner scanner, uint64_t size) : scanner_(std::move(scanner)), size_(size) {}

  absl::StatusOr<uint64_t> Size() const override { return size_; }

  absl::Status Read(uint64_t begin, uint64_t end,
                    const std::function<bool(uint64_t, const Record&)>& visit) const override {
    if (absl::Status there = CheckRange(begin, end, size_); !there.ok()) return there;
    return VisitRecords(
        begin, end,
        [this](uint64_t from, uint64_t to) {
          const MutexLock lock(mutex_);
          return scanner_.Entries(from, to);
        },
        visit);
  }

  absl::Status ReadCheckpoints(
      uint64_t after, const std::function<bool(uint64_t, std::string_view)>& visit) const override {
    return VisitNotes(
        after, size_,
        [this](uint64_t from, uint64_t to) {
          const MutexLock lock(mutex_);
          return scanner_.Notes(from, to);
        },
        visit);
  }

 private:
  mutable Mutex mutex_;
  mutable SqliteScanner scanner_ SAMLAD_GUARDED_BY(mutex_);
  const uint64_t size_;
};

// RFC 3986: what ends a path in a URI.
std::string UriOf(const std::string& path) {
  std::string uri = "file:";
  for (const char c : path) {
    if (c == '%' || c == '?' || c == '#') {
      StrAppend(&uri, "%", absl::Hex(static_cast<unsigned char>(c), absl::kZeroPad2));
    } else {
      uri += c;
    }
  }
  return uri + "?immutable=1";
}

bool HasWal(const std::string& path) {
  std::error_code missing;
  const uintmax_t bytes = std::filesystem::file_size(path + "-wal", missing);
  return !missing && bytes > 0;
}

absl::Status CheckKnown(Connection& connection, const std::string& path) {
  const absl::StatusOr<bool> blank = IsBlank(connection);
  if (!blank.ok()) return blank.status();
  if (*blank) return absl::NotFoundError(StrCat("there is no log in ", path));
  return CheckVersion(connection, path).status();
}

absl::StatusOr<Connection> OpenImmutable(const std::string& path) {
  if (HasWal(path)) {
    return absl::FailedPreconditionError(
        StrCat(path, "-wal is there, so that the database is not at rest"));
  }
  absl::StatusOr<Connection> connection =
      Connection::Open(UriOf(path), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
  if (!connection.ok()) return connection.status();
  if (absl::Status known = CheckKnown(*connection, path); !known.ok()) return known;
  return connection;
}

absl::StatusOr<Connection> OpenKnown(const std::string& path, bool at_rest) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) {
    return absl::NotFoundError(StrCat("there is no log in ", path));
  }
  if (at_rest) return OpenImmutable(path);
  absl::StatusOr<Connection> connection = OpenReader(path);
  const absl::Status known = connection.ok() ? CheckKnown(*connection, path) : connection.status();
  // Where SQLite cannot make the files that reading beside a writer needs, nobody
  // writes.
  if (absl::IsFailedPrecondition(known) && !HasWal(path)) return OpenImmutable(path);
  if (!known.ok()) return known;
  return connection;
}

std::string DatabaseIn(const std::string& directory) { return StrCat(directory, "/log.sqlite"); }

absl::Status NotSound(const std::string& path, const absl::Status& status) {
  if (status.code() != absl::StatusCode::kInternal) return status;
  return absl::DataLossError(StrCat(path, " is not a sound log: ", status.message()));
}

}  // namespace

absl::StatusOr<std::unique_ptr<ReadableLog>> OpenSqliteReader(const std::string& directory,
                                                              bool at_rest) {
  const std::string path = DatabaseIn(directory);
  absl::StatusOr<Connection> connection = OpenKnown(path, at_rest);
  if (!connection.ok()) return NotSound(path, connection.status());
  const absl::StatusOr<uint64_t> size = connection->QueryInteger(
      "SELECT max((SELECT coalesce(max(position) + 1, 0) FROM entry), "
      "(SELECT coalesce(max(size), 0) FROM checkpoint))");
  if (!size.ok()) return NotSound(path, size.status());
  absl::StatusOr<SqliteScanner> scanner = SqliteScanner::On(*std::move(connection));
  if (!scanner.ok()) return NotSound(path, scanner.status());
  return std::make_unique<SqliteReader>(*std::move(scanner), *size);
}

absl::StatusOr<std::vector<std::string>> CheckSqliteStructure(const std::string& directory,
                                                              int lines_max) {
  const std::string path = DatabaseIn(directory);
  absl::StatusOr<Connection> connection = OpenKnown(path, /*at_rest=*/false);
  if (!connection.ok()) return NotSound(path, connection.status());
  absl::StatusOr<Statement> check =
      connection->Prepare(StrCat("PRAGMA integrity_check(", lines_max, ")"));
  if (!check.ok()) return NotSound(path, check.status());
  std::vector<std::string> lines;
  while (true) {
    const absl::StatusOr<bool> row = check->Step();
    if (!row.ok()) {
      lines.push_back(std::string(row.status().message()));
      return lines;
    }
    if (!*row) return lines;
    if (std::string line(check->Bytes(0)); line != "ok") lines.push_back(std::move(line));
  }
}

}  // namespace samlad::store
