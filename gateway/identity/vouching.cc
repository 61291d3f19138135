// SPDX-License-Identifier: EUPL-1.2

#include "gateway/identity/vouching.h"

#include <openssl/x509_vfy.h>

#include <algorithm>
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

bool LeadsTo(X509& root, X509& leaf, STACK_OF(X509) * issuers) {
  const std::unique_ptr<X509_STORE, VerifyFree> store(X509_STORE_new());
  const std::unique_ptr<X509_STORE_CTX, VerifyFree> verification(X509_STORE_CTX_new());
  const bool leads = store != nullptr && verification != nullptr &&
                     X509_STORE_add_cert(store.get(), &root) == 1 &&
                     X509_STORE_set_flags(store.get(), X509_V_FLAG_NO_CHECK_TIME) == 1 &&
                     X509_STORE_CTX_init(verification.get(), store.get(), &leaf, issuers) == 1 &&
                     X509_verify_cert(verification.get()) == 1;
  if (!leads) OpensslReason();  // leaves the queue empty
  return leads;
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

std::vector<Voucher> FindVouchers(X509& leaf, std::string_view issuers,
                                  const std::vector<X509Ptr>& roots) {
  // Text without a certificate is an error, and none is needed.
  const auto sent = ParseCertificates(issuers);
  const std::unique_ptr<STACK_OF(X509), VerifyFree> between(sk_X509_new_null());
  if (sent.ok() && between != nullptr) {
    for (const X509Ptr& one : *sent) sk_X509_push(between.get(), one.get());
  }
  std::vector<Voucher> vouchers;
  for (const X509Ptr& root : roots) {
    if (!LeadsTo(*root, leaf, between.get())) continue;
    vouchers.push_back({.fingerprint = Fingerprint(*root), .name = SubjectName(*root)});
  }
  return vouchers;
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
