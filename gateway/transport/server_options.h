// SPDX-License-Identifier: EUPL-1.2
//
// Every limit of base/limits.h that gRPC enforces, set in one place.

#ifndef SAMLAD_GATEWAY_TRANSPORT_SERVER_OPTIONS_H_
#define SAMLAD_GATEWAY_TRANSPORT_SERVER_OPTIONS_H_

namespace grpc {
class ServerBuilder;
}  // namespace grpc

namespace samlad::transport {

// Bounds handshakes, streams, messages, metadata, ages, pings and memory.
void ApplyLimits(grpc::ServerBuilder& builder);

}  // namespace samlad::transport

#endif  // SAMLAD_GATEWAY_TRANSPORT_SERVER_OPTIONS_H_
