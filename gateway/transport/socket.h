// SPDX-License-Identifier: EUPL-1.2
//
// Descriptors with an owner, and listening sockets.

#ifndef SAMLAD_GATEWAY_TRANSPORT_SOCKET_H_
#define SAMLAD_GATEWAY_TRANSPORT_SOCKET_H_

#include <sys/socket.h>

#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace samlad::transport {

// Closes what it holds. -1: nothing.
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
  void Reset(int fd = -1);

 private:
  int fd_ = -1;
};

// Whether `address` is one that OpenListeningSocket can be asked for, whatever
// this machine says to it. INVALID_ARGUMENT says why not.
absl::Status CheckListenAddress(std::string_view address);

// A TCP socket that listens at a numeric "host:port" or "[host]:port", not
// blocking, closed on exec, its port shared with nobody. INVALID_ARGUMENT: no
// such address. FAILED_PRECONDITION: in use, not this machine's, or not ours.
absl::StatusOr<Descriptor> OpenListeningSocket(std::string_view address);

// "127.0.0.1" or "2001:db8::1"; empty if it is neither.
std::string HostText(const sockaddr_storage& address);

// "127.0.0.1:7443" or "[::1]:7443": where a socket is bound.
std::string BoundAddress(int fd);

}  // namespace samlad::transport

#endif  // SAMLAD_GATEWAY_TRANSPORT_SOCKET_H_
