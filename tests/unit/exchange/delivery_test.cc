// SPDX-License-Identifier: EUPL-1.2
//
// The states of a delivery to the board's system, and what comes twice.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <string>
#include <variant>
#include <vector>

#include "samlad/v1/ledger.pb.h"
#include "tests/unit/exchange/fixture.h"

namespace samlad::exchange {
namespace {

using ::testing::HasSubstr;

class DeliveryTest : public ExchangeTest {
 protected:
  DeliveryTest() {
    EXPECT_TRUE(Execute(Submit("homes", "a", MakeReport("homes", "2025", 70))).ok());
    EXPECT_EQ(PublishEdition(), 2u);
  }

  v1::DeliveryChanged Forwarded(uint32_t attempt = 1, uint64_t position = 2) const {
    const auto now = exchange_->Read();
    const auto& edition = std::get<domain::EditionFact>(now->facts[position].what);
    v1::DeliveryChanged change;
    change.set_state(v1::DELIVERY_STATE_FORWARDED);
    change.set_edition(position);
    change.set_edition_digest(edition.digest);
    change.set_attempt(attempt);
    change.mutable_query()->set_period(edition.period);
    change.mutable_query()->set_as_of(edition.as_of);
    change.mutable_query()->set_protected_as_of(edition.protected_as_of);
    change.set_view_digest(edition.view_digest);
    return change;
  }

  static v1::DeliveryChanged Changed(v1::DeliveryState state, uint64_t delivery = 3) {
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
  EXPECT_FALSE(Entered(Forwarded())) << "a late announcement of the same";
  EXPECT_EQ(Refused(Forwarded(3)), absl::StatusCode::kInvalidArgument) << "there is no second";
  EXPECT_TRUE(Entered(Forwarded(2))) << "the edition is delivered again";
  EXPECT_EQ(Refused(Forwarded(3)), absl::StatusCode::kFailedPrecondition)
      << "the second is under way";
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
  for (const auto spoil : std::vector<void (*)(v1::DeliveryChanged&)>{
           [](v1::DeliveryChanged& change) { change.set_edition(1); },
           [](v1::DeliveryChanged& change) { change.set_edition(99); },
           [](v1::DeliveryChanged& change) { change.set_edition_digest(std::string(32, 'x')); },
           [](v1::DeliveryChanged& change) { change.set_view_digest(std::string(32, 'x')); },
           [](v1::DeliveryChanged& change) { change.mutable_query()->set_as_of(1); },
           [](v1::DeliveryChanged& change) { change.mutable_query()->set_period("2024"); },
           [](v1::DeliveryChanged& change) { change.set_attempt(0); },
           [](v1::DeliveryChanged& change) { change.set_delivery(1); },
           [](v1::DeliveryChanged& change) { change.add_reports(1); }}) {
    v1::DeliveryChanged change = Forwarded();
    spoil(change);
    EXPECT_EQ(Refused(change), absl::StatusCode::kInvalidArgument) << change.ShortDebugString();
  }
  ASSERT_TRUE(Entered(Forwarded()));
  v1::DeliveryChanged change = Changed(v1::DELIVERY_STATE_CONFIRMED);
  change.set_reference("a\nb");
  EXPECT_EQ(Refused(change), absl::StatusCode::kInvalidArgument);
}

// As earlier versions announced them: two views of the moment give away one report.
TEST_F(DeliveryTest, AViewIsNoLongerAnnouncedButReadBack) {
  v1::DeliveryChanged view;
  view.set_state(v1::DELIVERY_STATE_FORWARDED);
  view.mutable_query()->set_period("2025");
  view.mutable_query()->set_as_of(2);
  view.set_view_digest(std::string(32, 'd'));
  view.add_reports(1);
  EXPECT_EQ(Refused(view), absl::StatusCode::kInvalidArgument);
  AppendAsEarlierVersion(v1::ENTRY_KIND_DELIVERY_CHANGED, "/delivery/2025/2",
                         view.SerializeAsString());
  EXPECT_FALSE(Entered(view));
  EXPECT_TRUE(Entered(Changed(v1::DELIVERY_STATE_CONFIRMED)));
  EXPECT_TRUE(Entered(Forwarded())) << "the edition, beside it";
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
  EXPECT_EQ(exchange_->Read()->facts.size(), 6u);
}

TEST_F(DeliveryTest, AChangedKeyIsRefusedWhenTheLogIsReadAgain) {
  ASSERT_TRUE(Entered(Forwarded()));
  Close();
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(DatabasePath().c_str(), &db), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(db, "UPDATE entry SET key = '/delivery/edition/2/2' WHERE position = 3",
                         nullptr, nullptr, nullptr),
            SQLITE_OK)
      << sqlite3_errmsg(db);
  ASSERT_EQ(sqlite3_changes(db), 1);
  sqlite3_close(db);
  const absl::Status opened = Reopen();
  EXPECT_EQ(opened.code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(opened.message()), HasSubstr("log position 3: key"));
}

}  // namespace
}  // namespace samlad::exchange
