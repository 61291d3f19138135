// SPDX-License-Identifier: EUPL-1.2

#include "gateway/base/durable_file.h"

#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/status/statusor.h"
#include "gateway/base/descriptor.h"
#include "gateway/base/durable_writer.h"
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

absl::Status WriteAll(const Descriptor& file, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t written = write(file.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return FileError("write", path);
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return absl::OkStatus();
}

absl::StatusOr<Descriptor> OpenNewFile(const std::string& path, mode_t mode) {
  Descriptor file(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
  if (!file.valid()) return FileError("create", path);
  return file;
}

absl::Status SyncAndClose(Descriptor& file, const std::string& path) {
  if (fsync(file.get()) != 0) return FileError("sync", path);
  // Some file systems report only here that what was written did not fit.
  return close(file.Release()) == 0 ? absl::OkStatus() : FileError("write", path);
}

absl::Status NoFile(const std::string& path, std::string_view what) {
  return absl::FailedPreconditionError(
      StrCat("cannot write ", path, ": it is ", what, "; give another file"));
}

bool IsSame(const struct stat& one, const struct stat& other) {
  return one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

// What goes to the same place as the path, opened before: a file behind
// /dev/stdout must not be begun anew.
Descriptor StandardStream(const struct stat& target) {
  for (const int standard : {STDOUT_FILENO, STDERR_FILENO}) {
    struct stat stream{};
    if (fstat(standard, &stream) == 0 && IsSame(stream, target)) {
      return Descriptor(fcntl(standard, F_DUPFD_CLOEXEC, 0));
    }
  }
  return Descriptor();
}

// A descriptor if the path is to be written into; none if a file takes its place.
absl::StatusOr<Descriptor> OpenIfNoFile(const std::string& path) {
  struct stat link{}, target{};
  if (lstat(path.c_str(), &link) != 0) return Descriptor();
  if (stat(path.c_str(), &target) != 0) {
    if (S_ISLNK(link.st_mode)) return NoFile(path, "a symbolic link to nothing");
    return FileError("look at", path);
  }
  if (S_ISREG(target.st_mode)) {
    return S_ISLNK(link.st_mode) ? StandardStream(target) : Descriptor();
  }
  if (S_ISDIR(target.st_mode)) return NoFile(path, "a folder");
  if (S_ISSOCK(target.st_mode)) return NoFile(path, "a socket");
  if (S_ISBLK(target.st_mode)) return NoFile(path, "a disk");
  if (Descriptor stream = StandardStream(target); stream.valid()) return stream;
  Descriptor opened(open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY));
  if (!opened.valid()) return FileError("open", path);
  return opened;
}

}  // namespace

absl::Status CreateFileDurably(const std::string& path, std::string_view bytes, mode_t mode) {
  absl::StatusOr<Descriptor> file = OpenNewFile(path, mode);
  if (!file.ok()) return file.status();
  absl::Status written = WriteAll(*file, bytes, path);
  if (written.ok()) written = SyncAndClose(*file, path);
  if (!written.ok()) {
    unlink(path.c_str());
    return written;
  }
  return SyncFolder(FolderOf(path));
}

absl::Status WriteFileDurably(const std::string& path, std::string_view bytes, mode_t mode) {
  absl::StatusOr<DurableWriter> file = DurableWriter::Open(path, mode);
  if (!file.ok()) return file.status();
  const absl::Status written = file->Append(bytes);
  return written.ok() ? file->Commit() : written;
}

absl::StatusOr<DurableWriter> DurableWriter::Open(const std::string& path, mode_t mode) {
  absl::StatusOr<Descriptor> stream = OpenIfNoFile(path);
  if (!stream.ok()) return stream.status();
  if (stream->valid()) return DurableWriter(path, "", *std::move(stream));
  constexpr mode_t kOwnFolder = 0700, kSharedFolder = 0777;
  const bool shared = (mode & ~kOwnerOnly) != 0;
  if (absl::Status made = MakeFolders(FolderOf(path), shared ? kSharedFolder : kOwnFolder);
      !made.ok()) {
    return made;
  }
  const absl::StatusOr<std::string> temporary = TemporaryPath(path);
  if (!temporary.ok()) return temporary.status();
  absl::StatusOr<Descriptor> file = OpenNewFile(*temporary, mode);
  if (!file.ok()) return file.status();
  return DurableWriter(path, *temporary, *std::move(file));
}

DurableWriter::DurableWriter(std::string path, std::string temporary, Descriptor file)
    : path_(std::move(path)), temporary_(std::move(temporary)), file_(std::move(file)) {}

DurableWriter::DurableWriter(DurableWriter&& other) noexcept
    : path_(std::move(other.path_)),
      temporary_(std::exchange(other.temporary_, {})),
      file_(std::move(other.file_)) {}

DurableWriter::~DurableWriter() {
  if (!temporary_.empty()) unlink(temporary_.c_str());
}

absl::Status DurableWriter::Append(std::string_view bytes) {
  return WriteAll(file_, bytes, temporary_.empty() ? path_ : temporary_);
}

absl::Status DurableWriter::Commit() {
  if (temporary_.empty()) return absl::OkStatus();
  if (absl::Status synced = SyncAndClose(file_, temporary_); !synced.ok()) return synced;
  if (std::rename(temporary_.c_str(), path_.c_str()) != 0) return FileError("replace", path_);
  temporary_.clear();
  return SyncFolder(FolderOf(path_));
}

absl::Status MakeFolders(const std::string& folder, mode_t mode) {
  fs::path made;
  for (const fs::path& part : fs::path(folder)) {
    made /= part;
    if (mkdir(made.c_str(), mode) == 0 || errno == EEXIST) continue;
    const int why = errno;
    std::error_code ignored;
    if (fs::is_directory(made, ignored)) continue;
    errno = why;
    return FileError("make the folder", folder);
  }
  std::error_code error;
  if (fs::is_directory(folder, error)) return absl::OkStatus();
  errno = ENOTDIR;
  return FileError("make the folder", folder);
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
