// SPDX-License-Identifier: EUPL-1.2

#include "clients/sdk/files.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>

#include "absl/strings/ascii.h"
#include "gateway/base/strings.h"
#include "gateway/ledger/hash.h"

namespace samlad::sdk {
namespace {

namespace fs = std::filesystem;

absl::Status Failed(std::string_view what, const std::string& path) {
  return absl::ErrnoToStatus(errno, ToAbsl(StrCat("cannot ", what, " ", path)));
}

std::string FolderOf(const std::string& path) {
  const fs::path folder = fs::path(path).parent_path();
  return folder.empty() ? "." : folder.string();
}

// Writes and syncs a new file.
absl::Status WriteNew(const std::string& path, std::string_view bytes, mode_t mode) {
  const int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (fd < 0) return Failed("create", path);
  while (!bytes.empty()) {
    const ssize_t written = write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) break;
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  absl::Status status;
  if (!bytes.empty() || fsync(fd) != 0) status = Failed("write", path);
  if (close(fd) != 0 && status.ok()) status = Failed("write", path);
  return status;
}

absl::Status SyncFolder(const std::string& folder) {
  const int fd = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return Failed("open", folder);
  const absl::Status status = fsync(fd) == 0 ? absl::OkStatus() : Failed("sync", folder);
  close(fd);
  return status;
}

}  // namespace

absl::Status WriteFileAtomically(const std::string& path, std::string_view bytes, mode_t mode) {
  const std::string folder = FolderOf(path);
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) {
    return absl::UnknownError(StrCat("cannot make the folder ", folder, ": ", error.message()));
  }
  const std::string temporary =
      fs::path(folder) /
      StrCat(".", fs::path(path).filename().string(), ".", ledger::ToHex(ledger::RandomBytes(8)));
  absl::Status status = WriteNew(temporary, bytes, mode);
  if (status.ok() && std::rename(temporary.c_str(), path.c_str()) != 0) {
    status = Failed("replace", path);
  }
  if (!status.ok()) {
    unlink(temporary.c_str());
    return status;
  }
  return SyncFolder(folder);
}

absl::Status MoveFile(const std::string& from, const std::string& to) {
  if (std::rename(from.c_str(), to.c_str()) == 0) return SyncFolder(FolderOf(to));
  return errno == ENOENT ? absl::OkStatus() : Failed("move", StrCat(from, " to ", to));
}

std::string FileStem(std::initializer_list<std::string_view> ids) {
  std::string stem;
  for (const std::string_view id : ids) {
    if (!stem.empty()) stem += '-';
    for (const char c : id) {
      const bool plain =
          absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '_' || c == '-';
      stem += plain ? c : '_';
    }
  }
  // A leading point would hide the file.
  if (stem.starts_with('.')) stem.front() = '_';
  return stem;
}

}  // namespace samlad::sdk
