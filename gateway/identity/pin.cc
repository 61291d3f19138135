// SPDX-License-Identifier: EUPL-1.2

#include "gateway/identity/pin.h"

#include <openssl/x509v3.h>

#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_join.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/identity/x509.h"

namespace samlad::identity {
namespace {

absl::Status PinRefused(std::string_view why) {
  return absl::UnauthenticatedError(StrCat("the certificate ", why));
}

}  // namespace

absl::Status CheckPin(std::string_view pem, std::string_view uri) {
  if (pem.size() > limits::kCertificateBytesMax) return PinRefused("is too large");
  const auto certificates = ParseCertificates(pem);
  if (!certificates.ok()) return PinRefused("cannot be read");
  if (certificates->size() != 1) return PinRefused("does not stand alone");
  X509& leaf = *certificates->front();
  // X509_check_ca denies it when the key usage contradicts the flag.
  const bool authority =
      (X509_get_extension_flags(&leaf) & EXFLAG_CA) != 0 || X509_check_ca(&leaf) != 0;
  if (authority) return PinRefused("is an authority's");
  const auto uris = UriNames(leaf);
  if (!uris.ok()) return PinRefused(Message(uris.status()));
  if (uris->size() == 1 && uris->front() == uri) return absl::OkStatus();
  return PinRefused(StrCat("is that of \"", absl::CHexEscape(absl::StrJoin(*uris, " ")),
                           "\", issued by ", IssuerName(leaf)));
}

}  // namespace samlad::identity
