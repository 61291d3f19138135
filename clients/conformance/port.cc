// SPDX-License-Identifier: EUPL-1.2

#include "clients/conformance/port.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "gateway/base/strings.h"

namespace samlad::conformance {
namespace {

// How soon the end is noticed.
constexpr std::chrono::milliseconds kAcceptTurn{50};
// How soon it is noticed that the port is to open.
constexpr std::chrono::milliseconds kOpenTurn{5};
constexpr int kBacklog = 128;

}  // namespace

absl::Status Port::Take() {
  socket_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  sockaddr_in local = {};
  local.sin_family = AF_INET;
  local.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(local);
  if (socket_ < 0 || bind(socket_, reinterpret_cast<const sockaddr*>(&local), size) != 0 ||
      getsockname(socket_, reinterpret_cast<sockaddr*>(&local), &size) != 0) {
    return absl::UnavailableError(StrCat("no free port of 127.0.0.1: ", strerror(errno)));
  }
  address_ = StrCat("127.0.0.1:", ntohs(local.sin_port));
  return absl::OkStatus();
}

void Port::Open(std::function<bool()> when, Serve serve) {
  if (!when) listen(socket_, kBacklog);
  accepter_ = std::jthread([this, when = std::move(when), serve = std::move(serve)](
                               const std::stop_token& stop) { Accept(stop, when, serve); });
}

void Port::Accept(const std::stop_token& stop, const std::function<bool()>& when,
                  const Serve& serve) {
  if (when) {
    while (!stop.stop_requested() && !when()) std::this_thread::sleep_for(kOpenTurn);
    listen(socket_, kBacklog);
  }
  while (!stop.stop_requested()) {
    pollfd waiting{.fd = socket_, .events = POLLIN, .revents = 0};
    if (poll(&waiting, 1, static_cast<int>(kAcceptTurn.count())) <= 0) continue;
    const int connection = accept4(socket_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (connection < 0) continue;
    if (!serve) {
      close(connection);
      continue;
    }
    const int on = 1;
    setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    {
      const MutexLock lock(mutex_);
      if (duplicates_.size() == kConnectionsMax) {
        close(duplicates_.front());
        duplicates_.erase(duplicates_.begin());
      }
      duplicates_.push_back(fcntl(connection, F_DUPFD_CLOEXEC, 0));
    }
    serve(socket_, connection);
  }
}

void Port::Cut() {
  const MutexLock lock(mutex_);
  for (const int duplicate : std::exchange(duplicates_, {})) {
    shutdown(duplicate, SHUT_RDWR);
    close(duplicate);
  }
}

void Port::Close() {
  if (accepter_.joinable()) {
    accepter_.request_stop();
    accepter_.join();
  }
  Cut();
  if (socket_ >= 0) close(std::exchange(socket_, -1));
}

}  // namespace samlad::conformance
