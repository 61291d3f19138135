// SPDX-License-Identifier: EUPL-1.2
//
// The rules of a report history, one by one. That decisions, views and
// deliveries agree on it is tested in
// tests/unit/forward/report_history_agreement_test.cc.

#include "gateway/domain/log/report_history.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace samlad::domain {
namespace {

class ReportHistoryTest : public ::testing::Test {
 protected:
  // Each returns the position of its entry; an entry happens at its position in
  // seconds.
  uint64_t Accept() { return Apply(ReportFact{}); }
  uint64_t Reject() { return Apply(ReturnedFact{}); }
  uint64_t Review(uint64_t report, bool approved) {
    ReviewFact fact;
    fact.report = report;
    fact.approved = approved;
    return Apply(fact);
  }
  uint64_t Withdraw(uint64_t report) {
    WithdrawalFact fact;
    fact.report = report;
    return Apply(fact);
  }
  uint64_t Waive(bool lifted = false) {
    WaiverFact fact;
    fact.lifted = lifted;
    return Apply(fact);
  }

  uint64_t Open(std::string last_day) {
    ReopeningFact fact;
    fact.last_day = std::move(last_day);
    return Apply(fact);
  }

  ReportHistory history_;

 private:
  template <class What>
  uint64_t Apply(const What& fact) {
    ++position_;
    history_.Apply(position_, static_cast<int64_t>(1000 * position_), fact);
    return position_;
  }
  uint64_t position_ = 0;
};

TEST_F(ReportHistoryTest, NothingIsInForceAtFirst) {
  EXPECT_EQ(history_.status, RevisionStatus::kNone);
  EXPECT_FALSE(history_.IsInForce());
}

TEST_F(ReportHistoryTest, ANewRevisionIsAcceptedWhateverWasDecidedOnTheOneBefore) {
  const uint64_t first = Accept();
  EXPECT_EQ(history_.status, RevisionStatus::kAccepted);
  EXPECT_TRUE(history_.IsInForce());
  for (const bool approved : {true, false}) {
    Review(history_.newest, approved);
    const uint64_t next = Accept();
    EXPECT_EQ(history_.status, RevisionStatus::kAccepted);
    EXPECT_EQ(history_.newest, next);
    EXPECT_EQ(history_.decided, 0u);
  }
  EXPECT_EQ(history_.revisions, 3u);
  EXPECT_EQ(history_.first, first) << "a correction is as punctual as the first revision";
  EXPECT_EQ(history_.first_ms, static_cast<int64_t>(1000 * first));
}

TEST_F(ReportHistoryTest, ARevisionIsInForceUntilItIsSentBack) {
  const uint64_t report = Accept();
  const uint64_t approval = Review(report, true);
  EXPECT_EQ(history_.status, RevisionStatus::kApproved);
  EXPECT_EQ(history_.decided, approval);
  EXPECT_TRUE(history_.IsInForce());
  const uint64_t sending_back = Review(report, false);
  EXPECT_EQ(history_.status, RevisionStatus::kSentBack);
  EXPECT_EQ(history_.decided, sending_back);
  EXPECT_FALSE(history_.IsInForce());
  EXPECT_EQ(history_.first, report);
}

TEST_F(ReportHistoryTest, AfterAWithdrawalTheCountOfRevisionsGoesOnAndTheFirstIsAnotherOne) {
  const uint64_t report = Accept();
  const uint64_t withdrawal = Withdraw(report);
  EXPECT_EQ(history_.status, RevisionStatus::kWithdrawn);
  EXPECT_EQ(history_.decided, withdrawal);
  EXPECT_FALSE(history_.IsInForce());
  EXPECT_EQ(history_.newest, report) << "the next revision builds on it";
  EXPECT_EQ(history_.first, 0u);
  EXPECT_EQ(history_.first_ms, 0);
  const uint64_t next = Accept();
  EXPECT_EQ(history_.first, next);
  EXPECT_EQ(history_.revisions, 2u);
}

TEST_F(ReportHistoryTest, DecisionsOnAReplacedRevisionChangeNothing) {
  const uint64_t replaced = Accept();
  Accept();
  Reject();
  const ReportHistory before = history_;
  Review(replaced, true);
  Review(replaced, false);
  Withdraw(replaced);
  EXPECT_EQ(history_, before);
}

TEST_F(ReportHistoryTest, DecisionsOnNoRevisionChangeNothing) {
  Review(0, true);
  Withdraw(0);
  EXPECT_EQ(history_, ReportHistory());
}

TEST_F(ReportHistoryTest, ARejectionIsRememberedUntilTheStatusIsGivenAnew) {
  Reject();
  EXPECT_TRUE(history_.rejected);
  EXPECT_EQ(history_.status, RevisionStatus::kNone);
  const uint64_t report = Accept();
  EXPECT_FALSE(history_.rejected);
  Reject();
  EXPECT_TRUE(history_.rejected);
  EXPECT_TRUE(history_.IsInForce()) << "the newest accepted revision is not the rejected report";
  Review(report, false);
  EXPECT_FALSE(history_.rejected);
  Reject();
  Withdraw(report);
  EXPECT_FALSE(history_.rejected);
}

TEST_F(ReportHistoryTest, AWaiverIsInForceUntilItIsLifted) {
  const uint64_t waiver = Waive();
  EXPECT_EQ(history_.waiver, waiver);
  Accept();
  EXPECT_EQ(history_.waiver, waiver);
  Waive(true);
  EXPECT_EQ(history_.waiver, 0u);
  const uint64_t again = Waive();
  EXPECT_EQ(history_.waiver, again);
}

TEST_F(ReportHistoryTest, ALaterReturnLeavesTheDecisionWithTheFirst) {
  const uint64_t report = Accept();
  const uint64_t first = Review(report, false);
  Reject();
  Review(report, false);
  EXPECT_EQ(history_.status, RevisionStatus::kSentBack);
  EXPECT_EQ(history_.decided, first) << "what the board saw in between did not contain it";
  EXPECT_TRUE(history_.rejected);
}

TEST_F(ReportHistoryTest, TheNewestReopeningCounts) {
  using namespace std::chrono;
  Open("2026-05-31");
  const uint64_t newest = Open("2026-04-30");
  EXPECT_EQ(history_.reopened, newest);
  EXPECT_EQ(history_.reopened_until, sys_days(2026y / April / 30));
  Accept();
  EXPECT_EQ(history_.reopened, newest) << "it stays open for another correction";
}

}  // namespace
}  // namespace samlad::domain
