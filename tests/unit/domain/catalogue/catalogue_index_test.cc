// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/catalogue/catalogue_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "gateway/base/limits.h"
#include "tests/unit/domain/validation/check_fixture.h"

namespace samlad::domain {
namespace {

using ::testing::ElementsAre;

TEST(ParsePeriodTest, ReadsYearsAndThirds) {
  EXPECT_EQ(ParsePeriod("2025")->year, 2025);
  EXPECT_EQ(ParsePeriod("2025")->third, 0);
  EXPECT_EQ(ParsePeriod("2025-T1")->third, 1);
  EXPECT_EQ(ParsePeriod("2025-T2")->third, 2);
  for (const char* text : {"", "25", "2025-T3", "2025-T0", "2025-t1", "2025T1", "2025-T1 ", "1899",
                           "2200", "20a5", "-025", "2025-01"}) {
    EXPECT_FALSE(ParsePeriod(text)) << text;
  }
}

TEST(SymbolsTest, StayTheSameAndTotalIsZero) {
  Symbols symbols;
  EXPECT_EQ(symbols.Intern(""), kTotal);
  EXPECT_EQ(symbols.Intern("_T"), kTotal);
  EXPECT_EQ(symbols.Name(kTotal), "_T");
  const Symbol first = symbols.Intern("a");
  for (int i = 0; i < 10'000; ++i) symbols.Intern(std::to_string(i));
  EXPECT_EQ(symbols.Intern("a"), first);
  EXPECT_EQ(symbols.Name(first), "a");
  EXPECT_EQ(symbols.Name(symbols.Intern("9999")), "9999");
}

class CatalogueIndexTest : public ::testing::Test {
 protected:
  Symbols symbols_;
  std::shared_ptr<const CatalogueIndex> index_ = CheckedIndex(symbols_);
};

TEST_F(CatalogueIndexTest, FindsWhatIsThereAndNothingElse) {
  EXPECT_EQ(index_->position(), 7u);
  EXPECT_EQ(index_->FindOrganisation("eidar")->id(), "eidar");
  EXPECT_EQ(index_->FindOrganisation(""), nullptr);
  EXPECT_EQ(index_->FindOrganisation("Eidar"), nullptr);
  EXPECT_NE(index_->FindObligation("annual"), nullptr);
  EXPECT_NE(index_->FindProject("P1"), nullptr);
  EXPECT_EQ(index_->FindGoal("none"), nullptr);
  EXPECT_NE(index_->FindPriorityArea("F5"), nullptr);
  EXPECT_TRUE(index_->FindPeriod("2023")->closed());
  EXPECT_NE(index_->FindCodeList("sex"), nullptr);
}

TEST_F(CatalogueIndexTest, FindsTheDefinitionInForce) {
  EXPECT_EQ(index_->FindIndicator("OLD", {.year = 2019}), nullptr);
  EXPECT_EQ(index_->FindIndicator("OLD", {.year = 2023, .third = 2})->indicator->version(), 1u);
  EXPECT_EQ(index_->FindIndicator("OLD", {.year = 2024})->indicator->version(), 2u);
  EXPECT_EQ(index_->FindIndicator("WHAT", {.year = 2024}), nullptr);
  const IndicatorIndex* old = index_->FindIndicator("OLD", {.year = 2030});
  EXPECT_EQ(index_->FindIndicator(old->symbol, {.year = 2030}), old);
  EXPECT_EQ(index_->FindIndicator(Symbol{123456}, {.year = 2030}), nullptr);
  EXPECT_EQ(index_->FindIndicator(kTotal, {.year = 2030}), nullptr);
  EXPECT_EQ(index_->IndicatorVersions("OLD").size(), 2u);
  EXPECT_TRUE(index_->IndicatorVersions("WHAT").empty());
}

TEST_F(CatalogueIndexTest, ResolvesBoundsAndProtection) {
  const IndicatorIndex* flow = index_->FindIndicator("FLOW", {.year = 2025});
  EXPECT_EQ(flow->plausible_max, ParseDecimal("1000"));
  EXPECT_EQ(flow->k, limits::kSmallCountDefault);
  EXPECT_EQ(index_->FindIndicator("MONEY", {.year = 2025})->k, 0);
  EXPECT_EQ(index_->FindIndicator("MONEY", {.year = 2025})->plausible_max, std::nullopt);
}

TEST_F(CatalogueIndexTest, FindsCodesOfTheirOwnListOnly) {
  EXPECT_EQ(index_->FindCode("sex", ""), kTotal);
  EXPECT_EQ(index_->FindCode("sex", "_T"), kTotal);
  EXPECT_EQ(symbols_.Name(*index_->FindCode("sex", "F")), "F");
  EXPECT_EQ(index_->FindCode("sex", "west"), std::nullopt);
  EXPECT_EQ(index_->FindCode("no such list", "F"), std::nullopt);
  const CodeListIndex* areas = index_->FindCodes("area");
  EXPECT_EQ(areas->Find(*index_->FindCode("area", "lextorp"))->parent,
            index_->FindCode("area", "west"));
  EXPECT_FALSE(areas->siblings.at(kTotal).exhaustive);
  EXPECT_TRUE(areas->siblings.at(*index_->FindCode("area", "west")).exhaustive);
}

TEST_F(CatalogueIndexTest, SymbolsOutliveACatalogue) {
  const Symbol before = index_->FindIndicator("FLOW", {.year = 2025})->symbol;
  v1::Catalogue next = CheckedCatalogue();
  next.mutable_indicators()->SwapElements(0, 3);
  const auto index = CatalogueIndex::Build(next, 8, symbols_);
  EXPECT_EQ(index->FindIndicator("FLOW", {.year = 2025})->symbol, before);
}

TEST_F(CatalogueIndexTest, LeavesOutWhatDoesNotResolve) {
  v1::Catalogue catalogue = CheckedCatalogue();
  auto* bad = catalogue.add_indicators();
  bad->set_id("BAD");
  bad->set_version(1);
  bad->set_first_period("soon");
  auto* list = catalogue.add_code_lists();
  list->set_id("loop");
  const auto add = [&](const char* id, const char* parent) {
    auto* code = list->add_codes();
    code->set_id(id);
    code->set_parent(parent);
  };
  add("a", "b");
  add("b", "a");
  add("c", "nowhere");
  add("d", "c");
  add("ok", "");
  add("child", "ok");
  const auto index = CatalogueIndex::Build(catalogue, 8, symbols_);
  EXPECT_EQ(index->FindIndicator("BAD", {.year = 2025}), nullptr);
  for (const char* code : {"a", "b", "c", "d"})
    EXPECT_EQ(index->FindCode("loop", code), std::nullopt);
  EXPECT_TRUE(index->FindCode("loop", "child"));
}

TEST_F(CatalogueIndexTest, KnowsWhoOwesWhat) {
  const auto& annual = *index_->FindObligation("annual");
  EXPECT_TRUE(index_->MustReport(*index_->FindOrganisation("eidar"), annual));
  EXPECT_TRUE(index_->MustReport(*index_->FindOrganisation("sgn"), annual));
  EXPECT_FALSE(index_->MustReport(*index_->FindOrganisation("police"), annual));
  std::vector<std::string> reporting;
  for (const auto* organisation : index_->ReportingOrganisations(annual, "2025")) {
    reporting.push_back(organisation->id());
  }
  EXPECT_THAT(reporting, ElementsAre("eidar", "sgn"));
}

// Of two organisations that follow each other, the one that exists on the last
// day must report.
TEST_F(CatalogueIndexTest, OwesWhoExistsOnThePeriodsLastDay) {
  v1::Catalogue catalogue = CheckedCatalogue();
  catalogue.mutable_organisations(0)->set_valid_to("2025-08-31");
  v1::Organisation& heir = *catalogue.add_organisations();
  heir.set_id("heir");
  heir.set_kind(v1::ORGANISATION_KIND_PARTNER);
  heir.set_valid_from("2025-09-01");
  const auto index = CatalogueIndex::Build(catalogue, 8, symbols_);
  const v1::Obligation& annual = *index->FindObligation("annual");
  const auto reporting = [&](std::string_view period) {
    std::vector<std::string> ids;
    for (const auto* organisation : index->ReportingOrganisations(annual, period)) {
      ids.push_back(organisation->id());
      EXPECT_TRUE(index->MustReport(*organisation, annual, period));
    }
    return ids;
  };
  EXPECT_THAT(reporting("2024"), ElementsAre("eidar", "sgn"));
  EXPECT_THAT(reporting("2025-T1"), ElementsAre("eidar", "sgn"));
  EXPECT_THAT(reporting("2025-T2"), ElementsAre("eidar", "sgn"));
  EXPECT_THAT(reporting("2025"), ElementsAre("sgn", "heir"));
  EXPECT_THAT(reporting("soon"), ElementsAre());
  EXPECT_TRUE(index->MustReport(*index->FindOrganisation("eidar"), annual));  // in some period
}

TEST_F(CatalogueIndexTest, AnOwnerIsAnOrganisationOrTheHolderOfARole) {
  v1::Catalogue catalogue = CheckedCatalogue();
  v1::Role& role = *catalogue.add_roles();
  role.set_id("steering");
  role.set_holder("eidar");
  catalogue.add_roles()->set_id("astray");
  catalogue.mutable_roles(1)->set_holder("nobody");
  catalogue.mutable_projects(0)->set_owner("steering");
  catalogue.add_recommendations()->set_id("R1");
  catalogue.add_documents()->set_id("plan");
  const auto index = CatalogueIndex::Build(catalogue, 8, symbols_);
  const v1::Organisation* eidar = index->FindOrganisation("eidar");
  EXPECT_EQ(index->ResponsibleOrganisation("eidar"), eidar);
  EXPECT_EQ(index->ResponsibleOrganisation("steering"), eidar);
  EXPECT_EQ(index->ResponsibleOrganisation("astray"), nullptr);
  EXPECT_EQ(index->ResponsibleOrganisation("nobody"), nullptr);
  EXPECT_EQ(index->ResponsibleOrganisation(""), nullptr);
  EXPECT_TRUE(index->TakesPart(*eidar, *index->FindProject("P1")));  // through the role
  EXPECT_TRUE(index->TakesPart(*eidar, *index->FindProject("P2")));  // as participant
  EXPECT_FALSE(index->TakesPart(*index->FindOrganisation("sgn"), *index->FindProject("P1")));
  EXPECT_NE(index->FindRole("steering"), nullptr);
  EXPECT_NE(index->FindRecommendation("R1"), nullptr);
  EXPECT_NE(index->FindDocument("plan"), nullptr);
}

TEST_F(CatalogueIndexTest, AKindThatIsNotSetOwesNothing) {
  v1::Catalogue catalogue = CheckedCatalogue();
  catalogue.add_organisations()->set_id("vague");
  catalogue.mutable_obligations(0)->add_kinds(v1::ORGANISATION_KIND_UNSPECIFIED);
  const auto index = CatalogueIndex::Build(catalogue, 8, symbols_);
  EXPECT_FALSE(
      index->MustReport(*index->FindOrganisation("vague"), *index->FindObligation("annual")));
}

TEST_F(CatalogueIndexTest, AllowsNothingThatIsNotNamed) {
  EXPECT_TRUE(index_->Allows("eidar", v1::PERMISSION_SUBMIT));
  EXPECT_FALSE(index_->Allows("eidar", v1::PERMISSION_ADMINISTER));
  EXPECT_FALSE(index_->Allows("police", v1::PERMISSION_SUBMIT));
  EXPECT_FALSE(index_->Allows("nobody", v1::PERMISSION_SUBMIT));
  EXPECT_FALSE(index_->Allows("", v1::PERMISSION_SUBMIT));
  v1::Catalogue catalogue = CheckedCatalogue();
  catalogue.mutable_organisations(0)->add_permissions(v1::PERMISSION_UNSPECIFIED);
  EXPECT_FALSE(
      CatalogueIndex::Build(catalogue, 8, symbols_)->Allows("eidar", v1::PERMISSION_UNSPECIFIED));
}

TEST_F(CatalogueIndexTest, LetsReportForItselfAndByMandateOnly) {
  EXPECT_TRUE(index_->MayReportFor("eidar", "eidar"));
  EXPECT_TRUE(index_->MayReportFor("stadshus", "eidar"));
  EXPECT_FALSE(index_->MayReportFor("eidar", "stadshus"));
  EXPECT_FALSE(index_->MayReportFor("eidar", "sgn"));
  EXPECT_FALSE(index_->MayReportFor("nobody", "nobody"));
  EXPECT_FALSE(index_->MayReportFor("stadshus", "nobody"));  // a mandate for a stranger
  EXPECT_FALSE(index_->MayReportFor("", ""));
}

}  // namespace
}  // namespace samlad::domain
