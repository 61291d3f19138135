// SPDX-License-Identifier: EUPL-1.2

#include "gateway/transport/tls.h"

#include <grpcpp/security/server_credentials.h>
#include <grpcpp/security/tls_certificate_provider.h>
#include <grpcpp/security/tls_credentials_options.h>

#include <utility>

#include "gateway/transport/certificate_check.h"
#include "gateway/transport/read_pem_file.h"

namespace samlad::transport {

absl::StatusOr<TlsMaterial> LoadTls(const TlsFiles& files, int64_t now_ms) {
  auto chain = ReadPemFile(files.certificate);
  if (!chain.ok()) return chain.status();
  auto key = ReadPrivateKeyFile(files.private_key);
  if (!key.ok()) return key.status();
  auto roots = ReadPemFile(files.client_roots);
  if (!roots.ok()) return roots.status();

  const auto root_certificates = CheckRoots(files.client_roots, *roots, now_ms);
  if (!root_certificates.ok()) return root_certificates.status();
  const auto certificates = CheckServerChain(files.certificate, *chain, *root_certificates, now_ms);
  if (!certificates.ok()) return certificates.status();
  if (absl::Status match = CheckKey(files, *key, *certificates->front()); !match.ok()) return match;
  const int64_t not_after_ms = FirstExpiryMs(*certificates, *root_certificates);
  return TlsMaterial{.certificate_chain = *std::move(chain),
                     .private_key = *std::move(key),
                     .client_roots = *std::move(roots),
                     .not_after_ms = not_after_ms};
}

std::shared_ptr<grpc::ServerCredentials> MakeServerCredentials(const TlsMaterial& material) {
  const grpc::experimental::IdentityKeyCertPair identity{
      .private_key = material.private_key, .certificate_chain = material.certificate_chain};
  grpc::experimental::TlsServerCredentialsOptions options(
      std::make_shared<grpc::experimental::StaticDataCertificateProvider>(material.client_roots,
                                                                          std::vector{identity}));
  options.watch_root_certs();
  options.watch_identity_key_cert_pairs();
  options.set_cert_request_type(GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  return grpc::experimental::TlsServerCredentials(options);
}

}  // namespace samlad::transport
