// SPDX-License-Identifier: EUPL-1.2
//
// Who may call what, over real TLS against the real program.

#include <gmock/gmock.h>

#include <cstdlib>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_replace.h"
#include "gateway/base/strings.h"
#include "gateway/base/system_clock.h"
#include "gateway/service/guard/methods.h"
#include "samlad/v1/coordination_service.pb.h"
#include "samlad/v1/feed_service.pb.h"
#include "samlad/v1/identity_service.pb.h"
#include "tests/integration/gateway_fixture.h"

namespace samlad::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// What the contract says, written down apart from the gateway's own table: a
// permission that changes must change in both.
const std::map<std::string, std::set<std::string>>& ExpectedPermissions() {
  static const auto* const kExpected = new std::map<std::string, std::set<std::string>>{
      {"samlad.v1.ReportingService/Validate", {"submit"}},
      {"samlad.v1.ReportingService/Submit", {"submit"}},
      {"samlad.v1.ReportingService/GetReceipt",
       {"submit", "read-own", "read-board", "acknowledge", "coordinate", "administer", "audit"}},
      {"samlad.v1.ReportingService/ListReports", {"read-own"}},
      {"samlad.v1.ReportingService/ListObligations", {"read-own"}},
      {"samlad.v1.ReportingService/Withdraw", {"submit"}},
      {"samlad.v1.CoordinationService/Review", {"coordinate"}},
      {"samlad.v1.CoordinationService/Waive", {"coordinate"}},
      {"samlad.v1.CoordinationService/ImportSeries", {"coordinate"}},
      {"samlad.v1.CoordinationService/Reopen", {"coordinate"}},
      {"samlad.v1.CoordinationService/ClearFigure", {"coordinate"}},
      {"samlad.v1.CoordinationService/PublishEdition", {"coordinate"}},
      {"samlad.v1.CoordinationService/GetRevision", {"read-own", "coordinate", "audit"}},
      {"samlad.v1.BoardService/GetView", {"read-board", "coordinate", "audit"}},
      {"samlad.v1.BoardService/ListEditions", {"read-board", "coordinate", "audit"}},
      {"samlad.v1.BoardService/GetEdition", {"read-board", "coordinate", "audit"}},
      {"samlad.v1.BoardService/GetSeatCertificate", {"read-own", "audit"}},
      {"samlad.v1.BoardService/Acknowledge", {"acknowledge"}},
      {"samlad.v1.BoardService/ListMissing", {"read-board", "coordinate", "audit"}},
      {"samlad.v1.BoardService/GetTrail", {"read-board", "coordinate", "audit"}},
      {"samlad.v1.CatalogueService/Get",
       {"submit", "read-own", "read-board", "acknowledge", "coordinate", "administer", "audit"}},
      {"samlad.v1.CatalogueService/Plan", {"coordinate", "administer"}},
      {"samlad.v1.CatalogueService/Apply", {"administer"}},
      {"samlad.v1.LedgerService/GetCheckpoint",
       {"submit", "read-own", "read-board", "acknowledge", "coordinate", "administer", "audit"}},
      {"samlad.v1.LedgerService/GetInclusionProof", {"read-own", "audit"}},
      {"samlad.v1.LedgerService/GetConsistencyProof",
       {"submit", "read-own", "read-board", "acknowledge", "coordinate", "administer", "audit"}},
      {"samlad.v1.LedgerService/GetTreeSize",
       {"submit", "read-own", "read-board", "acknowledge", "coordinate", "administer", "audit"}},
      {"samlad.v1.IdentityService/Revoke", {"administer"}},
      {"samlad.v1.IdentityService/Reinstate", {"administer"}},
      {"samlad.v1.IdentityService/ListRevocations", {"administer", "coordinate", "audit"}},
      {"samlad.v1.FeedService/WatchFeed",
       {"submit", "read-own", "read-board", "acknowledge", "coordinate", "administer", "audit"}},
  };
  return *kExpected;
}

// Every method of every service of the contract.
std::set<std::string> MethodsOfTheContract() {
  std::set<std::string> names;
  for (const google::protobuf::FileDescriptor* file :
       {v1::SubmitRequest::descriptor()->file(), v1::GetViewRequest::descriptor()->file(),
        v1::CatalogueServiceGetRequest::descriptor()->file(),
        v1::GetCheckpointRequest::descriptor()->file(), v1::RevokeRequest::descriptor()->file(),
        v1::WatchFeedRequest::descriptor()->file(), v1::ReviewRequest::descriptor()->file()}) {
    for (int i = 0; i < file->service_count(); ++i) {
      for (int j = 0; j < file->service(i)->method_count(); ++j) {
        names.insert(file->service(i)->full_name() + "/" + file->service(i)->method(j)->name());
      }
    }
  }
  return names;
}

