// SPDX-License-Identifier: EUPL-1.2
//
// Whether names still lead to the files that were opened under them. What is
// written to a file without its name is lost when the process ends.

#ifndef SAMLAD_GATEWAY_STORE_SQLITE_FILES_IN_PLACE_H_
#define SAMLAD_GATEWAY_STORE_SQLITE_FILES_IN_PLACE_H_

#include <sys/types.h>

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace samlad::store {

// Thread-safe.
class FilesInPlace {
 public:
  // Remembers device and inode of each file. FAILED_PRECONDITION if one is not
  // there.
  static absl::StatusOr<FilesInPlace> Remember(const std::vector<std::string>& paths);

  // FAILED_PRECONDITION, naming the file, if a name leads nowhere or to another
  // file: it was moved, deleted or replaced, or its folder was.
  absl::Status Check() const;

 private:
  struct File {
    std::string path;
    dev_t device;
    ino_t inode;
  };
  std::vector<File> files_;
};

}  // namespace samlad::store

#endif  // SAMLAD_GATEWAY_STORE_SQLITE_FILES_IN_PLACE_H_
