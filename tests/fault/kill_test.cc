// SPDX-License-Identifier: EUPL-1.2
//
// kill -9 at any moment of a load of concurrent submissions. Every receipt that
// was handed out must verify against the restarted gateway, nothing may stand
// twice, and a retry must get its original receipt byte for byte.

#include <google/protobuf/util/json_util.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <latch>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "gateway/base/strings.h"
#include "gateway/ledger/receipt.h"
#include "samlad/v1/reporting_service.grpc.pb.h"
#include "tests/bench/load_material.h"
#include "tests/support/gateway_process.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_certificates.h"

namespace samlad {
namespace {

using std::chrono::milliseconds;
using testing::GatewayProcess;
using testing::IssuedCertificate;

constexpr int kKills = 25;
constexpr int kSubmitters = 8;
constexpr milliseconds kPause{250};
// How long a gateway that lives may say UNAVAILABLE, which the machine's other
// work decides; what is tested does not depend on it.
constexpr std::chrono::seconds kPatience{120};
constexpr bench::Shape kShape{.indicators = 2, .areas = 4, .obligations = kSubmitters};

struct Submission {
  v1::SubmitRequest request;
  std::string receipt;  // empty: no answer came
};

// Submits revisions of one report, one after the other, until the gateway goes.
class Submitter {
 public:
  Submitter(int number, const IssuedCertificate& certificate, std::string roots)
      : number_(number), certificate_(certificate), roots_(std::move(roots)) {}

  void Connect(const std::string& address) {
    grpc::ChannelArguments arguments;
    arguments.SetSslTargetNameOverride("localhost");
    arguments.SetInt("samlad.test.submitter", number_);  // a connection of its own
    arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, kPause.count());
    stub_ = v1::ReportingService::NewStub(
        grpc::CreateCustomChannel(address,
                                  grpc::SslCredentials({.pem_root_certs = roots_,
                                                        .pem_private_key = certificate_.key,
                                                        .pem_cert_chain = certificate_.chain}),
                                  arguments));
  }

  // Until an answer fails to come. Counts `under_way` down when the first has come,
  // or none will.
  void SubmitUntilCut(std::latch& under_way) {
    for (bool first = true;; first = false) {
      Submission submission;
      submission.request = NextRequest();
      const bool answered = Send(submission);
      if (first) under_way.count_down();
      if (!answered) {
        unanswered_ = std::move(submission);
        return;
      }
    }
  }

  // Sends again what got no answer, and some of what did.
  void RetryAfterRestart() {
    if (unanswered_.has_value()) {
      ASSERT_TRUE(Send(*unanswered_, /*patiently=*/true))
          << "a retry must be answered by the restarted gateway";
      unanswered_.reset();
    }
    const size_t begin = accepted_.size() > 5 ? accepted_.size() - 5 : 0;
    for (size_t i = begin; i < accepted_.size(); ++i) {
      v1::SubmitResponse again;
      ASSERT_TRUE(CallPatiently(accepted_[i].request, &again));
      EXPECT_TRUE(again.replayed());
      EXPECT_EQ(again.receipt(), accepted_[i].receipt) << "receipts must be equal byte for byte";
    }
  }

  const std::vector<Submission>& accepted() const { return accepted_; }

 private:
  v1::SubmitRequest NextRequest() {
    v1::SubmitRequest request;
    request.set_submission_id(StrCat(number_, "-", next_));
    request.set_replaces(in_force_);
    request.set_report(bench::MakeReport(kShape, 0, number_, 2025, ++next_).SerializeAsString());
    return request;
  }

  bool Call(const v1::SubmitRequest& request, v1::SubmitResponse* response) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(20));
    const grpc::Status status = stub_->Submit(&context, request, response);
    last_ = status.error_message();
    if (!status.ok() && status.error_code() != grpc::StatusCode::UNAVAILABLE) {
      ADD_FAILURE() << status.error_code() << ": " << status.error_message();
    }
    return status.ok();
  }

  // As clients do.
  bool CallPatiently(const v1::SubmitRequest& request, v1::SubmitResponse* response) {
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    while (!Call(request, response)) {
      if (std::chrono::steady_clock::now() > deadline) {
        ADD_FAILURE() << "at last: " << last_;
        return false;
      }
      std::this_thread::sleep_for(kPause);
    }
    return true;
  }

  bool Send(Submission& submission, bool patiently = false) {
    v1::SubmitResponse response;
    const bool answered = patiently ? CallPatiently(submission.request, &response)
                                    : Call(submission.request, &response);
    if (!answered) return false;
    EXPECT_NE(response.verdict(), v1::VERDICT_REJECTED);
    submission.receipt = response.receipt();
    v1::Receipt receipt;
    EXPECT_TRUE(receipt.ParseFromString(response.receipt()));
    in_force_ = receipt.position();
    accepted_.push_back(submission);
    return true;
  }

  const int number_;
  const IssuedCertificate certificate_;
  const std::string roots_;
  std::unique_ptr<v1::ReportingService::Stub> stub_;
  std::string last_;  // why a call failed
  uint32_t next_ = 0;
  uint64_t in_force_ = 0;
  std::vector<Submission> accepted_;
  std::optional<Submission> unanswered_;
};

