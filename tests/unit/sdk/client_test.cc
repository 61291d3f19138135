// SPDX-License-Identifier: EUPL-1.2
//
// The client against a gateway that lies, loses answers and repeats itself.

#include "clients/sdk/client.h"

#include <grpcpp/grpcpp.h>

#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "clients/sdk/error.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "samlad/v1/ledger.pb.h"
#include "samlad/v1/ledger_service.grpc.pb.h"
#include "samlad/v1/reporting_service.grpc.pb.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/ledger/sample_log.h"

namespace samlad::sdk {
namespace {

using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using ::testing::SizeIs;

// Answers as the test says.
class FakeReporting final : public v1::ReportingService::Service {
 public:
  grpc::Status Submit(grpc::ServerContext* context, const v1::SubmitRequest* request,
                      v1::SubmitResponse* response) override {
    for (const auto& [key, value] : context->client_metadata()) {
      if (key == "samlad-min-position") min_positions.emplace_back(value.data(), value.size());
      if (key == "x-request-id") request_ids.emplace_back(value.data(), value.size());
    }
    return submit(*request, response);
  }
  grpc::Status ListReports(grpc::ServerContext*, const v1::ListReportsRequest* request,
                           v1::ListReportsResponse* response) override {
    return list(*request, response);
  }
  std::function<grpc::Status(const v1::SubmitRequest&, v1::SubmitResponse*)> submit;
  std::function<grpc::Status(const v1::ListReportsRequest&, v1::ListReportsResponse*)> list;
  std::vector<std::string> request_ids;
  std::vector<std::string> min_positions;
};

class FakeLedger final : public v1::LedgerService::Service {
 public:
  grpc::Status GetCheckpoint(grpc::ServerContext*, const v1::GetCheckpointRequest*,
                             v1::GetCheckpointResponse* response) override {
    response->set_checkpoint(checkpoint);
    return grpc::Status::OK;
  }
  std::string checkpoint;
};

class ClientTest : public ::testing::Test {
 protected:
  ClientTest() {
    grpc::ServerBuilder builder;
    builder.RegisterService(&reporting_);
    builder.RegisterService(&ledger_);
    server_ = builder.BuildAndStart();
    Connect();
    receipt_ = log_.ReceiptFor(log_.header().SerializeAsString());
    request_.set_submission_id(receipt_.submission_id());
    request_.set_report(log_.payload());
  }

  void Connect(std::shared_ptr<CheckpointMemory> memory = nullptr) {
    Client::Options options;
    options.retry.sleep = [](std::chrono::milliseconds) {};
    options.verifier = log_.Verifier();
    options.memory = std::move(memory);
    options.on_unremembered = [this](const absl::Status& why) { unremembered_.push_back(why); };
    client_.emplace(server_->InProcessChannel({}), std::move(options));
  }

  // Every report is accepted with receipt_.
  void Accept() {
    reporting_.submit = [&](const v1::SubmitRequest&, v1::SubmitResponse* response) {
      response->set_verdict(v1::VERDICT_ACCEPTED);
      response->set_receipt(receipt_.SerializeAsString());
      return grpc::Status::OK;
    };
  }

