// SPDX-License-Identifier: EUPL-1.2
//
// Accepts connections on one thread, counts those that live, and keeps on
// accepting whatever happens. Knows nothing of gRPC or TLS.
//
// A connection is counted until both its directions are shut. Its owner does
// not say when it closes one, so the loop keeps a duplicate of the descriptor
// and waits for EPOLLHUP on it. That works for every owner that calls
// shutdown(2) before close(2), as gRPC always does, and also for a peer's
// reset. Watching the owner's own descriptor would not do: the close takes the
// event away. The price is a second descriptor per connection.

#ifndef SAMLAD_GATEWAY_TRANSPORT_ACCEPT_LOOP_H_
#define SAMLAD_GATEWAY_TRANSPORT_ACCEPT_LOOP_H_

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <thread>
#include <unordered_set>

#include "gateway/telemetry/log.h"
#include "gateway/telemetry/rate_limit.h"
#include "gateway/transport/socket.h"

namespace samlad::transport {

// Start and Stop are called by one thread; the rest is thread-safe.
class AcceptLoop {
 public:
  // Takes ownership of the connection it is given. Must not block.
  using Serve = std::function<void(int listener_fd, Descriptor connection)>;

  // `listener` listens and does not block. Connections over `connections_max`
  // are closed as they come.
  AcceptLoop(Descriptor listener, int connections_max, telemetry::Log log);
  ~AcceptLoop();
  AcceptLoop(const AcceptLoop&) = delete;
  AcceptLoop& operator=(const AcceptLoop&) = delete;

  // RESOURCE_EXHAUSTED if there is no descriptor left for the loop itself.
  absl::Status Start(Serve serve);

  // Closes the listening socket and ends the thread; connections are their
  // owners'. Idempotent.
  void Stop();

  int connections() const { return connections_.load(); }

 private:
  using Time = std::chrono::steady_clock::time_point;

  void Run();
  void AcceptBatch();
  void Take(Descriptor connection);
  // Forgets the connection whose duplicate this is.
  void Forget(int duplicate);
  // At the descriptor limit: refuses who waits, then rests.
  void Pause(int error);
  void DropWaiting();
  void Watch(int operation, int fd, uint32_t events);
  void LogDropped(std::string_view why);

  Descriptor listener_;
  const int connections_max_;
  const telemetry::Log log_;
  telemetry::RateLimit drops_;
  Serve serve_;
  Descriptor epoll_;
  Descriptor wake_;
  // Given up for a moment to accept, and so refuse, when there is no other.
  Descriptor reserve_;
  std::unordered_set<int> duplicates_;
  std::optional<Time> paused_until_;
  std::atomic<int> connections_ = 0;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

}  // namespace samlad::transport

#endif  // SAMLAD_GATEWAY_TRANSPORT_ACCEPT_LOOP_H_
