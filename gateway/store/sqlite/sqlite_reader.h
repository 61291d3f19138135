// SPDX-License-Identifier: EUPL-1.2
//
// A log that is read from outside: beside the gateway that serves it, or as a
// copy. Nothing is locked for longer than a piece is read, merged or changed.

#ifndef SAMLAD_GATEWAY_STORE_SQLITE_SQLITE_READER_H_
#define SAMLAD_GATEWAY_STORE_SQLITE_SQLITE_READER_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/store/store.h"

namespace samlad::store {

// Opens `directory`/log.sqlite for reading. Its size is that of the moment of
// opening, because what is read then never changes. If entries and checkpoints
// disagree on it, it is the greater, so that reading finds out what is missing.
// A file on a read-only file system is read without locks: nobody writes to it.
//   NOT_FOUND            there is no log
//   FAILED_PRECONDITION  its schema is newer, or this account cannot read it
//   DATA_LOSS            it is not a sound database
// `at_rest`: nobody may write to it meanwhile, so that it is read without locks, and
// SQLite makes no files beside it. FAILED_PRECONDITION then if there is a write-ahead
// log.
absl::StatusOr<std::unique_ptr<ReadableLog>> OpenSqliteReader(const std::string& directory,
                                                              bool at_rest = false);

// What SQLite's own check says of the structure of `directory`/log.sqlite: of its
// pages, trees and indices, at most `lines_max` lines. Empty: it is sound. Reads the
// whole file. Errors as OpenSqliteReader.
absl::StatusOr<std::vector<std::string>> CheckSqliteStructure(const std::string& directory,
                                                              int lines_max);

}  // namespace samlad::store

#endif  // SAMLAD_GATEWAY_STORE_SQLITE_SQLITE_READER_H_
