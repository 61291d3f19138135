// SPDX-License-Identifier: EUPL-1.2

#include "gateway/transport/listener.h"

#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server_builder.h>
#include <sys/resource.h>

#include <algorithm>
#include <utility>

namespace samlad::transport {
namespace {

// gRPC's and the accept loop's duplicate.
constexpr rlim_t kDescriptorsPerConnection = 2;

// How many of `wanted` connections the process may have descriptors for, after
// raising its soft limit as far as it needs and may.
int ConnectionsAllowed(int wanted) {
  rlimit limit = {};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return wanted;
  const rlim_t needed =
      kDescriptorsPerConnection * static_cast<rlim_t>(wanted) + limits::kDescriptorsReserved;
  if (limit.rlim_cur < needed) {
    limit.rlim_cur = std::min(needed, limit.rlim_max);
    setrlimit(RLIMIT_NOFILE, &limit);
    getrlimit(RLIMIT_NOFILE, &limit);
  }
  if (limit.rlim_cur >= needed) return wanted;
  const rlim_t left =
      limit.rlim_cur - std::min<rlim_t>(limit.rlim_cur, limits::kDescriptorsReserved);
  return std::max(1, static_cast<int>(left / kDescriptorsPerConnection));
}

}  // namespace

absl::StatusOr<std::unique_ptr<Listener>> Listener::Open(const ListenerOptions& options,
                                                         telemetry::Log log) {
  auto socket = OpenListeningSocket(options.address);
  if (!socket.ok()) return socket.status();
  const int connections_max = ConnectionsAllowed(options.connections_max);
  if (connections_max < options.connections_max) {
    log.Warn("descriptor limit is too low for all connections; raise it (ulimit -n, LimitNOFILE)",
             {{"connections_max", connections_max}, {"wanted", options.connections_max}});
  }
  constexpr int kBurstSeconds =
      limits::kAddressConnectionsBurst / limits::kAddressConnectionsPerSecond;
  const double per_second = options.address_connections_per_second;
  const AcceptLimits bounds = {.connections_max = connections_max,
                               .address_connections_max = options.address_connections_max,
                               .address_per_second = per_second,
                               .address_burst = kBurstSeconds * per_second};
  return std::unique_ptr<Listener>(new Listener(*std::move(socket), bounds, std::move(log)));
}

Listener::Listener(Descriptor socket, const AcceptLimits& bounds, telemetry::Log log)
    : address_(BoundAddress(socket.get())),
      connections_max_(bounds.connections_max),
      loop_(std::move(socket), bounds, std::move(log)) {}

Listener::~Listener() = default;

void Listener::AttachTo(grpc::ServerBuilder& builder,
                        std::shared_ptr<grpc::ServerCredentials> credentials) {
  using Type = grpc::ServerBuilder::experimental_type::ExternalConnectionType;
  acceptor_ =
      builder.experimental().AddExternalConnectionAcceptor(Type::FROM_FD, std::move(credentials));
}

absl::Status Listener::Start() {
  return loop_.Start([this](int listener_fd, Descriptor connection) {
    grpc::experimental::ExternalConnectionAcceptor::NewConnectionParameters parameters;
    parameters.listener_fd = listener_fd;
    parameters.fd = connection.Release();
    acceptor_->HandleNewConnection(&parameters);
  });
}

}  // namespace samlad::transport
