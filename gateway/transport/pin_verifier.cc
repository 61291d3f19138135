// SPDX-License-Identifier: EUPL-1.2

#include "gateway/transport/pin_verifier.h"

#include <grpcpp/security/tls_certificate_verifier.h>

#include <string_view>
#include <utility>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/identity/pin.h"
#include "gateway/telemetry/rate_limit.h"

namespace samlad::transport {
namespace {

using grpc::experimental::ExternalCertificateVerifier;
using grpc::experimental::TlsCustomVerificationCheckRequest;

class PinVerifier final : public ExternalCertificateVerifier {
 public:
  PinVerifier(std::string uri, telemetry::Log log)
      : uri_(std::move(uri)),
        log_(std::move(log)),
        lines_(limits::kLogRefusalsPerSecond, limits::kLogRefusalsBurst) {}

  bool Verify(TlsCustomVerificationCheckRequest* request, std::function<void(grpc::Status)>,
              grpc::Status* verdict) override {
    const grpc::string_ref pem = request->peer_cert();
    const absl::Status holds = identity::CheckPin(std::string_view(pem.data(), pem.size()), uri_);
    if (!holds.ok()) {
      if (const auto held_back = lines_.Allow()) {
        log_.Error("another system than the pinned one was refused in the handshake",
                   {{"pinned", uri_}, {"why", Message(holds)}, {"held_back", *held_back}});
      }
      *verdict = grpc::Status(grpc::StatusCode::UNAUTHENTICATED, std::string(Message(holds)));
    }
    return true;
  }

  // Nothing is ever under way.
  void Cancel(TlsCustomVerificationCheckRequest*) override {}

 private:
  const std::string uri_;
  const telemetry::Log log_;
  telemetry::RateLimit lines_;
};

}  // namespace

std::shared_ptr<grpc::experimental::CertificateVerifier> MakePinVerifier(std::string uri,
                                                                         telemetry::Log log) {
  return ExternalCertificateVerifier::Create<PinVerifier>(std::move(uri), std::move(log));
}

}  // namespace samlad::transport
