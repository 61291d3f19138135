// SPDX-License-Identifier: EUPL-1.2
//
// What the board is due, from facts alone.

#include "gateway/forward/deliveries.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "gateway/base/limits.h"

namespace samlad::forward {
namespace {

using domain::Fact;
using ::testing::ElementsAre;

class DeliveriesTest : public ::testing::Test {
 protected:
  DeliveriesTest() { Add(domain::CatalogueFact{}); }

  // Position of the fact.
  template <class What>
  uint64_t Add(What what) {
    facts_.Append(
        Fact{.time_ms = static_cast<int64_t>(1000 * facts_.size()), .what = std::move(what)});
    return facts_.size() - 1;
  }
  uint64_t Publish() { return Add(domain::EditionFact{}); }
  uint64_t Report() {
    domain::ReportFact report;
    report.organisation = "homes";
    report.obligation = "annual";
    report.period = "2025";
    return Add(std::move(report));
  }
  uint64_t Change(v1::DeliveryState state, uint64_t delivery) {
    auto change = std::make_shared<v1::DeliveryChanged>();
    change->set_state(state);
    change->set_delivery(delivery);
    return Add(domain::DeliveryFact{change});
  }
  // Announces what is due.
  uint64_t Forward() {
    const auto due = Next();
    EXPECT_TRUE(due.has_value());
    return Announce(due->edition, due->attempt);
  }
  uint64_t Announce(uint64_t edition, uint32_t attempt) {
    auto change = std::make_shared<v1::DeliveryChanged>();
    change->set_state(v1::DELIVERY_STATE_FORWARDED);
    change->set_edition(edition);
    change->set_attempt(attempt);
    return Add(domain::DeliveryFact{change});
  }
  std::optional<Due> Next() {
    deliveries_.Read(facts_);
    // What a gateway that has just started finds must be the same.
    Deliveries again;
    again.Read(facts_);
    auto due = deliveries_.NextDue();
    const auto due_again = again.NextDue();
    EXPECT_EQ(due.has_value(), due_again.has_value());
    if (due.has_value() && due_again.has_value()) {
      EXPECT_EQ(due->edition, due_again->edition);
      EXPECT_EQ(due->attempt, due_again->attempt);
    }
    return due;
  }
  uint64_t NextEdition() {
    const auto due = Next();
    return due.has_value() ? due->edition : 0;
  }
  std::optional<int64_t> Since() {
    deliveries_.Read(facts_);
    return deliveries_.UndeliveredSinceMs();
  }
  uint64_t Waiting() {
    deliveries_.Read(facts_);
    return deliveries_.CountWaiting();
  }

