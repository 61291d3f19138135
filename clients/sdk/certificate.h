// SPDX-License-Identifier: EUPL-1.2
//
// What certificates in PEM files say, so that a wrong one is found here, with
// a reason, and not as an unexplained broken connection. Pure but for the
// clock, which OpenSSL reads when it judges a chain. Thread-safe.

#ifndef SAMLAD_CLIENTS_SDK_CERTIFICATE_H_
#define SAMLAD_CLIENTS_SDK_CERTIFICATE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace samlad::sdk {

// One certificate (RFC 5280).
struct Certificate {
  std::string subject;            // one line, RFC 2253
  std::string issuer;             // as above
  std::vector<std::string> uris;  // subject alternative names of kind URI
  int64_t not_before_s = 0;       // seconds since the Unix epoch
  int64_t not_after_s = 0;        // as above
  bool authority = false;         // basic constraints: CA
};

// All certificates of a PEM text, in order. INVALID_ARGUMENT if there is none
// or one does not parse.
absl::StatusOr<std::vector<Certificate>> ReadCertificates(std::string_view pem);

// Whether the private key belongs to the first certificate. INVALID_ARGUMENT
// if it does not, or is no unencrypted PEM key.
absl::Status CheckKey(std::string_view certificate_pem, std::string_view key_pem);

// Whether the first certificate of `chain_pem` leads, by way of the others, to
// one of `authorities_pem`, is valid now and may identify a TLS client.
// INVALID_ARGUMENT says what does not hold.
absl::Status CheckChain(std::string_view chain_pem, std::string_view authorities_pem);

}  // namespace samlad::sdk

#endif  // SAMLAD_CLIENTS_SDK_CERTIFICATE_H_
