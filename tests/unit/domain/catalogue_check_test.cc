// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/catalogue_check.h"

#include <chrono>
#include <functional>
#include <ostream>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "gateway/domain/finding.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/domain/small_catalogue.h"

namespace samlad::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Found = std::pair<std::string, std::string>;  // code, field

std::vector<Found> Check(const v1::Catalogue& catalogue) {
  std::vector<Found> found;
  for (const v1::Finding& finding : CheckCatalogue(catalogue)) {
    found.emplace_back(finding.code(), finding.location().field());
  }
  return found;
}

TEST(CatalogueCheckTest, HasNothingToSayAboutAGoodCatalogue) {
  EXPECT_THAT(Check(SmallCatalogue()), IsEmpty());
}

// One thing broken, and the one finding that follows.
struct Case {
  std::string_view code;
  std::string_view field;
  std::function<void(v1::Catalogue&)> break_it;
};
void PrintTo(const Case& c, std::ostream* out) { *out << c.code << " " << c.field; }

class BrokenCatalogueTest : public ::testing::TestWithParam<Case> {};

TEST_P(BrokenCatalogueTest, GivesExactlyItsFinding) {
  v1::Catalogue catalogue = SmallCatalogue();
  GetParam().break_it(catalogue);
  EXPECT_THAT(Check(catalogue), ElementsAre(Found(GetParam().code, GetParam().field)));
}

v1::Organisation& Org(v1::Catalogue& c, int i) { return *c.mutable_organisations(i); }
v1::Document& Doc(v1::Catalogue& c, int i) { return *c.mutable_documents(i); }
v1::Indicator& Ind(v1::Catalogue& c, int i) { return *c.mutable_indicators(i); }
v1::Target& Tgt(v1::Catalogue& c) { return *c.mutable_targets(0); }
v1::Obligation& Obl(v1::Catalogue& c) { return *c.mutable_obligations(0); }
v1::Project& Prj(v1::Catalogue& c) { return *c.mutable_projects(0); }
v1::Code& Sex(v1::Catalogue& c, int i) { return *c.mutable_code_lists(0)->mutable_codes(i); }
v1::Code& Residence(v1::Catalogue& c, int i) { return *c.mutable_code_lists(1)->mutable_codes(i); }

