// SPDX-License-Identifier: EUPL-1.2
//
// Submits reports as fast as they are answered, N in flight, for a while, and
// prints what it saw as one line of JSON. Every answer must be an acceptance:
// anything else ends the program.
//
// bench-load --write-catalogue FILE    the catalogue that the reports need
// bench-load --address ... --in-flight N --seconds S
// bench-load --address A,B,C ...       gateways of one log; each chain of revisions stays
//                                      with one of them
// bench-load ... --per-second R        as fast as that at most
// bench-load ... --reports R           no more than that
// bench-load ... --areas A             smaller or larger reports, also with
//                                      --write-catalogue
// bench-load ... --part-min 0 --part-end 12   other figures than 100 to 999
// bench-load ... --greedy              is refused, and sends again at once

#include <grpcpp/alarm.h>
#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "CLI/CLI.hpp"
#include "gateway/base/strings.h"
#include "google/protobuf/util/json_util.h"
#include "samlad/v1/ledger.pb.h"
#include "samlad/v1/reporting_service.grpc.pb.h"
#include "tests/bench/load_material.h"
#include "tests/bench/target.h"

namespace {

using Clock = std::chrono::steady_clock;

struct Flags {
  samlad::bench::Target target;
  std::string write_catalogue, write_report;
  int in_flight = 1;
  double seconds = 2;
  int reports = 0;  // ends after so many, too; 0: no bound
  int organisation = 0;
  samlad::bench::Shape shape{.organisations = 2};
  double per_second = 0;  // 0: no bound
  bool greedy = false;
};

// A chain of revisions of one report, one in flight at a time.
class Worker {
 public:
  Worker(std::shared_ptr<grpc::Channel> channel, const Flags& flags, int number, uint64_t in_force,
         Clock::time_point end, std::atomic<int>& running, std::atomic<int>& begun)
      : stub_(samlad::v1::ReportingService::NewStub(std::move(channel))),
        flags_(flags),
        number_(number),
        end_(end),
        running_(running),
        begun_(begun),
        run_(std::to_string(std::chrono::system_clock::now().time_since_epoch().count())) {
    request_.set_replaces(in_force);
  }

  void Next() {
    if (Clock::now() >= end_ || (flags_.reports > 0 && begun_++ >= flags_.reports)) {
      --running_;
      return;
    }
    request_.set_submission_id(samlad::StrCat(run_, "-", number_, "-", sent_));
    request_.set_report(
        samlad::bench::MakeReport(flags_.shape, flags_.organisation, number_, 2025, sent_++)
            .SerializeAsString());
    Send();
  }

  const std::vector<int64_t>& latencies_us() const { return latencies_us_; }
  uint64_t refused() const { return refused_; }

 private:
  void Send() {
    began_ = Clock::now();
    Try();
  }

  void Try() {
    context_ = std::make_unique<grpc::ClientContext>();
    context_->set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
    stub_->async()->Submit(context_.get(), &request_, &response_,
                           [this](grpc::Status status) { Answered(status); });
  }

  // When the rate allows.
  void NextInTime() {
    if (flags_.per_second == 0) return Next();
    const auto due =
        began_ + std::chrono::duration_cast<Clock::duration>(
                     std::chrono::duration<double>(flags_.in_flight / flags_.per_second));
    const auto wait = std::max(due - Clock::now(), Clock::duration::zero());
    alarm_.Set(std::chrono::system_clock::now() + wait, [this](bool) { Next(); });
  }

  void Answered(const grpc::Status& status) {
    if (flags_.greedy && status.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED) {
      ++refused_;
      if (Clock::now() < end_) return Send();
      --running_;
      return;
    }
    // Gateways of one log overtake each other; what is sent again is the same.
    if (flags_.target.address.find(',') != std::string::npos &&
        status.error_code() == grpc::StatusCode::UNAVAILABLE) {
      ++refused_;
      if (Clock::now() < end_) return Try();
      --running_;
      return;
    }
    latencies_us_.push_back(
        std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - began_).count());
    if (!status.ok() || response_.verdict() == samlad::v1::VERDICT_REJECTED) {
      std::cerr << "bench-load: not accepted: " << status.error_code() << ' '
                << status.error_message() << "\n"
                << response_.ShortDebugString().substr(0, 2000) << "\n";
      std::_Exit(1);
    }
    samlad::v1::Receipt receipt;
    receipt.ParseFromString(response_.receipt());
    request_.set_replaces(receipt.position());
    NextInTime();
  }

  std::unique_ptr<samlad::v1::ReportingService::Stub> stub_;
  const Flags& flags_;
  const int number_;
  const Clock::time_point end_;
  std::atomic<int>& running_;
  std::atomic<int>& begun_;  // reports of all workers
  const std::string run_;
  uint32_t sent_ = 0;
  samlad::v1::SubmitRequest request_;
  samlad::v1::SubmitResponse response_;
  std::unique_ptr<grpc::ClientContext> context_;
  Clock::time_point began_;
  grpc::Alarm alarm_;
  std::vector<int64_t> latencies_us_;
  uint64_t refused_ = 0;
};

