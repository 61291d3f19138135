// SPDX-License-Identifier: EUPL-1.2
//
// The tables of log.sqlite and the settings of its connections.

#ifndef SAMLAD_GATEWAY_STORE_SQLITE_SQLITE_SCHEMA_H_
#define SAMLAD_GATEWAY_STORE_SQLITE_SQLITE_SCHEMA_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/store/sqlite/connection.h"

namespace samlad::store {

// Whether no schema was ever committed, as a crash may leave a file.
absl::StatusOr<bool> IsBlank(Connection& connection);

// The version of the schema. DATA_LOSS if it is another program's database,
// FAILED_PRECONDITION if a newer gateway wrote it.
absl::StatusOr<uint64_t> CheckVersion(Connection& connection, const std::string& path);

// Number of entries in a log, if its two tables agree on it; else DATA_LOSS.
absl::StatusOr<uint64_t> ReadSize(Connection& connection, const std::string& path);

// Opens the one connection that writes and checkpoints, with the schema in
// place. Errors as OpenSqliteStore.
absl::StatusOr<Connection> OpenWriter(const std::string& path, bool create);

// Opens a connection that reads, and never merges the write-ahead log into the
// database, nor deletes it.
absl::StatusOr<Connection> OpenReader(const std::string& path);

}  // namespace samlad::store

#endif  // SAMLAD_GATEWAY_STORE_SQLITE_SQLITE_SCHEMA_H_
