// SPDX-License-Identifier: EUPL-1.2

#include "gateway/transport/peer_verifier.h"

#include <grpcpp/security/tls_certificate_verifier.h>

#include <string>
#include <string_view>
#include <utility>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/telemetry/rate_limit.h"

namespace samlad::transport {
namespace {

using grpc::experimental::ExternalCertificateVerifier;
using grpc::experimental::TlsCustomVerificationCheckRequest;

std::string_view AsText(const grpc::string_ref& text) { return {text.data(), text.size()}; }

class PeerVerifier final : public ExternalCertificateVerifier {
 public:
  PeerVerifier(AuthorizeClient authorize, identity::CertificateCache& certificates,
               telemetry::Log log)
      : authorize_(std::move(authorize)),
        certificates_(certificates),
        log_(std::move(log)),
        lines_(limits::kLogRefusalsPerSecond, limits::kLogRefusalsBurst) {}

  bool Verify(TlsCustomVerificationCheckRequest* request, std::function<void(grpc::Status)>,
              grpc::Status* verdict) override {
    const auto principal =
        certificates_.Read(AsText(request->peer_cert()), AsText(request->peer_cert_full_chain()));
    if (principal.ok()) {
      if (const absl::Status authorized = authorize_(**principal); !authorized.ok()) {
        LogRefusal(**principal, Message(authorized));
        *verdict =
            grpc::Status(grpc::StatusCode::UNAUTHENTICATED, std::string(Message(authorized)));
      }
    }
    return true;
  }

  // Nothing is ever under way.
  void Cancel(TlsCustomVerificationCheckRequest*) override {}

 private:
  void LogRefusal(const identity::Principal& principal, std::string_view why) {
    if (const auto held_back = lines_.Allow()) {
      log_.Warn("client refused in the handshake", {{"reason", why},
                                                    {"trust_domain", principal.trust_domain},
                                                    {"organisation", principal.organisation},
                                                    {"system", principal.system},
                                                    {"fingerprint", principal.certificate},
                                                    {"held_back", *held_back}});
    }
  }

  const AuthorizeClient authorize_;
  identity::CertificateCache& certificates_;
  const telemetry::Log log_;
  telemetry::RateLimit lines_;
};

}  // namespace

std::shared_ptr<grpc::experimental::CertificateVerifier> MakePeerVerifier(
    AuthorizeClient authorize, identity::CertificateCache& certificates, telemetry::Log log) {
  return ExternalCertificateVerifier::Create<PeerVerifier>(std::move(authorize),
                                                           std::ref(certificates), std::move(log));
}

}  // namespace samlad::transport
