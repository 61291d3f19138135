// SPDX-License-Identifier: EUPL-1.2

#include "tests/unit/store/faults.h"

#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "gateway/base/strings.h"

namespace samlad::store {
namespace {

// The C library's functions know no object of ours.
struct State {
  std::atomic<int> error = 0;
  std::atomic<Fault::Call> call = Fault::Call::kSync;
  std::atomic<int> spared = 0;
  std::atomic<int> failed = 0;
  std::string file;
};

State& Disk() {
  static State state;
  return state;
}

std::string NameOf(int fd) {
  char name[4096];
  const ssize_t n = readlink(StrCat("/proc/self/fd/", fd).c_str(), name, sizeof(name));
  return n < 0 ? "" : std::string(name, static_cast<size_t>(n));
}

bool Fails(Fault::Call call, int fd) {
  State& disk = Disk();
  if (disk.error == 0 || disk.call != call) return false;
  if (!disk.file.empty() && !NameOf(fd).ends_with(disk.file)) return false;
  if (disk.spared-- > 0) return false;
  ++disk.failed;
  errno = disk.error;
  return true;
}

// A write, or a new length.
struct Change {
  bool is_length = false;
  size_t offset = 0;  // or the length
  std::string bytes;
};

struct DiskFile {
  std::string synced;
  std::vector<Change> unsynced;
};

void ApplyPiece(size_t offset, std::string_view bytes, std::string& file) {
  if (file.size() < offset + bytes.size()) file.resize(offset + bytes.size());
  file.replace(offset, bytes.size(), bytes);
}

void Apply(const Change& change, std::string& file) {
  if (change.is_length) {
    file.resize(change.offset);
  } else {
    ApplyPiece(change.offset, change.bytes, file);
  }
}

struct Recorder {
  std::mutex mutex;
  std::string folder;  // empty: nobody records
  std::map<std::string, DiskFile> files;
  bool is_set = false, in_sync = false, cut = false;
  int left = 0;  // calls until the cut
  std::function<void()> on_cut;

  // Null: not in the folder, or after the cut.
  DiskFile* Find(int fd, bool is_sync) {
    if (folder.empty() || cut) return nullptr;
    const std::string name = NameOf(fd);
    if (!name.starts_with(folder + "/")) return nullptr;
    if (is_set && (left == 0 || left-- == 0) && (is_sync || !in_sync)) {
      cut = true;
      if (on_cut) on_cut();
      return nullptr;
    }
    return &files[name.substr(folder.size() + 1)];
  }
  void Note(int fd, Change change) {
    const std::lock_guard lock(mutex);
    DiskFile* file = Find(fd, /*is_sync=*/false);
    if (file != nullptr) file->unsynced.push_back(std::move(change));
  }
  // False: not for the recorder.
  bool Sync(int fd) {
    const std::lock_guard lock(mutex);
    if (folder.empty()) return false;
    DiskFile* file = Find(fd, /*is_sync=*/true);
    if (file == nullptr) return cut;
    for (const Change& change : file->unsynced) Apply(change, file->synced);
    file->unsynced.clear();
    return true;
  }
};

Recorder& Power() {
  static Recorder recorder;
  return recorder;
}

ssize_t NotedWrite(int fd, const void* bytes, size_t size, off64_t offset) {
  if (Fails(Fault::Call::kWrite, fd)) return -1;
  Power().Note(fd, {.is_length = false,
                    .offset = static_cast<size_t>(offset),
                    .bytes = std::string(static_cast<const char*>(bytes), size)});
  return syscall(SYS_pwrite64, fd, bytes, size, offset);
}

int NotedTruncate(int fd, off64_t length) {
  Power().Note(fd, {.is_length = true, .offset = static_cast<size_t>(length), .bytes = ""});
  return static_cast<int>(syscall(SYS_ftruncate, fd, length));
}

int NotedSync(long call, int fd) {
  if (Fails(Fault::Call::kSync, fd)) return -1;
  return Power().Sync(fd) ? 0 : static_cast<int>(syscall(call, fd));
}

}  // namespace

Fault::Fault(Call call, int error, int spared, std::string file) {
  State& disk = Disk();
  disk.call = call;
  disk.spared = spared;
  disk.failed = 0;
  disk.file = std::move(file);
  disk.error = error;
}

Fault::~Fault() { Disk().error = 0; }

int Fault::failed() const { return Disk().failed; }

PowerCut::PowerCut(const std::string& folder) {
  Recorder& power = Power();
  power.folder = std::filesystem::canonical(folder).string();
  power.files.clear();
  power.is_set = power.cut = false;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    std::ifstream bytes(file.path(), std::ios::binary);
    power.files[file.path().filename().string()].synced = {std::istreambuf_iterator<char>(bytes),
                                                           {}};
  }
}

PowerCut::~PowerCut() {
  Power().folder.clear();
  Power().on_cut = nullptr;
}

void PowerCut::CutAfter(int calls, bool in_sync) {
  Recorder& power = Power();
  power.left = calls;
  power.in_sync = in_sync;
  power.is_set = true;
}

bool PowerCut::IsCut() const { return Power().cut; }

void PowerCut::OnCut(std::function<void()> then) { Power().on_cut = std::move(then); }

void PowerCut::WriteRemains(const std::string& target, std::mt19937& random) const {
  constexpr size_t kSector = 512;
  for (const auto& [name, file] : Power().files) {
    std::string remains = file.synced;
    // 0: nothing more; 1: all; 2: some writes; 3: all but one write; 4: most sectors.
    const unsigned way = random() % 5;
    const size_t lost = random() % std::max<size_t>(file.unsynced.size(), 1);
    for (size_t i = 0; i < file.unsynced.size(); ++i) {
      const Change& change = file.unsynced[i];
      if (way == 0 || (way == 2 && random() % 2 == 0) || (way == 3 && i == lost)) continue;
      if (way != 4 || change.is_length) {
        Apply(change, remains);
        continue;
      }
      for (size_t at = 0; at < change.bytes.size();) {
        const size_t end = std::min(change.bytes.size(),
                                    ((change.offset + at) / kSector + 1) * kSector - change.offset);
        if (random() % 64 != 0) {
          ApplyPiece(change.offset + at, std::string_view(change.bytes).substr(at, end - at),
                     remains);
        }
        at = end;
      }
    }
    std::ofstream(std::filesystem::path(target) / name, std::ios::binary) << remains;
  }
}

}  // namespace samlad::store

extern "C" int fdatasync(int fd) { return samlad::store::NotedSync(SYS_fdatasync, fd); }

extern "C" int fsync(int fd) { return samlad::store::NotedSync(SYS_fsync, fd); }

extern "C" ssize_t pwrite64(int fd, const void* bytes, size_t size, off64_t offset) {
  return samlad::store::NotedWrite(fd, bytes, size, offset);
}

extern "C" ssize_t pwrite(int fd, const void* bytes, size_t size, off_t offset) {
  return samlad::store::NotedWrite(fd, bytes, size, offset);
}

extern "C" int ftruncate64(int fd, off64_t length) noexcept {
  return samlad::store::NotedTruncate(fd, length);
}

extern "C" int ftruncate(int fd, off_t length) noexcept {
  return samlad::store::NotedTruncate(fd, length);
}

extern "C" ssize_t pread64(int fd, void* bytes, size_t size, off64_t offset) {
  if (samlad::store::Fails(samlad::store::Fault::Call::kRead, fd)) return -1;
  return syscall(SYS_pread64, fd, bytes, size, offset);
}
