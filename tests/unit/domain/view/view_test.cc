// SPDX-License-Identifier: EUPL-1.2
//
// The consolidated view against figures computed by hand.

#include "gateway/domain/view/view.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "gateway/domain/follow_up/obligations.h"
#include "tests/unit/domain/sample_log.h"

namespace samlad::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

v1::ViewQuery Query(std::string_view period) {
  v1::ViewQuery query;
  query.set_period(std::string(period));
  return query;
}

std::vector<std::string> ContributionsOf(const v1::IndicatorRow& row) {
  std::vector<std::string> shown;
  for (const v1::Contribution& contribution : row.contributions()) {
    shown.push_back(contribution.organisation() + " " + Shown(contribution.figure()));
  }
  return shown;
}

TEST(ViewTest, EveryKindOfIndicatorByHand) {
  SampleLog log;
  log.Report("eidar", "2025",
             {Count("OPEN", "70"), Count("STOCK", "40"), Ratio("RATIO", "30", "60"),
              Mean("MEAN", "10", 90), Mean("INDEX", "72.5", 800), Count("HEADS", "40")});
  log.Report("asf", "2025",
             {Count("OPEN", "0"), Count("STOCK", "15"), Ratio("RATIO", "10", "40"),
              Mean("MEAN", "20", 10), Mean("INDEX", "60", 200)});
  const v1::View view = log.View();
  EXPECT_EQ(Shown(RowOf(view, "OPEN").figure()), "70");
  EXPECT_EQ(Shown(RowOf(view, "STOCK").figure()), "55");
  EXPECT_EQ(Shown(RowOf(view, "RATIO").figure()), "40.0");
  EXPECT_EQ(Shown(RowOf(view, "MEAN").figure()), "11.00");
  EXPECT_EQ(Shown(RowOf(view, "INDEX").figure()), "70.0");
  EXPECT_EQ(Shown(RowOf(view, "HEADS").figure()), "40");
}

TEST(ViewTest, DistinctPersonsOfTwoAreRefusedAndListed) {
  SampleLog log;
  log.Report("asf", "2025", {Count("HEADS", "40")});
  log.Report("sgn", "2025", {Count("HEADS", "50")});
  const v1::IndicatorRow row = RowOf(log.View(), "HEADS");
  EXPECT_EQ(Shown(row.figure()), "[z]");
  EXPECT_EQ(row.figure().coverage().reported(), 2);
  EXPECT_THAT(ContributionsOf(row), ElementsAre("eidar [x]", "asf 40", "utb [x]", "sgn 50"));
}

TEST(ViewTest, MissingIsNeverZero) {
  SampleLog log;
  log.Report("asf", "2025", {Count("OPEN", "8")});
  log.Report("utb", "2025", {{.indicator = "OPEN", .status = v1::OBSERVATION_STATUS_MISSING}});
  const v1::View view = log.View();
  EXPECT_THAT(ContributionsOf(RowOf(view, "OPEN")),
              ElementsAre("eidar [x]", "asf 8", "utb [x]", "sgn [x]"));
  EXPECT_EQ(Shown(RowOf(view, "STOCK").figure()), "[x]");
  EXPECT_EQ(Shown(OwnRowOf(view, "eidar", "OPEN").figure()), "[x]");
  EXPECT_EQ(RowOf(view, "OPEN").figure().coverage().reported(), 1);
  EXPECT_EQ(RowOf(view, "OPEN").figure().coverage().expected(), 4);
}

TEST(ViewTest, ZeroMissingHiddenAndNotApplicableAreFourThings) {
  SampleLog log;
  log.Report("eidar", "2025",
             {Count("OPEN", "0"),
              Count("FLOW", "3"),
              {.indicator = "MEAN", .status = v1::OBSERVATION_STATUS_NOT_APPLICABLE}});
  const v1::View view = log.View();
  EXPECT_EQ(Shown(OwnRowOf(view, "eidar", "OPEN").figure()), "0");
  EXPECT_EQ(Shown(OwnRowOf(view, "eidar", "STOCK").figure()), "[x]");
  EXPECT_EQ(Shown(OwnRowOf(view, "eidar", "FLOW").figure()), "[c]");
  EXPECT_EQ(Shown(OwnRowOf(view, "eidar", "MEAN").figure()), "[z]");
}

