// SPDX-License-Identifier: EUPL-1.2

#include "gateway/transport/certificate_check.h"

#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <utility>

#include "absl/time/time.h"
#include "gateway/base/strings.h"

namespace samlad::transport {
namespace {

using identity::KeyPtr;
using identity::SubjectName;
using identity::X509Ptr;

std::string Describe(const std::string& file, X509& certificate, std::string_view what) {
  return StrCat(file, ": certificate \"", SubjectName(certificate), "\" ", what);
}

absl::Status Refuse(const std::string& file, X509& certificate, std::string_view why) {
  return absl::InvalidArgumentError(Describe(file, certificate, why));
}

absl::StatusOr<std::vector<X509Ptr>> Parse(const std::string& file, std::string_view pem) {
  auto certificates = identity::ParseCertificates(pem);
  if (certificates.ok()) return certificates;
  return absl::InvalidArgumentError(StrCat(file, ": ", ToStd(certificates.status().message())));
}

std::string ExpiredAt(X509& certificate) {
  return StrCat("expired at ", identity::TimeText(*X509_get0_notAfter(&certificate)));
}

std::string TimeOf(int64_t ms) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", absl::FromUnixMillis(ms), absl::UTCTimeZone());
}

// An error if its validity cannot be read or has not begun.
absl::StatusOr<bool> HasExpired(const std::string& file, X509& certificate, int64_t now_ms) {
  const ASN1_TIME& from = *X509_get0_notBefore(&certificate);
  const ASN1_TIME& until = *X509_get0_notAfter(&certificate);
  const auto from_ms = identity::TimeMs(from);
  const auto until_ms = identity::TimeMs(until);
  if (!from_ms.ok() || !until_ms.ok()) {
    return Refuse(file, certificate, "has no readable validity");
  }
  if (now_ms < *from_ms) {
    return Refuse(
        file, certificate,
        StrCat("is not valid until ", identity::TimeText(from), "; this machine's clock says ",
               TimeOf(now_ms), ": correct the clock, or wait"));
  }
  return now_ms > *until_ms;
}

absl::Status CheckDates(const std::string& file, X509& certificate, int64_t now_ms) {
  const auto expired = HasExpired(file, certificate, now_ms);
  if (!expired.ok()) return expired.status();
  if (*expired) {
    return Refuse(file, certificate,
                  StrCat(ExpiredAt(certificate), "; renew it (this machine's clock says ",
                         TimeOf(now_ms), ")"));
  }
  return absl::OkStatus();
}

bool IssuedBy(X509& certificate, X509& issuer) {
  const bool issued = X509_check_issued(&issuer, &certificate) == X509_V_OK &&
                      X509_verify(&certificate, X509_get0_pubkey(&issuer)) == 1;
  if (!issued) identity::OpensslReason();  // leaves the queue empty
  return issued;
}

bool IsAuthority(X509& certificate) { return X509_check_ca(&certificate) == 1; }

bool NamesHost(X509& certificate) {
  struct NamesFree {
    void operator()(GENERAL_NAMES* p) const { GENERAL_NAMES_free(p); }
  };
  const std::unique_ptr<GENERAL_NAMES, NamesFree> names(static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(&certificate, NID_subject_alt_name, nullptr, nullptr)));
  for (int i = 0; i < sk_GENERAL_NAME_num(names.get()); ++i) {
    const int type = sk_GENERAL_NAME_value(names.get(), i)->type;
    if (type == GEN_DNS || type == GEN_IPADD) return true;
  }
  return false;
}

absl::Status CheckLeaf(End end, const std::string& file, X509& leaf) {
  if (X509_check_ca(&leaf) != 0) {
    return Refuse(file, leaf,
                  "belongs to an authority; the leaf must be first: the own certificate must come "
                  "first, then "
                  "that of its issuer");
  }
  if (end == End::kClient) {
    if (X509_check_purpose(&leaf, X509_PURPOSE_SSL_CLIENT, 0) == 1) return absl::OkStatus();
    return Refuse(file, leaf,
                  "may not be used by a client; request the extended key usage clientAuth");
  }
  if (X509_check_purpose(&leaf, X509_PURPOSE_SSL_SERVER, 0) != 1) {
    return Refuse(file, leaf,
                  "may not be used by a server; request the extended key usage serverAuth");
  }
  if (!NamesHost(leaf)) {
    return Refuse(file, leaf,
                  "names no host; request a subject alternative name of type DNS or IP");
  }
  return absl::OkStatus();
}

KeyPtr ParseKey(std::string_view key_pem) {
  const identity::BioPtr in(BIO_new_mem_buf(key_pem.data(), static_cast<int>(key_pem.size())));
  // Without a callback OpenSSL would ask for a passphrase at the terminal.
  const auto no_passphrase = [](char*, int, int, void*) { return -1; };
  return KeyPtr(PEM_read_bio_PrivateKey(in.get(), nullptr, no_passphrase, nullptr));
}

