// SPDX-License-Identifier: EUPL-1.2

#include "gateway/forward/grpc_inbox.h"

#include <grpc/support/time.h>
#include <grpcpp/client_context.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/security/tls_certificate_provider.h>
#include <grpcpp/security/tls_credentials_options.h>
#include <grpcpp/support/channel_arguments.h>

#include <utility>
#include <vector>

#include "gateway/base/mutex.h"
#include "gateway/base/strings.h"
#include "gateway/transport/pin_verifier.h"
#include "samlad/v1/board_inbox_service.grpc.pb.h"

namespace samlad::forward {
namespace {

using grpc::experimental::IdentityKeyCertPair;
using grpc::experimental::StaticDataCertificateProvider;
using grpc::experimental::TlsChannelCredentialsOptions;

std::shared_ptr<grpc::ChannelCredentials> MakeCredentials(const transport::TlsMaterial& material,
                                                          const std::string& server_identity,
                                                          const telemetry::Log& log) {
  TlsChannelCredentialsOptions options;
  options.set_certificate_provider(std::make_shared<StaticDataCertificateProvider>(
      material.client_roots,
      std::vector<IdentityKeyCertPair>{{material.private_key, material.certificate_chain}}));
  options.watch_root_certs();
  options.watch_identity_key_cert_pairs();
  options.set_verify_server_certs(true);
  options.set_check_call_host(false);
  options.set_certificate_verifier(transport::MakePinVerifier(server_identity, log));
  return grpc::experimental::TlsCredentials(options);
}

grpc::ChannelArguments Arguments() {
  grpc::ChannelArguments arguments;
  arguments.SetMaxSendMessageSize(static_cast<int>(limits::kMessageBytesMax));
  // An answer is a few hundred bytes.
  arguments.SetMaxReceiveMessageSize(static_cast<int>(limits::kMetadataBytesMax));
  // The forwarder decides when to try again, and there is no proxy in between.
  arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, 0);
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return arguments;
}

class GrpcInbox final : public Inbox {
 public:
  GrpcInbox(InboxAddress address, const Clock& clock, telemetry::Log log,
            std::chrono::milliseconds timeout)
      : address_(std::move(address)), clock_(clock), log_(std::move(log)), timeout_(timeout) {}

  absl::StatusOr<v1::DeliverResponse> Deliver(const v1::DeliverRequest& request) override {
    return Call<v1::DeliverResponse>(&v1::BoardInboxService::Stub::Deliver, request);
  }

  absl::StatusOr<v1::GetDeliveryResponse> GetDelivery(
      const v1::GetDeliveryRequest& request) override {
    return Call<v1::GetDeliveryResponse>(&v1::BoardInboxService::Stub::GetDelivery, request);
  }

  void Cancel() override {
    MutexLock lock(mutex_);
    cancelled_ = true;
    if (running_ != nullptr) running_->TryCancel();
  }

 private:
  using Stub = v1::BoardInboxService::Stub;

  // A connection is kept as long as it works and the files stay as they are.
  absl::Status Connect() {
    absl::StatusOr<transport::TlsMaterial> material =
        transport::LoadClientTls(address_.tls, clock_.NowMs());
    if (!material.ok()) {
      stub_.reset();
      return absl::UnavailableError(material.status().message());
    }
    if (stub_ != nullptr && *material == material_) return absl::OkStatus();
    if (material->warnings != material_.warnings) {
      for (const std::string& why : material->warnings) {
        log_.Warn("certificate left out", {{"why", why}});
      }
    }
    stub_ = v1::BoardInboxService::NewStub(grpc::CreateCustomChannel(
        StrCat("dns:///", address_.address),
        MakeCredentials(*material, address_.server_identity, log_), Arguments()));
    material_ = *std::move(material);
    return absl::OkStatus();
  }

  bool Begin(grpc::ClientContext& context) {
    MutexLock lock(mutex_);
    if (!cancelled_) running_ = &context;
    return !cancelled_;
  }

  void End() {
    MutexLock lock(mutex_);
    running_ = nullptr;
  }

  template <class Response, class Request>
  absl::StatusOr<Response> Call(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                             Response*),
                                const Request& request) {
    if (absl::Status connected = Connect(); !connected.ok()) return connected;
    grpc::ClientContext context;
    context.set_deadline(gpr_time_add(gpr_now(GPR_CLOCK_MONOTONIC),
                                      gpr_time_from_millis(timeout_.count(), GPR_TIMESPAN)));
    if (!Begin(context)) return absl::CancelledError("the gateway is stopping");
    Response response;
    const grpc::Status status = (*stub_.*method)(&context, request, &response);
    End();
    if (status.ok()) return response;
    // gRPC would wait before it dials again; the forwarder has waited already.
    stub_.reset();
    return absl::Status(static_cast<absl::StatusCode>(status.error_code()), status.error_message());
  }

  const InboxAddress address_;
  const Clock& clock_;
  const telemetry::Log log_;
  const std::chrono::milliseconds timeout_;
  std::unique_ptr<Stub> stub_;
  transport::TlsMaterial material_;  // that stub_ was made with

  Mutex mutex_;
  bool cancelled_ SAMLAD_GUARDED_BY(mutex_) = false;
  grpc::ClientContext* running_ SAMLAD_GUARDED_BY(mutex_) = nullptr;
};

}  // namespace

std::unique_ptr<Inbox> MakeGrpcInbox(InboxAddress address, const Clock& clock, telemetry::Log log,
                                     std::chrono::milliseconds timeout) {
  return std::make_unique<GrpcInbox>(std::move(address), clock, std::move(log), timeout);
}

}  // namespace samlad::forward
