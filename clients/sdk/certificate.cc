// SPDX-License-Identifier: EUPL-1.2

#include "clients/sdk/certificate.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <ctime>
#include <memory>

#include "gateway/base/strings.h"

namespace samlad::sdk {
namespace {

// A deleter made of a function, so that each OpenSSL type is one line.
template <auto kFree>
struct Free {
  template <class T>
  void operator()(T* object) const {
    kFree(object);
  }
};
using Bio = std::unique_ptr<BIO, Free<BIO_free>>;
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using X509Ptr = std::unique_ptr<X509, Free<X509_free>>;
using Store = std::unique_ptr<X509_STORE, Free<X509_STORE_free>>;
using StoreContext = std::unique_ptr<X509_STORE_CTX, Free<X509_STORE_CTX_free>>;
using Names = std::unique_ptr<GENERAL_NAMES, Free<GENERAL_NAMES_free>>;

Bio OpenText(std::string_view text) {
  return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

absl::StatusOr<std::vector<X509Ptr>> ParseAll(std::string_view pem) {
  const Bio bio = OpenText(pem);
  std::vector<X509Ptr> all;
  ERR_clear_error();
  while (X509Ptr one{PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)}) {
    all.push_back(std::move(one));
  }
  // The one error that means "no more" is no error.
  const bool at_end = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
  ERR_clear_error();
  if (!at_end) {
    return absl::InvalidArgumentError(
        StrCat("certificate ", all.size() + 1, " of the file does not parse"));
  }
  if (all.empty()) {
    return absl::InvalidArgumentError("holds no certificate (no BEGIN CERTIFICATE line)");
  }
  return all;
}

std::string OneLine(const X509_NAME* name) {
  const Bio out(BIO_new(BIO_s_mem()));
  X509_NAME_print_ex(out.get(), name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
  char* data = nullptr;
  const long size = BIO_get_mem_data(out.get(), &data);
  return std::string(data, static_cast<size_t>(size));
}

int64_t Seconds(const ASN1_TIME* time) {
  std::tm parts{};
  return ASN1_TIME_to_tm(time, &parts) == 1 ? timegm(&parts) : 0;
}

std::vector<std::string> Uris(const X509* certificate) {
  std::vector<std::string> uris;
  const Names names(static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
  for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()); ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(names.get(), i);
    if (name->type != GEN_URI) continue;
    const ASN1_IA5STRING* uri = name->d.uniformResourceIdentifier;
    uris.emplace_back(reinterpret_cast<const char*>(ASN1_STRING_get0_data(uri)),
                      static_cast<size_t>(ASN1_STRING_length(uri)));
  }
  return uris;
}

// A key with a passphrase must not stop an unattended program at a prompt.
int NoPassphrase(char*, int, int, void*) { return 0; }

}  // namespace

absl::StatusOr<std::vector<Certificate>> ReadCertificates(std::string_view pem) {
  const auto all = ParseAll(pem);
  if (!all.ok()) return all.status();
  std::vector<Certificate> result;
  for (const X509Ptr& one : *all) {
    result.push_back({.subject = OneLine(X509_get_subject_name(one.get())),
                      .issuer = OneLine(X509_get_issuer_name(one.get())),
                      .uris = Uris(one.get()),
                      .not_before_s = Seconds(X509_get0_notBefore(one.get())),
                      .not_after_s = Seconds(X509_get0_notAfter(one.get())),
                      .authority = X509_check_ca(one.get()) != 0});
  }
  return result;
}

absl::Status CheckKey(std::string_view certificate_pem, std::string_view key_pem) {
  const auto chain = ParseAll(certificate_pem);
  if (!chain.ok()) return chain.status();
  const Bio bio = OpenText(key_pem);
  const Key key(PEM_read_bio_PrivateKey(bio.get(), nullptr, NoPassphrase, nullptr));
  ERR_clear_error();
  if (!key) {
    return absl::InvalidArgumentError("holds no private key in PEM form without a passphrase");
  }
  const bool match = X509_check_private_key(chain->front().get(), key.get()) == 1;
  ERR_clear_error();
  if (!match) return absl::InvalidArgumentError("is not the key of the certificate");
  return absl::OkStatus();
}

absl::Status CheckChain(std::string_view chain_pem, std::string_view authorities_pem) {
  const auto chain = ParseAll(chain_pem);
  if (!chain.ok()) return chain.status();
  const auto authorities = ParseAll(authorities_pem);
  if (!authorities.ok()) return authorities.status();

  const Store store(X509_STORE_new());
  for (const X509Ptr& one : *authorities) X509_STORE_add_cert(store.get(), one.get());
  // Shallow: the certificates stay owned by `chain`.
  const std::unique_ptr<STACK_OF(X509), void (*)(STACK_OF(X509)*)> others(
      sk_X509_new_null(), [](STACK_OF(X509) * stack) { sk_X509_free(stack); });
  for (size_t i = 1; i < chain->size(); ++i) sk_X509_push(others.get(), (*chain)[i].get());

  const StoreContext context(X509_STORE_CTX_new());
  X509_STORE_CTX_init(context.get(), store.get(), chain->front().get(), others.get());
  X509_STORE_CTX_set_default(context.get(), "ssl_client");
  X509_STORE_CTX_set_flags(context.get(), X509_V_FLAG_PARTIAL_CHAIN);
  const bool holds = X509_verify_cert(context.get()) == 1;
  ERR_clear_error();
  if (holds) return absl::OkStatus();
  const int depth = X509_STORE_CTX_get_error_depth(context.get());
  return absl::InvalidArgumentError(StrCat(
      "certificate ", depth + 1,
      " of the chain: ", X509_verify_cert_error_string(X509_STORE_CTX_get_error(context.get()))));
}

}  // namespace samlad::sdk
