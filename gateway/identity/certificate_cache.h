// SPDX-License-Identifier: EUPL-1.2
//
// Client certificates that have been parsed. The handshake needs a certificate
// first, and every call of the connection needs the same one again; parsing costs
// more than everything else that the guard does.

#ifndef SAMLAD_GATEWAY_IDENTITY_CERTIFICATE_CACHE_H_
#define SAMLAD_GATEWAY_IDENTITY_CERTIFICATE_CACHE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "gateway/base/limits.h"
#include "gateway/base/mutex.h"
#include "gateway/identity/principal.h"

namespace samlad::identity {

// Thread-safe; waits for nothing but a short lock. Nothing in it goes stale,
// because a certificate's text never changes its meaning: whether the principal
// is expired, revoked or permitted is decided at each call, from the newest
// moment, and never here.
class CertificateCache {
 public:
  // Keeps `certificates_max` (at least 2) at most. When half of them have been
  // used since the last time, those that have not been used since are forgotten:
  // a certificate in use is never parsed again because of others.
  explicit CertificateCache(size_t certificates_max = limits::kCertificateCacheMax);
  CertificateCache(const CertificateCache&) = delete;
  CertificateCache& operator=(const CertificateCache&) = delete;

  // As ParsePrincipal, with its errors. Only a certificate that names a
  // principal is kept: an error's text may be as long as the certificate.
  absl::StatusOr<std::shared_ptr<const Principal>> Read(std::string_view pem);

  // Kept now.
  size_t size() const;
  // How often a certificate was not there and had to be parsed.
  uint64_t parses() const;

 private:
  // SHA-256 of the PEM text: all keys are short, however long the certificates.
  using Key = std::array<unsigned char, 32>;
  using Principals = absl::flat_hash_map<Key, std::shared_ptr<const Principal>>;

  static Key KeyFor(std::string_view pem);
  std::shared_ptr<const Principal> Find(const Key& key) SAMLAD_REQUIRES(mutex_);
  void Keep(const Key& key, std::shared_ptr<const Principal> principal) SAMLAD_REQUIRES(mutex_);

  const size_t half_;
  mutable Mutex mutex_;
  Principals newer_ SAMLAD_GUARDED_BY(mutex_);  // used since it was last full
  Principals older_ SAMLAD_GUARDED_BY(mutex_);  // and those used in the time before
  uint64_t parses_ SAMLAD_GUARDED_BY(mutex_) = 0;
};

}  // namespace samlad::identity

#endif  // SAMLAD_GATEWAY_IDENTITY_CERTIFICATE_CACHE_H_
