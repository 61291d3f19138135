// SPDX-License-Identifier: EUPL-1.2

#include "gateway/identity/certificate_cache.h"

#include <openssl/evp.h>

#include <algorithm>
#include <utility>

#include "gateway/base/check.h"
#include "gateway/identity/vouching.h"

namespace samlad::identity {
namespace {

struct DigestFree {
  void operator()(EVP_MD_CTX* p) const { EVP_MD_CTX_free(p); }
};

}  // namespace

CertificateCache::CertificateCache(size_t certificates_max)
    : half_(std::max<size_t>(1, certificates_max / 2)) {}

absl::Status CertificateCache::Trust(std::string_view roots) {
  {
    MutexLock lock(mutex_);
    if (roots_ != nullptr && roots_->pem == roots) return absl::OkStatus();
  }
  auto certificates = ParseCertificates(roots);
  if (!certificates.ok()) return certificates.status();
  auto trusted = std::make_shared<Roots>();
  trusted->pem = std::string(roots);
  trusted->certificates = *std::move(certificates);
  MutexLock lock(mutex_);
  roots_ = std::move(trusted);
  newer_.clear();
  older_.clear();
  return absl::OkStatus();
}

absl::StatusOr<std::shared_ptr<const Principal>> CertificateCache::Read(std::string_view pem,
                                                                        std::string_view issuers) {
  const Key key = KeyFor(pem, issuers);
  std::shared_ptr<const Roots> roots;
  {
    MutexLock lock(mutex_);
    if (auto known = Find(key)) return known;
    ++parses_;
    roots = roots_;
  }
  // Without the lock, because parsing takes long: two threads may both do it.
  absl::StatusOr<Principal> parsed = ParsePrincipal(pem);
  if (!parsed.ok()) return parsed.status();
  if (roots != nullptr) {
    const auto leaf = ParseCertificates(pem);  // ParsePrincipal has read it, so it is there
    parsed->vouchers = std::make_shared<const std::vector<Voucher>>(
        FindVouchers(*leaf->front(), issuers, roots->certificates));
  }
  auto principal = std::make_shared<const Principal>(*std::move(parsed));
  MutexLock lock(mutex_);
  // Not what other roots vouch for by now.
  if (roots_ == roots) Keep(key, principal);
  return principal;
}

CertificateCache::Key CertificateCache::KeyFor(std::string_view pem, std::string_view issuers) {
  Key key{};
  unsigned int size = 0;
  const std::unique_ptr<EVP_MD_CTX, DigestFree> digest(EVP_MD_CTX_new());
  // Never another's key: it would find another's principal.
  Check(digest != nullptr && EVP_DigestInit_ex(digest.get(), EVP_sha256(), nullptr) == 1 &&
            EVP_DigestUpdate(digest.get(), pem.data(), pem.size()) == 1 &&
            EVP_DigestUpdate(digest.get(), "\0", 1) == 1 &&
            EVP_DigestUpdate(digest.get(), issuers.data(), issuers.size()) == 1 &&
            EVP_DigestFinal_ex(digest.get(), key.data(), &size) == 1 && size == key.size(),
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
