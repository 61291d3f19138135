// SPDX-License-Identifier: EUPL-1.2
//
// What the board is due, from facts alone.

#include "gateway/forward/deliveries.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "gateway/base/limits.h"

namespace samlad::forward {
namespace {

using domain::Fact;
using ::testing::ElementsAre;

// A log of facts; obligation "approved" needs approval, "annual" does not.
class DeliveriesTest : public ::testing::Test {
 protected:
  DeliveriesTest() {
    v1::Catalogue catalogue;
    catalogue.add_obligations()->set_id("annual");
    v1::Obligation* approved = catalogue.add_obligations();
    approved->set_id("approved");
    approved->set_requires_approval(true);
    catalogue_ = domain::CatalogueIndex::Build(std::move(catalogue), 0, symbols_);
    Add(domain::CatalogueFact{catalogue_});
  }

  // Position of the fact.
  template <class What>
  uint64_t Add(What what) {
    facts_.Append(
        Fact{.time_ms = static_cast<int64_t>(1000 * facts_.size()), .what = std::move(what)});
    return facts_.size() - 1;
  }
  uint64_t Report(const std::string& organisation, const std::string& period, uint64_t replaces = 0,
                  const std::string& obligation = "annual") {
    domain::ReportFact report;
    report.organisation = report.sender = organisation;
    report.obligation = obligation;
    report.period = period;
    report.replaces = replaces;
    return Add(std::move(report));
  }
  // Gives a decision the names of the report that it is about.
  template <class Decision>
  void NameAs(uint64_t report, Decision& decision) {
    const auto& about = std::get<domain::ReportFact>(facts_[report].what);
    decision.organisation = about.organisation;
    decision.obligation = about.obligation;
    decision.period = about.period;
  }
  uint64_t Review(uint64_t report, bool approved) {
    domain::ReviewFact review;
    review.approved = approved;
    review.report = report;
    NameAs(report, review);
    return Add(std::move(review));
  }
  uint64_t Withdraw(uint64_t report) {
    domain::WithdrawalFact withdrawal;
    withdrawal.report = report;
    NameAs(report, withdrawal);
    return Add(std::move(withdrawal));
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
    auto change = std::make_shared<v1::DeliveryChanged>();
    change->set_state(v1::DELIVERY_STATE_FORWARDED);
    change->mutable_query()->set_period(due->period);
    change->mutable_query()->set_as_of(facts_.size());
    change->mutable_reports()->Add(due->reports.begin(), due->reports.end());
    return Add(domain::DeliveryFact{change});
  }
  std::optional<Due> Next() {
    deliveries_.Read(facts_);
    // What a gateway that has just started finds must be the same.
    Deliveries again;
    again.Read(facts_);
    auto due = deliveries_.NextDue(facts_, *catalogue_);
    const auto due_again = again.NextDue(facts_, *catalogue_);
    EXPECT_EQ(due.has_value(), due_again.has_value());
    if (due.has_value() && due_again.has_value()) {
      EXPECT_EQ(due->period, due_again->period);
      EXPECT_EQ(due->reports, due_again->reports);
    }
    return due;
  }
  std::vector<uint64_t> NextReports() {
    const auto due = Next();
    return due.has_value() ? due->reports : std::vector<uint64_t>();
  }
  std::optional<int64_t> Since() {
    deliveries_.Read(facts_);
    return deliveries_.UndeliveredSinceMs(facts_, *catalogue_);
  }
  uint64_t Waiting() {
    deliveries_.Read(facts_);
    return deliveries_.CountWaiting(facts_, *catalogue_);
  }

