// SPDX-License-Identifier: EUPL-1.2
//
// The service manager's end of sd_notify(3).

#ifndef SAMLAD_TESTS_SUPPORT_NOTIFY_SOCKET_H_
#define SAMLAD_TESTS_SUPPORT_NOTIFY_SOCKET_H_

#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstring>
#include <string>

namespace samlad::testing {

// Listens as long as it lives, and is then what NOTIFY_SOCKET names for this
// process and its children.
class NotifySocket {
 public:
  // `path` must not exist.
  explicit NotifySocket(const std::string& path)
      : fd_(socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.c_str(), sizeof(address.sun_path) - 1);
    if (bind(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) abort();
    setenv("NOTIFY_SOCKET", path.c_str(), /*overwrite=*/1);
  }
  ~NotifySocket() {
    unsetenv("NOTIFY_SOCKET");
    close(fd_);
  }
  NotifySocket(const NotifySocket&) = delete;
  NotifySocket& operator=(const NotifySocket&) = delete;

  // The next message, or "" if there is none within the time.
  std::string Next(std::chrono::milliseconds patience) const {
    pollfd readable = {.fd = fd_, .events = POLLIN, .revents = 0};
    if (poll(&readable, 1, static_cast<int>(patience.count())) != 1) return "";
    std::array<char, 4096> message;
    const ssize_t n = recv(fd_, message.data(), message.size(), 0);
    return n < 0 ? "" : std::string(message.data(), static_cast<size_t>(n));
  }

  // The next message that begins so, within ten seconds of each other; others
  // are dropped.
  std::string NextOf(const std::string& begin) const {
    std::string message;
    do {
      message = Next(std::chrono::seconds(10));
    } while (!message.empty() && !message.starts_with(begin));
    return message;
  }

 private:
  const int fd_;
};

}  // namespace samlad::testing

#endif  // SAMLAD_TESTS_SUPPORT_NOTIFY_SOCKET_H_
