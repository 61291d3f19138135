// SPDX-License-Identifier: EUPL-1.2
//
// Preloaded into a gateway by the fault suite: one write to a file takes only a
// part, and then the program goes on, gets an error, or is killed. What strace
// cannot do, because it makes a call or leaves it out. Wraps write and pwrite and
// nothing else, because the program has an allocator of its own.

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

// In a file that the suite has mapped, too (cases_files.py).
struct Fault {
  std::atomic<int> when;  // the how many-th write from now on; 0: none
  int part;               // what is written of it, of a thousand
  int then;               // 0: go on; -1: be killed; else errno of the next write
  std::atomic<int> hit;   // 1: it came to pass
  char name[64];          // how the path ends
};

Fault* MapFault() {
  const char* path = std::getenv("SAMLAD_FAULT");
  if (path == nullptr) return nullptr;
  const int file = open(path, O_RDWR | O_CLOEXEC);
  if (file < 0) return nullptr;
  void* mapped = mmap(nullptr, sizeof(Fault), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  close(file);
  return mapped == MAP_FAILED ? nullptr : static_cast<Fault*>(mapped);
}

bool IsOf(int file, const Fault& fault) {
  char link[32];
  char path[4096];
  std::snprintf(link, sizeof(link), "/proc/self/fd/%d", file);
  const ssize_t size = readlink(link, path, sizeof(path));
  const auto wanted = static_cast<ssize_t>(strnlen(fault.name, sizeof(fault.name)));
  return size >= wanted && std::memcmp(path + size - wanted, fault.name, wanted) == 0;
}

// How much of a write is done: all, or a part. Negative: it fails.
ssize_t Allowed(int file, size_t size) {
  static Fault* const fault = MapFault();
  static std::atomic<int> fails{-1};
  int failing = file;
  if (fault != nullptr && fails.compare_exchange_strong(failing, -1)) {
    errno = fault->then;
    return -1;
  }
  if (fault == nullptr || fault->when.load() == 0 || !IsOf(file, *fault)) {
    return static_cast<ssize_t>(size);
  }
  if (fault->when.fetch_sub(1) != 1) return static_cast<ssize_t>(size);
  fault->hit = 1;
  if (fault->then > 0) fails = file;
  const size_t part = size * static_cast<size_t>(fault->part) / 1000;
  return static_cast<ssize_t>(part == 0 ? 1 : part);
}

ssize_t Done(ssize_t done, size_t size, ssize_t allowed) {
  // Killed where a part was allowed; there is one fault a life.
  if (allowed >= 0 && static_cast<size_t>(allowed) < size) {
    static Fault* const fault = MapFault();
    if (fault != nullptr && fault->then < 0) kill(getpid(), SIGKILL);
  }
  return done;
}

using Pwrite = ssize_t (*)(int, const void*, size_t, off_t);
using Write = ssize_t (*)(int, const void*, size_t);

}  // namespace

extern "C" {

ssize_t pwrite64(int file, const void* data, size_t size, off_t at) {
  static const auto real = reinterpret_cast<Pwrite>(dlsym(RTLD_NEXT, "pwrite64"));
  const ssize_t allowed = Allowed(file, size);
  if (allowed < 0) return -1;
  return Done(real(file, data, static_cast<size_t>(allowed), at), size, allowed);
}

ssize_t pwrite(int file, const void* data, size_t size, off_t at) {
  return pwrite64(file, data, size, at);
}

ssize_t write(int file, const void* data, size_t size) {
  static const auto real = reinterpret_cast<Write>(dlsym(RTLD_NEXT, "write"));
  const ssize_t allowed = Allowed(file, size);
  if (allowed < 0) return -1;
  return Done(real(file, data, static_cast<size_t>(allowed)), size, allowed);
}

}  // extern "C"
