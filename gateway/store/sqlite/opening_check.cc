// SPDX-License-Identifier: EUPL-1.2

#include "gateway/store/sqlite/opening_check.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include "gateway/base/strings.h"
#include "gateway/store/head_file.h"
#include "gateway/store/sqlite/connection.h"
#include "gateway/store/sqlite/sqlite_schema.h"
#include "gateway/store/sqlite/wal_file.h"

namespace samlad::store {
namespace {

// What a restore is, and how to go on without one.
constexpr std::string_view kWayOut =
    "restore the newest copy of the log (operations.md, 'Backup and recovery'); or, to go on with "
    "what the database holds and lose the rest for good, move log.head and log.sqlite-wal out of "
    "the folder and check again";

struct Found {
  HeadReading head;
  WalContent wal;
  uint64_t database_bytes = 0;
};

absl::StatusOr<Found> Look(const std::string& directory, const std::string& path) {
  Found found;
  absl::StatusOr<HeadReading> head = ReadHead(StrCat(directory, "/log.head"));
  if (!head.ok()) return head.status();
  found.head = *std::move(head);
  absl::StatusOr<WalContent> wal = ReadWal(StrCat(path, "-wal"), path);
  if (!wal.ok()) return wal.status();
  found.wal = *std::move(wal);
  std::error_code missing;
  const uintmax_t bytes = std::filesystem::file_size(path, missing);
  if (!missing) found.database_bytes = bytes;
  return found;
}

// SQLite would delete the write-ahead log of an empty database.
absl::Status CheckDatabaseIsThere(const Found& found, const std::string& path) {
  if (found.database_bytes > 0) return absl::OkStatus();
  const bool named = found.head.head.has_value();
  const uint64_t commits = found.wal.commits + found.wal.commits_behind;
  if (!named && commits == 0) return absl::OkStatus();
  return absl::DataLossError(StrCat(
      path, " is missing or empty, but ",
      named ? StrCat("log.head names ", found.head.head->size, " entries")
            : StrCat("its write-ahead log holds ", commits, " commits"),
      ": put the database back, or restore the newest copy of the log (operations.md, 'Backup and "
      "recovery')"));
}

std::string DescribeHead(const HeadReading& head) {
  if (head.head.has_value()) return StrCat("log.head names ", head.head->size, " entries");
  return head.there ? "log.head is torn" : "there is no log.head";
}

absl::Status DamagedWal(const Found& found, const std::string& path,
                        const absl::StatusOr<uint64_t>& size) {
  return absl::DataLossError(
      StrCat(path, "-wal, of ", found.wal.bytes, " bytes, is damaged at byte ",
             *found.wal.damaged_at, ": ", found.wal.commits_behind,
             " commits behind that place would be dropped, more than a power cut leaves; ",
             size.ok() ? StrCat("without them the log has ", *size, " entries")
                       : StrCat("without them the database is not sound"),
             ", and ", DescribeHead(found.head), ": ", kWayOut));
}

absl::Status ShortLog(const Found& found, const std::string& path, uint64_t size) {
  return absl::DataLossError(StrCat(
      path, " holds ", size, " entries, but log.head names ", found.head.head->size, ": ",
      found.head.head->size - size, " acknowledged entries are missing (its write-ahead log ",
      found.wal.bytes == 0
          ? std::string("is not there")
          : StrCat("has ", found.wal.bytes, " bytes and ", found.wal.commits, " commits that hold"),
      "): ", kWayOut));
}

// The checkpoint that the log has for a size; empty: none.
absl::StatusOr<std::string> CheckpointOf(Connection& connection, uint64_t size) {
  absl::StatusOr<Statement> select =
      connection.Prepare("SELECT note FROM checkpoint WHERE size = ?");
  if (!select.ok()) return select.status();
  select->Bind(1, size);
  const absl::StatusOr<bool> row = select->Step();
  if (!row.ok()) return row.status();
  return *row ? std::string(select->Bytes(0)) : std::string();
}

absl::Status CompareHead(const Found& found, const std::string& path, Connection& connection,
                         uint64_t size) {
  if (!found.head.head.has_value()) return absl::OkStatus();
  const Head& head = *found.head.head;
  if (head.size > size) return ShortLog(found, path, size);
  const absl::StatusOr<std::string> checkpoint = CheckpointOf(connection, head.size);
  if (!checkpoint.ok()) return checkpoint.status();
  if (*checkpoint == head.checkpoint) return absl::OkStatus();
  return absl::DataLossError(
      StrCat("log.head names a checkpoint of ", head.size, " entries that ", path, ", with ", size,
             " entries, does not have: one of the two is of another log, or of "
             "another continuation of this one: ",
             kWayOut));
}

void MakeRemarks(const Found& found, uint64_t size, bool rewrite_head, const Remark& remark) {
  if (remark == nullptr) return;
  if (found.wal.damaged_at.has_value() && found.wal.commits_behind == 1) {
    remark(StrCat("the last commit of the write-ahead log, at byte ", *found.wal.damaged_at,
                  ", is not whole, as a power cut leaves it, and is dropped; the log has ", size,
                  " entries"));
  }
  if (!rewrite_head) return;
  const bool older = found.head.head.has_value();
  remark(StrCat(DescribeHead(found.head), older ? ", fewer than the log has" : "",
                "; it is written anew for the ", size, " entries of the log",
                older ? "" : ", and cannot tell whether there were more"));
}

}  // namespace

absl::StatusOr<bool> CheckBeforeOpening(const std::string& directory, const std::string& path,
                                        const Remark& remark) {
  const absl::StatusOr<Found> found = Look(directory, path);
  if (!found.ok()) return found.status();
  if (absl::Status there = CheckDatabaseIsThere(*found, path); !there.ok()) return there;
  if (found->database_bytes == 0) return false;
  absl::StatusOr<Connection> connection = OpenReader(path);
  if (!connection.ok()) return connection.status();
  const absl::StatusOr<bool> blank = IsBlank(*connection);
  const absl::StatusOr<uint64_t> size =
      !blank.ok() ? blank.status()
                  : (*blank ? absl::StatusOr<uint64_t>(0) : ReadSize(*connection, path));
  if (found->wal.damaged_at.has_value() && found->wal.commits_behind > 1) {
    return DamagedWal(*found, path, size);
  }
  if (!size.ok()) return size.status();
  if (*blank && !found->head.head.has_value()) return false;
  if (absl::Status compared = CompareHead(*found, path, *connection, *size); !compared.ok()) {
    return compared;
  }
  const bool newest = found->head.head.has_value() && found->head.head->size == *size;
  const bool rewrite_head = *size > 0 && !newest;
  MakeRemarks(*found, *size, rewrite_head, remark);
  return rewrite_head;
}

}  // namespace samlad::store
