// SPDX-License-Identifier: EUPL-1.2
//
// Which catalogues protect a view, and what the custodian may clear.

#include "gateway/domain/figures/protection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <utility>

#include "gateway/domain/follow_up/obligations.h"
#include "gateway/domain/view/view.h"
#include "tests/unit/domain/sample_log.h"

namespace samlad::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Result = ClearingCheck::Result;

v1::Catalogue WithFlow(const std::function<void(v1::Protection&)>& protect) {
  v1::Catalogue catalogue = SampleCatalogue();
  for (v1::Indicator& indicator : *catalogue.mutable_indicators()) {
    if (indicator.id() == "FLOW") protect(*indicator.mutable_protection());
  }
  return catalogue;
}

v1::Catalogue WithFlowOpen() {
  return WithFlow([](v1::Protection& protection) { protection.set_not_personal(true); });
}

v1::Catalogue WithFlowAt(uint32_t k) {
  return WithFlow([k](v1::Protection& protection) { protection.set_k(k); });
}

v1::Catalogue WithoutFlow() {
  v1::Catalogue catalogue = SampleCatalogue();
  auto& indicators = *catalogue.mutable_indicators();
  for (int i = 0; i < indicators.size(); ++i) {
    if (indicators[i].id() == "FLOW") indicators.DeleteSubrange(i, 1);
  }
  return catalogue;
}

std::string FlowAsOf(const SampleLog& log, uint64_t as_of, uint64_t protected_as_of) {
  v1::ViewQuery query;
  query.set_period("2025");
  query.set_as_of(as_of);
  query.set_protected_as_of(protected_as_of);
  return Shown(RowOf(log.View(query), "FLOW").figure());
}

std::string FlowNow(const SampleLog& log) { return FlowAsOf(log, 0, 0); }

TEST(ProtectionTest, LaterCatalogueProtectsEarlierMoments) {
  SampleLog log(WithFlowOpen());
  const uint64_t then = log.Report("eidar", "2025", {Count("FLOW", "3")}) + 1;
  log.Apply(WithFlowAt(5));
  const uint64_t head = log.facts().size();
  EXPECT_EQ(FlowAsOf(log, then, then), "3");
  EXPECT_EQ(FlowAsOf(log, then, head), "[c]");
  EXPECT_EQ(FlowNow(log), "[c]");
  // Its own moment, unless another is asked for.
  EXPECT_EQ(FlowAsOf(log, then, 0), "3");
}

// An acknowledgement of before names the digest of these bytes.
TEST(ProtectionTest, ViewOfItsOwnMomentKeepsItsBytes) {
  SampleLog log(WithFlowOpen());
  log.Report("eidar", "2025", {Count("FLOW", "3")});
  v1::ViewQuery query;
  query.set_period("2025");
  query.set_as_of(log.facts().size());
  const std::string bytes = log.View(query).SerializeAsString();
  EXPECT_EQ(log.View(query).query().protected_as_of(), 0u);
  log.Apply(WithFlowAt(5));
  log.Report("asf", "2025", {Count("FLOW", "2")});
  EXPECT_EQ(log.View(query).SerializeAsString(), bytes);
}

TEST(ProtectionTest, ViewIsAFunctionOfPrefixAndQuery) {
  SampleLog log(WithFlowOpen());
  log.Report("eidar", "2025", {Count("FLOW", "3")});
  v1::ViewQuery query;
  query.set_period("2025");
  query.set_as_of(log.facts().size());
  log.Apply(SampleCatalogue());
  query.set_protected_as_of(log.facts().size());
  const std::string bytes = log.View(query).SerializeAsString();
  log.Apply(WithFlowAt(90));
  log.Report("asf", "2025", {Count("FLOW", "70")});
  EXPECT_EQ(log.View(query).SerializeAsString(), bytes);
  EXPECT_EQ(log.View(query).query().protected_as_of(), query.protected_as_of());
}

