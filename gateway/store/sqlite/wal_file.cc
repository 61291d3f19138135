// SPDX-License-Identifier: EUPL-1.2

#include "gateway/store/sqlite/wal_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <bit>
#include <cerrno>
#include <cstring>
#include <map>
#include <utility>
#include <vector>

#include "gateway/base/descriptor.h"
#include "gateway/base/strings.h"

namespace samlad::store {
namespace {

constexpr size_t kWalHeaderBytes = 32;
constexpr size_t kFrameHeaderBytes = 24;
constexpr uint32_t kWalMagic = 0x377f0682;  // the lowest bit: checksums are of big-endian words
constexpr uint32_t kPageBytesDefault = 16'384;

using Checksum = std::array<uint32_t, 2>;
using Salts = std::array<uint32_t, 2>;

uint32_t BigEndianAt(const char* bytes) {
  uint32_t value = 0;
  for (int i = 0; i < 4; ++i) value = value << 8 | static_cast<uint8_t>(bytes[i]);
  return value;
}

uint32_t LittleEndianAt(const char* bytes) {
  uint32_t value = 0;
  for (int i = 3; i >= 0; --i) value = value << 8 | static_cast<uint8_t>(bytes[i]);
  return value;
}

std::array<uint32_t, 2> PairAt(const char* bytes) {
  return {BigEndianAt(bytes), BigEndianAt(bytes + 4)};
}

// Section 4.2 of the format; `size` is a multiple of 8.
Checksum Continue(Checksum sum, const char* bytes, size_t size, bool big_endian) {
  const auto word = big_endian ? BigEndianAt : LittleEndianAt;
  for (size_t at = 0; at < size; at += 8) {
    sum[0] += word(bytes + at) + sum[1];
    sum[1] += word(bytes + at + 4) + sum[0];
  }
  return sum;
}

absl::Status CannotRead(const std::string& path) {
  return absl::UnavailableError(StrCat("cannot read ", path, ": ", std::strerror(errno)));
}

class InputFile {
 public:
  // Nothing: there is no such file.
  static absl::StatusOr<std::optional<InputFile>> Open(const std::string& path) {
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.valid() && errno == ENOENT) return std::optional<InputFile>();
    struct stat found{};
    if (!file.valid() || ::fstat(file.get(), &found) != 0) return CannotRead(path);
    return std::optional<InputFile>(
        InputFile(path, std::move(file), static_cast<uint64_t>(found.st_size)));
  }

  uint64_t size() const { return size_; }

  // All of `bytes`, which must be within the file.
  absl::Status ReadAt(uint64_t offset, std::vector<char>& bytes) const {
    size_t done = 0;
    while (done < bytes.size()) {
      const ssize_t n = ::pread(file_.get(), bytes.data() + done, bytes.size() - done,
                                static_cast<off_t>(offset + done));
      if (n < 0 && errno == EINTR) continue;
      if (n == 0) errno = ENODATA;
      if (n <= 0) return CannotRead(path_);
      done += static_cast<size_t>(n);
    }
    return absl::OkStatus();
  }

