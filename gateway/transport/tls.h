// SPDX-License-Identifier: EUPL-1.2
//
// Certificate files: read, checked, and only then used, because gRPC takes a
// wrong key or an empty bundle silently and then refuses every handshake.

#ifndef SAMLAD_GATEWAY_TRANSPORT_TLS_H_
#define SAMLAD_GATEWAY_TRANSPORT_TLS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace samlad::transport {

// Paths of PEM files (RFC 7468).
struct TlsFiles {
  std::string certificate;   // the own chain: own certificate first
  std::string private_key;   // of the own certificate, not encrypted
  std::string client_roots;  // who may vouch for clients; a client's: for servers

  bool operator==(const TlsFiles&) const = default;
};

// What the files hold.
struct TlsMaterial {
  std::string certificate_chain;
  std::string private_key;
  std::string client_roots;
  int64_t not_after_ms = 0;                // when the first of its certificates expires
  std::vector<std::string> warnings = {};  // what was left out, and why; to be logged

  bool operator==(const TlsMaterial&) const = default;
};

// Reads and checks; `now_ms` is milliseconds since the Unix epoch. An error
// names the file, the reason and the fix. What is returned fulfils:
//   - the private key is the certificate's, and no other account can read it;
//   - the certificate is a server's (serverAuth), names a host, is no authority;
//   - each certificate of the chain is issued by the next, and the chain either
//     has its issuing certificate or was issued by a root of the bundle;
//   - the bundle holds at least one certificate, and only roots: OpenSSL as
//     gRPC sets it up takes *any* certificate in it as an anchor, so that an
//     issuing authority there would be trusted without its root's constraints;
//   - every certificate is valid at `now_ms`: a root of the bundle that has
//     expired is left out with a warning, as long as another is valid.
absl::StatusOr<TlsMaterial> LoadTls(const TlsFiles& files, int64_t now_ms);

// The same for the end that connects: its certificate is a client's
// (clientAuth), and need name no host.
absl::StatusOr<TlsMaterial> LoadClientTls(const TlsFiles& files, int64_t now_ms);

// The two halves of LoadTls. What was read has neither `not_after_ms` nor
// `warnings` before it is checked, and its bundle is the file's.
absl::StatusOr<TlsMaterial> ReadTls(const TlsFiles& files);
absl::Status CheckTls(const TlsFiles& files, int64_t now_ms, TlsMaterial& material);

}  // namespace samlad::transport

#endif  // SAMLAD_GATEWAY_TRANSPORT_TLS_H_
