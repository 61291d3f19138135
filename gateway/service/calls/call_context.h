// SPDX-License-Identifier: EUPL-1.2
//
// What gRPC knows of a call: the principal and the request id.

#ifndef SAMLAD_GATEWAY_SERVICE_CALLS_CALL_CONTEXT_H_
#define SAMLAD_GATEWAY_SERVICE_CALLS_CALL_CONTEXT_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "gateway/identity/certificate_cache.h"
#include "gateway/identity/principal.h"
#include "grpcpp/server_context.h"

namespace samlad::service {

// The principal of the connection's client certificate, which the handshake has
// left in `certificates`. UNAUTHENTICATED if there is no certificate, or if it
// names no principal. Thread-safe.
absl::StatusOr<std::shared_ptr<const identity::Principal>> PrincipalOf(
    const grpc::ServerContextBase& context, identity::CertificateCache& certificates);

// What `context` says of whom the call is for, in kRepresentedHeader: the chain as
// it was sent; empty: nobody is represented. UNAUTHENTICATED if it is there more
// than once, or empty.
absl::StatusOr<std::string_view> RepresentedIn(const grpc::ServerContextBase& context);

// The principal of that chain, which `representing` calls for: `representing`
// itself if the chain is empty. UNAUTHENTICATED if the chain names no principal.
// Thread-safe.
absl::StatusOr<std::shared_ptr<const identity::Principal>> Represent(
    std::string_view chain, std::shared_ptr<const identity::Principal> representing,
    identity::CertificateCache& certificates);

// The client's "x-request-id" if it is 1 to limits::kRequestIdBytesMax letters,
// digits, ".", "_" or "-"; else a random one.
std::string RequestIdOf(const grpc::ServerContextBase& context);

// How many entries of the log the caller has seen ("samlad-min-position"), perhaps at
// another gateway; 0 if it does not say. INVALID_ARGUMENT if that is no number.
absl::StatusOr<uint64_t> MinPositionOf(const grpc::ServerContextBase& context);

inline constexpr char kMinPositionHeader[] = "samlad-min-position";
inline constexpr char kRequestIdHeader[] = "x-request-id";
// In a call: the certificate that a browser showed, and its issuers; DER, one after
// the other, leaf first.
inline constexpr char kRepresentedHeader[] = "samlad-represented-bin";
// In every answer: the gateway's clock when the call began, milliseconds since
// the Unix epoch, so that a client can tell whose clock is wrong.
inline constexpr char kTimeHeader[] = "samlad-time-ms";

}  // namespace samlad::service

#endif  // SAMLAD_GATEWAY_SERVICE_CALLS_CALL_CONTEXT_H_
