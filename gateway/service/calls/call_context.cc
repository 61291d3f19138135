// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/calls/call_context.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "gateway/base/limits.h"
#include "gateway/base/status_metadata.h"
#include "gateway/base/strings.h"
#include "gateway/ledger/hash.h"
#include "gateway/service/guard/error_details.h"

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

absl::StatusOr<std::string_view> RepresentedIn(const grpc::ServerContextBase& context) {
  const auto [begin, end] = context.client_metadata().equal_range(kRepresentedHeader);
  if (begin == end) return "";
  const std::string_view chain = AsView(begin->second);
  if (std::next(begin) != end || chain.empty()) {
    return absl::UnauthenticatedError(
        "the metadata samlad-represented-bin must be there once, with the represented certificate "
        "and its issuers in DER form, one after the other");
  }
  return chain;
}

absl::StatusOr<std::shared_ptr<const identity::Principal>> Represent(
    std::string_view chain, std::shared_ptr<const identity::Principal> representing,
    identity::CertificateCache& certificates) {
  if (chain.empty()) return representing;
  const auto represented = certificates.ReadRepresented(chain);
  if (!represented.ok()) {
    return WithMetadata(
        WithReason(absl::UnauthenticatedError(
                       StrCat("the represented certificate: ", represented.status().message())),
                   "NOT_IDENTIFIED"),
        {{"whose", "represented"}});
  }
  auto principal = std::make_shared<identity::Principal>(**represented);
  principal->via = std::move(representing);
  return principal;
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

absl::StatusOr<uint64_t> MinPositionOf(const grpc::ServerContextBase& context) {
  const auto sent = context.client_metadata().find(kMinPositionHeader);
  if (sent == context.client_metadata().end()) return 0;
  uint64_t position = 0;
  if (!absl::SimpleAtoi(ToAbsl(AsView(sent->second)), &position)) {
    return absl::InvalidArgumentError(
        "samlad-min-position: send the number of entries of the log that you have seen, in decimal "
        "digits, or leave it out");
  }
  return position;
}

}  // namespace samlad::service
