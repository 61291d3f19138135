// SPDX-License-Identifier: EUPL-1.2
//
// A connection that reads ranges of records piece by piece. Between two pieces it
// pins nothing, so that the write-ahead log can be merged.

#ifndef SAMLAD_GATEWAY_STORE_SQLITE_SCANNER_H_
#define SAMLAD_GATEWAY_STORE_SQLITE_SCANNER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/store/pieces.h"
#include "gateway/store/sqlite/connection.h"
#include "gateway/store/store.h"

namespace samlad::store {

// Not thread-safe. Movable.
class SqliteScanner {
 public:
  static absl::StatusOr<SqliteScanner> Open(const std::string& path);
  static absl::StatusOr<SqliteScanner> On(Connection connection);

  // Records from `begin` on, before `end`, until they hold kScanBytesMax. At least
  // one; DATA_LOSS, naming the position, if one is missing or unreadable.
  absl::StatusOr<std::vector<Record>> Entries(uint64_t begin, uint64_t end);

  // Checkpoints of sizes (after, end], until they hold kScanBytesMax.
  absl::StatusOr<std::vector<SizedNote>> Notes(uint64_t after, uint64_t end);

 private:
  SqliteScanner(Connection connection, Statement entries, Statement checkpoints)
      : connection_(std::move(connection)),
        entries_(std::move(entries)),
        checkpoints_(std::move(checkpoints)) {}

  Record Current() const;

  Connection connection_;
  Statement entries_, checkpoints_;
};

}  // namespace samlad::store

#endif  // SAMLAD_GATEWAY_STORE_SQLITE_SCANNER_H_
