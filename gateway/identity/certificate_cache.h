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
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/base/limits.h"
#include "gateway/base/mutex.h"
#include "gateway/identity/principal.h"
#include "gateway/identity/x509.h"

namespace samlad::identity {

// Thread-safe; waits for nothing but a short lock. What it keeps changes only with
// the roots, and is then forgotten: whether the principal is expired, revoked,
// permitted or vouched for by a root that may do so is decided at each call, from
// the newest moment, and never here.
class CertificateCache {
 public:
  // Keeps `certificates_max` (at least 2) at most. When half of them have been
  // used since the last time, those that have not been used since are forgotten:
  // a certificate in use is never parsed again because of others.
  explicit CertificateCache(size_t certificates_max = limits::kCertificateCacheMax);
  CertificateCache(const CertificateCache&) = delete;
  CertificateCache& operator=(const CertificateCache&) = delete;

  // The roots in force, PEM. Those that vouch for a certificate are named in its
  // principal from now on. INVALID_ARGUMENT if they cannot be read.
  absl::Status Trust(std::string_view roots);

  // As ParsePrincipal, with its errors; `issuers`: the certificates that came
  // with it, PEM. Only a certificate that names a principal is kept: an error's
  // text may be as long as the certificate.
  absl::StatusOr<std::shared_ptr<const Principal>> Read(std::string_view pem,
                                                        std::string_view issuers = "");

  // As Read, of a certificate that another system was shown: `chain` is the leaf
  // and its issuers in DER form, one after the other, leaf first, of
  // limits::kRepresentedBytesMax at most. No handshake has verified it: it must
  // lead to a root in force, and holds as long as the chain is valid (VouchedAt).
  // UNAUTHENTICATED if it is too large or damaged, names no principal, or leads to
  // no root.
  absl::StatusOr<std::shared_ptr<const Principal>> ReadRepresented(std::string_view chain);

  // Kept now.
  size_t size() const;
  // How often a certificate was not there and had to be parsed.
  uint64_t parses() const;

 private:
  // The roots in force, and what they are known by.
  struct Roots {
    std::string pem;
    std::vector<X509Ptr> certificates;
  };

  // SHA-256 of the PEM texts: all keys are short, however long the certificates.
  using Key = std::array<unsigned char, 32>;
  using Principals = absl::flat_hash_map<Key, std::shared_ptr<const Principal>>;

  // Of what is not kept, `parse` makes the principal, with the roots in force (null:
  // none yet).
  template <class Parse>
  absl::StatusOr<std::shared_ptr<const Principal>> FindOrParse(const Key& key, const Parse& parse);

  static Key KeyFor(std::string_view pem, std::string_view issuers);
  std::shared_ptr<const Principal> Find(const Key& key) SAMLAD_REQUIRES(mutex_);
  void Keep(const Key& key, std::shared_ptr<const Principal> principal) SAMLAD_REQUIRES(mutex_);

  const size_t half_;
  mutable Mutex mutex_;
  std::shared_ptr<const Roots> roots_ SAMLAD_GUARDED_BY(mutex_);  // null: none yet
  Principals newer_ SAMLAD_GUARDED_BY(mutex_);                    // used since it was last full
  Principals older_ SAMLAD_GUARDED_BY(mutex_);  // and those used in the time before
  uint64_t parses_ SAMLAD_GUARDED_BY(mutex_) = 0;
};

}  // namespace samlad::identity

#endif  // SAMLAD_GATEWAY_IDENTITY_CERTIFICATE_CACHE_H_
