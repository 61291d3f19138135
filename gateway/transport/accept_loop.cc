// SPDX-License-Identifier: EUPL-1.2

#include "gateway/transport/accept_loop.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/base/thread_name.h"

namespace samlad::transport {
namespace {

// Between two looks at what else has happened.
constexpr int kAcceptsPerTurn = 64;
constexpr int kEventsPerTurn = 256;

Descriptor OpenReserve() { return Descriptor(open("/dev/null", O_RDONLY | O_CLOEXEC)); }

Descriptor Accept(int listener, sockaddr_storage& peer) {
  socklen_t size = sizeof(peer);
  return Descriptor(
      accept4(listener, reinterpret_cast<sockaddr*>(&peer), &size, SOCK_NONBLOCK | SOCK_CLOEXEC));
}

bool OutOfResources(int error) {
  return error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM;
}

// The connection that was to be accepted is gone; the next may be well
// (accept(2), "Error handling").
bool ConnectionGone(int error) {
  constexpr std::array kGone = {EINTR,        ECONNABORTED, EPERM,      ENETDOWN,
                                EPROTO,       ENOPROTOOPT,  EHOSTDOWN,  ENONET,
                                EHOSTUNREACH, EOPNOTSUPP,   ENETUNREACH};
  return std::ranges::find(kGone, error) != kGone.end();
}

telemetry::RateLimit FewLines() {
  return telemetry::RateLimit(limits::kLogRefusalsPerSecond, limits::kLogRefusalsBurst);
}

}  // namespace

AcceptLoop::AcceptLoop(Descriptor listener, const AcceptLimits& bounds, telemetry::Log log)
    : listener_(std::move(listener)),
      connections_max_(bounds.connections_max),
      rate_(bounds.address_per_second, bounds.address_burst, limits::kAddressesMax),
      places_(bounds.address_connections_max),
      log_(std::move(log)),
      lines_{FewLines(), FewLines(), FewLines(), FewLines()} {}

AcceptLoop::~AcceptLoop() { Stop(); }

absl::Status AcceptLoop::Start(Serve serve) {
  serve_ = std::move(serve);
  epoll_.Reset(epoll_create1(EPOLL_CLOEXEC));
  wake_.Reset(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  reserve_ = OpenReserve();
  if (!epoll_.valid() || !wake_.valid() || !reserve_.valid()) {
    return absl::ResourceExhaustedError(StrCat("cannot accept connections: ", strerror(errno)));
  }
  if (!Watch(EPOLL_CTL_ADD, wake_.get(), EPOLLIN) ||
      !Watch(EPOLL_CTL_ADD, listener_.get(), EPOLLIN)) {
    return absl::ResourceExhaustedError(
        "cannot accept connections: the listening port cannot be watched (see the log); raise "
        "fs.epoll.max_user_watches, or free memory");
  }
  thread_ = std::thread([this] {
    NameThread("samlad-accept");
    Run();
  });
  return absl::OkStatus();
}

void AcceptLoop::Stop() {
  stopping_ = true;
  if (thread_.joinable()) {
    eventfd_write(wake_.get(), 1);
    thread_.join();
  }
  listener_.Reset();
  for (const auto& [duplicate, address] : std::exchange(duplicates_, {})) close(duplicate);
  connections_ = 0;
}

void AcceptLoop::Run() {
  std::array<epoll_event, kEventsPerTurn> events;
  while (!stopping_) {
    const int timeout_ms = paused_until_ ? static_cast<int>(limits::kAcceptPause.count()) : -1;
    const int n = epoll_wait(epoll_.get(), events.data(), kEventsPerTurn, timeout_ms);
    bool waiting = false;
    for (int i = 0; i < n; ++i) {
      const int fd = events[static_cast<size_t>(i)].data.fd;
      if (fd == listener_.get()) {
        waiting = true;
      } else if (fd != wake_.get()) {
        Forget(fd);
      }
    }
    // After the farewells, which make room.
    if (waiting && !stopping_) AcceptBatch();
    if (paused_until_ && std::chrono::steady_clock::now() >= *paused_until_) {
      paused_until_.reset();
      Watch(EPOLL_CTL_MOD, listener_.get(), EPOLLIN);
    }
  }
}

void AcceptLoop::AcceptBatch() {
  for (int i = 0; i < kAcceptsPerTurn && !paused_until_; ++i) {
    PeerAddress peer = {};
    Descriptor connection = Accept(listener_.get(), peer);
    if (connection.valid()) {
      Take(std::move(connection), peer);
    } else if (errno == EAGAIN) {
      return;
    } else if (!ConnectionGone(errno)) {
      Pause(errno);
    }
  }
}

void AcceptLoop::Take(Descriptor connection, const PeerAddress& peer) {
  const AddressKey address = KeyOf(peer);
  if (!rate_.Allow(address, std::chrono::steady_clock::now())) return CountRefusal(kOverRate, peer);
  if (places_.IsFull(address)) return CountRefusal(kOverShare, peer);
  if (connections_ >= connections_max_) return CountRefusal(kOverCap, peer);
  Descriptor duplicate(fcntl(connection.get(), F_DUPFD_CLOEXEC, 0));
  if (!duplicate.valid()) {
    const int error = errno;
    connection.Reset();
    CountRefusal(kNoDescriptor, peer);
    Pause(error);
    return;
  }
  const int on = 1;
  setsockopt(connection.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  // No events: EPOLLHUP and EPOLLERR are always reported. Without them its place
  // would never be free again.
  if (!Watch(EPOLL_CTL_ADD, duplicate.get(), 0)) {
    connection.Reset();
    CountRefusal(kNoDescriptor, peer);
    Pause(ENOMEM);
    return;
  }
  duplicates_.emplace(duplicate.Release(), address);
  places_.Take(address);
  ++connections_;
  ++accepted_;
  serve_(listener_.get(), std::move(connection));
}

void AcceptLoop::Forget(int duplicate) {
  // By hand: while the owner has its descriptor, closing ours removes nothing
  // from the epoll set.
  Watch(EPOLL_CTL_DEL, duplicate, 0);
  const auto known = duplicates_.find(duplicate);
  places_.Leave(known->second);
  duplicates_.erase(known);
  close(duplicate);
  --connections_;
}

void AcceptLoop::Pause(int error) {
  if (error == EMFILE || error == ENFILE) {
    DropWaiting();
  } else if (!OutOfResources(error)) {
    // A fault that nobody foresaw: the loop goes on, and says so.
    log_.Error("accept failed", {{"reason", strerror(error)}});
  }
  paused_until_ = std::chrono::steady_clock::now() + limits::kAcceptPause;
  Watch(EPOLL_CTL_MOD, listener_.get(), 0);
}

// Without this they would hang in the backlog until their own timeouts.
void AcceptLoop::DropWaiting() {
  reserve_.Reset();
  PeerAddress peer = {};
  for (int i = 0; i < kAcceptsPerTurn && Accept(listener_.get(), peer).valid(); ++i) {
    CountRefusal(kNoDescriptor, peer);
  }
  reserve_ = OpenReserve();
}

bool AcceptLoop::Watch(int operation, int fd, uint32_t events) {
  epoll_event event = {};
  event.events = events;
  event.data.fd = fd;
  if (epoll_ctl(epoll_.get(), operation, fd, &event) == 0) return true;
  log_.Error("epoll_ctl failed", {{"reason", strerror(errno)}});
  return false;
}

ConnectionCounts AcceptLoop::counts() const {
  return {.accepted = accepted_,
          .over_cap = refused_[kOverCap],
          .over_share = refused_[kOverShare],
          .over_rate = refused_[kOverRate],
          .no_descriptor = refused_[kNoDescriptor]};
}

void AcceptLoop::CountRefusal(Refusal why, const PeerAddress& peer) {
  constexpr std::array<std::string_view, kRefusals> kReasons = {
      "connections_max is reached", "too many open connections of this address",
      "too many new connections from this address", "no descriptor left"};
  ++refused_[why];
  if (const auto held_back = lines_[why].Allow()) {
    log_.Warn("connection dropped", {{"reason", kReasons[why]},
                                     {"peer", HostText(peer)},
                                     {"connections", connections()},
                                     {"connections_max", connections_max_},
                                     {"held_back", *held_back}});
  }
}

}  // namespace samlad::transport
