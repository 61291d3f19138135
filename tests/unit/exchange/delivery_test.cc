// SPDX-License-Identifier: EUPL-1.2
//
// The states of a delivery to the board's system, and what comes twice.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <string>

#include "samlad/v1/ledger.pb.h"
#include "tests/unit/exchange/fixture.h"

namespace samlad::exchange {
namespace {

using ::testing::HasSubstr;

class DeliveryTest : public ExchangeTest {
 protected:
  DeliveryTest() {
    EXPECT_TRUE(Execute(Submit("homes", "a", MakeReport("homes", "2025", 70))).ok());
  }

  static v1::DeliveryChanged Forwarded(std::string_view period = "2025", uint64_t as_of = 2) {
    v1::DeliveryChanged change;
    change.set_state(v1::DELIVERY_STATE_FORWARDED);
    change.mutable_query()->set_period(std::string(period));
    change.mutable_query()->set_as_of(as_of);
    change.set_view_digest(std::string(32, 'd'));
    change.add_reports(1);
    return change;
  }

  static v1::DeliveryChanged Changed(v1::DeliveryState state, uint64_t delivery = 2) {
    v1::DeliveryChanged change;
    change.set_state(state);
    change.set_delivery(delivery);
    change.set_reference("Dnr 2026/17");
    return change;
  }

  absl::StatusOr<Outcome> Change(const v1::DeliveryChanged& change) {
    return Execute({.kind = CommandKind::kChangeDelivery,
                    .sender = {},
                    .submission_id = {},
                    .payload = change.SerializeAsString(),
                    .base = 0});
  }

  // Whether it became an entry of its own.
  bool Entered(const v1::DeliveryChanged& change) {
    const uint64_t before = exchange_->Read()->facts.size();
    const auto outcome = Change(change);
    EXPECT_TRUE(outcome.ok()) << outcome.status();
    if (!outcome.ok()) return false;
    EXPECT_EQ(outcome->replayed, exchange_->Read()->facts.size() == before);
    EXPECT_EQ(outcome->receipt, "");
    return !outcome->replayed;
  }

