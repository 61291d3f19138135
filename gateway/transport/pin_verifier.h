// SPDX-License-Identifier: EUPL-1.2
//
// A handshake with one known system and with no other.

#ifndef SAMLAD_GATEWAY_TRANSPORT_PIN_VERIFIER_H_
#define SAMLAD_GATEWAY_TRANSPORT_PIN_VERIFIER_H_

#include <memory>
#include <string>

#include "gateway/telemetry/log.h"

namespace grpc::experimental {
class CertificateVerifier;
}  // namespace grpc::experimental

namespace samlad::transport {

// After OpenSSL has verified the chain: refuses the other end if its certificate
// is not that of the SPIFFE ID `uri` (identity::CheckPin), and logs its owner
// (limits::kLogRefusalsPerSecond). For clients and servers.
std::shared_ptr<grpc::experimental::CertificateVerifier> MakePinVerifier(std::string uri,
                                                                         telemetry::Log log);

}  // namespace samlad::transport

#endif  // SAMLAD_GATEWAY_TRANSPORT_PIN_VERIFIER_H_
