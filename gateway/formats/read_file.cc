// SPDX-License-Identifier: EUPL-1.2

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "gateway/base/descriptor.h"
#include "gateway/formats/message_loader.h"

namespace samlad::formats {
namespace {

absl::Status TooLarge(const std::string& name, size_t bytes_max) {
  return absl::ResourceExhaustedError(
      absl::StrCat(name, ": larger than the ", bytes_max, " bytes that are read"));
}

// Reads to the end. The size is bounded here, too, because a file may grow
// while it is read.
absl::StatusOr<std::string> ReadAll(int fd, const std::string& name, size_t bytes_max) {
  constexpr size_t kChunkBytes = size_t{64} << 10;
  std::string text;
  while (true) {
    const size_t size = text.size();
    text.resize(size + std::min(kChunkBytes, bytes_max + 1 - size));
    const ssize_t got = read(fd, text.data() + size, text.size() - size);
    const int error = errno;
    text.resize(size + static_cast<size_t>(std::max<ssize_t>(got, 0)));
    if (got < 0 && error == EINTR) continue;
    if (got < 0) return absl::ErrnoToStatus(error, absl::StrCat("cannot read ", name));
    if (got == 0) return text;
    if (text.size() > bytes_max) return TooLarge(name, bytes_max);
  }
}

}  // namespace

absl::StatusOr<std::string> ReadFile(const std::string& path, size_t bytes_max) {
  if (path == "-") return ReadAll(STDIN_FILENO, "standard input", bytes_max);
  // Qualified, because protobuf has a Descriptor, too. Without O_NONBLOCK, opening a FIFO would
  // wait for its writer.
  const samlad::Descriptor file(open(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
  if (!file.valid()) return absl::ErrnoToStatus(errno, absl::StrCat("cannot open ", path));
  struct stat info = {};
  if (fstat(file.get(), &info) != 0) {
    return absl::ErrnoToStatus(errno, absl::StrCat("cannot examine ", path));
  }
  if (!S_ISREG(info.st_mode)) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": not a regular file"));
  }
  if (static_cast<uint64_t>(info.st_size) > bytes_max) return TooLarge(path, bytes_max);
  return ReadAll(file.get(), path, bytes_max);
}

}  // namespace samlad::formats
