// SPDX-License-Identifier: EUPL-1.2

#include "gateway/identity/vouching.h"

#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "gateway/base/strings.h"

namespace samlad::identity {
namespace {

struct VerifyFree {
  void operator()(X509_STORE* p) const { X509_STORE_free(p); }
  void operator()(X509_STORE_CTX* p) const { X509_STORE_CTX_free(p); }
  // The certificates in it are another's.
  void operator()(STACK_OF(X509) * p) const { sk_X509_free(p); }
};

// The least strength of keys and signatures, as in the handshake
// (transport/openssl_config.cc: SECLEVEL).
constexpr int kStrength = 2;

// When all certificates of a verified chain are valid; nullopt: unreadable.
std::optional<Voucher> VoucherOf(X509& root, STACK_OF(X509) * chain) {
  Voucher voucher{.fingerprint = Fingerprint(root),
                  .name = SubjectName(root),
                  .not_before_ms = std::numeric_limits<int64_t>::min(),
                  .not_after_ms = std::numeric_limits<int64_t>::max()};
  for (int i = 0; i < sk_X509_num(chain); ++i) {
    const X509* one = sk_X509_value(chain, i);
    const auto from = TimeMs(*X509_get0_notBefore(one));
    const auto until = TimeMs(*X509_get0_notAfter(one));
    if (!from.ok() || !until.ok()) return std::nullopt;
    voucher.not_before_ms = std::max(voucher.not_before_ms, *from);
    voucher.not_after_ms = std::min(voucher.not_after_ms, *until);
  }
  return voucher;
}

// The root as a voucher if the leaf leads to it.
std::optional<Voucher> LeadTo(X509& root, X509& leaf, STACK_OF(X509) * issuers) {
  const std::unique_ptr<X509_STORE, VerifyFree> store(X509_STORE_new());
  const std::unique_ptr<X509_STORE_CTX, VerifyFree> verification(X509_STORE_CTX_new());
  const bool ready = store != nullptr && verification != nullptr &&
                     X509_STORE_add_cert(store.get(), &root) == 1 &&
                     X509_STORE_set_flags(store.get(), X509_V_FLAG_NO_CHECK_TIME) == 1 &&
                     X509_STORE_CTX_init(verification.get(), store.get(), &leaf, issuers) == 1 &&
                     X509_STORE_CTX_set_purpose(verification.get(), X509_PURPOSE_SSL_CLIENT) == 1;
  if (ready) {
    X509_VERIFY_PARAM_set_auth_level(X509_STORE_CTX_get0_param(verification.get()), kStrength);
  }
  if (!ready || X509_verify_cert(verification.get()) != 1) {
    OpensslReason();  // leaves the queue empty
    return std::nullopt;
  }
  return VoucherOf(root, X509_STORE_CTX_get0_chain(verification.get()));
}

std::string Describe(const std::vector<Voucher>& vouchers) {
  std::string text;
  for (const Voucher& voucher : vouchers) {
    StrAppend(&text, text.empty() ? "" : ", ", voucher.fingerprint, " (", voucher.name, ")");
  }
  return text;
}

}  // namespace

absl::StatusOr<std::string> ParseFingerprint(std::string_view text) {
  constexpr size_t kHexDigits = 64;
  std::string hex;
  for (const char c : text) {
    if (c != ':') hex.push_back(absl::ascii_tolower(static_cast<unsigned char>(c)));
  }
  const bool is_hex = std::ranges::all_of(
      hex, [](char c) { return absl::ascii_isdigit(c) || (c >= 'a' && c <= 'f'); });
  if (hex.size() != kHexDigits || !is_hex) {
    return absl::InvalidArgumentError(
        "not the SHA-256 of a certificate's DER form, 64 hexadecimal digits; `openssl x509 -in "
        "root.pem -noout -fingerprint -sha256` prints it");
  }
  return hex;
}

std::vector<Voucher> FindVouchers(X509& leaf, std::span<const X509Ptr> issuers,
                                  const std::vector<X509Ptr>& roots) {
  const std::unique_ptr<STACK_OF(X509), VerifyFree> between(sk_X509_new_null());
  if (between != nullptr) {
    for (const X509Ptr& one : issuers) sk_X509_push(between.get(), one.get());
  }
  std::vector<Voucher> vouchers;
  for (const X509Ptr& root : roots) {
    if (auto voucher = LeadTo(*root, leaf, between.get())) vouchers.push_back(*std::move(voucher));
  }
  return vouchers;
}

absl::StatusOr<Principal> VouchedAt(Principal principal, int64_t now_ms) {
  std::vector<Voucher> valid;
  int64_t begins_ms = std::numeric_limits<int64_t>::max();
  if (principal.vouchers != nullptr) {
    for (const Voucher& voucher : *principal.vouchers) {
      if (voucher.not_before_ms <= now_ms && now_ms <= voucher.not_after_ms) {
        valid.push_back(voucher);
      } else if (now_ms < voucher.not_before_ms) {
        begins_ms = std::min(begins_ms, voucher.not_before_ms);
      }
    }
  }
  if (valid.empty()) {
    return absl::UnauthenticatedError(
        begins_ms == std::numeric_limits<int64_t>::max()
            ? "it has expired, or one of its issuers has; renew it"
            : "it is not valid yet, or one of its issuers is not; wait, or correct the clock");
  }
  principal.vouchers = std::make_shared<const std::vector<Voucher>>(std::move(valid));
  return principal;
}

std::vector<std::string> DoubtsOf(const VouchingTable& table, std::string_view roots) {
  std::vector<std::string> doubts;
  const auto in_force = ParseCertificates(roots);
  if (table.empty() || !in_force.ok()) return doubts;
  std::set<std::string> fingerprints;
  for (const X509Ptr& root : *in_force) {
    const std::string fingerprint = Fingerprint(*root);
    fingerprints.insert(fingerprint);
    if (!table.contains(fingerprint)) {
      doubts.push_back(StrCat("the root ", fingerprint, " (", SubjectName(*root),
                              ") is not in tls.vouching, and may vouch for any organisation"));
    }
  }
  for (const auto& [fingerprint, organisations] : table) {
    if (fingerprints.contains(fingerprint)) continue;
    doubts.push_back(StrCat("tls.vouching names the root ", fingerprint,
                            ", which is not in tls.client_roots; correct its fingerprint, or "
                            "remove the row"));
  }
  return doubts;
}

Vouching::Vouching(VouchingTable table) { Use(std::move(table)); }

void Vouching::Use(VouchingTable table) {
  auto used = std::make_shared<const VouchingTable>(std::move(table));
  MutexLock lock(mutex_);
  table_ = std::move(used);
}

absl::Status Vouching::Check(const Principal& principal) const {
  std::shared_ptr<const VouchingTable> table;
  {
    MutexLock lock(mutex_);
    table = table_;
  }
  if (table->empty()) return absl::OkStatus();
  static const std::vector<Voucher> kNobody;
  const auto& vouchers = principal.vouchers == nullptr ? kNobody : *principal.vouchers;
  const bool allowed = std::ranges::any_of(vouchers, [&](const Voucher& voucher) {
    const auto row = table->find(voucher.fingerprint);
    return row == table->end() || row->second.contains(principal.organisation);
  });
  if (allowed) return absl::OkStatus();
  if (vouchers.empty()) {
    return absl::UnauthenticatedError(
        StrCat("no root in force vouches for the certificate of '", principal.organisation,
               "'; use a certificate of a root that the gateway trusts"));
  }
  return absl::UnauthenticatedError(
      StrCat("the root ", Describe(vouchers), " may not vouch for the organisation '",
             principal.organisation,
             "'; use a certificate of another root, or ask the operator to add the organisation to "
             "the root in tls.vouching"));
}

}  // namespace samlad::identity