std::string TextIn(BIO& memory) {
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(&memory, &bytes);
  return {bytes, static_cast<size_t>(size)};
}

// The last certificate's issuer need not be sent when clients have it as a
// root. Which roots they have is not known here, but a lone certificate is
// nearly always one whose issuing certificate was forgotten.
bool Complete(std::span<const X509Ptr> chain, std::span<const X509Ptr> roots) {
  return chain.size() > 1 || std::ranges::any_of(roots, [&](const X509Ptr& root) {
           return IssuedBy(*chain.back(), *root);
         });
}

}  // namespace

absl::StatusOr<Roots> CheckRoots(const std::string& file, std::string_view pem, int64_t now_ms) {
  auto all = Parse(file, pem);
  if (!all.ok()) return all.status();
  Roots roots;
  for (X509Ptr& root : *all) {
    if (!IsAuthority(*root)) return Refuse(file, *root, "is not an authority's");
    if (!IssuedBy(*root, *root)) {
      return Refuse(
          file, *root,
          "belongs to an issuing authority; only roots belong here, because clients send theirs");
    }
    const auto expired = HasExpired(file, *root, now_ms);
    if (!expired.ok()) return expired.status();
    if (*expired) {
      roots.warnings.push_back(Describe(
          file, *root, StrCat(ExpiredAt(*root), " and is ignored; remove it from the bundle")));
    } else {
      roots.valid.push_back(std::move(root));
    }
  }
  if (roots.valid.empty()) {
    X509& last = *all->back();
    return Refuse(file, last,
                  StrCat(ExpiredAt(last), ", and no root of the bundle is valid; add one that is"));
  }
  return roots;
}

absl::StatusOr<std::string> ToPem(std::span<const X509Ptr> certificates) {
  const identity::BioPtr out(BIO_new(BIO_s_mem()));
  for (const X509Ptr& certificate : certificates) {
    if (PEM_write_bio_X509(out.get(), certificate.get()) != 1) {
      return absl::InternalError(StrCat("cannot write a certificate: ", identity::OpensslReason()));
    }
  }
  return TextIn(*out);
}

absl::StatusOr<std::vector<X509Ptr>> CheckChain(End end, const std::string& file,
                                                std::string_view pem,
                                                std::span<const X509Ptr> roots, int64_t now_ms) {
  auto chain = Parse(file, pem);
  if (!chain.ok()) return chain;
  if (absl::Status leaf = CheckLeaf(end, file, *chain->front()); !leaf.ok()) return leaf;
  for (size_t i = 0; i < chain->size(); ++i) {
    X509& certificate = *(*chain)[i];
    if (absl::Status dates = CheckDates(file, certificate, now_ms); !dates.ok()) return dates;
    if (i > 0 && (!IsAuthority(certificate) || !IssuedBy(*(*chain)[i - 1], certificate))) {
      return Refuse(
          file, certificate,
          StrCat("did not issue \"", SubjectName(*(*chain)[i - 1]),
                 "\" before it; put each certificate before that of its issuer, which there is \"",
                 identity::IssuerName(*(*chain)[i - 1]), "\""));
    }
  }
  if (!Complete(*chain, roots)) {
    return Refuse(file, *chain->front(),
                  StrCat("is alone; append the certificate of its issuer, \"",
                         identity::IssuerName(*chain->front()), "\""));
  }
  return chain;
}

absl::Status CheckKey(const TlsFiles& files, std::string_view key_pem, X509& leaf) {
  const KeyPtr key = ParseKey(key_pem);
  if (key == nullptr) {
    return absl::InvalidArgumentError(
        StrCat(files.private_key,
               ": no private key without passphrase (PEM) found: ", identity::OpensslReason()));
  }
  if (X509_check_private_key(&leaf, key.get()) != 1) {
    return absl::InvalidArgumentError(StrCat(files.private_key, ": is not the key of \"",
                                             SubjectName(leaf), "\" in ", files.certificate, ": ",
                                             identity::OpensslReason()));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> KeyAlone(std::string_view key_pem) {
  const KeyPtr key = ParseKey(key_pem);
  const identity::BioPtr out(BIO_new(BIO_s_mem()));
  if (key == nullptr ||
      PEM_write_bio_PrivateKey(out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1) {
    return absl::InternalError(StrCat("cannot write the private key: ", identity::OpensslReason()));
  }
  return TextIn(*out);
}

int64_t FirstExpiryMs(std::span<const X509Ptr> chain, std::span<const X509Ptr> roots) {
  int64_t first = std::numeric_limits<int64_t>::max();
  for (const auto certificates : {chain, roots}) {
    for (const X509Ptr& certificate : certificates) {
      const auto until = identity::TimeMs(*X509_get0_notAfter(certificate.get()));
      if (until.ok()) first = std::min(first, *until);
    }
  }
  return first;
}

}  // namespace samlad::transport