// Worker i has channel i modulo their number, and so always the same gateway.
std::vector<std::shared_ptr<grpc::Channel>> Connections(const Flags& flags) {
  std::vector<samlad::bench::Target> gateways;
  std::istringstream addresses(flags.target.address);
  for (std::string address; std::getline(addresses, address, ',');) {
    gateways.push_back(flags.target);
    gateways.back().address = address;
  }
  std::vector<std::shared_ptr<grpc::Channel>> channels;
  for (int i = 0; i < std::clamp(flags.in_flight / 8, 1, 4); ++i) {
    for (const samlad::bench::Target& gateway : gateways) channels.push_back(Connect(gateway));
  }
  return channels;
}

// By obligation: the revision in force, where an earlier run on the same
// gateways left off, as the one that knows most tells. The floor keeps none.
void FindRevisions(const std::shared_ptr<grpc::Channel>& channel,
                   std::map<std::string, uint64_t>& in_force) {
  const auto stub = samlad::v1::ReportingService::NewStub(channel);
  samlad::v1::ListReportsRequest request;
  request.set_page_size(1000);
  samlad::v1::ListReportsResponse response;
  do {
    grpc::ClientContext context;
    if (!stub->ListReports(&context, request, &response).ok()) return;
    for (const samlad::v1::ReportSummary& report : response.reports()) {
      uint64_t& known = in_force[report.obligation()];
      if (!report.superseded()) known = std::max<uint64_t>(known, report.position());
    }
    request.set_page_token(response.next_page_token());
  } while (!response.next_page_token().empty());
}

std::map<std::string, uint64_t> RevisionsInForce(
    const std::vector<std::shared_ptr<grpc::Channel>>& channels) {
  std::map<std::string, uint64_t> in_force;
  for (const auto& channel : channels) FindRevisions(channel, in_force);
  return in_force;
}

int Run(const Flags& flags) {
  const auto channels = Connections(flags);
  const std::map<std::string, uint64_t> in_force = RevisionsInForce(channels);
  const auto begin = Clock::now();
  const auto end = begin + std::chrono::duration_cast<Clock::duration>(
                               std::chrono::duration<double>(flags.seconds));
  std::atomic<int> running = flags.in_flight, begun = 0;
  std::vector<std::unique_ptr<Worker>> workers;
  for (int i = 0; i < flags.in_flight; ++i) {
    const auto last = in_force.find(samlad::bench::ObligationId(i));
    workers.push_back(std::make_unique<Worker>(channels[i % channels.size()], flags, i,
                                               last == in_force.end() ? 0 : last->second, end,
                                               running, begun));
  }
  for (const auto& worker : workers) worker->Next();
  while (running > 0) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  std::vector<int64_t> latencies_us;
  uint64_t refused = 0;
  for (const auto& worker : workers) {
    refused += worker->refused();
    latencies_us.insert(latencies_us.end(), worker->latencies_us().begin(),
                        worker->latencies_us().end());
  }
  samlad::bench::PrintLatencies(std::move(latencies_us),
                                std::chrono::duration<double>(Clock::now() - begin).count(),
                                refused);
  return 0;
}

int WriteJson(const google::protobuf::Message& message, const std::string& file) {
  std::string json;
  const auto status = google::protobuf::util::MessageToJsonString(message, &json);
  std::ofstream(file) << json << "\n";
  return status.ok() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  Flags flags;
  CLI::App app("Submits reports as fast as they are answered.");
  app.add_option("--write-catalogue", flags.write_catalogue,
                 "write the catalogue as JSON, and end");
  app.add_option("--write-report", flags.write_report,
                 "write a report as it is sent, as JSON, and end");
  AddTarget(app, flags.target);
  app.add_option("--in-flight", flags.in_flight)->check(CLI::Range(1, 64));
  app.add_option("--seconds", flags.seconds)->check(CLI::Range(0.1, 600.0));
  app.add_option("--organisation", flags.organisation)->check(CLI::Range(0, 1));
  app.add_option("--per-second", flags.per_second)->check(CLI::Range(0.0, 1e6));
  app.add_option("--reports", flags.reports)->check(CLI::Range(0, 10'000'000));
  app.add_option("--areas", flags.shape.areas)->check(CLI::Range(0, 999));
  app.add_option("--organisations", flags.shape.organisations)->check(CLI::Range(2, 10'000));
  app.add_option("--part-min", flags.shape.part_min)->check(CLI::Range(0, 1000));
  app.add_option("--part-end", flags.shape.part_end)->check(CLI::Range(1, 10'000));
  app.add_flag("--greedy", flags.greedy);
  CLI11_PARSE(app, argc, argv);
  if (!flags.write_catalogue.empty()) {
    return WriteJson(samlad::bench::MakeCatalogue(flags.shape), flags.write_catalogue);
  }
  if (!flags.write_report.empty()) {
    return WriteJson(samlad::bench::MakeReport(flags.shape, 0, 0, 2025, 1), flags.write_report);
  }
  return Run(flags);
}