grpc::Status CheckpointBy(const std::shared_ptr<grpc::Channel>& channel) {
  return CallRaw(channel, "samlad.v1.LedgerService/GetCheckpoint", "");
}

TEST(MethodTableTest, HoldsEveryMethodOfTheContractAndNoOther) {
  std::set<std::string> in_table;
  for (const service::MethodRule& rule : service::kMethods) {
    EXPECT_NE(rule.any_of, 0u) << rule.name;
    EXPECT_TRUE(in_table.insert(std::string(rule.name)).second) << rule.name << " stands twice";
  }
  EXPECT_EQ(in_table, MethodsOfTheContract());
  std::set<std::string> expected;
  for (const auto& [name, permissions] : ExpectedPermissions()) expected.insert(name);
  EXPECT_EQ(in_table, expected) << "write down here who may call the method";
}

TEST_F(GatewayTest, EveryMethodServesOnlyThosePermitted) {
  const auto expected = ExpectedPermissions();
  // Whoever is refused is told so late: all ask at the same time.
  std::vector<std::jthread> callers;
  for (const char* permission :
       {"submit", "read-own", "read-board", "acknowledge", "coordinate", "administer", "audit"}) {
    callers.emplace_back([&expected, permission, channel = Connect(StrCat("only-", permission))] {
      for (const auto& [method, allowed] : expected) {
        const grpc::Status status = CallRaw(channel, method, "");
        if (allowed.contains(permission)) {
          EXPECT_THAT(status.error_message(), Not(HasSubstr("lacks the permission")))
              << method << " by " << permission;
        } else {
          EXPECT_EQ(status.error_code(), grpc::PERMISSION_DENIED) << method << " by " << permission;
          EXPECT_THAT(status.error_message(), HasSubstr("lacks the permission"));
          EXPECT_EQ(DetailsOf(status).info.reason(), "NOT_PERMITTED");
        }
      }
    });
  }
  callers.emplace_back([&expected, mute = Connect("mute")] {
    for (const auto& [method, allowed] : expected) {
      EXPECT_EQ(CallRaw(mute, method, "").error_code(), grpc::PERMISSION_DENIED) << method;
    }
  });
}

TEST_F(GatewayTest, TwoUriNamesAreRefused) {
  CertificateOptions options;
  options.names = {"URI:spiffe://samlad.example/org/housing/main",
                   "URI:spiffe://samlad.example/org/school/main"};
  const grpc::Status status = CheckpointBy(Connect(issuing_.Issue(options)));
  EXPECT_EQ(status.error_code(), grpc::UNAUTHENTICATED) << status.error_message();
  EXPECT_EQ(DetailsOf(status).info.reason(), "NOT_IDENTIFIED");
  EXPECT_TRUE(gateway_->LogHolds(R"("status":"UNAUTHENTICATED")")) << gateway_->Log();
  EXPECT_TRUE(gateway_->LogHolds("URI")) << gateway_->Log();
}

TEST_F(GatewayTest, AServerCertificateIsNoClient) {
  CertificateOptions options;
  options.names = {"URI:spiffe://samlad.example/org/housing/main"};
  options.extended_key_usage = "serverAuth";
  const grpc::Status status = CheckpointBy(Connect(issuing_.Issue(options)));
  EXPECT_FALSE(status.ok());
  EXPECT_TRUE(gateway_->LogHolds("purpose")) << gateway_->Log();
}

TEST_F(GatewayTest, AnUnknownOrganisationIsRefused) {
  const grpc::Status status = CheckpointBy(Connect("stranger"));
  EXPECT_EQ(status.error_code(), grpc::PERMISSION_DENIED) << status.error_message();
  EXPECT_EQ(DetailsOf(status).info.reason(), "ORGANISATION_UNKNOWN");
  EXPECT_TRUE(gateway_->LogHolds(R"("organisation":"stranger")")) << gateway_->Log();
}

TEST_F(GatewayTest, AnotherTrustDomainIsRefused) {
  const grpc::Status status =
      CheckpointBy(Connect(IssueNamed("spiffe://other.example/org/housing/main")));
  EXPECT_EQ(status.error_code(), grpc::UNAUTHENTICATED) << status.error_message();
  EXPECT_THAT(status.error_message(), HasSubstr("other.example"));
  EXPECT_TRUE(gateway_->LogHolds("other.example")) << gateway_->Log();
}

