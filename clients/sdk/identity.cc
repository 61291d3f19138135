// SPDX-License-Identifier: EUPL-1.2

#include "clients/sdk/identity.h"

#include "clients/sdk/certificate.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/formats/message_loader.h"
#include "gateway/identity/x509.h"

namespace samlad::sdk {
namespace {

absl::Status Wrong(std::string_view what, const std::string& file, const absl::Status& why,
                   std::string_view fix) {
  return absl::InvalidArgumentError(StrCat(what, " ", file, ": ", why.message(), "; ", fix));
}

absl::StatusOr<std::string> Read(std::string_view what, const std::string& file) {
  if (file.empty()) return absl::InvalidArgumentError(StrCat("no ", what, " file given"));
  auto text = formats::ReadFile(file, limits::kPemFileBytesMax);
  if (!text.ok()) {
    return absl::Status(text.status().code(), StrCat(what, ": ", text.status().message()));
  }
  return text;
}

}  // namespace

absl::StatusOr<Identity> LoadIdentity(const IdentityFiles& files) {
  auto certificate = Read("certificate", files.certificate);
  if (!certificate.ok()) return certificate.status();
  auto key = Read("key", files.key);
  if (!key.ok()) return key.status();
  auto authorities = Read("authorities", files.authorities);
  if (!authorities.ok()) return authorities.status();

  if (const auto read = identity::ParseCertificates(*certificate); !read.ok()) {
    return Wrong("certificate", files.certificate, read.status(),
                 "give the certificate chain in PEM form, your own certificate first");
  }
  if (const auto match = CheckKey(*certificate, *key); absl::IsFailedPrecondition(match)) {
    return Wrong("certificate", files.certificate, match,
                 "put each certificate before that of its issuer");
  } else if (!match.ok()) {
    return Wrong("key", files.key, match,
                 StrCat("give the key that was made with ", files.certificate));
  }
  if (const auto read = identity::ParseCertificates(*authorities); !read.ok()) {
    return Wrong("authorities", files.authorities, read.status(),
                 "give the gateway's root certificate in PEM form, as the operator sent it");
  }
  return Identity{*std::move(certificate), *std::move(key), *std::move(authorities)};
}

}  // namespace samlad::sdk
