// SPDX-License-Identifier: EUPL-1.2
//
// The embedded engine: one SQLite database (3.40 or later) in WAL mode with
// synchronous=FULL and 16 KiB pages. Exactly one connection writes and
// checkpoints (a WAL-reset bug up to 3.51.2 needs two); readers never
// checkpoint. A lock refuses a second process.

#ifndef SAMLAD_GATEWAY_STORE_SQLITE_SQLITE_STORE_H_
#define SAMLAD_GATEWAY_STORE_SQLITE_SQLITE_STORE_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "gateway/store/store.h"

namespace samlad::store {

// Opens the database `directory`/log.sqlite, creating it and its schema if
// `create`; without `create` a missing one is NOT_FOUND. ALREADY_EXISTS if
// another gateway has it open; UNAVAILABLE if another program has it locked;
// FAILED_PRECONDITION if its schema is newer; DATA_LOSS if it is not a sound
// database.
absl::StatusOr<std::unique_ptr<Store>> OpenSqliteStore(const std::string& directory, bool create);

}  // namespace samlad::store

#endif  // SAMLAD_GATEWAY_STORE_SQLITE_SQLITE_STORE_H_
