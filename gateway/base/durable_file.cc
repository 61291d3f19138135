// SPDX-License-Identifier: EUPL-1.2

#include "gateway/base/durable_file.h"

#include <fcntl.h>
#include <sys/random.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include "absl/status/statusor.h"
#include "gateway/base/descriptor.h"
#include "gateway/base/strings.h"

namespace samlad {
namespace {

namespace fs = std::filesystem;

absl::Status FileError(std::string_view action, const std::string& path) {
  return absl::ErrnoToStatus(errno, ToAbsl(StrCat("cannot ", action, " ", path)));
}

std::string FolderOf(const std::string& path) {
  const fs::path folder = fs::path(path).parent_path();
  return folder.empty() ? "." : folder.string();
}

// A name next to `path` that no other writer has chosen.
absl::StatusOr<std::string> TemporaryPath(const std::string& path) {
  uint64_t random = 0;
  if (getentropy(&random, sizeof(random)) != 0) return FileError("choose a name next to", path);
  return (fs::path(FolderOf(path)) /
          StrCat(".", fs::path(path).filename().string(), ".", absl::Hex(random, absl::kZeroPad16)))
      .string();
}

absl::Status WriteAllAndSync(Descriptor file, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t written = write(file.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return FileError("write", path);
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  if (fsync(file.get()) != 0) return FileError("sync", path);
  // Some file systems report only here that what was written did not fit.
  return close(file.Release()) == 0 ? absl::OkStatus() : FileError("write", path);
}

// The name of the new file is not durable yet.
absl::Status WriteNewFile(const std::string& path, std::string_view bytes, mode_t mode) {
  Descriptor file(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
  if (!file.valid()) return FileError("create", path);
  absl::Status written = WriteAllAndSync(std::move(file), bytes, path);
  if (!written.ok()) unlink(path.c_str());
  return written;
}

}  // namespace

absl::Status CreateFileDurably(const std::string& path, std::string_view bytes, mode_t mode) {
  if (absl::Status written = WriteNewFile(path, bytes, mode); !written.ok()) return written;
  return SyncFolder(FolderOf(path));
}

absl::Status WriteFileDurably(const std::string& path, std::string_view bytes, mode_t mode) {
  const std::string folder = FolderOf(path);
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) {
    return absl::UnknownError(StrCat("cannot make the folder ", folder, ": ", error.message()));
  }
  const absl::StatusOr<std::string> temporary = TemporaryPath(path);
  if (!temporary.ok()) return temporary.status();
  if (absl::Status written = WriteNewFile(*temporary, bytes, mode); !written.ok()) return written;
  if (std::rename(temporary->c_str(), path.c_str()) != 0) {
    absl::Status failed = FileError("replace", path);
    unlink(temporary->c_str());
    return failed;
  }
  return SyncFolder(folder);
}

absl::Status MoveFileDurably(const std::string& from, const std::string& to) {
  if (std::rename(from.c_str(), to.c_str()) == 0) return SyncFolder(FolderOf(to));
  return errno == ENOENT ? absl::OkStatus() : FileError("move", StrCat(from, " to ", to));
}

absl::Status SyncFolder(const std::string& folder) {
  const Descriptor descriptor(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!descriptor.valid()) return FileError("open the folder", folder);
  return fsync(descriptor.get()) == 0 ? absl::OkStatus() : FileError("sync the folder", folder);
}

}  // namespace samlad
