// SPDX-License-Identifier: EUPL-1.2

#include "gateway/transport/tls.h"

#include <utility>

#include "gateway/transport/certificate_check.h"
#include "gateway/transport/read_pem_file.h"

namespace samlad::transport {

absl::StatusOr<TlsMaterial> ReadTls(const TlsFiles& files) {
  auto chain = ReadPemFile(files.certificate);
  if (!chain.ok()) return chain.status();
  auto key = ReadPrivateKeyFile(files.private_key);
  if (!key.ok()) return key.status();
  auto roots = ReadPemFile(files.client_roots);
  if (!roots.ok()) return roots.status();
  return TlsMaterial{.certificate_chain = *std::move(chain),
                     .private_key = *std::move(key),
                     .client_roots = *std::move(roots)};
}

namespace {

absl::Status CheckMaterial(End end, const TlsFiles& files, int64_t now_ms, TlsMaterial& material) {
  auto roots = CheckRoots(files.client_roots, material.client_roots, now_ms);
  if (!roots.ok()) return roots.status();
  const auto chain =
      CheckChain(end, files.certificate, material.certificate_chain, roots->valid, now_ms);
  if (!chain.ok()) return chain.status();
  if (!roots->warnings.empty()) {
    auto valid = ToPem(roots->valid);
    if (!valid.ok()) return valid.status();
    material.client_roots = *std::move(valid);
  }
  material.not_after_ms = FirstExpiryMs(*chain, roots->valid);
  material.warnings = std::move(roots->warnings);
  return CheckKey(files, material.private_key, *chain->front());
}

absl::StatusOr<TlsMaterial> Load(End end, const TlsFiles& files, int64_t now_ms) {
  auto material = ReadTls(files);
  if (!material.ok()) return material;
  if (absl::Status checked = CheckMaterial(end, files, now_ms, *material); !checked.ok())
    return checked;
  return material;
}

}  // namespace

absl::Status CheckTls(const TlsFiles& files, int64_t now_ms, TlsMaterial& material) {
  return CheckMaterial(End::kServer, files, now_ms, material);
}

absl::StatusOr<TlsMaterial> LoadTls(const TlsFiles& files, int64_t now_ms) {
  return Load(End::kServer, files, now_ms);
}

absl::StatusOr<TlsMaterial> LoadClientTls(const TlsFiles& files, int64_t now_ms) {
  return Load(End::kClient, files, now_ms);
}

}  // namespace samlad::transport
