// SPDX-License-Identifier: EUPL-1.2
//
// Reports approved, sent back, withdrawn and waived, over real sockets.

#include <gmock/gmock.h>

#include "samlad/v1/coordination_service.grpc.pb.h"
#include "tests/integration/gateway_fixture.h"

namespace samlad::testing {
namespace {

class ReviewGatewayTest : public GatewayTest {
 protected:
  grpc::Status Review(const std::string& as, uint64_t report, bool approve,
                      v1::ReviewResponse* response, const std::string& id = "r1") {
    v1::ReportReviewed review;
    review.set_report(report);
    if (!approve) {
      v1::ReviewRemark& remark = *review.add_remarks();
      remark.set_field("IND-01");
      remark.set_text("ten times last year's");
    }
    v1::ReviewRequest request;
    request.set_submission_id(id);
    request.set_approve(approve);
    request.set_review(review.SerializeAsString());
    CallContext context;
    return v1::CoordinationService::NewStub(Connect(as))->Review(&context, request, response);
  }

  v1::ListReportsResponse List(const std::string& as, uint64_t as_of = 0) {
    CallContext context;
    v1::ListReportsRequest request;
    request.set_as_of(as_of);
    v1::ListReportsResponse response;
    const grpc::Status status =
        v1::ReportingService::NewStub(Connect(as))->ListReports(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }

  v1::ReportState StateOf(const std::string& as, uint64_t as_of = 0) {
    CallContext context;
    v1::ListObligationsRequest request;
    request.set_period("2025");
    request.set_as_of(as_of);
    v1::ListObligationsResponse response;
    const grpc::Status status =
        v1::ReportingService::NewStub(Connect(as))->ListObligations(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    EXPECT_EQ(response.obligations_size(), 1);
    return response.obligations_size() == 1 ? response.obligations(0).state()
                                            : v1::REPORT_STATE_UNSPECIFIED;
  }

  grpc::Status GetRevision(const std::string& as, uint64_t position,
                           v1::GetRevisionResponse* response) {
    CallContext context;
    v1::GetRevisionRequest request;
    request.set_position(position);
    return v1::CoordinationService::NewStub(Connect(as))->GetRevision(&context, request, response);
  }
};

TEST_F(ReviewGatewayTest, SentBackCorrectedApprovedWithdrawnAndAllOfItAsOfAnyMoment) {
  const uint64_t first =
      SubmitAccepted("housing", MakeSubmit("a", MakeReport("housing", "2025", 70))).position();
  v1::ReviewResponse back;
  ASSERT_TRUE(Review("office", first, false, &back).ok());
  v1::Receipt receipt;
  ASSERT_TRUE(receipt.ParseFromString(back.receipt()));
  EXPECT_EQ(StateOf("housing"), v1::REPORT_STATE_RETURNED);
  const v1::ListReportsResponse listed = List("housing");
  EXPECT_EQ(listed.reports(0).review(), v1::REVIEW_STATE_SENT_BACK);
  EXPECT_EQ(listed.reports(0).review_position(), receipt.position());
  ASSERT_EQ(listed.reports(0).review_remarks_size(), 1);
  EXPECT_EQ(listed.reports(0).review_remarks(0).field(), "IND-01");
  EXPECT_EQ(List("housing", receipt.position()).reports(0).review(), v1::REVIEW_STATE_UNSPECIFIED);
  EXPECT_EQ(StateOf("housing", receipt.position()), v1::REPORT_STATE_ON_TIME);

  v1::ReviewResponse response;
  const grpc::Status refused = Review("office", first, true, &response, "r2");
  EXPECT_EQ(refused.error_code(), grpc::FAILED_PRECONDITION);
  EXPECT_EQ(DetailsOf(refused).info.reason(), "REPORT_SENT_BACK");

  v1::Report correction = MakeReport("housing", "2025", 7);
  correction.set_reason(v1::REVISION_REASON_CORRECTION);
  const uint64_t second = SubmitAccepted("housing", MakeSubmit("b", correction, first)).position();
  ASSERT_TRUE(Review("office", second, true, &response, "r3").ok());
  v1::GetRevisionResponse revision;
  ASSERT_TRUE(GetRevision("office", second, &revision).ok());
  EXPECT_EQ(revision.report(), correction.SerializeAsString());
  EXPECT_EQ(revision.summary().review(), v1::REVIEW_STATE_APPROVED);
  EXPECT_EQ(revision.summary().reason(), v1::REVISION_REASON_CORRECTION);
  ASSERT_EQ(revision.changes_size(), 1);
  EXPECT_EQ(revision.changes(0).before().value(), "70");
  EXPECT_EQ(revision.changes(0).after().value(), "7");
  EXPECT_FALSE(revision.prose_changed());

  ASSERT_TRUE(Withdraw("housing", second, "w1").ok());
  EXPECT_EQ(StateOf("housing"), v1::REPORT_STATE_EXPECTED);
  EXPECT_TRUE(Withdraw("housing", second, "w1").ok());  // the same id: a retry
  EXPECT_EQ(DetailsOf(Review("office", second, false, &response, "r4")).info.reason(),
            "REPORT_WITHDRAWN");
}

TEST_F(ReviewGatewayTest, NobodySeesOrTouchesTheReportsOfOthers) {
  const uint64_t report =
      SubmitAccepted("housing", MakeSubmit("a", MakeReport("housing", "2025", 70))).position();
  v1::ReviewResponse response;
  ASSERT_TRUE(Review("office", report, false, &response).ok());
  EXPECT_EQ(List("school").reports_size(), 0);
  EXPECT_EQ(StateOf("school"), v1::REPORT_STATE_EXPECTED);
  v1::GetRevisionResponse revision;
  const grpc::Status theirs = GetRevision("school", report, &revision);
  const grpc::Status none = GetRevision("school", 0, &revision);
  EXPECT_EQ(theirs.error_code(), grpc::NOT_FOUND);
  EXPECT_EQ(none.error_code(), grpc::NOT_FOUND);
  EXPECT_EQ(Withdraw("school", report, "w1").error_code(), grpc::NOT_FOUND);
  EXPECT_TRUE(GetRevision("auditor", report, &revision).ok());
  EXPECT_TRUE(GetRevision("housing", report, &revision).ok());
  for (const std::string as : {"housing", "school", "board", "auditor", "mute"}) {
    EXPECT_EQ(Review(as, report, true, &response, "x").error_code(), grpc::PERMISSION_DENIED);
    EXPECT_EQ(Waive(as, false, "y").error_code(), grpc::PERMISSION_DENIED);
  }
  EXPECT_EQ(GetRevision("board", report, &revision).error_code(), grpc::PERMISSION_DENIED);
}

TEST_F(ReviewGatewayTest, AWaivedDutyTakesNoReportAlsoAfterARestart) {
  ASSERT_TRUE(Waive("office", false, "v1").ok());
  EXPECT_EQ(StateOf("school"), v1::REPORT_STATE_WAIVED);
  ASSERT_EQ(Stop(), 0);
  Start();
  v1::SubmitResponse response;
  ASSERT_TRUE(Submit("school", MakeSubmit("a", MakeReport("school", "2025", 7)), &response).ok());
  EXPECT_EQ(response.verdict(), v1::VERDICT_REJECTED);
  ASSERT_EQ(response.findings_size(), 1);
  EXPECT_EQ(response.findings(0).code(), "REPORT_OBLIGATION_WAIVED");
  const grpc::Status twice = Waive("office", false, "v2");
  EXPECT_EQ(DetailsOf(twice).info.reason(), "WAIVED_ALREADY");
  ASSERT_TRUE(Waive("office", true, "v3").ok());
  SubmitAccepted("school", MakeSubmit("b", MakeReport("school", "2025", 7)));
}

}  // namespace
}  // namespace samlad::testing
