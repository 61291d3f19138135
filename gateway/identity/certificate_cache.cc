// SPDX-License-Identifier: EUPL-1.2

#include "gateway/identity/certificate_cache.h"

#include <openssl/evp.h>

#include <algorithm>
#include <span>
#include <utility>

#include "gateway/base/check.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/identity/vouching.h"

namespace samlad::identity {
namespace {

struct DigestFree {
  void operator()(EVP_MD_CTX* p) const { EVP_MD_CTX_free(p); }
};

absl::Status LeadsNowhere() {
  return absl::UnauthenticatedError(
      "it leads to no root in force, over the issuers that were sent with it; use one of an "
      "authority that the gateway trusts, and send its issuers too");
}

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

template <class Parse>
absl::StatusOr<std::shared_ptr<const Principal>> CertificateCache::FindOrParse(const Key& key,
                                                                               const Parse& parse) {
  std::shared_ptr<const Roots> roots;
  {
    MutexLock lock(mutex_);
    if (auto known = Find(key)) return known;
    ++parses_;
    roots = roots_;
  }
  // Without the lock, because parsing takes long: two threads may both do it.
  absl::StatusOr<Principal> parsed = parse(roots.get());
  if (!parsed.ok()) return parsed.status();
  auto principal = std::make_shared<const Principal>(*std::move(parsed));
  MutexLock lock(mutex_);
  // Not what other roots vouch for by now.
  if (roots_ == roots) Keep(key, principal);
  return principal;
}

absl::StatusOr<std::shared_ptr<const Principal>> CertificateCache::Read(std::string_view pem,
                                                                        std::string_view issuers) {
  return FindOrParse(KeyFor(pem, issuers), [&](const Roots* roots) {
    absl::StatusOr<Principal> parsed = ParsePrincipal(pem);
    if (!parsed.ok() || roots == nullptr) return parsed;
    const auto leaf = ParseCertificates(pem);  // ParsePrincipal has read it, so it is there
    // Text without a certificate is an error, and none is needed.
    const auto sent = ParseCertificates(issuers);
    const auto between = sent.ok() ? std::span<const X509Ptr>(*sent) : std::span<const X509Ptr>();
    parsed->vouchers = std::make_shared<const std::vector<Voucher>>(
        FindVouchers(*leaf->front(), between, roots->certificates));
    return parsed;
  });
}

absl::StatusOr<std::shared_ptr<const Principal>> CertificateCache::ReadRepresented(
    std::string_view chain) {
  if (chain.size() > limits::kRepresentedBytesMax) {
    return absl::UnauthenticatedError(
        StrCat("it has ", chain.size(), " bytes with its issuers, at most ",
               limits::kRepresentedBytesMax, "; send the leaf and what leads to the root alone"));
  }
  // A PEM text never reads "represented".
  return FindOrParse(
      KeyFor("represented", chain), [&](const Roots* roots) -> absl::StatusOr<Principal> {
        const auto sent = ParseDerCertificates(chain);
        if (!sent.ok()) return absl::UnauthenticatedError(sent.status().message());
        absl::StatusOr<Principal> parsed = ParsePrincipal(*sent->front());
        if (!parsed.ok()) return parsed;
        if (roots == nullptr) return LeadsNowhere();
        auto vouchers = FindVouchers(*sent->front(), std::span<const X509Ptr>(*sent).subspan(1),
                                     roots->certificates);
        // Not kept, because anybody can make one.
        if (vouchers.empty()) return LeadsNowhere();
        parsed->vouchers = std::make_shared<const std::vector<Voucher>>(std::move(vouchers));
        return parsed;
      });
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
