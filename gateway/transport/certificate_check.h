// SPDX-License-Identifier: EUPL-1.2
//
// The checks behind LoadTls; see tls.h for what they promise together.
// Errors are INVALID_ARGUMENT and begin with the file.

#ifndef SAMLAD_GATEWAY_TRANSPORT_CERTIFICATE_CHECK_H_
#define SAMLAD_GATEWAY_TRANSPORT_CERTIFICATE_CHECK_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/identity/x509.h"
#include "gateway/transport/tls.h"

namespace samlad::transport {

struct Roots {
  std::vector<identity::X509Ptr> valid;  // at least one
  // What to do about each root that has expired. Every change of roots leaves one
  // behind; renewals and restarts must not wait for it to be removed.
  std::vector<std::string> warnings;
};

// Every certificate is a self-signed authority; those that have not expired are
// valid at `now_ms`.
absl::StatusOr<Roots> CheckRoots(const std::string& file, std::string_view pem, int64_t now_ms);

// As PEM, one after the other.
absl::StatusOr<std::string> ToPem(std::span<const identity::X509Ptr> certificates);

// Which end of a connection a certificate is for.
enum class End { kServer, kClient };

// A server's or client's certificate and those that vouch for it, in order, all
// valid.
absl::StatusOr<std::vector<identity::X509Ptr>> CheckChain(End end, const std::string& file,
                                                          std::string_view pem,
                                                          std::span<const identity::X509Ptr> roots,
                                                          int64_t now_ms);

// `key_pem` is the private key of `leaf`.
absl::Status CheckKey(const TlsFiles& files, std::string_view key_pem, X509& leaf);

// The private key of a text that may hold more, as PEM by itself (PKCS #8).
absl::StatusOr<std::string> KeyAlone(std::string_view key_pem);

// The earliest end of validity, milliseconds since the Unix epoch.
int64_t FirstExpiryMs(std::span<const identity::X509Ptr> chain,
                      std::span<const identity::X509Ptr> roots);

}  // namespace samlad::transport

#endif  // SAMLAD_GATEWAY_TRANSPORT_CERTIFICATE_CHECK_H_
