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
#include "gateway/store/sqlite/opening_check.h"
#include "gateway/store/store.h"

namespace samlad::store {

// Opens the database `directory`/log.sqlite, creating it and its schema if
// `create`; without `create` a missing one is NOT_FOUND. `remark` may be null.
//   ALREADY_EXISTS       another gateway has it open
//   UNAVAILABLE          another program has it locked
//   FAILED_PRECONDITION  its schema is newer, or this account cannot read and
//                        write its files; the text has the command that mends it
//   DATA_LOSS            it is not a sound database, or entries that were
//                        acknowledged are missing; see opening_check.h
absl::StatusOr<std::unique_ptr<Store>> OpenSqliteStore(const std::string& directory, bool create,
                                                       const Remark& remark = nullptr);

}  // namespace samlad::store

#endif  // SAMLAD_GATEWAY_STORE_SQLITE_SQLITE_STORE_H_
