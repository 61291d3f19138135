// SPDX-License-Identifier: EUPL-1.2

#include "gateway/transport/memory_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "gateway/base/strings.h"

namespace samlad::transport {
namespace {

absl::Status MemoryFileFailed(std::string_view step) {
  return absl::ResourceExhaustedError(
      StrCat("cannot ", step, " a file in memory: ", strerror(errno)));
}

absl::Status Fill(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return MemoryFileFailed("write");
    bytes.remove_prefix(static_cast<size_t>(n));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<MemoryFile> MemoryFile::Create() {
  MemoryFile file;
  if (absl::Status made = file.Stage(""); !made.ok()) return made;
  file.file_ = std::move(file.next_);
  if (access(file.path().c_str(), R_OK) != 0) {
    return absl::FailedPreconditionError(
        StrCat(file.path(), ": ", strerror(errno), "; the gateway needs /proc"));
  }
  return file;
}

absl::Status MemoryFile::Stage(std::string_view bytes) {
  Descriptor next(memfd_create("samlad-tls", MFD_CLOEXEC));
  if (!next.valid()) return MemoryFileFailed("make");
  if (absl::Status filled = Fill(next.get(), bytes); !filled.ok()) return filled;
  const timespec modified = {.tv_sec = ++version_, .tv_nsec = 0};
  const timespec times[2] = {modified, modified};
  if (futimens(next.get(), times) != 0) return MemoryFileFailed("date");
  next_ = std::move(next);
  return absl::OkStatus();
}

void MemoryFile::Publish() {
  // Both are open, so that it needs nothing more; dup(2) names no other error.
  while (dup3(next_.get(), file_.get(), O_CLOEXEC) < 0 && (errno == EINTR || errno == EBUSY)) {
  }
  next_.Reset();
}

std::string MemoryFile::path() const { return StrCat("/proc/self/fd/", file_.get()); }

}  // namespace samlad::transport
