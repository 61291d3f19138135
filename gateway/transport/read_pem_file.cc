// SPDX-License-Identifier: EUPL-1.2

#include "gateway/transport/read_pem_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "absl/status/status.h"
#include "gateway/base/descriptor.h"
#include "gateway/base/file_owner.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"

namespace samlad::transport {
namespace {

absl::Status SystemError(const std::string& path, int error) {
  return absl::ErrnoToStatus(error, StrCat(path, ": cannot read"));
}

// A key of root's may be shown to this account through a group or an access
// list, which looks like one; systemd does so with credentials.
absl::Status CheckKeptSecret(const std::string& path, const struct stat& info) {
  const bool own = info.st_uid == geteuid();
  if ((info.st_mode & (S_IRWXO | (own ? S_IRWXG : S_IWGRP | S_IXGRP))) == 0) {
    return absl::OkStatus();
  }
  return absl::PermissionDeniedError(StrCat(
      path, ": other accounts can read this private key; run: chmod ", own ? 600 : 640, " ", path));
}

absl::StatusOr<std::string> ReadFile(const std::string& path, bool is_key) {
  // Not blocking: the path may be a pipe that nobody writes.
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.valid() && errno == EACCES) {
    return absl::PermissionDeniedError(
        StrCat(path, ": cannot read: ", DescribeOwner(path),
               ", which may not read it; run: ", CommandToOwn({path})));
  }
  if (!file.valid()) return SystemError(path, errno);
  struct stat info = {};
  if (fstat(file.get(), &info) != 0) return SystemError(path, errno);
  if (!S_ISREG(info.st_mode)) return absl::InvalidArgumentError(StrCat(path, ": is not a file"));
  if (is_key) {
    if (absl::Status secret = CheckKeptSecret(path, info); !secret.ok()) return secret;
  }
  std::string bytes(limits::kPemFileBytesMax + 1, '\0');
  size_t size = 0;
  while (size < bytes.size()) {
    const ssize_t n = read(file.get(), bytes.data() + size, bytes.size() - size);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return SystemError(path, errno);
    if (n == 0) break;
    size += static_cast<size_t>(n);
  }
  if (size > limits::kPemFileBytesMax) {
    return absl::InvalidArgumentError(
        StrCat(path, ": is over ", limits::kPemFileBytesMax, " bytes; is it a PEM file?"));
  }
  if (size == 0) return absl::InvalidArgumentError(StrCat(path, ": is empty"));
  bytes.resize(size);
  return bytes;
}

}  // namespace

absl::StatusOr<std::string> ReadPemFile(const std::string& path) {
  return ReadFile(path, /*is_key=*/false);
}

absl::StatusOr<std::string> ReadPrivateKeyFile(const std::string& path) {
  return ReadFile(path, /*is_key=*/true);
}

}  // namespace samlad::transport
