// SPDX-License-Identifier: EUPL-1.2
//
// Checks that the files that identify us fit together, so that wrong ones are
// found here, with a reason, and not as an unexplained broken connection. Pure,
// except that OpenSSL reads the clock when it checks a chain. Thread-safe.

#ifndef SAMLAD_CLIENTS_SDK_CERTIFICATE_H_
#define SAMLAD_CLIENTS_SDK_CERTIFICATE_H_

#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/identity/x509.h"

namespace samlad::sdk {

// Parses a private key in PEM form. INVALID_ARGUMENT if it is none, or has a
// passphrase, because an unattended program must not stop at a prompt.
absl::StatusOr<identity::KeyPtr> ParseKey(std::string_view pem);

// Checks that the private key belongs to the first certificate.
// INVALID_ARGUMENT says what does not hold.
absl::Status CheckKey(std::string_view certificate_pem, std::string_view key_pem);

// Checks that the first certificate of `chain_pem` leads, through the others,
// to one of `authorities_pem`, is valid now and may identify a TLS client.
// INVALID_ARGUMENT says what does not hold.
absl::Status CheckChain(std::string_view chain_pem, std::string_view authorities_pem);

}  // namespace samlad::sdk

#endif  // SAMLAD_CLIENTS_SDK_CERTIFICATE_H_
