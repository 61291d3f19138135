// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/observe_server.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <utility>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"

namespace samlad::app {
namespace {

// How often time limits are checked while there are connections.
constexpr int kTickMs = 100;

bool WouldBlock() { return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR; }

}  // namespace

absl::StatusOr<std::unique_ptr<ObserveServer>> ObserveServer::Start(const std::string& address,
                                                                    telemetry::HttpPages pages) {
  auto listener = transport::OpenListeningSocket(address);
  if (!listener.ok()) {
    return absl::Status(listener.status().code(),
                        StrCat("observe: ", listener.status().message(),
                               "; \"off\" serves neither metrics nor health"));
  }
  Descriptor wake(eventfd(0, EFD_CLOEXEC));
  if (!wake.valid()) return absl::ResourceExhaustedError("observe: no descriptors left");
  return std::unique_ptr<ObserveServer>(
      new ObserveServer(*std::move(listener), std::move(wake), std::move(pages)));
}

ObserveServer::ObserveServer(Descriptor listener, Descriptor wake, telemetry::HttpPages pages)
    : listener_(std::move(listener)),
      wake_(std::move(wake)),
      address_(transport::BoundAddress(listener_.get())),
      pages_(std::move(pages)),
      thread_([this] { Run(); }) {}

ObserveServer::~ObserveServer() {
  const uint64_t one = 1;
  [[maybe_unused]] const ssize_t woken = write(wake_.get(), &one, sizeof one);
  thread_.join();
}

void ObserveServer::Run() {
  std::vector<pollfd> ready;
  while (true) {
    const bool room = connections_.size() < limits::kObserveConnectionsMax;
    ready = {{wake_.get(), POLLIN, 0}, {room ? listener_.get() : -1, POLLIN, 0}};
    for (const Connection& connection : connections_) {
      const bool receiving = connection.answer.empty();
      ready.push_back(
          {connection.socket.get(), static_cast<short>(receiving ? POLLIN : POLLOUT), 0});
    }
    if (poll(ready.data(), ready.size(), connections_.empty() ? -1 : kTickMs) < 0) continue;
    if (ready[0].revents != 0) return;
    for (size_t i = 0; i < connections_.size(); ++i) {
      if (ready[i + 2].revents != 0) Serve(connections_[i]);
    }
    const Time now = std::chrono::steady_clock::now();
    std::erase_if(connections_, [now](const Connection& connection) {
      return !connection.socket.valid() || now > connection.until;
    });
    if (ready[1].revents != 0) Accept();
  }
}

void ObserveServer::Accept() {
  Descriptor socket(accept4(listener_.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
  if (socket.valid()) {
    connections_.push_back({.socket = std::move(socket),
                            .until = std::chrono::steady_clock::now() + limits::kObserveTimeout,
                            .received = {},
                            .answer = {}});
  } else if (!WouldBlock()) {
    // Rest when the process is out of descriptors, because connections that
    // wait keep the listener ready.
    std::this_thread::sleep_for(limits::kAcceptPause);
  }
}

void ObserveServer::Serve(Connection& connection) const {
  if (connection.answer.empty() && !Receive(connection)) return;
  Send(connection);
}

// Whether there is an answer to send.
bool ObserveServer::Receive(Connection& connection) const {
  char buffer[1024];
  const ssize_t n = recv(connection.socket.get(), buffer, sizeof buffer, 0);
  if (n < 0 && WouldBlock()) return false;
  if (n <= 0) {
    connection.socket.Reset();
    return false;
  }
  connection.received.append(buffer, static_cast<size_t>(n));
  auto answer = telemetry::AnswerHttp(connection.received, pages_);
  if (!answer.has_value()) return false;
  connection.answer = *std::move(answer);
  return true;
}

void ObserveServer::Send(Connection& connection) {
  const std::string_view left = std::string_view(connection.answer).substr(connection.sent);
  const ssize_t n = send(connection.socket.get(), left.data(), left.size(), MSG_NOSIGNAL);
  if (n < 0 && WouldBlock()) return;
  if (n > 0) connection.sent += static_cast<size_t>(n);
  if (n < 0 || connection.sent == connection.answer.size()) connection.socket.Reset();
}

}  // namespace samlad::app
