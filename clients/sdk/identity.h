// SPDX-License-Identifier: EUPL-1.2
//
// Our identity towards the gateway: a certificate chain, its key, and the
// authorities that we trust to certify the gateway.

#ifndef SAMLAD_CLIENTS_SDK_IDENTITY_H_
#define SAMLAD_CLIENTS_SDK_IDENTITY_H_

#include <string>

#include "absl/status/statusor.h"

namespace samlad::sdk {

// PEM files.
struct IdentityFiles {
  std::string certificate;  // leaf first, then intermediates
  std::string key;          // PKCS #8 or SEC 1, no passphrase
  std::string authorities;  // roots that may certify the gateway; no others are trusted
};

// The contents of the files. A value; keep it no longer than needed, because it
// holds the key.
struct Identity {
  std::string certificate_pem;
  std::string key_pem;
  std::string authorities_pem;
};

// Reads the files and checks that each is what it should be and that the key
// belongs to the certificate. Errors name the file, the reason and the fix:
// INVALID_ARGUMENT, or the error of reading the file. The gateway, not this
// function, checks whether the certificate is still valid.
absl::StatusOr<Identity> LoadIdentity(const IdentityFiles& files);

}  // namespace samlad::sdk

#endif  // SAMLAD_CLIENTS_SDK_IDENTITY_H_