// As the list of what is missing shows it, to whomever.
TEST(ProtectionTest, LaterCatalogueProtectsMeasuredEffectsOfEarlierMoments) {
  const auto with_effect = [](v1::Catalogue catalogue) {
    catalogue.mutable_projects(0)->add_effects()->set_indicator("FLOW");
    return catalogue;
  };
  SampleLog log(with_effect(WithFlowOpen()));
  Prose prose;
  v1::FollowUp& follow_up = prose.follow_ups.emplace_back();
  follow_up.set_project("P1");
  v1::MeasuredEffect& measured = *follow_up.add_measured();
  measured.set_indicator("FLOW");
  measured.set_value("3");
  const uint64_t then =
      log.Report("eidar", "2025", {Count("FLOW", "3")}, "year", std::move(prose)) + 1;
  log.Apply(with_effect(WithFlowAt(5)));
  const auto shown = [&](uint64_t protected_as_of) {
    return ProjectRows(*ReadPrefix(log.facts(), then, protected_as_of), "2025")
        .front()
        .effects(0)
        .measured();
  };
  EXPECT_EQ(shown(then), "3");
  EXPECT_EQ(shown(log.facts().size()), "");
}

TEST(ProtectionTest, LaterCatalogueEasesNothing) {
  SampleLog log(WithFlowAt(10));
  log.Report("eidar", "2025", {Count("FLOW", "8")});
  for (const v1::Catalogue& eased : {WithFlowAt(5), WithFlowOpen()}) {
    log.Apply(eased);
    EXPECT_EQ(FlowNow(log), "[c]");
  }
}

TEST(ProtectionTest, IndicatorThatWasAwayKeepsItsProtection) {
  SampleLog log(WithFlowAt(10));
  log.Apply(WithoutFlow());
  log.Apply(WithFlowOpen());
  log.Report("eidar", "2025", {Count("FLOW", "8")});
  EXPECT_EQ(FlowNow(log), "[c]");
}

// The head's catalogue no longer has the indicator; the one between protected it.
TEST(ProtectionTest, IndicatorThatIsGoneStaysProtectedAsOfEarlier) {
  SampleLog log(WithFlowOpen());
  const uint64_t then = log.Report("eidar", "2025", {Count("FLOW", "3")}) + 1;
  log.Apply(WithFlowAt(5));
  log.Apply(WithoutFlow());
  EXPECT_EQ(FlowAsOf(log, then, log.facts().size()), "[c]");
}

TEST(ProtectionTest, OneAndTwoOfOlderCataloguesCountAsThree) {
  for (const uint32_t k : {1u, 2u, 3u}) {
    SampleLog log(WithFlowAt(k));
    log.Report("eidar", "2025", {Count("FLOW", "2")});
    EXPECT_EQ(FlowNow(log), "[c]") << k;
    SampleLog larger(WithFlowAt(k));
    larger.Report("eidar", "2025", {Count("FLOW", "3")});
    EXPECT_EQ(FlowNow(larger), "3") << k;
  }
}

TEST(ProtectionTest, MomentMustBeInTheLogAndNotBeforeTheView) {
  SampleLog log;
  log.Report("eidar", "2025", {Count("FLOW", "30")});
  v1::ViewQuery query;
  query.set_period("2025");
  query.set_as_of(2);
  query.set_protected_as_of(3);
  EXPECT_EQ(ConsolidateView(log.facts(), query).status().code(), absl::StatusCode::kOutOfRange);
  query.set_protected_as_of(1);
  EXPECT_EQ(ConsolidateView(log.facts(), query).status().code(),
            absl::StatusCode::kInvalidArgument);
  query.set_as_of(0);  // all: 2
  EXPECT_EQ(ConsolidateView(log.facts(), query).status().code(),
            absl::StatusCode::kInvalidArgument);
  query.set_protected_as_of(2);
  EXPECT_TRUE(ConsolidateView(log.facts(), query).ok());
}

TEST(ProtectionTest, FirstAsStrictIsTheLastMomentThatProtectedMore) {
  SampleLog log(WithoutFlow());
  const auto first = [&](uint64_t as_of) {
    return FirstAsStrict(log.facts(), as_of, log.facts().size());
  };
  log.Apply(WithFlowOpen());
  EXPECT_EQ(first(1), 1u);  // new: no earlier view has it
  log.Apply(WithFlowAt(5));
  EXPECT_EQ(first(2), 3u);
  EXPECT_EQ(first(1), 1u);
  EXPECT_EQ(first(3), 3u);
  log.Apply(WithFlowOpen());  // eases nothing
  log.Apply(SampleCatalogue());
  log.Report("eidar", "2025", {Count("FLOW", "30")});
  EXPECT_EQ(first(2), 3u);
  EXPECT_EQ(first(4), 4u);
  log.Apply(WithFlow([](v1::Protection& protection) { protection.set_sensitive(true); }));
  EXPECT_EQ(first(2), 7u);
  EXPECT_EQ(first(6), 7u);
  EXPECT_EQ(first(7), 7u);
  EXPECT_EQ(FirstAsStrict(log.facts(), 2, 6), 3u);
}

