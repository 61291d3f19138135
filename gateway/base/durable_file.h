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

// Of files that may hold what not everybody may read; and of those that nobody
// needs to hide.
inline constexpr mode_t kOwnerOnly = 0600, kForEveryone = 0666;

// Writes a file, in place of the one that is there: a crash leaves the old one
// or the new one, whole. `mode` is narrowed by the umask, and is that of the file
// also if the old one was open to more. Makes the folders that are missing, for
// the owner alone if the file is.
// What is no file is never replaced, under its own name or through a link: a
// terminal or another character device, and a FIFO, is written into, and so is
// whatever standard output or standard error goes to (/dev/stdout).
// FAILED_PRECONDITION: a folder, a socket, a disk, or a link to nothing.
absl::Status WriteFileDurably(const std::string& path, std::string_view bytes,
                              mode_t mode = kOwnerOnly);

// Makes a folder, and those above it that are missing.
absl::Status MakeFolders(const std::string& folder, mode_t mode);

// Renames a file. A file that is not there is no error.
absl::Status MoveFileDurably(const std::string& from, const std::string& to);

// Makes durable the names that were added to a folder or removed from it.
absl::Status SyncFolder(const std::string& folder);

}  // namespace samlad

#endif  // SAMLAD_GATEWAY_BASE_DURABLE_FILE_H_
