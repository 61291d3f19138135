// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/session/certificate.h"

#include <algorithm>
#include <utility>

#include "clients/sdk/certificate.h"
#include "gateway/base/strings.h"
#include "gateway/identity/principal.h"

namespace samlad::web {
namespace {

constexpr std::string_view kEndLine = "-----END CERTIFICATE-----\n";

std::string_view LeafOf(std::string_view chain_pem) {
  const size_t end = chain_pem.find(kEndLine);
  return end == chain_pem.npos ? chain_pem : chain_pem.substr(0, end + kEndLine.size());
}

}  // namespace

ShownCertificate ExamineCertificate(std::string chain_pem, std::string_view authorities,
                                    int64_t now_ms) {
  ShownCertificate shown;
  shown.chain_pem = std::move(chain_pem);
  const auto fail = [&shown](CertificateFault fault, const absl::Status& why) {
    shown.fault = fault;
    shown.reason = std::string(Message(why));
    return shown;
  };
  // The dates first, because a chain that has expired is not verified either.
  if (absl::Status dates = sdk::CheckDates(shown.chain_pem, now_ms); !dates.ok()) {
    return fail(CertificateFault::kDates, dates);
  }
  if (absl::Status holds = sdk::CheckChain(shown.chain_pem, authorities, now_ms); !holds.ok()) {
    return fail(CertificateFault::kAuthority, holds);
  }
  if (const auto system = SystemOf(shown.chain_pem); !system.ok()) {
    return fail(CertificateFault::kName, system.status());
  }
  return shown;
}

absl::StatusOr<SignedIn> SystemOf(std::string_view chain_pem) {
  auto principal = identity::ParsePrincipal(LeafOf(chain_pem));
  if (!principal.ok()) return principal.status();
  return SignedIn{.organisation = std::move(principal->organisation),
                  .system = std::move(principal->system),
                  .not_after_ms = principal->not_after_ms,
                  .owner = std::move(principal->certificate)};
}

}  // namespace samlad::web