// --- clearing ---

ClearingCheck CheckOf(const SampleLog& log, uint64_t report, std::string_view indicator = "FLOW") {
  return CheckClearing(*ReadPrefix(log.facts(), 0), report, indicator);
}

TEST(ClearingTest, ClearedSlipHidesNoLonger) {
  SampleLog log;
  const uint64_t slip = log.Report("eidar", "2025", {Count("FLOW", "3")});
  log.Report("eidar", "2025", {Count("FLOW", "34")});
  EXPECT_EQ(FlowNow(log), "[c]");
  ASSERT_EQ(CheckOf(log, slip).result, Result::kMayBeCleared);
  const uint64_t before = log.facts().size();
  const uint64_t clearing = log.Clear(slip, "FLOW");
  EXPECT_EQ(FlowNow(log), "34");
  const v1::View view = log.View();
  ASSERT_EQ(view.clearings_size(), 1);
  EXPECT_EQ(view.clearings(0).indicator(), "FLOW");
  EXPECT_EQ(view.clearings(0).position(), clearing);
  EXPECT_EQ(view.clearings(0).reason(), "skrivfel");
  // Earlier moments keep hiding it, because the slip was in force in some.
  for (uint64_t as_of = slip + 1; as_of <= before; ++as_of) {
    EXPECT_EQ(FlowAsOf(log, as_of, log.facts().size()), "[c]") << as_of;
  }
  EXPECT_EQ(CheckOf(log, slip).result, Result::kCleared);
  EXPECT_THAT(CheckOf(log, slip).others, ElementsAre(clearing));
}

TEST(ClearingTest, OnlyTheViewsThatShowTheIndicatorSayIt) {
  SampleLog log;
  const uint64_t slip = log.Report("eidar", "2025", {Count("FLOW", "3")});
  log.Report("eidar", "2025", {Count("FLOW", "34")});
  log.Clear(slip, "FLOW");
  v1::ViewQuery query;
  query.set_period("2025");
  query.add_indicators("STOCK");
  EXPECT_THAT(log.View(query).clearings(), IsEmpty());
}

TEST(ClearingTest, FigureThatCountsCannotBeCleared) {
  SampleLog log;
  const uint64_t report = log.Report("eidar", "2025", {Count("FLOW", "3")});
  EXPECT_EQ(CheckOf(log, report).result, Result::kInForce);
  log.Review(report, /*approved=*/false);
  EXPECT_EQ(CheckOf(log, report).result, Result::kMayBeCleared);
}

TEST(ClearingTest, WithdrawnFigureCanBeCleared) {
  SampleLog log;
  const uint64_t report = log.Report("eidar", "2025", {Count("FLOW", "3")});
  log.Withdraw(report);
  ASSERT_EQ(CheckOf(log, report).result, Result::kMayBeCleared);
  log.Clear(report, "FLOW");
  log.Report("asf", "2025", {Count("FLOW", "34")});
  EXPECT_EQ(FlowNow(log), "34");
}

TEST(ClearingTest, OtherFigureThatCountsStillHides) {
  SampleLog log;
  const uint64_t slip = log.Report("eidar", "2025", {Count("FLOW", "3")});
  log.Report("eidar", "2025", {Count("FLOW", "34")});
  const uint64_t small = log.Report("asf", "2024", {Count("FLOW", "4")});
  EXPECT_EQ(CheckOf(log, slip).result, Result::kOthersHide);
  EXPECT_THAT(CheckOf(log, slip).others, ElementsAre(small));
}

TEST(ClearingTest, StepBetweenFiguresThatCountStillHides) {
  SampleLog log;
  const uint64_t slip = log.Report("eidar", "2025", {Count("FLOW", "3")});
  log.Report("eidar", "2025-T2", {Count("FLOW", "32")});
  log.Report("eidar", "2025", {Count("FLOW", "34")});
  EXPECT_EQ(CheckOf(log, slip).result, Result::kOthersHide);
  EXPECT_THAT(CheckOf(log, slip).others, IsEmpty());  // neither alone
}

