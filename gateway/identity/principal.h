// SPDX-License-Identifier: EUPL-1.2
//
// From a client certificate to who is calling. The name is the sole URI SAN,
// spiffe://<trust domain>/org/<organisation>/<system> (SPIFFE ID, X.509-SVID);
// never the common name.

#ifndef SAMLAD_GATEWAY_IDENTITY_PRINCIPAL_H_
#define SAMLAD_GATEWAY_IDENTITY_PRINCIPAL_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace samlad::identity {

// What a certificate says. What its holder may do is the catalogue's word.
struct Peer {
  std::string trust_domain;
  std::string organisation;
  std::string system;
  std::string fingerprint;  // SHA-256 of the DER form, lower-case hex
  int64_t not_after_ms = 0;
};

// Reads "spiffe://domain/org/<organisation>/<system>". INVALID_ARGUMENT says
// which part is wrong.
absl::StatusOr<Peer> ParseSpiffeId(std::string_view uri);

// Reads a leaf certificate. UNAUTHENTICATED, with the reason for the log, if it
// has no URI SAN or several, is a CA certificate, lacks the client purpose
// (extended key usage clientAuth), or its URI is not as above. The chain has
// been verified by TLS before.
absl::StatusOr<Peer> ParsePeerCertificate(std::string_view pem);

}  // namespace samlad::identity

#endif  // SAMLAD_GATEWAY_IDENTITY_PRINCIPAL_H_
