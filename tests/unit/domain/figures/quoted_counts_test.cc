// SPDX-License-Identifier: EUPL-1.2
//
// What a project's row may not tell next to the table. Counts below 5 are
// protected in the sample.

#include "gateway/domain/figures/quoted_counts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/unit/domain/sample_log.h"

namespace samlad::domain {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// P1, which eidar owns, expects `indicator` to change from `baseline` in 2023.
v1::Catalogue Expecting(std::string_view indicator, std::string_view baseline,
                        std::string_view expected = "60") {
  v1::Catalogue catalogue = SampleCatalogue();
  v1::Project& project = *catalogue.mutable_projects(0);
  project.add_participants("asf");
  v1::ExpectedEffect& effect = *project.add_effects();
  effect.set_indicator(std::string(indicator));
  effect.set_baseline(std::string(baseline));
  effect.set_baseline_period("2023");
  effect.set_expected(std::string(expected));
  effect.set_period("2026");
  return catalogue;
}

Prose Measured(std::string_view indicator, std::string_view value,
               const std::string& project = "P1") {
  v1::FollowUp follow_up;
  follow_up.set_project(project);
  v1::MeasuredEffect& effect = *follow_up.add_measured();
  effect.set_indicator(std::string(indicator));
  effect.set_value(std::string(value));
  return {.activities = {}, .follow_ups = {follow_up}};
}

// "expected from baseline: measured" of the effect, and what the follow-up of the
// period measured; "-" where it is left out.
std::string ShownEffect(const v1::ProjectRow& row) {
  const auto text = [](const std::string& value) { return value.empty() ? "-" : value; };
  const v1::EffectRow& effect = row.effects(0);
  return text(effect.expected().expected()) + " from " + text(effect.expected().baseline()) + ": " +
         text(effect.measured());
}

std::string ShownEffect(const SampleLog& log, std::string_view period = "2025") {
  const v1::ProjectRow row = log.View(period).projects(0);
  EXPECT_EQ(ShownEffect(row), ShownEffect(ProjectRows(log.facts(), 0, period).front()));
  if (row.has_follow_up()) {
    EXPECT_EQ(row.follow_up().measured(0).value(), row.effects(0).measured());
  }
  return ShownEffect(row);
}

std::string ShownFlow(const SampleLog& log) { return Shown(RowOf(log.View(), "FLOW").figure()); }

TEST(QuotedCountsTest, NothingOfAHiddenIndicatorIsTold) {
  SampleLog log(Expecting("FLOW", "90"));
  EXPECT_EQ(ShownEffect(log), "60 from 90: -");
  log.Report("eidar", "2025", {Count("FLOW", "3")}, "year", Measured("FLOW", "40"));
  EXPECT_EQ(ShownEffect(log), "- from -: -");
  EXPECT_THAT(log.View().SerializeAsString(), Not(HasSubstr("90")));
}

TEST(QuotedCountsTest, ASmallCountIsNotTold) {
  SampleLog log(Expecting("FLOW", "4", "3"));
  EXPECT_EQ(ShownEffect(log), "- from -: -");
  SampleLog nobody(Expecting("FLOW", "30", "0"));
  EXPECT_EQ(ShownEffect(nobody), "0 from 30: -");
  SampleLog open(Expecting("OPEN", "4", "3"));
  EXPECT_EQ(ShownEffect(open), "3 from 4: -");
}

TEST(QuotedCountsTest, ABaselineNearTheTableIsNotTold) {
  const auto shown = [](std::string_view reported, std::string_view baseline) {
    SampleLog log(Expecting("FLOW", baseline));
    log.Report("eidar", "2023", {Count("FLOW", reported)});
    EXPECT_EQ(ShownFlow(log), "[x]");
    return ShownEffect(log);
  };
  EXPECT_EQ(shown("58", "60"), "60 from -: -");
  EXPECT_EQ(shown("62", "60"), "60 from -: -");
  EXPECT_EQ(shown("60", "60"), "60 from 60: -");  // nothing new
  EXPECT_EQ(shown("50", "60"), "60 from 60: -");
}

// 20 in the table and 17 in a follow-up: three are not in the project.
TEST(QuotedCountsTest, ARemainderOfTheTableIsNotTold) {
  SampleLog log(Expecting("FLOW", "90"));
  log.Report("eidar", "2025", {Count("FLOW", "20")}, "year", Measured("FLOW", "17"));
  EXPECT_EQ(ShownEffect(log), "60 from 90: -");
  EXPECT_EQ(ShownFlow(log), "20");
  log.Report("eidar", "2025", {Count("FLOW", "20")}, "year", Measured("FLOW", "20"));
  EXPECT_EQ(ShownEffect(log), "60 from 90: 20");
  log.Report("eidar", "2025", {Count("FLOW", "20")}, "year", Measured("FLOW", "14"));
  EXPECT_EQ(ShownEffect(log), "60 from 90: 14");
}

TEST(QuotedCountsTest, ARemainderOfSeveralOrganisationsIsNotTold) {
  const auto shown = [](std::string_view measured) {
    SampleLog log(Expecting("FLOW", "90"));
    log.Report("asf", "2025", {Count("FLOW", "20")});
    log.Report("utb", "2025", {Count("FLOW", "40")});
    log.Report("sgn", "2025", {Count("FLOW", "80")});
    log.Report("eidar", "2025", {}, "year", Measured("FLOW", measured));
    return ShownEffect(log);
  };
  EXPECT_EQ(shown("63"), "60 from 90: -");     // 20 + 40 and three
  EXPECT_EQ(shown("117"), "60 from 90: -");    // 40 + 80 less three
  EXPECT_EQ(shown("140"), "60 from 90: 140");  // all
  EXPECT_EQ(shown("138"), "60 from 90: -");
  EXPECT_EQ(shown("70"), "60 from 90: 70");
}

// 20 until August, 22 in the year: two since.
TEST(QuotedCountsTest, AStepToTheTableIsNotTold) {
  SampleLog log(Expecting("FLOW", "90"));
  log.Report("asf", "2025", {Count("FLOW", "22")});
  log.Report("eidar", "2025-T2", {}, "year", Measured("FLOW", "20"));
  EXPECT_EQ(ShownEffect(log, "2025-T2"), "60 from 90: -");
  EXPECT_EQ(ShownFlow(log), "22");
  SampleLog stock(Expecting("STOCK", "90"));
  stock.Report("asf", "2025", {Count("STOCK", "22")});
  stock.Report("eidar", "2025-T2", {}, "year", Measured("STOCK", "20"));
  EXPECT_EQ(ShownEffect(stock, "2025-T2"), "60 from 90: 20");  // a state has no steps
}

// The earlier view shows 20 for ever, so the figure of now would tell two.
TEST(QuotedCountsTest, AFigureNearWhatWasToldBeforeHidesTheIndicator) {
  SampleLog log(Expecting("FLOW", "90"));
  const uint64_t before = log.Report("eidar", "2025-T2", {}, "year", Measured("FLOW", "20")) + 1;
  log.Report("asf", "2025", {Count("FLOW", "22")});
  EXPECT_EQ(ShownFlow(log), "[c]");
  EXPECT_EQ(ShownEffect(log, "2025-T2"), "- from -: -");
  v1::ViewQuery query;
  query.set_period("2025-T2");
  query.set_as_of(before);
  EXPECT_EQ(ShownEffect(log.View(query).projects(0)), "60 from 90: 20");
}

// What was withheld when it came has told nothing, and what was small neither.
TEST(QuotedCountsTest, WhatWasNeverToldHidesNothing) {
  SampleLog log(Expecting("FLOW", "90"));
  log.Report("asf", "2025-T2", {Count("FLOW", "22")});
  log.Report("eidar", "2025-T2", {}, "year", Measured("FLOW", "20"));
  log.Report("asf", "2025-T2", {Count("FLOW", "18")});
  EXPECT_EQ(Shown(RowOf(log.View("2025-T2"), "FLOW").figure()), "18");
  SampleLog small(Expecting("FLOW", "90"));
  small.Report("eidar", "2025", {}, "year", Measured("FLOW", "4"));
  small.Report("asf", "2025", {Count("FLOW", "6")});
  EXPECT_EQ(ShownFlow(small), "6");
}

TEST(QuotedCountsTest, TwoFollowUpsNearEachOtherAreNotTold) {
  v1::Catalogue catalogue = Expecting("FLOW", "90");
  v1::Period& first = *catalogue.add_periods();
  first.set_id("2025-T1");
  SampleLog log(catalogue);
  log.Report("eidar", "2025-T1", {}, "year", Measured("FLOW", "6"));
  EXPECT_EQ(ShownEffect(log, "2025-T1"), "60 from 90: 6");
  log.Report("eidar", "2025-T2", {}, "year", Measured("FLOW", "8"));
  EXPECT_EQ(ShownEffect(log, "2025-T2"), "60 from 90: -");
  const v1::ProjectRow row = log.View("2025-T1").projects(0);
  EXPECT_EQ(row.follow_up().measured(0).value(), "");

  SampleLog two(Expecting("FLOW", "90"));
  two.Report("eidar", "2025", {}, "year", Measured("FLOW", "20"));
  two.Report("asf", "2025", {}, "year", Measured("FLOW", "17"));
  EXPECT_EQ(ShownEffect(two), "60 from 90: -");
}

// A corrected follow-up is no second count.
TEST(QuotedCountsTest, ACorrectedFollowUpIsTold) {
  SampleLog log(Expecting("FLOW", "90"));
  log.Report("eidar", "2025", {}, "year", Measured("FLOW", "20"));
  log.Report("eidar", "2025", {}, "year", Measured("FLOW", "22"));
  EXPECT_EQ(ShownEffect(log), "60 from 90: 22");
}

// With 110 in the table, 46.4 % are 51 and 49.1 % are 54.
TEST(QuotedCountsTest, ARatioStandsForItsNumerator) {
  const auto shown = [](std::string_view measured) {
    SampleLog log(Expecting("RATIO", "90.0"));
    log.Report("asf", "2025", {Ratio("RATIO", "54", "110")});
    log.Report("eidar", "2025", {}, "year", Measured("RATIO", measured));
    return ShownEffect(log);
  };
  EXPECT_EQ(shown("46.4"), "60 from 90.0: -");
  EXPECT_EQ(shown("49.1"), "60 from 90.0: 49.1");
  EXPECT_EQ(shown("40.0"), "60 from 90.0: 40.0");
  EXPECT_EQ(shown("2.7"), "60 from 90.0: -");   // three
  EXPECT_EQ(shown("97.3"), "60 from 90.0: -");  // all but three
}

TEST(QuotedCountsTest, ARatioOfASharedCountStandsForItsNumerator) {
  v1::Catalogue catalogue = Expecting("RATIO", "90.0");
  for (v1::Indicator& one : *catalogue.mutable_indicators()) {
    if (one.id() == "RATIO") one.set_denominator_indicator("FLOW");
  }
  SampleLog log(catalogue);
  log.Report("asf", "2025", {Count("FLOW", "110")});
  log.Report("eidar", "2025", {}, "year", Measured("RATIO", "2.7"));
  EXPECT_EQ(ShownEffect(log), "60 from 90.0: -");
}

TEST(QuotedCountsTest, NobodyAndEverybodyOfASensitiveIndicatorAreNotTold) {
  for (const auto& [indicator, value] : {std::pair("FLOW", "0"), std::pair("RATIO", "0.0"),
                                         std::pair("RATIO", "100"), std::pair("RATE", "0")}) {
    v1::Catalogue catalogue = Expecting(indicator, "90");
    for (v1::Indicator& one : *catalogue.mutable_indicators()) {
      if (one.id() == indicator) one.mutable_protection()->set_sensitive(true);
    }
    SampleLog log(catalogue);
    log.Report("eidar", "2025", {}, "year", Measured(indicator, value));
    EXPECT_EQ(ShownEffect(log), "60 from 90: -") << indicator << " " << value;
  }
}

// Of more organisations than can be summed up in every way.
TEST(QuotedCountsTest, AmongManyOrganisationsOnlyWhatTheTableHasIsTold) {
  const auto shown = [](std::string_view measured) {
    v1::Catalogue catalogue = Expecting("FLOW", "90");
    for (int i = 0; i < 20; ++i) {
      v1::Organisation& one = *catalogue.add_organisations();
      one.set_id("p" + std::to_string(i));
      one.set_kind(v1::ORGANISATION_KIND_PARTNER);
    }
    SampleLog log(catalogue);
    for (int i = 0; i < 20; ++i) {
      log.Report("p" + std::to_string(i), "2025", {Count("FLOW", "100")});
    }
    log.Report("eidar", "2025", {}, "year", Measured("FLOW", measured));
    return ShownEffect(log);
  };
  EXPECT_EQ(shown("2000"), "60 from 90: 2000");
  EXPECT_EQ(shown("3000"), "60 from 90: -");
}

// Nobody has checked what is in them.
TEST(QuotedCountsTest, FieldsThatTheContractDoesNotHaveAreNotShown) {
  SampleLog log(Expecting("OPEN", "90"));
  v1::FollowUp follow_up = *Measured("OPEN", "40").follow_ups.begin();
  v1::Activity activity;
  activity.set_id("A1");
  const std::string secret = "nobody checked this";
  const auto hide_in = [&](auto& message) {
    message.GetReflection()->MutableUnknownFields(&message)->AddLengthDelimited(500, secret);
  };
  hide_in(activity);
  hide_in(follow_up);
  hide_in(*follow_up.mutable_measured(0));
  const Prose prose{.activities = {activity}, .follow_ups = {follow_up}};
  log.Report("eidar", "2025", {}, "year", prose);
  EXPECT_EQ(ShownEffect(log), "60 from 90: 40");
  EXPECT_THAT(log.View().SerializeAsString(), Not(HasSubstr(secret)));
  EXPECT_THAT(ProjectRows(log.facts(), 0, "2025").front().SerializeAsString(),
              Not(HasSubstr(secret)));
}

}  // namespace
}  // namespace samlad::domain
