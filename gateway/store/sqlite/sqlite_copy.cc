// SPDX-License-Identifier: EUPL-1.2

#include "gateway/store/sqlite/sqlite_copy.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include "gateway/base/descriptor.h"
#include "gateway/base/durable_file.h"
#include "gateway/base/strings.h"
#include "gateway/store/sqlite/connection.h"
#include "gateway/store/sqlite/sqlite_schema.h"

namespace samlad::store {
namespace {

absl::Status SyncFile(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.valid() && ::fsync(file.get()) == 0) return absl::OkStatus();
  return absl::ErrnoToStatus(errno, StrCat("cannot sync ", path));
}

}  // namespace

absl::StatusOr<SqliteCopy> SqliteCopy::Create(const std::string& directory) {
  const std::string path = StrCat(directory, "/log.sqlite");
  std::error_code error;
  if (std::filesystem::exists(path, error)) {
    return absl::AlreadyExistsError(StrCat("there is a log in ", path, " already"));
  }
  absl::StatusOr<Connection> connection = OpenWriter(path, /*create=*/true);
  if (!connection.ok()) return connection.status();
  if (absl::Status set = connection->Execute("PRAGMA synchronous = OFF;"); !set.ok()) return set;
  absl::StatusOr<SqliteWriter> writer = SqliteWriter::Open(*std::move(connection), path);
  if (!writer.ok()) return writer.status();
  return SqliteCopy(directory, *std::move(writer));
}

absl::Status SqliteCopy::Append(const Batch& batch) {
  if (absl::Status written = writer_->Write(batch); !written.ok()) return written;
  writer_->MergeIfLong();
  return absl::OkStatus();
}

absl::Status SqliteCopy::Finish() {
  // The last connection merges the write-ahead log and deletes it.
  writer_.reset();
  const std::string path = StrCat(directory_, "/log.sqlite");
  std::error_code error;
  if (std::filesystem::exists(path + "-wal", error)) {
    return absl::DataLossError(StrCat(path, "-wal could not be merged into the database"));
  }
  if (absl::Status synced = SyncFile(path); !synced.ok()) return synced;
  return SyncFolder(directory_);
}

}  // namespace samlad::store
