// SPDX-License-Identifier: EUPL-1.2

#include "gateway/identity/certificate_cache.h"

#include <openssl/evp.h>

#include <algorithm>
#include <utility>

#include "gateway/base/check.h"

namespace samlad::identity {

CertificateCache::CertificateCache(size_t certificates_max)
    : half_(std::max<size_t>(1, certificates_max / 2)) {}

absl::StatusOr<std::shared_ptr<const Principal>> CertificateCache::Read(std::string_view pem) {
  const Key key = KeyFor(pem);
  {
    MutexLock lock(mutex_);
    if (auto known = Find(key)) return known;
    ++parses_;
  }
  // Without the lock, because parsing takes long: two threads may both do it.
  absl::StatusOr<Principal> parsed = ParsePrincipal(pem);
  if (!parsed.ok()) return parsed.status();
  auto principal = std::make_shared<const Principal>(*std::move(parsed));
  MutexLock lock(mutex_);
  Keep(key, principal);
  return principal;
}

CertificateCache::Key CertificateCache::KeyFor(std::string_view pem) {
  Key key{};
  unsigned int size = 0;
  // Never another's key: it would find another's principal.
  Check(EVP_Digest(pem.data(), pem.size(), key.data(), &size, EVP_sha256(), nullptr) == 1 &&
            size == key.size(),
        "OpenSSL computes SHA-256");
  return key;
}

std::shared_ptr<const Principal> CertificateCache::Find(const Key& key) {
  if (const auto found = newer_.find(key); found != newer_.end()) return found->second;
  const auto found = older_.find(key);
  if (found == older_.end()) return nullptr;
  auto principal = std::move(found->second);
  older_.erase(found);
  Keep(key, principal);
  return principal;
}

void CertificateCache::Keep(const Key& key, std::shared_ptr<const Principal> principal) {
  if (newer_.size() >= half_ && !newer_.contains(key)) {
    older_ = std::move(newer_);
    newer_.clear();
  }
  newer_.insert_or_assign(key, std::move(principal));
}

size_t CertificateCache::size() const {
  MutexLock lock(mutex_);
  return newer_.size() + older_.size();
}

uint64_t CertificateCache::parses() const {
  MutexLock lock(mutex_);
  return parses_;
}

}  // namespace samlad::identity
