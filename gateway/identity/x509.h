// SPDX-License-Identifier: EUPL-1.2
//
// The little of X.509 (RFC 5280) that Samlad needs of OpenSSL, with owning pointers
// and with reasons. Free functions are thread-safe.

#ifndef SAMLAD_GATEWAY_IDENTITY_X509_H_
#define SAMLAD_GATEWAY_IDENTITY_X509_H_

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace samlad::identity {

struct OpensslFree {
  void operator()(X509* p) const { X509_free(p); }
  void operator()(EVP_PKEY* p) const { EVP_PKEY_free(p); }
  void operator()(BIO* p) const { BIO_free_all(p); }
};
using X509Ptr = std::unique_ptr<X509, OpensslFree>;
using KeyPtr = std::unique_ptr<EVP_PKEY, OpensslFree>;
using BioPtr = std::unique_ptr<BIO, OpensslFree>;

// Takes OpenSSL's newest error off this thread's queue, and clears the rest.
std::string OpensslReason();

// Every certificate in a PEM text (RFC 7468), in order. INVALID_ARGUMENT if
// there is none, one is damaged, or one is not read because its first line is
// not as it must be (indented, quoted, a byte order mark, other dashes): the
// message names the line. Other text between them is skipped.
absl::StatusOr<std::vector<X509Ptr>> ParseCertificates(std::string_view pem);

// Every certificate of a text in DER form, one directly after the other.
// INVALID_ARGUMENT if there is none, or one is damaged.
absl::StatusOr<std::vector<X509Ptr>> ParseDerCertificates(std::string_view der);
// The reverse of it. INVALID_ARGUMENT as ParseCertificates.
absl::StatusOr<std::string> PemToDer(std::string_view pem);

// URI names of the subject alternative name, with multiplicity.
// INVALID_ARGUMENT if the extension is damaged or is there twice.
absl::StatusOr<std::vector<std::string>> UriNames(const X509& certificate);

// SHA-256 of the DER form, lower-case hex.
std::string Fingerprint(const X509& certificate);

// "CN=eidar, O=AB Eidar"; for messages, never for decisions.
std::string SubjectName(const X509& certificate);
std::string IssuerName(const X509& certificate);

// Milliseconds since the Unix epoch. INVALID_ARGUMENT if it is no time.
absl::StatusOr<int64_t> TimeMs(const ASN1_TIME& time);

// "2026-11-23T14:05:00Z", for messages.
std::string TimeText(const ASN1_TIME& time);

}  // namespace samlad::identity

#endif  // SAMLAD_GATEWAY_IDENTITY_X509_H_
