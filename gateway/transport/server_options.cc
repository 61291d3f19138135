// SPDX-License-Identifier: EUPL-1.2

#include "gateway/transport/server_options.h"

#include <grpcpp/resource_quota.h>
#include <grpcpp/server_builder.h>

#include <chrono>

#include "gateway/base/limits.h"

namespace samlad::transport {
namespace {

int Milliseconds(std::chrono::milliseconds duration) { return static_cast<int>(duration.count()); }

}  // namespace

void ApplyLimits(grpc::ServerBuilder& builder) {
  builder.SetMaxReceiveMessageSize(static_cast<int>(limits::kMessageBytesMax));
  builder.SetMaxSendMessageSize(static_cast<int>(limits::kMessageBytesMax));
  // gRPC holds a message to its limit before it inflates it, and not after: 1 MiB
  // can become 1 GiB. A compressed message is refused with UNIMPLEMENTED.
  for (const auto algorithm : {GRPC_COMPRESS_DEFLATE, GRPC_COMPRESS_GZIP}) {
    builder.SetCompressionAlgorithmSupportStatus(algorithm, false);
  }
  const auto set = [&](const char* name, int value) { builder.AddChannelArgument(name, value); };
  set(GRPC_ARG_SERVER_HANDSHAKE_TIMEOUT_MS, Milliseconds(limits::kHandshakeTimeout));
  set(GRPC_ARG_MAX_CONCURRENT_STREAMS, limits::kStreamsPerConnectionMax);
  set(GRPC_ARG_MAX_METADATA_SIZE, static_cast<int>(limits::kMetadataBytesMax));
  set(GRPC_ARG_MAX_CONNECTION_IDLE_MS, Milliseconds(limits::kConnectionIdle));
  set(GRPC_ARG_MAX_CONNECTION_AGE_MS, Milliseconds(limits::kConnectionAge));
  set(GRPC_ARG_MAX_CONNECTION_AGE_GRACE_MS, Milliseconds(limits::kConnectionAgeGrace));
  set(GRPC_ARG_KEEPALIVE_TIME_MS, Milliseconds(limits::kKeepaliveInterval));
  set(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, Milliseconds(limits::kKeepaliveTimeout));
  set(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  set(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS,
      Milliseconds(limits::kPingIntervalMin));
  set(GRPC_ARG_ALLOW_REUSEPORT, 0);
  grpc::ResourceQuota quota("samlad");
  quota.Resize(limits::kTransportBytesMax);
  builder.SetResourceQuota(quota);
}

}  // namespace samlad::transport