// Who cannot have the figure is not waited for.
TEST(ViewTest, NotApplicableIsNotExpected) {
  SampleLog log;
  log.Report("eidar", "2025",
             {{.indicator = "OPEN", .status = v1::OBSERVATION_STATUS_NOT_APPLICABLE}});
  const v1::Coverage coverage = RowOf(log.View(), "OPEN").figure().coverage();
  EXPECT_EQ(coverage.reported(), 0);
  EXPECT_EQ(coverage.expected(), 3);
}

TEST(ViewTest, RatioWithOnePartMissingIsDroppedAsAPair) {
  SampleLog log;
  log.Report("eidar", "2025", {Ratio("RATIO", "30", "60")});
  log.Report("asf", "2025", {{.indicator = "RATIO", .denominator = "1000"}});
  const v1::IndicatorRow row = RowOf(log.View(), "RATIO");
  EXPECT_EQ(Shown(row.figure()), "50.0");
  EXPECT_EQ(row.figure().coverage().reported(), 1);
}

TEST(ViewTest, RevisionInForceCounts) {
  SampleLog log;
  log.Report("eidar", "2025", {Count("OPEN", "70"), Count("STOCK", "40")});
  log.Report("asf", "2025", {Count("OPEN", "5")});
  log.Report("eidar", "2025", {Count("OPEN", "72")});
  const v1::IndicatorRow open = RowOf(log.View(), "OPEN");
  EXPECT_EQ(Shown(open.figure()), "77");
  EXPECT_THAT(open.figure().flags(), ElementsAre(v1::FIGURE_FLAG_REVISED));
  EXPECT_THAT(open.figure().positions(), ElementsAre(2, 3));
  // A report is whole: what the new revision leaves out is no longer said.
  EXPECT_EQ(Shown(RowOf(log.View(), "STOCK").figure()), "[x]");
}

TEST(ViewTest, SameFigureAgainIsNoRevision) {
  SampleLog log;
  log.Report("eidar", "2025", {Count("OPEN", "70")});
  log.Report("eidar", "2025", {Count("OPEN", "70"), Count("STOCK", "40")});
  EXPECT_THAT(RowOf(log.View(), "OPEN").figure().flags(), IsEmpty());
  EXPECT_THAT(RowOf(log.View(), "STOCK").figure().flags(), IsEmpty());
}

TEST(ViewTest, FigureInPlaceOfNoneIsNoRevision) {
  SampleLog log;
  log.Report("eidar", "2025", {{.indicator = "OPEN", .status = v1::OBSERVATION_STATUS_MISSING}});
  log.Report("eidar", "2025", {Count("OPEN", "70")});
  EXPECT_THAT(RowOf(log.View(), "OPEN").figure().flags(), IsEmpty());
}

TEST(ViewTest, FirstOfTwoObligationsCountsWhicheverCameLast) {
  SampleLog log;
  log.Report("eidar", "2025", {Count("FLOW", "30")}, "extra");
  EXPECT_EQ(Shown(RowOf(log.View(), "FLOW").figure()), "30");
  log.Report("eidar", "2025", {Count("FLOW", "20")});
  log.Report("eidar", "2025", {Count("FLOW", "30")}, "extra");
  EXPECT_EQ(Shown(RowOf(log.View(), "FLOW").figure()), "20");
  EXPECT_THAT(RowOf(log.View(), "FLOW").figure().flags(), IsEmpty());
}

TEST(ViewTest, AFigureCountsBeforeTheWordThatThereIsNone) {
  SampleLog log;
  log.Report("eidar", "2025", {Count("FLOW", "30")}, "extra");
  log.Report("eidar", "2025", {{.indicator = "FLOW", .status = v1::OBSERVATION_STATUS_MISSING}});
  EXPECT_EQ(Shown(RowOf(log.View(), "FLOW").figure()), "30");
}

