// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/follow_up/recommendations.h"

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "tests/unit/domain/sample_log.h"

namespace samlad::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

v1::Catalogue With(const std::string& evidence) {
  v1::Catalogue catalogue = SampleCatalogue();
  v1::Recommendation& recommendation = *catalogue.add_recommendations();
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(R"pb(id: "R1"
                                                                 title { sv: "Besluta om mål" }
                                                                 owner: "board"
                                                                 due: "2026-06-30")pb",
                                                            &recommendation));
  EXPECT_TRUE(google::protobuf::TextFormat::MergeFromString(evidence, &recommendation));
  return catalogue;
}

v1::RecommendationRow RecommendationOf(const SampleLog& log, uint64_t as_of = 0) {
  const auto prefix = ReadPrefix(log.facts(), as_of);
  EXPECT_TRUE(prefix.ok());
  return RecommendationRows(*prefix).front();
}

TEST(RecommendationsTest, AreOpenWithoutEvidence) {
  const SampleLog log(With(""));
  EXPECT_EQ(RecommendationOf(log).state(), v1::RECOMMENDATION_STATE_OPEN);
  EXPECT_EQ(RecommendationOf(log).due(), "2026-06-30");
  EXPECT_EQ(RecommendationOf(log).owner_name().sv(), "Kommunstyrelsen");
}

TEST(RecommendationsTest, TakeAGoalAsMeasurableWhenItsIndicatorHasATarget) {
  const SampleLog log(With(R"pb(evidence { goal: "G5" })pb"));
  EXPECT_EQ(RecommendationOf(log).state(), v1::RECOMMENDATION_STATE_DONE);
  EXPECT_THAT(RecommendationOf(log).evidence(0).positions(), ElementsAre(0));

  v1::Catalogue without = With(R"pb(evidence { goal: "G5" })pb");
  without.clear_targets();
  EXPECT_THAT(RecommendationOf(SampleLog(without)).evidence(0).missing(), ElementsAre("G5"));
}

TEST(RecommendationsTest, TakeARoleAsClearWhenItHasAMandateAndAReview) {
  v1::Catalogue catalogue = With(R"pb(evidence { role: "group" })pb");
  EXPECT_FALSE(RecommendationOf(SampleLog(catalogue)).evidence(0).found());
  v1::Role& role = *catalogue.add_roles();
  role.set_id("group");
  role.mutable_mandate()->set_sv("Samordnar");
  EXPECT_FALSE(RecommendationOf(SampleLog(catalogue)).evidence(0).found());
  role.set_last_review("2025-01-01");
  EXPECT_TRUE(RecommendationOf(SampleLog(catalogue)).evidence(0).found());
}

TEST(RecommendationsTest, NameThoseWhoHaveNotReported) {
  SampleLog log(With(R"pb(evidence { obligation: "year" period: "2025" })pb"));
  const uint64_t eidar = log.Report("eidar", "2025", {});
  const uint64_t sgn = log.Report("sgn", "2025", {});
  log.Report("asf", "2024", {});
  const v1::EvidenceRow row = RecommendationOf(log).evidence(0);
  EXPECT_FALSE(row.found());
  EXPECT_THAT(row.positions(), ElementsAre(eidar, sgn));
  EXPECT_THAT(row.missing(), ElementsAre("asf", "utb"));
  EXPECT_EQ(RecommendationOf(log).state(), v1::RECOMMENDATION_STATE_OPEN) << "none of it is whole";
}

TEST(RecommendationsTest, WaitForTheBoardWhereItMustHaveAcknowledged) {
  SampleLog log(
      With(R"pb(evidence { obligation: "year" organisation: "eidar" acknowledged: true })pb"));
  log.Acknowledge("2025", "KS § 1");
  const uint64_t report = log.Report("eidar", "2025", {});
  EXPECT_THAT(RecommendationOf(log).evidence(0).missing(), ElementsAre("eidar"))
      << "the view came before the report";
  log.Acknowledge("2024", "KS § 2");
  EXPECT_FALSE(RecommendationOf(log).evidence(0).found()) << "of another period";
  log.Acknowledge("2025", "KS § 3");
  EXPECT_THAT(RecommendationOf(log).evidence(0).positions(), ElementsAre(report, report + 2));
  EXPECT_EQ(RecommendationOf(log).state(), v1::RECOMMENDATION_STATE_DONE);
  EXPECT_EQ(RecommendationOf(log, report + 1).state(), v1::RECOMMENDATION_STATE_OPEN)
      << "as of then";
}