  absl::StatusCode Refused(const v1::DeliveryChanged& change) {
    const uint64_t before = exchange_->Read()->facts.size();
    const auto outcome = Change(change);
    EXPECT_EQ(exchange_->Read()->facts.size(), before);
    return outcome.status().code();
  }
};

TEST_F(DeliveryTest, GoesFromForwardedToAcknowledgedAndEachStepOnce) {
  EXPECT_TRUE(Entered(Forwarded()));
  EXPECT_FALSE(Entered(Forwarded()));
  EXPECT_TRUE(Entered(Changed(v1::DELIVERY_STATE_CONFIRMED)));
  EXPECT_FALSE(Entered(Changed(v1::DELIVERY_STATE_CONFIRMED)));
  EXPECT_TRUE(Entered(Changed(v1::DELIVERY_STATE_ACKNOWLEDGED)));
  // A late answer to an early question, of which the answer names its own entry.
  EXPECT_FALSE(Entered(Changed(v1::DELIVERY_STATE_CONFIRMED)));
  const auto confirmed = Change(Changed(v1::DELIVERY_STATE_CONFIRMED));
  const auto acknowledged = Change(Changed(v1::DELIVERY_STATE_ACKNOWLEDGED));
  ASSERT_TRUE(confirmed.ok() && acknowledged.ok());
  EXPECT_EQ(*confirmed->position + 1, *acknowledged->position);
  EXPECT_FALSE(Entered(Changed(v1::DELIVERY_STATE_ACKNOWLEDGED)));
  EXPECT_EQ(Refused(Changed(v1::DELIVERY_STATE_FAILED)), absl::StatusCode::kFailedPrecondition);
}

TEST_F(DeliveryTest, ItsReferenceNamesNobody) {
  EXPECT_TRUE(Entered(Forwarded()));
  v1::DeliveryChanged confirmed = Changed(v1::DELIVERY_STATE_CONFIRMED);
  confirmed.set_reference("till 811218-9876");
  EXPECT_EQ(Refused(confirmed), absl::StatusCode::kInvalidArgument);
  EXPECT_TRUE(Entered(Changed(v1::DELIVERY_STATE_CONFIRMED)));
  // As an earlier version may have entered it.
  EXPECT_FALSE(Entered(confirmed));
}

TEST_F(DeliveryTest, WhatHasFailedStaysFailed) {
  EXPECT_TRUE(Entered(Forwarded()));
  EXPECT_TRUE(Entered(Changed(v1::DELIVERY_STATE_FAILED)));
  EXPECT_FALSE(Entered(Changed(v1::DELIVERY_STATE_FAILED)));
  EXPECT_EQ(Refused(Changed(v1::DELIVERY_STATE_CONFIRMED)), absl::StatusCode::kFailedPrecondition);
  EXPECT_TRUE(Entered(Forwarded("2025", 3))) << "the next one covers the report again";
}

TEST_F(DeliveryTest, NoStepIsLeftOutAndNoneIsTakenOfNothing) {
  EXPECT_EQ(Refused(Changed(v1::DELIVERY_STATE_CONFIRMED)), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(Refused(Changed(v1::DELIVERY_STATE_CONFIRMED, 1)),
            absl::StatusCode::kFailedPrecondition)
      << "a report is no delivery";
  EXPECT_TRUE(Entered(Forwarded()));
  EXPECT_EQ(Refused(Changed(v1::DELIVERY_STATE_ACKNOWLEDGED)),
            absl::StatusCode::kFailedPrecondition);
}

TEST_F(DeliveryTest, AFormThatDoesNotHoldIsRefused) {
  v1::DeliveryChanged change = Forwarded();
  change.set_view_digest("short");
  EXPECT_EQ(Refused(change), absl::StatusCode::kInvalidArgument);
  change = Forwarded();
  change.add_reports(1);
  EXPECT_EQ(Refused(change), absl::StatusCode::kInvalidArgument) << "twice the same report";
  change = Forwarded("2025", 1);
  EXPECT_EQ(Refused(change), absl::StatusCode::kInvalidArgument) << "a report beyond the view";
  change = Forwarded("", 2);
  EXPECT_EQ(Refused(change), absl::StatusCode::kInvalidArgument);
  change = Forwarded();
  change.set_delivery(1);
  EXPECT_EQ(Refused(change), absl::StatusCode::kInvalidArgument);
  ASSERT_TRUE(Entered(Forwarded()));
  change = Changed(v1::DELIVERY_STATE_CONFIRMED);
  change.set_reference("a\nb");
  EXPECT_EQ(Refused(change), absl::StatusCode::kInvalidArgument);
}

TEST_F(DeliveryTest, MayTellOnlyThatSomethingIsGone) {
  v1::DeliveryChanged change = Forwarded();
  change.clear_reports();
  EXPECT_TRUE(Entered(change));
  ASSERT_TRUE(Reopen().ok());
  EXPECT_FALSE(Entered(change));
  EXPECT_TRUE(Entered(Changed(v1::DELIVERY_STATE_CONFIRMED)));
}

TEST_F(DeliveryTest, HowItStandsHoldsAcrossARestart) {
  ASSERT_TRUE(Entered(Forwarded()));
  ASSERT_TRUE(Reopen().ok());
  EXPECT_FALSE(Entered(Forwarded()));
  ASSERT_TRUE(Entered(Changed(v1::DELIVERY_STATE_CONFIRMED)));
  ASSERT_TRUE(Reopen().ok());
  EXPECT_FALSE(Entered(Changed(v1::DELIVERY_STATE_CONFIRMED)));
  EXPECT_TRUE(Entered(Changed(v1::DELIVERY_STATE_ACKNOWLEDGED)));
  ASSERT_TRUE(Reopen().ok());
  EXPECT_EQ(exchange_->Read()->facts.size(), 5u);
}

TEST_F(DeliveryTest, AChangedKeyIsRefusedWhenTheLogIsReadAgain) {
  ASSERT_TRUE(Entered(Forwarded()));
  Close();
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(DatabasePath().c_str(), &db), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(db, "UPDATE entry SET key = '/delivery/2024/2' WHERE position = 2",
                         nullptr, nullptr, nullptr),
            SQLITE_OK)
      << sqlite3_errmsg(db);
  ASSERT_EQ(sqlite3_changes(db), 1);
  sqlite3_close(db);
  const absl::Status opened = Reopen();
  EXPECT_EQ(opened.code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(opened.message()), HasSubstr("log position 2: key"));
}

}  // namespace
}  // namespace samlad::exchange
