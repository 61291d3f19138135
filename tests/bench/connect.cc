// SPDX-License-Identifier: EUPL-1.2
//
// Connects anew, makes one small call and leaves, so many times, one after the
// other. What it costs is measured at the server (see run). The floor answers
// the call with UNIMPLEMENTED, the gateway with a list.
//
// bench-connect --address ... --connections N

#include <grpcpp/grpcpp.h>

#include <chrono>
#include <iostream>

#include "CLI/CLI.hpp"
#include "samlad/v1/reporting_service.grpc.pb.h"
#include "tests/bench/target.h"

namespace {

grpc::Status CallOnce(const samlad::bench::Target& target) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
  samlad::v1::ListReportsRequest request;
  request.set_page_size(1);
  samlad::v1::ListReportsResponse response;
  return samlad::v1::ReportingService::NewStub(OpenChannel(target))
      ->ListReports(&context, request, &response);
}

}  // namespace

int main(int argc, char** argv) {
  samlad::bench::Target target;
  int connections = 100;
  CLI::App app("Connects, calls once and leaves, again and again.");
  AddTarget(app, target);
  app.add_option("--connections", connections)->check(CLI::Range(1, 100'000));
  CLI11_PARSE(app, argc, argv);
  for (int i = 0; i < connections; ++i) {
    const grpc::Status status = CallOnce(target);
    if (!status.ok() && status.error_code() != grpc::StatusCode::UNIMPLEMENTED) {
      std::cerr << "bench-connect: " << status.error_message() << "\n";
      return 1;
    }
  }
}
