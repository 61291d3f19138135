// SPDX-License-Identifier: EUPL-1.2
//
// A file descriptor with one owner.

#ifndef SAMLAD_GATEWAY_BASE_DESCRIPTOR_H_
#define SAMLAD_GATEWAY_BASE_DESCRIPTOR_H_

#include <unistd.h>

#include <utility>

namespace samlad {

// Closes the descriptor that it holds; -1 is none. Movable, not thread-safe.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(other.Release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    Reset(other.Release());
    return *this;
  }
  ~Descriptor() { Reset(); }

  int get() const { return fd_; }
  bool valid() const { return fd_ >= 0; }
  int Release() { return std::exchange(fd_, -1); }
  void Reset(int fd = -1) {
    if (fd_ >= 0) close(fd_);
    fd_ = fd;
  }

 private:
  int fd_ = -1;
};

}  // namespace samlad

#endif  // SAMLAD_GATEWAY_BASE_DESCRIPTOR_H_
