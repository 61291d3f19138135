// SPDX-License-Identifier: EUPL-1.2

#include <functional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "gateway/domain/catalogue_check.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/domain/small_catalogue.h"

namespace samlad::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Found = std::pair<std::string, std::string>;  // code, field

bool AllUsed(std::string_view, std::string_view) { return true; }
bool NoneUsed(std::string_view, std::string_view) { return false; }

std::vector<Found> CheckChange(
    const v1::Catalogue& after,
    const std::function<bool(std::string_view, std::string_view)>& used) {
  std::vector<Found> found;
  for (const v1::Finding& finding : CheckCatalogueChange(SmallCatalogue(), after, used)) {
    EXPECT_EQ(finding.severity(), v1::SEVERITY_ERROR);
    found.emplace_back(finding.code(), finding.location().field());
  }
  return found;
}

TEST(CatalogueChangeTest, NoChangeIsNoFinding) {
  EXPECT_THAT(CheckChange(SmallCatalogue(), AllUsed), IsEmpty());
}

struct Case {
  std::string_view code;
  std::string_view field;
  std::function<void(v1::Catalogue&)> change;
};
void PrintTo(const Case& c, std::ostream* out) { *out << c.code << " " << c.field; }

class ForbiddenChangeTest : public ::testing::TestWithParam<Case> {};

TEST_P(ForbiddenChangeTest, IsFoundWhenReportsRestOnItAndOnlyThen) {
  v1::Catalogue after = SmallCatalogue();
  GetParam().change(after);
  EXPECT_THAT(CheckChange(after, AllUsed), ElementsAre(Found(GetParam().code, GetParam().field)));
  EXPECT_THAT(CheckChange(after, NoneUsed), IsEmpty());
}

// clang-format off
const Case kForbidden[] = {
    {"CATALOGUE_USED_REMOVED", "organisations[subsidiary]", [](auto& c) { c.mutable_organisations()->RemoveLast(); }},
    {"CATALOGUE_USED_REMOVED", "code_lists[residence/PART]", [](auto& c) { c.mutable_code_lists(1)->mutable_codes()->RemoveLast(); }},
    {"CATALOGUE_USED_REMOVED", "indicators[I-2@1]", [](auto& c) { c.mutable_indicators()->RemoveLast(); }},
    {"CATALOGUE_USED_REMOVED", "indicators[I-1@2]", [](auto& c) { c.mutable_indicators()->DeleteSubrange(1, 1); }},
    {"CATALOGUE_USED_REMOVED", "periods[2025]", [](auto& c) { c.mutable_periods()->RemoveLast(); }},
    {"CATALOGUE_USED_REMOVED", "obligations[annual]", [](auto& c) { c.clear_obligations(); }},
    {"CATALOGUE_USED_REMOVED", "projects[p1]", [](auto& c) { c.clear_projects(); }},
    {"CATALOGUE_DEFINITION_CHANGED", "indicators[0].unit", [](auto& c) { c.mutable_indicators(0)->mutable_unit()->set_sv("tusental"); }},
    {"CATALOGUE_DEFINITION_CHANGED", "indicators[0].direction", [](auto& c) { c.mutable_indicators(0)->set_direction(v1::DIRECTION_DOWN); }},
    {"CATALOGUE_DEFINITION_CHANGED", "indicators[0].aggregation", [](auto& c) { c.mutable_indicators(0)->set_aggregation(v1::AGGREGATION_STOCK); }},
    {"CATALOGUE_DEFINITION_CHANGED", "indicators[2].factor", [](auto& c) { c.mutable_indicators(2)->set_factor(1000); }},
    {"CATALOGUE_DEFINITION_CHANGED", "indicators[2].decimals", [](auto& c) { c.mutable_indicators(2)->set_decimals(0); }},
    {"CATALOGUE_DEFINITION_CHANGED", "indicators[2].breakdowns", [](auto& c) { c.mutable_indicators(2)->mutable_breakdowns()->RemoveLast(); }},
    {"CATALOGUE_DEFINITION_CHANGED", "indicators[2].category_list", [](auto& c) { c.mutable_indicators(2)->set_category_list("sex"); }},
    {"CATALOGUE_DEFINITION_CHANGED", "indicators[2].numerator_beyond_denominator", [](auto& c) { c.mutable_indicators(2)->set_numerator_beyond_denominator(!c.indicators(2).numerator_beyond_denominator()); }},
    {"CATALOGUE_DEFINITION_CHANGED", "indicators[1].first_period", [](auto& c) { c.mutable_indicators(1)->set_first_period("2026"); }},
};
// clang-format on

INSTANTIATE_TEST_SUITE_P(All, ForbiddenChangeTest, ::testing::ValuesIn(kForbidden));

TEST(CatalogueChangeTest, WhatDoesNotTouchReportsIsAllowed) {
  v1::Catalogue after = SmallCatalogue();
  after.mutable_indicators(0)->mutable_title()->set_sv("Bättre titel");
  after.mutable_indicators(0)->set_decimals(2);
  after.mutable_indicators(0)->set_factor(1);  // as good as none
  after.mutable_indicators(0)->add_breakdowns(v1::DIMENSION_SEX);
  after.mutable_periods(0)->set_closed(true);
  v1::Indicator& version = *after.add_indicators();
  version = after.indicators(2);
  version.set_version(2);
  version.set_first_period("2026");
  version.mutable_unit()->set_sv("promille");
  std::swap(*after.mutable_organisations(0), *after.mutable_organisations(1));
  EXPECT_THAT(CheckChange(after, AllUsed), IsEmpty());
}

TEST(CatalogueChangeTest, WarnsOfWeakerProtectionOfWhatIsUsed) {
  v1::Catalogue before = SmallCatalogue();
  before.mutable_indicators(0)->clear_protection();
  const auto codes = [&](const std::function<void(v1::Protection&)>& change, const auto& used) {
    v1::Catalogue after = before;
    change(*after.mutable_indicators(0)->mutable_protection());
    std::vector<Found> found;
    for (const v1::Finding& finding : CheckCatalogueChange(before, after, used)) {
      EXPECT_EQ(finding.severity(), v1::SEVERITY_WARNING);
      found.emplace_back(finding.code(), finding.location().field());
    }
    return found;
  };
  const auto lower = [](v1::Protection& p) { p.set_k(4); };
  const auto none = [](v1::Protection& p) { p.set_not_personal(true); };
  const Found weakened("CATALOGUE_PROTECTION_WEAKENED", "indicators[0].protection");
  EXPECT_THAT(codes(lower, AllUsed), ElementsAre(weakened));
  EXPECT_THAT(codes(none, AllUsed), ElementsAre(weakened));
  EXPECT_THAT(codes(lower, NoneUsed), IsEmpty());
  EXPECT_THAT(codes([](v1::Protection& p) { p.set_k(5); }, AllUsed), IsEmpty());  // the default
  EXPECT_THAT(codes([](v1::Protection& p) { p.set_k(6); }, AllUsed), IsEmpty());
}

TEST(CatalogueChangeTest, AsksByKindAndId) {
  v1::Catalogue after = SmallCatalogue();
  after.mutable_code_lists(1)->mutable_codes()->RemoveLast();
  after.clear_projects();
  std::vector<std::pair<std::string, std::string>> asked;
  CheckChange(after, [&](std::string_view kind, std::string_view id) {
    if (kind != "indicators") asked.emplace_back(kind, id);
    return false;
  });
  EXPECT_THAT(asked, ElementsAre(Found("code_lists", "residence/PART"), Found("projects", "p1")));
}

}  // namespace
}  // namespace samlad::domain
