// SPDX-License-Identifier: EUPL-1.2
//
// The last check of a handshake, after OpenSSL's: whether this client is
// authorized to connect now.

#ifndef SAMLAD_GATEWAY_TRANSPORT_PEER_VERIFIER_H_
#define SAMLAD_GATEWAY_TRANSPORT_PEER_VERIFIER_H_

#include <functional>
#include <memory>

#include "absl/status/status.h"
#include "gateway/identity/certificate_cache.h"
#include "gateway/identity/principal.h"
#include "gateway/telemetry/log.h"

namespace grpc::experimental {
class CertificateVerifier;
}  // namespace grpc::experimental

namespace samlad::transport {

// An error refuses the client. Called by gRPC's threads, many at a time; must
// not block.
using AuthorizeClient = std::function<absl::Status(const identity::Principal&)>;

// Asks `authorize` about every client whose certificate names a principal, and
// logs each refusal with its reason (limits::kLogRefusalsPerSecond). The client
// itself sees only a closed connection. Certificates are left in `certificates`
// for the calls; it must outlive the verifier.
//
// A certificate that TLS accepts and identity::ParsePrincipal does not is let
// through, because its holder was vouched for by a trusted root, and learns from
// the refusal of its first call what is wrong with the certificate.
std::shared_ptr<grpc::experimental::CertificateVerifier> MakePeerVerifier(
    AuthorizeClient authorize, identity::CertificateCache& certificates, telemetry::Log log);

}  // namespace samlad::transport

#endif  // SAMLAD_GATEWAY_TRANSPORT_PEER_VERIFIER_H_
