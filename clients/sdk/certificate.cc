// SPDX-License-Identifier: EUPL-1.2

#include "clients/sdk/certificate.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <algorithm>
#include <ctime>
#include <memory>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "gateway/base/strings.h"

namespace samlad::sdk {
namespace {

struct Free {
  void operator()(X509_STORE* store) const { X509_STORE_free(store); }
  void operator()(X509_STORE_CTX* context) const { X509_STORE_CTX_free(context); }
  // The stack does not own its certificates.
  void operator()(STACK_OF(X509) * stack) const { sk_X509_free(stack); }
};

int NoPassphrase(char*, int, int, void*) { return 0; }

std::string Named(const X509& one) { return StrCat("\"", identity::SubjectName(one), "\""); }

// Empty: it is valid at that time, or its dates cannot be read.
std::string WrongDate(const X509& one, int64_t now_ms) {
  const ASN1_TIME& begin = *X509_get0_notBefore(&one);
  const ASN1_TIME& end = *X509_get0_notAfter(&one);
  const auto begin_ms = identity::TimeMs(begin), end_ms = identity::TimeMs(end);
  if (!begin_ms.ok() || !end_ms.ok()) return "";
  const std::string clock =
      absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", absl::FromUnixMillis(now_ms), absl::UTCTimeZone());
  if (now_ms < *begin_ms) {
    return StrCat("is not valid yet: it is valid from ", identity::TimeText(begin),
                  ", and this computer's clock says ", clock);
  }
  if (now_ms > *end_ms) {
    return StrCat("has expired: it was valid until ", identity::TimeText(end),
                  ", and this computer's clock says ", clock);
  }
  return "";
}

}  // namespace

absl::StatusOr<identity::KeyPtr> ParseKey(std::string_view pem) {
  const identity::BioPtr bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  identity::KeyPtr key(PEM_read_bio_PrivateKey(bio.get(), nullptr, NoPassphrase, nullptr));
  ERR_clear_error();
  if (!key) {
    return absl::InvalidArgumentError("contains no private key in PEM form without a passphrase");
  }
  return key;
}

absl::Status CheckKey(std::string_view certificate_pem, std::string_view key_pem) {
  const auto chain = identity::ParseCertificates(certificate_pem);
  if (!chain.ok()) return chain.status();
  const auto key = ParseKey(key_pem);
  if (!key.ok()) return key.status();
  const auto owner = std::ranges::find_if(*chain, [&key](const identity::X509Ptr& one) {
    return X509_check_private_key(one.get(), key->get()) == 1;
  });
  ERR_clear_error();
  if (owner == chain->end()) {
    return absl::InvalidArgumentError("is not the key of the certificate");
  }
  if (owner == chain->begin()) return absl::OkStatus();
  return absl::FailedPreconditionError(
      StrCat("the leaf must be first, but your own certificate, \"", identity::SubjectName(**owner),
             "\", is number ", owner - chain->begin() + 1));
}

absl::Status CheckDates(std::string_view chain_pem, int64_t now_ms) {
  const auto chain = identity::ParseCertificates(chain_pem);
  if (!chain.ok()) return chain.status();
  for (const identity::X509Ptr& one : *chain) {
    const std::string wrong = WrongDate(*one, now_ms);
    if (wrong.empty()) continue;
    return absl::InvalidArgumentError(
        StrCat(&one == &chain->front() ? "your certificate " : "the intermediate certificate ",
               Named(*one), " ", wrong));
  }
  return absl::OkStatus();
}

std::string WhyNotVerified(X509_STORE_CTX& context, int64_t now_ms) {
  const int error = X509_STORE_CTX_get_error(&context);
  const int depth = X509_STORE_CTX_get_error_depth(&context);
  const X509* one = X509_STORE_CTX_get_current_cert(&context);
  const std::string reason = X509_verify_cert_error_string(error);
  if (one == nullptr) return reason;
  const std::string which = StrCat("certificate ", depth + 1, " of the chain, ", Named(*one));
  switch (error) {
    case X509_V_ERR_CERT_NOT_YET_VALID:
    case X509_V_ERR_CERT_HAS_EXPIRED: {
      const std::string wrong = WrongDate(*one, now_ms);
      return StrCat(which, ", ", wrong.empty() ? reason : wrong);
    }
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      return StrCat(which, ": the certificate of its issuer, \"", identity::IssuerName(*one),
                    "\", is missing: it is neither in the chain nor among the roots (", reason,
                    ")");
    default:
      return StrCat(which, ": ", reason);
  }
}

absl::Status CheckChain(std::string_view chain_pem, std::string_view authorities_pem,
                        int64_t now_ms) {
  const auto chain = identity::ParseCertificates(chain_pem);
  if (!chain.ok()) return chain.status();
  const auto authorities = identity::ParseCertificates(authorities_pem);
  if (!authorities.ok()) return authorities.status();

  const std::unique_ptr<X509_STORE, Free> store(X509_STORE_new());
  for (const auto& one : *authorities) X509_STORE_add_cert(store.get(), one.get());
  const std::unique_ptr<STACK_OF(X509), Free> others(sk_X509_new_null());
  for (size_t i = 1; i < chain->size(); ++i) sk_X509_push(others.get(), (*chain)[i].get());

  const std::unique_ptr<X509_STORE_CTX, Free> context(X509_STORE_CTX_new());
  X509_STORE_CTX_init(context.get(), store.get(), chain->front().get(), others.get());
  X509_STORE_CTX_set_default(context.get(), "ssl_client");
  X509_STORE_CTX_set_flags(context.get(), X509_V_FLAG_PARTIAL_CHAIN);
  X509_STORE_CTX_set_time(context.get(), 0, static_cast<time_t>(now_ms / 1000));
  const bool holds = X509_verify_cert(context.get()) == 1;
  ERR_clear_error();
  if (holds) return absl::OkStatus();
  return absl::InvalidArgumentError(WhyNotVerified(*context, now_ms));
}

absl::Status CheckChain(std::string_view chain_pem, std::string_view authorities_pem) {
  return CheckChain(chain_pem, authorities_pem, absl::ToUnixMillis(absl::Now()));
}

}  // namespace samlad::sdk
