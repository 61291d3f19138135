// SPDX-License-Identifier: EUPL-1.2
//
// Why a connection was refused, in the gateway's log. A client that fails the
// handshake only sees a closed socket, and gRPC only says that verification
// failed, but OpenSSL knows which certificate and why.

#ifndef SAMLAD_GATEWAY_TRANSPORT_DIAGNOSTICS_H_
#define SAMLAD_GATEWAY_TRANSPORT_DIAGNOSTICS_H_

#include "gateway/telemetry/log.h"

namespace samlad::transport {

// Sends to `log`, from now until the process ends,
//   - what gRPC logs about errors and handshakes, and
//   - for every client certificate that OpenSSL refuses: the reason, its
//     subject, issuer, URI names and validity.
// Both are rate-limited (limits::kLogRefusalsPerSecond). It observes and
// decides nothing.
//
// The log of the last call is used, because gRPC's and OpenSSL's hooks are the
// process's. Thread-safe.
void RouteDiagnostics(telemetry::Log log);

}  // namespace samlad::transport

#endif  // SAMLAD_GATEWAY_TRANSPORT_DIAGNOSTICS_H_