// BROKEN has another definition from 2025 on.
TEST(ViewTest, NothingIsHeldAgainstATargetOfAnotherDefinition) {
  v1::Catalogue catalogue = SampleCatalogue();
  v1::Target& target = *catalogue.add_targets();
  target.set_indicator("BROKEN");
  target.set_period("2026");
  target.set_value("100");
  target.set_baseline("300");
  target.set_baseline_period("2024");
  const auto row = [&](std::string_view period, uint16_t version) {
    SampleLog log(catalogue);
    for (const std::string_view organisation : {"eidar", "asf", "utb", "sgn"}) {
      log.Report(organisation, period,
                 {{.indicator = "BROKEN", .value = "20", .version = version}});
    }
    return RowOf(log.View(period), "BROKEN");
  };
  EXPECT_EQ(row("2024", 1).status(), v1::TARGET_STATUS_NO_TARGET);
  EXPECT_EQ(row("2024", 1).target(), "");
  EXPECT_EQ(row("2025", 2).status(), v1::TARGET_STATUS_NO_TARGET) << "a baseline of the other";
  EXPECT_EQ(row("2025", 2).target(), "100");
  catalogue.mutable_targets(catalogue.targets_size() - 1)->set_baseline_period("2025");
  EXPECT_EQ(row("2025", 2).status(), v1::TARGET_STATUS_OFF_TRACK);
}

TEST(ViewTest, ProvisionalAndEstimatedAreFlagged) {
  SampleLog log;
  log.Report("eidar", "2025",
             {{.indicator = "OPEN", .value = "7", .status = v1::OBSERVATION_STATUS_ESTIMATED}});
  log.Report("asf", "2025",
             {{.indicator = "OPEN", .value = "7", .status = v1::OBSERVATION_STATUS_PROVISIONAL}});
  EXPECT_THAT(RowOf(log.View(), "OPEN").figure().flags(),
              ElementsAre(v1::FIGURE_FLAG_PROVISIONAL, v1::FIGURE_FLAG_ESTIMATED));
}

TEST(ViewTest, HistoryHasOneFigureAYear) {
  SampleLog log;
  log.Report("eidar", "2023", {Count("OPEN", "50")});
  log.Report("eidar", "2025", {Count("OPEN", "70")});
  const v1::View view = log.View();
  EXPECT_THAT(view.periods(), ElementsAre("2023", "2024", "2025"));
  const v1::IndicatorRow row = RowOf(view, "OPEN");
  ASSERT_EQ(row.history_size(), 2);
  EXPECT_EQ(Shown(row.history(0)), "50");
  EXPECT_EQ(Shown(row.history(1)), "[x]");
  EXPECT_EQ(row.trend(), v1::TREND_BETTER);
}

TEST(ViewTest, ThirdsCompareWithTheSameThird) {
  SampleLog log;
  log.Report("eidar", "2025", {Count("OPEN", "70")});
  log.Report("eidar", "2025-T2", {Count("OPEN", "40")});
  const v1::View view = log.View("2025-T2");
  EXPECT_THAT(view.periods(), ElementsAre("2023-T2", "2024-T2", "2025-T2"));
  EXPECT_EQ(Shown(RowOf(view, "OPEN").figure()), "40");
  EXPECT_EQ(Shown(RowOf(view, "OPEN").history(1)), "[z]");  // nobody owed it
}

TEST(ViewTest, NewDefinitionBreaksTheSeries) {
  SampleLog log;
  log.Report("eidar", "2024", {Count("BROKEN", "50")});
  log.Report("eidar", "2025", {{.indicator = "BROKEN", .value = "70", .version = 2}});
  const v1::IndicatorRow row = RowOf(log.View(), "BROKEN");
  EXPECT_EQ(row.title().sv(), "Ändrad igen");
  EXPECT_EQ(row.figure().indicator_version(), 2);
  EXPECT_THAT(row.figure().flags(), ElementsAre(v1::FIGURE_FLAG_BREAK));
  EXPECT_EQ(row.trend(), v1::TREND_INSUFFICIENT);
  EXPECT_EQ(row.history(1).indicator_version(), 1);
}

TEST(ViewTest, FigureByAnotherDefinitionIsNotMixedIn) {
  SampleLog log;
  log.Report("eidar", "2025", {{.indicator = "BROKEN", .value = "70", .version = 2}});
  log.Report("asf", "2025", {Count("BROKEN", "500")});
  EXPECT_EQ(Shown(RowOf(log.View(), "BROKEN").figure()), "70");
}

