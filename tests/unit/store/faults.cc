// SPDX-License-Identifier: EUPL-1.2

#include "tests/unit/store/faults.h"

#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>

namespace samlad::store {
namespace {

// The C library's functions know no object of ours.
struct State {
  std::atomic<int> error = 0;
  std::atomic<Fault::Call> call = Fault::Call::kSync;
  std::atomic<int> spared = 0;
  std::atomic<int> failed = 0;
};

State& Disk() {
  static State state;
  return state;
}

bool Fails(Fault::Call call) {
  State& disk = Disk();
  if (disk.error == 0 || disk.call != call || disk.spared-- > 0) return false;
  ++disk.failed;
  errno = disk.error;
  return true;
}

}  // namespace

Fault::Fault(Call call, int error, int spared) {
  State& disk = Disk();
  disk.call = call;
  disk.spared = spared;
  disk.failed = 0;
  disk.error = error;
}

Fault::~Fault() { Disk().error = 0; }

int Fault::failed() const { return Disk().failed; }

}  // namespace samlad::store

extern "C" int fdatasync(int fd) {
  if (samlad::store::Fails(samlad::store::Fault::Call::kSync)) return -1;
  return static_cast<int>(syscall(SYS_fdatasync, fd));
}

extern "C" ssize_t pwrite64(int fd, const void* bytes, size_t size, off64_t offset) {
  if (samlad::store::Fails(samlad::store::Fault::Call::kWrite)) return -1;
  return syscall(SYS_pwrite64, fd, bytes, size, offset);
}

extern "C" ssize_t pread64(int fd, void* bytes, size_t size, off64_t offset) {
  if (samlad::store::Fails(samlad::store::Fault::Call::kRead)) return -1;
  return syscall(SYS_pread64, fd, bytes, size, offset);
}
