// SPDX-License-Identifier: EUPL-1.2

#include "tests/support/cutting_proxy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <cstdlib>
#include <string_view>
#include <utility>
#include <vector>

namespace samlad::testing {
namespace {

constexpr int kTickMs = 50;
constexpr int kAnswerMs = 500;  // within which a server answers

sockaddr_in Loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<uint16_t>(port));
  return address;
}

// Empty: closed.
std::string ReceiveSome(const Descriptor& from) {
  std::string bytes(size_t{64} << 10, '\0');
  const ssize_t n = ::recv(from.get(), bytes.data(), bytes.size(), 0);
  bytes.resize(n > 0 ? static_cast<size_t>(n) : 0);
  return bytes;
}

bool SendAll(const Descriptor& to, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::send(to.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(n));
  }
  return true;
}

// Until the server has answered and is quiet.
void AwaitAnswer(const Descriptor& server) {
  pollfd socket = {.fd = server.get(), .events = POLLIN, .revents = 0};
  while (::poll(&socket, 1, kAnswerMs) > 0 && !ReceiveSome(server).empty()) {
  }
}

}  // namespace

CuttingProxy::CuttingProxy(int port)
    : server_port_(port), listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address = Loopback(0);
  socklen_t size = sizeof(address);
  if (::bind(listener_.get(), reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      ::listen(listener_.get(), 16) != 0 ||
      ::getsockname(listener_.get(), reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    std::abort();
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { Run(); });
}

CuttingProxy::~CuttingProxy() {
  stopping_ = true;
  thread_.join();
}

void CuttingProxy::Run() {
  while (!stopping_) {
    std::vector<pollfd> sockets = {{.fd = listener_.get(), .events = POLLIN, .revents = 0}};
    for (const Pair& pair : pairs_) {
      sockets.push_back({.fd = pair.client.get(), .events = POLLIN, .revents = 0});
      sockets.push_back({.fd = pair.server.get(), .events = POLLIN, .revents = 0});
    }
    if (::poll(sockets.data(), sockets.size(), kTickMs) <= 0) continue;
    size_t at = 1;
    for (auto pair = pairs_.begin(); pair != pairs_.end(); at += 2) {
      const bool holds = (sockets[at].revents == 0 || FromClient(*pair)) &&
                         (sockets[at + 1].revents == 0 || FromServer(*pair));
      pair = holds ? std::next(pair) : pairs_.erase(pair);
    }
    if (sockets[0].revents != 0) Accept();
  }
}

void CuttingProxy::Accept() {
  Pair pair{.client = Descriptor(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC)),
            .server = Descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))};
  const sockaddr_in address = Loopback(server_port_);
  if (::connect(pair.server.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) !=
      0) {
    return;
  }
  pairs_.push_back(std::move(pair));
}

bool CuttingProxy::FromClient(Pair& pair) {
  std::string bytes = ReceiveSome(pair.client);
  if (bytes.empty()) return false;
  if (bytes.find("COMMIT") == std::string::npos) return SendAll(pair.server, bytes);
  const Cut cut = cut_.exchange(Cut::kNever);
  if (cut == Cut::kNever) return SendAll(pair.server, bytes);
  if (cut == Cut::kAfter && SendAll(pair.server, bytes)) AwaitAnswer(pair.server);
  if (cut == Cut::kSilence) pair.mute = SendAll(pair.server, bytes);
  if (cut == Cut::kHold) {
    const MutexLock lock(held_mutex_);
    held_ = std::move(bytes);
    held_server_ = std::move(pair.server);
  }
  ++cuts_;
  return cut == Cut::kSilence;
}

bool CuttingProxy::FromServer(Pair& pair) {
  const std::string bytes = ReceiveSome(pair.server);
  return !bytes.empty() && (pair.mute || SendAll(pair.client, bytes));
}

void CuttingProxy::Release() {
  const MutexLock lock(held_mutex_);
  if (SendAll(held_server_, held_)) AwaitAnswer(held_server_);
  held_server_.Reset();
}

}  // namespace samlad::testing