// clang-format off
const Case kHead[] = {
    {"CATALOGUE_FIELD_MISSING", "title.sv", [](auto& c) { c.clear_title(); }},
    {"CATALOGUE_TRUST_DOMAIN", "trust_domain", [](auto& c) { c.clear_trust_domain(); }},
    {"CATALOGUE_TRUST_DOMAIN", "trust_domain", [](auto& c) { c.set_trust_domain("spiffe://x"); }},
    {"CATALOGUE_TRUST_DOMAIN", "trust_domain", [](auto& c) { c.set_trust_domain("Samlad.example"); }},
    {"CATALOGUE_TRUST_DOMAIN", "trust_domain", [](auto& c) { c.set_trust_domain(std::string(256, 'a')); }},
    {"CATALOGUE_TIME_ZONE", "time_zone", [](auto& c) { c.set_time_zone("CET+1"); }},
    {"CATALOGUE_TIME_ZONE", "time_zone", [](auto& c) { c.set_time_zone("Europe/"); }},
    {"CATALOGUE_FIELD_MISSING", "custodian", [](auto& c) { c.clear_custodian(); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "custodian", [](auto& c) { c.set_custodian("nobody"); }},
};

const Case kOrganisations[] = {
    {"CATALOGUE_ID_MALFORMED", "organisations[3].id", [](auto& c) { auto& o = *c.add_organisations(); o = c.organisations(1); o.set_id("Stora Bolaget"); }},
    {"CATALOGUE_ID_MALFORMED", "organisations[3].id", [](auto& c) { auto& o = *c.add_organisations(); o = c.organisations(1); o.set_id(std::string(64, 'a')); }},
    {"CATALOGUE_ID_MISSING", "organisations[3].id", [](auto& c) { auto& o = *c.add_organisations(); o = c.organisations(1); o.clear_id(); }},
    {"CATALOGUE_ID_DUPLICATE", "organisations[3].id", [](auto& c) { *c.add_organisations() = c.organisations(1); }},
    {"CATALOGUE_FIELD_MISSING", "organisations[1].name.sv", [](auto& c) { Org(c, 1).clear_name(); }},
    {"CATALOGUE_ENUM_UNSPECIFIED", "organisations[0].kind", [](auto& c) { Org(c, 0).clear_kind(); }},
    {"CATALOGUE_ENUM_UNKNOWN", "organisations[0].kind", [](auto& c) { Org(c, 0).set_kind(static_cast<v1::OrganisationKind>(99)); }},
    {"CATALOGUE_ENUM_UNKNOWN", "organisations[1].permissions[1]", [](auto& c) { Org(c, 1).add_permissions(static_cast<v1::Permission>(-1)); }},
    {"CATALOGUE_ENUM_UNSPECIFIED", "organisations[1].permissions[1]", [](auto& c) { Org(c, 1).add_permissions(v1::PERMISSION_UNSPECIFIED); }},
    {"CATALOGUE_LIST_REPEATED", "organisations[1].permissions[1]", [](auto& c) { Org(c, 1).add_permissions(v1::PERMISSION_SUBMIT); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "organisations[1].mandates[0]", [](auto& c) { Org(c, 1).add_mandates("nobody"); }},
    {"CATALOGUE_LIST_REPEATED", "organisations[0].mandates[1]", [](auto& c) { Org(c, 0).add_mandates("company"); }},
    {"CATALOGUE_MANDATE_SELF", "organisations[1].mandates", [](auto& c) { Org(c, 1).add_mandates("company"); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "organisations[2].parent", [](auto& c) { Org(c, 2).set_parent("nobody"); }},
    {"CATALOGUE_CYCLE", "organisations[1].parent", [](auto& c) { Org(c, 1).set_parent("subsidiary"); }},
    {"CATALOGUE_NO_ADMINISTRATOR", "organisations", [](auto& c) { Org(c, 0).clear_permissions(); }},
};

const Case kRegister[] = {
    {"CATALOGUE_ID_MALFORMED", "priority_areas[1].id", [](auto& c) { auto& a = *c.add_priority_areas(); a.set_id("F 2"); a.mutable_title()->set_sv("x"); }},
    {"CATALOGUE_ID_DUPLICATE", "priority_areas[1].id", [](auto& c) { *c.add_priority_areas() = c.priority_areas(0); }},
    {"CATALOGUE_FIELD_MISSING", "priority_areas[0].title.sv", [](auto& c) { c.mutable_priority_areas(0)->clear_title(); }},
    {"CATALOGUE_ID_DUPLICATE", "documents[2].id", [](auto& c) { *c.add_documents() = c.documents(1); }},
    {"CATALOGUE_FIELD_MISSING", "documents[0].title.sv", [](auto& c) { Doc(c, 0).clear_title(); }},
    {"CATALOGUE_ENUM_UNKNOWN", "documents[0].kind", [](auto& c) { Doc(c, 0).set_kind(static_cast<v1::DocumentKind>(99)); }},
    {"CATALOGUE_ENUM_UNSPECIFIED", "documents[0].kind", [](auto& c) { Doc(c, 0).clear_kind(); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "documents[1].parents[1]", [](auto& c) { Doc(c, 1).add_parents("nothing"); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "documents[1].owner", [](auto& c) { Doc(c, 1).set_owner("nobody"); }},
    {"CATALOGUE_CYCLE", "documents[0].parents", [](auto& c) { Doc(c, 0).add_parents("roadmap"); }},
    {"CATALOGUE_CYCLE", "documents[0].parents", [](auto& c) { Doc(c, 0).add_parents("plan"); }},
    {"CATALOGUE_DATE_INVALID", "documents[1].valid_from", [](auto& c) { Doc(c, 1).set_valid_from("2021-02-30"); }},
    {"CATALOGUE_DATE_INVALID", "documents[1].valid_to", [](auto& c) { Doc(c, 1).set_valid_to("31/12 2025"); }},
    {"CATALOGUE_DATE_ORDER", "documents[1].valid_to", [](auto& c) { Doc(c, 1).set_valid_to("2021-05-23"); }},
    {"CATALOGUE_PARENT_EXPIRED", "documents[1].parents", [](auto& c) { Doc(c, 0).set_valid_to("2021-05-23"); }},
    {"CATALOGUE_ID_DUPLICATE", "goals[1].id", [](auto& c) { *c.add_goals() = c.goals(0); }},
    {"CATALOGUE_GOAL_WITHOUT_INDICATOR", "goals[1].id", [](auto& c) { auto& g = *c.add_goals(); g = c.goals(0); g.set_id("g2"); }},
    {"CATALOGUE_FIELD_MISSING", "goals[0].title.sv", [](auto& c) { c.mutable_goals(0)->clear_title(); }},
    {"CATALOGUE_FIELD_MISSING", "goals[0].document", [](auto& c) { c.mutable_goals(0)->clear_document(); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "goals[0].document", [](auto& c) { c.mutable_goals(0)->set_document("nothing"); }},
    {"CATALOGUE_FIELD_MISSING", "goals[0].priority_area", [](auto& c) { c.mutable_goals(0)->clear_priority_area(); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "goals[0].priority_area", [](auto& c) { c.mutable_goals(0)->set_priority_area("F9"); }},
    {"CATALOGUE_ID_DUPLICATE", "code_lists[2].id", [](auto& c) { *c.add_code_lists() = c.code_lists(0); }},
    {"CATALOGUE_FIELD_MISSING", "code_lists[0].title.sv", [](auto& c) { c.mutable_code_lists(0)->clear_title(); }},
    {"CATALOGUE_CODE_TOTAL", "code_lists[0].codes[2].id", [](auto& c) { auto& k = *c.mutable_code_lists(0)->add_codes(); k = Sex(c, 0); k.set_id("_T"); }},
    {"CATALOGUE_ID_MALFORMED", "code_lists[0].codes[1].id", [](auto& c) { Sex(c, 1).set_id("M/K"); }},
    {"CATALOGUE_ID_DUPLICATE", "code_lists[0].codes[1].id", [](auto& c) { Sex(c, 1).set_id("F"); }},
    {"CATALOGUE_FIELD_MISSING", "code_lists[0].codes[1].title.sv", [](auto& c) { Sex(c, 1).clear_title(); }},
    {"CATALOGUE_CODES_EXHAUSTIVE", "code_lists[0].codes[1].exhaustive", [](auto& c) { Sex(c, 1).set_exhaustive(false); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "code_lists[1].codes[1].parent", [](auto& c) { Residence(c, 1).set_parent("F"); }},
    {"CATALOGUE_CYCLE", "code_lists[1].codes[0].parent", [](auto& c) { Residence(c, 0).set_parent("PART"); }},
};

const Case kIndicators[] = {
    {"CATALOGUE_ID_MALFORMED", "indicators[3].id", [](auto& c) { auto& i = *c.add_indicators(); i = c.indicators(2); i.set_id("Å-1"); }},
    {"CATALOGUE_ID_MISSING", "indicators[3].id", [](auto& c) { auto& i = *c.add_indicators(); i = c.indicators(2); i.clear_id(); }},
    {"CATALOGUE_ID_DUPLICATE", "indicators[3].id", [](auto& c) { *c.add_indicators() = c.indicators(1); }},
    {"CATALOGUE_VERSION_SEQUENCE", "indicators[1].version", [](auto& c) { Ind(c, 1).set_version(3); }},
    {"CATALOGUE_VERSION_SEQUENCE", "indicators[2].version", [](auto& c) { Ind(c, 2).set_version(0); }},
    {"CATALOGUE_VERSION_PERIOD", "indicators[1].first_period", [](auto& c) { Ind(c, 1).set_first_period("2024"); }},
    {"CATALOGUE_PERIOD_MALFORMED", "indicators[2].first_period", [](auto& c) { Ind(c, 2).set_first_period("2024-T1"); }},
    {"CATALOGUE_FIELD_MISSING", "indicators[0].title.sv", [](auto& c) { Ind(c, 0).clear_title(); }},
    {"CATALOGUE_FIELD_MISSING", "indicators[0].definition.sv", [](auto& c) { Ind(c, 0).clear_definition(); }},
    {"CATALOGUE_FIELD_MISSING", "indicators[0].unit.sv", [](auto& c) { Ind(c, 0).clear_unit(); }},
    {"CATALOGUE_ENUM_UNKNOWN", "indicators[0].direction", [](auto& c) { Ind(c, 0).set_direction(static_cast<v1::Direction>(99)); }},
    {"CATALOGUE_ENUM_UNKNOWN", "indicators[0].aggregation", [](auto& c) { Ind(c, 0).set_aggregation(static_cast<v1::Aggregation>(99)); }},
    {"CATALOGUE_ENUM_UNKNOWN", "indicators[0].level", [](auto& c) { Ind(c, 0).set_level(static_cast<v1::ResultLevel>(99)); }},
    {"CATALOGUE_ENUM_UNKNOWN", "indicators[0].breakdowns[0]", [](auto& c) { Ind(c, 0).add_breakdowns(static_cast<v1::Dimension>(99)); }},
    {"CATALOGUE_ENUM_UNSPECIFIED", "indicators[0].direction", [](auto& c) { Ind(c, 0).clear_direction(); }},
    {"CATALOGUE_ENUM_UNSPECIFIED", "indicators[0].aggregation", [](auto& c) { Ind(c, 0).clear_aggregation(); }},
    {"CATALOGUE_ENUM_UNSPECIFIED", "indicators[0].level", [](auto& c) { Ind(c, 0).clear_level(); }},
    {"CATALOGUE_ENUM_UNSPECIFIED", "indicators[0].breakdowns[0]", [](auto& c) { Ind(c, 0).add_breakdowns(v1::DIMENSION_UNSPECIFIED); }},
    {"CATALOGUE_LIST_REPEATED", "indicators[2].breakdowns[2]", [](auto& c) { Ind(c, 2).add_breakdowns(v1::DIMENSION_SEX); }},
    {"CATALOGUE_BREAKDOWN_WITHOUT_LIST", "indicators[0].breakdowns[0]", [](auto& c) { Ind(c, 0).add_breakdowns(v1::DIMENSION_AREA); }},
    {"CATALOGUE_BREAKDOWN_WITHOUT_LIST", "indicators[0].breakdowns[0]", [](auto& c) { Ind(c, 0).add_breakdowns(v1::DIMENSION_AGE); }},
    {"CATALOGUE_BREAKDOWN_WITHOUT_LIST", "indicators[0].breakdowns[0]", [](auto& c) { Ind(c, 0).add_breakdowns(v1::DIMENSION_BACKGROUND); }},
    {"CATALOGUE_CATEGORY_WITHOUT_LIST", "indicators[2].category_list", [](auto& c) { Ind(c, 2).clear_category_list(); }},
    {"CATALOGUE_CATEGORY_UNUSED", "indicators[0].category_list", [](auto& c) { Ind(c, 0).set_category_list("residence"); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "indicators[2].category_list", [](auto& c) { Ind(c, 2).set_category_list("nothing"); }},
    {"CATALOGUE_FACTOR_UNUSED", "indicators[0].factor", [](auto& c) { Ind(c, 0).set_factor(100); }},
    {"CATALOGUE_FACTOR_UNUSED", "indicators[0].numerator_beyond_denominator", [](auto& c) { Ind(c, 0).set_numerator_beyond_denominator(true); }},
    {"CATALOGUE_FACTOR_UNIT", "indicators[2].factor", [](auto& c) { Ind(c, 2).clear_factor(); }},
    {"CATALOGUE_RATIO_PARTS", "indicators[2].numerator", [](auto& c) { Ind(c, 2).clear_numerator(); }},
    {"CATALOGUE_RATIO_PARTS", "indicators[2].denominator", [](auto& c) { Ind(c, 2).clear_denominator(); }},
    {"CATALOGUE_DECIMAL_INVALID", "indicators[0].plausible_min", [](auto& c) { Ind(c, 0).set_plausible_min("1,5"); }},
    {"CATALOGUE_DECIMAL_INVALID", "indicators[0].plausible_max", [](auto& c) { Ind(c, 0).set_plausible_max("1e3"); }},
    {"CATALOGUE_RANGE_ORDER", "indicators[0].plausible_max", [](auto& c) { Ind(c, 0).set_plausible_min("100.5"); }},
    {"CATALOGUE_DECIMALS_TOO_MANY", "indicators[0].decimals", [](auto& c) { Ind(c, 0).set_decimals(7); }},
    {"CATALOGUE_INDICATOR_WITHOUT_OWNER", "indicators[0].owner", [](auto& c) { Ind(c, 0).clear_owner(); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "indicators[0].owner", [](auto& c) { Ind(c, 0).set_owner("nobody"); }},
    {"CATALOGUE_INDICATOR_WITHOUT_GOAL", "indicators[0].goal", [](auto& c) { Ind(c, 0).clear_goal(); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "indicators[0].goal", [](auto& c) { Ind(c, 0).set_goal("g9"); }},
    {"CATALOGUE_FIELD_MISSING", "indicators[0].priority_area", [](auto& c) { Ind(c, 0).clear_priority_area(); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "indicators[0].priority_area", [](auto& c) { Ind(c, 0).set_priority_area("F9"); }},
};

const Case kTargets[] = {
    {"CATALOGUE_FIELD_MISSING", "targets[0].indicator", [](auto& c) { Tgt(c).clear_indicator(); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "targets[0].indicator", [](auto& c) { Tgt(c).set_indicator("I-9"); }},
    {"CATALOGUE_FIELD_MISSING", "targets[0].period", [](auto& c) { Tgt(c).clear_period(); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "targets[0].period", [](auto& c) { Tgt(c).set_period("2029"); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "targets[0].document", [](auto& c) { Tgt(c).set_document("nothing"); }},
    {"CATALOGUE_ID_DUPLICATE", "targets[1].period", [](auto& c) { *c.add_targets() = c.targets(0); }},
    {"CATALOGUE_FIELD_MISSING", "targets[0].value", [](auto& c) { Tgt(c).clear_value(); }},
    {"CATALOGUE_DECIMAL_INVALID", "targets[0].value", [](auto& c) { Tgt(c).set_value("12,5"); }},
    {"CATALOGUE_DECIMAL_INVALID", "targets[0].baseline", [](auto& c) { Tgt(c).set_baseline("+20"); }},
    {"CATALOGUE_TARGET_DECIMALS", "targets[0].value", [](auto& c) { Tgt(c).set_value("12.55"); }},
    {"CATALOGUE_TARGET_DECIMALS", "targets[0].baseline", [](auto& c) { Tgt(c).set_baseline("20.05"); }},
    {"CATALOGUE_TARGET_WITHOUT_BASELINE", "targets[0].baseline", [](auto& c) { Tgt(c).clear_baseline(); Tgt(c).clear_baseline_period(); }},
    {"CATALOGUE_FIELD_MISSING", "targets[0].baseline", [](auto& c) { Tgt(c).clear_baseline(); }},
    {"CATALOGUE_FIELD_MISSING", "targets[0].baseline_period", [](auto& c) { Tgt(c).clear_baseline_period(); }},
    {"CATALOGUE_PERIOD_MALFORMED", "targets[0].baseline_period", [](auto& c) { Tgt(c).set_baseline_period("24"); }},
    {"CATALOGUE_BASELINE_PERIOD", "targets[0].baseline_period", [](auto& c) { Tgt(c).set_baseline_period("2025"); }},
    {"CATALOGUE_BASELINE_PERIOD", "targets[0].baseline_period", [](auto& c) { Tgt(c).set_baseline_period("2024-T2"); }},
    {"CATALOGUE_TARGET_WITHOUT_DIRECTION", "targets[0].indicator", [](auto& c) { Ind(c, 2).set_direction(v1::DIRECTION_CONTEXT); }},
};

const Case kDuties[] = {
    {"CATALOGUE_PERIOD_MALFORMED", "periods[2].id", [](auto& c) { c.add_periods()->set_id("2025-T3"); }},
    {"CATALOGUE_PERIOD_MALFORMED", "periods[2].id", [](auto& c) { c.add_periods(); }},
    {"CATALOGUE_ID_DUPLICATE", "periods[2].id", [](auto& c) { c.add_periods()->set_id("2025"); }},
    {"CATALOGUE_ID_DUPLICATE", "obligations[1].id", [](auto& c) { *c.add_obligations() = c.obligations(0); }},
    {"CATALOGUE_ID_MALFORMED", "obligations[0].id", [](auto& c) { Obl(c).set_id("-annual"); }},
    {"CATALOGUE_FIELD_MISSING", "obligations[0].title.sv", [](auto& c) { Obl(c).clear_title(); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "obligations[0].organisations[1]", [](auto& c) { Obl(c).add_organisations("nobody"); }},
    {"CATALOGUE_ENUM_UNKNOWN", "obligations[0].kinds[1]", [](auto& c) { Obl(c).add_kinds(static_cast<v1::OrganisationKind>(99)); }},
    {"CATALOGUE_ENUM_UNSPECIFIED", "obligations[0].kinds[1]", [](auto& c) { Obl(c).add_kinds(v1::ORGANISATION_KIND_UNSPECIFIED); }},
    {"CATALOGUE_LIST_REPEATED", "obligations[0].kinds[1]", [](auto& c) { Obl(c).add_kinds(v1::ORGANISATION_KIND_COMPANY); }},
    {"CATALOGUE_OBLIGATION_WITHOUT_DEBTOR", "obligations[0].organisations", [](auto& c) { Obl(c).clear_organisations(); Obl(c).set_kinds(0, v1::ORGANISATION_KIND_PARTNER); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "obligations[0].indicators[2]", [](auto& c) { Obl(c).add_indicators("I-9"); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "obligations[0].mandatory[1]", [](auto& c) { Obl(c).add_mandatory("I-9"); }},
    {"CATALOGUE_MANDATORY_NOT_LISTED", "obligations[0].mandatory[0]", [](auto& c) { Obl(c).mutable_indicators()->DeleteSubrange(0, 1); }},
    {"CATALOGUE_FIELD_MISSING", "obligations[0].periods[2].period", [](auto& c) { Obl(c).add_periods(); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "obligations[0].periods[2].period", [](auto& c) { Obl(c).add_periods()->set_period("2029"); }},
    {"CATALOGUE_ID_DUPLICATE", "obligations[0].periods[2].period", [](auto& c) { Obl(c).add_periods()->set_period("2024"); }},
    {"CATALOGUE_DATE_INVALID", "obligations[0].periods[1].due", [](auto& c) { Obl(c).mutable_periods(1)->set_due("2026-2-15"); }},
    {"CATALOGUE_DUE_EARLY", "obligations[0].periods[1].due", [](auto& c) { Obl(c).mutable_periods(1)->set_due("2025-12-30"); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "obligations[0].document", [](auto& c) { Obl(c).set_document("nothing"); }},
    {"CATALOGUE_ID_DUPLICATE", "projects[1].id", [](auto& c) { *c.add_projects() = c.projects(0); }},
    {"CATALOGUE_FIELD_MISSING", "projects[0].title.sv", [](auto& c) { Prj(c).clear_title(); }},
    {"CATALOGUE_FIELD_MISSING", "projects[0].purpose.sv", [](auto& c) { Prj(c).clear_purpose(); }},
    {"CATALOGUE_FIELD_MISSING", "projects[0].owner", [](auto& c) { Prj(c).clear_owner(); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "projects[0].owner", [](auto& c) { Prj(c).set_owner("nobody"); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "projects[0].participants[0]", [](auto& c) { Prj(c).set_participants(0, "nobody"); }},
    {"CATALOGUE_FIELD_MISSING", "projects[0].goal", [](auto& c) { Prj(c).clear_goal(); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "projects[0].goal", [](auto& c) { Prj(c).set_goal("g9"); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "projects[0].indicators[1]", [](auto& c) { Prj(c).add_indicators("I-9"); }},
    {"CATALOGUE_PROJECT_WITHOUT_INDICATOR", "projects[0].indicators", [](auto& c) { Prj(c).clear_indicators(); }},
    {"CATALOGUE_FIELD_MISSING", "projects[0].start", [](auto& c) { Prj(c).clear_start(); }},
    {"CATALOGUE_FIELD_MISSING", "projects[0].end", [](auto& c) { Prj(c).clear_end(); }},
    {"CATALOGUE_DATE_INVALID", "projects[0].start", [](auto& c) { Prj(c).set_start("2023-02-29"); }},
    {"CATALOGUE_DATE_ORDER", "projects[0].end", [](auto& c) { Prj(c).set_end("2023-12-31"); }},
    {"CATALOGUE_BUDGET_NEGATIVE", "projects[0].budget_sek", [](auto& c) { Prj(c).set_budget_sek(-1); }},
    {"CATALOGUE_PROJECT_WITHOUT_FOLLOW_UP", "projects[0].follow_ups", [](auto& c) { Prj(c).clear_follow_ups(); }},
    {"CATALOGUE_REFERENCE_UNKNOWN", "projects[0].follow_ups[0].period", [](auto& c) { Prj(c).mutable_follow_ups(0)->set_period("2026-T2"); Prj(c).mutable_follow_ups(0)->clear_due(); }},
};
// clang-format on

INSTANTIATE_TEST_SUITE_P(Head, BrokenCatalogueTest, ::testing::ValuesIn(kHead));
INSTANTIATE_TEST_SUITE_P(Organisations, BrokenCatalogueTest, ::testing::ValuesIn(kOrganisations));
INSTANTIATE_TEST_SUITE_P(Register, BrokenCatalogueTest, ::testing::ValuesIn(kRegister));
INSTANTIATE_TEST_SUITE_P(Indicators, BrokenCatalogueTest, ::testing::ValuesIn(kIndicators));
INSTANTIATE_TEST_SUITE_P(Targets, BrokenCatalogueTest, ::testing::ValuesIn(kTargets));
INSTANTIATE_TEST_SUITE_P(Duties, BrokenCatalogueTest, ::testing::ValuesIn(kDuties));

// Codes that only a change of catalogue can have.
const std::set<std::string_view> kChangeCodes = {
    "CATALOGUE_DEFINITION_CHANGED", "CATALOGUE_PROTECTION_WEAKENED", "CATALOGUE_USED_REMOVED"};

TEST(CatalogueCheckTest, EveryRuleIsBrokenByACase) {
  std::set<std::string_view> broken;
  const auto note = [&](const auto& cases) {
    for (const Case& c : cases) broken.insert(c.code);
  };
  note(kHead);
  note(kOrganisations);
  note(kRegister);
  note(kIndicators);
  note(kTargets);
  note(kDuties);
  for (const Rule& rule : Rules()) {
    if (rule.group != "Catalogue" || kChangeCodes.contains(rule.code)) continue;
    EXPECT_TRUE(broken.contains(rule.code)) << rule.code;
  }
}

TEST(CatalogueCheckTest, GroupsWhatHasOneCauseAndKeepsApartWhatHasNot) {
  v1::Catalogue catalogue = SmallCatalogue();
  Ind(catalogue, 0).set_goal("gone");
  Ind(catalogue, 1).set_goal("gone");
  Ind(catalogue, 2).set_goal("lost");
  const auto findings = CheckCatalogue(catalogue);
  ASSERT_EQ(findings.size(), 3u);  // and the goal that is left without indicator
  EXPECT_EQ(findings[0].got(), "gone");
  EXPECT_EQ(findings[0].occurrences(), 2u);
  EXPECT_THAT(findings[0].also(), ElementsAre(1));
  EXPECT_EQ(findings[0].expected(), "g1");
  EXPECT_EQ(findings[1].got(), "lost");
  EXPECT_EQ(findings[1].location().field(), "indicators[2].goal");
  EXPECT_EQ(findings[2].code(), "CATALOGUE_GOAL_WITHOUT_INDICATOR");
}

TEST(CatalogueCheckTest, NamesTheWholeCircle) {
  v1::Catalogue catalogue = SmallCatalogue();
  Doc(catalogue, 0).add_parents("roadmap");
  const auto findings = CheckCatalogue(catalogue);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].got(), "plan > roadmap > plan");
}

TEST(CatalogueCheckTest, AnEmptyCatalogueIsAnsweredNotTrusted) {
  EXPECT_EQ(VerdictOf(CheckCatalogue({})), v1::VERDICT_REJECTED);
}

// A chain of parents may be as long as the catalogue: no recursion.
TEST(CatalogueCheckTest, ChecksTheLargestCataloguesInWellUnderASecond) {
  v1::Catalogue catalogue = SmallCatalogue();
  for (int i = 0; i < 1'000; ++i) {
    v1::Organisation& organisation = *catalogue.add_organisations();
    organisation = catalogue.organisations(2);
    organisation.set_id("org-" + std::to_string(i));
    if (i > 0) organisation.set_parent("org-" + std::to_string(i - 1));
  }
  v1::Obligation& obligation = Obl(catalogue);
  for (int i = 0; i < 5'000; ++i) {
    v1::Indicator& indicator = *catalogue.add_indicators();
    indicator = catalogue.indicators(2);
    indicator.set_id("N-" + std::to_string(i));
    obligation.add_indicators(indicator.id());
    obligation.add_mandatory(indicator.id());
    v1::Target& target = *catalogue.add_targets();
    target = catalogue.targets(0);
    target.set_indicator(indicator.id());
  }
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_THAT(Check(catalogue), IsEmpty());
  const auto took = std::chrono::steady_clock::now() - begin;
  // Some 20 ms on the machine this was written on; the bound leaves room for
  // sanitizers and a busy machine, and none for anything quadratic.
  EXPECT_LT(took, std::chrono::seconds(1));
}

}  // namespace
}  // namespace samlad::domain
