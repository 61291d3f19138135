// SPDX-License-Identifier: EUPL-1.2
//
// From any certificate to who is calling. Two lines of base64: the DER form of
// a certificate, and what follows it in the PEM text, and in a represented chain.

#include <openssl/x509v3.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/identity/principal.h"
#include "gateway/identity/x509.h"
#include "gateway/ledger/base64.h"
#include "gateway/ledger/hash.h"
#include "tests/fuzz/base64_lines.h"
#include "tests/fuzz/require.h"

namespace samlad::fuzz {
namespace {

// RFC 7468.
std::string ToPem(std::string_view der) {
  constexpr size_t kLine = 64;
  const std::string base64 = ledger::EncodeBase64(der);
  std::string pem = "-----BEGIN CERTIFICATE-----\n";
  for (size_t begin = 0; begin < base64.size(); begin += kLine) {
    pem += base64.substr(begin, kLine) + "\n";
  }
  return pem + "-----END CERTIFICATE-----\n";
}

std::string DerOf(const X509& certificate) {
  unsigned char* bytes = nullptr;
  const int size = i2d_X509(&certificate, &bytes);
  Require(size > 0, "an accepted certificate can be written");
  std::string der(reinterpret_cast<const char*>(bytes), static_cast<size_t>(size));
  OPENSSL_free(bytes);
  return der;
}

void CheckAccepted(const identity::Principal& principal, std::string_view pem) {
  const auto certificates = identity::ParseCertificates(pem);
  Require(certificates.ok() && certificates->size() == 1, "one certificate");
  X509& leaf = *certificates->front();
  const auto uris = identity::UriNames(leaf);
  const std::string uri = StrCat("spiffe://", principal.trust_domain, "/org/",
                                 principal.organisation, "/", principal.system);
  Require(uris.ok() && uris->size() == 1 && uris->front() == uri,
          "its sole URI is the principal's");
  Require(X509_check_ca(&leaf) == 0, "it is no authority's");
  Require((X509_get_extended_key_usage(&leaf) & XKU_SSL_CLIENT) != 0, "it is for a client");

  const std::string der = DerOf(leaf);
  Require(principal.certificate == ledger::ToHex(ledger::AsBytes(ledger::Sha256({der}))),
          "the fingerprint is that of the DER form");
  const auto again = identity::ParsePrincipal(ToPem(der));
  Require(again.ok() && again->certificate == principal.certificate &&
              again->not_after_ms == principal.not_after_ms,
          "it is accepted again as it was");
  // As another system sends it that was shown it.
  const auto sent = identity::ParseDerCertificates(der);
  Require(sent.ok() && sent->size() == 1, "its DER form is read");
  const auto represented = identity::ParsePrincipal(*sent->front());
  Require(represented.ok() && represented->certificate == principal.certificate,
          "its DER form names the same principal");
}

}  // namespace
}  // namespace samlad::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto lines = samlad::fuzz::ReadLines(data, size, 2);
  if (!lines.has_value()) return -1;
  const std::string pem = samlad::fuzz::ToPem((*lines)[0]) + (*lines)[1];
  const auto chain = samlad::identity::ParseDerCertificates((*lines)[0] + (*lines)[1]);
  samlad::fuzz::Require(!chain.ok() || !chain->empty(), "a chain has a leaf");
  const auto principal = samlad::identity::ParsePrincipal(pem);
  if (principal.ok()) {
    samlad::fuzz::CheckAccepted(*principal, pem);
  } else {
    samlad::fuzz::Require(principal.status().code() == absl::StatusCode::kUnauthenticated,
                          "a certificate is refused as such");
    samlad::fuzz::Require(!principal.status().message().empty(), "and with a reason");
  }
  return 0;
}
