// SPDX-License-Identifier: EUPL-1.2

#include "gateway/transport/diagnostics.h"

#include <grpc/support/log.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/str_join.h"
#include "gateway/base/limits.h"
#include "gateway/identity/x509.h"
#include "gateway/telemetry/rate_limit.h"

namespace samlad::transport {
namespace {

using identity::TimeText;

struct Route {
  explicit Route(telemetry::Log to) : log(std::move(to)) {}

  telemetry::Log log;
  // Apart, so that a flood of the one does not hide the other.
  telemetry::RateLimit grpc{limits::kLogRefusalsPerSecond, limits::kLogRefusalsBurst};
  telemetry::RateLimit certificates{limits::kLogRefusalsPerSecond, limits::kLogRefusalsBurst};
};

// The process's one route: both hooks are plain functions that may be called
// by any thread until the very end, so it outlives everything.
std::atomic<std::shared_ptr<Route>>& CurrentRoute() {
  static auto& route = *new std::atomic<std::shared_ptr<Route>>();
  return route;
}

bool IsHandshake(std::string_view message) {
  return message.starts_with("Handshake failed") || message.starts_with("Security handshake");
}

void LogFromGrpc(gpr_log_func_args* args) {
  const std::shared_ptr<Route> route = CurrentRoute().load();
  const std::string_view message = args->message;
  const bool handshake = IsHandshake(message);
  if (!handshake && args->severity != GPR_LOG_SEVERITY_ERROR) return;
  const auto held_back = route->grpc.Allow();
  if (!held_back) return;
  route->log.Warn(handshake ? "TLS handshake refused" : "gRPC reports an error",
                  {{"reason", message}, {"held_back", *held_back}});
}

void LogRefusal(Route& route, X509_STORE_CTX& context) {
  const auto held_back = route.certificates.Allow();
  X509* certificate = X509_STORE_CTX_get_current_cert(&context);
  if (!held_back || certificate == nullptr) return;
  const auto uris = identity::UriNames(*certificate);
  // In the certificate's own form, so that it is seen at once which is earlier.
  const std::unique_ptr<ASN1_TIME, decltype(&ASN1_TIME_free)> now(X509_gmtime_adj(nullptr, 0),
                                                                  &ASN1_TIME_free);
  if (now == nullptr) return;
  route.log.Warn("client certificate refused",
                 {{"reason", X509_verify_cert_error_string(X509_STORE_CTX_get_error(&context))},
                  {"subject", identity::SubjectName(*certificate)},
                  {"issuer", identity::IssuerName(*certificate)},
                  {"uri", uris.ok() ? absl::StrJoin(*uris, " ") : std::string()},
                  {"not_before", TimeText(*X509_get0_notBefore(certificate))},
                  {"not_after", TimeText(*X509_get0_notAfter(certificate))},
                  {"clock", TimeText(*now)},
                  {"fingerprint", identity::Fingerprint(*certificate)},
                  {"depth", X509_STORE_CTX_get_error_depth(&context)},
                  {"held_back", *held_back}});
}

// OpenSSL's verdict is handed on as it came.
int ObserveVerdict(int verdict, X509_STORE_CTX* context) {
  if (verdict != 1) {
    const auto* tls = static_cast<const SSL*>(
        X509_STORE_CTX_get_ex_data(context, SSL_get_ex_data_X509_STORE_CTX_idx()));
    if (tls != nullptr && SSL_is_server(tls)) LogRefusal(*CurrentRoute().load(), *context);
  }
  return verdict;
}

// Called for every verification that begins, after the rest of the context is
// set up. gRPC has no verification callback of its own on a server.
void OnVerificationBegins(void* parent, void*, CRYPTO_EX_DATA*, int, long, void*) {
  X509_STORE_CTX_set_verify_cb(static_cast<X509_STORE_CTX*>(parent), ObserveVerdict);
}

}  // namespace

void RouteDiagnostics(telemetry::Log log) {
  const bool first = CurrentRoute().exchange(std::make_shared<Route>(std::move(log))) == nullptr;
  if (!first) return;
  gpr_set_log_verbosity(GPR_LOG_SEVERITY_INFO);
  gpr_set_log_function(LogFromGrpc);
  X509_STORE_CTX_get_ex_new_index(0, nullptr, OnVerificationBegins, nullptr, nullptr);
}

}  // namespace samlad::transport