TEST(ViewTest, TargetStatusAndItsPeriod) {
  SampleLog log;
  for (const char* organisation : {"eidar", "asf"}) {
    log.Report(organisation, "2025", {Count("OPEN", "50"), Ratio("RATIO", "60", "100")});
  }
  const v1::View view = log.View();
  EXPECT_EQ(RowOf(view, "OPEN").status(), v1::TARGET_STATUS_MET);
  EXPECT_EQ(RowOf(view, "OPEN").target_period(), "2025");
  EXPECT_EQ(RowOf(view, "RATIO").status(), v1::TARGET_STATUS_ON_TRACK);
  EXPECT_EQ(RowOf(view, "RATIO").target(), "70");
  EXPECT_EQ(RowOf(view, "RATIO").target_period(), "2027");
  EXPECT_EQ(RowOf(view, "STOCK").status(), v1::TARGET_STATUS_NO_TARGET);
  // The city's target for a sum is no target for a part of it; a ratio's is.
  EXPECT_EQ(OwnRowOf(view, "eidar", "OPEN").status(), v1::TARGET_STATUS_NO_TARGET);
  EXPECT_EQ(OwnRowOf(view, "eidar", "OPEN").target(), "");
  EXPECT_EQ(OwnRowOf(view, "eidar", "RATIO").status(), v1::TARGET_STATUS_ON_TRACK);
}

TEST(ViewTest, AreasAndIndicatorsComeInCatalogueOrder) {
  SampleLog log;
  std::vector<std::string> order;
  const v1::View view = log.View();
  for (const v1::AreaView& area : view.areas()) {
    for (const v1::IndicatorRow& row : area.rows())
      order.push_back(area.id() + " " + row.indicator());
  }
  EXPECT_THAT(order, ElementsAre("F2 RATIO", "F2 MEAN", "F2 HEADS", "F2 BROKEN", "F5 OPEN",
                                 "F5 FLOW", "F5 STOCK", "F5 RATE", "F5 INDEX"));
}

TEST(ViewTest, IndicatorOutsideEveryAreaIsStillShown) {
  v1::Catalogue catalogue = SampleCatalogue();
  for (v1::Indicator& indicator : *catalogue.mutable_indicators()) {
    if (indicator.id() == "OPEN") indicator.set_priority_area("gone");
  }
  const v1::View view = SampleLog(catalogue).View();
  ASSERT_EQ(view.areas_size(), 3);
  EXPECT_EQ(view.areas(2).id(), "");
  EXPECT_EQ(view.areas(2).rows(0).indicator(), "OPEN");
}

TEST(ViewTest, FiltersNarrowRowsAndCoverage) {
  SampleLog log;
  log.Report("eidar", "2025", {Count("OPEN", "70")});
  log.Report("asf", "2025", {Count("OPEN", "8")});
  v1::ViewQuery query = Query("2025");
  query.add_organisations("asf");
  query.add_indicators("OPEN");
  const v1::View view = log.View(query);
  ASSERT_EQ(view.areas_size(), 1);
  const v1::IndicatorRow row = RowOf(view, "OPEN");
  EXPECT_EQ(Shown(row.figure()), "8");
  EXPECT_EQ(row.figure().coverage().expected(), 1);
  EXPECT_EQ(row.status(), v1::TARGET_STATUS_NO_TARGET);
  EXPECT_THAT(ContributionsOf(row), ElementsAre("asf 8"));
  EXPECT_THAT(view.organisations(), IsEmpty());
  ASSERT_EQ(view.obligations_size(), 1);
  EXPECT_EQ(view.obligations(0).organisation(), "asf");
}

TEST(ViewTest, AreaFilterKeepsOneArea) {
  v1::ViewQuery query = Query("2025");
  query.add_priority_areas("F2");
  const v1::View view = SampleLog().View(query);
  ASSERT_EQ(view.areas_size(), 1);
  EXPECT_EQ(view.areas(0).id(), "F2");
}

