// SPDX-License-Identifier: EUPL-1.2

#include "clients/sdk/certificate.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <memory>

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
  const bool match = X509_check_private_key(chain->front().get(), key->get()) == 1;
  ERR_clear_error();
  if (!match) return absl::InvalidArgumentError("is not the key of the certificate");
  return absl::OkStatus();
}

absl::Status CheckChain(std::string_view chain_pem, std::string_view authorities_pem) {
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
  const bool holds = X509_verify_cert(context.get()) == 1;
  ERR_clear_error();
  if (holds) return absl::OkStatus();
  return absl::InvalidArgumentError(StrCat(
      "certificate ", X509_STORE_CTX_get_error_depth(context.get()) + 1,
      " of the chain: ", X509_verify_cert_error_string(X509_STORE_CTX_get_error(context.get()))));
}

}  // namespace samlad::sdk
