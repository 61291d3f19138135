// SPDX-License-Identifier: EUPL-1.2

#include "gateway/backup/manifest.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "gateway/base/descriptor.h"
#include "gateway/base/strings.h"
#include "gateway/ledger/hash.h"

namespace samlad::backup {
namespace {

constexpr std::string_view kMagic = "samlad-backup-v1";
constexpr std::string_view kEnd = "end ";
constexpr size_t kManifestBytesMax = 16'384;
constexpr size_t kPieceBytes = size_t{1} << 20;
constexpr size_t kFilesMax = 16;

std::string Digest(std::string_view text) {
  return ledger::ToHex(ledger::AsBytes(ledger::Sha256({text})));
}

std::string Body(const Manifest& manifest) {
  std::string text = StrCat(kMagic, "\norigin ", manifest.origin, "\nsize ", manifest.size,
                            "\nroot ", manifest.root, "\nmade ", manifest.made, "\n");
  for (const BackupFile& file : manifest.files) {
    StrAppend(&text, "file ", file.sha256, " ", file.bytes, " ", file.name, "\n");
  }
  return text;
}

// What follows the word on a line; empty: another word.
std::string After(absl::string_view line, std::string_view word) {
  return ToStd(line).starts_with(word) ? std::string(ToStd(line).substr(word.size())) : "";
}

bool ReadFileLine(absl::string_view line, BackupFile& file) {
  const std::vector<std::string> parts = absl::StrSplit(line, absl::MaxSplits(' ', 3));
  if (parts.size() != 4 || parts[0] != "file") return false;
  file.sha256 = parts[1];
  file.name = parts[3];
  // It stays within the folder.
  return absl::SimpleAtoi(parts[2], &file.bytes) && !file.name.empty() &&
         file.name.find('/') == std::string::npos;
}

absl::Status CannotRead(const std::string& path) {
  return absl::ErrnoToStatus(errno, StrCat("cannot read ", path));
}

// Calls `use` for the file's pieces.
template <class Use>
absl::Status ReadPieces(const std::string& path, Use use) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.valid()) return CannotRead(path);
  // What was just written is read from the disk, not from memory.
  ::posix_fadvise(file.get(), 0, 0, POSIX_FADV_DONTNEED);
  std::string piece(kPieceBytes, '\0');
  while (true) {
    const ssize_t n = ::read(file.get(), piece.data(), piece.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return CannotRead(path);
    if (n == 0) return absl::OkStatus();
    use(std::string_view(piece).substr(0, static_cast<size_t>(n)));
  }
}

absl::Status Damaged(const std::string& path, std::string_view how) {
  return absl::DataLossError(StrCat(path, " ", how, ": this backup is damaged; restore another"));
}

absl::Status VerifyFile(const std::string& folder, const BackupFile& wanted) {
  const std::string path = StrCat(folder, "/", wanted.name);
  const absl::StatusOr<BackupFile> found = DescribeFile(folder, wanted.name);
  if (absl::IsNotFound(found.status())) return Damaged(path, "is missing");
  if (!found.ok()) return found.status();
  if (found->bytes != wanted.bytes) {
    return Damaged(path, StrCat("has ", found->bytes, " bytes instead of ", wanted.bytes));
  }
  if (found->sha256 != wanted.sha256) {
    return Damaged(path, "is not what was written: its SHA-256 is not that of the manifest");
  }
  return absl::OkStatus();
}

}  // namespace

std::string FormatManifest(const Manifest& manifest) {
  const std::string body = Body(manifest);
  return StrCat(body, kEnd, Digest(body), "\n");
}

absl::StatusOr<Manifest> ParseManifest(std::string_view text) {
  const std::vector<absl::string_view> lines = absl::StrSplit(ToAbsl(text), '\n');
  Manifest manifest;
  for (const absl::string_view line : lines) {
    if (std::string origin = After(line, "origin "); !origin.empty()) manifest.origin = origin;
    if (std::string root = After(line, "root "); !root.empty()) manifest.root = root;
    if (std::string made = After(line, "made "); !made.empty()) manifest.made = made;
    const std::string size = After(line, "size ");
    if (!size.empty() && !absl::SimpleAtoi(size, &manifest.size)) manifest.size = 0;
    BackupFile file;
    if (manifest.files.size() < kFilesMax && ReadFileLine(line, file)) {
      manifest.files.push_back(std::move(file));
    }
  }
  // Whatever was read differently above, or stands elsewhere, shows here.
  if (FormatManifest(manifest) != text) {
    return absl::DataLossError("it was cut or changed, or a newer gateway wrote it");
  }
  return manifest;
}

absl::StatusOr<BackupFile> DescribeFile(const std::string& folder, const std::string& name) {
  BackupFile file{.name = name, .bytes = 0, .sha256 = {}};
  ledger::Hasher hasher;
  const absl::Status read = ReadPieces(StrCat(folder, "/", name), [&](std::string_view piece) {
    hasher.Update(piece);
    file.bytes += piece.size();
  });
  if (!read.ok()) return read;
  file.sha256 = ledger::ToHex(ledger::AsBytes(hasher.Finish()));
  return file;
}

absl::StatusOr<Manifest> ReadAndVerify(const std::string& folder) {
  const std::string path = StrCat(folder, "/", kManifestFile);
  std::string text;
  const absl::Status read = ReadPieces(path, [&](std::string_view piece) {
    if (text.size() <= kManifestBytesMax) text.append(piece);
  });
  if (absl::IsNotFound(read)) {
    return absl::FailedPreconditionError(
        StrCat(folder, " has no manifest: it is no backup, or one that was not finished"));
  }
  if (!read.ok()) return read;
  absl::StatusOr<Manifest> manifest = ParseManifest(text);
  if (!manifest.ok()) return Damaged(path, Message(manifest.status()));
  for (const BackupFile& file : manifest->files) {
    if (absl::Status whole = VerifyFile(folder, file); !whole.ok()) return whole;
  }
  std::error_code error;
  const std::string wal = StrCat(folder, "/log.sqlite-wal");
  if (std::filesystem::exists(wal, error) && std::filesystem::file_size(wal, error) > 0) {
    return Damaged(wal, "was not there when the backup was made");
  }
  return manifest;
}

}  // namespace samlad::backup