TEST(ViewTest, ActivitiesOfTheRevisionInForce) {
  Prose first;
  v1::Activity activity;
  activity.set_title("Gammal");
  first.activities.push_back(activity);
  Prose second;
  activity.set_title("Läxhjälp");
  second.activities.push_back(activity);
  SampleLog log;
  log.Report("asf", "2025", {}, "year", first);
  log.Report("asf", "2025", {}, "year", second);
  log.Report("asf", "2024", {}, "year", first);
  const v1::View view = log.View();
  ASSERT_EQ(view.activities_size(), 1);
  EXPECT_EQ(view.activities(0).activity().title(), "Läxhjälp");
  EXPECT_EQ(view.activities(0).position(), 2);
}

TEST(ViewTest, AcknowledgementsOfThePeriod) {
  SampleLog log;
  log.Acknowledge("2025", "KS § 41");
  log.Acknowledge("2024", "KS § 12");
  const v1::View view = log.View();
  ASSERT_EQ(view.acknowledgements_size(), 1);
  EXPECT_EQ(view.acknowledgements(0).minute(), "KS § 41");
  EXPECT_EQ(view.acknowledgements(0).position(), 1);
  EXPECT_EQ(view.acknowledgements(0).time_ms(), 1000);
}

TEST(ViewTest, HeadNamesWhatItWasComputedFrom) {
  SampleLog log;
  log.Report("eidar", "2024", {Count("OPEN", "70")});
  log.Report("eidar", "2025-T2", {Count("OPEN", "7")});
  const v1::View view = log.View(v1::ViewQuery());
  EXPECT_EQ(view.as_of(), 3);
  EXPECT_EQ(view.time_ms(), 2000);
  EXPECT_EQ(view.fold_version(), kFoldVersion);
  EXPECT_EQ(view.catalogue_position(), 0);
  EXPECT_EQ(view.query().period(), "2024");  // the latest whole year reported
  EXPECT_EQ(view.query().years(), 3);
  EXPECT_EQ(view.query().as_of(), 3);
}

TEST(ViewTest, DefaultPeriodWithoutReportsIsTheCataloguesLatestYear) {
  SampleLog log;
  log.Return("eidar", "2024");
  EXPECT_EQ(DefaultPeriod(*ReadPrefix(log.facts(), 0)), "2025");
}

TEST(ViewTest, FilterThatNamesSomethingTwiceIsRefused) {
  const SampleLog log;
  const auto refusal = [&](const v1::ViewQuery& query) {
    const absl::Status status = ConsolidateView(log.facts(), query).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    return std::string(status.message());
  };
  v1::ViewQuery query = Query("2025");
  for (const char* id : {"asf", "eidar", "asf"}) query.add_organisations(id);
  EXPECT_EQ(refusal(query), "organisations: \"asf\" is named twice; name it once");
  query = Query("2025");
  for (int i = 0; i < 2; ++i) query.add_indicators("FLOW");
  EXPECT_EQ(refusal(query), "indicators: \"FLOW\" is named twice; name it once");
  query = Query("2025");
  for (int i = 0; i < 2; ++i) query.add_priority_areas("F5");
  EXPECT_EQ(refusal(query), "priority_areas: \"F5\" is named twice; name it once");
}

TEST(ViewTest, BadQueriesAreRefused) {
  const SampleLog log;
  const auto refusal = [&](const v1::ViewQuery& query) {
    return ConsolidateView(log.facts(), query).status();
  };
  EXPECT_EQ(refusal(Query("våren")).code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(refusal(Query("2031")).code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(std::string(refusal(Query("2031")).message()),
            "period: the catalogue has no 2031; it has 2023, 2024, 2025, 2025-T2");
  v1::ViewQuery query = Query("2025");
  query.set_years(21);
  EXPECT_EQ(refusal(query).code(), absl::StatusCode::kInvalidArgument);
  query = Query("2025");
  query.add_organisations("okänd");
  EXPECT_EQ(refusal(query).code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(refusal(query).message()), HasSubstr("okänd"));
  query = Query("2025");
  query.add_indicators("X");
  EXPECT_EQ(refusal(query).code(), absl::StatusCode::kInvalidArgument);
  query = Query("2025");
  query.add_priority_areas("F9");
  EXPECT_EQ(refusal(query).code(), absl::StatusCode::kInvalidArgument);
  query = Query("2025");
  query.set_as_of(2);
  EXPECT_EQ(refusal(query).code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(ConsolidateView(Facts(), Query("2025")).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

}  // namespace
}  // namespace samlad::domain
