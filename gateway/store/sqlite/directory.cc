// SPDX-License-Identifier: EUPL-1.2

#include "gateway/store/sqlite/directory.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <utility>

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
  return SyncDirectory((path.parent_path() / "..").string());
}

absl::Status SyncDirectory(const std::string& directory) {
  const int fd = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return Failed(StrCat("open directory ", directory));
  const bool synced = ::fsync(fd) == 0;
  const absl::Status status =
      synced ? absl::OkStatus() : Failed(StrCat("make directory ", directory, " durable"));
  ::close(fd);
  return status;
}

absl::StatusOr<DirectoryLock> DirectoryLock::Acquire(const std::string& directory) {
  const std::string path = StrCat(directory, "/lock");
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) return Failed(StrCat("open ", path));
  DirectoryLock lock(directory, fd);
  if (::flock(fd, LOCK_EX | LOCK_NB) == 0) return lock;
  if (errno != EWOULDBLOCK) return Failed(StrCat("lock ", path));
  return absl::AlreadyExistsError(
      StrCat("another gateway holds ", path, "; stop it first, one directory serves one process"));
}

DirectoryLock::DirectoryLock(DirectoryLock&& other) noexcept
    : directory_(std::move(other.directory_)), fd_(std::exchange(other.fd_, -1)) {}

absl::Status DirectoryLock::CheckWritable() const {
  if (::faccessat(AT_FDCWD, directory_.c_str(), W_OK | X_OK, AT_EACCESS) == 0) {
    return absl::OkStatus();
  }
  return absl::FailedPreconditionError(Failed(StrCat("write to directory ", directory_)).message());
}

DirectoryLock::~DirectoryLock() {
  if (fd_ >= 0) ::close(fd_);
}

}  // namespace samlad::store
