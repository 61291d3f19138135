// SPDX-License-Identifier: EUPL-1.2
//
// The gateway's own accept loop. gRPC's listener stops for good when the
// process runs out of descriptors (CVE-2023-4785) and has no cap on
// connections; this one rests, drops, goes on, and counts.
//
// A connection is counted until both its directions are shut. gRPC does not
// say when it closes one, but it always shuts a socket down before it closes
// it, so the listener keeps a duplicate of the descriptor and waits for
// EPOLLHUP on it: the one event that tells a closed connection from a
// half-closed one, and that cannot be lost when gRPC closes its own
// descriptor. The price is a second descriptor per connection.

#ifndef SAMLAD_GATEWAY_TRANSPORT_LISTENER_H_
#define SAMLAD_GATEWAY_TRANSPORT_LISTENER_H_

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "gateway/base/limits.h"
#include "gateway/telemetry/log.h"

namespace grpc {
class ServerBuilder;
class ServerCredentials;
}  // namespace grpc

namespace samlad::transport {

struct ListenerOptions {
  // Numeric host and port: "0.0.0.0:7443", "[::]:7443" (IPv6 and IPv4),
  // "127.0.0.1:0" (any free port).
  std::string address;
  // Connections at one time; more are closed as they come. Fewer when the
  // process's descriptor limit does not allow them (said in the log).
  int connections_max = limits::kConnectionsMax;
};

// Open, AttachTo a builder, build the server, Start, Stop, then shut the server
// down. Start and Stop are called by one thread; the rest is thread-safe. The
// builder's server must outlive Stop.
class Listener {
 public:
  // Binds and listens, so that a taken port is known before anything else
  // starts. INVALID_ARGUMENT: no such address. FAILED_PRECONDITION: the address
  // is in use or not ours; ports are never shared.
  static absl::StatusOr<std::unique_ptr<Listener>> Open(const ListenerOptions& options,
                                                        telemetry::Log log);
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  // "127.0.0.1:41234", with the port that was bound.
  const std::string& address() const;
  int port() const;

  // Makes the server that `builder` builds take its connections from here.
  void AttachTo(grpc::ServerBuilder& builder, std::shared_ptr<grpc::ServerCredentials> credentials);

  // Starts the accept thread. Only after BuildAndStart has returned.
  void Start();

  // Closes the listening socket and ends the thread; connections live on in
  // the server. Idempotent.
  void Stop();

  // Connections now open, and how many there may be.
  int connections() const;
  int connections_max() const;

 private:
  class Loop;

  explicit Listener(std::unique_ptr<Loop> loop);

  std::unique_ptr<Loop> loop_;
};

}  // namespace samlad::transport

#endif  // SAMLAD_GATEWAY_TRANSPORT_LISTENER_H_
