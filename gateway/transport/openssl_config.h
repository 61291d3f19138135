// SPDX-License-Identifier: EUPL-1.2
//
// Settings that gRPC has no API for and OpenSSL's configuration has.

#ifndef SAMLAD_GATEWAY_TRANSPORT_OPENSSL_CONFIG_H_
#define SAMLAD_GATEWAY_TRANSPORT_OPENSSL_CONFIG_H_

#include "absl/status/status.h"

namespace samlad::transport {

// Makes every TLS context that this process creates from now on TLS 1.3 only
// and without session tickets (a ticket resumes after its certificate was
// revoked, and skips verification). The system's own OpenSSL configuration is
// loaded first, so that its providers stay; of its TLS defaults ours replace
// all. Touches no file of ours. Call once, before the first use of gRPC.
absl::Status ConfigureOpenssl();

}  // namespace samlad::transport

#endif  // SAMLAD_GATEWAY_TRANSPORT_OPENSSL_CONFIG_H_
