// SPDX-License-Identifier: EUPL-1.2
//
// The certificates that serve, changed while they serve. New files are checked
// first and then handed to gRPC as a whole, because gRPC itself would take a key
// without its certificate and refuse every client.

#ifndef SAMLAD_GATEWAY_TRANSPORT_SERVER_CERTIFICATES_H_
#define SAMLAD_GATEWAY_TRANSPORT_SERVER_CERTIFICATES_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/base/clock.h"
#include "gateway/base/mutex.h"
#include "gateway/telemetry/log.h"
#include "gateway/transport/memory_file.h"
#include "gateway/transport/peer_verifier.h"
#include "gateway/transport/tls.h"

namespace grpc {
class ServerCredentials;
}  // namespace grpc

namespace samlad::transport {

// Must outlive the server that has its credentials. Thread-safe.
class ServerCertificates {
 public:
  // Reads and checks the files; the errors of LoadTls. `clock` must outlive it.
  static absl::StatusOr<std::unique_ptr<ServerCertificates>> Load(const TlsFiles& files,
                                                                  const Clock& clock,
                                                                  telemetry::Log log);

  // Credentials that require a client certificate, verify it against the roots
  // in force and ask `authorize`; see MakePeerVerifier. New handshakes use what
  // was promoted within a second; open connections continue. Call ConfigureOpenssl()
  // before.
  std::shared_ptr<grpc::ServerCredentials> MakeCredentials(
      AuthorizeClient authorize, identity::CertificateCache& clients) const;
  // The same for a server that one system alone may reach; see MakePinVerifier.
  std::shared_ptr<grpc::ServerCredentials> MakePinnedCredentials(std::string uri) const;

  // Reads the files. New files that pass the check are promoted, with a line in
  // the log. Files that fail it are refused with the reason, which is logged once
  // however often they are read, and the previous certificates stay in use. The
  // certificates in use are checked again once one of them has expired, so that
  // an expired root among others is left out from then on.
  absl::Status Refresh();

  // As Refresh, from these files, and from then on too unless they are refused.
  absl::Status Use(const TlsFiles& files);

  // The roots in force, PEM.
  std::string roots() const;
  // Why the files, as they were last read, are refused; OK: they are in use.
  absl::Status refusal() const;

  // When the first of the certificates in force ends, milliseconds since the
  // Unix epoch. Never blocks.
  int64_t not_after_ms() const { return not_after_ms_; }

 private:
  std::shared_ptr<grpc::ServerCredentials> MakeCredentials(
      std::shared_ptr<grpc::experimental::CertificateVerifier> verifier) const;
  ServerCertificates(const Clock& clock, telemetry::Log log, MemoryFile identity, MemoryFile roots);

  absl::Status RefreshFrom(const TlsFiles& files) SAMLAD_REQUIRES(mutex_);
  absl::Status CheckAndPromote(const TlsFiles& files, const TlsMaterial& read)
      SAMLAD_REQUIRES(mutex_);
  absl::Status Promote(const TlsMaterial& checked) SAMLAD_REQUIRES(mutex_);

  const Clock& clock_;
  const telemetry::Log log_;
  std::atomic<int64_t> not_after_ms_ = 0;

  mutable Mutex mutex_;
  // Key and chain in one file: they change together.
  MemoryFile identity_ SAMLAD_GUARDED_BY(mutex_);
  MemoryFile roots_ SAMLAD_GUARDED_BY(mutex_);
  TlsFiles files_ SAMLAD_GUARDED_BY(mutex_);
  TlsMaterial serving_ SAMLAD_GUARDED_BY(mutex_);  // as the files were read
  std::string trusted_ SAMLAD_GUARDED_BY(mutex_);  // the roots in force, PEM
  // What was refused when the files were last read, as far as they could be read,
  // and why.
  TlsMaterial refused_ SAMLAD_GUARDED_BY(mutex_);
  absl::Status refusal_ SAMLAD_GUARDED_BY(mutex_);
};

}  // namespace samlad::transport

#endif  // SAMLAD_GATEWAY_TRANSPORT_SERVER_CERTIFICATES_H_
