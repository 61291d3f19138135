// SPDX-License-Identifier: EUPL-1.2
//
// Checks that the files that identify us fit together, so that wrong ones are
// found here, with a reason, and not as an unexplained broken connection. Pure;
// thread-safe.

#ifndef SAMLAD_CLIENTS_SDK_CERTIFICATE_H_
#define SAMLAD_CLIENTS_SDK_CERTIFICATE_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/identity/x509.h"

namespace samlad::sdk {

// Parses a private key in PEM form. INVALID_ARGUMENT if it is none, or has a
// passphrase, because an unattended program must not stop at a prompt.
absl::StatusOr<identity::KeyPtr> ParseKey(std::string_view pem);

// Checks that the private key belongs to the first certificate.
// INVALID_ARGUMENT says what does not hold; FAILED_PRECONDITION, that it belongs
// to another one of the chain, which is in the wrong order.
absl::Status CheckKey(std::string_view certificate_pem, std::string_view key_pem);

// Checks that every certificate of the chain is valid at `now_ms`, milliseconds
// since the Unix epoch. INVALID_ARGUMENT names the certificate, whether it has
// expired or is not valid yet, its date, and what the clock says.
absl::Status CheckDates(std::string_view chain_pem, int64_t now_ms);

// Why a chain was not verified, from OpenSSL's context after it failed; names
// the certificate, its date and the clock's time, or the issuer that is missing.
std::string WhyNotVerified(X509_STORE_CTX& context, int64_t now_ms);

// Checks that the first certificate of `chain_pem` leads, through the others,
// to one of `authorities_pem`, is valid now and may identify a TLS client.
// INVALID_ARGUMENT says what does not hold.
absl::Status CheckChain(std::string_view chain_pem, std::string_view authorities_pem,
                        int64_t now_ms);
// As of this computer's clock.
absl::Status CheckChain(std::string_view chain_pem, std::string_view authorities_pem);

}  // namespace samlad::sdk

#endif  // SAMLAD_CLIENTS_SDK_CERTIFICATE_H_