  const ledger::SampleLog log_;
  std::vector<absl::Status> unremembered_;
  v1::Receipt receipt_;
  v1::SubmitRequest request_;
  FakeReporting reporting_;
  FakeLedger ledger_;
  std::unique_ptr<grpc::Server> server_;
  std::optional<Client> client_;
};

TEST_F(ClientTest, SendsTheVeryBytesAndReturnsACheckedReceipt) {
  reporting_.submit = [&](const v1::SubmitRequest& request, v1::SubmitResponse* response) {
    EXPECT_EQ(request.SerializeAsString(), request_.SerializeAsString());
    response->set_verdict(v1::VERDICT_ACCEPTED);
    response->set_receipt(receipt_.SerializeAsString());
    return grpc::Status::OK;
  };
  const auto response = client_->Submit(request_);
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->receipt(), receipt_.SerializeAsString());
}

// Nobody waits as long as one of them serves.
TEST_F(ClientTest, GoesOnToTheNextGatewayAndStaysThere) {
  FakeReporting dead;
  int tried = 0;
  dead.submit = [&](const v1::SubmitRequest&, v1::SubmitResponse*) {
    ++tried;
    return grpc::Status(grpc::StatusCode::UNAVAILABLE, "gone");
  };
  grpc::ServerBuilder builder;
  builder.RegisterService(&dead);
  const auto other = builder.BuildAndStart();
  Client::Options options;
  options.retry.sleep = [](std::chrono::milliseconds) { ADD_FAILURE() << "waited"; };
  options.retry.random = [] { return 0.0; };  // begins with the first
  options.verifier = log_.Verifier();
  Client client({other->InProcessChannel({}), server_->InProcessChannel({})}, std::move(options));
  Accept();
  for (int i = 0; i < 3; ++i) {
    const auto response = client.Submit(request_);
    ASSERT_TRUE(response.ok()) << response.status();
  }
  EXPECT_EQ(tried, 1);
  EXPECT_THAT(reporting_.request_ids, SizeIs(3));
}

TEST_F(ClientTest, SaysHowMuchOfTheLogItHasSeen) {
  Accept();
  ASSERT_TRUE(client_->Submit(request_).ok());
  EXPECT_THAT(reporting_.min_positions, IsEmpty());
  ASSERT_TRUE(client_->Submit(request_).ok());
  client_->NoteSeen(1'000'000);
  client_->NoteSeen(1);
  ASSERT_TRUE(client_->Submit(request_).ok());
  EXPECT_THAT(reporting_.min_positions,
              ::testing::ElementsAre(std::to_string(receipt_.position() + 1), "1000000"));
}

TEST_F(ClientTest, RepeatsTheSameRequestWhenTheAnswerIsLost) {
  int calls = 0;
  reporting_.submit = [&](const v1::SubmitRequest& request, v1::SubmitResponse* response) {
    EXPECT_EQ(request.SerializeAsString(), request_.SerializeAsString());
    if (++calls < 3) return grpc::Status(grpc::StatusCode::UNAVAILABLE, "lost");
    response->set_verdict(v1::VERDICT_ACCEPTED);
    response->set_receipt(receipt_.SerializeAsString());
    response->set_replayed(true);
    return grpc::Status::OK;
  };
  const auto response = client_->Submit(request_);
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(calls, 3);
}

TEST_F(ClientTest, ACallHasOneRequestIdInAllItsAttemptsAndInItsError) {
  reporting_.submit = [](const v1::SubmitRequest&, v1::SubmitResponse*) {
    return grpc::Status(grpc::StatusCode::UNAVAILABLE, "lost");
  };
  const auto first = client_->Submit(request_);
  const auto& ids = reporting_.request_ids;
  ASSERT_EQ(ids.size(), static_cast<size_t>(limits::kClientAttemptsMax));
  EXPECT_THAT(ids, Each(ids[0]));
  EXPECT_THAT(ids[0], MatchesRegex("[0-9a-f]{24}"));
  EXPECT_EQ(RequestId(first.status()), ids[0]);
  const auto second = client_->Submit(request_);
  EXPECT_NE(RequestId(second.status()), ids[0]);
}

TEST_F(ClientTest, BelievesNoReceiptThatDoesNotHold) {
  std::string sent;
  reporting_.submit = [&](const v1::SubmitRequest&, v1::SubmitResponse* response) {
    response->set_verdict(v1::VERDICT_ACCEPTED_WITH_WARNINGS);
    response->set_receipt(sent);
    return grpc::Status::OK;
  };
  EXPECT_THAT(client_->Submit(request_).status().message(), HasSubstr("empty"));
  sent = ledger::SampleLog().receipt();
  EXPECT_TRUE(absl::IsDataLoss(client_->Submit(request_).status()));
  sent = receipt_.SerializeAsString();
  request_.set_report("other bytes");
  EXPECT_THAT(client_->Submit(request_).status().message(), HasSubstr("payload"));
}

TEST_F(ClientTest, WhatAReceiptShowsIsRemembered) {
  const samlad::testing::TempDir folder;
  const auto memory = std::make_shared<CheckpointMemory>(folder.path(), log_.Verifier());
  Connect(memory);
  Accept();
  EXPECT_TRUE(client_->Submit(request_).ok());
  EXPECT_THAT(unremembered_, IsEmpty());
  EXPECT_EQ((*memory->Read())->note, receipt_.checkpoint());
}

TEST_F(ClientTest, AReceiptThatCannotBeRememberedIsBelievedAndSaid) {
  const samlad::testing::TempDir folder;
  const std::string no_folder = folder.path() / "file";
  std::ofstream(no_folder) << "is no folder";
  Connect(std::make_shared<CheckpointMemory>(no_folder, log_.Verifier()));
  Accept();
  EXPECT_TRUE(client_->Submit(request_).ok());
  ASSERT_THAT(unremembered_, SizeIs(1));
  EXPECT_THAT(unremembered_[0].message(), HasSubstr(no_folder));
}

TEST_F(ClientTest, AReceiptOfAnotherLogThanTheOneRememberedComesWithTheAlarm) {
  const samlad::testing::TempDir folder;
  const auto memory = std::make_shared<CheckpointMemory>(folder.path(), log_.Verifier());
  const auto shown = log_.Verifier().OpenCheckpoint(receipt_.checkpoint());
  ASSERT_TRUE(shown.ok()) << shown.status();
  ledger::Checkpoint other = *shown;
  other.root = ledger::LeafHash("other");
  ASSERT_TRUE(
      memory->Replace(std::nullopt, {log_.signer().Sign(ledger::FormatCheckpoint(other)), other})
          .ok());
  Connect(memory);
  Accept();
  const auto response = client_->Submit(request_);
  EXPECT_TRUE(IsLogFault(response.status())) << response.status();
  EXPECT_EQ(ReceiptOf(response.status()), receipt_.SerializeAsString());
  EXPECT_THAT(unremembered_, IsEmpty());
}

TEST_F(ClientTest, ARejectionIsAnAnswer) {
  reporting_.submit = [](const v1::SubmitRequest&, v1::SubmitResponse* response) {
    response->set_verdict(v1::VERDICT_REJECTED);
    response->add_findings()->set_code("OBS_TOTAL_MISMATCH");
    return grpc::Status::OK;
  };
  const auto response = client_->Submit(request_);
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->findings(0).code(), "OBS_TOTAL_MISMATCH");
}

