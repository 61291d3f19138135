// SPDX-License-Identifier: EUPL-1.2

#include "gateway/identity/principal.h"

#include <openssl/x509v3.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_split.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/identity/x509.h"

namespace samlad::identity {
namespace {

constexpr std::string_view kScheme = "spiffe://";

bool IsLowerDigitOrMark(char c) {
  return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '.' || c == '-' || c == '_';
}

bool IsPathCharacter(char c) { return IsLowerDigitOrMark(c) || absl::ascii_isupper(c); }

// SPIFFE ID standard, section 2.1.
bool IsTrustDomain(std::string_view text) {
  return !text.empty() && text.size() <= limits::kTrustDomainBytesMax &&
         std::ranges::all_of(text, IsLowerDigitOrMark);
}

// SPIFFE ID standard, section 2.2: no empty, "." or ".." segment, no escapes.
bool IsSegment(std::string_view text) {
  return !text.empty() && text.size() <= limits::kIdBytesMax && text != "." && text != ".." &&
         std::ranges::all_of(text, IsPathCharacter);
}

absl::Status Invalid(std::string_view uri, std::string_view why) {
  return absl::InvalidArgumentError(
      StrCat("\"", absl::CHexEscape(ToAbsl(uri.substr(0, limits::kFindingGotBytesMax))), "\" ", why,
             "; expected spiffe://<trust domain>/org/<organisation>/<system>"));
}

absl::Status Refused(std::string_view why, const X509& certificate) {
  return absl::UnauthenticatedError(StrCat("client certificate (", SubjectName(certificate),
                                           ", issued by ", IssuerName(certificate), ") ", why));
}

// X.509-SVID standard, sections 4.1 to 4.4: a leaf for a client, and no more.
absl::Status CheckUsage(X509& leaf) {
  const uint32_t flags = X509_get_extension_flags(&leaf);
  if ((flags & EXFLAG_INVALID) != 0) return Refused("has a damaged extension", leaf);
  // X509_check_ca denies it when the key usage contradicts the flag.
  const bool authority = (flags & EXFLAG_CA) != 0 || X509_check_ca(&leaf) != 0;
  if (authority) return Refused("is an authority's, not a system's", leaf);
  const uint32_t usage = X509_get_key_usage(&leaf);  // every bit if it has none
  if ((flags & EXFLAG_KUSAGE) != 0) {
    if ((usage & (KU_KEY_CERT_SIGN | KU_CRL_SIGN)) != 0) {
      return Refused("may sign certificates or revocation lists", leaf);
    }
    if ((usage & KU_DIGITAL_SIGNATURE) == 0) return Refused("may not sign (key usage)", leaf);
  }
  const bool client =
      (flags & EXFLAG_XKUSAGE) != 0 && (X509_get_extended_key_usage(&leaf) & XKU_SSL_CLIENT) != 0;
  if (!client) return Refused("lacks the extended key usage clientAuth", leaf);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Principal> ParseSpiffeId(std::string_view uri) {
  if (uri.size() > limits::kSpiffeIdBytesMax) return Invalid(uri, "is too long");
  if (!uri.starts_with(kScheme)) return Invalid(uri, "does not begin with spiffe://");
  const std::vector<std::string> parts = absl::StrSplit(ToAbsl(uri.substr(kScheme.size())), '/');
  if (!IsTrustDomain(parts[0])) return Invalid(uri, "has no valid trust domain");
  if (parts.size() != 4) return Invalid(uri, "does not have three path segments");
  if (parts[1] != "org") return Invalid(uri, "does not name an organisation (/org/)");
  if (!IsSegment(parts[2])) return Invalid(uri, "has no valid organisation");
  if (!IsSegment(parts[3])) return Invalid(uri, "has no valid system");
  Principal principal;
  principal.trust_domain = parts[0];
  principal.organisation = parts[2];
  principal.system = parts[3];
  return principal;
}

absl::StatusOr<Principal> ParsePrincipal(std::string_view pem) {
  if (pem.size() > limits::kCertificateBytesMax) {
    return absl::UnauthenticatedError("client certificate is too large");
  }
  const auto certificates = ParseCertificates(pem);
  if (!certificates.ok()) {
    return absl::UnauthenticatedError(
        StrCat("client certificate: ", certificates.status().message()));
  }
  if (certificates->size() != 1) {
    return absl::UnauthenticatedError("expected the client's own certificate alone");
  }
  return ParsePrincipal(*certificates->front());
}

absl::StatusOr<Principal> ParsePrincipal(X509& leaf) {
  if (absl::Status usage = CheckUsage(leaf); !usage.ok()) return usage;
  const auto uris = UriNames(leaf);
  if (!uris.ok()) return Refused(StrCat("is refused: ", uris.status().message()), leaf);
  if (uris->size() != 1) {
    return Refused(StrCat("has ", uris->size(), " URI names; exactly one is expected"), leaf);
  }
  absl::StatusOr<Principal> principal = ParseSpiffeId(uris->front());
  if (!principal.ok()) {
    return Refused(StrCat("has a wrong URI name: ", principal.status().message()), leaf);
  }
  const auto not_after = TimeMs(*X509_get0_notAfter(&leaf));
  if (!not_after.ok()) return Refused("has no readable end of validity", leaf);
  principal->certificate = Fingerprint(leaf);
  principal->not_after_ms = *not_after;
  return principal;
}

}  // namespace samlad::identity
