// SPDX-License-Identifier: EUPL-1.2
//
// Connects anew, makes one small call and leaves, so many times, one after the
// other. What it costs is measured at the server (see run). The floor answers
// the call with UNIMPLEMENTED, the gateway with a list.
//
// bench-connect --address ... --connections N

#include <grpcpp/grpcpp.h>

#include <chrono>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

#include "CLI/CLI.hpp"
#include "samlad/v1/reporting_service.grpc.pb.h"

namespace {

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

grpc::Status CallOnce(const std::string& address, const grpc::SslCredentialsOptions& tls) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  arguments.SetSslTargetNameOverride("localhost");
  const auto channel = grpc::CreateCustomChannel(address, grpc::SslCredentials(tls), arguments);
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
  samlad::v1::ListReportsRequest request;
  request.set_page_size(1);
  samlad::v1::ListReportsResponse response;
  return samlad::v1::ReportingService::NewStub(channel)->ListReports(&context, request, &response);
}

}  // namespace

int main(int argc, char** argv) {
  std::string address, certificate, key, ca;
  int connections = 100;
  CLI::App app("Connects, calls once and leaves, again and again.");
  app.add_option("--address", address)->required();
  app.add_option("--certificate", certificate)->required();
  app.add_option("--key", key)->required();
  app.add_option("--ca", ca)->required();
  app.add_option("--connections", connections)->check(CLI::Range(1, 100'000));
  CLI11_PARSE(app, argc, argv);
  const grpc::SslCredentialsOptions tls{.pem_root_certs = ReadFile(ca),
                                        .pem_private_key = ReadFile(key),
                                        .pem_cert_chain = ReadFile(certificate)};
  for (int i = 0; i < connections; ++i) {
    const grpc::Status status = CallOnce(address, tls);
    if (!status.ok() && status.error_code() != grpc::StatusCode::UNIMPLEMENTED) {
      std::cerr << "bench-connect: " << status.error_message() << "\n";
      return 1;
    }
  }
}
