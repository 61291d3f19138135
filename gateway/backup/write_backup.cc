// SPDX-License-Identifier: EUPL-1.2

#include "gateway/backup/write_backup.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/time/time.h"
#include "gateway/backup/copy_log.h"
#include "gateway/base/descriptor.h"
#include "gateway/base/durable_file.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/ledger/note.h"
#include "gateway/store/directory.h"
#include "gateway/store/head_file.h"
#include "gateway/store/sqlite/sqlite_copy.h"
#include "gateway/store/sqlite/sqlite_reader.h"

namespace samlad::backup {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFinished = "backup-";
constexpr std::string_view kUnfinished = ".unfinished-";

absl::Status Failed(std::string_view what, const std::string& path) {
  return absl::ErrnoToStatus(errno, StrCat("cannot ", what, " ", path));
}

// Paths in the folder whose names begin so, in the order of their names. A folder that
// cannot be read to its end is an error: the newest backup may be the one not seen.
absl::StatusOr<std::vector<std::string>> Find(const std::string& folder, std::string_view prefix) {
  std::vector<std::string> found;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (at->path().filename().string().starts_with(prefix)) found.push_back(at->path().string());
  }
  if (error && error != std::errc::no_such_file_or_directory &&
      error != std::errc::not_a_directory) {
    return absl::UnavailableError(StrCat("cannot read ", folder, " to its end: ", error.message()));
  }
  std::ranges::sort(found);
  return found;
}

bool HasManifest(const std::string& path) {
  std::error_code error;
  return fs::exists(StrCat(path, "/", kManifestFile), error);
}

absl::StatusOr<std::vector<std::string>> FindFinished(const std::string& folder) {
  absl::StatusOr<std::vector<std::string>> found = Find(folder, kFinished);
  if (!found.ok()) return found;
  std::erase_if(*found, [](const std::string& path) { return !HasManifest(path); });
  return found;
}

// The manifest first, so that what a crash leaves counts as unfinished.
absl::Status Remove(const std::string& path) {
  std::error_code error;
  fs::remove(StrCat(path, "/", kManifestFile), error);
  if (!error) fs::remove_all(path, error);
  if (!error) return absl::OkStatus();
  return absl::UnavailableError(StrCat("cannot remove ", path, ": ", error.message()));
}

std::string FormatTime(int64_t ms, const char* format) {
  return absl::FormatTime(format, absl::FromUnixMillis(ms), absl::UTCTimeZone());
}

// The gateway stores nothing when its disk is full, so that a backup must not fill it.
absl::Status CheckRoom(const BackupOptions& options) {
  std::error_code error;
  uintmax_t bytes = 0;
  for (const char* name : {"/log.sqlite", "/log.sqlite-wal"}) {
    const uintmax_t found = fs::file_size(StrCat(options.data_directory, name), error);
    if (!error) bytes += found;
  }
  const fs::space_info space = fs::space(options.folder, error);
  if (error || space.available >= bytes + limits::kDiskReserveBytes) return absl::OkStatus();
  return absl::ResourceExhaustedError(StrCat(
      "the backup needs ", bytes, " bytes and leaves ", limits::kDiskReserveBytes, " free, but ",
      options.folder, " has ", space.available, "; make room, or give a folder on another disk"));
}

absl::StatusOr<Copied> CopyDatabase(const BackupOptions& options,
                                    const ledger::NoteVerifier& verifier, const std::string& to) {
  const auto log = store::OpenSqliteReader(options.data_directory);
  if (!log.ok()) return log.status();
  absl::StatusOr<store::SqliteCopy> copy = store::SqliteCopy::Create(to);
  if (!copy.ok()) return copy.status();
  absl::StatusOr<Copied> copied =
      CopyLog(**log, verifier, [&copy](const store::Batch& batch) { return copy->Append(batch); });
  if (!copied.ok()) return copied;
  if (absl::Status finished = copy->Finish(); !finished.ok()) return finished;
  return copied;
}

// On disk when it returns, unlike the gateway's own, which is never synced.
absl::Status WriteHead(const std::string& folder, const Copied& copied) {
  const std::string path = StrCat(folder, "/log.head");
  absl::StatusOr<store::HeadFile> head = store::HeadFile::Open(path);
  if (!head.ok()) return head.status();
  if (absl::Status written = head->Write(copied.size, copied.checkpoint); !written.ok()) {
    return written;
  }
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  return file.valid() && ::fsync(file.get()) == 0 ? absl::OkStatus() : Failed("sync", path);
}