  domain::Symbols symbols_;
  std::shared_ptr<const domain::CatalogueIndex> catalogue_;
  domain::Facts facts_;
  Deliveries deliveries_;
};

TEST_F(DeliveriesTest, NothingIsDueOfAnEmptyLog) {
  EXPECT_FALSE(Next().has_value());
  EXPECT_EQ(deliveries_.open(), nullptr);
  EXPECT_TRUE(deliveries_.Confirmed().empty());
}

TEST_F(DeliveriesTest, ReportsOfOnePeriodGoTogetherTheLongestWaitingFirst) {
  const uint64_t a = Report("homes", "2025");
  const uint64_t b = Report("homes", "2024");
  const uint64_t c = Report("school", "2025");
  EXPECT_EQ(Next()->period, "2025");
  EXPECT_THAT(NextReports(), ElementsAre(a, c));
  EXPECT_EQ(Waiting(), 3u);
  const uint64_t delivery = Forward();
  EXPECT_EQ(Next()->period, "2024");
  EXPECT_THAT(NextReports(), ElementsAre(b));
  EXPECT_EQ(deliveries_.open()->position, delivery);
  EXPECT_EQ(Waiting(), 3u) << "what is under way waits still";
  Change(v1::DELIVERY_STATE_CONFIRMED, delivery);
  EXPECT_EQ(Waiting(), 1u);
}

TEST_F(DeliveriesTest, WhatWasReplacedIsNotDueAndWhatReplacesItIs) {
  const uint64_t first = Report("homes", "2025");
  const uint64_t second = Report("homes", "2025", first);
  EXPECT_THAT(NextReports(), ElementsAre(second));
  Change(v1::DELIVERY_STATE_CONFIRMED, Forward());
  EXPECT_FALSE(Next().has_value());
  const uint64_t third = Report("homes", "2025", second);
  EXPECT_THAT(NextReports(), ElementsAre(third));
}

TEST_F(DeliveriesTest, WhereApprovalIsNeededItIsDueOnceApproved) {
  const uint64_t report = Report("homes", "2025", 0, "approved");
  EXPECT_FALSE(Next().has_value());
  EXPECT_EQ(Waiting(), 0u);
  Review(report, true);
  EXPECT_THAT(NextReports(), ElementsAre(report));
}

TEST_F(DeliveriesTest, WhatWasSentBackOrWithdrawnIsNotDue) {
  Review(Report("homes", "2025"), false);
  EXPECT_FALSE(Next().has_value());
  const uint64_t withdrawn = Report("school", "2025");
  Withdraw(withdrawn);
  EXPECT_FALSE(Next().has_value());
}

TEST_F(DeliveriesTest, AFailedDeliveryIsCoveredByTheNextOne) {
  const uint64_t report = Report("homes", "2025");
  const uint64_t other = Report("school", "2025");
  const uint64_t delivery = Forward();
  const uint64_t better = Report("school", "2025", other);
  Change(v1::DELIVERY_STATE_FAILED, delivery);
  EXPECT_THAT(NextReports(), ElementsAre(report, better)) << "not the one replaced meanwhile";
  EXPECT_EQ(deliveries_.open(), nullptr);
}

TEST_F(DeliveriesTest, UndeliveredCountsFromTheFirstThatWasNotConfirmed) {
  EXPECT_FALSE(Since().has_value());
  const uint64_t report = Report("homes", "2025");
  EXPECT_EQ(Since(), facts_[report].time_ms) << "nobody has announced it";
  const uint64_t first = Forward();
  Report("homes", "2024");
  EXPECT_EQ(Since(), facts_[first].time_ms);
  Change(v1::DELIVERY_STATE_FAILED, first);
  const uint64_t other = Forward();
  EXPECT_EQ(Since(), facts_[first].time_ms);
  Change(v1::DELIVERY_STATE_CONFIRMED, other);
  EXPECT_EQ(Since(), facts_[first].time_ms) << "the other period waits still";
  Change(v1::DELIVERY_STATE_CONFIRMED, Forward());
  EXPECT_FALSE(Since().has_value());
  EXPECT_FALSE(Next().has_value());
}

TEST_F(DeliveriesTest, WhatNeedsApprovalWaitsFromTheApproval) {
  const uint64_t report = Report("homes", "2025", 0, "approved");
  EXPECT_FALSE(Since().has_value());
  const uint64_t approval = Review(report, true);
  EXPECT_EQ(Since(), facts_[approval].time_ms);
}

TEST_F(DeliveriesTest, APeriodIsDueAgainWhenSomethingThatWasDeliveredIsTakenBack) {
  const uint64_t homes = Report("homes", "2025");
  const uint64_t school = Report("school", "2025");
  Change(v1::DELIVERY_STATE_CONFIRMED, Forward());
  ASSERT_FALSE(Next().has_value());
  const uint64_t gone = Withdraw(homes);
  ASSERT_TRUE(Next().has_value());
  EXPECT_EQ(Next()->period, "2025");
  EXPECT_THAT(NextReports(), ElementsAre());
  EXPECT_EQ(Since(), facts_[gone].time_ms);
  const uint64_t told = Forward();
  EXPECT_FALSE(Next().has_value());
  Change(v1::DELIVERY_STATE_FAILED, told);
  EXPECT_TRUE(Next().has_value()) << "it was not told";
  Change(v1::DELIVERY_STATE_CONFIRMED, Forward());
  EXPECT_FALSE(Next().has_value());
  Review(school, false);
  EXPECT_TRUE(Next().has_value());
  Change(v1::DELIVERY_STATE_CONFIRMED, Forward());
  Withdraw(school);
  EXPECT_FALSE(Next().has_value()) << "its figures were gone already";
}

TEST_F(DeliveriesTest, WhatWasReplacedAndThenTakenBackIsGoneToo) {
  const uint64_t first = Report("homes", "2025");
  Change(v1::DELIVERY_STATE_CONFIRMED, Forward());
  Withdraw(Report("homes", "2025", first));
  EXPECT_TRUE(Next().has_value()) << "the board holds the figures of the first";
}

TEST_F(DeliveriesTest, WhatTheBoardNeverGotIsNotDueWhenItIsTakenBack) {
  Withdraw(Report("homes", "2025"));
  const uint64_t back = Report("school", "2025");
  Review(back, false);
  EXPECT_FALSE(Next().has_value());
}

TEST_F(DeliveriesTest, WhatIsTakenBackDuringADeliveryIsDueAfterIt) {
  const uint64_t report = Report("homes", "2025");
  const uint64_t delivery = Forward();
  Next();
  EXPECT_FALSE(deliveries_.IsOvertaken(*deliveries_.open(), facts_));
  Withdraw(report);
  EXPECT_TRUE(Next().has_value());
  EXPECT_TRUE(deliveries_.IsOvertaken(*deliveries_.open(), facts_));
  Change(v1::DELIVERY_STATE_CONFIRMED, delivery);
  EXPECT_TRUE(Next().has_value());
}

TEST_F(DeliveriesTest, ADeliveryIsOvertakenByReturnAndReplacementToo) {
  const uint64_t homes = Report("homes", "2025");
  const uint64_t first = Forward();
  Review(homes, false);
  Next();
  EXPECT_TRUE(deliveries_.IsOvertaken(*deliveries_.open(), facts_));
  Change(v1::DELIVERY_STATE_FAILED, first);
  const uint64_t better = Report("homes", "2025", homes);
  Forward();
  Next();
  EXPECT_FALSE(deliveries_.IsOvertaken(*deliveries_.open(), facts_));
  Report("homes", "2025", better);
  Next();
  EXPECT_TRUE(deliveries_.IsOvertaken(*deliveries_.open(), facts_));
}

TEST_F(DeliveriesTest, PeriodsThatFailedComeAfterTheOthersInTurn) {
  Report("homes", "2023");
  Report("homes", "2024");
  Change(v1::DELIVERY_STATE_FAILED, Forward());
  EXPECT_EQ(Next()->period, "2024");
  Change(v1::DELIVERY_STATE_FAILED, Forward());
  EXPECT_EQ(Next()->period, "2023");
  Report("homes", "2025");
  EXPECT_EQ(Next()->period, "2025");
  EXPECT_TRUE(deliveries_.HasFailed("2023"));
  EXPECT_FALSE(deliveries_.HasFailed("2025"));
  Change(v1::DELIVERY_STATE_CONFIRMED, Forward());
  EXPECT_EQ(Next()->period, "2023");
  Change(v1::DELIVERY_STATE_CONFIRMED, Forward());
  Next();
  EXPECT_FALSE(deliveries_.HasFailed("2023"));
}

TEST_F(DeliveriesTest, AskedAreTheNewestThatAreNotAcknowledged) {
  std::vector<uint64_t> confirmed;
  uint64_t report = Report("homes", "2025");
  for (size_t i = 0; i < limits::kForwardAskedMax + 2; ++i) {
    confirmed.push_back(Forward());
    Change(v1::DELIVERY_STATE_CONFIRMED, confirmed.back());
    report = Report("homes", "2025", report);
  }
  Change(v1::DELIVERY_STATE_ACKNOWLEDGED, confirmed.back());
  Next();
  const auto asked = deliveries_.Confirmed();
  ASSERT_EQ(asked.size(), limits::kForwardAskedMax);
  EXPECT_EQ(asked.front().position, confirmed[1]);
  EXPECT_EQ(asked.back().position, confirmed[confirmed.size() - 2]);
}

TEST_F(DeliveriesTest, OneDeliveryCoversSoManyReportsAndNoMore) {
  for (int i = 0; i <= limits::kForwardReportsMax; ++i) Report("o" + std::to_string(i), "2025");
  EXPECT_EQ(NextReports().size(), size_t{limits::kForwardReportsMax});
  Forward();
  EXPECT_EQ(NextReports().size(), 1u);
}

}  // namespace
}  // namespace samlad::forward
