// SPDX-License-Identifier: EUPL-1.2
//
// Who we are towards the gateway: a certificate chain, its key, and the
// authorities that we trust to name the gateway.

#ifndef SAMLAD_CLIENTS_SDK_IDENTITY_H_
#define SAMLAD_CLIENTS_SDK_IDENTITY_H_

#include <string>

#include "absl/status/statusor.h"

namespace samlad::sdk {

// PEM files.
struct IdentityFiles {
  std::string certificate;  // leaf first, then intermediates
  std::string key;          // PKCS #8 or SEC 1, no passphrase
  std::string authorities;  // roots that may name the gateway; no others are trusted
};

// Their contents. A value; keep it no longer than needed, it holds the key.
struct Identity {
  std::string certificate_pem;
  std::string key_pem;
  std::string authorities_pem;
};

// Reads the files and checks that each is what it should be and that the key
// belongs to the certificate. Errors name the file, the reason and the fix:
// INVALID_ARGUMENT, or what reading the file gave. Whether the certificate is
// still valid is the gateway's judgement, not ours.
absl::StatusOr<Identity> LoadIdentity(const IdentityFiles& files);

}  // namespace samlad::sdk

#endif  // SAMLAD_CLIENTS_SDK_IDENTITY_H_
