// SPDX-License-Identifier: EUPL-1.2
//
// What a write-ahead log holds, read before SQLite opens it, because SQLite
// drops everything behind the first frame that does not hold, without a word.
// The format: https://www.sqlite.org/walformat.html, sections 4.1 to 4.3.

#ifndef SAMLAD_GATEWAY_STORE_SQLITE_WAL_FILE_H_
#define SAMLAD_GATEWAY_STORE_SQLITE_WAL_FILE_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"

namespace samlad::store {

struct WalContent {
  uint64_t bytes = 0;    // of the file; 0: there is none
  uint64_t commits = 0;  // that SQLite will read
  // Where the first frame begins that does not hold; 0: the file's own header
  // does not. Nothing: every frame of this round holds.
  std::optional<uint64_t> damaged_at;
  // Commits of this round whose last frame is found from there on. SQLite syncs
  // one commit before it writes the next, so a power cut leaves one at most.
  uint64_t commits_behind = 0;
};

// Reads the write-ahead log `path` of the database `database`, frame by frame.
//
// A frame carries the checksum of its round so far, so each is compared with
// what its predecessor's stored checksum and its own bytes give; thus frames can
// be read also behind one that does not hold. Frames of earlier rounds have
// other salts and do not count. If the header itself does not hold, but every
// page is in the database as it is in the file, then the file was being begun
// anew, and nothing counts as damaged.
//
// UNAVAILABLE if a file cannot be read.
absl::StatusOr<WalContent> ReadWal(const std::string& path, const std::string& database);

}  // namespace samlad::store

#endif  // SAMLAD_GATEWAY_STORE_SQLITE_WAL_FILE_H_
