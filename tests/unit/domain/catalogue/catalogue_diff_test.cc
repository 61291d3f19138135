// SPDX-License-Identifier: EUPL-1.2

#include <string>
#include <vector>

#include "gateway/base/strings.h"
#include "gateway/domain/catalogue/catalogue_check.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/domain/small_catalogue.h"

namespace samlad::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// "+ path: after", "- path: before", "~ path: before -> after".
std::vector<std::string> Diff(const v1::Catalogue& before, const v1::Catalogue& after) {
  std::vector<std::string> lines;
  for (const v1::CatalogueChange& change : DiffCatalogues(before, after)) {
    switch (change.kind()) {
      case v1::CHANGE_KIND_ADDED:
        EXPECT_EQ(change.before(), "");
        lines.push_back(StrCat("+ ", change.path(), ": ", change.after()));
        break;
      case v1::CHANGE_KIND_REMOVED:
        EXPECT_EQ(change.after(), "");
        lines.push_back(StrCat("- ", change.path(), ": ", change.before()));
        break;
      default:
        lines.push_back(StrCat("~ ", change.path(), ": ", change.before(), " -> ", change.after()));
    }
  }
  return lines;
}

TEST(CatalogueDiffTest, EqualCataloguesDoNotDiffer) {
  EXPECT_THAT(Diff(SmallCatalogue(), SmallCatalogue()), IsEmpty());
}

TEST(CatalogueDiffTest, NamesRolesProjectsAndRecommendationsById) {
  v1::Catalogue after = SmallCatalogue();
  after.mutable_projects(0)->mutable_effects(0)->set_expected("14");
  after.mutable_roles(0)->set_holder("company");
  after.mutable_recommendations(0)->mutable_evidence(0)->set_period("2024");
  after.mutable_comparisons(0)->set_indicator("I-1");
  after.mutable_comparisons(0)->add_regions("0014");
  EXPECT_THAT(Diff(SmallCatalogue(), after),
              ElementsAre("~ projects[p1].effects[I-2@2026].expected: 15.5 -> 14",
                          "~ roles[steering].holder: office -> company",
                          "~ recommendations[R1].evidence[Rapporten].period: 2025 -> 2024",
                          "~ comparisons[s1].indicator: I-2 -> I-1",
                          "+ comparisons[s1].regions[0014]: 0014"));
}

TEST(CatalogueDiffTest, NamesElementsByWhatIdentifiesThem) {
  v1::Catalogue after = SmallCatalogue();
  after.mutable_title()->set_en("The city");
  after.mutable_organisations(1)->set_kind(v1::ORGANISATION_KIND_PARTNER);
  after.mutable_indicators(1)->set_decimals(2);
  after.mutable_indicators(2)->set_numerator_beyond_denominator(true);
  after.mutable_indicators(2)->mutable_protection()->set_k(10);
  after.mutable_targets(0)->set_value("12");
  after.mutable_obligations(0)->mutable_periods(1)->set_due("2026-03-01");
  EXPECT_THAT(
      Diff(SmallCatalogue(), after),
      ElementsAre("~ title.en:  -> The city", "~ organisations[company].kind: company -> partner",
                  "~ indicators[I-1@2].decimals: 0 -> 2",
                  "~ indicators[I-2@1].numerator_beyond_denominator: false -> true",
                  "~ indicators[I-2@1].protection.k: 0 -> 10",
                  "~ targets[I-2@2025].value: 12.5 -> 12",
                  "~ obligations[annual].periods[2025].due: 2026-02-15 -> 2026-03-01"));
}

TEST(CatalogueDiffTest, ShowsWhatComesAndGoes) {
  v1::Catalogue after = SmallCatalogue();
  after.mutable_organisations(0)->set_permissions(1, v1::PERMISSION_READ_BOARD);
  after.mutable_goals(0)->set_id("g2");
  EXPECT_THAT(Diff(SmallCatalogue(), after),
              ElementsAre("- organisations[office].permissions[submit]: submit",
                          "+ organisations[office].permissions[read_board]: read_board",
                          "- goals[g1]: id: \"g1\", title: {sv: \"Målet\"}, document: \"roadmap\", "
                          "priority_area: \"F1\", owner: \"office\"",
                          "+ goals[g2]: id: \"g2\", title: {sv: \"Målet\"}, document: \"roadmap\", "
                          "priority_area: \"F1\", owner: \"office\""));
}

TEST(CatalogueDiffTest, WritesElementsInTheWordsOfTheFile) {
  v1::Catalogue after = SmallCatalogue();
  v1::Organisation& added = *after.add_organisations();
  added.set_id("new");
  added.set_kind(v1::ORGANISATION_KIND_PARTNER);
  added.add_permissions(v1::PERMISSION_SUBMIT);
  added.add_permissions(v1::PERMISSION_READ_BOARD);
  EXPECT_THAT(Diff(SmallCatalogue(), after),
              ElementsAre("+ organisations[new]: id: \"new\", kind: partner, permissions: "
                          "[submit, read_board]"));
}

TEST(CatalogueDiffTest, AnotherOrderIsAChangeOfTheList) {
  v1::Catalogue after = SmallCatalogue();
  std::swap(*after.mutable_organisations(1), *after.mutable_organisations(2));
  EXPECT_THAT(Diff(SmallCatalogue(), after),
              ElementsAre("~ organisations: ..., company, ... -> ..., subsidiary, ..."));
}

TEST(CatalogueDiffTest, WhatComesAndGoesIsNoOtherOrder) {
  v1::Catalogue after = SmallCatalogue();
  after.mutable_indicators()->DeleteSubrange(0, 1);
  after.mutable_periods(0)->set_id("2023");
  const auto lines = Diff(SmallCatalogue(), after);
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(lines[0].substr(0, 20), "- indicators[I-1@1]:");
  EXPECT_EQ(lines[1].substr(0, 17), "- periods[2024]: ");
  EXPECT_EQ(lines[2].substr(0, 17), "+ periods[2023]: ");
}

TEST(CatalogueDiffTest, DuplicatesAreShownToo) {
  v1::Catalogue after = SmallCatalogue();
  *after.add_periods() = after.periods(0);
  EXPECT_THAT(Diff(SmallCatalogue(), after), ElementsAre("+ periods[2024#2]: id: \"2024\""));
}

}  // namespace
}  // namespace samlad::domain
