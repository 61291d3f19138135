// SPDX-License-Identifier: EUPL-1.2
//
// Catalogues that change under the reports, and what may be read of the log.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/time/time.h"
#include "gateway/exchange/exchange.h"
#include "gateway/exchange/refusal.h"
#include "gateway/ledger/receipt.h"
#include "gateway/ledger/tree.h"
#include "samlad/v1/ledger.pb.h"
#include "tests/unit/exchange/fixture.h"
#include "tests/unit/exchange/sequenced.h"

namespace samlad::exchange {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

// What an applied catalogue would be refused for.
std::vector<std::string> CodesOf(const absl::StatusOr<v1::CatalogueServicePlanResponse>& plan) {
  std::vector<std::string> codes;
  EXPECT_TRUE(plan.ok()) << plan.status();
  for (const v1::Finding& finding : plan->findings()) codes.push_back(finding.code());
  return codes;
}

TEST_F(ExchangeTest, ACatalogueIsAppliedAgainstTheOneItWasPlannedFor) {
  v1::Catalogue next = TestCatalogue();
  next.add_periods()->set_id("2026");
  const auto plan = exchange_->reader().Plan(next.SerializeAsString());
  ASSERT_TRUE(plan.ok());
  EXPECT_EQ(plan->base(), 0u);
  ASSERT_EQ(plan->changes_size(), 1);

  const auto applied = Execute(Apply(next, "a", plan->base()));
  ASSERT_TRUE(applied.ok()) << applied.status();
  EXPECT_EQ(applied->verdict, v1::VERDICT_ACCEPTED);
  EXPECT_TRUE(ledger::VerifyReceipt(applied->receipt, Verifier(), next.SerializeAsString()).ok());
  EXPECT_NE(exchange_->Read()->catalogue->FindPeriod("2026"), nullptr);

  const auto stale = Execute(Apply(TestCatalogue(), "b", 0));
  EXPECT_EQ(stale.status().code(), absl::StatusCode::kFailedPrecondition);
  ASSERT_TRUE(Reopen().ok());
  EXPECT_NE(exchange_->Read()->catalogue->FindPeriod("2026"), nullptr);
}

TEST_F(ExchangeTest, APlanSaysThatTheFileIsOlderThanTheCatalogueInForce) {
  v1::Catalogue next = TestCatalogue();
  next.add_periods()->set_id("2026");
  ASSERT_TRUE(Execute(Submit("homes", "r", MakeReport("homes", "2025", 70))).ok());
  ASSERT_TRUE(Execute(Apply(next, "a", 0)).ok());
  next.add_periods()->set_id("2027");
  ASSERT_TRUE(Execute(Apply(next, "b", 2)).ok());

  const std::string bytes = TestCatalogue().SerializeAsString();
  EXPECT_THAT(CodesOf(exchange_->reader().Plan(bytes, 2)), Contains("CATALOGUE_BASE_OLDER"));
  EXPECT_THAT(CodesOf(exchange_->reader().Plan(bytes, 3)), Not(Contains("CATALOGUE_BASE_OLDER")));
  EXPECT_THAT(CodesOf(exchange_->reader().Plan(bytes)), Not(Contains("CATALOGUE_BASE_OLDER")));
  EXPECT_THAT(CodesOf(exchange_->reader().Plan(bytes, 0)), Contains("CATALOGUE_BASE_OLDER"));
  EXPECT_EQ(exchange_->reader().Plan(bytes, 1).status().code(), absl::StatusCode::kOutOfRange);
}

// The day of the catalogue's zone, which is an hour or two ahead of UTC.
TEST_F(ExchangeTest, FindsTheEndOfADay) {
  const auto at = [this](const char* time) {
    absl::Time parsed;
    EXPECT_TRUE(absl::ParseTime(absl::RFC3339_full, time, &parsed, nullptr));
    clock_.Set(absl::ToUnixMillis(parsed));
  };
  at("2026-02-10T23:30:00+01:00");
  ASSERT_TRUE(Execute(Submit("homes", "a", MakeReport("homes", "2025", 70))).ok());
  at("2026-02-11T00:30:00+01:00");
  ASSERT_TRUE(Execute(Submit("homes", "b", MakeReport("homes", "2025", 71), 1)).ok());

  const exchange::LogReader& reader = exchange_->reader();
  const auto tenth = reader.FindDayEnd("2026-02-10");
  ASSERT_TRUE(tenth.ok()) << tenth.status();
  EXPECT_EQ(tenth->tree_size, 2u);
  EXPECT_EQ(tenth->time_zone, "Europe/Stockholm");
  EXPECT_EQ(reader.FindDayEnd("2026-02-11")->tree_size, 3u);
  EXPECT_EQ(reader.FindDayEnd("2026-12-31")->tree_size, 3u);
  EXPECT_EQ(reader.FindDayEnd("2025-12-31").status().code(), absl::StatusCode::kOutOfRange);
  for (const char* wrong : {"", "today", "2026-02-30", "2030-2-1", "2026-02-10T00:00"}) {
    EXPECT_EQ(reader.FindDayEnd(wrong).status().code(), absl::StatusCode::kInvalidArgument)
        << wrong;
  }
}

TEST_F(ExchangeTest, ACatalogueThatRemovesWhatIsUsedOrTheLastAdministratorIsRefused) {
  ASSERT_TRUE(Execute(Submit("homes", "a", MakeReport("homes", "2025", 70))).ok());
  v1::Catalogue without_indicator = TestCatalogue();
  without_indicator.clear_indicators();
  without_indicator.mutable_obligations(0)->clear_indicators();
  without_indicator.mutable_obligations(0)->clear_mandatory();
  v1::Catalogue without_administrator = TestCatalogue();
  without_administrator.mutable_organisations(0)->clear_permissions();
  for (const v1::Catalogue& catalogue : {without_indicator, without_administrator}) {
    const auto refused = Execute(Apply(catalogue, "b", 0));
    ASSERT_TRUE(refused.ok()) << refused.status();
    EXPECT_EQ(refused->verdict, v1::VERDICT_REJECTED);
    EXPECT_TRUE(refused->receipt.empty());
  }
  EXPECT_EQ(exchange_->Read()->facts.size(), 2u);
}

// A baseline would tell readers what the table hides.
TEST_F(ExchangeTest, ABaselineWhoseFigureIsHiddenNowIsWarnedOf) {
  v1::Catalogue next = TestCatalogue();
  v1::Target& target = *next.add_targets();
  target.set_indicator("IND-01");
  target.set_period("2025");
  target.set_value("100");
  target.set_baseline("60");
  target.set_baseline_period("2024");
  target.set_document("plan");
  const auto planned = [&] { return CodesOf(exchange_->reader().Plan(next.SerializeAsString())); };
  EXPECT_THAT(planned(), IsEmpty());
  ASSERT_TRUE(Execute(Submit("school", "a", MakeReport("school", "2024", 58))).ok());
  EXPECT_THAT(planned(), ElementsAre("CATALOGUE_BASELINE_HIDDEN"));  // two less
  next.mutable_targets(0)->set_baseline("70");
  EXPECT_THAT(planned(), IsEmpty());
  ASSERT_TRUE(Execute(Submit("homes", "b", MakeReport("homes", "2025", 3))).ok());
  EXPECT_THAT(planned(), ElementsAre("CATALOGUE_BASELINE_HIDDEN"));
  next.mutable_targets(0)->set_baseline("3");
  EXPECT_THAT(planned(), ElementsAre("CATALOGUE_BASELINE_SMALL"));
}

TEST_F(ExchangeTest, AVersionThatBeginsInAReportedPeriodIsRefused) {
  ASSERT_TRUE(Execute(Submit("homes", "a", MakeReport("homes", "2025", 70))).ok());
  v1::Catalogue next = TestCatalogue();
  v1::Indicator& version = *next.add_indicators();
  version = next.indicators(0);
  version.set_version(2);
  version.set_first_period("2025");
  EXPECT_THAT(CodesOf(exchange_->reader().Plan(next.SerializeAsString())),
              ElementsAre("CATALOGUE_VERSION_REPORTED"));
  version.set_first_period("2026");
  EXPECT_THAT(CodesOf(exchange_->reader().Plan(next.SerializeAsString())), IsEmpty());
}

TEST_F(ExchangeTest, ADueDateThatHasPassedStays) {
  v1::Catalogue later = TestCatalogue();
  later.mutable_obligations(0)->mutable_periods(1)->set_due("2026-03-01");
  v1::Catalogue without = TestCatalogue();
  without.mutable_obligations(0)->mutable_periods()->RemoveLast();
  EXPECT_THAT(CodesOf(exchange_->reader().Plan(later.SerializeAsString())), IsEmpty());
  EXPECT_THAT(CodesOf(exchange_->reader().Plan(without.SerializeAsString())), IsEmpty());

  v1::DeadlinePassed passed;
  passed.set_obligation("annual");
  passed.set_period("2025");
  passed.set_due("2026-02-15");
  ASSERT_TRUE(Execute({.kind = CommandKind::kPassDeadline,
                       .sender = {},
                       .submission_id = {},
                       .payload = passed.SerializeAsString(),
                       .base = 0})
                  .ok());
  EXPECT_THAT(CodesOf(exchange_->reader().Plan(later.SerializeAsString())),
              ElementsAre("CATALOGUE_DUE_CHANGED"));
  EXPECT_THAT(CodesOf(exchange_->reader().Plan(without.SerializeAsString())),
              ElementsAre("CATALOGUE_USED_REMOVED"));
}

TEST_F(ExchangeTest, OnlyWhatSomebodyHasReportedForIsAcknowledged) {
  const auto acknowledge = [this](std::string_view period, uint64_t as_of) {
    v1::BoardAcknowledged acknowledged;
    acknowledged.mutable_query()->set_period(std::string(period));
    acknowledged.mutable_query()->set_as_of(as_of);
    return Execute({.kind = CommandKind::kAcknowledge,
                    .sender = {"board", "test", ""},
                    .submission_id = "a",
                    .payload = acknowledged.SerializeAsString(),
                    .base = 0});
  };
  ASSERT_TRUE(Execute(Submit("homes", "a", MakeReport("homes", "2025", 70))).ok());
  const absl::Status early = acknowledge("2025", 1).status();
  EXPECT_EQ(early.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(early.GetPayload(kReasonUrl), "NOTHING_REPORTED");
  EXPECT_EQ(acknowledge("2024", 2).status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(acknowledge("2031", 2).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(acknowledge("2025", 9).status().code(), absl::StatusCode::kOutOfRange);
  EXPECT_TRUE(acknowledge("2025", 2).ok());
}

TEST_F(ExchangeTest, AReportCheckedAgainstAnOldCatalogueIsCheckedAgain) {
  exchange_.reset();
  Sequenced sequenced(kOrigin, *store_, clock_, *signer_, Verifier());
  v1::Catalogue closed = TestCatalogue();
  closed.mutable_periods(1)->set_closed(true);
  store_->Hold();
  auto applied = sequenced.Add(Apply(closed, "a", 0));
  store_->AwaitHeld();
  // Checked while the old catalogue is still the one that readers see.
  auto report = sequenced.Add(Submit("homes", "a", MakeReport("homes", "2025", 70)));
  store_->Release();
  ASSERT_TRUE(applied.get().ok());
  const auto outcome = report.get();
  ASSERT_TRUE(outcome.ok()) << outcome.status();
  EXPECT_EQ(outcome->verdict, v1::VERDICT_REJECTED);
  EXPECT_EQ(outcome->catalogue_position, 1u);
}

TEST_F(ExchangeTest, ReceiptsAndProofsOfOthersAreNotFound) {
  const auto outcome = Execute(Submit("homes", "a", MakeReport("homes", "2025", 70)));
  ASSERT_TRUE(outcome.ok());
  const identity::Principal homes{"homes", "test", ""}, school{"school", "test", ""};
  EXPECT_EQ(*exchange_->reader().FindReceipt(homes, "a", 0, false), outcome->receipt);
  EXPECT_EQ(*exchange_->reader().FindReceipt(homes, "", 1, false), outcome->receipt);
  const auto others = exchange_->reader().FindReceipt(school, "", 1, false);
  EXPECT_EQ(others.status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(others.status(), exchange_->reader().FindReceipt(school, "", 99, false).status());
  EXPECT_EQ(others.status(), exchange_->reader().FindReceipt(school, "a", 0, false).status());
  EXPECT_EQ(*exchange_->reader().FindReceipt(school, "", 1, true), outcome->receipt);

  EXPECT_EQ(exchange_->reader().Prove(school, 1, 0, false).status(), others.status());
  const auto proof = exchange_->reader().Prove(homes, 1, 0, false);
  ASSERT_TRUE(proof.ok());
  EXPECT_TRUE(
      ledger::VerifyInclusion(proof->leaf, 1, proof->tree_size, proof->hashes, proof->root).ok());
}

TEST_F(ExchangeTest, AnyTwoSizesOfTheLogAreProvenConsistent) {
  const auto checkpoint = [this] {
    return *Verifier().OpenCheckpoint(exchange_->Read()->checkpoint);
  };
  std::vector<ledger::Checkpoint> seen{checkpoint()};
  for (const char* id : {"a", "b", "c", "d"}) {
    ASSERT_TRUE(
        Execute(Submit("school", id, MakeReport("school", "2025", 30), seen.back().size - 1)).ok());
    seen.push_back(checkpoint());
  }
  for (const ledger::Checkpoint& first : seen) {
    for (const ledger::Checkpoint& second : seen) {
      if (second.size < first.size) continue;
      const auto proof = exchange_->reader().ProveConsistency(first.size, second.size);
      ASSERT_TRUE(proof.ok()) << proof.status();
      EXPECT_TRUE(ledger::VerifyConsistency(proof->first_size, first.root, proof->second_size,
                                            second.root, proof->hashes)
                      .ok());
    }
  }
  EXPECT_EQ(exchange_->reader().ProveConsistency(2, 0)->second_size, 5u);

  const auto code = [this](uint64_t first, uint64_t second) {
    return exchange_->reader().ProveConsistency(first, second).status().code();
  };
  EXPECT_EQ(code(0, 3), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(code(4, 3), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(code(3, 6), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(code(6, 0), absl::StatusCode::kOutOfRange);
}

TEST_F(ExchangeTest, AViewAsOfBeforeGivesTheBytesItGaveBefore) {
  ASSERT_TRUE(Execute(Submit("homes", "a", MakeReport("homes", "2025", 70))).ok());
  v1::ViewQuery query;
  query.set_period("2025");
  const auto before = exchange_->reader().View(query, LogReader::Protect::kAsAsked);
  ASSERT_TRUE(before.ok()) << before.status();
  ASSERT_TRUE(Execute(Submit("homes", "b", MakeReport("homes", "2025", 80), 1)).ok());
  ASSERT_TRUE(Execute(Submit("school", "c", MakeReport("school", "2025", 30))).ok());

  const auto now = exchange_->reader().View(query, LogReader::Protect::kAsAsked);
  ASSERT_TRUE(now.ok());
  EXPECT_EQ(now->areas(0).rows(0).figure().value(), "110");
  query.set_as_of(before->as_of());
  EXPECT_EQ(exchange_->reader().View(query, LogReader::Protect::kAsAsked)->SerializeAsString(),
            before->SerializeAsString());
  ASSERT_TRUE(Reopen().ok());
  EXPECT_EQ(exchange_->reader().View(query, LogReader::Protect::kAsAsked)->SerializeAsString(),
            before->SerializeAsString());
}

}  // namespace
}  // namespace samlad::exchange
