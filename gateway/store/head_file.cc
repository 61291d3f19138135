// SPDX-License-Identifier: EUPL-1.2

#include "gateway/store/head_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "gateway/base/file_owner.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"

namespace samlad::store {
namespace {

constexpr std::string_view kMagic = "samlad-head-v1 ";
// The file is written in whole blocks, so that a shorter checkpoint overwrites
// all of a longer one.
constexpr size_t kBlockBytes = 1'024;

absl::Status HeadError(std::string_view action, const std::string& path) {
  return absl::ErrnoToStatus(errno, ToAbsl(StrCat("cannot ", action, " ", path)));
}

// FNV-1a, 64 bits: against a file that is half old and half new, not against
// people, who would have to forge the checkpoint's signature.
uint64_t HashOf(std::string_view bytes) {
  uint64_t hash = 0xcbf29ce484222325;
  for (const char c : bytes) hash = (hash ^ static_cast<uint8_t>(c)) * 0x100000001b3;
  return hash;
}

// "SIZE BYTES\n" and the checkpoint: what the hash covers.
std::string BodyOf(uint64_t size, std::string_view checkpoint) {
  return StrCat(size, " ", checkpoint.size(), "\n", checkpoint);
}

std::string FormatHead(uint64_t size, std::string_view checkpoint) {
  const std::string body = BodyOf(size, checkpoint);
  std::string text = StrCat(kMagic, absl::Hex(HashOf(body), absl::kZeroPad16), " ", body);
  text.append(kBlockBytes - text.size() % kBlockBytes, '\n');
  return text;
}

std::optional<Head> ParseHead(std::string_view text) {
  if (!text.starts_with(kMagic)) return std::nullopt;
  const size_t end = text.find('\n');
  if (end == text.npos) return std::nullopt;
  // HASH SIZE BYTES
  std::string_view line = text.substr(kMagic.size(), end - kMagic.size());
  const size_t first = line.find(' ');
  const size_t last = line.rfind(' ');
  Head head;
  uint64_t bytes = 0;
  if (first == line.npos || first == last ||
      !absl::SimpleAtoi(ToAbsl(line.substr(first + 1, last - first - 1)), &head.size) ||
      !absl::SimpleAtoi(ToAbsl(line.substr(last + 1)), &bytes) || bytes > text.size() - end - 1) {
    return std::nullopt;
  }
  head.checkpoint = std::string(text.substr(end + 1, bytes));
  if (!FormatHead(head.size, head.checkpoint).starts_with(text.substr(0, end + 1))) {
    return std::nullopt;
  }
  return head;
}

}  // namespace

absl::StatusOr<HeadReading> ReadHead(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.valid()) {
    if (errno == ENOENT) return HeadReading{};
    return absl::UnavailableError(HeadError("open", path).message());
  }
  std::string text(limits::kHeadFileBytesMax, '\0');
  const ssize_t n = ::pread(file.get(), text.data(), text.size(), 0);
  if (n < 0) return absl::UnavailableError(HeadError("read", path).message());
  text.resize(static_cast<size_t>(n));
  return HeadReading{.there = true, .head = ParseHead(text)};
}

absl::StatusOr<HeadFile> HeadFile::Open(const std::string& path) {
  Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!file.valid()) return HeadError("open", path);
  GiveToOwnerOf(std::filesystem::path(path).parent_path().string(), file.get());
  return HeadFile(path, std::move(file));
}

bool HeadFile::IsInPlace() const {
  struct stat named{};
  struct stat opened{};
  return ::stat(path_.c_str(), &named) == 0 && ::fstat(file_.get(), &opened) == 0 &&
         named.st_dev == opened.st_dev && named.st_ino == opened.st_ino;
}

absl::Status HeadFile::Write(uint64_t size, std::string_view checkpoint) {
  if (!IsInPlace()) {
    absl::StatusOr<HeadFile> anew = Open(path_);
    if (!anew.ok()) return anew.status();
    *this = *std::move(anew);
  }
  const std::string text = FormatHead(size, checkpoint);
  const ssize_t n = ::pwrite(file_.get(), text.data(), text.size(), 0);
  if (n == static_cast<ssize_t>(text.size())) return absl::OkStatus();
  if (n >= 0) errno = ENOSPC;  // what did not fit
  return HeadError("write", path_);
}

}  // namespace samlad::store