 private:
  InputFile(std::string path, Descriptor file, uint64_t size)
      : path_(std::move(path)), file_(std::move(file)), size_(size) {}
  std::string path_;
  Descriptor file_;
  uint64_t size_;
};

struct WalHeader {
  bool holds = false;
  bool big_endian = std::endian::native == std::endian::big;
  uint32_t page_bytes = kPageBytesDefault;
  Salts salts{};
  Checksum sum{};  // as stored
};

WalHeader ParseWalHeader(const std::vector<char>& bytes) {
  WalHeader header;
  header.salts = PairAt(bytes.data() + 16);
  header.sum = PairAt(bytes.data() + 24);
  const uint32_t magic = BigEndianAt(bytes.data());
  if ((magic & ~1U) != kWalMagic) return header;
  header.big_endian = (magic & 1U) != 0;
  const uint32_t page_bytes = BigEndianAt(bytes.data() + 8);
  if (!std::has_single_bit(page_bytes) || page_bytes < 512 || page_bytes > 65'536) return header;
  if (Continue({}, bytes.data(), 24, header.big_endian) != header.sum) return header;
  header.page_bytes = page_bytes;
  header.holds = true;
  return header;
}

// One pass over the frames of a file.
class WalPass {
 public:
  WalPass(const InputFile& wal, const WalHeader& header)
      : wal_(wal), header_(header), frame_(kFrameHeaderBytes + header.page_bytes) {
    frames_ = (wal.size() - kWalHeaderBytes) / frame_.size();
    content_.bytes = wal.size();
    if (!header.holds) content_.damaged_at = 0;
  }

  absl::StatusOr<WalContent> Run() {
    if (!header_.holds) {
      if (absl::Status guessed = GuessHeader(); !guessed.ok()) return guessed;
    }
    Checksum before = header_.sum;
    for (uint64_t i = 0; i < frames_; ++i) {
      if (absl::Status read = wal_.ReadAt(OffsetOf(i), frame_); !read.ok()) return read;
      const Checksum stored = PairAt(frame_.data() + 16);
      Judge(i, Follows(before, stored, header_.big_endian));
      before = stored;
    }
    // A frame that belongs to no commit was never acknowledged.
    if (content_.damaged_at > 0 && content_.commits_behind == 0) content_.damaged_at.reset();
    return content_;
  }

  // Whether the database has every page as the counted frames have it.
  absl::StatusOr<bool> IsAllIn(const InputFile& database) const {
    std::vector<char> kept(header_.page_bytes), frame(frame_.size());
    for (const auto& [page, index] : newest_) {
      const uint64_t offset = uint64_t{page - 1} * header_.page_bytes;
      if (offset + header_.page_bytes > database.size()) return false;
      if (absl::Status read = database.ReadAt(offset, kept); !read.ok()) return read;
      if (absl::Status read = wal_.ReadAt(OffsetOf(index), frame); !read.ok()) return read;
      if (std::memcmp(kept.data(), frame.data() + kFrameHeaderBytes, kept.size()) != 0) {
        return false;
      }
    }
    return true;
  }

 private:
  uint64_t OffsetOf(uint64_t frame) const { return kWalHeaderBytes + frame * frame_.size(); }

  bool Follows(Checksum before, Checksum stored, bool big_endian) const {
    const Checksum sum = Continue(before, frame_.data(), 8, big_endian);
    return Continue(sum, frame_.data() + kFrameHeaderBytes, header_.page_bytes, big_endian) ==
           stored;
  }

  // What the header would have said: the newest round is at the beginning of the
  // file, so two of its first frames agree, also if one of them is damaged.
  absl::Status GuessHeader() {
    std::vector<Salts> salts;
    Checksum before{};
    for (uint64_t i = 0; i < frames_ && i < 4; ++i) {
      if (absl::Status read = wal_.ReadAt(OffsetOf(i), frame_); !read.ok()) return read;
      salts.push_back(PairAt(frame_.data() + 8));
      const Checksum stored = PairAt(frame_.data() + 16);
      for (const bool big_endian : {false, true}) {
        if (i == 0 || !Follows(before, stored, big_endian)) continue;
        header_.big_endian = big_endian;
        header_.salts = salts.back();
        return absl::OkStatus();
      }
      before = stored;
    }
    if (!salts.empty()) header_.salts = salts.front();
    return absl::OkStatus();
  }

  void Judge(uint64_t i, bool follows) {
    const uint32_t page = BigEndianAt(frame_.data());
    const bool ends_commit = BigEndianAt(frame_.data() + 4) != 0;
    const bool of_this_round = PairAt(frame_.data() + 8) == header_.salts;
    const bool holds = of_this_round && follows && page != 0;
    if (!content_.damaged_at.has_value()) {
      if (holds) {
        content_.commits += ends_commit ? 1 : 0;
        return;
      }
      content_.damaged_at = OffsetOf(i);
      first_unproven_ = i;
    }
    // The damaged frame and the next one cannot be proven, because the
    // checksum stored in the damaged one may be what is wrong.
    if (!of_this_round || (!follows && i > first_unproven_ + 1)) return;
    if (page != 0) open_[page] = i;
    if (!ends_commit) return;
    ++content_.commits_behind;
    for (const auto& [of_page, frame] : open_) newest_[of_page] = frame;
    open_.clear();
  }

  const InputFile& wal_;
  WalHeader header_;
  std::vector<char> frame_;
  uint64_t frames_ = 0;
  uint64_t first_unproven_ = 0;
  // Newest frame of each page behind the damage: of whole commits, and of the
  // one that is being read.
  std::map<uint32_t, uint64_t> newest_, open_;
  WalContent content_;
};

}  // namespace

absl::StatusOr<WalContent> ReadWal(const std::string& path, const std::string& database) {
  const absl::StatusOr<std::optional<InputFile>> wal = InputFile::Open(path);
  if (!wal.ok()) return wal.status();
  if (!wal->has_value() || (*wal)->size() <= kWalHeaderBytes) {
    WalContent none;
    if (wal->has_value()) none.bytes = (*wal)->size();
    return none;
  }
  std::vector<char> bytes(kWalHeaderBytes);
  if (absl::Status read = (*wal)->ReadAt(0, bytes); !read.ok()) return read;
  const WalHeader header = ParseWalHeader(bytes);
  WalPass pass(**wal, header);
  absl::StatusOr<WalContent> content = pass.Run();
  if (!content.ok() || header.holds) return content;
  const absl::StatusOr<std::optional<InputFile>> kept = InputFile::Open(database);
  if (!kept.ok()) return kept.status();
  if (!kept->has_value()) return content;
  const absl::StatusOr<bool> all = pass.IsAllIn(**kept);
  if (!all.ok()) return all.status();
  if (*all) {
    content->damaged_at.reset();
    content->commits_behind = 0;
  }
  return content;
}

}  // namespace samlad::store
