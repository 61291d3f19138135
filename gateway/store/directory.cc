// SPDX-License-Identifier: EUPL-1.2

#include "gateway/store/directory.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <utility>

#include "gateway/base/durable_file.h"
#include "gateway/base/file_owner.h"
#include "gateway/base/strings.h"

namespace samlad::store {
namespace {

absl::Status Failed(const std::string& what) {
  return absl::ErrnoToStatus(errno, StrCat("cannot ", what));
}

}  // namespace

absl::Status MakeDirectory(const std::string& directory) {
  if (::mkdir(directory.c_str(), 0700) != 0) {
    return errno == EEXIST ? absl::OkStatus() : Failed(StrCat("create directory ", directory));
  }
  const std::filesystem::path path = std::filesystem::path(directory) / "";
  return SyncFolder((path.parent_path() / "..").string());
}

absl::StatusOr<DirectoryLock> DirectoryLock::Acquire(const std::string& directory) {
  const std::string path = StrCat(directory, "/lock");
  Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!file.valid()) return Failed(StrCat("open ", path));
  GiveToOwnerOf(directory, file.get());
  if (::flock(file.get(), LOCK_EX | LOCK_NB) == 0) return DirectoryLock(directory, std::move(file));
  if (errno != EWOULDBLOCK) return Failed(StrCat("lock ", path));
  return absl::AlreadyExistsError(
      StrCat("another gateway holds ", path, "; stop it first, one directory serves one process"));
}

absl::Status DirectoryLock::CheckWritable() const {
  if (::faccessat(AT_FDCWD, directory_.c_str(), W_OK | X_OK, AT_EACCESS) == 0) {
    return absl::OkStatus();
  }
  return absl::FailedPreconditionError(Failed(StrCat("write to directory ", directory_)).message());
}

}  // namespace samlad::store
