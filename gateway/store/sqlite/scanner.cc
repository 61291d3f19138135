// SPDX-License-Identifier: EUPL-1.2

#include "gateway/store/sqlite/scanner.h"

#include <utility>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/store/sqlite/sqlite_schema.h"

namespace samlad::store {
namespace {

constexpr std::string_view kSelectEntries =
    "SELECT position, header, payload, salt, receipt, key FROM entry "
    "WHERE position >= ? AND position < ? ORDER BY position";
constexpr std::string_view kSelectCheckpoints =
    "SELECT size, note FROM checkpoint WHERE size > ? AND size <= ? ORDER BY size";

absl::Status MissingEntry(uint64_t position) {
  return absl::DataLossError(
      StrCat("position ", position, " is missing from the database: restore a backup"));
}

absl::Status AtEntry(uint64_t position, const absl::Status& status) {
  return absl::Status(status.code(), StrCat("at position ", position, ": ", status.message()));
}

}  // namespace

absl::StatusOr<SqliteScanner> SqliteScanner::Open(const std::string& path) {
  absl::StatusOr<Connection> connection = OpenReader(path);
  if (!connection.ok()) return connection.status();
  return On(*std::move(connection));
}

absl::StatusOr<SqliteScanner> SqliteScanner::On(Connection connection) {
  absl::StatusOr<Statement> entries = connection.Prepare(kSelectEntries);
  if (!entries.ok()) return entries.status();
  absl::StatusOr<Statement> checkpoints = connection.Prepare(kSelectCheckpoints);
  if (!checkpoints.ok()) return checkpoints.status();
  return SqliteScanner(std::move(connection), *std::move(entries), *std::move(checkpoints));
}

absl::StatusOr<std::vector<Record>> SqliteScanner::Entries(uint64_t begin, uint64_t end) {
  const StatementScope scope(entries_);
  entries_.Bind(1, begin);
  entries_.Bind(2, end);
  std::vector<Record> records;
  for (size_t bytes = 0; bytes < limits::kScanBytesMax && begin + records.size() < end;) {
    const uint64_t position = begin + records.size();
    const absl::StatusOr<bool> row = entries_.Step();
    if (!row.ok()) return AtEntry(position, row.status());
    if (!*row || entries_.Integer(0) != position) return MissingEntry(position);
    const Record& record = records.emplace_back(Current());
    bytes += record.header.size() + record.payload.size() + record.receipt.size();
  }
  return records;
}

absl::StatusOr<std::vector<SizedNote>> SqliteScanner::Notes(uint64_t after, uint64_t end) {
  const StatementScope scope(checkpoints_);
  checkpoints_.Bind(1, after);
  checkpoints_.Bind(2, end);
  std::vector<SizedNote> notes;
  for (size_t bytes = 0; bytes < limits::kScanBytesMax;) {
    const absl::StatusOr<bool> row = checkpoints_.Step();
    if (!row.ok()) return row.status();
    if (!*row) break;
    notes.push_back({checkpoints_.Integer(0), std::string(checkpoints_.Bytes(1))});
    bytes += notes.back().text.size();
  }
  return notes;
}

Record SqliteScanner::Current() const {
  return {.header = std::string(entries_.Bytes(1)),
          .payload = std::string(entries_.Bytes(2)),
          .salt = std::string(entries_.Bytes(3)),
          .receipt = std::string(entries_.Bytes(4)),
          .key = std::string(entries_.Bytes(5))};
}

}  // namespace samlad::store
