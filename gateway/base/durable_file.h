// SPDX-License-Identifier: EUPL-1.2
//
// Files that survive a crash of the machine: content and name are on disk when
// the function returns. Errors carry the system's code (absl::ErrnoToStatus),
// and name the path and the system's reason. Safe from any thread; of two
// writers of one path, the last wins. A crash while one writes may leave a hidden
// file next to the path, which nothing reads.

#ifndef SAMLAD_GATEWAY_BASE_DURABLE_FILE_H_
#define SAMLAD_GATEWAY_BASE_DURABLE_FILE_H_

#include <sys/types.h>

#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace samlad {

// Writes a new file; `mode` is narrowed by the umask. Its folder must exist.
// ALREADY_EXISTS: the path is taken, and what is there stays.
absl::Status CreateFileDurably(const std::string& path, std::string_view bytes, mode_t mode);

// Writes a file, in place of the one that is there: a crash leaves the old one
// or the new one, whole. Makes the folder if it is missing.
absl::Status WriteFileDurably(const std::string& path, std::string_view bytes, mode_t mode = 0666);

// Renames a file. A file that is not there is no error.
absl::Status MoveFileDurably(const std::string& from, const std::string& to);

// Makes durable the names that were added to a folder or removed from it.
absl::Status SyncFolder(const std::string& folder);

}  // namespace samlad

#endif  // SAMLAD_GATEWAY_BASE_DURABLE_FILE_H_
