// SPDX-License-Identifier: EUPL-1.2

#include "tests/support/test_certificates.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <cstdlib>
#include <utility>

#include "gateway/identity/x509.h"

namespace samlad::testing {
namespace {

using identity::BioPtr;
using identity::KeyPtr;
using identity::X509Ptr;

void Check(bool ok, const char* step) {
  if (ok) return;
  std::fprintf(stderr, "test certificate: %s failed\n", step);
  ERR_print_errors_fp(stderr);
  std::abort();
}

std::string Text(const BioPtr& bio) {
  char* data = nullptr;
  const auto size = BIO_get_mem_data(bio.get(), &data);
  return {data, static_cast<size_t>(size)};
}

std::string Pem(X509& certificate) {
  const BioPtr out(BIO_new(BIO_s_mem()));
  Check(PEM_write_bio_X509(out.get(), &certificate) == 1, "writing a certificate");
  return Text(out);
}

std::string Pem(EVP_PKEY& key) {
  const BioPtr out(BIO_new(BIO_s_mem()));
  Check(PEM_write_bio_PrivateKey(out.get(), &key, nullptr, nullptr, 0, nullptr, nullptr) == 1,
        "writing a key");
  return Text(out);
}

void AddExtension(X509& certificate, X509& issuer, int nid, const std::string& value) {
  if (value.empty()) return;
  X509V3_CTX context;
  X509V3_set_ctx(&context, &issuer, &certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str());
  Check(extension != nullptr && X509_add_ext(&certificate, extension, -1) == 1, value.c_str());
  X509_EXTENSION_free(extension);
}

std::string Join(const std::vector<std::string>& names) {
  std::string joined;
  for (const std::string& name : names) joined += (joined.empty() ? "" : ",") + name;
  return joined;
}

// Not yet signed: subject, validity and key.
X509Ptr Blank(const CertificateOptions& options, EVP_PKEY& key) {
  X509Ptr certificate(X509_new());
  X509_set_version(certificate.get(), X509_VERSION_3);
  uint64_t serial = 0;
  Check(RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof(serial)) == 1, "serial");
  ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate.get()), serial >> 1 | 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), options.valid_from.count());
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), options.valid_until.count());
  X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(options.common_name.c_str()),
                             -1, -1, 0);
  X509_set_pubkey(certificate.get(), &key);
  return certificate;
}

void AddExtensions(X509& certificate, X509& issuer, const CertificateOptions& options) {
  AddExtension(certificate, issuer, NID_basic_constraints, options.basic_constraints);
  AddExtension(certificate, issuer, NID_key_usage, options.key_usage);
  AddExtension(certificate, issuer, NID_ext_key_usage, options.extended_key_usage);
  AddExtension(certificate, issuer, NID_subject_key_identifier, "hash");
  AddExtension(certificate, issuer, NID_name_constraints, options.name_constraints);
  AddExtension(certificate, issuer, NID_subject_alt_name, Join(options.names));
}

CertificateOptions Authority(const std::string& name) {
  CertificateOptions options;
  options.common_name = name;
  options.basic_constraints = "critical,CA:TRUE";
  options.key_usage = "critical,keyCertSign,cRLSign";
  options.extended_key_usage = "";
  return options;
}

}  // namespace

struct TestAuthority::State {
  X509Ptr certificate;
  KeyPtr key;
  std::string chain;  // this and what is above it, but for the root; PEM
};

TestAuthority::TestAuthority(std::shared_ptr<const State> state) : state_(std::move(state)) {}

TestAuthority TestAuthority::Make(CertificateOptions options, const State* issuer) {
  auto state = std::make_shared<State>();
  state->key.reset(EVP_EC_gen("P-256"));
  state->certificate = Blank(options, *state->key);
  const State& by = issuer == nullptr ? *state : *issuer;
  X509_set_issuer_name(state->certificate.get(), X509_get_subject_name(by.certificate.get()));
  AddExtensions(*state->certificate, *by.certificate, options);
  Check(X509_sign(state->certificate.get(), by.key.get(), EVP_sha256()) > 0, "signing");
  if (issuer != nullptr) state->chain = Pem(*state->certificate) + issuer->chain;
  return TestAuthority(std::move(state));
}

TestAuthority TestAuthority::Root(const std::string& name) { return Root(Authority(name)); }

TestAuthority TestAuthority::Root(CertificateOptions options) {
  return Make(std::move(options), nullptr);
}

TestAuthority TestAuthority::Issuing(const std::string& name) const {
  return Issuing(Authority(name));
}

TestAuthority TestAuthority::Issuing(CertificateOptions options) const {
  return Make(std::move(options), state_.get());
}

IssuedCertificate TestAuthority::Issue(const CertificateOptions& options) const {
  const TestAuthority leaf = Make(options, state_.get());
  return {.certificate = leaf.certificate(),
          .chain = leaf.state_->chain,
          .key = Pem(*leaf.state_->key)};
}

IssuedCertificate TestAuthority::IssueClient(const std::string& organisation,
                                             const std::string& system) const {
  CertificateOptions options;
  options.common_name = organisation;
  options.names = {"URI:spiffe://samlad.example/org/" + organisation + "/" + system};
  return Issue(options);
}

IssuedCertificate TestAuthority::IssueServer() const {
  CertificateOptions options;
  options.common_name = "gateway";
  options.names = {"DNS:localhost", "IP:127.0.0.1"};
  options.extended_key_usage = "serverAuth";
  return Issue(options);
}

std::string TestAuthority::certificate() const { return Pem(*state_->certificate); }

}  // namespace samlad::testing
