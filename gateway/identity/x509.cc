// SPDX-License-Identifier: EUPL-1.2

#include "gateway/identity/x509.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <array>
#include <ctime>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_format.h"
#include "gateway/base/check.h"
#include "gateway/base/strings.h"

namespace samlad::identity {
namespace {

struct GeneralNamesFree {
  void operator()(GENERAL_NAMES* p) const { GENERAL_NAMES_free(p); }
};

std::string NameText(const X509_NAME* name) {
  const BioPtr out(BIO_new(BIO_s_mem()));
  // RFC 2253 escapes what could be taken for another attribute.
  X509_NAME_print_ex(out.get(), name, 0, XN_FLAG_ONELINE & ~ASN1_STRFLGS_ESC_MSB);
  char* data = nullptr;
  const auto size = BIO_get_mem_data(out.get(), &data);
  return {data, static_cast<size_t>(size)};
}

}  // namespace

std::string OpensslReason() {
  const auto code = ERR_peek_last_error();
  const char* reason = code == 0 ? nullptr : ERR_reason_error_string(code);
  ERR_clear_error();
  return reason == nullptr ? "no reason given" : reason;
}

absl::StatusOr<std::vector<X509Ptr>> ParseCertificates(std::string_view pem) {
  const BioPtr in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  std::vector<X509Ptr> certificates;
  while (X509* certificate = PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr)) {
    certificates.emplace_back(certificate);
  }
  // The end of the text is an error to OpenSSL; any other one is to us too.
  const bool at_end = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
  const std::string reason = OpensslReason();
  if (!at_end) {
    return absl::InvalidArgumentError(
        StrCat("certificate ", certificates.size() + 1, " is damaged: ", reason));
  }
  if (certificates.empty()) {
    return absl::InvalidArgumentError("no certificate (PEM, BEGIN CERTIFICATE) found");
  }
  return certificates;
}

absl::StatusOr<std::vector<std::string>> UriNames(const X509& certificate) {
  int critical = 0;
  const std::unique_ptr<GENERAL_NAMES, GeneralNamesFree> names(static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(&certificate, NID_subject_alt_name, &critical, nullptr)));
  if (names == nullptr && critical != -1) {  // -1: there is none
    ERR_clear_error();
    return absl::InvalidArgumentError("subject alternative name is damaged or stands twice");
  }
  std::vector<std::string> uris;
  for (int i = 0; i < sk_GENERAL_NAME_num(names.get()); ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(names.get(), i);
    if (name->type != GEN_URI) continue;
    const ASN1_IA5STRING* uri = name->d.uniformResourceIdentifier;
    // With its length: a NUL inside must not end the name early.
    uris.emplace_back(reinterpret_cast<const char*>(ASN1_STRING_get0_data(uri)),
                      static_cast<size_t>(ASN1_STRING_length(uri)));
  }
  return uris;
}

std::string Fingerprint(const X509& certificate) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  unsigned int size = 0;
  // Never an empty fingerprint: no revocation of a certificate would match it.
  Check(X509_digest(&certificate, EVP_sha256(), digest.data(), &size) == 1,
        "OpenSSL computes SHA-256");
  return absl::BytesToHexString({reinterpret_cast<const char*>(digest.data()), size});
}

std::string SubjectName(const X509& certificate) {
  return NameText(X509_get_subject_name(&certificate));
}

std::string IssuerName(const X509& certificate) {
  return NameText(X509_get_issuer_name(&certificate));
}

absl::StatusOr<int64_t> TimeMs(const ASN1_TIME& time) {
  std::tm parts = {};
  if (ASN1_TIME_to_tm(&time, &parts) != 1) {
    ERR_clear_error();
    return absl::InvalidArgumentError("time is damaged");
  }
  return int64_t{timegm(&parts)} * 1000;
}

std::string TimeText(const ASN1_TIME& time) {
  std::tm parts = {};
  if (ASN1_TIME_to_tm(&time, &parts) != 1) return "an unreadable time";
  return absl::StrFormat("%04d-%02d-%02dT%02d:%02d:%02dZ", parts.tm_year + 1900, parts.tm_mon + 1,
                         parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec);
}

}  // namespace samlad::identity
