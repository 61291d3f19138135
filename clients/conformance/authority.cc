// SPDX-License-Identifier: EUPL-1.2

#include "clients/conformance/authority.h"

#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <utility>
#include <vector>

#include "gateway/base/strings.h"
#include "gateway/identity/x509.h"

namespace samlad::conformance {
namespace {

using identity::BioPtr;
using identity::KeyPtr;
using identity::X509Ptr;

// A clock that another machine set may be a little behind.
constexpr long kValidFromSeconds = -3600;
constexpr long kValidUntilSeconds = 24L * 3600;

struct Extension {
  int nid;
  std::string value;  // x509v3_config(5)
};

absl::Status Failed(std::string_view step) {
  return absl::InternalError(
      StrCat("cannot make a certificate: ", step, ": ", identity::OpensslReason()));
}

std::string MemoryText(const BioPtr& bio) {
  char* data = nullptr;
  const auto size = BIO_get_mem_data(bio.get(), &data);
  return {data, static_cast<size_t>(size)};
}

std::string PemOf(X509& certificate) {
  const BioPtr out(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509(out.get(), &certificate);
  return MemoryText(out);
}

std::string PemOf(EVP_PKEY& key) {
  const BioPtr out(BIO_new(BIO_s_mem()));
  PEM_write_bio_PrivateKey(out.get(), &key, nullptr, nullptr, 0, nullptr, nullptr);
  return MemoryText(out);
}

bool AddExtension(X509& certificate, X509& issuer, const Extension& extension) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, &issuer, &certificate, nullptr, nullptr, 0);
  X509_EXTENSION* made =
      X509V3_EXT_conf_nid(nullptr, &context, extension.nid, extension.value.c_str());
  const bool added = made != nullptr && X509_add_ext(&certificate, made, -1) == 1;
  X509_EXTENSION_free(made);
  return added;
}

// Not yet signed: name, validity and key.
X509Ptr NewCertificate(const std::string& common_name, EVP_PKEY& key) {
  X509Ptr certificate(X509_new());
  uint64_t serial = 0;
  if (certificate == nullptr ||
      RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof(serial)) != 1) {
    return nullptr;
  }
  X509_set_version(certificate.get(), X509_VERSION_3);
  ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate.get()), serial >> 1 | 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), kValidFromSeconds);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), kValidUntilSeconds);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(common_name.c_str()), -1, -1,
                             0);
  X509_set_pubkey(certificate.get(), &key);
  return certificate;
}

}  // namespace

struct Authority::State {
  X509Ptr certificate;
  KeyPtr key;
  std::string root;  // PEM

  // Without an issuer the new certificate is its own.
  static absl::StatusOr<std::shared_ptr<State>> Issue(const std::string& common_name,
                                                      const std::vector<Extension>& extensions,
                                                      const State* issuer) {
    auto made = std::make_shared<State>();
    made->key.reset(EVP_EC_gen("P-256"));
    if (made->key == nullptr) return Failed("key");
    made->certificate = NewCertificate(common_name, *made->key);
    if (made->certificate == nullptr) return Failed("certificate");
    const State& by = issuer == nullptr ? *made : *issuer;
    X509_set_issuer_name(made->certificate.get(), X509_get_subject_name(by.certificate.get()));
    for (const Extension& extension : extensions) {
      if (!AddExtension(*made->certificate, *by.certificate, extension)) {
        return Failed(extension.value);
      }
    }
    if (X509_sign(made->certificate.get(), by.key.get(), EVP_sha256()) == 0) {
      return Failed("signature");
    }
    made->root = PemOf(*by.certificate);
    return made;
  }

  absl::StatusOr<sdk::Identity> IssueLeaf(const std::string& common_name, const std::string& names,
                                          const std::string& usage) const {
    const auto leaf = Issue(common_name,
                            {{NID_basic_constraints, "critical,CA:FALSE"},
                             {NID_key_usage, "critical,digitalSignature"},
                             {NID_ext_key_usage, usage},
                             {NID_subject_key_identifier, "hash"},
                             {NID_authority_key_identifier, "keyid:always"},
                             {NID_subject_alt_name, names}},
                            this);
    if (!leaf.ok()) return leaf.status();
    return sdk::Identity{.certificate_pem = PemOf(*(*leaf)->certificate),
                         .key_pem = PemOf(*(*leaf)->key),
                         .authorities_pem = root};
  }
};

absl::StatusOr<Authority> Authority::Make() {
  auto state = State::Issue("Samlad conformance, one run",
                            {{NID_basic_constraints, "critical,CA:TRUE"},
                             {NID_key_usage, "critical,keyCertSign,cRLSign"},
                             {NID_subject_key_identifier, "hash"}},
                            nullptr);
  if (!state.ok()) return state.status();
  return Authority(*std::move(state));
}

absl::StatusOr<sdk::Identity> Authority::IssueServer() const {
  return state_->IssueLeaf(
      "Conformance gateway",
      StrCat("DNS:localhost,IP:127.0.0.1,URI:spiffe://", kTrustDomain, "/gateway/conformance"),
      "serverAuth");
}

absl::StatusOr<sdk::Identity> Authority::IssueClient(const std::string& organisation) const {
  return state_->IssueLeaf(organisation,
                           StrCat("URI:spiffe://", kTrustDomain, "/org/", organisation, "/main"),
                           "clientAuth");
}

const std::string& Authority::root() const { return state_->root; }

}  // namespace samlad::conformance
