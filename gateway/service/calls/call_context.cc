// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/calls/call_context.h"

#include <algorithm>
#include <string_view>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "gateway/base/limits.h"
#include "gateway/ledger/hash.h"

namespace samlad::service {
namespace {

std::string_view AsView(const grpc::string_ref& text) { return {text.data(), text.size()}; }

}  // namespace

absl::StatusOr<std::shared_ptr<const identity::Principal>> PrincipalOf(
    const grpc::ServerContextBase& context, identity::CertificateCache& certificates) {
  const auto pems = context.auth_context()->FindPropertyValues("x509_pem_cert");
  if (pems.size() != 1) {
    return absl::UnauthenticatedError("the connection has no client certificate; present one");
  }
  const auto chains = context.auth_context()->FindPropertyValues("x509_pem_cert_chain");
  return certificates.Read(AsView(pems.front()), chains.empty() ? "" : AsView(chains.front()));
}

std::string RequestIdOf(const grpc::ServerContextBase& context) {
  const auto& metadata = context.client_metadata();
  const auto sent = metadata.find(kRequestIdHeader);
  if (sent != metadata.end()) {
    const std::string_view id = AsView(sent->second);
    constexpr auto allowed = [](char c) {
      return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '_' || c == '-';
    };
    if (!id.empty() && id.size() <= limits::kRequestIdBytesMax &&
        std::ranges::all_of(id, allowed)) {
      return std::string(id);
    }
  }
  constexpr size_t kRandomBytes = 12;
  return ledger::ToHex(ledger::RandomBytes(kRandomBytes));
}

}  // namespace samlad::service
