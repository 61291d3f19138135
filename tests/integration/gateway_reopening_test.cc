// SPDX-License-Identifier: EUPL-1.2
//
// Over the wire: a closed period that is opened again, an acknowledgement that is
// corrected, and fields of a newer contract, which are passed over in requests and
// refused in what is stored.

#include <gmock/gmock.h>

#include <string>

#include "gateway/ledger/hash.h"
#include "gateway/ledger/receipt.h"
#include "google/protobuf/unknown_field_set.h"
#include "samlad/v1/coordination_service.grpc.pb.h"
#include "tests/integration/gateway_fixture.h"

namespace samlad::testing {
namespace {

class ReopeningGatewayTest : public GatewayTest {
 protected:
  void Close() {
    auto office = v1::CatalogueService::NewStub(Connect("office"));
    v1::CatalogueServiceGetResponse got;
    {
      CallContext context;
      ASSERT_TRUE(office->Get(&context, {}, &got).ok());
    }
    for (v1::Period& period : *got.mutable_catalogue()->mutable_periods()) {
      period.set_closed(period.id() == "2025");
    }
    v1::CatalogueServiceApplyRequest request;
    request.set_submission_id("close");
    request.set_catalogue(got.catalogue().SerializeAsString());
    request.set_base(got.position());
    CallContext context;
    v1::CatalogueServiceApplyResponse response;
    const grpc::Status status = office->Apply(&context, request, &response);
    ASSERT_TRUE(status.ok() && !response.receipt().empty())
        << status.error_message() << response.DebugString();
  }

  grpc::Status Open(const std::string& organisation, const std::string& id,
                    v1::ReopenResponse* response) {
    v1::PeriodReopened reopening;
    reopening.set_organisation("housing");
    reopening.set_obligation("annual");
    reopening.set_period("2025");
    reopening.set_reason("a figure must be corrected");
    reopening.set_last_day("2026-02-28");
    v1::ReopenRequest request;
    request.set_submission_id(id);
    request.set_reopening(reopening.SerializeAsString());
    CallContext context;
    return v1::CoordinationService::NewStub(Connect(organisation))
        ->Reopen(&context, request, response);
  }

  v1::ObligationState StateOf(const std::string& organisation) {
    CallContext context;
    v1::ListObligationsResponse response;
    const grpc::Status status = v1::ReportingService::NewStub(Connect(organisation))
                                    ->ListObligations(&context, {}, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    for (const v1::ObligationState& state : response.obligations()) {
      if (state.period() == "2025") return state;
    }
    return {};
  }
};

TEST_F(ReopeningGatewayTest, TheCoordinatorOpensOneReportOfAClosedPeriod) {
  const uint64_t report =
      SubmitAccepted("housing", MakeSubmit("a", MakeReport("housing", "2025", 7))).position();
  Close();
  const grpc::Status refused = Withdraw("housing", report, "w1");
  EXPECT_EQ(refused.error_code(), grpc::FAILED_PRECONDITION) << refused.error_message();
  EXPECT_EQ(DetailsOf(refused).info.reason(), "PERIOD_CLOSED");
  EXPECT_EQ(StateOf("housing").period(), "") << "what is closed is not due";
  v1::ReopenResponse response;
  EXPECT_EQ(Open("housing", "o1", &response).error_code(), grpc::PERMISSION_DENIED);
  const grpc::Status opened = Open("office", "o1", &response);
  ASSERT_TRUE(opened.ok()) << opened.error_message();
  EXPECT_TRUE(ledger::VerifyReceipt(response.receipt(), Verifier(), std::nullopt).ok());
  EXPECT_EQ(StateOf("housing").reopened_until(), "2026-02-28");
  EXPECT_EQ(StateOf("school").period(), "");
  EXPECT_TRUE(Withdraw("housing", report, "w2").ok());
  ASSERT_TRUE(Open("office", "o1", &response).ok());
  EXPECT_TRUE(response.replayed());
}

TEST_F(ReopeningGatewayTest, ANewerClientReadsAndAcknowledgesButStoresNothingUnread) {
  SubmitAccepted("housing", MakeSubmit("a", MakeReport("housing", "2025", 7)));
  const auto add_unknown = [](google::protobuf::Message* message) {
    message->GetReflection()->MutableUnknownFields(message)->AddVarint(4242, 7);
  };
  auto board = v1::BoardService::NewStub(Connect("chair"));
  v1::GetViewRequest read;
  add_unknown(&read);
  add_unknown(read.mutable_query());
  v1::GetViewResponse got;
  {
    CallContext context;
    ASSERT_TRUE(board->GetView(&context, read, &got).ok());
  }
  v1::View view;
  ASSERT_TRUE(view.ParseFromString(got.view()));
  EXPECT_TRUE(view.query().GetReflection()->GetUnknownFields(view.query()).empty());

  v1::AcknowledgeRequest request;
  request.set_submission_id("ack");
  *request.mutable_query() = view.query();
  add_unknown(request.mutable_query());
  add_unknown(&request);
  request.set_view_digest(std::string(ledger::AsBytes(ledger::Sha256({got.view()}))));
  request.set_minute("KS § 14");
  const auto acknowledge = [&](v1::AcknowledgeResponse* response) {
    CallContext context;
    return board->Acknowledge(&context, request, response);
  };
  v1::AcknowledgeResponse response;
  const grpc::Status accepted = acknowledge(&response);
  ASSERT_TRUE(accepted.ok()) << accepted.error_message();
  v1::Receipt receipt;
  ASSERT_TRUE(receipt.ParseFromString(response.receipt()));
  // What was stored is what the contract has.
  v1::BoardAcknowledged stored;
  *stored.mutable_query() = view.query();
  stored.set_view_digest(request.view_digest());
  stored.set_minute(request.minute());
  EXPECT_TRUE(
      ledger::VerifyReceipt(response.receipt(), Verifier(), stored.SerializeAsString()).ok());
  // The paragraph was wrong.
  request.set_submission_id("ack-2");
  request.set_minute("KS § 41");
  request.set_corrects(receipt.position());
  ASSERT_TRUE(acknowledge(&response).ok());
  ASSERT_TRUE(acknowledge(&response).ok());
  EXPECT_TRUE(response.replayed());
  request.set_submission_id("ack-3");
  EXPECT_EQ(DetailsOf(acknowledge(&response)).info.reason(), "CORRECTED_ALREADY");

  v1::Report report = MakeReport("school", "2025", 3);
  add_unknown(report.mutable_observations(0));
  v1::SubmitResponse rejected;
  ASSERT_TRUE(Submit("school", MakeSubmit("b", report), &rejected).ok());
  EXPECT_EQ(rejected.verdict(), v1::VERDICT_REJECTED);
  ASSERT_EQ(rejected.findings_size(), 1);
  EXPECT_EQ(rejected.findings(0).code(), "REPORT_FIELD_UNKNOWN");
  EXPECT_EQ(rejected.findings(0).location().field(), "observations[0].4242");
}

}  // namespace
}  // namespace samlad::testing
