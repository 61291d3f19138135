// SPDX-License-Identifier: EUPL-1.2
//
// The gateway's own listener, because gRPC's stops for good when the process runs
// out of descriptors (CVE-2023-4785) and has no limit on connections. This one
// pauses, refuses, continues and counts; accept_loop.h describes how.

#ifndef SAMLAD_GATEWAY_TRANSPORT_LISTENER_H_
#define SAMLAD_GATEWAY_TRANSPORT_LISTENER_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/base/limits.h"
#include "gateway/telemetry/log.h"
#include "gateway/transport/accept_loop.h"

namespace grpc {
class ServerBuilder;
class ServerCredentials;
namespace experimental {
class ExternalConnectionAcceptor;
}
}  // namespace grpc

namespace samlad::transport {

struct ListenerOptions {
  // Numeric host and port: "0.0.0.0:7443", "[::]:7443" (IPv6 and IPv4),
  // "127.0.0.1:0" (any free port).
  std::string address;
  // Connections at one time; more are closed as they come. Fewer if the
  // process may not have the descriptors (the log says so).
  int connections_max = limits::kConnectionsMax;
  // Of these, of one network address (IPv6: one /64).
  int address_connections_max = limits::kAddressConnectionsMax;
  // New connections a second from one network address, in bursts of as many
  // seconds' worth as kAddressConnectionsBurst is of the default; more are
  // closed as they come.
  uint32_t address_connections_per_second = limits::kAddressConnectionsPerSecond;
};

// Open, AttachTo a builder, build the server, Start; to end, Stop, and only then
// shut the server down: it leaks what it is given afterwards. All but the
// getters are called by one thread.
class Listener {
 public:
  // Binds and listens, so that a taken port is known before anything else
  // starts, and raises the process's soft descriptor limit to what its
  // connections need. INVALID_ARGUMENT: no such address. FAILED_PRECONDITION:
  // the address is taken or not ours; ports are never shared.
  static absl::StatusOr<std::unique_ptr<Listener>> Open(const ListenerOptions& options,
                                                        telemetry::Log log);
  ~Listener();

  // "127.0.0.1:41234", with the port that was bound.
  const std::string& address() const { return address_; }

  // Makes the server that `builder` builds take its connections from here.
  void AttachTo(grpc::ServerBuilder& builder, std::shared_ptr<grpc::ServerCredentials> credentials);

  // Starts the accept thread; only after BuildAndStart has returned.
  // RESOURCE_EXHAUSTED: no descriptors.
  absl::Status Start();

  // Closes the listening socket and ends the thread; the server keeps the open
  // connections. Idempotent.
  void Stop() { loop_.Stop(); }

  // Connections now open, and how many there may be.
  int connections() const { return loop_.connections(); }
  int connections_max() const { return connections_max_; }
  ConnectionCounts counts() const { return loop_.counts(); }

 private:
  Listener(Descriptor socket, const AcceptLimits& bounds, telemetry::Log log);

  const std::string address_;
  const int connections_max_;
  std::unique_ptr<grpc::experimental::ExternalConnectionAcceptor> acceptor_;
  AcceptLoop loop_;
};

}  // namespace samlad::transport

#endif  // SAMLAD_GATEWAY_TRANSPORT_LISTENER_H_