// Accepted entries in the log as the gateway itself lists them.
std::map<uint64_t, int> ListedPositions(const std::string& address,
                                        const IssuedCertificate& certificate,
                                        const std::string& roots) {
  grpc::ChannelArguments arguments;
  arguments.SetSslTargetNameOverride("localhost");
  const auto stub = v1::ReportingService::NewStub(
      grpc::CreateCustomChannel(address,
                                grpc::SslCredentials({.pem_root_certs = roots,
                                                      .pem_private_key = certificate.key,
                                                      .pem_cert_chain = certificate.chain}),
                                arguments));
  std::map<uint64_t, int> positions;
  v1::ListReportsRequest request;
  request.set_page_size(1000);
  while (true) {
    grpc::ClientContext context;
    v1::ListReportsResponse response;
    const grpc::Status status = stub->ListReports(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    for (const v1::ReportSummary& report : response.reports()) ++positions[report.position()];
    if (!status.ok() || response.next_page_token().empty()) return positions;
    request.set_page_token(response.next_page_token());
  }
}

// A log that was begun, and the certificates of both sides.
class City {
 public:
  City() {
    const IssuedCertificate server = authority_.IssueServer();
    folder_.Write("server.pem", server.chain);
    folder_.Write("server.key", server.key);
    folder_.Write("root.pem", authority_.certificate());
    std::string json;
    EXPECT_TRUE(
        google::protobuf::util::MessageToJsonString(bench::MakeCatalogue(kShape), &json).ok());
    const std::string catalogue = folder_.Write("catalogue.json", json);
    config_ = folder_.Write("gateway.yaml",
                            "listen: 127.0.0.1:0\n"
                            "observe: 127.0.0.1:0\n"
                            "quotas: {calls_per_second: 1000000}\n"
                            "origin: demo.samlad.example/kill\n"
                            "data_directory: data\n"
                            "log_key: log-key.pem\n"
                            "tls:\n"
                            "  certificate: server.pem\n"
                            "  key: server.key\n"
                            "  client_roots: root.pem\n");
    const testing::GatewayRun begun =
        testing::RunGateway({"--init", "--catalogue", catalogue, "--config", config_});
    EXPECT_EQ(begun.exit_code, 0) << begun.err;
  }

  std::unique_ptr<GatewayProcess> Start() const {
    auto gateway =
        std::make_unique<GatewayProcess>(config_, (folder_.path() / "gateway.log").string());
    if (gateway->address().empty()) ADD_FAILURE() << gateway->Log();
    return gateway;
  }
  const testing::TestAuthority& authority() const { return authority_; }
  ledger::NoteVerifier Verifier() const {
    std::ifstream vkey(folder_.path() / "data" / "log.vkey");
    std::string line;
    std::getline(vkey, line);
    return *ledger::NoteVerifier::FromVkey(line);
  }

 private:
  testing::TempDir folder_;
  testing::TestAuthority authority_ = testing::TestAuthority::Root();
  std::string config_;
};

TEST(KillTest, WhatWasAcknowledgedIsThereOnceAndForEver) {
  const City city;
  const IssuedCertificate client = city.authority().IssueClient("load-0");
  const std::string roots = city.authority().certificate();
  std::vector<std::unique_ptr<Submitter>> submitters;
  for (int i = 0; i < kSubmitters; ++i) {
    submitters.push_back(std::make_unique<Submitter>(i, client, roots));
  }
  std::mt19937 random(std::random_device{}());

  for (int kill = 0; kill < kKills; ++kill) {
    const std::unique_ptr<GatewayProcess> gateway = city.Start();
    ASSERT_FALSE(gateway->address().empty());
    std::latch under_way(kSubmitters);
    std::vector<std::thread> threads;
    for (const auto& submitter : submitters) {
      threads.emplace_back([&] {
        submitter->Connect(gateway->address());
        submitter->RetryAfterRestart();
        submitter->SubmitUntilCut(under_way);
      });
    }
    // The load of all is under way before the moment is chosen, else most kills
    // would hit a gateway that has nothing to lose, and some a gateway that owes
    // somebody the answer to a retry, which nobody would give.
    under_way.wait();
    std::this_thread::sleep_for(milliseconds(random() % 150));
    gateway->Kill();
    for (std::thread& thread : threads) thread.join();
  }

  const std::unique_ptr<GatewayProcess> gateway = city.Start();
  for (const auto& submitter : submitters) {
    submitter->Connect(gateway->address());
    submitter->RetryAfterRestart();
  }
  const ledger::NoteVerifier verifier = city.Verifier();
  std::set<uint64_t> positions;
  size_t accepted = 0;
  for (const auto& submitter : submitters) {
    for (const Submission& submission : submitter->accepted()) {
      const auto verified =
          ledger::VerifyReceipt(submission.receipt, verifier, submission.request.report());
      ASSERT_TRUE(verified.ok()) << verified.status();
      positions.insert(verified->receipt.position());
      ++accepted;
    }
  }
  EXPECT_EQ(positions.size(), accepted) << "two receipts name one position";
  const auto listed = ListedPositions(gateway->address(), client, roots);
  EXPECT_EQ(listed.size(), accepted) << "the log holds another number of reports";
  for (const uint64_t position : positions) EXPECT_EQ(listed.count(position), 1u) << position;
  EXPECT_EQ(gateway->Stop(), 0);
  RecordProperty("accepted", static_cast<int>(accepted));
  std::cout << kKills << " kills, " << accepted << " reports accepted" << std::endl;
}

}  // namespace
}  // namespace samlad