absl::StatusOr<Manifest> FillFolder(const BackupOptions& options, const std::string& folder,
                                    int64_t now_ms) {
  const auto verifier = ledger::NoteVerifier::FromVkey(options.verifier_key);
  if (!verifier.ok()) return verifier.status();
  const absl::StatusOr<Copied> copied = CopyDatabase(options, *verifier, folder);
  if (!copied.ok()) return copied.status();
  if (absl::Status written = WriteHead(folder, *copied); !written.ok()) return written;
  const absl::Status key =
      WriteFileDurably(StrCat(folder, "/log.vkey"), options.verifier_key + "\n");
  if (!key.ok()) return key;
  Manifest manifest{.origin = verifier->name(),
                    .size = copied->size,
                    .root = copied->root,
                    .made = FormatTime(now_ms, absl::RFC3339_sec),
                    .files = {}};
  for (const char* name : {"log.sqlite", "log.head", "log.vkey"}) {
    absl::StatusOr<BackupFile> file = DescribeFile(folder, name);
    if (!file.ok()) return file.status();
    manifest.files.push_back(*std::move(file));
  }
  const absl::Status written =
      WriteFileDurably(StrCat(folder, "/", kManifestFile), FormatManifest(manifest));
  if (!written.ok()) return written;
  return manifest;
}

// The oldest go. `written` stays whatever the clock said when the others were made.
absl::Status RemoveOlder(const BackupOptions& options, WrittenBackup& written) {
  absl::StatusOr<std::vector<std::string>> finished = FindFinished(options.folder);
  if (!finished.ok()) return finished.status();
  std::erase(*finished, written.path);
  const uint64_t others = options.keep == 0 ? finished->size() : options.keep - 1;
  for (size_t i = 0; i + others < finished->size(); ++i) {
    if (absl::Status removed = Remove((*finished)[i]); !removed.ok()) return removed;
    written.removed.push_back((*finished)[i]);
  }
  return absl::OkStatus();
}

absl::StatusOr<store::DirectoryLock> LockFolder(const std::string& folder) {
  if (absl::Status made = MakeFolders(folder, 0700); !made.ok()) return made;
  absl::StatusOr<store::DirectoryLock> lock = store::DirectoryLock::Acquire(folder);
  if (!absl::IsAlreadyExists(lock.status())) return lock;
  return absl::AlreadyExistsError(
      StrCat("another backup is being written into ", folder,
             ", or a gateway keeps its log there; wait for it, or give another folder"));
}

}  // namespace

absl::StatusOr<WrittenBackup> WriteBackup(const BackupOptions& options, const Clock& clock) {
  const absl::StatusOr<store::DirectoryLock> lock = LockFolder(options.folder);
  if (!lock.ok()) return lock.status();
  const absl::StatusOr<std::vector<std::string>> unfinished_before =
      Find(options.folder, kUnfinished);
  if (!unfinished_before.ok()) return unfinished_before.status();
  for (const std::string& left : *unfinished_before) {
    if (absl::Status removed = Remove(left); !removed.ok()) return removed;
  }
  if (absl::Status room = CheckRoom(options); !room.ok()) return room;
  const int64_t now_ms = clock.NowMs();
  const std::string time = FormatTime(now_ms, "%Y-%m-%dT%H%M%E3SZ");
  const std::string unfinished = StrCat(options.folder, "/", kUnfinished, time);
  WrittenBackup written{
      .path = StrCat(options.folder, "/", kFinished, time), .manifest = {}, .removed = {}};
  if (::mkdir(unfinished.c_str(), 0700) != 0) return Failed("make the folder", unfinished);
  absl::StatusOr<Manifest> manifest = FillFolder(options, unfinished, now_ms);
  if (!manifest.ok()) {
    Remove(unfinished).IgnoreError();  // the next backup does it again
    return manifest.status();
  }
  written.manifest = *std::move(manifest);
  if (std::rename(unfinished.c_str(), written.path.c_str()) != 0) {
    return Failed("finish the backup", written.path);
  }
  if (absl::Status synced = SyncFolder(options.folder); !synced.ok()) return synced;
  if (absl::Status removed = RemoveOlder(options, written); !removed.ok()) return removed;
  return written;
}

absl::StatusOr<std::string> FindBackup(const std::string& path) {
  const bool unfinished = fs::path(path).filename().string().starts_with(kUnfinished);
  if (!unfinished && HasManifest(path)) return path;
  const absl::StatusOr<std::vector<std::string>> finished = FindFinished(path);
  if (!finished.ok()) return finished.status();
  if (!finished->empty()) return finished->back();
  return absl::FailedPreconditionError(
      StrCat(path,
             " is no finished backup and has none in it: a backup has a manifest, which is "
             "written last; name the folder of a backup, or the folder of all backups"));
}

}  // namespace samlad::backup
