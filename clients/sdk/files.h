// SPDX-License-Identifier: EUPL-1.2
//
// Files that must be whole or not there at all.

#ifndef SAMLAD_CLIENTS_SDK_FILES_H_
#define SAMLAD_CLIENTS_SDK_FILES_H_

#include <sys/types.h>

#include <initializer_list>
#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace samlad::sdk {

// Writes beside `path`, syncs, renames, syncs the folder: after a crash the
// file is the old one or the new one. Makes the folder if it is missing.
// Errors name the path and the system's reason. `mode` is narrowed by the umask.
absl::Status WriteFileAtomically(const std::string& path, std::string_view bytes,
                                 mode_t mode = 0666);

// Renames and syncs the folder. A file that is not there is no error.
absl::Status MoveFile(const std::string& from, const std::string& to);

// A file name from ids: joined by "-"; whatever is not a letter, digit, "." ,
// "_" or "-" becomes "_", so that no id can name another folder.
std::string FileStem(std::initializer_list<std::string_view> ids);

}  // namespace samlad::sdk

#endif  // SAMLAD_CLIENTS_SDK_FILES_H_
