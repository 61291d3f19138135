// SPDX-License-Identifier: EUPL-1.2

#include "gateway/store/sqlite/files_in_place.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstring>

#include "gateway/base/strings.h"

namespace samlad::store {
namespace {

absl::Status NotInPlace(const std::string& path, std::string_view how) {
  return absl::FailedPreconditionError(
      StrCat(path, " is no longer the file that is written to (", how,
             "): it, or its folder, was moved, deleted or replaced; put it back as it was, or "
             "restore a copy"));
}

}  // namespace

absl::StatusOr<FilesInPlace> FilesInPlace::Remember(const std::vector<std::string>& paths) {
  FilesInPlace in_place;
  for (const std::string& path : paths) {
    struct stat found{};
    if (::stat(path.c_str(), &found) != 0) return NotInPlace(path, std::strerror(errno));
    in_place.files_.push_back({path, found.st_dev, found.st_ino});
  }
  return in_place;
}

absl::Status FilesInPlace::Check() const {
  for (const File& file : files_) {
    struct stat found{};
    if (::stat(file.path.c_str(), &found) != 0) return NotInPlace(file.path, std::strerror(errno));
    if (found.st_dev != file.device || found.st_ino != file.inode) {
      return NotInPlace(file.path, "another file has its name");
    }
  }
  return absl::OkStatus();
}

}  // namespace samlad::store
