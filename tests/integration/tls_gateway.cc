// SPDX-License-Identifier: EUPL-1.2

#include "tests/integration/tls_gateway.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>

#include "gateway/transport/diagnostics.h"
#include "gateway/transport/openssl_config.h"
#include "gateway/transport/server_options.h"

namespace samlad::testing {
namespace {

template <class T>
T Must(absl::StatusOr<T> result) {
  if (result.ok()) return *std::move(result);
  std::fprintf(stderr, "test gateway: %s\n", result.status().ToString().c_str());
  std::abort();
}

void Must(const absl::Status& status) {
  if (status.ok()) return;
  std::fprintf(stderr, "test gateway: %s\n", status.ToString().c_str());
  std::abort();
}

}  // namespace

grpc::ServerUnaryReactor* TrivialService::GetCheckpoint(grpc::CallbackServerContext* context,
                                                        const v1::GetCheckpointRequest*,
                                                        v1::GetCheckpointResponse* response) {
  response->set_checkpoint("served");
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  reactor->Finish(grpc::Status::OK);
  return reactor;
}

TlsGateway::TlsGateway(const transport::ListenerOptions& options,
                       transport::AuthorizeClient authorize,
                       const std::map<std::string, int>& channel_arguments,
                       const std::vector<grpc::Service*>& more,
                       identity::CertificateCache* client_certificates) {
  Must(transport::ConfigureOpenssl());
  transport::RouteDiagnostics(log_.MakeLog());
  const IssuedCertificate server = issuing_.IssueServer();
  certificates_ = Must(transport::ServerCertificates::Load(
      {.certificate = files_.Write("server.pem", server.chain),
       .private_key = files_.Write("server.key", server.key),
       .client_roots = files_.Write("roots.pem", root_.certificate())},
      clock_, log_.MakeLog()));
  listener_ = Must(transport::Listener::Open(options, log_.MakeLog()));
  grpc::ServerBuilder builder;
  // The first of a name is the one that counts.
  for (const auto& [name, value] : channel_arguments) builder.AddChannelArgument(name, value);
  transport::ApplyLimits(builder);
  listener_->AttachTo(
      builder, certificates_->MakeCredentials(std::move(authorize), client_certificates == nullptr
                                                                        ? own_client_certificates_
                                                                        : *client_certificates));
  builder.RegisterService(&service_);
  for (grpc::Service* service : more) builder.RegisterService(service);
  server_ = builder.BuildAndStart();
  Must(listener_->Start());
}

TlsGateway::~TlsGateway() {
  listener_->Stop();
  server_->Shutdown(std::chrono::system_clock::now() + std::chrono::seconds(1));
}

int TlsGateway::port() const { return std::stoi(address().substr(address().rfind(':') + 1)); }

std::shared_ptr<grpc::Channel> TlsGateway::NewChannel(const IssuedCertificate* client) const {
  grpc::SslCredentialsOptions options;
  options.pem_root_certs = root_.certificate();
  if (client != nullptr) {
    options.pem_cert_chain = client->chain;
    options.pem_private_key = client->key;
  }
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return grpc::CreateCustomChannel(address(), grpc::SslCredentials(options), arguments);
}

grpc::Status TlsGateway::Call(const IssuedCertificate* client) const {
  return CallOn(NewChannel(client));
}

grpc::Status CallOn(const std::shared_ptr<grpc::Channel>& channel) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
  v1::GetCheckpointResponse response;
  const grpc::Status status =
      v1::LedgerService::NewStub(channel)->GetCheckpoint(&context, {}, &response);
  if (status.ok()) {
    EXPECT_EQ(response.checkpoint(), "served");
  }
  return status;
}

}  // namespace samlad::testing
