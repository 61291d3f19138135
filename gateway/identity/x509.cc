// SPDX-License-Identifier: EUPL-1.2

#include "gateway/identity/x509.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <iterator>

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

bool IsDashLike(char c) { return c == '-' || static_cast<unsigned char>(c) >= 0x80; }

// Whether a line should begin a certificate, whatever stands around and between
// the two words; a sentence that mentions them should not.
bool ShouldBegin(std::string_view line) {
  const size_t begin = line.find("BEGIN");
  const size_t word = begin == line.npos ? begin : line.find("CERTIFICATE", begin);
  if (word == line.npos) return false;
  const std::string_view before = line.substr(0, begin);
  const std::string_view after = line.substr(word + std::string_view("CERTIFICATE").size());
  if (after.starts_with(" REQUEST")) return false;
  return std::ranges::any_of(before, IsDashLike) ||
         (before.find_first_not_of(" \t>") == before.npos &&
          (after.empty() || std::ranges::any_of(after, IsDashLike)));
}

// Why OpenSSL passes over a line that should begin a certificate.
std::string_view WhyPassedOver(std::string_view line) {
  if (line.starts_with("\xEF\xBB\xBF")) return "it begins with a byte order mark";
  if (line.starts_with(' ') || line.starts_with('\t')) return "it is indented";
  if (line.starts_with('>')) return "it is quoted with \">\"";
  if (line.starts_with("-----BEGIN TRUSTED")) {
    return "it begins a form that only OpenSSL's own commands read (convert it with `openssl "
           "x509`)";
  }
  for (const char c : line) {
    if (static_cast<unsigned char>(c) >= 0x80) {
      return "it has a character that looks like a blank or a dash and is none";
    }
  }
  return "it has another number of dashes, or something else around it";
}

// What a file without any is, if that is known.
std::string_view WhatElse(std::string_view pem) {
  if (pem.starts_with("\x30\x82")) {
    return "; the file is in DER form: convert it with `openssl x509 -inform der`";
  }
  if (pem.starts_with("\xFF\xFE") || pem.starts_with("\xFE\xFF")) {
    return "; the file is UTF-16: save it as plain text";
  }
  if (pem.find("-----BEGIN PKCS7") != pem.npos) {
    return "; the file is PKCS #7: convert it with `openssl pkcs7 -print_certs`";
  }
  return "";
}

// A certificate that is passed over in silence is not sent or not trusted, which
// is noticed much later and elsewhere. Every line that should begin one must
// have been read.
absl::Status CheckAllRead(std::string_view pem, size_t read) {
  constexpr std::string_view kKinds[] = {"-----BEGIN CERTIFICATE-----",
                                         "-----BEGIN X509 CERTIFICATE-----"};
  size_t found = 0, number = 0, wrong = 0;
  std::string_view wrong_line;
  for (size_t at = 0; at < pem.size();) {
    const size_t end = std::min(pem.find('\n', at), pem.size());
    std::string_view line = pem.substr(at, end - at);
    at = end + 1;
    ++number;
    if (!ShouldBegin(line)) continue;
    ++found;
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t')) {
      line.remove_suffix(1);
    }
    if (wrong == 0 && std::ranges::find(kKinds, line) == std::end(kKinds) &&
        !line.starts_with("\xEF\xBB\xBF-----BEGIN CERTIFICATE-----")) {
      wrong = number;
      wrong_line = line;
    }
  }
  if (found <= read) return absl::OkStatus();
  const std::string counted = StrCat("; ", read, " of ", found, " certificates can be read");
  if (wrong == 0) {
    return absl::InvalidArgumentError(
        StrCat("a certificate stands within another one whose END line is missing", counted));
  }
  return absl::InvalidArgumentError(StrCat("line ", wrong,
                                           " should be exactly -----BEGIN CERTIFICATE-----, but ",
                                           WhyPassedOver(wrong_line), counted));
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
  if (absl::Status all = CheckAllRead(pem, certificates.size()); !all.ok()) return all;
  if (certificates.empty()) {
    return absl::InvalidArgumentError(
        StrCat("no certificate (PEM, BEGIN CERTIFICATE) found", WhatElse(pem)));
  }
  return certificates;
}

absl::StatusOr<std::vector<X509Ptr>> ParseDerCertificates(std::string_view der) {
  std::vector<X509Ptr> certificates;
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  const unsigned char* const end = at + der.size();
  while (at != end) {
    X509* certificate = d2i_X509(nullptr, &at, static_cast<long>(end - at));
    if (certificate == nullptr) {
      return absl::InvalidArgumentError(
          StrCat("certificate ", certificates.size() + 1, " is damaged: ", OpensslReason()));
    }
    certificates.emplace_back(certificate);
  }
  if (certificates.empty()) return absl::InvalidArgumentError("no certificate (DER) found");
  return certificates;
}

absl::StatusOr<std::string> PemToDer(std::string_view pem) {
  const auto certificates = ParseCertificates(pem);
  if (!certificates.ok()) return certificates.status();
  std::string der;
  for (const X509Ptr& certificate : *certificates) {
    unsigned char* bytes = nullptr;
    const int size = i2d_X509(certificate.get(), &bytes);
    Check(size > 0, "OpenSSL writes what it has read");
    der.append(reinterpret_cast<const char*>(bytes), static_cast<size_t>(size));
    OPENSSL_free(bytes);
  }
  return der;
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
