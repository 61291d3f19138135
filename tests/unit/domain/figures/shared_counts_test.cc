// SPDX-License-Identifier: EUPL-1.2
//
// RATIO is a share of FLOW, as the share of participants who found work is of the
// participants.

#include "gateway/domain/figures/shared_counts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/unit/domain/sample_log.h"

namespace samlad::domain {
namespace {

v1::Catalogue Linked(std::string_view count = "FLOW") {
  v1::Catalogue catalogue = SampleCatalogue();
  for (v1::Indicator& one : *catalogue.mutable_indicators()) {
    if (one.id() == "RATIO") one.set_denominator_indicator(std::string(count));
  }
  return catalogue;
}

std::string ShownIn(const SampleLog& log, std::string_view indicator) {
  return Shown(RowOf(log.View(), indicator).figure());
}

// 46.4 % is 51 of 110 and of no other number near 107; the step is three.
TEST(SharedCountsTest, AStepOfTheCountHidesTheShareOfIt) {
  SampleLog log(Linked());
  const uint64_t before = log.Report("asf", "2025-T2", {Count("FLOW", "107")}) + 1;
  log.Report("asf", "2025", {Count("FLOW", "110"), Ratio("RATIO", "51", "110")});
  EXPECT_EQ(ShownIn(log, "FLOW"), "[c]");
  EXPECT_EQ(ShownIn(log, "RATIO"), "[c]");
  // The count of then can be read for ever.
  v1::ViewQuery query;
  query.set_period("2025-T2");
  query.set_as_of(before);
  EXPECT_EQ(Shown(RowOf(log.View(query), "FLOW").figure()), "107");
}

// The same without the year's count itself, and the other way round.
TEST(SharedCountsTest, AStepBetweenCountAndDenominatorHidesBoth) {
  SampleLog log(Linked());
  log.Report("asf", "2025-T2", {Count("FLOW", "107")});
  log.Report("asf", "2025", {Ratio("RATIO", "51", "110")});
  EXPECT_EQ(ShownIn(log, "RATIO"), "[c]");
  SampleLog other(Linked());
  other.Report("asf", "2025-T2", {Ratio("RATIO", "51", "107")});
  other.Report("asf", "2025", {Count("FLOW", "110")});
  EXPECT_EQ(ShownIn(other, "FLOW"), "[c]");
}

TEST(SharedCountsTest, ASmallShareHidesTheCountToo) {
  SampleLog log(Linked());
  log.Report("asf", "2025", {Count("FLOW", "110"), Ratio("RATIO", "51", "110")});
  EXPECT_EQ(ShownIn(log, "FLOW"), "110");
  EXPECT_EQ(ShownIn(log, "RATIO"), "46.4");
  log.Report("utb", "2025", {Ratio("RATIO", "3", "20")});
  EXPECT_EQ(ShownIn(log, "FLOW"), "[c]");
  EXPECT_EQ(ShownIn(log, "RATIO"), "[c]");
}

// 110 took part and 107 left: three are still there.
TEST(SharedCountsTest, ADifferenceInTheSamePeriodHidesBoth) {
  SampleLog log(Linked());
  log.Report("asf", "2025", {Count("FLOW", "110"), Ratio("RATIO", "51", "107")});
  EXPECT_EQ(ShownIn(log, "FLOW"), "[c]");
  EXPECT_EQ(ShownIn(log, "RATIO"), "[c]");
  SampleLog twice(Linked());
  twice.Report("eidar", "2025", {Ratio("RATIO", "51", "107")});
  twice.Report("eidar", "2025", {Count("FLOW", "110")}, "extra");
  EXPECT_EQ(ShownIn(twice, "RATIO"), "[c]");
}

TEST(SharedCountsTest, ACorrectionOfBothHidesNothing) {
  SampleLog log(Linked());
  log.Report("asf", "2025", {Count("FLOW", "110"), Ratio("RATIO", "51", "110")});
  log.Report("asf", "2025", {Count("FLOW", "112"), Ratio("RATIO", "51", "112")});
  log.Report("utb", "2025", {Count("FLOW", "109"), Ratio("RATIO", "51", "130")});
  EXPECT_EQ(ShownIn(log, "FLOW"), "221");
  EXPECT_EQ(ShownIn(log, "RATIO"), "42.1");
}

// Without the link nothing can be known of what they have in common.
TEST(SharedCountsTest, OnlyWhatTheCatalogueLinksIsHiddenTogether) {
  SampleLog log;
  log.Report("asf", "2025", {Count("FLOW", "3"), Ratio("RATIO", "51", "110")});
  EXPECT_EQ(ShownIn(log, "FLOW"), "[c]");
  EXPECT_EQ(ShownIn(log, "RATIO"), "46.4");
}

// What was sent under a catalogue that says so is still in the log, and what it
// hides can be read at no earlier moment.
TEST(SharedCountsTest, ALinkOfAnyCatalogueHides) {
  SampleLog log;
  log.Report("asf", "2025-T2", {Count("FLOW", "107")});
  const uint64_t before =
      log.Report("asf", "2025", {Count("FLOW", "110"), Ratio("RATIO", "51", "110")}) + 1;
  EXPECT_EQ(ShownIn(log, "RATIO"), "46.4");
  log.Apply(Linked());
  EXPECT_EQ(ShownIn(log, "RATIO"), "[c]");
  log.Apply(SampleCatalogue());
  EXPECT_EQ(ShownIn(log, "RATIO"), "[c]");
  v1::ViewQuery query;
  query.set_period("2025");
  query.set_as_of(before);
  EXPECT_EQ(Shown(RowOf(log.View(query), "RATIO").figure()), "46.4");
  query.set_protected_as_of(log.facts().size());
  EXPECT_EQ(Shown(RowOf(log.View(query), "RATIO").figure()), "[c]");
}

TEST(SharedCountsTest, WhatIsNotAboutPersonsStaysVisible) {
  SampleLog log(Linked("OPEN"));
  log.Report("asf", "2025", {Count("OPEN", "110"), Ratio("RATIO", "3", "110")});
  EXPECT_EQ(ShownIn(log, "OPEN"), "110");
  EXPECT_EQ(ShownIn(log, "RATIO"), "[c]");
}

TEST(SharedCountsTest, AStateHasNoSteps) {
  SampleLog log(Linked("STOCK"));
  log.Report("asf", "2025-T2", {Count("STOCK", "107")});
  log.Report("asf", "2025", {Count("STOCK", "110"), Ratio("RATIO", "51", "110")});
  EXPECT_EQ(ShownIn(log, "STOCK"), "110");
}

TEST(SharedCountsTest, BreakdownsAreHiddenTogether) {
  SampleLog log(Linked());
  Figures few = Count("FLOW", "3"), many = Ratio("RATIO", "40", "90");
  few.sex = "M";
  many.sex = "F";
  log.Report("asf", "2025", {Count("FLOW", "110"), few, Ratio("RATIO", "51", "110"), many});
  v1::ViewQuery query;
  query.set_period("2025");
  query.add_breakdowns(v1::DIMENSION_SEX);
  const v1::IndicatorRow row = RowOf(log.View(query), "RATIO");
  ASSERT_EQ(row.cells_size(), 1);
  EXPECT_EQ(Shown(row.cells(0).figure()), "[c]");
  EXPECT_EQ(Shown(row.figure()), "46.4");
}

}  // namespace
}  // namespace samlad::domain
