// SPDX-License-Identifier: EUPL-1.2
//
// A neighbour that takes what it can get: sends the same request as fast as it
// is answered, N in flight, for a while, and prints how often it was served and
// refused as one line of JSON.
//
// bench-greed --address ... --what lists --in-flight N --seconds S

#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

#include <atomic>
#include <chrono>
#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "CLI/CLI.hpp"
#include "samlad/v1/reporting_service.pb.h"
#include "tests/bench/target.h"

namespace {

using Clock = std::chrono::steady_clock;

struct Request {
  std::string method;
  grpc::ByteBuffer bytes;
};

grpc::ByteBuffer Serialised(const google::protobuf::Message& message) {
  const grpc::Slice slice(message.SerializeAsString());
  return grpc::ByteBuffer(&slice, 1);
}

// "lists": all reports of the organisation; "bodies": the largest report, which
// is none.
Request RequestFor(const std::string& what) {
  if (what == "lists") {
    samlad::v1::ListReportsRequest list;
    list.set_page_size(1000);
    return {"/samlad.v1.ReportingService/ListReports", Serialised(list)};
  }
  samlad::v1::SubmitRequest submit;
  submit.set_submission_id("greed");
  submit.set_report(std::string(size_t{16} << 20, '\xff'));
  return {"/samlad.v1.ReportingService/Submit", Serialised(submit)};
}

struct Counts {
  std::atomic<uint64_t> served = 0, refused = 0;
  std::atomic<int> running = 0;
};

// One call after the other until the end.
class Caller {
 public:
  Caller(const std::shared_ptr<grpc::Channel>& channel, const Request& request,
         Clock::time_point end, Counts& counts)
      : stub_(channel), request_(request), end_(end), counts_(counts) {
    ++counts_.running;
  }

  void Next() {
    if (Clock::now() >= end_) {
      --counts_.running;
      return;
    }
    context_ = std::make_unique<grpc::ClientContext>();
    context_->set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
    stub_.UnaryCall(context_.get(), request_.method, grpc::StubOptions(), &request_.bytes,
                    &response_, [this](const grpc::Status& status) {
                      const bool refused =
                          status.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED;
                      ++(refused ? counts_.refused : counts_.served);
                      Next();
                    });
  }

 private:
  grpc::GenericStub stub_;
  const Request& request_;
  const Clock::time_point end_;
  Counts& counts_;
  std::unique_ptr<grpc::ClientContext> context_;
  grpc::ByteBuffer response_;
};

}  // namespace

int main(int argc, char** argv) {
  samlad::bench::Target target;
  std::string what;
  int in_flight = 8;
  double seconds = 2;
  CLI::App app("Takes what it can get.");
  AddTarget(app, target);
  app.add_option("--what", what)->required()->check(CLI::IsMember({"lists", "bodies"}));
  app.add_option("--in-flight", in_flight)->check(CLI::Range(1, 64));
  app.add_option("--seconds", seconds)->check(CLI::Range(0.1, 600.0));
  CLI11_PARSE(app, argc, argv);
  const Request request = RequestFor(what);
  const auto channel = Connect(target);
  const auto end = Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                      std::chrono::duration<double>(seconds));
  Counts counts;
  std::vector<std::unique_ptr<Caller>> callers;
  for (int i = 0; i < in_flight; ++i) {
    callers.push_back(std::make_unique<Caller>(channel, request, end, counts));
  }
  for (const auto& caller : callers) caller->Next();
  while (counts.running > 0) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  std::cout << "{\"served\": " << counts.served << ", \"refused\": " << counts.refused << "}"
            << std::endl;
}