TEST_F(GatewayTest, AnotherAuthorityIsRefused) {
  const TestAuthority other = TestAuthority::Root("Other root");
  const grpc::Status status = CheckpointBy(Connect(other.IssueClient("housing")));
  EXPECT_EQ(status.error_code(), grpc::UNAVAILABLE) << status.error_message();
  EXPECT_TRUE(gateway_->LogHolds("Other root")) << gateway_->Log();
}

TEST_F(GatewayTest, AReportForAnotherIsRefusedWhetherTheOtherExistsOrNot) {
  v1::SubmitResponse response;
  const grpc::Status existing =
      Submit("housing", MakeSubmit("a", MakeReport("school", "2025", 1)), &response);
  const grpc::Status unknown =
      Submit("housing", MakeSubmit("a", MakeReport("nobody", "2025", 1)), &response);
  EXPECT_EQ(existing.error_code(), grpc::PERMISSION_DENIED) << existing.error_message();
  EXPECT_EQ(unknown.error_code(), grpc::PERMISSION_DENIED);
  EXPECT_EQ(absl::StrReplaceAll(existing.error_message(), {{"school", "nobody"}}),
            unknown.error_message());
  EXPECT_EQ(DetailsOf(existing).info.reason(), DetailsOf(unknown).info.reason());
  EXPECT_TRUE(gateway_->LogHolds("may not report for")) << gateway_->Log();
}

TEST_F(GatewayTest, NothingIsServedThatTheGuardDoesNotJudge) {
  for (const char* method : {"grpc.health.v1.Health/Check",
                             "grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo"}) {
    EXPECT_EQ(CallRaw(Connect("auditor"), method, "").error_code(), grpc::UNIMPLEMENTED) << method;
  }
}

// Of its machine, also where the log's clock is a demonstration's.
TEST_F(GatewayTest, EveryAnswerCarriesTheGatewaysTime) {
  for (const bool known : {true, false}) {
    CallContext context;
    v1::GetReceiptRequest asked;
    asked.set_submission_id("unknown");
    v1::GetReceiptResponse receipt;
    v1::GetCheckpointResponse checkpoint;
    const grpc::Status status = known ? v1::LedgerService::NewStub(Connect("auditor"))
                                            ->GetCheckpoint(&context, {}, &checkpoint)
                                      : v1::ReportingService::NewStub(Connect("school"))
                                            ->GetReceipt(&context, asked, &receipt);
    EXPECT_EQ(status.ok(), known) << status.error_message();
    const auto& metadata = context.GetServerInitialMetadata();
    const auto found = metadata.find("samlad-time-ms");
    ASSERT_NE(found, metadata.end());
    const int64_t ms = std::stoll(std::string(found->second.data(), found->second.size()));
    EXPECT_LT(std::abs(SystemClock().NowMs() - ms), 60'000);
  }
}

TEST_F(GatewayTest, WhatACallerHasSeenMustBeANumber) {
  const auto call = [this](const std::string& seen) {
    CallContext context;
    context.AddMetadata("samlad-min-position", seen);
    v1::GetCheckpointResponse response;
    return v1::LedgerService::NewStub(Connect("auditor"))->GetCheckpoint(&context, {}, &response);
  };
  EXPECT_TRUE(call("1").ok());
  // The log is shorter, and answered from as it is.
  EXPECT_TRUE(call("1000000").ok());
  for (const char* seen : {"", "-1", "many", "18446744073709551616"}) {
    EXPECT_EQ(call(seen).error_code(), grpc::StatusCode::INVALID_ARGUMENT) << seen;
  }
}

TEST_F(GatewayTest, ARequestIdIsReturnedAndLogged) {
  const auto call = [this](const std::string& sent) {
    CallContext context;
    context.AddMetadata("x-request-id", sent);
    v1::GetCheckpointResponse response;
    EXPECT_TRUE(v1::LedgerService::NewStub(Connect("auditor"))
                    ->GetCheckpoint(&context, {}, &response)
                    .ok());
    const auto& metadata = context.GetServerInitialMetadata();
    const auto found = metadata.find("x-request-id");
    return found == metadata.end() ? std::string()
                                   : std::string(found->second.data(), found->second.size());
  };
  EXPECT_EQ(call("batch-17.a"), "batch-17.a");
  EXPECT_TRUE(gateway_->LogHolds(R"("request_id":"batch-17.a")")) << gateway_->Log();
  const std::string replaced = call("no good id");
  EXPECT_NE(replaced, "no good id");
  EXPECT_EQ(replaced.size(), 24u);
  EXPECT_NE(call(std::string(65, 'x')), std::string(65, 'x'));
}

}  // namespace
}  // namespace samlad::testing
