// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/log_key.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>

#include "gateway/base/strings.h"
#include "gateway/transport/read_pem_file.h"

namespace samlad::app {
namespace {

constexpr mode_t kSecret = 0600;
constexpr mode_t kPublic = 0644;

absl::Status ErrnoError(std::string_view doing, const std::string& path) {
  return absl::ErrnoToStatus(errno, ToAbsl(StrCat(doing, " ", path)));
}

// A name is durable when its folder is.
absl::Status SyncFolderOf(const std::string& path) {
  const std::filesystem::path parent = std::filesystem::path(path).parent_path();
  const std::string folder = (parent.empty() ? std::filesystem::path(".") : parent).string();
  const int fd = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return ErrnoError("cannot open the folder", folder);
  const int result = fsync(fd);
  close(fd);
  return result == 0 ? absl::OkStatus() : ErrnoError("cannot sync the folder", folder);
}

absl::Status WriteAll(int fd, std::string_view content, const std::string& path) {
  while (!content.empty()) {
    const ssize_t written = write(fd, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return ErrnoError("cannot write", path);
    content.remove_prefix(static_cast<size_t>(written));
  }
  return fsync(fd) == 0 ? absl::OkStatus() : ErrnoError("cannot sync", path);
}

// The file must not exist.
absl::Status CreateFile(const std::string& path, std::string_view content, mode_t mode) {
  const int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
  if (fd < 0) return ErrnoError("cannot create", path);
  absl::Status written = WriteAll(fd, content, path);
  close(fd);
  if (!written.ok()) {
    unlink(path.c_str());
    return written;
  }
  return SyncFolderOf(path);
}

}  // namespace

absl::StatusOr<ledger::NoteSigner> ReadLogKey(const std::string& path, std::string_view origin) {
  const auto pem = transport::ReadPrivateKeyFile(path);
  if (!pem.ok()) {
    return absl::Status(
        pem.status().code(),
        ToAbsl(StrCat("log_key: ", Message(pem.status()),
                      absl::IsNotFound(pem.status())
                          ? "; if it is lost, restore it from its copy: a log has one key"
                          : "")));
  }
  auto signer = ledger::NoteSigner::FromPem(origin, *pem);
  if (!signer.ok()) {
    return absl::Status(signer.status().code(),
                        ToAbsl(StrCat("log_key: ", path, ": ", Message(signer.status()))));
  }
  return signer;
}

absl::Status CreateLogKey(const std::string& path) {
  return CreateFile(path, ledger::NoteSigner::GenerateKeyPem(), kSecret);
}

absl::Status WriteFileDurably(const std::string& path, std::string_view content) {
  const std::string next = path + ".new";
  unlink(next.c_str());
  if (absl::Status created = CreateFile(next, content, kPublic); !created.ok()) return created;
  if (rename(next.c_str(), path.c_str()) != 0) return ErrnoError("cannot rename to", path);
  return SyncFolderOf(path);
}

}  // namespace samlad::app
