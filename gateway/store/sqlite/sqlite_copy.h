// SPDX-License-Identifier: EUPL-1.2
//
// A database file that is filled with a whole log at once. It becomes durable as
// one, so that batches need no sync of their own.

#ifndef SAMLAD_GATEWAY_STORE_SQLITE_SQLITE_COPY_H_
#define SAMLAD_GATEWAY_STORE_SQLITE_SQLITE_COPY_H_

#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/store/sqlite/sqlite_writer.h"
#include "gateway/store/store.h"

namespace samlad::store {

// Not thread-safe. Movable.
class SqliteCopy {
 public:
  // Makes `directory`/log.sqlite. ALREADY_EXISTS if there is one.
  static absl::StatusOr<SqliteCopy> Create(const std::string& directory);

  // Not durable before Finish. Batches are given in order. An error is final.
  absl::Status Append(const Batch& batch);

  // One file that is whole, closed and on disk when this returns. Call it once,
  // last.
  absl::Status Finish();

 private:
  SqliteCopy(std::string directory, SqliteWriter writer)
      : directory_(std::move(directory)), writer_(std::move(writer)) {}

  std::string directory_;
  std::optional<SqliteWriter> writer_;
};

}  // namespace samlad::store

#endif  // SAMLAD_GATEWAY_STORE_SQLITE_SQLITE_COPY_H_
