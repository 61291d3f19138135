// SPDX-License-Identifier: EUPL-1.2
//
// Decisions on reports and duties, ready to be sent to an exchange.

#ifndef SAMLAD_TESTS_UNIT_EXCHANGE_COORDINATION_FIXTURE_H_
#define SAMLAD_TESTS_UNIT_EXCHANGE_COORDINATION_FIXTURE_H_

#include <gtest/gtest.h>

#include <string>

#include "gateway/domain/follow_up/obligations.h"
#include "gateway/exchange/refusal.h"
#include "samlad/v1/ledger.pb.h"
#include "tests/unit/exchange/fixture.h"

namespace samlad::exchange {

inline std::string ReasonOf(const absl::Status& status) {
  const auto reason = status.GetPayload(kReasonUrl);
  return reason.has_value() ? std::string(*reason) : std::string(status.message());
}

class CoordinationTest : public ExchangeTest {
 protected:
  static Command Make(CommandKind kind, std::string_view sender, std::string_view id,
                      const google::protobuf::Message& message) {
    return {.kind = kind,
            .sender = {.organisation = std::string(sender), .system = "test", .certificate = ""},
            .submission_id = std::string(id),
            .payload = message.SerializeAsString(),
            .base = 0};
  }
  static v1::ReportReviewed About(uint64_t report, std::string_view reason) {
    v1::ReportReviewed review;
    review.set_report(report);
    review.set_reason(std::string(reason));
    return review;
  }
  static Command Approve(std::string_view id, uint64_t report) {
    return Make(CommandKind::kApproveReport, "office", id, About(report, ""));
  }
  static Command SendBack(std::string_view id, uint64_t report) {
    v1::ReportReviewed review = About(report, "see the field");
    v1::ReviewRemark& remark = *review.add_remarks();
    remark.set_field("observations[0].value");
    remark.set_text("ten times last year's");
    return Make(CommandKind::kSendBackReport, "office", id, review);
  }
  static Command Withdraw(std::string_view sender, std::string_view id, uint64_t report) {
    v1::ReportWithdrawn withdrawal;
    withdrawal.set_report(report);
    withdrawal.set_reason("wrong file");
    return Make(CommandKind::kWithdrawReport, sender, id, withdrawal);
  }
  static Command Waive(std::string_view id, std::string_view organisation, bool lifted = false) {
    v1::ObligationWaived waiver;
    waiver.set_organisation(std::string(organisation));
    waiver.set_obligation("annual");
    waiver.set_period("2025");
    waiver.set_reason("closed down");
    waiver.set_lifted(lifted);
    return Make(CommandKind::kWaiveObligation, "office", id, waiver);
  }

  uint64_t Report(std::string_view id, uint64_t replaces = 0) {
    v1::Report report = MakeReport("homes", "2025", 70 + static_cast<int>(replaces));
    if (replaces != 0) report.set_reason(v1::REVISION_REASON_CORRECTION);
    const auto outcome = Execute(Submit("homes", id, report, replaces));
    EXPECT_TRUE(outcome.ok()) << outcome.status();
    return outcome.ok() ? PositionOf(*outcome) : 0;
  }

  v1::ReportState StateOf(std::string_view organisation) {
    const auto now = exchange_->Read();
    const auto prefix = domain::ReadPrefix(now->facts, 0);
    if (!prefix.ok()) return v1::REPORT_STATE_UNSPECIFIED;
    const auto states = domain::ObligationStates(
        *prefix, "2025", [&](std::string_view one) { return one == organisation; });
    return states.size() == 1 ? states[0].state() : v1::REPORT_STATE_UNSPECIFIED;
  }

  absl::StatusCode CodeOf(Command command) { return Execute(std::move(command)).status().code(); }
  std::string RefusalOf(Command command) {
    const auto outcome = Execute(std::move(command));
    EXPECT_EQ(outcome.status().code(), absl::StatusCode::kFailedPrecondition) << outcome.status();
    return ReasonOf(outcome.status());
  }
};

}  // namespace samlad::exchange

#endif  // SAMLAD_TESTS_UNIT_EXCHANGE_COORDINATION_FIXTURE_H_
