// SPDX-License-Identifier: EUPL-1.2
//
// What is decided on reports and duties: approved, sent back, withdrawn,
// waived; and acknowledged.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/view/view.h"
#include "gateway/ledger/receipt.h"
#include "samlad/v1/ledger.pb.h"
#include "tests/unit/exchange/coordination_fixture.h"

namespace samlad::exchange {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST_F(CoordinationTest, EveryDecisionIsAnEntryWithAReceiptThatHoldsAcrossARestart) {
  const uint64_t first = Report("s1");
  const Command sent_back = SendBack("r1", first);
  const auto outcome = Execute(sent_back);
  ASSERT_TRUE(outcome.ok()) << outcome.status();
  EXPECT_TRUE(ledger::VerifyReceipt(outcome->receipt, Verifier(), sent_back.payload).ok());
  EXPECT_EQ(StateOf("homes"), v1::REPORT_STATE_RETURNED);
  const uint64_t second = Report("s2", first);
  EXPECT_EQ(StateOf("homes"), v1::REPORT_STATE_ON_TIME);
  ASSERT_TRUE(Execute(Approve("r2", second)).ok());
  ASSERT_TRUE(Execute(Withdraw("homes", "w1", second)).ok());
  ASSERT_TRUE(Execute(Waive("v1", "school")).ok());
  const auto before = exchange_->Read();
  ASSERT_TRUE(Reopen().ok());
  EXPECT_EQ(StateOf("homes"), v1::REPORT_STATE_EXPECTED);
  EXPECT_EQ(StateOf("school"), v1::REPORT_STATE_WAIVED);
  v1::ViewQuery query;
  query.set_period("2025");
  for (uint64_t size = 1; size <= before->facts.size(); ++size) {
    query.set_as_of(size);
    EXPECT_EQ(domain::ConsolidateView(exchange_->Read()->facts, query)->SerializeAsString(),
              domain::ConsolidateView(before->facts, query)->SerializeAsString());
  }
  // A retry after the restart is the same entry, and the state is the same.
  const auto again = Execute(sent_back);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_TRUE(again->replayed);
  EXPECT_EQ(again->receipt, outcome->receipt);
  EXPECT_EQ(RefusalOf(Waive("v2", "school")), "WAIVED_ALREADY");
  EXPECT_EQ(RefusalOf(Withdraw("homes", "w2", second)), "REPORT_WITHDRAWN");
}

TEST_F(CoordinationTest, TheHeaderSaysWhatItIsAbout) {
  const auto outcome = Execute(Approve("r1", Report("s1")));
  ASSERT_TRUE(outcome.ok()) << outcome.status();
  v1::Receipt receipt;
  v1::EntryHeader header;
  ASSERT_TRUE(receipt.ParseFromString(outcome->receipt));
  ASSERT_TRUE(header.ParseFromString(receipt.header()));
  EXPECT_EQ(header.kind(), v1::ENTRY_KIND_REPORT_APPROVED);
  EXPECT_EQ(header.organisation(), "office");
  EXPECT_EQ(header.decision().organisation(), "homes");
  EXPECT_EQ(header.decision().obligation(), "annual");
  EXPECT_EQ(header.decision().period(), "2025");
}

TEST_F(CoordinationTest, OnlyTheReportInForceIsDecidedOnAndNotTwiceInTheSameWay) {
  const uint64_t first = Report("s1");
  ASSERT_TRUE(Execute(Approve("r1", first)).ok());
  EXPECT_EQ(RefusalOf(Approve("r2", first)), "REVIEWED_ALREADY");
  ASSERT_TRUE(Execute(SendBack("r3", first)).ok());  // seen only afterwards
  EXPECT_EQ(RefusalOf(SendBack("r4", first)), "REVIEWED_ALREADY");
  EXPECT_EQ(RefusalOf(Approve("r5", first)), "REPORT_SENT_BACK");
  const uint64_t second = Report("s2", first);
  EXPECT_EQ(RefusalOf(Approve("r6", first)), "REPORT_NOT_IN_FORCE");
  EXPECT_EQ(RefusalOf(Withdraw("homes", "w1", first)), "REPORT_NOT_IN_FORCE");
  ASSERT_TRUE(Execute(Withdraw("homes", "w2", second)).ok());
  EXPECT_EQ(RefusalOf(Approve("r7", second)), "REPORT_WITHDRAWN");
  EXPECT_EQ(RefusalOf(SendBack("r8", second)), "REPORT_WITHDRAWN");
  // The next builds on the last accepted, withdrawn or not.
  EXPECT_EQ(CodeOf(Submit("homes", "s3", MakeReport("homes", "2025", 1))),
            absl::StatusCode::kFailedPrecondition);
  ASSERT_TRUE(Execute(Approve("r9", Report("s4", second))).ok());
}

TEST_F(CoordinationTest, TwoDecisionsInOneBatchAreSeenByEachOther) {
  const uint64_t report = Report("s1");
  store_->Hold();
  auto held = ExecuteLater(Submit("school", "s2", MakeReport("school", "2025", 3)));
  store_->AwaitHeld();
  auto back = ExecuteLater(SendBack("r1", report));
  while (exchange_->GetStats().queue_commands < 2) std::this_thread::yield();
  auto withdrawn = ExecuteLater(Withdraw("homes", "w1", report));
  while (exchange_->GetStats().queue_commands < 3) std::this_thread::yield();
  store_->Release();
  ASSERT_TRUE(held.get().ok());
  const auto one = back.get(), other = withdrawn.get();
  // In whatever order they were checked, at most a withdrawal of what was sent
  // back is left.
  ASSERT_TRUE(other.ok()) << other.status();
  EXPECT_TRUE(one.ok() || ReasonOf(one.status()) == "REPORT_WITHDRAWN") << one.status();
  EXPECT_EQ(StateOf("homes"), v1::REPORT_STATE_EXPECTED);
}

TEST_F(CoordinationTest, TheSameIdForAnotherDecisionIsTaken) {
  const uint64_t report = Report("s1");
  const v1::ReportReviewed same = About(report, "as agreed");
  ASSERT_TRUE(Execute(Make(CommandKind::kApproveReport, "office", "r1", same)).ok());
  EXPECT_EQ(CodeOf(Make(CommandKind::kSendBackReport, "office", "r1", same)),
            absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(StateOf("homes"), v1::REPORT_STATE_ON_TIME);
}

TEST_F(CoordinationTest, NobodyDecidesWhoMayNot) {
  const uint64_t report = Report("s1");
  Command approval = Approve("r1", report);
  approval.sender.organisation = "homes";
  EXPECT_EQ(CodeOf(approval), absl::StatusCode::kPermissionDenied);
  Command waiver = Waive("v1", "homes");
  waiver.sender.organisation = "homes";
  EXPECT_EQ(CodeOf(waiver), absl::StatusCode::kPermissionDenied);
  // What is not yours is not there.
  const auto theirs = Execute(Withdraw("school", "w1", report));
  EXPECT_EQ(theirs.status().code(), absl::StatusCode::kNotFound);
  const auto none = Execute(Withdraw("school", "w2", 0));
  EXPECT_EQ(none.status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(CodeOf(Approve("r2", 99)), absl::StatusCode::kNotFound);
  EXPECT_EQ(CodeOf(Withdraw("office", "w3", report)), absl::StatusCode::kPermissionDenied);
}

TEST_F(CoordinationTest, AMandateLetsOneWithdrawForAnother) {
  const auto outcome = Execute(Submit("homes", "s1", MakeReport("club", "2025", 3)));
  ASSERT_TRUE(outcome.ok()) << outcome.status();
  EXPECT_TRUE(Execute(Withdraw("homes", "w1", PositionOf(*outcome))).ok());
}

TEST_F(CoordinationTest, AWaivedDutyTakesNoReportUntilTheWaiverIsLifted) {
  EXPECT_EQ(RefusalOf(Waive("v0", "school", /*lifted=*/true)), "NOT_WAIVED");
  ASSERT_TRUE(Execute(Waive("v1", "homes")).ok());
  const auto refused = Execute(Submit("homes", "s1", MakeReport("homes", "2025", 70)));
  ASSERT_TRUE(refused.ok()) << refused.status();
  EXPECT_EQ(refused->verdict, v1::VERDICT_REJECTED);
  ASSERT_EQ(refused->findings.size(), 1u);
  EXPECT_EQ(refused->findings[0].code(), "REPORT_OBLIGATION_WAIVED");
  EXPECT_EQ(refused->findings[0].location().field(), "obligation");
  EXPECT_EQ(refused->counts.inserted(), 0u);
  // Another period is another due report.
  EXPECT_EQ(Execute(Submit("homes", "s2", MakeReport("homes", "2024", 70)))->verdict,
            v1::VERDICT_ACCEPTED);
  ASSERT_TRUE(Execute(Waive("v2", "homes", /*lifted=*/true)).ok());
  const uint64_t report = Report("s3");
  EXPECT_EQ(RefusalOf(Waive("v3", "homes")), "REPORT_IN_FORCE");
  ASSERT_TRUE(Execute(SendBack("r1", report)).ok());
  EXPECT_TRUE(Execute(Waive("v4", "homes")).ok());
}

TEST_F(CoordinationTest, OnlyWhatIsOwedIsWaived) {
  EXPECT_EQ(RefusalOf(Waive("v1", "board")), "OBLIGATION_NOT_OWED");
  EXPECT_EQ(RefusalOf(Waive("v2", "nobody")), "OBLIGATION_NOT_OWED");
  v1::ObligationWaived waiver;
  waiver.set_organisation("homes");
  waiver.set_obligation("annual");
  waiver.set_period("2023");
  waiver.set_reason("x");
  EXPECT_EQ(RefusalOf(Make(CommandKind::kWaiveObligation, "office", "v3", waiver)),
            "OBLIGATION_NOT_OWED");
}

TEST_F(CoordinationTest, SaysWhatIsWrongWithADecision) {
  const uint64_t report = Report("s1");
  const std::string too_long(limits::kReviewReasonBytesMax + 1, 'x');
  const auto back = [&](const v1::ReportReviewed& review) {
    return std::string(
        Execute(Make(CommandKind::kSendBackReport, "office", "r1", review)).status().message());
  };
  EXPECT_THAT(back(About(report, "")), HasSubstr("review.reason"));
  EXPECT_THAT(back(About(report, too_long)), HasSubstr("review.reason"));
  EXPECT_THAT(back(About(report, "a\nb")), HasSubstr("review.reason"));
  v1::ReportReviewed remarks = About(report, "");
  remarks.add_remarks()->set_field("EID-02");
  EXPECT_THAT(back(remarks), HasSubstr("review.remarks[0].text"));
  remarks.mutable_remarks(0)->set_text(too_long);
  EXPECT_THAT(back(remarks), HasSubstr("review.remarks[0].text"));
  remarks.mutable_remarks(0)->set_text("wrong");
  for (int i = 0; i < limits::kReviewRemarksMax; ++i) *remarks.add_remarks() = remarks.remarks(0);
  EXPECT_THAT(back(remarks), HasSubstr("review.remarks"));
  v1::ReportReviewed approval = About(report, "");
  approval.add_remarks()->set_text("wrong");
  EXPECT_EQ(CodeOf(Make(CommandKind::kApproveReport, "office", "r2", approval)),
            absl::StatusCode::kInvalidArgument);
  v1::ReportWithdrawn withdrawal;
  withdrawal.set_report(report);
  EXPECT_EQ(CodeOf(Make(CommandKind::kWithdrawReport, "homes", "w1", withdrawal)),
            absl::StatusCode::kInvalidArgument);
  Command garbage = Approve("r3", report);
  garbage.payload = "\xff\xff";
  EXPECT_EQ(CodeOf(garbage), absl::StatusCode::kInvalidArgument);
}

TEST_F(CoordinationTest, ARemarkIsAboutSomethingOfTheReportAndEachThingHasOne) {
  v1::Report report = MakeReport("homes", "2025", 70);
  report.add_activities()->set_id("A1");
  report.mutable_activities(0)->set_title("Visits");
  report.mutable_activities(0)->set_description("All homes were visited.");
  const auto accepted = Execute(Submit("homes", "s1", report));
  ASSERT_TRUE(accepted.ok() && !accepted->receipt.empty()) << accepted.status();
  int sent = 0;
  const auto refusal = [&](const std::vector<std::string>& fields) {
    v1::ReportReviewed review = About(PositionOf(*accepted), "");
    for (const std::string& field : fields) {
      v1::ReviewRemark& remark = *review.add_remarks();
      remark.set_field(field);
      remark.set_text("wrong");
    }
    return std::string(
        Execute(Make(CommandKind::kSendBackReport, "office", StrCat("r", ++sent), review))
            .status()
            .message());
  };
  for (const char* field : {"ASF-99", "observation[0]", "observations[1].value",
                            "observations[0].figure", "observations[x]", "comment[0]",
                            "comment.text", "activities[1]", "follow_ups[0]", "A2", "."}) {
    const std::string said = refusal({"IND-01", field});
    EXPECT_THAT(said, HasSubstr("review.remarks[1].field: '" + std::string(field) + "'"));
    EXPECT_THAT(said, HasSubstr("A1, IND-01")) << "and what there is";
  }
  EXPECT_THAT(refusal({"IND-01", "comment", "IND-01"}), HasSubstr("review.remarks[2].field"));
  EXPECT_THAT(refusal({"", ""}), HasSubstr("review.remarks[1].field"));
  EXPECT_EQ(refusal({"IND-01", "A1", "", "comment", "sign_off.name", "observations[0].value",
                     "observations", "activities[0].title"}),
            "");
}

TEST_F(CoordinationTest, TheBoardTakesNoteOfAPeriodWhole) {
  Report("s1");
  v1::BoardAcknowledged acknowledged;
  acknowledged.mutable_query()->set_period("2025");
  acknowledged.mutable_query()->set_as_of(2);
  for (const char* filter : {"organisations", "indicators", "priority_areas"}) {
    v1::BoardAcknowledged part = acknowledged;
    part.query().GetReflection()->AddString(
        part.mutable_query(), v1::ViewQuery::descriptor()->FindFieldByName(filter), "any");
    const auto refused = Execute(Make(CommandKind::kAcknowledge, "board", "a", part));
    EXPECT_EQ(refused.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(refused.status().message()), HasSubstr("query: "));
  }
  EXPECT_EQ(CodeOf(Make(CommandKind::kAcknowledge, "board", "a", acknowledged)),
            absl::StatusCode::kOk);
}

std::vector<std::string> FindingCodesOf(const absl::StatusOr<Outcome>& outcome) {
  std::vector<std::string> codes;
  for (const v1::Finding& finding : outcome->findings) codes.push_back(finding.code());
  return codes;
}

TEST_F(CoordinationTest, AReportThatReplacesAnotherSaysWhy) {
  v1::Report report = MakeReport("homes", "2025", 70);
  report.set_reason(v1::REVISION_REASON_LATE);
  const auto first = Execute(Submit("homes", "s1", report));
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(first->verdict, v1::VERDICT_ACCEPTED);
  EXPECT_THAT(FindingCodesOf(first), ElementsAre("REPORT_REASON_UNEXPECTED"));
  const auto second =
      Execute(Submit("homes", "s2", MakeReport("homes", "2025", 71), PositionOf(*first)));
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_EQ(second->verdict, v1::VERDICT_ACCEPTED_WITH_WARNINGS);
  EXPECT_THAT(FindingCodesOf(second), ElementsAre("REPORT_REASON_MISSING"));
  report.set_reason(v1::REVISION_REASON_METHOD);
  const auto third = Execute(Submit("homes", "s3", report, PositionOf(*second)));
  ASSERT_TRUE(third.ok()) << third.status();
  EXPECT_THAT(FindingCodesOf(third), ElementsAre());
  for (int run = 0; run < 2; ++run) {
    const auto now = exchange_->Read();
    EXPECT_EQ(std::get<domain::ReportFact>(now->facts[PositionOf(*third)].what).reason,
              v1::REVISION_REASON_METHOD);
    ASSERT_TRUE(Reopen().ok());
  }
}

TEST_F(CoordinationTest, AReportIsReadAsItWasReceived) {
  const uint64_t position = Report("s1");
  EXPECT_EQ(*exchange_->reader().ReadReport(position),
            MakeReport("homes", "2025", 70).SerializeAsString());
  EXPECT_EQ(exchange_->reader().ReadReport(0).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(exchange_->reader().ReadReport(99).status().code(), absl::StatusCode::kNotFound);
}

TEST_F(CoordinationTest, WhatCouldNotBeAppendedWasNotDecided) {
  const uint64_t report = Report("s1");
  for (const Command& command : {SendBack("r1", report), Withdraw("homes", "w1", report)}) {
    store_->FailNextAppend(absl::ResourceExhaustedError("disk full"));
    EXPECT_EQ(CodeOf(command), absl::StatusCode::kResourceExhausted);
    EXPECT_EQ(StateOf("homes"), v1::REPORT_STATE_ON_TIME);
  }
  EXPECT_TRUE(Execute(SendBack("r1", report)).ok());
}

}  // namespace
}  // namespace samlad::exchange
