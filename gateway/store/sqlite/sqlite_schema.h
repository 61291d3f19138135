// SPDX-License-Identifier: EUPL-1.2
//
// The tables of log.sqlite and the settings of its connections.

#ifndef SAMLAD_GATEWAY_STORE_SQLITE_SQLITE_SCHEMA_H_
#define SAMLAD_GATEWAY_STORE_SQLITE_SQLITE_SCHEMA_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/store/sqlite/connection.h"

namespace samlad::store {

// Opens the one connection that writes and checkpoints, with the schema in
// place. Errors as OpenSqliteStore.
absl::StatusOr<Connection> OpenWriter(const std::string& path, bool create);

// Opens a connection that reads and never checkpoints. After OpenWriter.
absl::StatusOr<Connection> OpenReader(const std::string& path);

}  // namespace samlad::store

#endif  // SAMLAD_GATEWAY_STORE_SQLITE_SQLITE_SCHEMA_H_