TEST(RecommendationsTest, TakeTheBoardSystemsWordForAnAcknowledgement) {
  SampleLog log(
      With(R"pb(evidence { obligation: "year" organisation: "eidar" acknowledged: true })pb"));
  const uint64_t report = log.Report("eidar", "2025", {});
  const uint64_t acknowledged = log.Deliver(report, "KS § 5");
  EXPECT_THAT(RecommendationOf(log).evidence(0).positions(), ElementsAre(report, acknowledged));
  const v1::View view = log.View();
  ASSERT_EQ(view.acknowledgements_size(), 1);
  EXPECT_EQ(view.acknowledgements(0).minute(), "KS § 5");
  EXPECT_EQ(view.acknowledgements(0).as_of(), report + 1);
  EXPECT_EQ(view.acknowledgements(0).position(), acknowledged);
  EXPECT_NE(view.acknowledgements(0).time_ms(), 0);
}

TEST(RecommendationsTest, WaitForPeriodsThatWereNotWaivedBesideOneThatWas) {
  SampleLog log(With(R"pb(evidence { obligation: "year" organisation: "eidar" })pb"));
  log.Waive("eidar", "2024");
  EXPECT_THAT(RecommendationOf(log).evidence(0).missing(), ElementsAre("eidar"))
      << "2025 is owed still";
  for (const std::string_view period : {"2023", "2025", "2025-T2"}) log.Waive("eidar", period);
  EXPECT_THAT(RecommendationOf(log).evidence(0).missing(), IsEmpty());
}

TEST(RecommendationsTest, AreOverdueFromTheEntryThatSaysSoUntilAllIsThere) {
  SampleLog log(With(R"pb(evidence { goal: "G5" }
                          evidence { project: "P1" })pb"));
  EXPECT_EQ(RecommendationOf(log).state(), v1::RECOMMENDATION_STATE_UNDER_WAY);
  log.Append(DeadlineFact{.obligation = "", .project = "", .period = "", .recommendation = "R1"});
  EXPECT_EQ(RecommendationOf(log).state(), v1::RECOMMENDATION_STATE_OVERDUE);
  v1::FollowUp follow_up;
  follow_up.set_project("P1");
  log.Report("eidar", "2025", {}, "year", {.activities = {}, .follow_ups = {follow_up}});
  EXPECT_EQ(RecommendationOf(log).state(), v1::RECOMMENDATION_STATE_DONE);
}

TEST(RecommendationsTest, AreMetByAnEntryThatTheLogHas) {
  SampleLog log(With(R"pb(evidence { position: 1 })pb"));
  EXPECT_THAT(RecommendationOf(log).evidence(0).missing(), ElementsAre("1"));
  log.Report("eidar", "2025", {});
  EXPECT_THAT(RecommendationOf(log).evidence(0).missing(), IsEmpty());
}

TEST(RecommendationsTest, NeedEveryFieldOfTheirEvidence) {
  const SampleLog log(With(R"pb(evidence { goal: "G5" document: "NONE" })pb"));
  EXPECT_FALSE(RecommendationOf(log).evidence(0).found());
  EXPECT_THAT(RecommendationOf(log).evidence(0).missing(), ElementsAre("NONE"));
}

TEST(RecommendationsTest, StandInEveryView) {
  const SampleLog log(With(R"pb(evidence { goal: "G5" })pb"));
  v1::ViewQuery query;
  query.set_period("2025");
  query.add_priority_areas("F2");
  EXPECT_EQ(log.View(query).recommendations_size(), 1);
}

}  // namespace
}  // namespace samlad::domain