TEST_F(ClientTest, GathersAllPages) {
  reporting_.list = [](const v1::ListReportsRequest& request, v1::ListReportsResponse* response) {
    EXPECT_EQ(request.period(), "2025");
    response->add_reports()->set_position(request.page_token().empty() ? 9 : 4);
    if (request.page_token().empty()) response->set_next_page_token("4");
    return grpc::Status::OK;
  };
  const auto all = client_->ListReports("2025");
  ASSERT_TRUE(all.ok()) << all.status();
  ASSERT_EQ(all->reports_size(), 2);
  EXPECT_EQ(all->reports(0).position(), 9);
  EXPECT_EQ(all->reports(1).position(), 4);
}

TEST_F(ClientTest, APageThatRepeatsItselfEnds) {
  reporting_.list = [](const v1::ListReportsRequest&, v1::ListReportsResponse* response) {
    response->set_next_page_token("again");
    return grpc::Status::OK;
  };
  EXPECT_FALSE(client_->ListReports("").ok());
}

TEST_F(ClientTest, RefusesACheckpointOfAnotherLog) {
  ledger_.checkpoint = receipt_.checkpoint();
  EXPECT_TRUE(client_->GetCheckpoint().ok());
  v1::Receipt other;
  other.ParseFromString(ledger::SampleLog().receipt());
  ledger_.checkpoint = other.checkpoint();
  EXPECT_TRUE(absl::IsDataLoss(client_->GetCheckpoint().status()));
}

TEST_F(ClientTest, AnAcknowledgementNeedsAMoment) {
  EXPECT_TRUE(absl::IsInvalidArgument(client_->Acknowledge({}).status()));
}

}  // namespace
}  // namespace samlad::sdk
