// SPDX-License-Identifier: EUPL-1.2
//
// Whether the files of a log hold everything that they say they hold, looked at
// before SQLite merges or deletes anything.

#ifndef SAMLAD_GATEWAY_STORE_SQLITE_OPENING_CHECK_H_
#define SAMLAD_GATEWAY_STORE_SQLITE_OPENING_CHECK_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/store/store.h"

namespace samlad::store {

// Reads log.head and the write-ahead log in `directory`, and opens the database
// `path` for reading only. Returns whether log.head must be written anew, because
// it is absent, torn or older than the log. DATA_LOSS, with sizes and the way out, if
//   - two or more commits can be read behind a frame of the write-ahead log that
//     does not hold: a power cut leaves one at most;
//   - log.head names more entries than the log has, or a checkpoint that the log
//     does not have;
//   - the database is missing or empty beside a head or a write-ahead log.
// Other errors as OpenSqliteStore. The caller holds the folder's lock.
absl::StatusOr<bool> CheckBeforeOpening(const std::string& directory, const std::string& path,
                                        const Remark& remark);

}  // namespace samlad::store

#endif  // SAMLAD_GATEWAY_STORE_SQLITE_OPENING_CHECK_H_
