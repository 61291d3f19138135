// SPDX-License-Identifier: EUPL-1.2
//
// The principal of a call: who asks, according to the client certificate. The name is the sole URI
// SAN, spiffe://<trust domain>/org/<organisation>/<system> (SPIFFE ID, X.509-SVID); never the
// common name.

#ifndef SAMLAD_GATEWAY_IDENTITY_PRINCIPAL_H_
#define SAMLAD_GATEWAY_IDENTITY_PRINCIPAL_H_

#include <openssl/x509.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace samlad::identity {

// A root that vouches for a certificate.
struct Voucher {
  std::string fingerprint;  // SHA-256 of its DER form, lower-case hex
  std::string name;         // for messages
  // When the whole chain is valid, from the leaf to the root.
  int64_t not_before_ms = 0;
  int64_t not_after_ms = 0;
};

// A system of an organisation: from its certificate, never from a payload. The
// catalogue says what it may do. All empty: the gateway itself.
struct Principal {
  std::string organisation = {};
  std::string system = {};
  std::string certificate = {};  // SHA-256 of its DER form, lower-case hex
  std::string trust_domain = {};
  int64_t not_after_ms = 0;  // end of the certificate's validity
  // Of the roots that were in force when the certificate was read; null: none, or
  // nobody asked.
  std::shared_ptr<const std::vector<Voucher>> vouchers = {};
  // The system that calls for this one, because it was shown its certificate
  // (PERMISSION_REPRESENT); null: this one calls itself.
  std::shared_ptr<const Principal> via = {};
};

// Reads "spiffe://domain/org/<organisation>/<system>"; the rest stays empty.
// INVALID_ARGUMENT says which part is wrong.
absl::StatusOr<Principal> ParseSpiffeId(std::string_view uri);

// Reads a leaf certificate. UNAUTHENTICATED, with the reason for the log, if it
// has no URI SAN or several, is a CA certificate, lacks the client purpose
// (extended key usage clientAuth), or its URI is not as above. The chain has
// been verified by TLS before.
absl::StatusOr<Principal> ParsePrincipal(std::string_view pem);
// The same of a parsed one.
absl::StatusOr<Principal> ParsePrincipal(X509& leaf);

}  // namespace samlad::identity

#endif  // SAMLAD_GATEWAY_IDENTITY_PRINCIPAL_H_