TEST(ClearingTest, ComplementThatCountsStillHides) {
  SampleLog log;
  const uint64_t slip = log.Report("eidar", "2025", {Ratio("RATIO", "3", "40")});
  log.Report("eidar", "2025", {Ratio("RATIO", "38", "40")});
  EXPECT_EQ(CheckOf(log, slip, "RATIO").result, Result::kOthersHide);
}

// A step of 2 up to a year's figure that was corrected since.
TEST(ClearingTest, SlipThatMadeASmallStepCanBeCleared) {
  SampleLog log;
  log.Report("eidar", "2025-T2", {Count("FLOW", "32")});
  const uint64_t slip = log.Report("eidar", "2025", {Count("FLOW", "34")});
  log.Report("eidar", "2025", {Count("FLOW", "43")});
  ASSERT_EQ(CheckOf(log, slip).result, Result::kMayBeCleared);
  log.Clear(slip, "FLOW");
  EXPECT_EQ(FlowNow(log), "43");
}

// Each is cleared by itself; until the last one the indicator is hidden.
TEST(ClearingTest, TwoSlipsAreClearedOneAfterTheOther) {
  SampleLog log;
  const uint64_t first = log.Report("eidar", "2025", {Count("FLOW", "3")});
  const uint64_t second = log.Report("eidar", "2025", {Count("FLOW", "4")});
  log.Report("eidar", "2025", {Count("FLOW", "34")});
  ASSERT_EQ(CheckOf(log, first).result, Result::kMayBeCleared);
  log.Clear(first, "FLOW");
  EXPECT_EQ(FlowNow(log), "[c]");
  ASSERT_EQ(CheckOf(log, second).result, Result::kMayBeCleared);
  log.Clear(second, "FLOW");
  EXPECT_EQ(FlowNow(log), "34");
}

TEST(ClearingTest, WhatHidesNothingIsNotCleared) {
  SampleLog log;
  const uint64_t first = log.Report("eidar", "2025", {Count("FLOW", "30"), Count("STOCK", "9")});
  const uint64_t slip = log.Report("eidar", "2025", {Count("FLOW", "3")});
  log.Report("eidar", "2025", {Count("FLOW", "34"), Count("STOCK", "9")});
  EXPECT_EQ(CheckOf(log, first).result, Result::kHidesNothing);
  EXPECT_THAT(CheckOf(log, first).others, ElementsAre(slip));
  EXPECT_EQ(CheckOf(log, first, "STOCK").result, Result::kNothingHidden);
  EXPECT_EQ(CheckOf(log, slip, "STOCK").result, Result::kNotInReport);
  EXPECT_EQ(CheckOf(log, slip, "NONE").result, Result::kUnknownIndicator);
}

TEST(ClearingTest, SlipInABreakdownCanBeCleared) {
  SampleLog log;
  const uint64_t slip = log.Report(
      "eidar", "2025", {Count("FLOW", "40"), {.indicator = "FLOW", .value = "2", .sex = "F"}});
  log.Report("eidar", "2025",
             {Count("FLOW", "40"), {.indicator = "FLOW", .value = "20", .sex = "F"}});
  v1::ViewQuery query;
  query.set_period("2025");
  query.add_breakdowns(v1::DIMENSION_SEX);
  const auto cell = [&] { return Shown(RowOf(log.View(query), "FLOW").cells(0).figure()); };
  EXPECT_EQ(cell(), "[c]");
  ASSERT_EQ(CheckOf(log, slip).result, Result::kMayBeCleared);
  log.Clear(slip, "FLOW");
  EXPECT_EQ(cell(), "20");
}

// A clearing is of one indicator of one report.
TEST(ClearingTest, NothingElseIsCleared) {
  SampleLog log;
  const uint64_t slip = log.Report("eidar", "2025", {Count("FLOW", "3"), Count("HEADS", "3")});
  log.Report("eidar", "2025", {Count("FLOW", "34"), Count("HEADS", "34")});
  log.Clear(slip, "FLOW");
  EXPECT_EQ(Shown(RowOf(log.View(), "HEADS").figure()), "[c]");
  log.Report("asf", "2025", {Count("FLOW", "2")});
  EXPECT_EQ(FlowNow(log), "[c]");
}

}  // namespace
}  // namespace samlad::domain
