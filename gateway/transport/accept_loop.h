// SPDX-License-Identifier: EUPL-1.2
//
// Accepts connections on one thread, counts the open ones, and goes on accepting
// whatever happens. Knows nothing of gRPC or TLS.
//
// A connection is counted until both its directions are shut. Its owner does
// not say when it closes one, so the loop keeps a duplicate of the descriptor
// and waits for EPOLLHUP on it. That works for every owner that calls
// shutdown(2) before close(2), as gRPC always does, and also for a peer's
// reset. Watching the owner's own descriptor would not do, because its close takes
// the event away. The price is a second descriptor per connection.

#ifndef SAMLAD_GATEWAY_TRANSPORT_ACCEPT_LOOP_H_
#define SAMLAD_GATEWAY_TRANSPORT_ACCEPT_LOOP_H_

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <thread>

#include "absl/container/flat_hash_map.h"
#include "gateway/telemetry/log.h"
#include "gateway/telemetry/rate_limit.h"
#include "gateway/transport/address_rate.h"
#include "gateway/transport/socket.h"

namespace samlad::transport {

struct AcceptLimits {
  int connections_max = 0;
  // Open connections of one network address (see address_rate.h).
  int address_connections_max = 0;
  // New connections from one network address.
  double address_per_second = 0;
  double address_burst = 0;
};

// Connections since the start, by what became of them.
struct ConnectionCounts {
  uint64_t accepted = 0;
  uint64_t over_cap = 0;       // refused: connections_max were open
  uint64_t over_share = 0;     // refused: one address had its share of them open
  uint64_t over_rate = 0;      // refused: too many from one address
  uint64_t no_descriptor = 0;  // refused: the process had none left
};

// Start and Stop are called by one thread; the rest is thread-safe.
class AcceptLoop {
 public:
  // Takes ownership of the connection it is given. Must not block.
  using Serve = std::function<void(int listener_fd, Descriptor connection)>;

  // `listener` listens and does not block. Connections over a limit are closed
  // as they come.
  AcceptLoop(Descriptor listener, const AcceptLimits& bounds, telemetry::Log log);
  ~AcceptLoop();
  AcceptLoop(const AcceptLoop&) = delete;
  AcceptLoop& operator=(const AcceptLoop&) = delete;

  // RESOURCE_EXHAUSTED if there is no descriptor left for the loop itself, or
  // its port cannot be watched.
  absl::Status Start(Serve serve);

  // Closes the listening socket and ends the thread; connections are their
  // owners'. Idempotent.
  void Stop();

  int connections() const { return connections_.load(); }
  ConnectionCounts counts() const;

 private:
  using Time = std::chrono::steady_clock::time_point;
  enum Refusal { kOverCap, kOverShare, kOverRate, kNoDescriptor, kRefusals };

  // The other end; its port does not matter.
  using PeerAddress = sockaddr_storage;

  void Run();
  void AcceptBatch();
  void Take(Descriptor connection, const PeerAddress& peer);
  // Forgets the connection whose duplicate this is.
  void Forget(int duplicate);
  // At the descriptor limit: refuses the connections that wait, then rests.
  void Pause(int error);
  void DropWaiting();
  bool Watch(int operation, int fd, uint32_t events);  // false: it did not work, and was logged
  void CountRefusal(Refusal why, const PeerAddress& peer);

  Descriptor listener_;
  const int connections_max_;
  AddressRate rate_;
  AddressPlaces places_;
  const telemetry::Log log_;
  // One for each reason, so that a flood of the one does not hide the other.
  std::array<telemetry::RateLimit, kRefusals> lines_;
  Serve serve_;
  Descriptor epoll_;
  Descriptor wake_;
  // Closed for a moment when no descriptor is left, to accept a connection and so
  // refuse it.
  Descriptor reserve_;
  absl::flat_hash_map<int, AddressKey> duplicates_;
  std::optional<Time> paused_until_;
  std::atomic<int> connections_ = 0;
  std::atomic<uint64_t> accepted_ = 0;
  std::array<std::atomic<uint64_t>, kRefusals> refused_ = {};
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

}  // namespace samlad::transport

#endif  // SAMLAD_GATEWAY_TRANSPORT_ACCEPT_LOOP_H_
