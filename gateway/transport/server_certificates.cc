// SPDX-License-Identifier: EUPL-1.2

#include "gateway/transport/server_certificates.h"

#include <grpcpp/security/server_credentials.h>
#include <grpcpp/security/tls_certificate_provider.h>
#include <grpcpp/security/tls_credentials_options.h>

#include <utility>
#include <vector>

#include "absl/strings/str_join.h"
#include "gateway/base/strings.h"
#include "gateway/identity/x509.h"
#include "gateway/transport/certificate_check.h"
#include "gateway/transport/pin_verifier.h"

namespace samlad::transport {
namespace {

// How often gRPC looks at the promoted files, seconds: the least that it takes.
constexpr unsigned int kGrpcLooks = 1;

bool SameContent(const TlsMaterial& a, const TlsMaterial& b) {
  return a.certificate_chain == b.certificate_chain && a.private_key == b.private_key &&
         a.client_roots == b.client_roots;
}

std::string FingerprintsOf(const std::vector<identity::X509Ptr>& certificates) {
  return absl::StrJoin(certificates, " ", [](std::string* out, const identity::X509Ptr& each) {
    out->append(identity::Fingerprint(*each));
  });
}

}  // namespace

absl::StatusOr<std::unique_ptr<ServerCertificates>> ServerCertificates::Load(const TlsFiles& files,
                                                                             const Clock& clock,
                                                                             telemetry::Log log) {
  const auto read = ReadTls(files);
  if (!read.ok()) return read.status();
  auto identity = MemoryFile::Create();
  if (!identity.ok()) return identity.status();
  auto roots = MemoryFile::Create();
  if (!roots.ok()) return roots.status();
  std::unique_ptr<ServerCertificates> loaded(
      new ServerCertificates(clock, std::move(log), *std::move(identity), *std::move(roots)));
  MutexLock lock(loaded->mutex_);
  loaded->files_ = files;
  if (absl::Status promoted = loaded->CheckAndPromote(files, *read); !promoted.ok()) {
    return promoted;
  }
  return loaded;
}

ServerCertificates::ServerCertificates(const Clock& clock, telemetry::Log log, MemoryFile identity,
                                       MemoryFile roots)
    : clock_(clock),
      log_(std::move(log)),
      identity_(std::move(identity)),
      roots_(std::move(roots)) {}

std::shared_ptr<grpc::ServerCredentials> ServerCertificates::MakeCredentials(
    AuthorizeClient authorize, identity::CertificateCache& clients) const {
  return MakeCredentials(MakePeerVerifier(std::move(authorize), clients, log_));
}

std::shared_ptr<grpc::ServerCredentials> ServerCertificates::MakePinnedCredentials(
    std::string uri) const {
  return MakeCredentials(MakePinVerifier(std::move(uri), log_));
}

std::shared_ptr<grpc::ServerCredentials> ServerCertificates::MakeCredentials(
    std::shared_ptr<grpc::experimental::CertificateVerifier> verifier) const {
  MutexLock lock(mutex_);
  grpc::experimental::TlsServerCredentialsOptions options(
      std::make_shared<grpc::experimental::FileWatcherCertificateProvider>(
          identity_.path(), identity_.path(), roots_.path(), kGrpcLooks));
  options.watch_root_certs();
  options.watch_identity_key_cert_pairs();
  options.set_cert_request_type(GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  options.set_certificate_verifier(std::move(verifier));
  return grpc::experimental::TlsServerCredentials(options);
}

std::string ServerCertificates::roots() const {
  MutexLock lock(mutex_);
  return trusted_;
}

absl::Status ServerCertificates::Refresh() {
  MutexLock lock(mutex_);
  return RefreshFrom(files_);
}

absl::Status ServerCertificates::Use(const TlsFiles& files) {
  MutexLock lock(mutex_);
  absl::Status refreshed = RefreshFrom(files);
  if (refreshed.ok()) files_ = files;
  return refreshed;
}

absl::Status ServerCertificates::refusal() const {
  MutexLock lock(mutex_);
  return refusal_;
}

absl::Status ServerCertificates::RefreshFrom(const TlsFiles& files) {
  const auto read = ReadTls(files);
  absl::Status refreshed = read.status();
  if (read.ok() && (!SameContent(*read, serving_) || clock_.NowMs() > not_after_ms_)) {
    refreshed = CheckAndPromote(files, *read);
  }
  const TlsMaterial seen = read.ok() ? *read : TlsMaterial();
  const bool news = refreshed != refusal_ || !SameContent(seen, refused_);
  if (!refreshed.ok() && news) {
    log_.Error("certificate files refused; those before serve on", {{"why", Message(refreshed)}});
  }
  refused_ = refreshed.ok() ? TlsMaterial() : seen;
  refusal_ = refreshed;
  return refreshed;
}

absl::Status ServerCertificates::CheckAndPromote(const TlsFiles& files, const TlsMaterial& read) {
  TlsMaterial checked = read;
  if (absl::Status holds = CheckTls(files, clock_.NowMs(), checked); !holds.ok()) return holds;
  if (absl::Status promoted = Promote(checked); !promoted.ok()) return promoted;
  serving_ = read;
  trusted_ = checked.client_roots;
  not_after_ms_ = checked.not_after_ms;
  for (const std::string& why : checked.warnings) log_.Warn("certificate left out", {{"why", why}});
  return absl::OkStatus();
}

absl::Status ServerCertificates::Promote(const TlsMaterial& checked) {
  const auto chain = identity::ParseCertificates(checked.certificate_chain);
  if (!chain.ok()) return chain.status();
  const auto roots = identity::ParseCertificates(checked.client_roots);
  if (!roots.ok()) return roots.status();
  // The key alone, because gRPC would send whatever else is in its file.
  const auto key = KeyAlone(checked.private_key);
  if (!key.ok()) return key.status();
  // Both or neither.
  absl::Status staged = identity_.Stage(StrCat(*key, checked.certificate_chain));
  if (staged.ok()) staged = roots_.Stage(checked.client_roots);
  if (!staged.ok()) return staged;
  identity_.Publish();
  roots_.Publish();
  X509& leaf = *chain->front();
  log_.Info("certificates promoted", {{"subject", identity::SubjectName(leaf)},
                                      {"issuer", identity::IssuerName(leaf)},
                                      {"not_after", identity::TimeText(*X509_get0_notAfter(&leaf))},
                                      {"fingerprints", FingerprintsOf(*chain)},
                                      {"root_fingerprints", FingerprintsOf(*roots)}});
  return absl::OkStatus();
}

}  // namespace samlad::transport