  domain::Facts facts_;
  Deliveries deliveries_;
};

TEST_F(DeliveriesTest, NothingIsDueWithoutAnEdition) {
  Report();
  EXPECT_FALSE(Next().has_value());
  EXPECT_EQ(deliveries_.open(), nullptr);
  EXPECT_TRUE(deliveries_.Confirmed().empty());
}

TEST_F(DeliveriesTest, EditionsAreDueInTheirOrder) {
  const uint64_t first = Publish();
  const uint64_t second = Publish();
  EXPECT_EQ(NextEdition(), first);
  EXPECT_EQ(Next()->attempt, 1u);
  EXPECT_EQ(Waiting(), 2u);
  const uint64_t delivery = Forward();
  EXPECT_EQ(NextEdition(), second);
  EXPECT_EQ(deliveries_.open()->position, delivery);
  EXPECT_EQ(Waiting(), 2u) << "what is under way waits still";
  Change(v1::DELIVERY_STATE_CONFIRMED, delivery);
  EXPECT_EQ(Waiting(), 1u);
  Change(v1::DELIVERY_STATE_CONFIRMED, Forward());
  EXPECT_FALSE(Next().has_value());
}

TEST_F(DeliveriesTest, AFailedEditionIsDueAgainUnderTheNextAttempt) {
  const uint64_t edition = Publish();
  Change(v1::DELIVERY_STATE_FAILED, Forward());
  EXPECT_EQ(deliveries_.open(), nullptr);
  EXPECT_EQ(NextEdition(), edition);
  EXPECT_EQ(Next()->attempt, 2u);
  Change(v1::DELIVERY_STATE_FAILED, Forward());
  EXPECT_EQ(Next()->attempt, 3u);
  Change(v1::DELIVERY_STATE_CONFIRMED, Forward());
  EXPECT_FALSE(Next().has_value());
}

TEST_F(DeliveriesTest, UndeliveredCountsFromTheFirstThatWasNotConfirmed) {
  EXPECT_FALSE(Since().has_value());
  const uint64_t edition = Publish();
  EXPECT_EQ(Since(), facts_[edition].time_ms) << "nobody has announced it";
  const uint64_t first = Forward();
  Publish();
  EXPECT_EQ(Since(), facts_[first].time_ms);
  Change(v1::DELIVERY_STATE_FAILED, first);
  const uint64_t other = Forward();
  EXPECT_EQ(Since(), facts_[first].time_ms);
  Change(v1::DELIVERY_STATE_CONFIRMED, other);
  EXPECT_EQ(Since(), facts_[first].time_ms) << "the other edition waits still";
  Change(v1::DELIVERY_STATE_CONFIRMED, Forward());
  EXPECT_FALSE(Since().has_value());
  EXPECT_FALSE(Next().has_value());
}

TEST_F(DeliveriesTest, EditionsThatFailedComeAfterTheOthersInTurn) {
  const uint64_t first = Publish();
  const uint64_t second = Publish();
  Change(v1::DELIVERY_STATE_FAILED, Forward());
  EXPECT_EQ(NextEdition(), second);
  Change(v1::DELIVERY_STATE_FAILED, Forward());
  EXPECT_EQ(NextEdition(), first);
  const uint64_t third = Publish();
  EXPECT_EQ(NextEdition(), third);
  EXPECT_TRUE(deliveries_.HasFailed(first));
  EXPECT_FALSE(deliveries_.HasFailed(third));
  Change(v1::DELIVERY_STATE_CONFIRMED, Forward());
  EXPECT_EQ(NextEdition(), first);
  Change(v1::DELIVERY_STATE_CONFIRMED, Forward());
  Next();
  EXPECT_FALSE(deliveries_.HasFailed(first));
}

TEST_F(DeliveriesTest, AViewOfAnEarlierVersionIsOpenUntilItEnds) {
  Report();
  const uint64_t view = Announce(0, 0);
  const uint64_t edition = Publish();
  EXPECT_EQ(NextEdition(), edition);
  ASSERT_NE(deliveries_.open(), nullptr);
  EXPECT_EQ(deliveries_.open()->position, view);
  EXPECT_EQ(Waiting(), 1u);
  Change(v1::DELIVERY_STATE_FAILED, view);
  EXPECT_EQ(NextEdition(), edition);
  EXPECT_EQ(deliveries_.open(), nullptr);
  // One that was confirmed is still asked about.
  const uint64_t other = Announce(0, 0);
  Change(v1::DELIVERY_STATE_CONFIRMED, other);
  Next();
  ASSERT_EQ(deliveries_.Confirmed().size(), 1u);
  EXPECT_EQ(deliveries_.Confirmed()[0].position, other);
}

TEST_F(DeliveriesTest, AskedAreTheNewestThatAreNotAcknowledged) {
  std::vector<uint64_t> confirmed;
  for (size_t i = 0; i < limits::kForwardAskedMax + 2; ++i) {
    Publish();
    confirmed.push_back(Forward());
    Change(v1::DELIVERY_STATE_CONFIRMED, confirmed.back());
  }
  Change(v1::DELIVERY_STATE_ACKNOWLEDGED, confirmed.back());
  Next();
  const auto asked = deliveries_.Confirmed();
  ASSERT_EQ(asked.size(), limits::kForwardAskedMax);
  EXPECT_EQ(asked.front().position, confirmed[1]);
  EXPECT_EQ(asked.back().position, confirmed[confirmed.size() - 2]);
}

}  // namespace
}  // namespace samlad::forward
