// SPDX-License-Identifier: EUPL-1.2
//
// The data directory. It is made durably, and one process holds it at a time.

#ifndef SAMLAD_GATEWAY_STORE_DIRECTORY_H_
#define SAMLAD_GATEWAY_STORE_DIRECTORY_H_

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/base/descriptor.h"

namespace samlad::store {

// Makes `directory` with mode 0700 if it is missing; its parent must exist.
absl::Status MakeDirectory(const std::string& directory);

// Holds `directory`/lock (flock(2)) until destroyed or the process ends,
// however it ends. Movable.
class DirectoryLock {
 public:
  // ALREADY_EXISTS if another holder has it, in this process or another.
  static absl::StatusOr<DirectoryLock> Acquire(const std::string& directory);

  // FAILED_PRECONDITION if the directory is gone or may not be written to, for
  // instance because its file system became read-only.
  absl::Status CheckWritable() const;

 private:
  DirectoryLock(std::string directory, Descriptor file)
      : directory_(std::move(directory)), file_(std::move(file)) {}
  std::string directory_;
  Descriptor file_;
};

}  // namespace samlad::store

#endif  // SAMLAD_GATEWAY_STORE_DIRECTORY_H_
